//! One bad thing holds up nothing else, and is said.

use captrack_contract::ProblemKind;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::LocationId;
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::Reading;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_ports::PollError;
use captrack_testing::eden::JITA;

use crate::stage::{DESK, KARA, MIRA, Stage, carriers, titan, until};

const BROKEN: LocationId = LocationId(1_021_088_687_001);
const GOOD: LocationId = LocationId(1_035_000_000_001);

#[tokio::test]
async fn a_name_that_hangs_holds_up_no_alert() {
    let stage = Stage::new().await;
    let _names = stage.world.hold_names();
    stage.world.says(KARA, titan(1));
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.monitor.ask_all_due().await.unwrap();
    let hulls = stage.hulls().await;
    assert_eq!(hulls.iter().map(|hull| hull.level).collect::<Vec<_>>(), [Level::Critical]);
    until("the name is being asked about", async || stage.world.names_asked.lock().len() == 1).await;
    assert!(
        !stage
            .monitor
            .shared()
            .store()
            .pending(captrack_domain::notice::Receiver::Os, crate::stage::at(60))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_structure_that_cannot_be_asked_about_holds_up_no_other() {
    let stage = Stage::new().await;
    stage.world.structures_fail.lock().insert(BROKEN);
    stage.world.structures.lock().insert((MIRA, GOOD), ("1DQ1-A - Staging".to_owned(), JITA));
    let docked = |id| Place { system: None, site: Site::Structure(id) };
    stage.world.says(KARA, carriers(1, 1, docked(BROKEN)));
    stage.world.says(MIRA, carriers(2, 1, docked(GOOD)));
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.cycle(0).await;
    let names: Vec<_> = stage.hulls().await.into_iter().filter_map(|hull| hull.place_name).collect();
    assert_eq!(names, ["1DQ1-A - Staging"]);
    for minute in 1..=120 {
        stage.cycle(60 * minute).await;
    }
    let asked = stage.world.structures_asked.lock().iter().filter(|(_, id)| *id == BROKEN).count();
    assert!((5..=8).contains(&asked), "ever more seldom, not {asked} times in two hours");
}

#[tokio::test]
async fn check_now_asks_what_failed_a_moment_ago() {
    let stage = Stage::new().await;
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    for second in [0, 60, 130, 200, 300] {
        stage.world.fails(SectionKind::Ship, KARA, PollError::Later { why: Text::said("No connection."), after: None });
        stage.cycle(second).await;
    }
    let asked = stage.world.asked_of(SectionKind::Ship, KARA);
    stage.world.says(KARA, titan(1));
    stage.world.set_now(crate::stage::at(301));
    stage.monitor.poll().hurry_everything().await;
    stage.cycle(301).await;
    assert_eq!(stage.world.asked_of(SectionKind::Ship, KARA), asked + 1);
    assert_eq!(stage.hulls().await.len(), 1);
}

#[tokio::test]
async fn a_desktop_that_takes_no_notifications_is_said_until_it_does_and_tried_ever_more_seldom() {
    let stage = Stage::watching_kara().await;
    let main = format!("main/{KARA}");
    stage.world.refused.lock().push(main.clone());
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    let problem = async |stage: &Stage| {
        stage.status().await.problems.into_iter().find(|problem| problem.kind == ProblemKind::CannotNotify)
    };
    for second in (70..=1270).step_by(10) {
        stage.drain(second).await;
    }
    let said = problem(&stage).await.unwrap();
    assert!(
        said.urgent && said.sentence.starts_with("This desktop has shown no notifications since"),
        "{}",
        said.sentence
    );
    stage.world.refused.lock().clear();
    for second in (1280..=1600).step_by(10) {
        stage.drain(second).await;
    }
    assert_eq!(problem(&stage).await, None);
    assert!(stage.raised().contains(&main), "{:?}", stage.raised());
}

#[tokio::test]
async fn a_sign_in_that_was_refused_is_good_again_after_a_restart_too() {
    let stage = Stage::watching_kara().await;
    for kind in [SectionKind::Ship, SectionKind::Location, SectionKind::Online, SectionKind::Assets] {
        stage.world.fails(kind, KARA, PollError::SignInRefused { why: Text::said("Refused.") });
    }
    for second in [3700, 4100, 5100] {
        stage.cycle(second).await;
    }
    let stage = stage.restarted().await;
    stage.world.says(KARA, Reading::Online(true));
    stage.world.says(KARA, titan(1));
    for kind in [SectionKind::Location, SectionKind::Assets] {
        stage.world.sections.lock().remove(&captrack_domain::section::SectionId { kind, pilot: KARA });
    }
    for second in [9000, 9060] {
        stage.cycle(second).await;
    }
    assert_eq!(stage.hulls().await.len(), 1);
    let problems = stage.status().await.problems;
    assert!(problems.iter().all(|problem| problem.kind != ProblemKind::SignInsRefused), "{problems:?}");
}

#[tokio::test]
async fn a_resume_after_a_weekend_is_no_silence() {
    let stage = Stage::watching_kara().await;
    stage.world.says(KARA, titan(1));
    stage.cycle(60).await;
    stage.monitor.edit().pause(None, DESK).await.unwrap();
    stage.world.set_now(crate::stage::at(60 * 3600));
    stage.monitor.edit().resume(DESK).await.unwrap();
    stage.drain(60 * 3600).await;
    let problems = stage.status().await.problems;
    assert!(problems.is_empty(), "{problems:?}");
    assert!(stage.raised().iter().all(|tag| !tag.starts_with("source/")), "{:?}", stage.raised());
}

#[tokio::test]
async fn a_disk_that_fills_up_is_said_everywhere_before_it_is_full_and_taken_back() {
    let stage = Stage::watching_kara().await;
    let problem = async || {
        let problems = stage.status().await.problems;
        problems.into_iter().find(|problem| problem.kind == ProblemKind::DiskLow)
    };
    let notes = || stage.world.notes.lock().clone();
    let goes_on = async |from: i64, mb: u64| {
        *stage.world.disk_free.lock() = Some(mb * 1_000_000);
        for second in (from..from + 120).step_by(10) {
            stage.drain(second).await;
        }
    };
    stage.drain(60).await;
    assert_eq!(stage.status().await.disk_free_bytes, None, "the system does not say");
    goes_on(70, 200).await;
    assert_eq!((problem().await, stage.status().await.disk_free_bytes), (None, Some(200_000_000)));
    goes_on(200, 155).await;
    let said = problem().await.unwrap();
    assert!(said.urgent && said.sentence.starts_with("150 MB are left on the disk"), "{}", said.sentence);
    assert_eq!(said.since, Some(crate::stage::at(200)));
    assert!(stage.world.standing.lock().contains_key("source/disk"));
    let raised = |tag: &str| stage.raised().iter().filter(|raised| *raised == tag).count();
    // It goes on filling up, and wavers: that is the same problem.
    goes_on(400, 80).await;
    goes_on(600, 220).await;
    assert_eq!(raised("source/disk"), 1);
    let of_the_disk = |notes: Vec<String>| notes.into_iter().filter(|note| note.contains("disk")).collect::<Vec<_>>();
    let told = of_the_disk(notes());
    assert!(told.len() == 1 && told[0].contains("150 MB are left on the disk"), "{told:?}");
    goes_on(800, 300).await;
    assert_eq!(problem().await, None);
    assert!(!stage.world.standing.lock().contains_key("source/disk"));
    assert_eq!(of_the_disk(notes()).last().unwrap(), "CapTrack's disk has room again.");
}

#[tokio::test]
async fn windows_look_again_as_soon_as_a_clock_that_jumped_ahead_is_put_right() {
    let stage = Stage::watching_kara().await;
    stage.cycle(3 * 3600).await;
    let revisions = stage.monitor.shared().revisions();
    let before = *revisions.borrow();
    stage.world.set_now(crate::stage::at(60));
    stage.status().await;
    assert!(*revisions.borrow() > before, "what was out of date three hours ahead is not any more");
}
