//! Reminders: what still stands is told again, if the user wants that, packed and seldom.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::decide::DecideRound;
use super::{Alert, AlertId};
use crate::evaluate::{AlertLevel, Evaluation};
use crate::hull::HullKey;
use crate::notice::{NoticeKind, NoticeOccasion};
use crate::section::Freshness;

impl DecideRound<'_> {
    /// At most one reminder a level an interval; none with an edit, which makes a notice of its own.
    pub(super) fn remind(&mut self, before: &BTreeMap<AlertId, Alert>, evaluation: &Evaluation) {
        if self.context.occasion == NoticeOccasion::Edit {
            return;
        }
        for level in [AlertLevel::Critical, AlertLevel::Alerting] {
            let Some(interval) = self.context.repeat.of(level) else {
                continue;
            };
            let last = before.values().filter(|alert| alert.level == level).filter_map(|alert| alert.reminded_at).max();
            if last.is_some_and(|last| !self.has_passed(last, interval)) {
                continue;
            }
            let together = self.to_be_reminded(level, evaluation);
            if !together.iter().any(|(alert, _)| self.has_passed(alert.sent_at.unwrap_or(alert.opened_at), interval)) {
                continue;
            }
            for (mut alert, hulls) in together {
                alert.reminded_at = Some(self.context.now);
                self.tell(&mut alert, NoticeKind::Reminder, NoticeOccasion::Reminder, hulls);
                self.after.insert(alert.id, alert);
            }
        }
    }

    /// What stands on a level, with those of its hulls that are known for sure; not what somebody has seen or is told of just now.
    fn to_be_reminded(&self, level: AlertLevel, evaluation: &Evaluation) -> Vec<(Alert, Vec<HullKey>)> {
        let is_fresh = |key: &HullKey| self.facts.get(key).is_some_and(|fact| fact.freshness == Freshness::Fresh);
        self.after
            .values()
            .filter(|alert| alert.level == level)
            .filter(|alert| alert.sent_at != Some(self.context.now))
            .filter(|alert| self.context.acknowledged.of(alert.main).is_none())
            .filter_map(|alert| {
                let open_alert = evaluation.open_alerts.get(&alert.id)?;
                let fresh: Vec<HullKey> = open_alert.hulls.keys().copied().filter(is_fresh).collect();
                (!fresh.is_empty()).then(|| (alert.clone(), fresh))
            })
            .collect()
    }

    fn has_passed(&self, since: Timestamp, seconds: u64) -> bool {
        u64::try_from(self.context.now.duration_since(since).as_secs()).is_ok_and(|passed| passed >= seconds)
    }
}
