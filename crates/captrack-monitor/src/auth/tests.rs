use captrack_contract::Right;

use super::deciding::Decided;
use super::given::connected;
use super::*;
use crate::given::{KARA, at, kara};
use crate::ports::SharedSnooze;

fn snoozed() -> Decided {
    let shared = SharedSnooze { since: at(0), until: None, why: None };
    Decided::Snooze(
        SnoozeDecision { pilot: KARA, snooze: Some(shared), decided_at: at(0), by: "Mira Solace".to_owned() },
        true,
    )
}

#[test]
fn it_is_asked_every_five_minutes_and_never_twice_at_once() {
    let mut state = connected(kara(), at(0));
    assert!(!state.auth.is_due(at(299)));
    assert!(state.auth.is_due(at(300)));
    state.auth.asking = true;
    assert!(!state.auth.is_due(at(300)));
    assert_eq!(state.auth.next_due(), None);
}

#[test]
fn a_decision_is_sent_at_once_by_whoever_may() {
    let mut state = connected(kara(), at(0));
    state.auth.keep(&[snoozed()]);
    assert!(state.auth.is_due(at(1)));
    state.auth.connection.as_mut().unwrap().whoami.may_snooze = false;
    assert!(!state.auth.is_due(at(1)));
}

#[test]
fn failures_wait_longer_each_time_and_the_servers_wish_counts() {
    let later =
        |after: Option<u64>| AuthError::Later { why: "It is down.".into(), after: after.map(Duration::from_secs) };
    let mut connection = connected(kara(), at(0)).auth.connection.unwrap();
    let mut waits = Vec::new();
    for _ in 0..7 {
        connection.failed(&later(None), at(0));
        waits.push(connection.due_at.duration_since(at(0)).as_secs());
    }
    assert_eq!(waits, [15, 30, 60, 120, 240, 300, 300]);
    connection.failed(&later(Some(900)), at(0));
    assert_eq!(connection.due_at, at(900));
    assert!(!connection.needs_user);
    connection.failed(&AuthError::Token { why: "It was revoked.".into() }, at(0));
    assert_eq!((connection.due_at, connection.needs_user), (at(3600), true));
    assert_eq!(connection.last_success, Some(at(0)), "what was known stays known");
    connection.answered(at(10));
    assert_eq!((connection.failures, connection.last_error.as_deref(), connection.needs_user), (0, None, false));
}

#[test]
fn who_wants_to_know_now_is_told_now_unless_the_server_wished_for_a_pause() {
    let later =
        |after: Option<u64>| AuthError::Later { why: "It is down.".into(), after: after.map(Duration::from_secs) };
    let mut state = connected(kara(), at(0));
    for _ in 0..6 {
        state.auth.connection.as_mut().unwrap().failed(&later(None), at(0));
    }
    state.auth.hurry(at(10));
    assert!(state.auth.is_due(at(10)));
    state.auth.connection.as_mut().unwrap().failed(&later(Some(60)), at(10));
    state.auth.hurry(at(20));
    assert!(!state.auth.is_due(at(69)));
    assert!(state.auth.is_due(at(70)));
}

#[test]
fn a_failure_with_a_waiting_decision_does_not_ask_without_pause() {
    let mut state = connected(kara(), at(0));
    state.auth.keep(&[snoozed()]);
    let down = AuthError::Later { why: "It is down.".into(), after: None };
    state.auth.connection.as_mut().unwrap().failed(&down, at(0));
    assert!(!state.auth.is_due(at(14)));
    assert!(state.auth.is_due(at(15)));
}

#[test]
fn the_tokens_permissions_decide_what_may_be_done_and_without_one_the_local_user_may_all() {
    assert_eq!(rights(&Auth::default()), captrack_contract::Rights::default());
    let mut state = connected(kara(), at(0));
    assert_eq!(rights(&state.auth), captrack_contract::Rights::default());
    let connection = state.auth.connection.as_mut().unwrap();
    connection.whoami.may_snooze = false;
    connection.whoami.may_publish = false;
    let allowed = rights(&state.auth);
    for (right, permission) in [(&allowed.administer, "admin_access"), (&allowed.snooze, "snooze_access")] {
        let Right::Withheld(sentence) = right else { panic!("{right:?}") };
        assert!(sentence.contains(permission) && sentence.contains("Test Auth"), "{sentence}");
    }
}

#[test]
fn what_is_kept_of_a_connection_comes_back_and_has_no_token_in_it() {
    let connection = connected(kara(), at(0)).auth.connection.unwrap();
    let json = serde_json::to_string(&connection).unwrap();
    assert_eq!(serde_json::from_str::<Connection>(&json).unwrap(), connection);
    assert!(!json.contains("ctb_") && !json.contains("\"token\""), "{json}");
}
