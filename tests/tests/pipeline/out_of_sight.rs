//! Never blind and green: what alerts and is not seen any more is said on every surface, once, and taken back.

use captrack_contract::{Problem, ProblemKind};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::section::Freshness;
use captrack_sim::{Fault, FaultEffect, Place, Placement, Service};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::stage::Stage;

async fn watched(names: &[&str]) -> (Stage, Vec<PilotId>) {
    let stage = Stage::new().await;
    let mut pilots = Vec::new();
    for name in names {
        let pilot = stage.pilot(name);
        stage.sign_in(pilot).await;
        stage.world.place(Placement::flown(pilot.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
        pilots.push(pilot);
    }
    stage.relay().await;
    for _ in 0..3 {
        stage.after(30).await;
    }
    stage.send().await;
    (stage, pilots)
}

fn fails(route: &str) -> Fault {
    Fault::new(Service::Esi, route, FaultEffect::Answer { status: 500, body: None, headers: Vec::new() })
}

async fn problem(stage: &Stage, kind: ProblemKind) -> Option<Problem> {
    stage.status().await.problems.into_iter().find(|problem| problem.kind == kind)
}

fn raised(stage: &Stage, tag: &str) -> usize {
    stage.desktop.raised.lock().iter().filter(|raised| raised.tag == tag).count()
}

fn notes(stage: &Stage, words: &str) -> usize {
    stage.told().iter().filter(|message| message.contains(words)).count()
}

async fn pass(stage: &Stage, minutes: u64) {
    for _ in 0..minutes.div_ceil(5) {
        stage.after(300).await;
        stage.send().await;
    }
}

#[tokio::test]
async fn whereabouts_that_fail_while_everything_else_answers_are_said_once_and_taken_back() {
    let (stage, _) = watched(&["Kara Volkov"]).await;
    stage.world.inject(fails("*/ship"));
    stage.world.inject(fails("*/location"));
    pass(&stage, 20).await;
    assert_eq!(problem(&stage, ProblemKind::EveOutOfSight).await, None, "not yet");
    pass(&stage, 180).await;
    let said = problem(&stage, ProblemKind::EveOutOfSight).await.unwrap();
    assert!(said.urgent && said.sentence.starts_with("1 titan not seen since"), "{}", said.sentence);
    assert_eq!(raised(&stage, "source/esi-out-of-sight"), 1);
    assert_eq!(notes(&stage, "1 titan not seen since"), 1, "{:?}", stage.told());
    assert_eq!(stage.only_hull().await.level, Level::Critical, "unknown is not gone");
    stage.world.clear_faults();
    pass(&stage, 15).await;
    assert_eq!(problem(&stage, ProblemKind::EveOutOfSight).await, None);
    assert!(!stage.desktop.standing.lock().contains_key("source/esi-out-of-sight"));
    assert_eq!(notes(&stage, "seen again"), 1, "{:?}", stage.told());
}

#[tokio::test]
async fn when_every_sign_in_is_refused_somebody_notices() {
    let (stage, pilots) = watched(&["Kara Volkov", "Mira Solace"]).await;
    for pilot in &pilots {
        stage.world.revoke_tokens(pilot.0);
    }
    pass(&stage, 80).await;
    let said = problem(&stage, ProblemKind::SignInsRefused).await.unwrap();
    assert!(said.sentence.starts_with("CapTrack watches no pilots any more."), "{}", said.sentence);
    assert_eq!(raised(&stage, "source/sign-ins"), 1);
    assert_eq!(notes(&stage, "EVE refuses sign-ins"), 1, "{:?}", stage.told());
    assert!(stage.told().iter().all(|message| !message.contains("refuses the sign-in of Kara")), "no names there");
}

#[tokio::test]
async fn a_start_after_a_weekend_off_and_a_resume_give_no_false_alarm() {
    let (mut stage, _) = watched(&["Kara Volkov"]).await;
    stage.world.advance(std::time::Duration::from_secs(60 * 3600));
    stage.die_and_restart().await;
    // The loop that sends looks before the first answer can have come.
    stage.desk.monitor().deliver().drain(stage.world.now()).await.unwrap();
    assert!(stage.desktop.raised.lock().is_empty(), "{:?}", stage.desktop.raised.lock());
    stage.after(1).await;
    stage.send().await;
    let tags: Vec<String> = stage.desktop.raised.lock().iter().map(|raised| raised.tag.clone()).collect();
    assert!(tags.iter().all(|tag| !tag.starts_with("source/")), "{tags:?}");
    let told = stage.told();
    assert!(told.iter().all(|message| !message.contains("Nothing has answered")), "{told:?}");
}

#[tokio::test]
async fn answers_that_a_cache_on_the_way_keeps_for_hours_make_nothing_fresh_and_that_is_said() {
    let (stage, _) = watched(&["Kara Volkov"]).await;
    let made = stage.world.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let headers = ["last-modified", "expires"].map(|name| (name.to_owned(), made.clone())).to_vec();
    let body = Some(serde_json::json!({ "solar_system_id": DELVE.0 }));
    stage.world.inject(Fault::new(Service::Esi, "*/location", FaultEffect::Answer { status: 200, body, headers }));
    stage.after(200).await;
    assert_eq!(stage.only_hull().await.freshness, Freshness::Fresh, "no older than any answer may be");
    pass(&stage, 15).await;
    assert_eq!(stage.only_hull().await.freshness, Freshness::Stale);
    assert_eq!(problem(&stage, ProblemKind::EveOutOfSight).await, None, "not yet");
    pass(&stage, 30).await;
    let said = problem(&stage, ProblemKind::EveOutOfSight).await.unwrap();
    assert!(said.sentence.contains("data that is out of date"), "{}", said.sentence);
    assert_eq!(raised(&stage, "source/esi-out-of-sight"), 1);
    assert_eq!(stage.only_hull().await.level, Level::Critical);
    stage.world.clear_faults();
    pass(&stage, 15).await;
    assert_eq!(problem(&stage, ProblemKind::EveOutOfSight).await, None);
    assert_eq!(stage.only_hull().await.freshness, Freshness::Fresh);
}

#[tokio::test]
async fn a_computer_that_wakes_up_asks_everything_once_and_raises_nothing() {
    let (stage, _) = watched(&["Kara Volkov"]).await;
    let raised = stage.desktop.raised.lock().len();
    let (told, asked) = (stage.told().len(), stage.world.requests().len());
    stage.after(6 * 3600).await;
    let asked: Vec<String> = stage.world.requests()[asked..].iter().map(|request| request.path.clone()).collect();
    for route in ["/location", "/ship", "/online"] {
        assert_eq!(asked.iter().filter(|path| path.ends_with(route)).count(), 1, "{route}: {asked:?}");
    }
    stage.send().await;
    assert_eq!((stage.desktop.raised.lock().len(), stage.told().len()), (raised, told));
    assert_eq!(stage.only_hull().await.freshness, Freshness::Fresh);
}
