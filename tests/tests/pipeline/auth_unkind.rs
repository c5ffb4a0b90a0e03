//! An AllianceAuth on its worst days, each kind of which the sim switches on by itself: nothing is lost, nobody is called for nothing, and what
//! is wrong is said.

use captrack_contract::{PilotRef, ProblemKind, SnoozeLength, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::section::Freshness;
use captrack_sim::{AuthUnkindness, Fault, FaultEffect, Place, Placement, Service, SimNewPilot};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE, JITA};
use jiff::SignedDuration;

use crate::auth_stage::AuthStage;

/// A fleet of six carriers and a titan under one main, on Discord.
async fn with_a_fleet() -> (AuthStage, PilotId) {
    let on = AuthStage::new().await;
    let main = on.member("Kara Volkov");
    on.stage.world.place(Placement::stored(main.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    for n in 0..6 {
        let alt = SimNewPilot::named(format!("Kara {n}")).alt_of(main.0);
        let alt = on.stage.world.create_pilot(alt).unwrap();
        on.stage.world.place(Placement::stored(alt, ARCHON.0, Place::Space(DELVE.0))).unwrap();
    }
    on.stage.relay().await;
    on.connect().await;
    on.stage.send().await;
    (on, main)
}

async fn levels(on: &AuthStage) -> (usize, usize) {
    let counts = on.stage.snapshot().await.counts;
    (counts[&Level::Critical], counts[&Level::Alerting])
}

/// Whether each problem that AllianceAuth refuses this desk, or says nothing, is urgent.
async fn refusals(on: &AuthStage) -> Vec<bool> {
    let problems = on.stage.status().await.problems;
    let of_auth = |kind| matches!(kind, ProblemKind::AllianceAuthRefused | ProblemKind::AllianceAuthSilent);
    problems.iter().filter(|problem| of_auth(problem.kind)).map(|problem| problem.urgent).collect()
}

async fn goes_on(on: &AuthStage, rounds: usize) {
    for _ in 0..rounds {
        on.stage.after(300).await;
        on.stage.send().await;
    }
}

#[tokio::test]
async fn everybody_a_guest_for_an_hour_is_no_news() {
    let (on, main) = with_a_fleet().await;
    let (told, raised) = (on.stage.told(), on.stage.desktop.raised.lock().len());
    on.auth.set_unkindness(AuthUnkindness { mains_lost: true, ..AuthUnkindness::default() });
    goes_on(&on, 12).await;
    assert_eq!(levels(&on).await, (1, 6));
    assert_eq!(on.stage.card(main).await.unwrap().hulls.len(), 7);
    on.auth.set_unkindness(AuthUnkindness::default());
    goes_on(&on, 6).await;
    assert_eq!(levels(&on).await, (1, 6));
    assert_eq!((on.stage.told(), on.stage.desktop.raised.lock().len()), (told, raised), "nothing was said of it");
}

#[tokio::test]
async fn a_roster_that_lacks_a_third_takes_nothing_away_for_longer_than_a_day() {
    let (on, _) = with_a_fleet().await;
    on.auth.set_unkindness(AuthUnkindness { lacks_pilots: true, ..AuthUnkindness::default() });
    // Fewer than five are no sudden loss: more are named first.
    for n in 0..12 {
        on.member(&format!("Member {n}"));
    }
    on.auth.set_unkindness(AuthUnkindness::default());
    on.read_and_ask(300).await;
    on.auth.set_unkindness(AuthUnkindness { lacks_pilots: true, ..AuthUnkindness::default() });
    let known = on.stage.snapshot().await.mains.iter().map(|card| card.hulls.len()).sum::<usize>();
    for _ in 0..60 {
        on.stage.after(1800).await;
    }
    let view = on.view().await;
    assert!(view.missing >= 5, "{view:?}");
    let now = on.stage.snapshot().await.mains.iter().map(|card| card.hulls.len()).sum::<usize>();
    assert_eq!(now, known, "thirty hours of answers, and nothing is gone");
    on.auth.set_unkindness(AuthUnkindness::default());
    on.stage.after(300).await;
    assert_eq!(on.view().await.missing, 0);
}

#[tokio::test]
async fn two_hundred_of_three_hundred_who_are_suddenly_lacking_stay_and_are_stale() {
    let on = AuthStage::new().await;
    let pilots: Vec<PilotId> = (0..299).map(|n| on.member(&format!("Member {n}"))).collect();
    for pilot in pilots.iter().step_by(10) {
        on.stage.world.place(Placement::stored(pilot.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    }
    on.connect().await;
    let known = levels(&on).await;
    assert_eq!((on.view().await.pilots, known), (300, (30, 0)));
    for pilot in &pilots[..200] {
        on.auth.unregister(pilot.0);
    }
    for _ in 0..52 {
        on.stage.after(1800).await;
    }
    assert_eq!((on.view().await.missing, levels(&on).await), (200, known), "for longer than a day");
    let hulls = on.stage.snapshot().await.mains.into_iter().flat_map(|card| card.hulls);
    let lacking = |pilot: &PilotId| pilots[..200].contains(pilot);
    assert!(hulls.into_iter().filter(|hull| lacking(&hull.pilot_id)).all(|hull| hull.freshness == Freshness::Stale));
}

#[tokio::test]
async fn odd_rows_cost_themselves_and_are_said() {
    let (on, main) = with_a_fleet().await;
    let other = on.member("Other Leader");
    on.auth.snooze(other.0, main.0, None, None).unwrap();
    on.auth.set_unkindness(AuthUnkindness { odd_rows: true, ..AuthUnkindness::default() });
    on.read_and_ask(300).await;
    let trouble = on.stage.status().await.auth_trouble.unwrap();
    assert!(trouble.contains("rows of AllianceAuth's answer made no sense"), "{trouble}");
    let snoozed = on.stage.snapshot().await.counts[&Level::Snoozed];
    assert_eq!((levels(&on).await, snoozed), ((0, 6), 1), "the snooze beside the odd ones counts");
    on.auth.set_unkindness(AuthUnkindness::default());
    on.read_and_ask(300).await;
    assert_eq!(on.stage.status().await.auth_trouble, None);
}

#[tokio::test]
async fn times_at_the_ends_of_time_make_nothing_fresh_and_nothing_gone() {
    let (on, main) = with_a_fleet().await;
    on.auth.set_unkindness(AuthUnkindness { ends_of_time: true, ..AuthUnkindness::default() });
    // A decision made here must go out all the same.
    let pilots = vec![PilotRef::Id(main)];
    let snooze = commands::Snooze { pilots, length: SnoozeLength::UntilCleared, why: None };
    on.stage.desk.ask(snooze).await.unwrap();
    on.stage.after(300).await;
    assert_eq!((on.auth.snoozes().len(), on.view().await.unsent), (1, 0));
    assert_eq!(levels(&on).await, (0, 6));
    for _ in 0..80 {
        on.stage.after(300).await;
    }
    let hulls: Vec<_> = on.stage.snapshot().await.mains.into_iter().flat_map(|card| card.hulls).collect();
    assert_eq!(hulls.len(), 7);
    assert!(hulls.iter().all(|hull| hull.freshness != Freshness::Fresh), "{hulls:?}");
    assert!(on.stage.status().await.auth_trouble.is_some());
    on.auth.set_unkindness(AuthUnkindness::default());
    on.read_and_ask(300).await;
    assert_eq!(on.stage.status().await.auth_trouble, None);
    let hulls = on.stage.snapshot().await.mains.into_iter().flat_map(|card| card.hulls);
    assert!(hulls.into_iter().all(|hull| hull.freshness == Freshness::Fresh));
}

#[tokio::test]
async fn answers_that_are_too_large_are_none_and_nothing_is_gone() {
    let (on, _) = with_a_fleet().await;
    on.auth.set_unkindness(AuthUnkindness { huge: true, ..AuthUnkindness::default() });
    goes_on(&on, 3).await;
    assert_eq!(levels(&on).await, (1, 6));
    let trouble = on.stage.status().await.auth_trouble.unwrap();
    assert!(trouble.contains("more than CapTrack takes"), "{trouble}");
    on.auth.set_unkindness(AuthUnkindness::default());
    goes_on(&on, 1).await;
    assert_eq!(on.stage.status().await.auth_trouble, None);
}

#[tokio::test]
async fn another_page_in_place_of_one_part_holds_up_none_of_the_others() {
    let (on, main) = with_a_fleet().await;
    let other = on.member("Other Leader");
    // A firewall that lets nobody post, and a page where the snoozes are.
    let fault = |route: &str, effect| Fault::new(Service::Auth, route, effect);
    on.stage.world.inject(fault("POST *", FaultEffect::web_page(403)));
    on.stage.world.inject(fault("*/snoozes", FaultEffect::login_page()));
    on.stage.snooze(main, 7200).await;
    let keys: Vec<String> = on.stage.world.hulls().iter().map(|hull| format!("item/{}", hull.item_id)).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    on.auth.acknowledge(other.0, main.0, &keys, None).unwrap();
    let moved = on.stage.world.hulls().into_iter().find(|hull| hull.type_id == AVATAR.0).unwrap();
    on.auth.hull_moved(moved.item_id, Place::Space(JITA.0)).unwrap();
    goes_on(&on, 3).await;
    let card = on.stage.card(main).await.unwrap();
    assert!(card.hulls.iter().any(|hull| hull.system_name.as_deref() == Some("Jita")), "hulls are read all the same");
    assert!(card.acknowledged.is_some(), "and so is what others decided");
    let view = on.view().await;
    assert!(view.unsent == 1 && !view.needs_user && view.trouble.is_some(), "{view:?}");
    on.stage.world.clear_faults();
    goes_on(&on, 2).await;
    assert_eq!((on.view().await.unsent, on.auth.snoozes().len()), (0, 1));
}

#[tokio::test]
async fn a_token_that_seems_refused_is_tried_again_and_one_good_answer_takes_it_back() {
    let (on, _) = with_a_fleet().await;
    let refused = FaultEffect::Answer {
        status: 401,
        body: Some(serde_json::json!({"version": 1, "error": {"code": "token_unknown", "sentence": "It is unknown."}})),
        headers: vec![("X-Captrack-Bridge".to_owned(), "1".to_owned())],
    };
    on.auth.fail(refused);
    on.stage.after(300).await;
    let view = on.view().await;
    let trouble = view.trouble.unwrap();
    assert!(
        !view.needs_user
            && trouble.contains("It is unknown.")
            && trouble.contains("Next try 15:")
            && trouble.ends_with(" EVE."),
        "{trouble}"
    );
    assert_eq!(refusals(&on).await, [false], "it is a problem at once, though no alarm");
    let asked = on.auth.requests().len();
    on.stage.after(240).await;
    assert_eq!(on.auth.requests().len(), asked, "not before its time");
    on.stage.after(60).await;
    assert_eq!(on.auth.requests().len(), asked + 1, "with one question");
    // Eight hours of it.
    for _ in 0..32 {
        on.stage.after(900).await;
    }
    assert!(on.view().await.needs_user, "now somebody has to look");
    assert_eq!(refusals(&on).await, [true]);
    on.stage.send().await;
    let told = on.stage.told();
    let silence: Vec<_> =
        told.iter().filter(|text| text.contains("AllianceAuth has refused the token since")).collect();
    assert_eq!(silence.len(), 1, "{told:#?}");
    assert!(!silence[0].to_lowercase().contains("try"), "it may be read hours later: {}", silence[0]);
    assert_eq!(levels(&on).await, (1, 6));
    on.stage.world.clear_faults();
    for _ in 0..5 {
        on.stage.after(900).await;
    }
    let view = on.view().await;
    assert_eq!((view.trouble, view.needs_user), (None, false));
    assert_eq!(refusals(&on).await, [] as [bool; 0]);
}

#[tokio::test]
async fn who_wants_to_know_now_is_asked_for_at_once_while_a_token_is_refused() {
    let (on, _) = with_a_fleet().await;
    on.auth.revoke_token(&on.token);
    on.stage.after(300).await;
    let asked = on.auth.requests().len();
    on.stage.world.advance(std::time::Duration::from_secs(10));
    on.stage.desk.ask(commands::CheckNow).await.unwrap();
    assert_eq!(on.auth.requests().len(), asked + 1);
}

#[tokio::test]
async fn parting_leaves_no_token_that_is_good() {
    let (mut on, _) = with_a_fleet().await;
    let first = on.token.clone();
    on.token = on.auth.make_leader_token(on.leader.0).unwrap();
    on.connect().await;
    assert!(on.try_connect(&first).await.unwrap_err().sentence.contains("revoked"));
    on.stage.desk.ask(commands::DisconnectAuth).await.unwrap();
    let refusal = on.try_connect(&on.token.clone()).await.unwrap_err();
    assert!(refusal.sentence.contains("revoked"), "{refusal}");
}

#[tokio::test]
async fn a_server_clock_that_is_years_off_makes_nothing_fresh() {
    for days in [-400, 400] {
        let (on, _) = with_a_fleet().await;
        on.auth.set_clock_ahead(SignedDuration::from_hours(24 * days));
        on.read_and_ask(300).await;
        on.stage.after(300).await;
        assert_eq!(levels(&on).await, (1, 6), "{days}");
        let hulls: Vec<_> = on.stage.snapshot().await.mains.into_iter().flat_map(|card| card.hulls).collect();
        let now = on.stage.world.now();
        assert!(hulls.iter().all(|hull| hull.observed_at <= now), "{days}");
    }
}

#[tokio::test]
async fn a_server_that_comes_and_goes_tells_nothing_again() {
    let (on, _) = with_a_fleet().await;
    let (told, raised) = (on.stage.told(), on.stage.desktop.raised.lock().len());
    for _ in 0..5 {
        on.auth.fail(FaultEffect::Reset);
        goes_on(&on, 2).await;
        on.stage.world.clear_faults();
        goes_on(&on, 2).await;
    }
    assert_eq!((on.stage.told(), on.stage.desktop.raised.lock().len()), (told, raised));
}

#[tokio::test]
async fn an_old_desks_snooze_does_not_come_back_over_a_newer_end() {
    let (on, main) = with_a_fleet().await;
    let other = on.member("Other Leader");
    on.auth.fail(FaultEffect::Reset);
    on.stage.snooze(main, 6 * 3600).await;
    on.stage.world.advance(std::time::Duration::from_secs(3600));
    // Meanwhile another desk clears it for everybody.
    on.auth.clear_snooze(other.0, main.0).unwrap();
    on.stage.world.advance(std::time::Duration::from_secs(3600));
    on.stage.world.clear_faults();
    goes_on(&on, 2).await;
    assert_eq!(on.auth.snoozes()[0]["state"], "cleared");
    assert_eq!(levels(&on).await.0, 1, "and here too");
}

#[tokio::test]
async fn who_had_left_before_has_a_card_that_says_so_and_alerts_for_a_week() {
    for (days, level) in [(5, Level::Critical), (9, Level::Informational)] {
        let on = AuthStage::new().await;
        let kara = on.member("Kara Volkov");
        on.stage.world.place(Placement::stored(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
        on.auth.read_all();
        on.auth.set_left(kara.0, true);
        on.stage.world.advance(std::time::Duration::from_secs(days * 86_400));
        on.try_connect(&on.token.clone()).await.unwrap();
        let hull = on.stage.only_hull().await;
        assert_eq!((hull.level, hull.freshness), (level, Freshness::Stale), "{days} days");
        let head = on.stage.head(kara).await.unwrap();
        assert_eq!((head.name.as_str(), head.left_auth), ("Kara Volkov", true));
    }
}

#[tokio::test]
async fn who_leaves_is_kept_under_the_main_for_a_day_and_shown_as_left_after_it() {
    let (on, main) = with_a_fleet().await;
    on.stage.send().await;
    let told = on.stage.told();
    on.auth.set_left(main.0, true);
    for _ in 0..47 {
        on.stage.after(1800).await;
    }
    assert!(!on.stage.head(main).await.unwrap().left_auth);
    for _ in 0..3 {
        on.stage.after(1800).await;
    }
    on.stage.send().await;
    assert!(on.stage.head(main).await.unwrap().left_auth);
    let resolved = |message: &String| message.to_lowercase().contains("resolved");
    assert!(!on.stage.told().iter().any(resolved), "{:?}", on.stage.told());
    assert!(on.stage.told().len() >= told.len());
}
