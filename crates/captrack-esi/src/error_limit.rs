//! The old error limit: 100 errors a minute over all routes that have no rate group; past it every route answers 420.

use std::time::Duration;

use jiff::Timestamp;

use crate::headers::EsiHeaders;
use crate::moment::{ElapsedTime, at_least_a_second, left};

/// Errors that are allowed in a window.
const ALLOWED: u32 = 100;
/// Below this nothing that counts is asked any more.
const LEFT_ALONE: u32 = 10;
/// The window when the server does not say when it ends.
const WINDOW: Duration = Duration::from_secs(60);

/// How much of it is left.
#[derive(Debug)]
pub(crate) struct ErrorLimit {
    remain: u32,
    /// Until the errors are forgotten.
    resets: Option<ElapsedTime>,
    /// While every route is closed.
    stopped: Option<ElapsedTime>,
}

impl Default for ErrorLimit {
    fn default() -> Self {
        Self { remain: ALLOWED, resets: None, stopped: None }
    }
}

impl ErrorLimit {
    /// How long to wait before asking, if at all. `counts`: whether the route is under this limit; a 420 stops every other too.
    pub(crate) fn wait(&mut self, counts: bool, now: Timestamp) -> Option<Duration> {
        let resets = left(&mut self.resets, now);
        if resets.is_none() {
            self.remain = ALLOWED;
        }
        let few_left = resets.filter(|_| counts && self.remain < LEFT_ALONE);
        left(&mut self.stopped, now).or(few_left).map(at_least_a_second)
    }

    /// Takes note of an answer.
    pub(crate) fn answered(&mut self, counts: bool, status: u16, headers: &EsiHeaders, now: Timestamp) {
        let reset = ElapsedTime::new(now, headers.error_reset.unwrap_or(WINDOW));
        if status == 420 {
            self.stopped = Some(reset);
            self.remain = 0;
            self.resets = Some(reset);
            return;
        }
        if let Some(remain) = headers.error_remain {
            self.remain = remain;
            self.resets = Some(reset);
        } else if counts && !(200..400).contains(&status) {
            self.remain = self.remain.saturating_sub(1);
            self.resets.get_or_insert(ElapsedTime::new(now, WINDOW));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        "2026-08-18T12:00:00Z".parse().unwrap()
    }

    fn told(remain: u32, reset: u64) -> EsiHeaders {
        EsiHeaders {
            error_remain: Some(remain),
            error_reset: Some(Duration::from_secs(reset)),
            ..EsiHeaders::default()
        }
    }

    #[test]
    fn routes_that_count_stop_when_few_errors_are_left() {
        let mut limit = ErrorLimit::default();
        limit.answered(true, 404, &told(10, 42), start());
        assert_eq!(limit.wait(true, start()), None);
        limit.answered(true, 404, &told(9, 42), start());
        assert_eq!(limit.wait(true, start()), Some(Duration::from_secs(42)));
        assert_eq!(limit.wait(false, start()), None);
        assert_eq!(limit.wait(true, start() + Duration::from_secs(42)), None);
    }

    #[test]
    fn a_420_stops_every_route_until_the_reset() {
        let mut limit = ErrorLimit::default();
        limit.answered(false, 420, &told(0, 17), start());
        assert_eq!(limit.wait(false, start()), Some(Duration::from_secs(17)));
        assert_eq!(limit.wait(false, start() + Duration::from_secs(17)), None);
    }

    #[test]
    fn a_420_without_headers_stops_for_a_minute() {
        let mut limit = ErrorLimit::default();
        limit.answered(true, 420, &EsiHeaders::default(), start());
        assert_eq!(limit.wait(false, start()), Some(Duration::from_secs(60)));
    }

    #[test]
    fn errors_are_counted_here_when_the_server_does_not_tell() {
        let mut limit = ErrorLimit::default();
        for _ in 0..91 {
            limit.answered(true, 403, &EsiHeaders::default(), start());
        }
        assert_eq!(limit.wait(true, start()), Some(Duration::from_secs(60)));
        assert_eq!(limit.wait(true, start() + Duration::from_secs(60)), None);
    }

    #[test]
    fn a_clock_that_is_set_back_stops_nothing_for_longer_than_the_reset() {
        let mut limit = ErrorLimit::default();
        limit.answered(true, 420, &told(0, 17), start());
        let earlier = start() - Duration::from_secs(7200);
        assert_eq!(limit.wait(false, earlier), Some(Duration::from_secs(17)));
        assert_eq!(limit.wait(true, earlier + Duration::from_secs(17)), None);
    }

    #[test]
    fn good_answers_do_not_count() {
        let mut limit = ErrorLimit::default();
        for status in [200, 204, 304] {
            for _ in 0..200 {
                limit.answered(true, status, &EsiHeaders::default(), start());
            }
        }
        assert_eq!(limit.wait(true, start()), None);
    }
}
