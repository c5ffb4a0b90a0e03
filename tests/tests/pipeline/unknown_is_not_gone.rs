use std::time::Duration;

use captrack_domain::evaluate::Level;
use captrack_domain::section::Freshness;
use captrack_sim::{Fault, FaultEffect, Place, Placement, Service};
use captrack_testing::eden::{AVATAR, DELVE, JITA};

use crate::stage::Stage;

async fn with_a_titan_in_delve() -> (Stage, captrack_domain::ids::PilotId, i64) {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    stage.relay().await;
    stage.after(1).await;
    let titan = stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    stage.after(60).await;
    stage.send().await;
    assert_eq!(stage.told().len(), 1);
    (stage, kara, titan)
}

fn fail(status: u16) -> Fault {
    Fault::new(Service::Esi, "*", FaultEffect::Answer { status, body: None, headers: Vec::new() })
}

#[tokio::test]
async fn failing_servers_make_facts_stale_and_take_nothing_away() {
    for status in [500, 502, 503, 403, 404] {
        let (stage, _, _) = with_a_titan_in_delve().await;
        stage.world.inject(fail(status));
        for _ in 0..30 {
            stage.after(600).await;
        }
        stage.send().await;
        let hull = stage.only_hull().await;
        assert_eq!((hull.level, hull.freshness), (Level::Critical, Freshness::Stale), "status {status}");
        let told = stage.told();
        assert!(!told[0].contains("resolved"), "status {status}: {told:?}");
        // Where nothing at all is an answer, that is told, once and without a sound.
        assert!(told.len() <= 2 && told[1..].iter().all(|note| note.contains("Nothing has answered")), "{told:?}");
        assert!(stage.snapshot().await.sections.iter().any(|section| section.last_error.is_some()));
    }
}

#[tokio::test]
async fn a_cable_that_is_pulled_five_times_tells_nobody_anything_again() {
    let (stage, _, _) = with_a_titan_in_delve().await;
    let raised = stage.desktop.raised.lock().len();
    for _ in 0..5 {
        for service in [Service::Esi, Service::Sso, Service::Discord] {
            stage.world.inject(Fault::new(service, "*", FaultEffect::Reset));
        }
        for _ in 0..4 {
            stage.after(120).await;
            stage.send().await;
        }
        stage.world.clear_faults();
        stage.after(400).await;
        stage.send().await;
        assert_eq!(stage.only_hull().await.freshness, Freshness::Fresh);
    }
    assert_eq!((stage.desktop.raised.lock().len(), stage.told().len()), (raised, 1));
}

#[tokio::test]
async fn broken_answers_are_no_readings() {
    for effect in [FaultEffect::MalformedJson, FaultEffect::TruncatedBody, FaultEffect::Reset] {
        let (stage, _, titan) = with_a_titan_in_delve().await;
        stage.world.inject(Fault::new(Service::Esi, "*", effect.clone()));
        // It moves, so that the answers have bodies to be broken.
        stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
        for _ in 0..10 {
            stage.after(1800).await;
        }
        let hull = stage.only_hull().await;
        assert_eq!((hull.level, hull.freshness), (Level::Critical, Freshness::Stale), "{effect:?}");
        assert_eq!(hull.region_name.as_deref(), Some("Delve"), "{effect:?}");
    }
}

#[tokio::test]
async fn a_titan_left_in_a_station_stays_until_two_complete_reads_lack_it() {
    let (stage, kara, titan) = with_a_titan_in_delve().await;
    stage.world.move_hull(titan, Place::Station(60_003_760)).unwrap();
    stage.after(60).await;
    stage.after(60).await;
    stage.world.remove_hull(titan).unwrap();
    stage.after(60).await;
    assert_eq!(stage.only_hull().await.level, Level::Critical, "stored, as far as anybody knows");
    for _ in 0..4 {
        stage.after(3700).await;
    }
    assert!(stage.card(kara).await.is_none(), "two complete reads lacked it");
    stage.send().await;
    let told = stage.told();
    assert!(told.iter().any(|message| message.contains("resolved after")), "{told:?}");
    assert!(stage.desktop.standing.lock().is_empty());
}

#[tokio::test]
async fn a_titan_left_in_space_is_not_seen_any_more_and_not_over() {
    let (stage, kara, titan) = with_a_titan_in_delve().await;
    stage.world.remove_hull(titan).unwrap();
    for _ in 0..10 {
        stage.after(3700).await;
    }
    assert!(stage.card(kara).await.is_some(), "no list ever names what is in space");
    let hull = stage.only_hull().await;
    assert_eq!((hull.level, hull.freshness), (Level::Critical, Freshness::Stale));
    assert_eq!(hull.place_name.as_deref(), Some("Left in space"));
    stage.send().await;
    assert!(stage.told().iter().all(|message| !message.contains("resolved")), "{:?}", stage.told());
}

#[tokio::test]
async fn a_move_to_another_region_is_told_and_one_within_is_not() {
    let (stage, _, titan) = with_a_titan_in_delve().await;
    stage.world.move_hull(titan, Place::Space(30_004_760)).unwrap();
    stage.after(400).await;
    stage.send().await;
    assert_eq!(stage.told().len(), 1, "within Delve");
    stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
    stage.after(400).await;
    stage.send().await;
    assert_eq!(stage.told().len(), 2, "{:?}", stage.told());
    assert!(stage.told()[1].contains("The Forge"), "{:?}", stage.told()[1]);
}

#[tokio::test]
async fn expires_is_obeyed_and_unchanged_answers_count_as_fresh() {
    let (stage, _, _) = with_a_titan_in_delve().await;
    for _ in 0..40 {
        stage.after(7).await;
    }
    let stats = stage.world.stats();
    assert_eq!(stats.esi.early_requests, 0, "{:?}", stats.esi.early);
    let hull = stage.only_hull().await;
    assert_eq!(hull.freshness, Freshness::Fresh);
    let age = stage.world.now().duration_since(hull.observed_at);
    assert!(age.unsigned_abs() < Duration::from_secs(60), "{age}");
}

#[tokio::test]
async fn etags_and_expires_are_kept_over_a_restart() {
    let (mut stage, _, _) = with_a_titan_in_delve().await;
    stage.world.reset_stats();
    stage.die_and_restart().await;
    stage.after(1).await;
    stage.after(3600 * 2).await;
    let stats = stage.world.stats();
    assert_eq!(stats.esi.early_requests, 0, "{:?}", stats.esi.early);
    assert!(stats.esi.answered(304) > 0, "{stats:?}");
}

#[tokio::test]
async fn a_capital_that_is_newer_than_the_program_shows_up_as_unclassified() {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.world.add_hull_type(99_999, "Colossus", 9_999, "Super Titan");
    stage.world.place(Placement::flown(kara.0, 99_999, Place::Space(DELVE.0))).unwrap();
    stage.sign_in(kara).await;
    stage.after(1).await;
    let hull = stage.only_hull().await;
    assert_eq!((hull.type_name.as_str(), hull.level), ("Colossus", Level::Unclassified));
}

#[tokio::test]
async fn half_an_hour_of_silence_is_told_once_and_taken_back() {
    let (stage, _, _) = with_a_titan_in_delve().await;
    let silence = |stage: &Stage| stage.desktop.standing.lock().contains_key("source/esi");
    stage.world.inject(fail(500));
    for _ in 0..3 {
        stage.after(420).await;
        stage.send().await;
    }
    assert!(!silence(&stage), "not yet");
    for _ in 0..4 {
        stage.after(420).await;
        stage.send().await;
    }
    assert!(silence(&stage));
    let told = stage.desktop.raised.lock().iter().filter(|raised| raised.tag == "source/esi").count();
    assert_eq!(told, 1);
    stage.world.clear_faults();
    stage.after(600).await;
    stage.send().await;
    assert!(!silence(&stage), "it answers again");
}

#[tokio::test]
async fn check_now_asks_what_is_not_due_but_nothing_before_it_expires() {
    let (stage, _, titan) = with_a_titan_in_delve().await;
    stage.after(60).await;
    stage.world.set_online(stage.world.pilots()[0].pilot_id, false).unwrap();
    stage.after(120).await;
    stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
    stage.world.advance(Duration::from_secs(10));
    stage.desk.ask(captrack_contract::commands::CheckNow).await.unwrap();
    assert_eq!(stage.only_hull().await.region_name.as_deref(), Some("The Forge"));
    let stats = stage.world.stats();
    assert_eq!(stats.esi.early_requests, 0, "{:?}", stats.esi.early);
}

#[tokio::test]
async fn a_ship_route_that_is_switched_off_for_hours_leaves_a_titan_in_space_where_it_is() {
    let (stage, _, _) = with_a_titan_in_delve().await;
    stage.world.inject(Fault::new(Service::Esi, "/characters/*/ship", FaultEffect::route_off()));
    // Its assets are read meanwhile, and lack it as always in space.
    for _ in 0..8 {
        stage.after(1800).await;
        stage.send().await;
    }
    let hull = stage.only_hull().await;
    assert_eq!((hull.level, hull.freshness), (Level::Critical, Freshness::Stale));
    assert!(!stage.told().iter().any(|told| told.contains("resolved")), "{:?}", stage.told());
    stage.world.clear_faults();
    stage.after(600).await;
    assert_eq!(stage.only_hull().await.freshness, Freshness::Fresh);
}

#[tokio::test]
async fn trouble_of_the_sso_inside_esi_costs_seconds_and_no_hour() {
    let (stage, kara, titan) = with_a_titan_in_delve().await;
    for route in ["/characters/*/ship", "/characters/*/location"] {
        stage.world.inject(Fault::new(Service::Esi, route, FaultEffect::sso_trouble()).times(3));
    }
    for _ in 0..3 {
        stage.after(20).await;
    }
    stage.world.clear_faults();
    stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
    for _ in 0..6 {
        stage.after(10).await;
    }
    let hull = stage.only_hull().await;
    assert_eq!(hull.region_name.as_deref(), Some("The Forge"), "{hull:?}");
    assert!(stage.card(kara).await.is_some());
}

#[tokio::test]
async fn a_sign_in_that_the_sso_refuses_for_an_hour_is_good_again_by_itself_also_over_a_restart() {
    let (mut stage, _, titan) = with_a_titan_in_delve().await;
    stage.world.inject(Fault::new(Service::Sso, "/v2/oauth/token", FaultEffect::token_error("invalid_grant")).times(3));
    // The access runs out, and is refused; it is asked for again after 5 and 15 minutes and an hour.
    stage.after(1300).await;
    stage.die_and_restart().await;
    for _ in 0..20 {
        stage.after(310).await;
    }
    stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
    stage.after(60).await;
    stage.after(60).await;
    let hull = stage.only_hull().await;
    assert_eq!((hull.freshness, hull.region_name.as_deref()), (Freshness::Fresh, Some("The Forge")));
}
