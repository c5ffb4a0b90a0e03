use captrack_domain::ids::PilotId;

use super::*;
use crate::state::auth::AuthState;
use crate::test_state::auth::{answers_on, connected, member, roster_of, take};
use crate::test_state::{KARA, MIRA, at};

const DAY: i64 = 86_400;

/// Kara is an alt of Mira.
fn accounts() -> Roster {
    let mut alt = member(KARA, "Kara Volkov", at(-60));
    alt.main = Some(MIRA);
    let mut main = member(MIRA, "Mira Solace", at(-60));
    main.main = Some(MIRA);
    roster_of(vec![alt, main], Vec::new())
}

/// Everybody is a guest: nobody has a main, nor an owner.
fn guests() -> Roster {
    let mut roster = accounts();
    for pilot in &mut roster.pilots {
        (pilot.main, pilot.owned) = (None, false);
    }
    roster
}

fn known() -> State {
    let mut state = connected(State::default(), at(0));
    take(&mut state, &accounts(), at(0));
    state
}

#[test]
fn mains_that_are_lost_for_an_hour_were_never_lost() {
    let mut state = known();
    answers_on(&mut state, &guests(), 300, 3900);
    assert_eq!(state.pilots[&KARA].main_id(), MIRA);
    assert!(!state.pilots[&KARA].has_left_auth());
    let taken = take(&mut state, &accounts(), at(4200));
    assert_eq!((taken.joined.regrouped, taken.joined.left), (Vec::new(), Vec::new()));
    let auth = state.pilots[&KARA].auth.clone().unwrap();
    assert_eq!((auth.main_lost, auth.owner_lost, auth.left), (None, None, false));
}

#[test]
fn who_has_no_owner_for_a_day_has_left() {
    let mut state = known();
    answers_on(&mut state, &guests(), 300, 300 + DAY - 300);
    assert_eq!(state.pilots[&KARA].main_id(), MIRA);
    let taken = take(&mut state, &guests(), at(300 + DAY));
    assert_eq!(taken.joined.regrouped, [(KARA, MIRA, KARA)]);
    assert_eq!(taken.joined.left, [KARA, MIRA]);
    assert!(state.pilots[&KARA].has_left_auth());
    let again = take(&mut state, &guests(), at(600 + DAY)).joined;
    assert_eq!((again.regrouped.len(), again.left.len()), (0, 0), "once");
    // They come back.
    let taken = take(&mut state, &accounts(), at(900 + DAY));
    assert_eq!(taken.joined.regrouped, [(KARA, KARA, MIRA)]);
    assert!(!state.pilots[&KARA].has_left_auth());
}

#[test]
fn an_account_without_a_main_loses_it_after_a_day_and_has_not_left() {
    let mut state = known();
    let mut without = accounts();
    without.pilots[0].main = None;
    answers_on(&mut state, &without, 300, 300 + DAY);
    assert_eq!(state.pilots[&KARA].main_id(), KARA);
    assert!(!state.pilots[&KARA].has_left_auth());
}

#[test]
fn who_had_left_before_it_was_connected_is_shown_so_at_once() {
    let mut state = connected(State::default(), at(0));
    take(&mut state, &guests(), at(0));
    assert!(state.pilots[&KARA].has_left_auth());
    answers_on(&mut state, &guests(), 300, 900);
    assert!(state.pilots[&KARA].has_left_auth());
    assert_eq!(AuthState::shrunk(&state), None);
}

#[test]
fn another_main_counts_at_once() {
    let mut state = known();
    let mut moved = accounts();
    moved.pilots[0].main = Some(KARA);
    assert_eq!(take(&mut state, &moved, at(300)).joined.regrouped, [(KARA, MIRA, KARA)]);
}

#[test]
fn whom_it_does_not_name_is_forgotten_after_a_day_of_answers() {
    let mut state = known();
    let mut half = accounts();
    half.pilots.truncate(1);
    answers_on(&mut state, &half, 300, 300 + DAY - 300);
    assert_eq!(long_missing(&state), BTreeSet::new());
    take(&mut state, &half, at(300 + DAY));
    assert_eq!(long_missing(&state), [MIRA].into());
    take(&mut state, &accounts(), at(600 + DAY));
    assert_eq!(long_missing(&state), BTreeSet::new(), "named again");
}

#[test]
fn a_weekend_in_which_nobody_asked_forgets_nobody() {
    let mut state = known();
    let mut half = accounts();
    half.pilots.truncate(1);
    // A hiccup on Friday evening, then the laptop sleeps.
    take(&mut state, &half, at(300));
    for monday in [3 * DAY, 3 * DAY + 300, 6 * DAY] {
        take(&mut state, &half, at(monday));
        assert_eq!(long_missing(&state), BTreeSet::new(), "{monday}");
        join(&mut state, None, at(monday));
        assert_eq!(state.pilots[&MIRA].auth.as_ref().and_then(|auth| auth.missing_since), Some(at(300)));
    }
}

#[test]
fn an_answer_that_is_as_before_ages_what_it_lacks_too() {
    let mut state = known();
    let mut half = accounts();
    half.pilots.truncate(1);
    take(&mut state, &half, at(300));
    for seconds in (600..=300 + DAY).step_by(300) {
        state.auth.connection.as_mut().unwrap().note_hulls_read(at(seconds));
        assert!(join(&mut state, None, at(seconds)).absorbed.is_empty());
    }
    assert_eq!(long_missing(&state), [MIRA].into());
}

#[test]
fn of_whom_not_all_was_understood_nobody_is_missing() {
    let mut state = known();
    let mut half = accounts();
    half.pilots.truncate(1);
    half.doubt.note_row(Some(MIRA));
    answers_on(&mut state, &half, 300, 300 + DAY);
    assert_eq!(long_missing(&state), BTreeSet::new());
    assert_eq!(state.pilots[&MIRA].auth.as_ref().and_then(|auth| auth.missing_since), None);
}

/// Thirty accounts, each its own main.
fn thirty() -> Roster {
    let account = |id| {
        let id = PilotId(id);
        RosterPilot { main: Some(id), ..member(id, "Pilot", at(-60)) }
    };
    roster_of((1..=30).map(account).collect(), Vec::new())
}

#[test]
fn a_roster_that_suddenly_lacks_many_takes_nothing_away() {
    let mut state = connected(State::default(), at(0));
    take(&mut state, &thirty(), at(0));
    let mut few = thirty();
    few.pilots.truncate(20);
    answers_on(&mut state, &few, 300, 300 + 3 * DAY);
    let shrunk = AuthState::shrunk(&state).unwrap();
    assert_eq!((shrunk.lacks, shrunk.of, shrunk.since), (10, 30, at(300)));
    assert_eq!(long_missing(&state), BTreeSet::new());
    assert!(state.pilots[&PilotId(30)].has_left_auth(), "after a day it is shown so");
    take(&mut state, &thirty(), at(600 + 3 * DAY));
    assert_eq!(AuthState::shrunk(&state), None);
    assert!(state.pilots.values().all(|pilot| !pilot.has_left_auth()));
}

#[test]
fn an_alliance_of_guests_keeps_its_mains_for_longer_than_a_day() {
    let mut state = connected(State::default(), at(0));
    let mut alts = thirty();
    alts.pilots.iter_mut().for_each(|pilot| pilot.main = Some(PilotId(1)));
    take(&mut state, &alts, at(0));
    let mut guests = alts.clone();
    for pilot in &mut guests.pilots {
        (pilot.main, pilot.owned) = (None, false);
    }
    answers_on(&mut state, &guests, 300, 300 + 2 * DAY);
    assert!(state.pilots.values().all(|pilot| pilot.main_id() == PilotId(1) && pilot.has_left_auth()));
    assert_eq!(AuthState::shrunk(&state).map(|shrunk| shrunk.lacks), Some(30));
    take(&mut state, &alts, at(600 + 2 * DAY));
    assert!(state.pilots.values().all(|pilot| !pilot.has_left_auth()));
}

#[test]
fn a_few_who_leave_one_after_the_other_are_no_sudden_loss() {
    let mut state = connected(State::default(), at(0));
    take(&mut state, &thirty(), at(0));
    let mut now = 300;
    for left in 1..=20 {
        let mut roster = thirty();
        roster.pilots.iter_mut().take(left).for_each(|pilot| (pilot.main, pilot.owned) = (None, false));
        answers_on(&mut state, &roster, now, now + DAY);
        now += DAY + 300;
        assert_eq!(AuthState::shrunk(&state), None, "{left}");
    }
    assert_eq!(state.pilots.values().filter(|pilot| pilot.has_left_auth()).count(), 20);
}
