//! A defect in a port stops nothing for good: what it interrupted goes on, and the fault is said.

use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::CorporationId;
use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_monitor::{Crash, Monitor, SupervisedPart};
use captrack_ports::Secret;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::auth_server::{address, beside};
use crate::stage::{KARA, Stage, at, carriers, in_jita, titan, until};
use crate::world::Said;

/// The loops of a monitor, as the program runs them, on a clock that passes as soon as everybody waits.
struct Loops {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Loops {
    fn start(monitor: &Arc<Monitor>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let tasks = vec![
            tokio::spawn(monitor.clone().poll_until(stopped.clone())),
            tokio::spawn(monitor.clone().dispatch_until(stopped.clone())),
            tokio::spawn(monitor.clone().prune_until(stopped)),
        ];
        Self { stop, tasks }
    }

    /// Ends them as the program does; none has died before.
    async fn end(self) {
        assert!(self.tasks.iter().all(|task| !task.is_finished()), "a loop has ended by itself");
        self.stop.send_replace(true);
        for task in self.tasks {
            tokio::time::timeout(Duration::from_secs(30), task).await.unwrap().unwrap();
        }
    }
}

fn fault(monitor: &Monitor, what: SupervisedPart) -> Option<Crash> {
    monitor.shared().faults().into_iter().find(|fault| fault.what == what)
}

#[tokio::test]
async fn polling_goes_on_after_a_look_up_has_panicked() {
    let stage = Stage::new().await;
    let affiliation = Reading::Affiliation { corporation: CorporationId(98_000_077), alliance: None };
    stage.world.says(KARA, affiliation);
    stage.world.breaks("names", 1);
    let loops = Loops::start(&stage.monitor);
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    until("the fault is said", async || fault(&stage.monitor, SupervisedPart::EveRequest).is_some()).await;
    stage.world.says(KARA, titan(1));
    stage.world.set_now(at(700));
    until("the titan is seen", async || !stage.hulls().await.is_empty()).await;
    let fault = fault(&stage.monitor, SupervisedPart::EveRequest).unwrap();
    assert_eq!((fault.times, fault.last_words.as_str()), (1, "names: broken, as the test wants it"));
    loops.end().await;
}

#[tokio::test]
async fn sections_that_were_under_way_when_a_cycle_broke_off_are_asked_again() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    let gate = stage.world.hold(SectionKind::Assets, KARA);
    let monitor = stage.monitor.clone();
    let cycle = tokio::spawn(async move { monitor.run_cycle().await });
    until("the assets are asked", async || stage.world.asked_of(SectionKind::Assets, KARA) == 1).await;
    // Whoever waited for it goes away.
    cycle.abort();
    assert!(cycle.await.unwrap_err().is_cancelled());
    gate.add_permits(10);
    stage.world.says(KARA, carriers(1, 1, in_jita()));
    stage.cycle(10).await;
    assert_eq!(stage.world.asked_of(SectionKind::Assets, KARA), 2);
    assert_eq!(stage.hulls().await.len(), 1);
}

#[tokio::test]
async fn a_source_that_panics_costs_one_section_and_is_said() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    let ship = SectionId { kind: SectionKind::Ship, pilot: KARA };
    stage.world.sections.lock().insert(ship, Said::Panics);
    stage.cycle(0).await;
    assert_eq!(fault(&stage.monitor, SupervisedPart::EveRequest).unwrap().times, 1);
    assert!(stage.section(SectionKind::Location, KARA).await.last_success.is_some());
    stage.world.says(KARA, titan(1));
    stage.cycle(4000).await;
    assert_eq!(stage.hulls().await.len(), 1);
}

#[tokio::test]
async fn sending_goes_on_after_the_desktop_has_panicked_and_discord_is_not_held_up() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().set_relay(true, crate::stage::DESK).await.unwrap();
    stage.world.says(KARA, carriers(10, 5, in_jita()));
    stage.cycle(4000).await;
    stage.world.says(KARA, titan(1));
    stage.cycle(8000).await;
    stage.world.breaks("notifier", 1);
    stage.drain(8100).await;
    assert_eq!(stage.raised(), Vec::<String>::new());
    assert!(stage.posted() > 0, "Discord got its part in the same step");
    assert_eq!(fault(&stage.monitor, SupervisedPart::Sending).unwrap().times, 1);
    let loops = Loops::start(&stage.monitor);
    until("the desktop gets its part later", async || !stage.raised().is_empty()).await;
    loops.end().await;
}

#[tokio::test]
async fn sending_goes_on_after_discord_has_panicked() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().set_relay(true, crate::stage::DESK).await.unwrap();
    stage.world.breaks("webhook", 1);
    stage.world.says(KARA, carriers(10, 5, in_jita()));
    stage.cycle(4000).await;
    stage.drain(4100).await;
    assert_eq!((stage.posted(), fault(&stage.monitor, SupervisedPart::Sending).unwrap().times), (0, 1));
    stage.drain(4110).await;
    assert_eq!(stage.posted(), 1);
}

#[tokio::test]
async fn every_loop_begins_again_after_a_clock_that_panics() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.world.breaks("clock", u32::MAX);
    let loops = Loops::start(&stage.monitor);
    let all = [SupervisedPart::Polling, SupervisedPart::Sending, SupervisedPart::Pruning];
    until("every loop has crashed twice", async || {
        all.iter().all(|what| fault(&stage.monitor, *what).is_some_and(|fault| fault.times > 1))
    })
    .await;
    stage.world.breaks("clock", 0);
    stage.world.set_now(at(4000));
    until("polling goes on", async || stage.world.asked_of(SectionKind::Ship, KARA) > 0).await;
    loops.end().await;
}

#[tokio::test]
async fn a_round_to_allianceauth_that_panics_is_a_failed_round_and_the_next_one_is_asked() {
    let (stage, auth) = beside().await;
    let rounds = || auth.asked_for("capitals");
    stage.monitor.connect_auth(address(), Secret::new("ctt_token")).await.unwrap();
    assert_eq!(rounds(), 1);
    stage.world.breaks("allianceauth", 1);
    stage.cycle(400).await;
    assert_eq!(rounds(), 1);
    assert_eq!(fault(&stage.monitor, SupervisedPart::AllianceAuthRound).unwrap().times, 1);
    assert!(stage.status().await.auth_trouble.is_some(), "and the status says that it failed");
    stage.cycle(2000).await;
    assert_eq!(rounds(), 2);
}
