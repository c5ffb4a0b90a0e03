//! Adding to a time and taking from it, without ever panicking.
//!
//! `timestamp + duration` panics near the ends of a [`Timestamp`]'s range, and there is always somebody who can bring it there: a server, a
//! computer whose clock is set to the year 9999, a row of a damaged database. So the program adds with these; clippy's
//! `arithmetic_side_effects` forbids the operators.

use jiff::{SignedDuration, Timestamp};

/// So much later; the end of time at the latest.
pub fn later(at: Timestamp, by: impl TryInto<SignedDuration>) -> Timestamp {
    at.checked_add(length(by)).unwrap_or(Timestamp::MAX)
}

/// So much earlier; the beginning of time at the earliest.
pub fn earlier(at: Timestamp, by: impl TryInto<SignedDuration>) -> Timestamp {
    at.checked_sub(length(by)).unwrap_or(Timestamp::MIN)
}

/// How many whole seconds it is until then; what has come already is one second away.
pub fn seconds_until(then: Timestamp, now: Timestamp) -> u64 {
    then.duration_since(now).as_secs().max(1).unsigned_abs()
}

/// A length of time; one that cannot be counted lasts for ever, and one that is less than nothing lasts no time.
fn length(by: impl TryInto<SignedDuration>) -> SignedDuration {
    by.try_into().unwrap_or(SignedDuration::MAX).max(SignedDuration::ZERO)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOON: Timestamp = Timestamp::constant(1_795_348_800, 0);

    #[test]
    fn what_is_added_can_be_taken_away() {
        let at = later(NOON, Duration::from_secs(90));
        assert_eq!(at.duration_since(NOON), SignedDuration::from_secs(90));
        assert_eq!(earlier(at, SignedDuration::from_secs(90)), NOON);
    }

    #[test]
    fn what_lies_ahead_is_so_many_seconds_away_and_at_least_one() {
        assert_eq!(seconds_until(later(NOON, Duration::from_secs(8400)), NOON), 8400);
        assert_eq!(seconds_until(NOON, NOON), 1);
        assert_eq!(seconds_until(Timestamp::MIN, Timestamp::MAX), 1);
    }

    #[test]
    fn time_has_ends_and_nothing_goes_beyond_them() {
        for endless in [Duration::MAX, Duration::from_secs(u64::MAX / 2), Duration::from_secs(400_000_000_000)] {
            assert_eq!((later(NOON, endless), earlier(NOON, endless)), (Timestamp::MAX, Timestamp::MIN));
        }
        let second = Duration::from_secs(1);
        assert_eq!((later(Timestamp::MAX, second), earlier(Timestamp::MIN, second)), (Timestamp::MAX, Timestamp::MIN));
    }

    #[test]
    fn a_length_below_nothing_moves_no_time_the_other_way() {
        let negative = SignedDuration::from_secs(-60);
        assert_eq!((later(NOON, negative), earlier(NOON, negative)), (NOON, NOON));
    }
}
