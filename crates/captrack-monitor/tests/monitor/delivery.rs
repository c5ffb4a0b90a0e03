use std::time::Duration;

use captrack_contract::PilotRef;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::Receiver;
use captrack_domain::place::Place;
use captrack_domain::policy::{Policy, Scope, ScopeKind};
use captrack_domain::preferences::Preferences;
use captrack_domain::reading::Reading;
use captrack_domain::text::Text;
use captrack_ports::DeliveryVerdict;
use captrack_testing::eden::{DELVE, JITA};
use captrack_universe::universe;

use crate::stage::{DESK, KARA, MIRA, Stage, carriers, in_jita, titan};

/// A titan showed up under Kara, at second 60.
async fn a_titan_showed_up() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    stage
}

fn next(stage: &Stage, verdicts: impl IntoIterator<Item = DeliveryVerdict>) {
    stage.world.verdicts.lock().extend(verdicts);
}

#[tokio::test]
async fn what_is_critical_is_gathered_for_two_seconds() {
    let stage = a_titan_showed_up().await;
    stage.drain(61).await;
    assert_eq!((stage.posted(), stage.raised().len()), (0, 0));
    stage.drain(62).await;
    assert_eq!((stage.posted(), stage.raised()), (1, vec!["main/2112000001".to_owned()]));
    stage.drain(900).await;
    assert_eq!((stage.posted(), stage.raised().len()), (1, 1), "told once");
}

#[tokio::test]
async fn failures_wait_longer_each_time_and_lose_nothing() {
    let stage = a_titan_showed_up().await;
    next(&stage, (0..4).map(|_| DeliveryVerdict::Retry(Text::said("No connection."))));
    let mut tried = Vec::new();
    for second in 62..=120 {
        let before = stage.posted();
        stage.drain(second).await;
        tried.extend((stage.posted() > before).then_some(second));
    }
    assert_eq!(tried.len(), 5, "{tried:?}");
    let waits: Vec<i64> = tried.windows(2).map(|pair| pair[1] - pair[0]).collect();
    // Two, four, eight, sixteen seconds, and up to a fifth more so that desks do not come all at once.
    for (wait, least) in waits.iter().zip([2, 4, 8, 16]) {
        assert!((least..=least + least / 5 + 1).contains(wait), "{waits:?}");
    }
}

#[tokio::test]
async fn discords_wish_to_wait_is_obeyed_and_is_no_failure() {
    let stage = a_titan_showed_up().await;
    next(&stage, [DeliveryVerdict::Wait(Duration::from_secs(30))]);
    for second in 62..92 {
        stage.drain(second).await;
    }
    assert_eq!(stage.posted(), 1);
    stage.drain(92).await;
    assert_eq!(stage.posted(), 2);
    assert!(stage.monitor.shared().store().undeliverable(9).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_no_reason_to_ask_without_end() {
    let stage = a_titan_showed_up().await;
    next(&stage, [DeliveryVerdict::MessageGone]);
    stage.drain(62).await;
    stage.drain(63).await;
    assert_eq!(stage.posted(), 1, "it waits");
    stage.drain(66).await;
    stage.drain(900).await;
    assert_eq!(stage.posted(), 2, "and is sent again");
}

#[tokio::test]
async fn what_discord_refuses_for_good_is_kept_with_the_reason_and_holds_up_nothing() {
    let stage = a_titan_showed_up().await;
    // As it is, more plainly, and with nothing but the hull.
    let refused = DeliveryVerdict::Undeliverable(Text::said("embeds[0]: too long"));
    next(&stage, [refused.clone(), refused.clone(), refused]);
    stage.drain(62).await;
    assert_eq!(stage.posted(), 3);
    let given_up = stage.monitor.shared().store().undeliverable(9).await.unwrap();
    assert_eq!(given_up.len(), 1);
    assert_eq!(given_up[0].reason, Some(Text::said("embeds[0]: too long")));
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.world.says(MIRA, titan(2));
    stage.cycle(120).await;
    stage.drain(125).await;
    assert_eq!(
        stage.monitor.shared().store().recent_deliveries(9).await.unwrap().len(),
        3,
        "both notifications and her message"
    );
}

#[tokio::test]
async fn a_message_that_is_not_taken_now_is_said_more_plainly_then_set_aside_and_holds_up_no_other() {
    let stage = a_titan_showed_up().await;
    let not_now = DeliveryVerdict::NotNow(Text::said("a code that nobody knows"));
    next(&stage, [not_now.clone(), not_now.clone(), not_now]);
    stage.drain(62).await;
    assert_eq!(stage.posted(), 3, "as it is, more plainly, and with nothing but the hull");
    assert!(stage.monitor.shared().store().undeliverable(9).await.unwrap().is_empty(), "nothing is given up for it");
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.cycle(120).await;
    stage.world.says(MIRA, titan(2));
    stage.cycle(180).await;
    stage.drain(185).await;
    assert_eq!(stage.posted(), 4, "hers goes");
    stage.drain(600).await;
    assert_eq!(stage.posted(), 4);
    stage.drain(1300).await;
    assert_eq!(stage.posted(), 5, "and is named after a while");
    assert!(!stage.monitor.shared().store().queue_lengths().await.unwrap().contains_key(&Receiver::DiscordCritical));
}

#[tokio::test]
async fn a_notification_that_the_desktop_refuses_is_shown_later_and_the_others_only_once() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.cycle(30).await;
    stage.world.says(KARA, titan(1));
    stage.world.says(MIRA, titan(2));
    stage.cycle(100).await;
    stage.world.refused.lock().push("main/2112000002".to_owned());
    stage.drain(103).await;
    assert_eq!(stage.raised(), ["main/2112000001"]);
    stage.world.refused.lock().clear();
    stage.drain(110).await;
    assert_eq!(stage.raised().len(), 1, "not asked again so soon");
    stage.drain(118).await;
    assert_eq!(stage.raised(), ["main/2112000001", "main/2112000002"]);
    assert!(!stage.monitor.shared().store().queue_lengths().await.unwrap().contains_key(&Receiver::Os));
}

#[tokio::test]
async fn what_the_desktop_has_refused_is_shown_as_soon_as_it_takes_anything_again() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.cycle(30).await;
    stage.world.says(KARA, titan(1));
    stage.cycle(100).await;
    stage.world.refused.lock().push("main/2112000001".to_owned());
    for second in [103, 120, 151] {
        stage.drain(second).await;
    }
    stage.world.refused.lock().clear();
    stage.world.says(MIRA, titan(2));
    stage.cycle(170).await;
    // The next attempt of the first one would be at 211.
    for second in [173, 174] {
        stage.drain(second).await;
    }
    assert_eq!(stage.raised(), ["main/2112000002", "main/2112000001"]);
}

#[tokio::test]
async fn what_the_desktop_refused_twice_of_a_main_is_shown_once_when_it_takes_it_again() {
    let stage = Stage::watching_kara().await;
    stage.cycle(30).await;
    stage.world.says(KARA, titan(1));
    stage.world.says(KARA, Reading::Location(Place::space(JITA)));
    stage.cycle(100).await;
    stage.world.refused.lock().push("main/2112000001".to_owned());
    for second in [103, 120, 151] {
        stage.drain(second).await;
    }
    stage.world.says(KARA, Reading::Location(Place::space(DELVE)));
    stage.cycle(160).await;
    stage.drain(163).await;
    stage.world.refused.lock().clear();
    // The move is due again, and the opening a minute later.
    for second in [180, 215, 280, 500] {
        stage.drain(second).await;
    }
    assert_eq!(stage.raised(), ["main/2112000001"]);
    assert!(!stage.monitor.shared().store().queue_lengths().await.unwrap().contains_key(&Receiver::Os));
}

/// Kara and her alt Mira, who flies a titan at home, in Delve.
async fn an_alt_at_home() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.monitor.edit().set_main(&[PilotRef::Id(MIRA)], Some(&PilotRef::Id(KARA)), DESK).await.unwrap();
    let home = universe().system(DELVE).unwrap().region;
    let scope = Scope { kind: ScopeKind::AllButListed, regions: [home].into(), ..Scope::default() };
    stage.monitor.edit().save_policy(Policy { scope, ..Policy::default() }, DESK).await.unwrap();
    let preferences = Preferences { notify_alerting: true, ..Preferences::default() };
    stage.monitor.edit().save_preferences(preferences, DESK).await.unwrap();
    stage.world.says(MIRA, titan(2));
    stage.world.says(MIRA, Reading::Location(Place::space(DELVE)));
    stage.cycle(30).await;
    stage.drain(60).await;
    assert_eq!(stage.raised(), Vec::<String>::new());
    stage
}

#[tokio::test]
async fn what_came_and_went_before_anybody_was_told_draws_no_attention_to_what_was_told_before() {
    let stage = an_alt_at_home().await;
    stage.world.says(KARA, titan(1));
    stage.world.says(KARA, Reading::Location(Place::space(JITA)));
    stage.cycle(200).await;
    stage.drain(203).await;
    assert_eq!(stage.raised(), ["main/2112000001"]);
    stage.world.says(MIRA, Reading::Location(Place::space(JITA)));
    stage.cycle(400).await;
    stage.world.says(MIRA, Reading::Location(Place::space(DELVE)));
    stage.cycle(600).await;
    stage.drain(603).await;
    assert_eq!(stage.raised(), ["main/2112000001"], "Kara's titan is no news");
    assert!(!stage.monitor.shared().store().queue_lengths().await.unwrap().contains_key(&Receiver::Os));
    stage.world.says(MIRA, Reading::Location(Place::space(JITA)));
    stage.cycle(800).await;
    stage.drain(803).await;
    assert_eq!(stage.raised().len(), 2, "and Mira's is, when it stays");
}

#[tokio::test]
async fn what_a_main_has_on_two_levels_draws_attention_once() {
    let stage = an_alt_at_home().await;
    stage.world.says(KARA, carriers(10, 5, in_jita()));
    stage.world.says(MIRA, Reading::Location(Place::space(JITA)));
    stage.cycle(4000).await;
    for second in 4001..4100 {
        stage.drain(second).await;
    }
    assert_eq!(stage.raised(), ["main/2112000001"]);
    let shown = stage.world.standing.lock()["main/2112000001"].clone();
    assert!(shown.title.ends_with("1 titan, 5 carriers"), "{}", shown.title);
    assert!(!stage.monitor.shared().store().queue_lengths().await.unwrap().contains_key(&Receiver::Os));
}

/// So many mains with a titan each, all known; then all of them jump to another region.
async fn a_fleet_jumps(mains: i64) -> Stage {
    let stage = Stage::new().await;
    let pilots: Vec<PilotId> = (0..mains).map(|n| PilotId(KARA.0 + n)).collect();
    for (n, pilot) in (0..).zip(&pilots) {
        stage.world.says(*pilot, titan(n));
        stage.world.says(*pilot, Reading::Location(Place::space(JITA)));
        stage.monitor.edit().add_pilot(*pilot, &format!("Main {n}")).await.unwrap();
    }
    stage.cycle(0).await;
    stage.drain(100).await;
    stage.world.raised.lock().clear();
    for pilot in &pilots {
        stage.world.says(*pilot, Reading::Location(Place::space(DELVE)));
    }
    stage.cycle(1000).await;
    stage
}

#[tokio::test]
async fn sixty_titans_that_jump_together_are_one_notification_that_only_opens() {
    let stage = a_fleet_jumps(60).await;
    for second in 1002..1040 {
        stage.drain(second).await;
    }
    assert_eq!(stage.raised(), ["many"]);
    let shown = stage.world.standing.lock()["many"].clone();
    assert_eq!(shown.title, "New alerts: 60 mains");
    assert_eq!((shown.main, shown.pilots.len(), shown.snoozes.len()), (None, 0, 0), "it opens the window");
    assert!(shown.body.starts_with("60 titans"), "{}", shown.body);
    assert!(!stage.monitor.shared().store().queue_lengths().await.unwrap().contains_key(&Receiver::Os));
}

#[tokio::test]
async fn five_mains_have_a_notification_each_and_six_have_one() {
    let stage = a_fleet_jumps(5).await;
    stage.drain(1010).await;
    assert_eq!(stage.raised().len(), 5, "{:?}", stage.raised());
    let stage = a_fleet_jumps(6).await;
    stage.drain(1010).await;
    assert_eq!(stage.raised(), ["many"]);
}
