//! Asking earlier than planned: because the user wants to know, or because the servers answer again after an outage.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::moment::later;
use captrack_domain::pilot::SignInState;
use captrack_domain::section::SectionKind;
use jiff::Timestamp;

use crate::state::eve_silence::EveSilence;
use crate::state::{KnownSection, State};

/// Nothing that lasts for less is an outage.
const OUTAGE: Duration = Duration::from_secs(60);
/// What failed in an outage is asked within so long of its end.
const CATCH_UP: Duration = Duration::from_secs(30);

/// Makes everything due that no server has forbidden: what has not expired, and what a server asked us to leave alone, stays.
pub fn hurry_everything(state: &mut State, now: Timestamp) {
    for section in state.sections.values_mut() {
        bring_forward_to(section, now);
    }
    for pilot in state.pilots.values_mut() {
        if let SignInState::Refused(refused) = &mut pilot.sign_in {
            refused.next_try = refused.next_try.min(now);
        }
    }
    state.auth.hurry(now);
}

/// Answers and failures were taken in. When something answers after an outage, what failed in it is asked soon, spread over half a minute.
pub fn note_silence(
    state: &mut State,
    answered: bool,
    failed: BTreeSet<SectionKind>,
    now: Timestamp,
    spread: &mut impl FnMut() -> f64,
) {
    if !answered {
        if !failed.is_empty() {
            let silence = state.silence.get_or_insert_with(|| EveSilence { since: now, kinds: BTreeSet::new() });
            silence.kinds.extend(failed);
        }
        return;
    }
    let Some(EveSilence { since, kinds }) = state.silence.take() else { return };
    if kinds.len() < 2 || now.duration_since(since).unsigned_abs() < OUTAGE {
        return;
    }
    for section in state.sections.values_mut() {
        let failed_in_it = section.status.failures > 0 && section.status.last_attempt.is_some_and(|at| at >= since);
        if failed_in_it {
            bring_forward_to(section, later(now, CATCH_UP.mul_f64(spread().clamp(0.0, 1.0))));
        }
    }
}

/// Due then at the latest, as far as the server allows it.
fn bring_forward_to(section: &mut KnownSection, then: Timestamp) {
    let allowed = section.status.expires.max(section.not_before).map_or(then, |wish| wish.max(then));
    section.status.due_at = section.status.due_at.min(allowed);
}

#[cfg(test)]
mod tests {
    use captrack_domain::refused_access::RefusedAccess;

    use captrack_domain::text::Text;

    use super::*;
    use crate::test_state::{KARA, at, kara};

    fn failing(until: i64) -> State {
        let mut state = kara();
        for section in state.sections.values_mut() {
            section.status.failures = 3;
            section.status.last_attempt = Some(at(0));
            section.status.due_at = at(until);
        }
        state
    }

    fn due(state: &State, kind: SectionKind) -> Timestamp {
        state.section(kind, KARA).status.due_at
    }

    #[test]
    fn check_now_asks_what_failed_but_not_what_a_server_forbade() {
        let mut state = failing(300);
        state.section_mut(SectionKind::Assets, KARA).not_before = Some(at(200));
        state.section_mut(SectionKind::Ship, KARA).status.expires = Some(at(50));
        state.pilots.get_mut(&KARA).unwrap().sign_in =
            SignInState::Refused(RefusedAccess::new(at(0), Text::said("Refused.")));
        hurry_everything(&mut state, at(10));
        assert_eq!(due(&state, SectionKind::Location), at(10));
        assert_eq!(due(&state, SectionKind::Assets), at(200));
        assert_eq!(due(&state, SectionKind::Ship), at(50));
        assert!(state.pilots[&KARA].refused().unwrap().may_be_tried(at(10)));
    }

    #[test]
    fn after_an_outage_everything_that_failed_in_it_is_asked_within_half_a_minute() {
        let mut state = failing(1800);
        let kinds = || BTreeSet::from([SectionKind::Ship, SectionKind::Location]);
        note_silence(&mut state, false, kinds(), at(0), &mut || 0.5);
        note_silence(&mut state, true, BTreeSet::new(), at(60), &mut || 0.5);
        assert_eq!(due(&state, SectionKind::Assets), at(75));
    }

    #[test]
    fn one_kind_that_fails_by_itself_is_no_outage() {
        let mut state = failing(1800);
        note_silence(&mut state, false, [SectionKind::Assets].into(), at(0), &mut || 0.5);
        note_silence(&mut state, true, BTreeSet::new(), at(60), &mut || 0.5);
        assert_eq!(due(&state, SectionKind::Assets), at(1800));
    }

    #[test]
    fn a_hiccup_of_seconds_is_no_outage_and_what_failed_before_it_waits_on() {
        let kinds = || BTreeSet::from([SectionKind::Ship, SectionKind::Location]);
        let mut state = failing(1800);
        note_silence(&mut state, false, kinds(), at(0), &mut || 0.5);
        note_silence(&mut state, true, BTreeSet::new(), at(59), &mut || 0.5);
        assert_eq!(due(&state, SectionKind::Assets), at(1800));
        note_silence(&mut state, false, kinds(), at(100), &mut || 0.5);
        note_silence(&mut state, true, BTreeSet::new(), at(200), &mut || 0.5);
        assert_eq!(due(&state, SectionKind::Assets), at(1800));
    }
}
