//! The old error limit: a hundred errors a minute on the routes without a rate group, then 420 on every route.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::dates::seconds_until;
use crate::http::SimReply;

const ERRORS: u32 = 100;
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Errors of the running minute.
#[derive(Debug, Default)]
pub(crate) struct ErrorWindow {
    ends: Option<Timestamp>,
    errors: u32,
}

impl ErrorWindow {
    /// 420 when the errors of this minute are used up.
    pub(super) fn refuse(&mut self, now: Timestamp) -> Option<SimReply> {
        self.turn(now);
        let ends = self.ends.filter(|_| self.errors >= ERRORS)?;
        let body = json!({ "error": "This software has exceeded the error limit for ESI.", "status": 420 });
        Some(describe(SimReply::json(420, &body), 0, seconds_until(now, ends)))
    }

    /// Counts an answer and writes the headers about it.
    pub(super) fn charge(&mut self, reply: SimReply, now: Timestamp) -> SimReply {
        self.turn(now);
        if reply.status >= 400 || reply.status < 200 {
            self.spend(1, now);
        }
        let reset = self.ends.map_or(60, |ends| seconds_until(now, ends));
        describe(reply, ERRORS.saturating_sub(self.errors), reset)
    }

    /// Uses up errors.
    pub(crate) fn spend(&mut self, errors: u32, now: Timestamp) {
        self.ends.get_or_insert(now + WINDOW);
        self.errors += errors;
    }

    fn turn(&mut self, now: Timestamp) {
        if self.ends.is_some_and(|ends| now >= ends) {
            *self = Self::default();
        }
    }
}

fn describe(reply: SimReply, remain: u32, reset: i64) -> SimReply {
    reply.with("x-esi-error-limit-remain", remain).with("x-esi-error-limit-reset", reset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_errors_close_the_door_for_the_rest_of_the_minute() {
        let mut limit = ErrorWindow::default();
        let now = crate::SimOptions::default().start;
        for error in 1..=100 {
            assert!(limit.refuse(now).is_none(), "{error}");
            limit.charge(SimReply::empty(404), now);
        }
        let refused = limit.refuse(now + SignedDuration::from_secs(20)).unwrap();
        assert_eq!(refused.status, 420);
        assert!(refused.headers.contains(&("x-esi-error-limit-reset", "40".to_owned())));
        assert!(limit.refuse(now + WINDOW).is_none());
    }

    #[test]
    fn good_answers_do_not_count() {
        let mut limit = ErrorWindow::default();
        let now = crate::SimOptions::default().start;
        for status in [200, 204, 304] {
            let reply = limit.charge(SimReply::empty(status), now);
            assert!(reply.headers.contains(&("x-esi-error-limit-remain", "100".to_owned())));
        }
    }
}
