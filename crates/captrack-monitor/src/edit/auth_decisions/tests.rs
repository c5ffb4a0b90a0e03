use captrack_domain::text::Text;
use captrack_ports::{AcknowledgementDecision, SharedAcknowledgement, SharedSnooze, SnoozeDecision};

use super::*;
use crate::test_state::auth::connected;
use crate::test_state::{KARA, MIRA, at, kara, key, snooze};

fn decision(decided_at: i64, until: Option<i64>) -> SnoozeDecision {
    let shared = SharedSnooze { since: at(decided_at), until: until.map(at), why: None };
    SnoozeDecision {
        subject: KARA,
        made: Some(shared),
        decided_at: at(decided_at),
        by: "Torvald".to_owned(),
        local: None,
    }
}

fn cleared(decided_at: i64) -> SnoozeDecision {
    SnoozeDecision { made: None, ..decision(decided_at, None) }
}

fn told<T>(decisions: Vec<Decision<T>>) -> DecisionAnswers<T> {
    DecisionAnswers { told: Some(ConditionalAnswer::New(decisions.into(), None)), sent: Vec::new() }
}

fn outcome_of<T>(sent: Decision<T>, outcome: ShareOutcome<Decision<T>>) -> DecisionAnswers<T> {
    DecisionAnswers { sent: vec![(sent, outcome)], told: None }
}

/// What is heard of snoozes: news, and what is kept.
fn heard(state: &State, answers: &DecisionAnswers<SharedSnooze>) -> (Vec<SnoozeDecision>, Vec<NewestDecision>) {
    let DecisionResults { news, keep, .. } = hear::<Snooze>(state, answers);
    (news, keep)
}

fn nothing() -> (Vec<SnoozeDecision>, Vec<NewestDecision>) {
    (Vec::new(), Vec::new())
}

#[test]
fn what_this_desks_user_decides_waits_to_be_sent_only_where_somebody_shares_it() {
    let snooze = snooze(KARA, None);
    assert_eq!(kara().auth.decide([(KARA, Some(&snooze))], at(0), "this desk"), []);
    assert_eq!(kara().auth.decide::<Snooze>([(KARA, None)], at(0), "this desk"), []);
    let mut state = connected(kara(), at(0));
    state.snoozes.0.insert(KARA, snooze.clone());
    let decided = state.auth.decided_before::<Snooze>(&state, "Mira Solace");
    let [NewestDecision::Snooze(decision, true)] = decided.as_slice() else { panic!("{decided:?}") };
    assert_eq!((decision.subject, decision.decided_at), (KARA, snooze.since));
}

#[test]
fn a_newer_decision_by_another_leader_takes_effect_and_an_older_or_the_same_does_not() {
    let mut state = connected(kara(), at(0));
    state.auth.keep(&[NewestDecision::Snooze(decision(100, None), false)]);
    assert_eq!(heard(&state, &told(vec![decision(99, None)])), nothing());
    assert_eq!(heard(&state, &told(vec![decision(100, None)])), nothing());
    let (news, keep) = heard(&state, &told(vec![cleared(101)]));
    assert_eq!(news, [cleared(101)]);
    assert_eq!(keep, [NewestDecision::Snooze(cleared(101), false)]);
}

#[test]
fn a_time_that_the_server_has_cut_is_no_newer_decision() {
    let mut state = connected(kara(), at(0));
    let mut fine = decision(100, None);
    fine.decided_at += jiff::SignedDuration::from_nanos(1_999);
    state.auth.keep(&[NewestDecision::Snooze(fine, false)]);
    let mut cut = decision(100, None);
    cut.decided_at += jiff::SignedDuration::from_nanos(1_000);
    assert_eq!(heard(&state, &told(vec![cut])), nothing());
}

#[test]
fn a_decision_about_somebody_who_is_not_watched_is_left_for_later() {
    let state = connected(State::default(), at(0));
    assert_eq!(heard(&state, &told(vec![decision(100, None)])), nothing());
    let state = connected(kara(), at(0));
    assert_eq!(heard(&state, &told(vec![decision(100, None)])).0.len(), 1);
}

#[test]
fn a_decision_that_was_sent_is_sent_no_more_and_one_that_lost_makes_way() {
    let mut state = connected(kara(), at(0));
    let mine = decision(100, None);
    state.auth.keep(&[NewestDecision::Snooze(mine.clone(), true)]);
    let sent = |outcome| outcome_of(mine.clone(), outcome);
    let here_alone = |why: &str| SnoozeDecision { local: Some(why.to_owned()), ..mine.clone() };
    // What the server does not know or take counts here alone, and says so.
    let refused = ShareOutcome::Refused(Text::said("It ends too late."));
    for (outcome, kept, told) in [
        (ShareOutcome::Stored(mine.clone()), mine.clone(), 0),
        (
            ShareOutcome::Unknown,
            here_alone("AllianceAuth does not know the character, or your account may not see it."),
            0,
        ),
        (refused, here_alone("It ends too late."), 1),
    ] {
        let DecisionResults { keep, news, refused } = hear::<Snooze>(&state, &sent(outcome));
        assert_eq!((keep, news, refused.len()), (vec![NewestDecision::Snooze(kept, false)], Vec::new(), told));
    }
    assert_eq!(heard(&state, &sent(ShareOutcome::Superseded(cleared(200)))).0, [cleared(200)]);
}

#[test]
fn a_decision_made_while_another_was_under_way_is_still_to_be_sent() {
    let mut state = connected(kara(), at(0));
    state.auth.keep(&[NewestDecision::Snooze(cleared(200), true)]);
    let stored = outcome_of(decision(100, None), ShareOutcome::Stored(decision(100, None)));
    assert_eq!(heard(&state, &stored), nothing());
    assert_eq!(state.auth.unsent(), 1);
}

#[test]
fn an_acknowledgement_counts_for_mains_under_whom_somebody_is_watched() {
    let seen = |main| AcknowledgementDecision {
        subject: main,
        made: Some(SharedAcknowledgement { hulls: [key(1)].into(), why: Some("moving".to_owned()) }),
        decided_at: at(100),
        by: "Torvald".to_owned(),
        local: None,
    };
    let state = connected(kara().alt(KARA, MIRA), at(0));
    let news = |main| hear::<Acknowledgement>(&state, &told(vec![seen(main)])).news.len();
    assert_eq!((news(MIRA), news(KARA)), (1, 0), "the main itself is not watched, and nobody is under Kara");
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

fn take_effect(draft: &mut EditDraft, decision: SnoozeDecision) {
    hear::<Snooze>(&draft.state, &told(vec![decision])).take_effect(draft);
}

#[test]
fn a_snooze_that_is_over_already_is_known_and_silences_nobody() {
    let mut draft = EditDraft::of(connected(kara(), at(0)), at(300));
    take_effect(&mut draft, decision(100, Some(200)));
    assert!(draft.state.snoozes.0.is_empty() && draft.change.edits.is_empty());
    take_effect(&mut draft, decision(100, Some(400)));
    let snooze = draft.state.snoozes.of(KARA, at(300)).cloned();
    assert_eq!(snooze.as_ref().map(|snooze| snooze.by.as_str()), Some("Torvald"));
    assert_eq!((&draft.change.edits.snoozes[&KARA], draft.change.activity.len()), (&snooze, 1));
    take_effect(&mut draft, cleared(310));
    assert!(draft.state.snoozes.0.is_empty());
    assert_eq!(draft.change.edits.snoozes, [(KARA, None)].into());
}
