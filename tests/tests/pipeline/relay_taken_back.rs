//! What is not told after all: what Discord refuses, what is discarded, who is snoozed or forgotten before it is sent.

use std::time::Duration;

use captrack_contract::{ActivityQuery, PilotRef, SnoozeLength};
use captrack_domain::activity::ActivityKind;
use captrack_sim::{FaultEffect, Service};
use captrack_testing::eden::{JITA, MIRA, ORAN, PERIMETER};

use crate::relay_faults::{answer, named};
use crate::relay_stage::{DESK, KARA, Relay, until};

/// Three titans show up under three mains; they are due.
async fn three() -> Relay {
    let relay = Relay::of_kara().await;
    relay.watch(&[(MIRA, "Mira Solace"), (ORAN, "Oran Vaari")]).await;
    for (n, pilot) in [(1, KARA), (2, MIRA), (3, ORAN)] {
        relay.flies(pilot, n, JITA);
    }
    relay.look(5).await;
    relay.world.advance(Duration::from_secs(2));
    relay
}

#[tokio::test]
async fn what_discord_refuses_is_kept_alone_and_the_others_go_on() {
    let relay = three().await;
    relay.refuses("Mira Solace");
    relay.settle().await;
    let given_up = relay.undeliverable().await;
    assert_eq!(given_up.len(), 1);
    let name = given_up[0].notice.as_ref().unwrap().main_name.clone();
    assert_eq!(name, "Mira Solace");
    for main in ["Kara Volkov", "Mira Solace", "Oran Vaari"] {
        assert_eq!(named(&relay, main), usize::from(main != name), "{main}");
    }
    let view = relay.monitor.views().discord_view().await.unwrap();
    let refused = &view.queues[0].undeliverable;
    assert_eq!(refused.len(), 1);
    assert!(refused[0].what.contains(&name), "{refused:?}");
    assert!(refused[0].reason.as_ref().is_some_and(|why| why.contains("Contains what is refused")), "{refused:?}");

    relay.world.clear_faults();
    relay.monitor.edit().retry_undeliverable(&[refused[0].id], DESK).await.unwrap();
    relay.settle().await;
    assert_eq!(named(&relay, &name), 1, "sent again");
    assert!(relay.undeliverable().await.is_empty());
}

#[tokio::test]
async fn a_refusal_that_does_not_come_again_costs_nothing() {
    let relay = Relay::of_kara().await;
    relay.owns_carriers(KARA, 100, 120, JITA);
    relay.look(60).await;
    relay.world.advance(Duration::from_secs(30));
    relay.posts_meet(answer(400), 1);
    relay.settle().await;
    assert!(relay.undeliverable().await.is_empty());
    assert_eq!(named(&relay, "Kara Volkov"), 120);
}

#[tokio::test]
async fn what_is_sent_again_leaves_out_what_is_over_and_who_is_snoozed() {
    let relay = three().await;
    relay.posts_meet(answer(400), 100);
    relay.settle().await;
    relay.world.clear_faults();
    let rows: Vec<i64> = relay.undeliverable().await.iter().map(|row| row.id.0).collect();
    assert_eq!(rows.len(), 3);
    relay.loses_everything(MIRA);
    relay.look_again().await;
    relay.settle().await;
    let before = named(&relay, "Mira Solace");
    relay.monitor.edit().snooze(&[PilotRef::Id(ORAN)], SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    relay.monitor.edit().retry_undeliverable(&rows, DESK).await.unwrap();
    relay.settle().await;
    assert_eq!(named(&relay, "Kara Volkov"), 1);
    assert_eq!((named(&relay, "Mira Solace"), named(&relay, "Oran Vaari")), (before, 0), "{:#?}", relay.texts());
    assert!(relay.undeliverable().await.is_empty());
}

#[tokio::test]
async fn what_is_discarded_is_not_told() {
    let relay = three().await;
    relay.posts_meet(answer(400), 100);
    relay.settle().await;
    relay.world.clear_faults();
    let rows: Vec<i64> = relay.undeliverable().await.iter().map(|row| row.id.0).collect();
    relay.monitor.edit().discard_undeliverable(&rows, DESK).await.unwrap();
    relay.settle().await;
    let log =
        relay.monitor.views().activity(ActivityQuery { kinds: vec![ActivityKind::Relay], ..Default::default() }).await;
    let line = log.unwrap().lines.remove(0).activity;
    assert_eq!((line.by.as_str(), line.new.as_deref()), (DESK, Some("discarded")));
    assert!(line.old.unwrap().contains("Kara Volkov: 1 titan"));
    assert!(relay.texts().is_empty() && relay.undeliverable().await.is_empty());
}

#[tokio::test]
async fn a_snooze_before_it_is_sent_takes_it_back() {
    let relay = Relay::of_kara().await;
    relay.flies(KARA, 1, JITA);
    relay.look(5).await;
    relay.monitor.edit().snooze(&[PilotRef::Id(KARA)], SnoozeLength::UntilCleared, DESK, None).await.unwrap();
    relay.settle().await;
    assert!(relay.texts().is_empty(), "{:#?}", relay.texts());
}

#[tokio::test]
async fn who_is_forgotten_while_a_message_is_under_way_is_in_nothing_that_is_written_afterwards() {
    let mut relay = three().await;
    for edits in [false, true] {
        let late = FaultEffect::Delay { millis: 400 };
        if edits {
            relay.flies(KARA, 1, PERIMETER);
            relay.look(60).await;
            relay.world.advance(Duration::from_secs(30));
            relay.edits_meet(late, 1);
        } else {
            relay.posts_meet(late, 1);
        }
        let forgotten = if edits { (KARA, "Kara Volkov") } else { (MIRA, "Mira Solace") };
        let under_way = tokio::spawn({
            let monitor = relay.monitor.clone();
            async move { monitor.deliver().drain_one(monitor.shared().now()).await.unwrap() }
        });
        let asked = if edits { "PATCH" } else { "POST" };
        let is_asked =
            || relay.world.requests().iter().any(|one| one.service == Service::Discord && one.method == asked);
        until("Discord is asked", is_asked).await;
        relay.monitor.edit().forget_pilot(&PilotRef::Id(forgotten.0), DESK).await.unwrap();
        under_way.await.unwrap();
        relay.dies().await;
        relay.go_on(120).await;
        assert!(!relay.texts()[0].contains(forgotten.1), "{:#?}", relay.texts());
        let view = relay.monitor.views().discord_view().await.unwrap();
        let written = serde_json::to_string(&view).unwrap();
        assert!(!written.contains(forgotten.1) && !written.contains(&forgotten.0.to_string()), "{written}");
    }
    assert!(relay.texts()[0].contains("Oran Vaari"));
}
