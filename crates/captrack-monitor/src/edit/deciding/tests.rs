use captrack_ports::SharedSnooze;

use super::*;
use crate::given::auth::connected;
use crate::given::{KARA, MIRA, at, kara, key, snooze};
use crate::state::auth::decided::{Decided, watched};

fn decision(decided_at: i64, until: Option<i64>) -> SnoozeDecision {
    let shared = SharedSnooze { since: at(decided_at), until: until.map(at), why: None };
    SnoozeDecision {
        pilot: KARA,
        snooze: Some(shared),
        decided_at: at(decided_at),
        by: "Torvald".to_owned(),
        local: None,
    }
}

fn cleared(decided_at: i64) -> SnoozeDecision {
    SnoozeDecision { snooze: None, ..decision(decided_at, None) }
}

fn answers() -> Answers {
    Answers::none(at(0), true)
}

fn told(decisions: Vec<SnoozeDecision>) -> Answers {
    Answers { snoozes: Some(Conditional::New(decisions.into(), None)), ..answers() }
}

#[test]
fn what_this_desks_user_decides_waits_to_be_sent_only_where_somebody_shares_it() {
    let snoozes = [snooze(KARA, None)];
    assert_eq!(kara().auth.decided_snoozes(&snoozes, "this desk"), []);
    assert_eq!(kara().auth.decided_clear(&[KARA], at(0), "this desk"), []);
    let state = connected(kara(), at(0));
    let decided = state.auth.decided_snoozes(&snoozes, "Mira Solace");
    let [Decided::Snooze(decision, true)] = decided.as_slice() else { panic!("{decided:?}") };
    assert_eq!((decision.pilot, decision.decided_at), (KARA, snoozes[0].since));
}

#[test]
fn a_newer_decision_by_another_leader_takes_effect_and_an_older_or_the_same_does_not() {
    let mut state = connected(kara(), at(0));
    state.auth.keep(&[Decided::Snooze(decision(100, None), false)]);
    assert_eq!(hear(&state, &told(vec![decision(99, None)])), Heard::default());
    assert_eq!(hear(&state, &told(vec![decision(100, None)])), Heard::default());
    let heard = hear(&state, &told(vec![cleared(101)]));
    assert_eq!(heard.snoozes, [cleared(101)]);
    assert_eq!(heard.keep, [Decided::Snooze(cleared(101), false)]);
}

#[test]
fn a_time_that_the_server_has_cut_is_no_newer_decision() {
    let mut state = connected(kara(), at(0));
    let mut fine = decision(100, None);
    fine.decided_at += jiff::SignedDuration::from_nanos(1_999);
    state.auth.keep(&[Decided::Snooze(fine, false)]);
    let mut cut = decision(100, None);
    cut.decided_at += jiff::SignedDuration::from_nanos(1_000);
    assert_eq!(hear(&state, &told(vec![cut])), Heard::default());
}

#[test]
fn a_decision_about_somebody_who_is_not_watched_is_left_for_later() {
    let state = connected(State::default(), at(0));
    assert_eq!(hear(&state, &told(vec![decision(100, None)])), Heard::default());
    let state = connected(kara(), at(0));
    assert_eq!(hear(&state, &told(vec![decision(100, None)])).snoozes.len(), 1);
}

#[test]
fn a_decision_that_was_sent_is_sent_no_more_and_one_that_lost_makes_way() {
    let mut state = connected(kara(), at(0));
    let mine = decision(100, None);
    state.auth.keep(&[Decided::Snooze(mine.clone(), true)]);
    let sent = |outcome| Answers { sent_snoozes: vec![(mine.clone(), outcome)], ..answers() };
    let heard = hear(&state, &sent(Shared::Stored(mine.clone())));
    assert_eq!((heard.keep, heard.snoozes), (vec![Decided::Snooze(mine.clone(), false)], Vec::new()));
    // What the server does not know or take counts here alone, and says so.
    let refused = Shared::Refused("It ends too late.".to_owned());
    for (outcome, why, told) in [(Shared::Unknown, UNKNOWN, 0), (refused, "It ends too late.", 1)] {
        let heard = hear(&state, &sent(outcome));
        let here = SnoozeDecision { local: Some(why.to_owned()), ..mine.clone() };
        assert_eq!((heard.keep, heard.snoozes), (vec![Decided::Snooze(here, false)], Vec::new()));
        assert_eq!(heard.refused.len(), told);
    }
    let heard = hear(&state, &sent(Shared::Superseded(cleared(200))));
    assert_eq!(heard.snoozes, [cleared(200)]);
}

#[test]
fn a_decision_made_while_another_was_under_way_is_still_to_be_sent() {
    let mut state = connected(kara(), at(0));
    state.auth.keep(&[Decided::Snooze(cleared(200), true)]);
    let stored =
        Answers { sent_snoozes: vec![(decision(100, None), Shared::Stored(decision(100, None)))], ..answers() };
    assert_eq!(hear(&state, &stored), Heard::default());
    assert_eq!(state.auth.unsent(), 1);
}

#[test]
fn an_acknowledgement_counts_for_mains_under_whom_somebody_is_watched() {
    let seen = |main, decided_at| AcknowledgementDecision {
        main,
        acknowledged: Some(SharedAcknowledgement { hulls: [key(1)].into(), why: Some("moving".to_owned()) }),
        decided_at: at(decided_at),
        by: "Torvald".to_owned(),
        local: None,
    };
    let state = connected(kara().alt(KARA, MIRA), at(0));
    let told = |decision: AcknowledgementDecision| Answers {
        acknowledgements: Some(Conditional::New(vec![decision].into(), None)),
        ..answers()
    };
    assert_eq!(hear(&state, &told(seen(MIRA, 100))).acknowledgements.len(), 1, "the main itself is not watched");
    assert_eq!(hear(&state, &told(seen(KARA, 100))), Heard::default(), "nobody is under Kara");
}

#[test]
fn what_is_left_for_later_comes_due_with_whoever_is_watched_or_under_another_main() {
    let mut state = connected(kara(), at(0));
    let before = watched(&state);
    state.pilots.get_mut(&KARA).unwrap().introduced_at = Some(at(7));
    assert_eq!(watched(&state), before, "nothing else matters");
    let under_mira = watched(&kara().alt(KARA, MIRA));
    assert_ne!(under_mira, before);
    assert_ne!(watched(&State::default()), before);
}

#[test]
fn a_snooze_that_is_over_already_is_known_and_silences_nobody() {
    let mut draft = Draft::of(connected(kara(), at(0)), at(300));
    put_snooze(&mut draft, decision(100, Some(200)));
    assert!(draft.state.snoozes.0.is_empty() && draft.change.edits.is_empty());
    put_snooze(&mut draft, decision(100, Some(400)));
    let snooze = draft.state.snoozes.of(KARA, at(300)).cloned();
    assert_eq!(snooze.as_ref().map(|snooze| snooze.by.as_str()), Some("Torvald"));
    assert_eq!((&draft.change.edits.snoozes[&KARA], draft.change.activity.len()), (&snooze, 1));
    put_snooze(&mut draft, cleared(310));
    assert!(draft.state.snoozes.0.is_empty());
    assert_eq!(draft.change.edits.snoozes, [(KARA, None)].into());
}
