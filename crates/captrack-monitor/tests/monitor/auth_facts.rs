//! What AllianceAuth tells of pilots and hulls: who has left, what is packaged, which acknowledgements are over.

use captrack_domain::evaluate::Level;
use captrack_domain::policy::Policy;
use captrack_domain::roster::RosterHull;
use captrack_testing::eden::{ARCHON, AVATAR, JITA};

use crate::auth_server::{HOUR, connected, read_at, stored, titan_of_one_who};
use crate::stage::{DESK, KARA, at};

#[tokio::test]
async fn who_leaves_allianceauth_alerts_for_a_week_and_is_then_let_go_without_a_word() {
    let (pilots, hulls) = titan_of_one_who(true, 0);
    let (stage, auth) = connected(pilots, hulls).await;
    stage.drain(60).await;
    let (pilots, hulls) = titan_of_one_who(false, 0);
    auth.tells(pilots, hulls);
    let level_at = async |hour: i64| {
        for half in [0, 1] {
            stage.cycle(hour * HOUR + half * 310).await;
            stage.drain(hour * HOUR + half * 310 + 60).await;
        }
        stage.hulls().await[0].level
    };
    // What it names no longer stays for a day in which it answers.
    for hour in 1..=45 {
        assert_eq!(level_at(hour).await, Level::Critical, "{hour} h");
    }
    let card = stage.monitor.views().pilots_page("").await.pilots.remove(0);
    assert!(card.left_auth, "it is shown as left");
    assert_eq!(level_at(7 * 24).await, Level::Critical);
    let raised = stage.raised().len();
    assert_eq!(level_at(7 * 24 + 2).await, Level::Informational);
    let hull = stage.hulls().await.remove(0);
    assert_eq!(hull.why, "Its pilot has left AllianceAuth");
    assert_eq!(stage.raised().len(), raised);
    let said_resolved = stage.world.shown.lock().iter().any(|shown| shown.body.to_lowercase().contains("resolved"));
    assert!(!said_resolved);
}

#[tokio::test]
async fn who_had_left_before_this_computer_knew_it_is_as_old_as_its_last_read() {
    for (read, expected) in [(-2 * 24 * HOUR, Level::Critical), (-400 * 24 * HOUR, Level::Informational)] {
        let (pilots, hulls) = titan_of_one_who(false, read);
        let (stage, _auth) = connected(pilots, hulls).await;
        assert_eq!(stage.hulls().await[0].level, expected, "last read {} days ago", -read / HOUR / 24);
    }
    // How long is a matter of the rules.
    let (pilots, hulls) = titan_of_one_who(false, -2 * 24 * HOUR);
    let (stage, _auth) = connected(pilots, hulls).await;
    let never = Policy { left_alerts_secs: 0, ..Policy::default() };
    stage.monitor.edit().save_policy(never, DESK).await.unwrap();
    assert_eq!(stage.hulls().await[0].level, Level::Informational);
}

#[tokio::test]
async fn an_acknowledgement_that_is_over_is_over_on_the_server_too() {
    let (pilots, hulls) = titan_of_one_who(true, 0);
    let (stage, auth) = connected(pilots, hulls).await;
    let kara = captrack_contract::PilotRef::Id(KARA);
    stage.monitor.edit().acknowledge(&[kara], None, DESK).await.unwrap();
    stage.cycle(300).await;
    let sent = || auth.sent_seen.lock().iter().map(|decision| decision.made.is_some()).collect::<Vec<_>>();
    assert_eq!(sent(), [true]);
    // Half a day later the titan is gone, in one read.
    auth.tells(vec![read_at(at(13 * HOUR), KARA, "Kara Volkov", None)], Vec::new());
    stage.cycle(13 * HOUR).await;
    assert!(stage.hulls().await.is_empty(), "one absence that is so much newer is enough");
    stage.cycle(13 * HOUR + 310).await;
    assert_eq!(sent(), [true, false], "once");
    stage.cycle(13 * HOUR + 620).await;
    assert_eq!((sent().len(), stage.monitor.views().auth_view().await.unwrap().unsent), (2, 0));
}

#[tokio::test]
async fn stacks_of_packaged_carriers_count_their_number_and_a_packaged_titan_calls_nobody() {
    let pilot = read_at(at(0), KARA, "Kara Volkov", None);
    let stack = |n, type_id, packaged| RosterHull { packaged: Some(packaged), ..stored(n, KARA, type_id, JITA, at(0)) };
    let hulls = vec![stack(1, ARCHON.0, 4), stored(2, KARA, ARCHON.0, JITA, at(0)), stack(3, AVATAR.0, 1)];
    let (stage, _auth) = connected(vec![pilot], hulls).await;
    let hulls = stage.hulls().await;
    let said: Vec<_> = hulls.iter().map(|hull| (hull.type_name.as_str(), hull.level)).collect();
    for expected in [
        ("Archon ×4 (packaged)", Level::Alerting),
        ("Archon", Level::Alerting),
        ("Avatar (packaged)", Level::Informational),
    ] {
        assert!(said.contains(&expected), "{said:?}");
    }
    let stage = stage.restarted().await;
    let again: Vec<_> = stage.hulls().await.into_iter().map(|hull| (hull.type_name, hull.level)).collect();
    assert!(again.contains(&("Archon ×4 (packaged)".to_owned(), Level::Alerting)), "{again:?}");
}
