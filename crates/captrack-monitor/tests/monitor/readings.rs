use captrack_contract::PilotRef;
use captrack_domain::ids::PilotId;
use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind};
use jiff::Timestamp;

use crate::stage::{DESK, KARA, MIRA, Stage, at, carriers, docked, in_jita, titan, until};
use crate::world::{Said, etag, nothing_to_tell};

#[tokio::test]
async fn a_source_that_breaks_has_failed_and_is_asked_again() {
    let stage = Stage::watching_kara().await;
    let ship = SectionId { kind: SectionKind::Ship, pilot: KARA };
    stage.world.sections.lock().insert(ship, Said::Panics);
    stage.cycle(60).await;
    let section = stage.section(SectionKind::Ship, KARA).await;
    assert_eq!(section.last_error.as_deref(), Some("Reading failed inside CapTrack."));
    stage.world.says(KARA, titan(1));
    stage.cycle(600).await;
    assert_eq!(stage.section(SectionKind::Ship, KARA).await.last_error, None);
    assert_eq!(stage.hulls().await.len(), 1);
}

#[tokio::test]
async fn what_the_source_gave_along_is_handed_back_also_after_a_restart() {
    let stage = Stage::watching_kara().await;
    assert!(stage.world.asked.lock().iter().all(|(_, validators)| validators.is_none()), "nothing to compare with yet");
    stage.world.asked.lock().clear();
    let stage = stage.restarted().await;
    stage.cycle(4000).await;
    let asked = stage.world.asked.lock().clone();
    assert_eq!(asked.len(), SectionKind::ALL.len());
    for (id, validators) in asked {
        assert_eq!(validators, Some(etag(id.kind, &nothing_to_tell(id.kind))));
    }
}

#[tokio::test]
async fn a_section_under_way_is_not_asked_twice_and_holds_up_nobody() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    let gate = stage.world.hold(SectionKind::Assets, KARA);
    stage.world.says(KARA, titan(1));
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let polling = tokio::spawn(stage.monitor.clone().poll_until(stopped));
    until("the others are taken in", async || !stage.hulls().await.is_empty()).await;
    stage.world.set_now(at(4000));
    until("the others are asked again", async || stage.world.asked_of(SectionKind::Ship, KARA) > 1).await;
    assert_eq!(stage.world.asked_of(SectionKind::Assets, KARA), 1, "it has not answered");
    gate.add_permits(1);
    until("its answer is taken in", async || stage.section(SectionKind::Assets, KARA).await.last_success.is_some())
        .await;
    stop.send_replace(true);
    polling.await.unwrap();
}

#[tokio::test]
async fn an_answer_that_comes_after_its_pilot_was_forgotten_is_left_out() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    let gate = stage.world.hold(SectionKind::Ship, KARA);
    stage.world.says(KARA, titan(1));
    let cycle = tokio::spawn({
        let monitor = stage.monitor.clone();
        async move { monitor.run_cycle().await }
    });
    until("the ship is asked", async || stage.world.asked_of(SectionKind::Ship, KARA) > 0).await;
    stage.monitor.edit().forget_pilot(&PilotRef::Id(KARA), DESK).await.unwrap();
    gate.add_permits(1);
    cycle.await.unwrap().unwrap();
    assert!(stage.hulls().await.is_empty());
    let store = stage.monitor.shared().store();
    assert!(store.hulls().await.unwrap().is_empty());
    let events = store.events_since(Timestamp::MIN).await.unwrap();
    assert!(events.iter().all(|event| event.hull_event().is_none()), "{events:?}");
    assert!(store.comings_and_goings(KARA, Timestamp::MIN).await.unwrap().is_empty());
    assert!(store.sections().await.unwrap().iter().all(|(status, _)| status.id.pilot == MIRA));
}

#[tokio::test]
async fn nothing_of_a_pilot_who_is_forgotten_while_names_are_looked_up_is_written_afterwards() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.world.says(KARA, titan(1));
    let gate = stage.world.hold_names();
    let cycle = tokio::spawn({
        let monitor = stage.monitor.clone();
        async move { monitor.run_cycle().await }
    });
    until("names are asked for", async || !stage.world.names_asked.lock().is_empty()).await;
    stage.monitor.edit().forget_pilot(&PilotRef::Id(KARA), DESK).await.unwrap();
    gate.add_permits(9);
    cycle.await.unwrap().unwrap();
    let store = stage.monitor.shared().store();
    assert!(store.events_since(Timestamp::MIN).await.unwrap().is_empty());
    assert!(store.hulls().await.unwrap().is_empty() && store.pilots().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_second_sign_in_while_names_are_looked_up_does_not_turn_a_first_read_into_news() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.world.says(KARA, titan(1));
    let gate = stage.world.hold_names();
    let cycle = tokio::spawn({
        let monitor = stage.monitor.clone();
        async move { monitor.run_cycle().await }
    });
    until("names are asked for", async || !stage.world.names_asked.lock().is_empty()).await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    gate.add_permits(9);
    cycle.await.unwrap().unwrap();
    stage.drain(10).await;
    assert_eq!(stage.raised(), ["summary"], "what already stood is one summary");
    let hulls = stage.monitor.shared().store().hulls().await.unwrap();
    assert_eq!(hulls.len(), 1, "an alert is never in the store without its hull");
}

#[tokio::test]
async fn windows_hear_at_once_of_what_happens_and_now_and_then_of_mere_ages() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    // A thousand carriers: mere ages are announced every five seconds.
    stage.world.says(KARA, carriers(1000, 1000, in_jita()));
    stage.world.says(KARA, Reading::Online(true));
    stage.cycle(0).await;
    let mut revisions = stage.monitor.shared().revisions();
    let mut announced = Vec::new();
    for second in [60, 61, 64, 65, 70] {
        revisions.mark_unchanged();
        stage.cycle(second).await;
        announced.extend(revisions.has_changed().unwrap().then_some(second));
    }
    assert_eq!(announced, [60, 65, 70]);
    revisions.mark_unchanged();
    stage.world.says(KARA, titan(1));
    stage.cycle(76).await;
    assert!(revisions.has_changed().unwrap());
    revisions.mark_unchanged();
    stage.world.says(KARA, Reading::Ship(None));
    stage.cycle(81).await;
    assert!(revisions.has_changed().unwrap(), "it was left: that is no mere age");
}

#[tokio::test]
async fn unchanged_keeps_a_hull_fresh_and_loses_and_tells_nothing() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.world.says(KARA, carriers(10, 2, docked()));
    stage.cycle(4000).await;
    stage.drain(4100).await;
    let told = stage.raised().len();
    // Of the ship and the assets nothing is new for two days: no read lacks anything.
    for hours in 2..50 {
        stage.cycle(hours * 3600).await;
        stage.drain(hours * 3600 + 60).await;
    }
    let hulls = stage.hulls().await;
    assert_eq!(hulls.len(), 3);
    assert!(hulls.iter().all(|hull| hull.freshness == captrack_domain::section::Freshness::Fresh), "{hulls:?}");
    assert_eq!(stage.raised().len(), told);
    let asked = stage.world.asked.lock().clone();
    let ship = asked.iter().rfind(|(id, _)| id.kind == SectionKind::Ship).unwrap();
    assert_eq!(ship.1, Some(etag(SectionKind::Ship, &titan(1))), "it was asked conditionally");
    // The first answer that is new again counts.
    stage.world.says(KARA, Reading::Assets(Vec::new()));
    stage.cycle(52 * 3600).await;
    stage.cycle(54 * 3600).await;
    assert_eq!(stage.hulls().await.len(), 1);
}

#[tokio::test]
async fn nothing_is_asked_before_it_expires_and_everything_after() {
    let stage = Stage::watching_kara().await;
    stage.world.expire_after.lock().insert(SectionKind::Ship, std::time::Duration::from_secs(900));
    stage.cycle(100).await;
    let asked = stage.world.asked_of(SectionKind::Ship, KARA);
    for second in [200, 400, 999] {
        stage.cycle(second).await;
    }
    assert_eq!(stage.world.asked_of(SectionKind::Ship, KARA), asked, "it is the same until then");
    stage.cycle(1000).await;
    assert_eq!(stage.world.asked_of(SectionKind::Ship, KARA), asked + 1);
}

#[tokio::test]
async fn sections_that_share_requests_are_asked_at_once_however_many_they_are() {
    let stage = Stage::new().await;
    let pilots: Vec<PilotId> = (0..150).map(|n| PilotId(2_112_100_000 + n)).collect();
    let mut gates = Vec::new();
    for pilot in &pilots {
        stage.monitor.edit().add_pilot(*pilot, &format!("Pilot {pilot}")).await.unwrap();
        gates.push(stage.world.hold(SectionKind::Affiliation, *pilot));
    }
    let cycle = tokio::spawn({
        let monitor = stage.monitor.clone();
        async move { monitor.run_cycle().await }
    });
    let asked = || pilots.iter().filter(|pilot| stage.world.asked_of(SectionKind::Affiliation, **pilot) > 0).count();
    until("all are asked while none has answered", async || asked() == pilots.len()).await;
    for gate in gates {
        gate.add_permits(1);
    }
    cycle.await.unwrap().unwrap();
}
