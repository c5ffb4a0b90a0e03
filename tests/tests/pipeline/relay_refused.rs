//! What Discord refuses: told more plainly, or in parts, until what it really refuses stands alone.

use captrack_contract::{MessageOutcome, PilotRef};
use captrack_domain::ids::PilotId;
use captrack_domain::relay_options::RelayOptions;
use captrack_testing::eden::{JITA, PERIMETER};
use captrack_text::english;

use crate::relay_stage::{DESK, KARA, Relay};

const BAD: PilotId = PilotId(2_112_000_066);
const NAME: &str = "Unspeakable One";

/// How often the messages that stand name a pilot as the one whose hull it is.
fn named(relay: &Relay, name: &str) -> usize {
    let texts = relay.texts();
    let lines = texts.iter().flat_map(|text| text.lines());
    lines.filter(|line| line.starts_with("**") && line.contains(&format!(" · {name}"))).count()
}

/// So many titans under mains of their own, one of them under a name that Discord refuses.
async fn titans(others: i64) -> Relay {
    let relay = Relay::of_kara().await;
    let names: Vec<String> = (0..others).map(|n| format!("Pilot {n:03}x")).collect();
    let mut pilots: Vec<(PilotId, &str)> =
        (0..).map(|n| PilotId(2_112_000_100 + n)).zip(names.iter().map(String::as_str)).collect();
    pilots.insert(pilots.len() / 2, (BAD, NAME));
    relay.watch(&pilots).await;
    for (n, (pilot, _)) in (1..).zip(&pilots) {
        relay.flies(*pilot, n, JITA);
    }
    relay.look(5).await;
    relay
}

fn told_once_each(relay: &Relay, others: i64) {
    for n in 0..others {
        assert_eq!(named(relay, &format!("Pilot {n:03}x")), 1, "{n}: {:#?}", relay.texts());
    }
}

#[tokio::test]
async fn of_many_mains_only_the_hull_that_discord_refuses_is_kept_with_its_reason() {
    let relay = titans(30).await;
    relay.refuses(NAME);
    relay.settle().await;
    told_once_each(&relay, 30);
    let kept = relay.undeliverable().await;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].notice.as_ref().unwrap().main_name, NAME);
    assert!(english(kept[0].reason.as_ref().unwrap()).contains("Contains what is refused"), "{kept:?}");
    let stats = relay.world.stats().discord;
    assert!(stats.refused <= 24, "{stats:?}");
    assert_eq!(stats.rate_limited, 0, "{stats:?}");

    relay.world.clear_faults();
    relay.monitor.edit().retry_undeliverable(&[kept[0].id.0], DESK).await.unwrap();
    relay.settle().await;
    assert_eq!(named(&relay, NAME), 1, "sent again once Discord takes it");
    told_once_each(&relay, 30);
}

#[tokio::test]
async fn of_the_hulls_of_one_notice_only_the_one_that_discord_refuses_is_kept() {
    let relay = Relay::of_kara().await;
    relay.watch(&[(BAD, NAME)]).await;
    relay.owns_carriers(KARA, 100, 40, JITA);
    relay.monitor.edit().set_main(&[PilotRef::Id(BAD)], Some(&PilotRef::Id(KARA)), DESK).await.unwrap();
    relay.owns_carriers(BAD, 200, 1, JITA);
    relay.look(60).await;
    relay.refuses(NAME);
    relay.settle().await;
    assert_eq!(named(&relay, "Kara Volkov"), 40, "{:#?}", relay.texts());
    let kept = relay.undeliverable().await;
    let hulls: Vec<&str> =
        kept.iter().flat_map(|row| &row.notice.as_ref().unwrap().hulls).map(|line| line.pilot_name.as_str()).collect();
    assert_eq!(hulls, [NAME]);
}

#[tokio::test]
async fn what_is_refused_never_comes_in_by_an_edit() {
    let relay = Relay::of_kara().await;
    relay.owns_carriers(KARA, 100, 5, JITA);
    relay.look(60).await;
    relay.settle().await;
    relay.watch(&[(BAD, NAME)]).await;
    relay.monitor.edit().set_main(&[PilotRef::Id(BAD)], Some(&PilotRef::Id(KARA)), DESK).await.unwrap();
    relay.refuses(NAME);
    relay.owns_carriers(BAD, 200, 1, JITA);
    relay.look(60).await;
    relay.settle().await;
    assert_eq!(relay.undeliverable().await.len(), 1);
    relay.owns_carriers(KARA, 100, 6, JITA);
    relay.look(60).await;
    relay.settle().await;
    let archons: Vec<usize> = relay.texts().iter().map(|text| text.matches("**Archon**").count()).collect();
    assert_eq!(archons, [6, 1], "the sixth is in the old message, which lives: {:#?}", relay.texts());
}

#[tokio::test]
async fn a_link_that_discord_refuses_costs_the_link_and_no_hull() {
    // Few mains have an embed each, whose title leads there.
    let relay = titans(9).await;
    let options =
        RelayOptions { link: Some("https://refused.example.org/captrack".to_owned()), ..RelayOptions::default() };
    relay.monitor.edit().save_relay_options(options, DESK).await.unwrap();
    relay.refuses("refused.example.org");
    relay.settle().await;
    told_once_each(&relay, 9);
    assert_eq!(named(&relay, NAME), 1);
    assert!(relay.undeliverable().await.is_empty());
    assert_eq!(relay.world.stats().discord.refused as usize, relay.messages().len(), "once a message");
}

#[tokio::test]
async fn a_place_that_discord_refuses_costs_the_place_and_no_hull() {
    let relay = titans(10).await;
    relay.flies(BAD, 6, PERIMETER);
    relay.look(1).await;
    relay.refuses("Perimeter");
    relay.settle().await;
    told_once_each(&relay, 10);
    assert_eq!(named(&relay, NAME), 1, "{:#?}", relay.texts());
    assert!(relay.undeliverable().await.is_empty());
    let others = relay.texts().iter().filter(|text| text.contains("Jita")).count();
    assert!(others > 0, "the others keep theirs");
}

#[tokio::test]
async fn what_is_new_does_not_wait_until_every_part_of_what_was_refused_has_been_tried() {
    let relay = titans(8).await;
    relay.world.advance(std::time::Duration::from_secs(2));
    relay.refuses("Pilot 0");
    for _ in 0..3 {
        relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
    }
    relay.flies(KARA, 999, JITA);
    relay.look(1).await;
    relay.world.advance(std::time::Duration::from_secs(2));
    for _ in 0..2 {
        relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
    }
    let view = relay.monitor.views().discord_view().await.unwrap();
    assert_eq!(named(&relay, "Kara Volkov"), 1, "{:#?}", view.queues[0].deliveries);
    assert!(relay.waiting().await > 5, "the parts go on");
    relay.settle().await;
    assert_eq!(relay.undeliverable().await.len(), 8);
    assert_eq!(named(&relay, NAME), 1);
}

#[tokio::test]
async fn an_edit_that_is_refused_is_made_more_plainly_and_the_message_lives() {
    let relay = Relay::with_a_titan().await;
    relay.settle().await;
    relay.refuses("Perimeter");
    relay.flies(KARA, 1, PERIMETER);
    relay.look(60).await;
    relay.settle().await;
    let texts = relay.texts();
    assert_eq!(texts.len(), 1, "{texts:#?}");
    assert!(!texts[0].contains("Jita") && texts[0].contains("Kara Volkov"), "{texts:#?}");
    let outcomes: Vec<(bool, MessageOutcome)> = relay.monitor.views().discord_view().await.unwrap().queues[0]
        .deliveries
        .iter()
        .map(|one| (one.edit, one.outcome))
        .collect();
    let (refused, done) = ((true, MessageOutcome::Refused), (true, MessageOutcome::Delivered));
    assert_eq!(outcomes, [done, refused, refused, (false, MessageOutcome::Delivered)]);
    relay.loses_everything(KARA);
    relay.look_again().await;
    relay.settle().await;
    assert!(relay.texts()[0].contains("resolved after"), "{:#?}", relay.texts());
    assert_eq!(relay.texts().len(), 1);
}

#[tokio::test]
async fn killed_in_the_middle_of_the_parts_everything_is_told_once_and_one_hull_kept() {
    let mut relay = titans(20).await;
    relay.world.advance(std::time::Duration::from_secs(2));
    relay.refuses(NAME);
    for _ in 0..6 {
        for _ in 0..3 {
            relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
            relay.world.advance(std::time::Duration::from_secs(2));
        }
        relay.dies().await;
    }
    relay.settle().await;
    told_once_each(&relay, 20);
    assert_eq!(relay.undeliverable().await.len(), 1);
}

#[tokio::test]
async fn parts_of_a_long_list_are_numbered_as_parts_of_it() {
    let relay = Relay::of_kara().await;
    relay.watch(&[(BAD, NAME)]).await;
    relay.owns_carriers(KARA, 100, 20, JITA);
    relay.monitor.edit().set_main(&[PilotRef::Id(BAD)], Some(&PilotRef::Id(KARA)), DESK).await.unwrap();
    relay.owns_carriers(BAD, 200, 1, JITA);
    relay.look(60).await;
    relay.refuses(NAME);
    relay.settle().await;
    let mut told = Vec::new();
    for message in relay.messages() {
        let footer = message.payload["embeds"][0]["footer"]["text"].as_str().unwrap_or_default().to_owned();
        told.push(footer);
    }
    let mut next = 1;
    for footer in &told {
        let words: Vec<&str> = footer.split(' ').collect();
        assert!(words.len() > 3, "{told:?}");
        let (first, last) = if words[0] == "Ship" { (words[1], words[1]) } else { (words[1], words[3]) };
        assert_eq!(first.parse::<i32>().unwrap(), next, "{told:?}");
        next = last.parse::<i32>().unwrap() + 1;
    }
    assert_eq!(next, 21, "{told:?}");
}

#[tokio::test]
async fn where_discord_refuses_everything_it_is_asked_ever_more_seldom_and_then_told_all_of_it() {
    let relay = titans(30).await;
    relay.refuses("Avatar");
    relay.go_on(3600).await;
    let asked = relay.world.stats().discord.refused;
    assert!(asked < 150, "{asked} requests in an hour");
    let kept = relay.undeliverable().await.len();
    assert!((10..31).contains(&kept), "{kept}: the others wait");
    relay.world.clear_faults();
    relay.settle().await;
    assert_eq!(
        relay.messages().iter().map(|message| message.text().matches("**Avatar**").count()).sum::<usize>(),
        31 - kept
    );
    let rows: Vec<i64> = relay.undeliverable().await.iter().map(|row| row.id.0).collect();
    relay.monitor.edit().retry_undeliverable(&rows, DESK).await.unwrap();
    relay.settle().await;
    told_once_each(&relay, 30);
    assert!(relay.undeliverable().await.is_empty());
}
