//! When AllianceAuth read each pilot, noted with every round.

use jiff::Timestamp;

use crate::state::State;

/// So many reads are looked at.
const KEPT: usize = 6;

/// A round has answered: what it read since is noted. A read that somebody here asked for says nothing of the rhythm.
pub fn note_reads(state: &mut State, now: Timestamp) {
    let State { pilots, auth, .. } = state;
    let asked = &auth.asked;
    let reads = &mut auth.reads.0;
    reads.retain(|id, _| pilots.get(id).is_some_and(|pilot| pilot.auth.is_some()));
    for pilot in pilots.values() {
        let Some(membership) = &pilot.auth else { continue };
        if asked.of(pilot.id, now).is_some() {
            continue;
        }
        let seen = reads.entry(pilot.id).or_default();
        for (seen, at) in seen.iter_mut().zip([membership.assets_at, membership.location_at]) {
            let Some(at) = at.filter(|at| seen.last().is_none_or(|last| last < at)) else { continue };
            seen.push(at);
            if seen.len() > KEPT {
                seen.remove(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::pilot::AuthMembership;

    use super::*;
    use crate::state::auth::reads::ReadTimes;
    use crate::test_state::{KARA, at, kara};

    fn read_every(hours: &[i64]) -> State {
        let mut state = kara();
        for hour in hours {
            let membership = AuthMembership { assets_at: Some(at(hour * 3600)), ..AuthMembership::default() };
            state.pilots.get_mut(&KARA).unwrap().auth = Some(membership);
            note_reads(&mut state, at(hour * 3600));
        }
        state
    }

    fn patience_in_hours(hours: &[i64]) -> f64 {
        ReadTimes::of_assets(&read_every(hours).auth, KARA).patience().as_secs_f64() / 3600.0
    }

    #[test]
    fn a_day_is_assumed_until_three_reads_were_seen() {
        for seen in [&[][..], &[0], &[0, 2]] {
            assert!((patience_in_hours(seen) - 48.5).abs() < 0.01, "{seen:?}");
        }
        assert!((patience_in_hours(&[0, 2, 4]) - 4.5).abs() < 0.01);
    }

    #[test]
    fn one_odd_gap_does_not_make_a_rhythm() {
        assert!((patience_in_hours(&[0, 1, 2, 50, 51, 52]) - 2.5).abs() < 0.01);
    }

    #[test]
    fn the_same_read_counts_once_and_an_older_one_not_at_all() {
        assert!((patience_in_hours(&[0, 2, 2, 2, 1, 4]) - 4.5).abs() < 0.01);
    }

    #[test]
    fn a_read_that_was_asked_for_makes_no_rhythm() {
        let mut state = read_every(&[0, 24, 48]);
        for second in [1, 60, 120, 180, 240, 300] {
            let now = at(50 * 3600 + second);
            state.auth.asked.note([KARA], now);
            state.pilots.get_mut(&KARA).unwrap().auth.as_mut().unwrap().assets_at = Some(now);
            note_reads(&mut state, now);
        }
        let patience = ReadTimes::of_assets(&state.auth, KARA).patience();
        assert_eq!(patience.as_secs(), 48 * 3600 + 1800);
    }
}
