//! Which alerts the messages on Discord speak of.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;

/// The alerts that messages speak of, each with the fingerprint it had when that was last looked at. `None`: not looked at yet.
#[derive(Debug, Clone, Default)]
pub struct LiveMessages(pub BTreeMap<AlertId, Option<u64>>);

impl LiveMessages {
    /// A message speaks of these. Whether it says what is so is found out with the next look.
    pub fn speak_of(&mut self, alerts: impl IntoIterator<Item = AlertId>) {
        self.0.extend(alerts.into_iter().map(|alert| (alert, None)));
    }

    /// Messages speak of nothing else any more.
    pub fn forget_all_but(&mut self, alerts: &BTreeSet<AlertId>) {
        self.0.retain(|alert, _| alerts.contains(alert));
    }

    /// A hull has another key: what is said of its alert is to be looked at under the new one.
    pub fn rekey(&mut self, from: HullKey, to: HullKey) {
        let renamed: Vec<AlertId> = self.0.keys().copied().filter(|id| id.rekeyed(from, to) != *id).collect();
        for id in renamed {
            self.0.remove(&id);
            self.0.insert(id.rekeyed(from, to), None);
        }
    }

    /// These fingerprints are known now.
    pub fn know(&mut self, fingerprints: Vec<(AlertId, u64)>) {
        self.0.extend(fingerprints.into_iter().map(|(alert, fingerprint)| (alert, Some(fingerprint))));
    }
}
