//! How often and how well AllianceAuth reads pilots: its rhythm, what is read at once, and tokens that die.

use captrack_contract::{BoardAnswer, BoardRequest, ErrorCode, ProblemKind};
use captrack_domain::ids::{CorporationId, PilotId};
use captrack_domain::section::Freshness;
use captrack_domain::text::Text;
use captrack_ports::{AuthCoverage, AuthError, CoverageGap, CoveredPilot, ReadPeriod, ReadPeriods};
use captrack_testing::eden::{AVATAR, JITA};

use crate::auth_server::{HOUR, connected, later, read_at, stored, titan_of_one_who};
use crate::stage::{KARA, Stage, at, said};

/// What is said of a desk at every half hour from one hour to another.
async fn said_between(stage: &Stage, from: i64, to: i64, mut each: impl FnMut(i64)) -> Vec<(i64, ProblemKind)> {
    let mut said = Vec::new();
    for half in from * 2..to * 2 {
        each(half);
        stage.cycle(half * HOUR / 2).await;
        said.extend(stage.status().await.problems.iter().map(|problem| (half / 2, problem.kind)));
    }
    said
}

#[tokio::test]
async fn a_default_installation_gives_no_trouble_for_days_and_one_that_stalls_does_within_two_periods() {
    let titan = |read: i64| {
        let pilot = read_at(at(read), KARA, "Kara Volkov", None);
        (vec![pilot], vec![stored(1, KARA, AVATAR.0, JITA, at(read))])
    };
    let (pilots, hulls) = titan(0);
    let (stage, auth) = connected(pilots, hulls).await;
    let day = ReadPeriod { usual_secs: 86_400, slowest_secs: 86_400, observed: false };
    auth.whoami.lock().reads = ReadPeriods { assets: Some(day), location: Some(day) };
    // Once a day, never twice after the same time.
    let reads = [0, 24, 47, 72, 95];
    let said = said_between(&stage, 1, 96, |half| {
        let read = reads.into_iter().filter(|read| read * 2 <= half).max().unwrap();
        let (pilots, hulls) = titan(read * HOUR);
        auth.tells(pilots, hulls);
    })
    .await;
    assert_eq!(said, []);
    assert!(stage.hulls().await.iter().all(|hull| hull.freshness == Freshness::Fresh));
    // It goes on answering, and reads nobody any more.
    let said = said_between(&stage, 96, 95 + 50, |_| {}).await;
    let (first, kind) = said[0];
    assert_eq!(kind, ProblemKind::AllianceAuthOutOfSight);
    assert!((95 + 47..=95 + 49).contains(&first), "{first}");
    assert!(stage.hulls().await.iter().all(|hull| hull.freshness == Freshness::Stale));
    stage.drain(145 * HOUR - 60).await;
    assert!(stage.world.shown.lock().iter().any(|shown| shown.title.contains("AllianceAuth")), "on the desktop too");
    // One that says nothing at all is said after half an hour.
    auth.fails("whoami", AuthError::Silent { why: Text::said("Nobody answers.") });
    auth.fails("capitals", AuthError::Silent { why: Text::said("Nobody answers.") });
    let said = said_between(&stage, 145, 147, |_| {}).await;
    assert_eq!(said.last().unwrap().1, ProblemKind::AllianceAuthSilent);
}

#[tokio::test]
async fn what_is_asked_for_is_read_and_looked_for_as_soon_as_it_can_be_there() {
    let (pilots, hulls) = titan_of_one_who(true, -3 * HOUR);
    let (stage, auth) = connected(pilots, hulls).await;
    let kara = || captrack_contract::PilotRef::Id(KARA);
    let refusal = stage.monitor.edit().read_now(&[kara()]).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::NotAllowed);
    assert!(refusal.sentence.contains("refresh_access"), "{}", refusal.sentence);
    stage.monitor.edit().read_what_alerts().await;
    assert_eq!(auth.asked_for("refresh"), 0);
    auth.whoami.lock().may_refresh = true;
    stage.cycle(300).await;
    stage.world.set_now(at(310));
    let asked = stage.monitor.edit().read_now(&[kara()]).await.unwrap();
    assert_eq!((asked.queued, asked.ready_in_secs, asked.refused.len()), (1, Some(40), 0));
    let head = async || {
        let request = BoardRequest::Board { query: captrack_contract::BoardQuery::default(), known: None };
        let answer = stage.monitor.views().board(&request, &captrack_monitor::HostStatus::default()).await;
        let Ok(BoardAnswer::Board(mut board)) = answer else { panic!("no board") };
        board.cards.remove(0)
    };
    assert!(head().await.can_be_read);
    let view = head().await.read_asked.unwrap();
    assert_eq!((view.asked_at, view.read_at), (at(310), None));
    // Everything is checked at once again: it was asked for just now.
    stage.monitor.edit().read_what_alerts().await;
    assert_eq!(auth.asked_for("refresh"), 1);
    let (pilots, hulls) = titan_of_one_who(true, 340);
    auth.tells(pilots, hulls);
    stage.cycle(355).await;
    let view = head().await.read_asked.unwrap();
    assert_eq!((view.asked_at, view.read_at), (at(310), Some(at(340))), "before the next round would have begun");
    stage.world.set_now(at(400));
    stage.monitor.edit().read_what_alerts().await;
    assert_eq!(auth.asked_for("refresh"), 2, "whose titan alerts is read when everything is checked");
    auth.refused.lock().insert(KARA);
    stage.world.set_now(at(500));
    let asked = stage.monitor.edit().read_now(&[kara()]).await.unwrap();
    assert_eq!((asked.queued, asked.ready_in_secs), (0, None));
    assert_eq!(asked.refused.iter().map(said).collect::<Vec<_>>(), ["Kara Volkov: It was read just now."]);
}

#[tokio::test]
async fn tokens_that_die_are_an_alert_of_their_own_until_they_are_mended() {
    let covered = |n: i64, dead: i64| CoveredPilot {
        id: PilotId(2_112_000_500 + n),
        name: format!("Pilot {n}"),
        corporation: CorporationId(98_000_001),
        missing: if n < dead { vec![CoverageGap::AssetsToken] } else { Vec::new() },
    };
    let (stage, auth) = connected(vec![read_at(at(0), KARA, "Kara Volkov", None)], Vec::new()).await;
    let tells = |dead: i64| {
        let mut known = auth.coverage.lock();
        let pilots = (0..30).map(|n| covered(n, dead)).collect();
        *known = (known.0 + 1, AuthCoverage { pilots, ..AuthCoverage::default() });
    };
    let said = async || {
        let problems = stage.status().await.problems;
        problems
            .into_iter()
            .find(|problem| problem.kind == ProblemKind::CoverageDropped)
            .map(|problem| problem.sentence)
    };
    tells(0);
    stage.cycle(HOUR).await;
    let asked = auth.asked_for("coverage");
    stage.cycle(HOUR + 310).await;
    assert_eq!((auth.asked_for("coverage"), said().await), (asked, None), "once an hour");
    tells(11);
    stage.cycle(2 * HOUR + 310).await;
    stage.drain(2 * HOUR + 400).await;
    let sentence = said().await.unwrap();
    assert!(sentence.contains("11 of 30 characters"), "{sentence}");
    assert!(stage.world.shown.lock().iter().any(|shown| shown.title.contains("read far fewer pilots")));
    let coverage = stage.monitor.views().pilots_page("").await.auth_coverage.unwrap();
    assert_eq!((coverage.characters, coverage.readable, coverage.missing.len()), (30, 19, 11));
    tells(0);
    stage.cycle(3 * HOUR + 620).await;
    assert_eq!(said().await, None);
    // One that does not tell it, as the permission may be withdrawn, spoils no round.
    auth.fails("coverage", later("Not now."));
    stage.cycle(5 * HOUR).await;
    assert_eq!(stage.status().await.auth_trouble, None);
}
