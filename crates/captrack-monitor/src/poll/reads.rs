//! When AllianceAuth read each pilot, noted with every round.

use crate::state::State;

/// So many reads are looked at.
const KEPT: usize = 6;

/// A round has answered: what it read since is noted.
pub fn note_reads(state: &mut State) {
    let State { pilots, auth, .. } = state;
    let reads = &mut auth.reads.0;
    reads.retain(|id, _| pilots.get(id).is_some_and(|pilot| pilot.auth.is_some()));
    for pilot in pilots.values() {
        let Some(membership) = &pilot.auth else { continue };
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
    use crate::given::{KARA, at, kara};
    use crate::state::auth::reads::Reads;

    fn read_every(hours: &[i64]) -> State {
        let mut state = kara();
        for hour in hours {
            let membership = AuthMembership { assets_at: Some(at(hour * 3600)), ..AuthMembership::default() };
            state.pilots.get_mut(&KARA).unwrap().auth = Some(membership);
            note_reads(&mut state);
        }
        state
    }

    fn patience_in_hours(hours: &[i64]) -> f64 {
        Reads::of_assets(&read_every(hours).auth, KARA).patience().as_secs_f64() / 3600.0
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
}
