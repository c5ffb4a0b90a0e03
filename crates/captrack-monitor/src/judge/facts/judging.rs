//! Bringing facts and judgement up to date, and telling when that is not needed.

use captrack_domain::evaluate::evaluate;
use jiff::Timestamp;

use super::{earliest, look};
use crate::state::State;
use crate::state::judged::Judged;

/// Brings facts and judgement up to date with what is known and with the time; decides nothing.
pub fn refresh(state: &mut State, now: Timestamp) {
    let (facts, until) = look(state, &state.policy, now);
    let certain = state.certain(now);
    state.evaluation = evaluate(&facts, &state.policy, &state.snoozes, certain).into();
    state.facts = facts.into();
    state.judged = Judged { from: Some(now), until: earliest(until, state.snoozes.next_end(certain)) };
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
    use captrack_domain::evaluate::Level;
    use captrack_domain::place::Place;
    use captrack_domain::reading::Reading;
    use captrack_domain::section::Freshness;

    use super::*;
    use crate::given::{AVATAR, JITA, KARA, at, hull, kara, snooze};

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

    #[test]
    fn a_judgement_that_holds_is_not_made_again() {
        let mut state = with_a_titan();
        state.evaluation.cards.clear();
        refresh_for_show(&mut state, at(60));
        assert!(state.evaluation.cards.is_empty());
        refresh_for_show(&mut state, at(-60));
        assert_eq!(state.evaluation.cards.len(), 1, "a clock that was put back");
        state.evaluation.cards.clear();
        state.judged = Judged::default();
        refresh_for_show(&mut state, at(60));
        assert_eq!(state.evaluation.cards.len(), 1, "what was judged for nothing is judged again");
    }
}
