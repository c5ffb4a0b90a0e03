//! A computer whose clock is wrong, or is turned while the program runs. EVE's clock is right all the time.

use captrack_contract::{ProblemKind, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::section::Freshness;
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE, JITA};

use crate::stage::Stage;

const HOUR: i64 = 3600;

/// A titan that is flown in Delve, and seen.
async fn watched() -> (Stage, PilotId, i64) {
    let stage = Stage::new().await;
    let kara = stage.pilot("Kara Volkov");
    stage.sign_in(kara).await;
    let titan = stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    for _ in 0..4 {
        stage.after(30).await;
    }
    assert_eq!(stage.only_hull().await.region_name.as_deref(), Some("Delve"));
    (stage, kara, titan)
}

/// A wait that began before the clock was turned begins once more: three minutes.
const ROUNDS: usize = 6;

/// The titan jumps, and some minutes later that is known.
async fn jump_is_seen(stage: &Stage, titan: i64, system: i64, region: &str, when: &str) {
    stage.world.move_hull(titan, Place::Space(system)).unwrap();
    for _ in 0..ROUNDS {
        stage.after(30).await;
        if stage.only_hull().await.region_name.as_deref() == Some(region) {
            break;
        }
    }
    let hull = stage.only_hull().await;
    assert_eq!(
        (hull.region_name.as_deref(), hull.freshness),
        (Some(region), Freshness::Fresh),
        "{when}: {:?}",
        stage
            .snapshot()
            .await
            .sections
            .iter()
            .map(|section| (section.kind, section.last_error.clone(), section.last_success))
            .collect::<Vec<_>>()
    );
}

async fn clock_problem(stage: &Stage) -> Option<String> {
    let problems = stage.status().await.problems;
    problems.into_iter().find(|problem| problem.kind == ProblemKind::ClockWrong).map(|problem| problem.sentence)
}

#[tokio::test]
async fn a_clock_that_is_turned_stops_nothing_and_is_said() {
    for (turned, words) in [(-2 * HOUR, "2 h behind"), (3 * HOUR, "3 h ahead of"), (-365 * 24 * HOUR, "365 d behind")] {
        let (stage, _, titan) = watched().await;
        stage.turn_clock(turned);
        jump_is_seen(&stage, titan, JITA.0, "The Forge", words).await;
        let said = clock_problem(&stage).await.unwrap_or_else(|| panic!("{words}: nothing is said"));
        assert!(said.contains(words), "{said}");
        stage.turn_clock(0);
        jump_is_seen(&stage, titan, DELVE.0, "Delve", &format!("put right after {words}")).await;
        assert_eq!(clock_problem(&stage).await, None);
        // A clock that jumps ahead may have slept: each section may be asked once before it expires, and not again.
        let early = stage.world.stats().esi.early_requests;
        assert!(early <= 5, "{words}: {:?}", stage.world.stats().esi.early);
    }
}

#[tokio::test]
async fn a_start_with_a_clock_of_next_year_and_one_with_the_right_clock_lose_nothing() {
    let (mut stage, _, titan) = watched().await;
    stage.turn_clock(400 * 24 * HOUR);
    stage.die_and_restart().await;
    for _ in 0..3 {
        stage.after(20).await;
    }
    stage.turn_clock(0);
    stage.die_and_restart().await;
    jump_is_seen(&stage, titan, JITA.0, "The Forge", "after both starts").await;
}

#[tokio::test]
async fn a_start_with_a_clock_that_is_hours_behind_misses_nobody_and_an_hour_s_snooze_lasts_an_hour() {
    let (mut stage, kara, titan) = watched().await;
    stage.send().await;
    stage.turn_clock(-9 * HOUR);
    stage.die_and_restart().await;
    // Before anybody has said what time it is.
    stage.world.advance(std::time::Duration::from_secs(5));
    stage.snooze(kara, 3600).await;
    for _ in 0..6 {
        stage.after(30).await;
        stage.send().await;
        assert_eq!(stage.only_hull().await.level, Level::Snoozed, "its hour has begun minutes ago");
    }
    let said: Vec<String> = stage.desktop.raised.lock().iter().map(|one| one.tag.clone()).collect();
    assert!(said.iter().all(|tag| !tag.starts_with("source/")), "nothing has failed: {said:?}");
    assert!(clock_problem(&stage).await.is_some_and(|said| said.contains("9 h behind")));
    for _ in 0..2 {
        stage.after(1800).await;
    }
    assert_eq!(stage.only_hull().await.level, Level::Critical, "the hour is over");
    jump_is_seen(&stage, titan, JITA.0, "The Forge", "after a start with a clock that was behind").await;
}

#[tokio::test]
async fn a_clock_that_jumps_ahead_ends_no_snooze_before_two_answers_have_confirmed_it() {
    let (stage, kara, _) = watched().await;
    stage.snooze(kara, 6 * 3600).await;
    stage.turn_clock(10 * HOUR);
    stage.desk.monitor().deliver().drain(stage.world.now()).await.unwrap();
    assert_eq!(stage.only_hull().await.level, Level::Snoozed);
    for _ in 0..6 {
        stage.after(30).await;
    }
    assert_eq!(stage.only_hull().await.level, Level::Snoozed, "it is not ten hours later");
    for _ in 0..13 {
        stage.after(1800).await;
    }
    assert_eq!(stage.only_hull().await.level, Level::Critical, "six hours are over");
}

#[tokio::test]
async fn check_now_works_while_the_clock_is_wrong() {
    let (stage, _, titan) = watched().await;
    stage.turn_clock(-2 * HOUR);
    stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
    for _ in 0..4 {
        stage.world.advance(std::time::Duration::from_secs(10));
        stage.desk.ask(commands::CheckNow).await.unwrap();
    }
    assert_eq!(stage.only_hull().await.region_name.as_deref(), Some("The Forge"));
}

#[tokio::test]
async fn after_a_start_with_a_clock_that_is_a_month_behind_one_list_is_no_proof_that_a_ship_is_gone() {
    let (mut stage, kara, titan) = watched().await;
    stage.world.move_hull(titan, Place::Station(60_003_760)).unwrap();
    stage.after(60).await;
    stage.after(60).await;
    stage.world.remove_hull(titan).unwrap();
    stage.after(60).await;
    stage.turn_clock(-30 * 24 * HOUR);
    stage.die_and_restart().await;
    for _ in 0..4 {
        stage.after(30).await;
    }
    assert!(clock_problem(&stage).await.is_some(), "the servers have said what time it is");
    stage.after(3700).await;
    assert_eq!(stage.only_hull().await.level, Level::Critical, "one list lacks what was seen an hour before");
    for _ in 0..4 {
        stage.after(3700).await;
    }
    assert!(stage.card(kara).await.is_none(), "two lists lack it");
}
