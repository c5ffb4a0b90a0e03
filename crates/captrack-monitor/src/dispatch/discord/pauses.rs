//! Until when each webhook is left alone, and why.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::ports::WebhookName;

/// The first wait after a failure; it doubles up to the longest.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LONGEST_RETRY: Duration = Duration::from_secs(300);

/// What is asked of a webhook. Edits that fail hold up no posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asked {
    Post,
    Edit,
}

#[derive(Debug, Clone, Copy)]
struct Pause {
    began: Timestamp,
    length: Duration,
    /// Failures in a row.
    failures: u32,
}

/// Until when each webhook is left alone, and how often it has failed in a row.
#[derive(Debug, Default)]
pub(crate) struct Pauses {
    pauses: BTreeMap<(WebhookName, Asked), Pause>,
    /// So many messages are still to carry one row only.
    alone: BTreeMap<WebhookName, usize>,
}

impl Pauses {
    /// The address is new: what held up the old one does not count.
    pub(crate) fn forget(&mut self, webhook: WebhookName) {
        self.pauses.retain(|(paused, _), _| *paused != webhook);
        self.alone.remove(&webhook);
    }

    /// Until when nothing of that is asked; none: it may be asked now. A clock that was put back begins the pause anew.
    pub(crate) fn until(&mut self, webhook: WebhookName, asked: Asked, now: Timestamp) -> Option<Timestamp> {
        let pause = self.pauses.get_mut(&(webhook, asked))?;
        pause.began = pause.began.min(now);
        Some(pause.began + pause.length).filter(|until| now < *until)
    }

    /// Discord asks for this wait: that is no failure.
    pub(crate) fn wait(&mut self, webhook: WebhookName, now: Timestamp, length: Duration) {
        for asked in [Asked::Post, Asked::Edit] {
            let failures = self.failures(webhook, asked);
            self.pauses.insert((webhook, asked), Pause { began: now, length, failures });
        }
    }

    /// It failed once more; gives how long to wait: longer each time, and not the same on every desk. `spread`: 0 to 1.
    pub(crate) fn fail(&mut self, webhook: WebhookName, asked: Asked, now: Timestamp, spread: f64) -> Duration {
        let failures = self.failures(webhook, asked);
        let wait = FIRST_RETRY.saturating_mul(1 << failures.min(10)).min(LONGEST_RETRY);
        let length = wait + wait.mul_f64(0.2 * spread);
        self.pauses.insert((webhook, asked), Pause { began: now, length, failures: failures + 1 });
        length
    }

    /// It works.
    pub(crate) fn works(&mut self, webhook: WebhookName, asked: Asked) {
        self.pauses.remove(&(webhook, asked));
    }

    fn failures(&self, webhook: WebhookName, asked: Asked) -> u32 {
        self.pauses.get(&(webhook, asked)).map_or(0, |pause| pause.failures)
    }

    pub(crate) fn send_alone(&mut self, webhook: WebhookName, rows: usize) {
        self.alone.insert(webhook, rows);
    }

    pub(crate) fn alone(&self, webhook: WebhookName) -> bool {
        self.alone.contains_key(&webhook)
    }

    /// A message went its way: one less has to go alone.
    pub(crate) fn gone(&mut self, webhook: WebhookName) {
        let left = self.alone.get(&webhook).map_or(0, |rows| rows - 1);
        if left == 0 {
            self.alone.remove(&webhook)
        } else {
            self.alone.insert(webhook, left)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSTS: (WebhookName, Asked) = (WebhookName::Critical, Asked::Post);

    fn at(seconds: u64) -> Timestamp {
        Timestamp::constant(1_795_348_800, 0) + Duration::from_secs(seconds)
    }

    #[test]
    fn waits_grow_and_begin_anew_once_it_works() {
        let mut pauses = Pauses::default();
        let waits: Vec<u64> = (0..10).map(|_| pauses.fail(POSTS.0, POSTS.1, at(0), 0.0).as_secs()).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        pauses.works(POSTS.0, POSTS.1);
        assert_eq!(pauses.fail(POSTS.0, POSTS.1, at(0), 1.0), Duration::from_millis(2400));
    }

    #[test]
    fn a_wish_to_wait_holds_for_edits_too_and_a_failed_edit_holds_up_no_post() {
        let mut pauses = Pauses::default();
        pauses.wait(WebhookName::Critical, at(0), Duration::from_secs(30));
        assert_eq!(pauses.until(WebhookName::Critical, Asked::Edit, at(29)), Some(at(30)));
        assert_eq!(pauses.until(WebhookName::Critical, Asked::Edit, at(30)), None);
        pauses.fail(WebhookName::Standard, Asked::Edit, at(0), 0.0);
        assert_eq!(pauses.until(WebhookName::Standard, Asked::Post, at(0)), None);
    }

    #[test]
    fn a_clock_that_is_put_back_by_a_day_does_not_make_it_a_day() {
        let mut pauses = Pauses::default();
        pauses.wait(WebhookName::Critical, at(86_400), Duration::from_secs(30));
        assert_eq!(pauses.until(WebhookName::Critical, Asked::Post, at(0)), Some(at(30)));
        assert_eq!(pauses.until(WebhookName::Critical, Asked::Post, at(30)), None);
    }
}
