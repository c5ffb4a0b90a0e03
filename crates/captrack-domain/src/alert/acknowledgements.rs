//! Acknowledgements: what has been seen is not told again, and nothing else is hidden by that.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::DecideRound;
use super::{Alert, AlertId, AlertState};
use crate::acknowledgement::{Acknowledgement, AcknowledgementEnd};
use crate::hull::HullKey;
use crate::ids::PilotId;

impl DecideRound<'_> {
    /// Those that nobody has acknowledged under this main.
    pub(super) fn unseen(&self, main: PilotId, hulls: impl IntoIterator<Item = HullKey>) -> Vec<HullKey> {
        let seen = self.context.acknowledged.of(main).map(|acknowledgement| &acknowledgement.hulls);
        hulls.into_iter().filter(|key| seen.is_none_or(|seen| !seen.contains(key))).collect()
    }

    /// Which acknowledgements go on, which are broken by a further hull, and which are over.
    pub(super) fn review_acknowledgements(&mut self) {
        let mut open: BTreeMap<PilotId, Vec<AlertId>> = BTreeMap::new();
        if !self.context.acknowledged.0.is_empty() {
            for alert in self.after.values().filter(|alert| !alert.is_closed()) {
                open.entry(alert.main).or_default().push(alert.id);
            }
        }
        for acknowledgement in self.context.acknowledged.0.values() {
            let main = acknowledgement.main;
            let ids = open.get(&main).map_or(&[][..], Vec::as_slice);
            if self.is_broken(acknowledgement, ids) {
                self.decision.acknowledgements_ended.push((main, AcknowledgementEnd::Broken));
                self.begin_to_repeat(ids);
                continue;
            }
            let hulls = self.still_seen(acknowledgement, ids);
            if hulls.is_empty() {
                self.decision.acknowledgements_ended.push((main, AcknowledgementEnd::Over));
            } else if hulls != acknowledgement.hulls {
                self.decision.acknowledgements.push(Acknowledgement { hulls, ..acknowledgement.clone() });
            }
        }
    }

    /// A further hull stands.
    fn is_broken(&self, acknowledgement: &Acknowledgement, open: &[AlertId]) -> bool {
        open.iter()
            .filter_map(|id| self.after.get(id))
            .any(|alert| alert.state == AlertState::Open && !alert.hulls.is_subset(&acknowledgement.hulls))
    }

    /// What was acknowledged and is not over. A hull that has left a fleet which goes on may come back to it: that is not news.
    fn still_seen(&self, acknowledgement: &Acknowledgement, open: &[AlertId]) -> BTreeSet<HullKey> {
        let going_on: Vec<&Alert> =
            open.iter().filter(|id| !self.ended.contains(id)).filter_map(|id| self.after.get(id)).collect();
        let remains = |key: &HullKey| {
            let of_this_main = self.facts.get(key).filter(|fact| fact.main == acknowledgement.main);
            going_on.iter().any(|alert| alert.hulls.contains(key))
                || of_this_main.is_some_and(|fact| {
                    let fleet = AlertId::Fleet(fact.main, fact.class);
                    !fact.introduced || going_on.iter().any(|alert| alert.id == fleet)
                })
        };
        acknowledgement.hulls.iter().copied().filter(remains).collect()
    }

    /// Who acknowledged these has known of them until now: they are told again an interval from now at the earliest.
    fn begin_to_repeat(&mut self, alerts: &[AlertId]) {
        for id in alerts {
            if let Some(alert) = self.after.get_mut(id) {
                alert.sent_at = Some(self.context.now);
            }
        }
    }
}
