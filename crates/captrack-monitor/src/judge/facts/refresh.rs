//! Bringing facts and judgement up to date, and telling when that is not needed.

use captrack_domain::evaluate::evaluate_watched;
use jiff::Timestamp;

use super::look;
use crate::judge::watch::judge_watch_rules;
use crate::state::State;
use crate::state::judgement_expiry::JudgedUntil;

/// Brings facts and judgement up to date with what is known and with the time; decides nothing.
pub fn refresh(state: &mut State, now: Timestamp) {
    let (facts, facts_until) = look(state, &state.policy, now);
    state.facts = facts.into();
    state.judged = JudgedUntil { from: Some(now), facts_until, ..JudgedUntil::default() };
    refresh_evaluation(state, now);
}

fn refresh_evaluation(state: &mut State, now: Timestamp) {
    let certain = state.certain(now);
    judge_watch_rules(state, now);
    state.evaluation =
        evaluate_watched(&state.facts, &state.policy, &state.snoozes, &state.watch.levels, certain).into();
    state.judged.watch_until = state.watch.judgement.until;
    state.judged.snoozes_until = state.snoozes.next_end(certain);
}

/// The same after an edit in a copy of a state that was judged a moment ago: what the edit has left alone is not judged again.
pub fn refresh_edited(edited: &mut State, before: &State, now: Timestamp) {
    if !before.judged.holds(now) || !has_the_same_facts(edited, before) {
        refresh(edited, now);
    } else if edited.snoozes != before.snoozes {
        refresh_evaluation(edited, now);
    }
}

/// Whether an edit has left alone all that facts are made of.
fn has_the_same_facts(edited: &State, before: &State) -> bool {
    edited.fleet.is_shared_with(&before.fleet)
        && edited.pilots.is_shared_with(&before.pilots)
        && edited.sections.is_shared_with(&before.sections)
        && edited.structures.is_shared_with(&before.structures)
        && edited.types.is_shared_with(&before.types)
        && edited.groups.is_shared_with(&before.groups)
        && edited.auth.reads.is_shared_with(&before.auth.reads)
        && edited.auth.connection == before.auth.connection
        && edited.tracked == before.tracked
        && edited.policy == before.policy
}

/// The same for what is merely shown: nothing is judged again unless time alone has changed something since. What was read and is not
/// committed yet shows with the commit, which follows at once.
pub fn refresh_for_show(state: &mut State, now: Timestamp) {
    if state.judged.holds(now) {
        return;
    }
    let facts = std::mem::take(&mut state.facts);
    let evaluation = std::mem::take(&mut state.evaluation);
    refresh(state, now);
    if state.facts != facts || state.evaluation != evaluation {
        // The same number is the same content.
        state.revision += 1;
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::class::HullClass;
    use captrack_domain::evaluate::Level;
    use captrack_domain::place::Place;
    use captrack_domain::policy::ClassMode;
    use captrack_domain::reading::Reading;
    use captrack_domain::section::Freshness;

    use super::*;
    use crate::test_state::{AVATAR, JITA, KARA, MIRA, at, hull, kara, paused, snooze};

    fn with_a_titan() -> State {
        kara()
            .with_hull(hull(1, KARA, AVATAR, Place::space(JITA)))
            .with_answer(KARA, Reading::Assets(Vec::new()), at(0))
            .judged(at(0))
    }

    fn shown_at(state: &mut State, second: i64) -> (Freshness, Level, u64) {
        refresh_for_show(state, at(second));
        (state.facts[0].freshness, state.evaluation.cards[0].level, state.revision)
    }

    #[test]
    fn what_grows_stale_is_judged_again_when_it_is_looked_at() {
        let mut state = with_a_titan();
        assert_eq!(shown_at(&mut state, 3 * 3600), (Freshness::Fresh, Level::Critical, 0));
        assert_eq!(shown_at(&mut state, 3 * 3600 + 1), (Freshness::Stale, Level::Critical, 1), "and the number grows");
    }

    #[test]
    fn the_end_of_a_snooze_shows_at_once() {
        let mut state = with_a_titan();
        state.snoozes.0.insert(KARA, snooze(KARA, Some(at(90))));
        let mut state = state.judged(at(0));
        assert_eq!(shown_at(&mut state, 89).1, Level::Snoozed);
        assert_eq!(shown_at(&mut state, 90).1, Level::Critical);
    }

    /// Whether an edit of a judged state makes facts and evaluation anew.
    fn made_anew(edit: impl FnOnce(&mut State)) -> (bool, bool) {
        let before = with_a_titan();
        let mut edited = before.clone();
        edit(&mut edited);
        refresh_edited(&mut edited, &before, at(1));
        let mut from_scratch = edited.clone();
        refresh(&mut from_scratch, at(1));
        assert_eq!((&edited.facts, &edited.evaluation), (&from_scratch.facts, &from_scratch.evaluation));
        assert!(edited.judged.holds(at(1)));
        assert_eq!(edited.judged.holds(at(60)), from_scratch.judged.holds(at(60)));
        (!edited.facts.is_shared_with(&before.facts), !edited.evaluation.is_shared_with(&before.evaluation))
    }

    #[test]
    fn after_an_edit_only_what_it_has_changed_is_judged_again() {
        assert_eq!(made_anew(|_| {}), (false, false));
        assert_eq!(made_anew(|state| state.pause = Some(paused())), (false, false));
        let silence = |state: &mut State| drop(state.snoozes.0.insert(KARA, snooze(KARA, Some(at(30)))));
        assert_eq!(made_anew(silence), (false, true));
        let track = |state: &mut State| {
            let titans = state.policy.classes.get_mut(&HullClass::Titan).unwrap();
            titans.mode = ClassMode::TrackOnly;
        };
        assert_eq!(made_anew(track), (true, true));
        let alone = |state: &mut State| state.pilots.get_mut(&KARA).unwrap().main = Some(MIRA);
        assert_eq!(made_anew(alone), (true, true));
        let gone = |state: &mut State| state.fleet.hulls.clear();
        assert_eq!(made_anew(gone), (true, true));
    }

    #[test]
    fn a_judgement_that_does_not_hold_any_more_is_made_again_after_an_edit() {
        let before = with_a_titan();
        let mut edited = before.clone();
        refresh_edited(&mut edited, &before, at(3 * 3600 + 1));
        assert_eq!(edited.facts[0].freshness, Freshness::Stale);
    }

    #[test]
    fn a_judgement_that_holds_is_not_made_again() {
        let mut state = with_a_titan();
        state.evaluation.cards.clear();
        refresh_for_show(&mut state, at(60));
        assert!(state.evaluation.cards.is_empty());
        refresh_for_show(&mut state, at(-60));
        assert_eq!(state.evaluation.cards.len(), 1, "a clock that was put back");
        state.evaluation.cards.clear();
        state.judged = JudgedUntil::default();
        refresh_for_show(&mut state, at(60));
        assert_eq!(state.evaluation.cards.len(), 1, "what was judged for nothing is judged again");
    }
}
