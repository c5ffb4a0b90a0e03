use std::time::Duration;

use captrack_contract::Right;
use captrack_domain::snooze::Snooze;
use captrack_domain::text::Text;
use captrack_ports::{AcknowledgementDecision, AuthError, SnoozeDecision};

use captrack_text::{Language, sentence};

use super::*;
use crate::edit::rights::rights;
use crate::notices::auth_trouble::auth_trouble;
use crate::state::State;
use crate::state::auth::decisions::NewestDecision;
use crate::test_state::auth::connected;
use crate::test_state::{KARA, MIRA, at, kara, key, snooze};

fn said(trouble: Option<Text>) -> String {
    sentence(&trouble.unwrap(), Language::English)
}

fn snoozed() -> NewestDecision {
    let shared = SharedSnooze { since: at(0), until: None, why: None };
    NewestDecision::Snooze(
        SnoozeDecision {
            subject: KARA,
            made: Some(shared),
            decided_at: at(0),
            by: "Mira Solace".to_owned(),
            local: None,
        },
        true,
    )
}

#[test]
fn it_is_asked_every_five_minutes_and_never_twice_at_once() {
    let state = connected(kara(), at(0));
    assert!(!state.auth.is_due(at(299)));
    assert!(state.auth.is_due(at(300)));
    let question = crate::poll::auth_round::RoundQuestions::due(&state, at(300)).unwrap();
    assert!(!state.auth.is_due(at(300)));
    assert_eq!(state.auth.next_due(), None);
    // Whatever has become of it.
    drop(question);
    assert!(state.auth.is_due(at(300)));
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
        |after: Option<u64>| AuthError::Later { why: Text::said("It is down."), after: after.map(Duration::from_secs) };
    let mut connection = connected(kara(), at(0)).auth.connection.unwrap();
    let mut waits = Vec::new();
    for _ in 0..7 {
        connection.failed(&later(None), at(0));
        waits.push(connection.due_at.duration_since(at(0)).as_secs());
    }
    assert_eq!(waits, [15, 30, 60, 120, 240, 300, 300]);
    connection.failed(&later(Some(900)), at(0));
    assert_eq!(connection.due_at, at(900));
    assert!(!connection.waits_for_user(at(0)));
    assert_eq!(connection.last_success, Some(at(0)), "what was known stays known");
    connection.answered(at(10));
    assert_eq!((connection.failures, connection.last_error.as_ref()), (0, None));
}

#[test]
fn a_refused_token_is_tried_again_ever_more_seldom_and_never_given_up() {
    let refused = AuthError::Token { why: Text::said("It was revoked.") };
    let mut connection = connected(kara(), at(0)).auth.connection.unwrap();
    let (mut now, mut waits, mut asked_for_at) = (at(0), Vec::new(), None);
    for _ in 0..40 {
        connection.failed(&refused, now);
        waits.push(connection.due_at.duration_since(now).as_mins());
        if connection.waits_for_user(now) {
            asked_for_at.get_or_insert(now);
        }
        now = connection.due_at;
    }
    assert_eq!(waits[..4], [5, 15, 60, 60]);
    assert_eq!(waits[30..], [1440; 10]);
    let first = asked_for_at.unwrap();
    assert!(first >= at(6 * 3600) && first < at(8 * 3600), "{first}");
    let trouble = said(auth_trouble(&connection, now));
    assert!(
        trouble.contains("It was revoked.") && trouble.contains("since 22 Nov 12:00 EVE: connect again"),
        "{trouble}"
    );
    connection.answered(now);
    assert_eq!((connection.refused.clone(), connection.waits_for_user(now)), (None, false), "one good answer");
}

#[test]
fn a_try_before_its_time_is_no_further_refusal() {
    let refused = AuthError::Token { why: Text::said("It was revoked.") };
    let mut state = connected(kara(), at(0));
    state.auth.connection.as_mut().unwrap().failed(&refused, at(0));
    let trouble = said(auth_trouble(state.auth.connection.as_ref().unwrap(), at(1)));
    assert!(trouble.contains("since 12:00 EVE. Next try 12:05 EVE."), "{trouble}");
    for seconds in 1..10 {
        state.auth.hurry(at(seconds));
        assert!(state.auth.is_due(at(seconds)), "who wants to know now may ask");
        state.auth.connection.as_mut().unwrap().failed(&refused, at(seconds));
    }
    let connection = state.auth.connection.unwrap();
    assert_eq!((connection.refused.unwrap().times, connection.due_at), (1, at(300)));
}

#[test]
fn a_connection_that_an_older_version_kept_is_read() {
    let mut old = serde_json::to_value(connected(kara(), at(0)).auth.connection.unwrap()).unwrap();
    let fields = old.as_object_mut().unwrap();
    for new in ["refused", "answered_secs", "odd_rows"] {
        fields.remove(new);
    }
    fields.insert("needs_user".into(), true.into());
    fields.insert("failures".into(), 7.into());
    let read: AuthConnection = serde_json::from_value(old).unwrap();
    assert_eq!((read.failures, read.refused, read.answered_secs), (7, None, 0));
}

#[test]
fn only_time_in_which_it_answers_counts() {
    let mut connection = connected(kara(), at(0)).auth.connection.unwrap();
    for (told, answered) in [(300, 300), (600, 600), (600 + 3 * 86_400, 2400), (600 + 3 * 86_400 - 7200, 2400)] {
        connection.note_hulls_read(at(told));
        assert_eq!(connection.answered_secs, answered, "{told}");
    }
}

#[test]
fn no_clock_is_believed_to_be_off_by_more_than_two_days() {
    let mut connection = connected(kara(), at(0)).auth.connection.unwrap();
    for (ahead, shift) in [
        (7200, 7200),
        (i64::MAX, 172_800),
        (i64::MIN, -172_800),
        (-172_790, -172_800),
        (20, 0),
        (251_000_000_000, 172_800),
    ] {
        connection.whoami.clock_ahead_secs = ahead;
        connection.note_clock();
        assert_eq!(connection.clock_shift_secs, shift, "{ahead}");
    }
}

#[test]
fn who_wants_to_know_now_is_told_now_unless_the_server_wished_for_a_pause() {
    let later =
        |after: Option<u64>| AuthError::Later { why: Text::said("It is down."), after: after.map(Duration::from_secs) };
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
    let down = AuthError::Later { why: Text::said("It is down."), after: None };
    state.auth.connection.as_mut().unwrap().failed(&down, at(0));
    assert!(!state.auth.is_due(at(14)));
    assert!(state.auth.is_due(at(15)));
}

#[test]
fn the_tokens_permissions_decide_what_may_be_done_and_without_one_the_local_user_may_all() {
    assert_eq!(rights(&AuthState::default()), captrack_contract::Rights::default());
    let mut state = connected(kara(), at(0));
    assert_eq!(rights(&state.auth), captrack_contract::Rights::default());
    let connection = state.auth.connection.as_mut().unwrap();
    connection.whoami.may_snooze = false;
    connection.whoami.may_publish = false;
    let allowed = rights(&state.auth);
    let Right::Withheld(why) = &allowed.administer else { panic!("{allowed:?}") };
    let sentence = sentence(why, Language::English);
    assert!(sentence.contains("admin_access") && sentence.contains("Test Auth"), "{sentence}");
    assert_eq!(allowed.snooze, Right::Granted, "on this computer alone");
}

#[test]
fn what_is_kept_of_a_connection_comes_back_and_has_no_token_in_it() {
    let connection = connected(kara(), at(0)).auth.connection.unwrap();
    let json = serde_json::to_string(&connection).unwrap();
    assert_eq!(serde_json::from_str::<AuthConnection>(&json).unwrap(), connection);
    assert!(!json.contains("ctb_") && !json.contains("\"token\""), "{json}");
}

/// Kara's titan was acknowledged by somebody.
fn acknowledged(local: Option<&str>) -> State {
    let mut state = connected(kara(), at(0));
    let seen = SharedAcknowledgement { hulls: [key(1)].into(), why: None };
    let decision = AcknowledgementDecision {
        subject: KARA,
        made: Some(seen),
        decided_at: at(0),
        by: "Torvald".to_owned(),
        local: local.map(str::to_owned),
    };
    state.auth.keep(&[NewestDecision::Acknowledgement(decision, false)]);
    state
}

#[test]
fn an_acknowledgement_that_ends_by_itself_ends_on_the_server_that_has_it() {
    let ended = |state: &State, second| state.auth.decided_ends(&[KARA, MIRA], at(second));
    let told = ended(&acknowledged(None), 60);
    let [NewestDecision::Acknowledgement(decision, true)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((decision.subject, &decision.made, decision.decided_at), (KARA, &None, at(60)));
    assert_eq!(ended(&acknowledged(Some("It is not known there.")), 60), [], "the server never had it");
    assert_eq!(ended(&acknowledged(None), 0), [], "a decision of this moment is newer");
    assert_eq!(ended(&connected(kara(), at(0)), 60), []);
    let mut state = acknowledged(None);
    state.auth.keep(&ended(&acknowledged(None), 60));
    assert_eq!(ended(&state, 120), [], "once");
    let mut state = acknowledged(None);
    state.auth.connection.as_mut().unwrap().whoami.may_snooze = false;
    assert_eq!(ended(&state, 60), [], "the account may not");
}

#[test]
fn what_may_not_be_shared_counts_here_and_says_so() {
    let mut state = connected(kara(), at(0));
    state.auth.connection.as_mut().unwrap().whoami.may_snooze = false;
    let decided = state.auth.decide([(KARA, Some(&snooze(KARA, None)))], at(0), "Mira Solace");
    let [NewestDecision::Snooze(decision, false)] = decided.as_slice() else { panic!("{decided:?}") };
    assert!(decision.local.as_ref().unwrap().contains("snooze_access"));
    state.auth.keep(&decided);
    assert!(state.auth.is_local::<Snooze>(KARA) && !state.auth.is_local::<Snooze>(MIRA));
    assert_eq!((state.auth.unsent(), state.auth.next_due()), (0, Some(at(300))), "nothing waits to be sent");
    // A newer word of another leader counts everywhere.
    let theirs = SnoozeDecision { decided_at: at(90_000), local: None, ..decision.clone() };
    state.auth.keep(&[NewestDecision::Snooze(theirs, false)]);
    assert!(!state.auth.is_local::<Snooze>(KARA));
}
