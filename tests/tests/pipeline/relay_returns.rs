//! Threshold alerts that are over and back: within the hour their old message goes on, after it they are told anew.

use captrack_domain::relay_options::RelayOptions;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::Secret;
use captrack_sim::FaultEffect;
use captrack_testing::eden::JITA;

use crate::relay_stage::{DESK, KARA, Relay};

async fn carriers_told() -> Relay {
    let relay = Relay::of_kara().await;
    relay.owns_carriers(KARA, 10, 5, JITA);
    relay.look(60).await;
    relay.settle().await;
    assert_eq!(relay.texts().len(), 1);
    relay
}

/// They are gone, and stay gone until the alert has faded.
async fn are_gone(relay: &Relay) {
    relay.loses_everything(KARA);
    relay.look_again().await;
    relay.look(900).await;
}

async fn resolved() -> Relay {
    let relay = carriers_told().await;
    are_gone(&relay).await;
    relay.settle().await;
    assert!(relay.texts()[0].contains("resolved after"), "{:#?}", relay.texts());
    relay
}

async fn are_back(relay: &Relay, count: i64) {
    relay.owns_carriers(KARA, 10, count, JITA);
    relay.look(60).await;
}

fn archons(relay: &Relay) -> Vec<usize> {
    relay.texts().iter().map(|text| text.matches("**Archon**").count()).collect()
}

#[tokio::test]
async fn what_is_back_within_the_hour_continues_the_old_message_and_says_so() {
    let mut relay = resolved().await;
    let id = relay.messages()[0].id.clone();
    relay.look(2400).await;
    are_back(&relay, 5).await;
    relay.settle().await;
    let texts = relay.texts();
    assert_eq!((relay.messages().len(), relay.messages()[0].id.clone()), (1, id.clone()), "{texts:#?}");
    assert!(texts[0].contains("resolved and open again"), "{texts:#?}");
    assert!(!texts[0].contains("~~") && !texts[0].contains("resolved after"), "{texts:#?}");
    assert_eq!(archons(&relay), [5]);

    relay.dies().await;
    are_gone(&relay).await;
    relay.settle().await;
    assert!(relay.texts()[0].contains("resolved after"), "it lives on, also after a restart: {:#?}", relay.texts());
    are_back(&relay, 5).await;
    relay.settle().await;
    assert_eq!((relay.messages().len(), relay.messages()[0].id.clone()), (1, id), "and again");
}

#[tokio::test]
async fn what_is_back_after_the_hour_is_told_anew() {
    let relay = resolved().await;
    relay.look(3600).await;
    are_back(&relay, 5).await;
    relay.settle().await;
    let texts = relay.texts();
    assert_eq!(texts.len(), 2, "{texts:#?}");
    assert!(texts[0].contains("resolved after"), "the old one says what was: {texts:#?}");
    assert!(texts[1].contains("new") && !texts[1].contains("again"), "{texts:#?}");
}

#[tokio::test]
async fn what_has_come_to_it_is_posted_alone() {
    let relay = resolved().await;
    are_back(&relay, 7).await;
    relay.settle().await;
    assert_eq!(archons(&relay), [7, 2], "{:#?}", relay.texts());
    assert!(relay.texts()[1].contains("more"), "{:#?}", relay.texts());
    assert_eq!(relay.waiting().await, 0);
}

#[tokio::test]
async fn where_ends_are_posted_a_return_is_posted_too_as_what_it_is() {
    let relay = carriers_told().await;
    let options = RelayOptions { post_resolved: true, ..RelayOptions::default() };
    relay.monitor.edit().save_relay_options(options, DESK).await.unwrap();
    are_gone(&relay).await;
    relay.settle().await;
    assert_eq!(relay.texts().len(), 2);
    are_back(&relay, 5).await;
    relay.settle().await;
    let texts = relay.texts();
    assert_eq!(texts.len(), 3, "{texts:#?}");
    assert!(texts[2].contains("resolved and open again"), "{texts:#?}");
    assert!(texts[0].contains("resolved and open again"), "the old one goes on as well: {texts:#?}");
}

#[tokio::test]
async fn when_the_old_message_was_deleted_the_return_is_posted() {
    let relay = resolved().await;
    relay.delete(&relay.messages()[0]).await;
    are_back(&relay, 5).await;
    relay.settle().await;
    let texts = relay.texts();
    assert_eq!(texts.len(), 1, "{texts:#?}");
    assert!(texts[0].contains("open again"), "{texts:#?}");
    assert_eq!((archons(&relay), relay.waiting().await), (vec![5], 0));
}

#[tokio::test]
async fn when_the_webhook_has_another_address_meanwhile_the_return_is_posted_there() {
    let relay = resolved().await;
    are_back(&relay, 5).await;
    let url = relay.world.create_webhook("another").unwrap();
    relay.monitor.edit().set_webhook(WebhookName::Standard, &Secret::new(url), DESK).await.unwrap();
    relay.settle().await;
    let another = relay.world.messages_of("another");
    assert_eq!(another.len(), 1);
    assert!(another[0].text().contains("open again"), "{}", another[0].text());
}

#[tokio::test]
async fn back_before_its_end_was_told_the_message_says_what_it_said() {
    let relay = carriers_told().await;
    are_gone(&relay).await;
    are_back(&relay, 5).await;
    relay.settle().await;
    assert_eq!((archons(&relay), relay.waiting().await), (vec![5], 0), "{:#?}", relay.texts());
    assert!(!relay.texts()[0].contains("resolved"), "{:#?}", relay.texts());
}

#[tokio::test]
async fn gone_back_and_gone_while_discord_is_away_it_is_told_as_gone() {
    let relay = resolved().await;
    relay.world.inject(captrack_sim::Fault::new(captrack_sim::Service::Discord, "*", FaultEffect::Reset));
    are_back(&relay, 5).await;
    relay.go_on(120).await;
    are_gone(&relay).await;
    relay.go_on(120).await;
    relay.world.clear_faults();
    relay.settle().await;
    let texts = relay.texts();
    assert!(texts[0].contains("resolved after") && texts.len() == 1, "{texts:#?}");
    assert_eq!(relay.waiting().await, 0);
}

#[tokio::test]
async fn killed_at_any_moment_a_return_is_told_once() {
    let mut relay = resolved().await;
    are_back(&relay, 6).await;
    relay.dies().await;
    relay.edits_meet(FaultEffect::ResetAfterServing, 1);
    relay.edits_meet(FaultEffect::Reset, 1);
    for _ in 0..40 {
        relay.monitor.deliver().drain_one(relay.monitor.shared().now()).await.unwrap();
        relay.dies().await;
        relay.world.advance(std::time::Duration::from_secs(5));
    }
    relay.settle().await;
    assert_eq!(archons(&relay), [6, 1], "{:#?}", relay.texts());
    assert!(relay.texts()[0].contains("open again"), "{:#?}", relay.texts());
    assert_eq!(relay.waiting().await, 0);
}

#[tokio::test]
async fn nothing_is_asked_in_vain_while_a_return_waits_for_its_edit() {
    let relay = resolved().await;
    are_back(&relay, 5).await;
    let rest = relay.drain().await;
    assert!(rest >= std::time::Duration::from_secs(5), "{rest:?}");
}

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Carriers come and go, Discord fails, the program is killed; in the end the messages say what is so.
async fn comes_and_goes(seed: u64) {
    let (mut dice, mut relay, mut count) = (Dice(seed), carriers_told().await, 5);
    let mut log = Vec::new();
    for _ in 0..25 {
        match dice.below(6) {
            0 => count = 0,
            1 | 2 => count = 3 + i64::try_from(dice.below(6)).unwrap(),
            3 => relay.dies().await,
            4 => relay
                .edits_meet([FaultEffect::Reset, FaultEffect::ResetAfterServing][dice.below(2) as usize].clone(), 2),
            _ => relay.posts_meet(FaultEffect::Reset, 2),
        }
        if count == 0 {
            relay.loses_everything(KARA);
        } else {
            relay.owns_carriers(KARA, 10, count, JITA);
        }
        let seconds = [10, 60, 600, 1000, 2500][dice.below(5) as usize];
        log.push((count, seconds));
        relay.look_again().await;
        relay.look(seconds).await;
        relay.go_on(40).await;
    }
    relay.world.clear_faults();
    relay.look_again().await;
    // What fades is over by now.
    relay.look(1000).await;
    relay.look(10).await;
    relay.settle().await;
    // What was told late is looked at once more.
    relay.look(60).await;
    relay.settle().await;
    let standing = if count < 5 { 0 } else { usize::try_from(count).unwrap() };
    let said = archons_that_stand(&relay);
    assert_eq!(said.iter().copied().max(), Some(standing), "seed {seed}: {said:?} {log:?}: {:#?}", relay.texts());
    assert_eq!(relay.waiting().await, 0, "seed {seed}");
}

/// How many carriers each message tells of as standing: not those that are struck through, nor those that it told as over.
fn archons_that_stand(relay: &Relay) -> Vec<usize> {
    let of = |text: &String| {
        let mut is_over = !text.contains("__") && text.contains("resolved (stood");
        let mut stand = 0;
        for line in text.lines() {
            if line.starts_with("__") {
                is_over = line.contains("resolved (stood");
            }
            stand += usize::from(line.starts_with("**Archon**") && !is_over);
        }
        stand
    };
    relay.texts().iter().map(of).collect()
}

#[tokio::test]
async fn whatever_comes_and_goes_the_messages_say_what_is_so_in_the_end() {
    for seed in 1..=12 {
        comes_and_goes(seed).await;
    }
}
