//! What no longer stands: it is silenced, fades, is over.

use super::decide::{DecideRound, FADE, forget_absent_hulls, unsent_alert};
use super::{Alert, AlertId, AlertState};
use crate::evaluate::OpenAlert;
use crate::hull::HullKey;
use crate::moment::later;
use crate::notice::{NoticeKind, NoticeOccasion};

impl DecideRound<'_> {
    /// It does not stand, but would if nobody were snoozed.
    ///
    /// A fleet that news made too small has lost hulls: that hulls of snoozed pilots would fill it up must not hide its end.
    pub(super) fn silence_or_end(&mut self, before: &Alert, would: &OpenAlert) -> Alert {
        let by_edit = self.context.occasion == NoticeOccasion::Edit;
        match (&before.state, before.id) {
            (AlertState::Open, _) if self.waits_for_a_first_read(before) => before.clone(),
            (AlertState::Fading { .. }, _) => self.end(before, Some(would)),
            (AlertState::Open, AlertId::Fleet(..)) if !by_edit => self.end(before, Some(would)),
            _ => self.silence(before, would),
        }
    }

    /// Its pilots are snoozed: nothing that waits is sent.
    fn silence(&mut self, before: &Alert, would: &OpenAlert) -> Alert {
        if before.state != AlertState::Silenced {
            self.decision.withdraw.push(before.id);
        }
        let mut alert = Alert {
            main: would.main,
            hulls: would.hulls.keys().copied().collect(),
            handover_waits: false,
            state: AlertState::Silenced,
            ..before.clone()
        };
        forget_absent_hulls(&mut alert);
        alert
    }

    /// It no longer stands. `would`: what would stand if nobody were snoozed.
    pub(super) fn end(&mut self, before: &Alert, would: Option<&OpenAlert>) -> Alert {
        if self.waits_for_a_first_read(before) {
            return before.clone();
        }
        let now = self.context.now;
        match (&before.state, before.id) {
            // What faded had ended before: that is told in its time, whatever was edited meanwhile.
            (AlertState::Fading { since }, _)
                if now < later(*since, FADE) || self.context.occasion == NoticeOccasion::Edit =>
            {
                before.clone()
            }
            _ if self.context.occasion == NoticeOccasion::Edit || self.pilots_have_left(before) => {
                self.decision.withdraw.push(before.id);
                self.close(before.clone(), would)
            }
            (AlertState::Silenced, _) => self.close(before.clone(), would),
            (AlertState::Open, AlertId::Fleet(..)) => {
                Alert { state: AlertState::Fading { since: now }, ..before.clone() }
            }
            _ => {
                let mut alert = before.clone();
                let told: Vec<HullKey> = alert.sent_hulls.difference(&self.snoozed).copied().collect();
                self.tell(&mut alert, NoticeKind::Resolved, NoticeOccasion::News, told);
                self.close(alert, would)
            }
        }
    }

    /// One of its hulls went over to a pilot whose hulls are not all known: what has become of it shows when they are.
    fn waits_for_a_first_read(&self, before: &Alert) -> bool {
        before.hulls.iter().any(|key| self.facts.get(key).is_some_and(|fact| !fact.introduced))
    }

    /// Its hulls are where they were, and their pilots have left: that is no end that anybody waits for.
    fn pilots_have_left(&self, before: &Alert) -> bool {
        let facts = before.hulls.iter().map(|key| self.facts.get(key));
        let mut known = facts.clone().flatten();
        facts.into_iter().all(|fact| fact.is_some()) && known.any(|fact| fact.left)
    }

    /// It is over. What snoozed pilots leave of it waits unheard for the end of their snoozes.
    fn close(&mut self, alert: Alert, would: Option<&OpenAlert>) -> Alert {
        self.ended.insert(alert.id);
        match would {
            Some(would) => unsent_alert(alert.id, would, Some(&alert), self.context.now),
            None => Alert { state: AlertState::Closed { at: self.context.now }, ..alert },
        }
    }
}
