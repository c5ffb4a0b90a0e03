//! The Discord page and the relay's settings, through the desk's commands.

use captrack_contract::{DiscordView, ErrorCode, PilotRef, SnoozeLength, commands};
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::relay_options::{MessageMode, RelayOptions};
use captrack_domain::webhook_name::WebhookName;
use captrack_testing::eden::JITA;

use crate::relay_stage::{KARA, Relay};
use crate::stage::Stage;

async fn page(stage: &Stage) -> DiscordView {
    stage.desk.ask(commands::Discord).await.unwrap()
}

#[tokio::test]
async fn the_page_shows_what_waits_and_then_what_became_of_it() {
    let stage = Stage::with_a_titan_in_space().await;
    let view = page(&stage).await;
    assert!(view.on && view.preview_is_next);
    let queue = &view.queues[0];
    assert_eq!((queue.webhook, queue.waiting), (WebhookName::Critical, 1));
    assert_eq!(queue.next[0].what, "Kara Volkov: 1 titan new");
    let preview = view.preview.unwrap();
    assert!(preview["embeds"][0]["title"].as_str().unwrap().contains("Kara Volkov"), "{preview}");

    stage.send().await;
    assert_eq!(stage.world.messages()[0].payload["embeds"], preview["embeds"], "as it was shown");
    let view = page(&stage).await;
    let queue = &view.queues[0];
    assert_eq!((queue.waiting, queue.deliveries.len()), (0, 1));
    assert_eq!(queue.deliveries[0].what, "Kara Volkov: 1 titan");
    assert_eq!(queue.last_delivery, Some(queue.deliveries[0].at));
    assert!(queue.limit.is_some_and(|limit| limit.limit == 5), "{:?}", queue.limit);
    assert!(view.preview.is_some() && !view.preview_is_next, "what stands");
    let masked = queue.masked_url.clone().unwrap();
    assert!(!stage.world.webhook_url("critical").unwrap().contains(&masked) || masked.contains('…'), "{masked}");
}

/// The titles of the previewed message.
async fn titles(relay: &Relay) -> String {
    let preview = relay.monitor.views().discord_view().await.unwrap().preview.unwrap();
    let embeds = preview["embeds"].as_array().unwrap();
    embeds.iter().map(|embed| embed["title"].as_str().unwrap()).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn of_two_webhooks_the_more_urgent_news_is_previewed_and_that_of_a_dead_one_last() {
    let relay = Relay::of_kara().await;
    let mira = PilotId(2_112_000_002);
    relay.watch(&[(mira, "Mira Solace")]).await;
    relay.owns_carriers(mira, 10, 5, JITA);
    relay.look(5).await;
    assert!(titles(&relay).await.contains("Mira Solace"));
    relay.flies(KARA, 1, JITA);
    relay.look(5).await;
    assert_eq!(titles(&relay).await, "Kara Volkov · new", "also when it was decided later");
    relay.world.delete_webhook("critical").unwrap();
    relay.world.advance(std::time::Duration::from_secs(2));
    relay.drain().await;
    assert_eq!(relay.waiting().await, 2, "hers is still gathered");
    assert_eq!(titles(&relay).await, "Mira Solace · new", "it is the next that can be sent");
    relay.go_on(60).await;
    assert_eq!(titles(&relay).await, "Kara Volkov · new", "nothing else waits");
}

#[tokio::test]
async fn a_link_that_would_be_left_out_is_refused() {
    let stage = Stage::with_a_titan_in_space().await;
    for link in ["https://[::1", "https://a:b:c/", "https://auth.example.org:99999", "https://%zz/"] {
        let options = RelayOptions { link: Some(link.to_owned()), ..RelayOptions::default() };
        let refusal = stage.desk.ask(commands::SaveRelayOptions { options }).await.unwrap_err();
        assert_eq!(refusal.code, ErrorCode::Invalid, "{link}");
        assert!(refusal.sentence.contains("https"), "{refusal:?}");
    }
    let options =
        RelayOptions { link: Some("https://auth.example.org/captrack".to_owned()), ..RelayOptions::default() };
    stage.desk.ask(commands::SaveRelayOptions { options }).await.unwrap();
    stage.send().await;
    let url = stage.world.messages()[0].payload["embeds"][0]["url"].clone();
    assert!(url.as_str().unwrap().starts_with("https://auth.example.org/captrack#main-"), "{url}");
}

#[tokio::test]
async fn without_anything_that_stands_there_is_nothing_to_preview() {
    let stage = Stage::with_a_titan_in_space().await;
    let kara = PilotRef::Name("Kara Volkov".to_owned());
    let command = commands::Snooze { pilots: vec![kara], length: SnoozeLength::UntilCleared, why: None };
    stage.desk.ask(command).await.unwrap();
    let view = page(&stage).await;
    assert_eq!((view.preview, view.preview_is_next), (None, false));
}

#[tokio::test]
async fn options_are_checked_kept_and_logged_and_used_for_the_next_message() {
    let mut stage = Stage::with_a_titan_in_space().await;
    let wrong = RelayOptions { link: Some("http://auth.example.org".to_owned()), ..RelayOptions::default() };
    let refusal = stage.desk.ask(commands::SaveRelayOptions { options: wrong }).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::Invalid);
    let options =
        RelayOptions { mode: MessageMode::Detailed, desk: Some("Mira's desk".to_owned()), ..RelayOptions::default() };
    stage.desk.ask(commands::SaveRelayOptions { options: options.clone() }).await.unwrap();
    stage.die_and_restart().await;
    assert_eq!(page(&stage).await.options, options);
    stage.send().await;
    let message = stage.world.messages().remove(0);
    assert_eq!(message.payload["embeds"][0]["fields"].as_array().map(Vec::len), Some(1), "{}", message.payload);
    assert!(message.text().contains("Sent by Mira's desk"), "{}", message.text());

    let query = captrack_contract::ActivityQuery { kinds: vec![ActivityKind::Relay], ..Default::default() };
    let log = stage.desk.ask(commands::Activity { query }).await.unwrap();
    let subjects: Vec<&str> = log.lines.iter().map(|line| line.activity.subject.as_str()).collect();
    assert!(subjects.contains(&"Messages to Discord") && subjects.contains(&"Computer's name in Discord messages"));
}
