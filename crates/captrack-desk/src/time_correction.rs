//! Whether the program's time was put right since it was last looked at.

use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

/// A time that differs by more from how long it is since the last one was put right.
const PUT_RIGHT: SignedDuration = SignedDuration::from_secs(1);

/// What time it was for the program when it was last looked at, and when that was.
#[derive(Debug, Default)]
pub struct SteadyTime(Option<(Timestamp, Instant)>);

impl SteadyTime {
    /// It is `now`: whether that is another time than the one that has gone on since the last look.
    pub fn was_corrected(&mut self, now: Timestamp, looked: Instant) -> bool {
        let before = self.0.replace((now, looked));
        before.is_some_and(|(then, at)| {
            let passed = SignedDuration::try_from(looked.saturating_duration_since(at)).unwrap_or(SignedDuration::MAX);
            (now.duration_since(then).saturating_sub(passed)).abs() > PUT_RIGHT
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_time_that_goes_on_was_not_put_right_and_one_that_jumps_was_once() {
        let (mut time, start) = (SteadyTime::default(), Instant::now());
        let now = |seconds: i64| Timestamp::constant(1_795_348_800 + seconds, 0);
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        assert!(!time.was_corrected(now(0), at(0)), "the first look");
        assert!(!time.was_corrected(now(61), at(60)), "it trembles");
        assert!(time.was_corrected(now(10_870), at(65)), "ahead");
        assert!(time.was_corrected(now(75), at(70)), "and back");
        assert!(!time.was_corrected(now(80), at(75)));
    }
}
