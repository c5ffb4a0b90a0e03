//! A roster that suddenly lacks many: a permission that was taken away looks like an alliance that has left. Pure.

use captrack_domain::pilot::AuthMembership;
use jiff::Timestamp;

use super::AuthState;
use crate::state::State;

/// What is not named for so long, in seconds in which AllianceAuth answers, is left.
pub const KEEP: u64 = 86_400;
/// So many must be lacking at least.
const AT_LEAST: usize = 5;
/// While so many are lacking nothing is taken away for so long, in seconds in which AllianceAuth answers.
const KEEP_WHILE_SHRUNK: u64 = 30 * KEEP;

/// That AllianceAuth suddenly names fewer pilots than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterDrop {
    /// So many it does not name any more, or without an owner.
    pub lacks: usize,
    /// Of so many.
    pub of: usize,
    /// Since when.
    pub since: Timestamp,
}

impl AuthState {
    /// Whether the roster suddenly lacks more than a fifth of the pilots, and at least five. It holds until they are named again.
    pub fn shrunk(state: &State) -> Option<RosterDrop> {
        shrunk(state)
    }
}

pub fn shrunk(state: &State) -> Option<RosterDrop> {
    let mut found: Option<RosterDrop> = None;
    let mut of = 0;
    // Who had left before is no part of it.
    let is_member = |auth: &&AuthMembership| !auth.left || auth.lost().is_some();
    for auth in state.pilots.values().filter_map(|pilot| pilot.auth.as_ref()).filter(is_member) {
        of += 1;
        if let Some(lost) = auth.lost() {
            let known = found.get_or_insert(RosterDrop { lacks: 0, of: 0, since: lost.since });
            known.lacks += 1;
            known.since = known.since.min(lost.since);
        }
    }
    found.map(|found| RosterDrop { of, ..found }).filter(|found| found.lacks >= AT_LEAST && found.lacks * 5 > found.of)
}

/// For how long what is not named any more is kept, in seconds in which AllianceAuth answers.
pub fn patience(state: &State) -> u64 {
    if shrunk(state).is_some() { KEEP_WHILE_SHRUNK } else { KEEP }
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::PilotId;
    use captrack_domain::pilot::Absence;

    use super::*;
    use crate::test_state::{at, watching};

    /// So many members, of whom some are missing and some have no owner.
    fn members(all: i64, missing: i64, disowned: i64) -> State {
        let pilots: Vec<(PilotId, &str)> = (1..=all).map(|id| (PilotId(id), "Pilot")).collect();
        let mut state = watching(&pilots);
        for (id, pilot) in &mut state.pilots {
            let is_disowned = id.0 > missing && id.0 <= missing + disowned;
            pilot.auth = Some(AuthMembership {
                missing_since: (id.0 <= missing).then(|| at(id.0)),
                owner_lost: is_disowned.then(|| Absence { since: at(id.0), answered_secs: 0 }),
                ..AuthMembership::default()
            });
        }
        state
    }

    #[test]
    fn more_than_a_fifth_and_at_least_five_are_many() {
        for (all, missing, disowned, is_shrunk) in [
            (300, 200, 0, true),
            (26, 6, 0, true),
            (30, 6, 0, false),
            (25, 5, 0, false),
            (24, 5, 0, true),
            (10, 4, 0, false),
            (5, 5, 0, true),
            (300, 0, 300, true),
            (24, 3, 2, true),
            (300, 0, 0, false),
        ] {
            let found = AuthState::shrunk(&members(all, missing, disowned));
            let expected = is_shrunk.then(|| RosterDrop {
                lacks: usize::try_from(missing + disowned).unwrap(),
                of: usize::try_from(all).unwrap(),
                since: at(1),
            });
            assert_eq!(found, expected, "{missing} and {disowned} of {all}");
        }
    }

    #[test]
    fn who_left_long_ago_is_no_part_of_it() {
        let mut state = members(30, 0, 6);
        for pilot in state.pilots.values_mut().take(20) {
            let auth = pilot.auth.as_mut().unwrap();
            (auth.left, auth.owner_lost) = (true, None);
        }
        assert_eq!(AuthState::shrunk(&state), None);
    }
}
