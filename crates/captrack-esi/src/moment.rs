//! Moments and lengths. What a server says of time is added with checks, and a clock that is turned shortens and lengthens nothing for long.

use std::time::Duration;

use jiff::Timestamp;

/// So much later, or the end of time.
pub(crate) fn later(at: Timestamp, by: Duration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// So much earlier, or the beginning of time.
pub(crate) fn earlier(at: Timestamp, by: Duration) -> Timestamp {
    at.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// The time from one to another; nothing when the other is not later.
pub(crate) fn since(then: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(then)).unwrap_or_default()
}

/// A length of time that began at a moment of this computer's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ElapsedTime {
    began: Timestamp,
    length: Duration,
}

impl ElapsedTime {
    pub(crate) const fn new(now: Timestamp, length: Duration) -> Self {
        Self { began: now, length }
    }

    /// What is left of it. A clock that was set back makes it begin again, so that it never lasts longer than it is long.
    pub(crate) fn left(&mut self, now: Timestamp) -> Option<Duration> {
        self.began = self.began.min(now);
        self.length.checked_sub(since(self.began, now)).filter(|left| !left.is_zero())
    }

    /// Whether it is over.
    pub(crate) fn is_over(&mut self, now: Timestamp) -> bool {
        self.left(now).is_none()
    }
}

/// A wait that is worth telling: whoever is told "later" needs more than nothing.
pub(crate) fn at_least_a_second(wait: Duration) -> Duration {
    wait.max(Duration::from_secs(1))
}

/// What is left of a span that may not have begun; one that is over is taken away.
pub(crate) fn left(span: &mut Option<ElapsedTime>, now: Timestamp) -> Option<Duration> {
    let left = span.as_mut().and_then(|span| span.left(now));
    if left.is_none() {
        *span = None;
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::constant(1_795_359_600, 0) + jiff::SignedDuration::from_secs(second)
    }

    fn seconds(left: Option<Duration>) -> Option<u64> {
        left.map(|left| left.as_secs())
    }

    #[test]
    fn a_span_is_over_when_its_length_has_passed() {
        let mut span = ElapsedTime::new(at(0), Duration::from_secs(60));
        assert_eq!(seconds(span.left(at(0))), Some(60));
        assert_eq!(seconds(span.left(at(59))), Some(1));
        assert_eq!(span.left(at(60)), None);
    }

    #[test]
    fn a_clock_that_is_set_back_makes_a_span_begin_again_and_no_longer() {
        let mut span = ElapsedTime::new(at(0), Duration::from_secs(60));
        assert_eq!(seconds(span.left(at(-7200))), Some(60));
        assert_eq!(seconds(span.left(at(-7170))), Some(30));
        assert!(span.is_over(at(-7140)));
    }

    #[test]
    fn times_beyond_all_times_are_the_last_ones() {
        assert_eq!(later(Timestamp::MAX, Duration::from_secs(1)), Timestamp::MAX);
        assert_eq!(earlier(Timestamp::MIN, Duration::from_secs(1)), Timestamp::MIN);
        assert_eq!(since(at(5), at(3)), Duration::ZERO);
    }
}
