//! Messages that live: edited when what they say changes, posted anew when somebody deleted them.

use std::time::Duration;

use captrack_contract::{PilotRef, SnoozeLength};
use captrack_domain::policy::{ClassMode, Policy};
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::webhook_name::WebhookName;
use captrack_monitor::NewPilot;
use captrack_ports::Secret;
use captrack_sim::{Fault, FaultEffect, Service};
use captrack_testing::eden::{DELVE, JITA, MIRA, PERIMETER};

use crate::relay_stage::{DESK, KARA, Relay};

/// A titan under Kara, told.
async fn told() -> Relay {
    let relay = Relay::with_a_titan().await;
    relay.settle().await;
    assert_eq!(relay.texts().len(), 1);
    relay
}

async fn says_only(relay: &Relay, words: &[&str]) {
    relay.settle().await;
    let texts = relay.texts();
    assert_eq!(texts.len(), 1, "{texts:#?}");
    for word in words {
        assert!(texts[0].contains(word), "{word}: {}", texts[0]);
    }
}

#[tokio::test]
async fn a_message_follows_its_titan_from_the_beginning_to_the_end() {
    let mut relay = told().await;
    says_only(&relay, &["Kara Volkov", "Jita", "The Forge"]).await;
    let id = relay.messages()[0].id.clone();

    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    says_only(&relay, &["Perimeter"]).await;
    assert_eq!(relay.messages()[0].edits.len(), 1);

    relay.dies().await;
    says_only(&relay, &["Perimeter"]).await;
    assert_eq!(relay.messages()[0].edits.len(), 1, "nothing to edit after a restart");
    relay.flies(KARA, 1, JITA);
    relay.look(60).await;
    says_only(&relay, &["Jita"]).await;
    assert_eq!(relay.messages()[0].id, id, "the same message, also after a restart");

    relay.loses_everything(KARA);
    relay.look_again().await;
    says_only(&relay, &["resolved after"]).await;
    assert_eq!(relay.messages()[0].id, id);
    assert_eq!(relay.waiting().await, 0, "no post of its own");
    let edits = relay.messages()[0].edits.len();
    relay.look(3600).await;
    relay.settle().await;
    assert_eq!(relay.messages()[0].edits.len(), edits, "it is closed");
}

#[tokio::test]
async fn a_message_shows_the_main_and_who_of_it_is_snoozed() {
    let relay = Relay::of_kara().await;
    let mira = NewPilot { id: MIRA, name: "Mira Solace", main: Some(KARA) };
    relay.monitor.edit().add_pilots(&[mira]).await.unwrap();
    relay.look(1).await;
    relay.monitor.edit().snooze(&[PilotRef::Id(MIRA)], SnoozeLength::Seconds(3600), DESK, None).await.unwrap();
    let until = relay.world.now().as_second() + 3600;
    relay.flies(MIRA, 2, JITA);
    relay.flies(KARA, 1, JITA);
    relay.look(5).await;
    relay.settle().await;
    let embed = relay.messages()[0].payload["embeds"][0].clone();
    assert_eq!(embed["thumbnail"]["url"], format!("https://images.evetech.net/characters/{KARA}/portrait?size=128"));
    let snoozed = |embed: &serde_json::Value| {
        let fields = embed["fields"].as_array().cloned().unwrap_or_default();
        fields.iter().map(|field| format!("{}: {}", field["name"], field["value"])).collect::<Vec<_>>()
    };
    assert_eq!(snoozed(&embed), [format!("\"Snoozed\": \"**Mira Solace** until <t:{until}:f>\"")]);

    relay.look(3600).await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.settle().await;
    let embeds: Vec<_> = relay.messages().iter().map(|message| message.payload["embeds"][0].clone()).collect();
    assert_eq!(embeds.len(), 2, "the end of the snooze is news: {:#?}", relay.texts());
    assert!(embeds.iter().all(|embed| snoozed(embed).is_empty()), "{embeds:#?}");
}

#[tokio::test]
async fn nothing_is_edited_while_nothing_changes_but_ages() {
    let relay = told().await;
    for _ in 0..10 {
        relay.look(60).await;
        relay.settle().await;
    }
    assert_eq!(relay.world.stats().discord.edits, 0);
}

#[tokio::test]
async fn many_changes_within_half_a_minute_are_one_edit() {
    let relay = told().await;
    for system in [PERIMETER, JITA, PERIMETER, JITA, PERIMETER] {
        relay.flies(KARA, 1, system);
        relay.look(5).await;
        relay.drain().await;
    }
    relay.settle().await;
    assert_eq!(relay.messages()[0].edits.len(), 1);
    assert!(relay.texts()[0].contains("Perimeter"));
}

#[tokio::test]
async fn a_further_hull_is_posted_alone_and_listed_in_the_old_message() {
    let relay = Relay::of_kara().await;
    relay.owns_carriers(KARA, 10, 5, JITA);
    relay.look(60).await;
    relay.settle().await;
    relay.owns_carriers(KARA, 10, 6, JITA);
    relay.look(60).await;
    relay.settle().await;
    let texts = relay.texts();
    let archons: Vec<usize> = texts.iter().map(|text| text.matches("**Archon**").count()).collect();
    assert_eq!(archons, [6, 1], "{texts:#?}");
    relay.loses_everything(KARA);
    relay.look_again().await;
    // It fades for a quarter of an hour.
    relay.look(900).await;
    relay.settle().await;
    assert_eq!(relay.texts().len(), 2);
    assert!(relay.texts().iter().all(|text| text.contains("resolved after")), "{:#?}", relay.texts());
}

#[tokio::test]
async fn a_ship_that_comes_and_goes_for_days_is_not_edited_into_ever_more_messages() {
    let relay = Relay::of_kara().await;
    let are_there = async |carriers: i64, seconds: u64| {
        relay.owns_carriers(KARA, 10, carriers, JITA);
        relay.look_again().await;
        relay.look(seconds).await;
        relay.settle().await;
    };
    are_there(5, 60).await;
    let edits = || relay.messages().iter().map(|message| message.edits.len()).sum::<usize>();
    let mut a_round = Vec::new();
    for _ in 0..14 {
        let before = edits();
        are_there(6, 60).await;
        are_there(5, 3 * 3600).await;
        a_round.push(edits() - before);
    }
    assert!(relay.messages().len() > 10, "each return is told: {:#?}", relay.texts());
    // What began within the last twelve hours is four rounds old.
    assert!(a_round[13] <= a_round[5], "{a_round:?}");
    let texts = relay.texts();
    let stands = |text: &String| text.contains("**Archon**") && !text.contains("~~");
    let (first, rest) = texts.split_first().unwrap();
    assert!(first.matches("**Archon**").count() >= 5, "{first}");
    assert!(!rest.iter().any(stands), "what is over is over everywhere: {rest:#?}");
}

#[tokio::test]
async fn a_ship_that_moves_for_days_goes_on_in_the_latest_messages_and_older_ones_are_left_alone() {
    let relay = told().await;
    for round in 0..16 {
        relay.flies(KARA, 1, if round % 2 == 0 { DELVE } else { JITA });
        relay.look(3 * 3600).await;
        relay.settle().await;
    }
    let texts = relay.texts();
    assert!(texts.len() > 12, "each move is told: {texts:#?}");
    let goes_on = |text: &String| text.contains("continued in a later message");
    assert!(texts[..10].iter().all(goes_on), "{texts:#?}");
    assert!(!goes_on(texts.last().unwrap()) && texts.last().unwrap().contains("Jita"), "{texts:#?}");
    let open = relay.monitor.shared().store().open_messages("critical").await.unwrap();
    // Those of the last twelve hours, and the one before them that is looked at with the next change.
    assert!(open.len() <= 6, "{} are still looked at", open.len());

    relay.loses_everything(KARA);
    relay.look_again().await;
    relay.settle().await;
    let texts = relay.texts();
    assert!(texts.last().unwrap().contains("resolved"), "{texts:#?}");
    let stands = |text: &String| !text.contains("~~");
    assert!(!texts.iter().any(stands), "nobody reads of a ship that is gone as if it were there: {texts:#?}");
    assert!(relay.monitor.shared().store().open_messages("critical").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_later_message_that_a_moderator_deleted_is_posted_again_though_an_older_one_names_its_ship() {
    let relay = Relay::of_kara().await;
    relay.watch(&[(MIRA, "Mira Solace")]).await;
    relay.flies(KARA, 1, JITA);
    relay.flies(MIRA, 2, JITA);
    relay.look(60).await;
    relay.settle().await;
    assert_eq!(relay.texts().len(), 1, "one message names both: {:#?}", relay.texts());
    relay.look(13 * 3600).await;
    for region in [DELVE, JITA] {
        relay.flies(KARA, 1, region);
        relay.look(3600).await;
        relay.settle().await;
    }
    let texts = relay.texts();
    assert!(texts.len() == 3 && texts[0].contains("continued in a later message"), "{texts:#?}");

    for message in &relay.messages()[1..] {
        relay.delete(message).await;
    }
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.settle().await;
    let texts = relay.texts();
    assert!(texts.len() == 2 && texts[1].contains("Kara Volkov · Perimeter"), "{texts:#?}");
    relay.loses_everything(KARA);
    relay.look_again().await;
    relay.settle().await;
    let texts = relay.texts();
    assert!(texts[1..].iter().all(|text| text.contains("resolved after")), "its end is told: {texts:#?}");
    assert!(texts[0].contains("**Avatar**"), "and Mira's goes on: {texts:#?}");
}

#[tokio::test]
async fn a_move_to_another_region_is_posted_and_edited() {
    let relay = told().await;
    relay.flies(KARA, 1, DELVE);
    relay.look(400).await;
    relay.settle().await;
    let texts = relay.texts();
    assert_eq!(texts.len(), 2, "{texts:#?}");
    assert!(texts.iter().all(|text| text.contains("Delve")), "{texts:#?}");
}

#[tokio::test]
async fn an_end_is_posted_too_when_that_is_wished() {
    let relay = told().await;
    let options = RelayOptions { post_resolved: true, ..RelayOptions::default() };
    relay.monitor.edit().save_relay_options(options, DESK).await.unwrap();
    relay.loses_everything(KARA);
    relay.look_again().await;
    relay.settle().await;
    assert_eq!(relay.texts().iter().filter(|text| text.contains("resolved")).count(), 2, "{:#?}", relay.texts());
}

#[tokio::test]
async fn an_end_of_which_no_message_tells_is_posted() {
    let relay = told().await;
    // Another address: the old message is out of reach.
    let url = relay.world.create_webhook("another").unwrap();
    relay.monitor.edit().set_webhook(WebhookName::Critical, &Secret::new(url), DESK).await.unwrap();
    relay.loses_everything(KARA);
    relay.look_again().await;
    relay.settle().await;
    let another = relay.world.messages_of("another");
    assert_eq!(another.len(), 1);
    assert!(another[0].text().contains("resolved"), "{}", another[0].text());
    assert_eq!(relay.world.stats().discord.edits, 0);
}

#[tokio::test]
async fn the_same_address_set_again_loses_no_message() {
    let relay = told().await;
    relay.set(WebhookName::Critical).await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    says_only(&relay, &["Perimeter"]).await;
}

#[tokio::test]
async fn a_message_that_was_deleted_is_posted_anew_at_the_next_change() {
    let relay = told().await;
    let message = relay.messages().remove(0);
    relay.delete(&message).await;
    relay.look(60).await;
    relay.settle().await;
    assert!(relay.texts().is_empty(), "nothing has changed");
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    says_only(&relay, &["Kara Volkov", "Perimeter"]).await;
    relay.flies(KARA, 1, JITA);
    relay.look(60).await;
    says_only(&relay, &["Jita"]).await;
    assert_eq!(relay.messages()[0].edits.len(), 1, "the new message lives");
}

#[tokio::test]
async fn the_end_of_what_a_deleted_message_told_is_posted() {
    let relay = told().await;
    let message = relay.messages().remove(0);
    relay.delete(&message).await;
    relay.loses_everything(KARA);
    relay.look_again().await;
    says_only(&relay, &["resolved"]).await;
}

#[tokio::test]
async fn an_edit_that_fails_is_tried_again_and_holds_up_no_post() {
    let relay = told().await;
    relay.watch(&[(MIRA, "Mira Solace")]).await;
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.edits_meet(FaultEffect::Reset, 3);
    relay.world.advance(Duration::from_secs(30));
    relay.drain().await;
    relay.flies(MIRA, 2, JITA);
    relay.look(1).await;
    relay.world.advance(Duration::from_secs(2));
    relay.drain().await;
    assert!(relay.texts().iter().any(|text| text.contains("Mira Solace")), "posted while edits fail");
    relay.settle().await;
    assert!(relay.texts()[0].contains("Perimeter"));
}

#[tokio::test]
async fn a_post_that_has_failed_is_sent_as_soon_as_an_edit_shows_that_discord_is_back() {
    let relay = told().await;
    relay.watch(&[(MIRA, "Mira Solace")]).await;
    let no_posts = Fault::new(Service::Discord, "POST *", FaultEffect::Reset);
    relay.world.inject(no_posts.clone());
    relay.flies(MIRA, 2, JITA);
    relay.look(1).await;
    // The ninth attempt fails after 8.5 to 10.2 minutes, and the next is five minutes later.
    relay.go_on(700).await;
    assert_eq!(relay.waiting().await, 1);
    relay.world.withdraw(&no_posts);
    relay.flies(KARA, 1, PERIMETER);
    relay.look(10).await;
    relay.world.advance(Duration::from_secs(31));
    relay.drain().await;
    assert!(relay.texts()[0].contains("Perimeter"), "{:#?}", relay.texts());
    assert!(relay.texts().iter().any(|text| text.contains("Mira Solace")), "{:#?}", relay.texts());
}

#[tokio::test]
async fn a_snoozed_pilot_leaves_the_message_and_comes_back_to_it() {
    let relay = told().await;
    let kara = [PilotRef::Id(KARA)];
    relay.monitor.edit().snooze(&kara, SnoozeLength::Seconds(3600), DESK, None).await.unwrap();
    says_only(&relay, &["no longer alerts"]).await;
    relay.look(3601).await;
    relay.settle().await;
    assert!(relay.texts().iter().any(|text| text.contains("snooze ended")), "{:#?}", relay.texts());
}

#[tokio::test]
async fn a_change_of_rules_never_says_resolved() {
    let relay = told().await;
    let mut policy = Policy::default();
    for rule in policy.classes.values_mut() {
        rule.mode = ClassMode::TrackOnly;
    }
    relay.monitor.edit().save_policy(policy, DESK).await.unwrap();
    says_only(&relay, &["no longer alerts"]).await;
    assert!(!relay.texts()[0].contains("resolved"));
}

#[tokio::test]
async fn another_wording_sends_nothing_again() {
    let relay = told().await;
    let options = RelayOptions { desk: Some("Mira's desk".to_owned()), ..RelayOptions::default() };
    relay.monitor.edit().save_relay_options(options, DESK).await.unwrap();
    relay.settle().await;
    let stats = relay.world.stats().discord;
    assert_eq!((stats.posts, stats.edits), (1, 0));
}

#[tokio::test]
async fn a_forgotten_pilot_leaves_the_messages() {
    let relay = Relay::of_kara().await;
    relay.watch(&[(MIRA, "Mira Solace")]).await;
    relay.flies(KARA, 1, JITA);
    relay.flies(MIRA, 2, JITA);
    relay.look(60).await;
    relay.settle().await;
    assert_eq!(relay.texts().len(), 1);
    relay.monitor.edit().forget_pilot(&PilotRef::Id(KARA), DESK).await.unwrap();
    relay.go_on(60).await;
    assert!(!relay.texts()[0].contains("Kara"), "{:#?}", relay.texts());
    assert!(relay.texts()[0].contains("Mira"));
    relay.monitor.edit().forget_pilot(&PilotRef::Id(MIRA), DESK).await.unwrap();
    relay.go_on(60).await;
    assert!(!relay.texts()[0].contains("Mira"), "{:#?}", relay.texts());
    assert!(relay.texts()[0].contains("no longer watched"), "{:#?}", relay.texts());
}
