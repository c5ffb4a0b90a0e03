//! Until when each webhook is left alone, and why.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::moment::later;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::WebhookRequest;
use jiff::Timestamp;

/// The first wait after a failure; it doubles up to the longest.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LONGEST_RETRY: Duration = Duration::from_secs(300);

#[derive(Debug, Clone, Copy)]
struct Pause {
    began: Timestamp,
    length: Duration,
    /// Failures in a row.
    failures: u32,
    /// Discord has asked for it.
    is_wish: bool,
}

/// Until when each webhook is left alone, and how often it has failed in a row.
#[derive(Debug, Default)]
pub(crate) struct Pauses {
    pauses: BTreeMap<(WebhookName, WebhookRequest), Pause>,
}

impl Pauses {
    /// The address is new: what held up the old one does not count.
    pub(crate) fn forget(&mut self, webhook: WebhookName) {
        self.pauses.retain(|(paused, _), _| *paused != webhook);
    }

    /// Until when nothing of that is asked; none: it may be asked now. A clock that was put back begins the pause anew.
    pub(crate) fn until(&mut self, webhook: WebhookName, asked: WebhookRequest, now: Timestamp) -> Option<Timestamp> {
        let pause = self.pauses.get_mut(&(webhook, asked))?;
        pause.began = pause.began.min(now);
        Some(later(pause.began, pause.length)).filter(|until| now < *until)
    }

    /// Discord asks for this wait: that is no failure. Whether the other kind of request has to wait, too, is for the webhook to know.
    pub(crate) fn wait(&mut self, webhook: WebhookName, asked: WebhookRequest, now: Timestamp, length: Duration) {
        let failures = self.failures(webhook, asked);
        self.pauses.insert((webhook, asked), Pause { began: now, length, failures, is_wish: true });
    }

    /// It failed once more; gives how long to wait: longer each time, and not the same on every desk. `spread`: 0 to 1.
    pub(crate) fn fail(
        &mut self,
        webhook: WebhookName,
        asked: WebhookRequest,
        now: Timestamp,
        spread: f64,
    ) -> Duration {
        let failures = self.failures(webhook, asked);
        let wait = FIRST_RETRY.saturating_mul(1 << failures.min(10)).min(LONGEST_RETRY);
        let length = wait + wait.mul_f64(0.2 * spread);
        self.pauses.insert((webhook, asked), Pause { began: now, length, failures: failures + 1, is_wish: false });
        length
    }

    /// It works.
    pub(crate) fn clear(&mut self, webhook: WebhookName, asked: WebhookRequest) {
        self.pauses.remove(&(webhook, asked));
    }

    /// Something else that was asked of the webhook has worked: what failed is tried again at once, and waits as long as ever if it fails once more.
    /// A wait that Discord has asked for goes on.
    pub(crate) fn try_again(&mut self, webhook: WebhookName) {
        for ((paused, _), pause) in &mut self.pauses {
            if *paused == webhook && !pause.is_wish {
                pause.length = Duration::ZERO;
            }
        }
    }

    fn failures(&self, webhook: WebhookName, asked: WebhookRequest) -> u32 {
        self.pauses.get(&(webhook, asked)).map_or(0, |pause| pause.failures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSTS: (WebhookName, WebhookRequest) = (WebhookName::Critical, WebhookRequest::Post);

    fn at(seconds: u64) -> Timestamp {
        Timestamp::constant(1_795_348_800, 0) + Duration::from_secs(seconds)
    }

    #[test]
    fn waits_grow_and_begin_anew_once_it_works() {
        let mut pauses = Pauses::default();
        let waits: Vec<u64> = (0..10).map(|_| pauses.fail(POSTS.0, POSTS.1, at(0), 0.0).as_secs()).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        pauses.clear(POSTS.0, POSTS.1);
        assert_eq!(pauses.fail(POSTS.0, POSTS.1, at(0), 1.0), Duration::from_millis(2400));
    }

    #[test]
    fn a_wish_to_wait_holds_for_what_was_asked_and_a_failed_edit_holds_up_no_post() {
        let mut pauses = Pauses::default();
        pauses.wait(WebhookName::Critical, WebhookRequest::Edit, at(0), Duration::from_secs(30));
        assert_eq!(pauses.until(WebhookName::Critical, WebhookRequest::Edit, at(29)), Some(at(30)));
        assert_eq!(pauses.until(WebhookName::Critical, WebhookRequest::Edit, at(30)), None);
        assert_eq!(pauses.until(WebhookName::Critical, WebhookRequest::Post, at(0)), None);
        pauses.fail(WebhookName::Standard, WebhookRequest::Edit, at(0), 0.0);
        assert_eq!(pauses.until(WebhookName::Standard, WebhookRequest::Post, at(0)), None);
    }

    #[test]
    fn what_failed_is_tried_again_once_anything_else_works() {
        let mut pauses = Pauses::default();
        let fail = |pauses: &mut Pauses| pauses.fail(POSTS.0, POSTS.1, at(0), 0.0).as_secs();
        assert_eq!([fail(&mut pauses), fail(&mut pauses), fail(&mut pauses)], [2, 4, 8]);
        pauses.wait(WebhookName::Critical, WebhookRequest::Edit, at(0), Duration::from_secs(30));
        pauses.fail(WebhookName::Standard, WebhookRequest::Post, at(0), 0.0);
        pauses.try_again(WebhookName::Critical);
        assert_eq!(pauses.until(POSTS.0, POSTS.1, at(1)), None);
        assert!(pauses.until(WebhookName::Critical, WebhookRequest::Edit, at(1)).is_some(), "Discord has asked for it");
        assert!(pauses.until(WebhookName::Standard, WebhookRequest::Post, at(1)).is_some(), "another webhook");
        assert_eq!(fail(&mut pauses), 16, "it did not work after all");
    }

    #[test]
    fn a_clock_that_is_put_back_by_a_day_does_not_make_it_a_day() {
        let mut pauses = Pauses::default();
        pauses.wait(POSTS.0, POSTS.1, at(86_400), Duration::from_secs(30));
        assert_eq!(pauses.until(WebhookName::Critical, WebhookRequest::Post, at(0)), Some(at(30)));
        assert_eq!(pauses.until(WebhookName::Critical, WebhookRequest::Post, at(30)), None);
    }
}
