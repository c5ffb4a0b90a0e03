//! What stands: it opens, grows, moves, wakes from a snooze.

use super::decide::{DecideRound, MOVE_PAUSE, forget_absent_hulls, regions, unsent_alert};
use super::{Alert, AlertId, AlertState};
use crate::evaluate::OpenAlert;
use crate::hull::HullKey;
use crate::moment::later;
use crate::notice::{NoticeKind, NoticeOccasion};

impl DecideRound<'_> {
    /// It stands and did not before. `before`: what it was when it was over, if it ever stood.
    pub(super) fn open(&mut self, id: AlertId, open_alert: &OpenAlert, before: Option<&Alert>) -> Alert {
        let mut alert = Alert { state: AlertState::Open, ..unsent_alert(id, open_alert, before, self.context.now) };
        self.announce(&mut alert, NoticeKind::Opened, open_alert);
        alert
    }

    /// It stood and stands: has it grown, moved, or woken from a snooze?
    pub(super) fn continue_alert(&mut self, before: &Alert, open_alert: &OpenAlert) -> Alert {
        let mut alert = Alert {
            main: open_alert.main,
            hulls: open_alert.hulls.keys().copied().collect(),
            state: AlertState::Open,
            ..before.clone()
        };
        forget_absent_hulls(&mut alert);
        if self.has_woken(before, &alert) {
            self.announce(&mut alert, NoticeKind::SnoozeEnded, open_alert);
        } else if alert.sent_hulls.is_empty() {
            self.announce(&mut alert, NoticeKind::Opened, open_alert);
        } else {
            self.follow(before, &mut alert, open_alert);
            self.grow(&mut alert, open_alert);
        }
        alert
    }

    /// Tells all of it, but for what somebody has seen already.
    fn announce(&mut self, alert: &mut Alert, kind: NoticeKind, open_alert: &OpenAlert) {
        let unseen = self.unseen(alert.main, alert.hulls.iter().copied());
        let occasion = if kind == NoticeKind::SnoozeEnded { NoticeOccasion::News } else { self.occasion(&unseen) };
        alert.sent_hulls.clone_from(&alert.hulls);
        alert.sent_regions = regions(open_alert);
        alert.handover_waits = false;
        self.tell(alert, kind, occasion, unseen);
    }

    /// A snooze has ended. One that was silent and stands because of a further hull has grown, it has not woken; and what an edit
    /// wakes is not news.
    fn has_woken(&self, before: &Alert, alert: &Alert) -> bool {
        before.state == AlertState::Silenced
            && self.context.occasion != NoticeOccasion::Edit
            && alert.hulls.is_subset(&before.hulls)
    }

    /// Hulls that nobody has been told of.
    fn grow(&mut self, alert: &mut Alert, open_alert: &OpenAlert) {
        let untold: Vec<HullKey> = alert.hulls.difference(&alert.sent_hulls).copied().collect();
        let unseen = self.unseen(alert.main, untold);
        alert.sent_hulls.clone_from(&alert.hulls);
        // A region that was not known before is no move: it is only noted.
        for (key, region) in regions(open_alert) {
            alert.sent_regions.entry(key).or_insert(region);
        }
        let occasion = self.occasion(&unseen);
        self.tell(alert, NoticeKind::Grew, occasion, unseen);
    }

    /// Is a hull that was told in another region than the one told, or under another main?
    fn follow(&mut self, before: &Alert, alert: &mut Alert, open_alert: &OpenAlert) {
        let another_main = before.main != alert.main;
        alert.handover_waits = false;
        if self.context.occasion == NoticeOccasion::Edit {
            if before.state == AlertState::Silenced {
                // Who clears a snooze sees where its hulls are.
                alert.sent_regions.extend(regions(open_alert));
            } else if another_main && before.handover_waits {
                wait_for_handover(before, alert);
            }
            // An edit gives another main without a word. It moves nothing: a move that waits for the end of its pause goes on waiting.
            return;
        }
        let is_elsewhere = |key: &HullKey| {
            let now = open_alert.hulls.get(key).copied().flatten();
            alert.sent_regions.get(key).is_some_and(|told| now.is_some_and(|now| now != *told))
        };
        let moved: Vec<HullKey> =
            alert.sent_hulls.iter().copied().filter(|key| another_main || is_elsewhere(key)).collect();
        let unseen = self.unseen(alert.main, moved.iter().copied());
        let paused = self.moved_at.get(&alert.main).is_some_and(|at| self.context.now < later(*at, MOVE_PAUSE));
        let follows = |key: &HullKey| !paused || !unseen.contains(key);
        for key in moved.iter().filter(|key| follows(key)) {
            if let Some(region) = open_alert.hulls.get(key).copied().flatten() {
                alert.sent_regions.insert(*key, region);
            }
        }
        if unseen.is_empty() {
            return;
        }
        if paused {
            // It stays where it was told to be, so that the move is told when the pause is over.
            if another_main {
                wait_for_handover(before, alert);
            }
            return;
        }
        alert.moved_at = Some(self.context.now);
        self.tell(alert, NoticeKind::Moved, self.context.occasion, unseen);
    }
}

fn wait_for_handover(before: &Alert, alert: &mut Alert) {
    alert.main = before.main;
    alert.handover_waits = true;
}
