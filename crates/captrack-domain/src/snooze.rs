//! Snoozes: a pilot who shall not alert for a while.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::PilotId;

/// A snooze of one pilot: who, until when, why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// The pilot whose ships it silences, wherever they are.
    pub pilot: PilotId,
    /// When it was decided, by corrected time.
    pub since: Timestamp,
    /// When it ends; `None`: until cleared.
    pub until: Option<Timestamp>,
    /// Who set it: a pilot's name or "this desk".
    pub by: String,
    /// The reason, if one was given.
    pub why: Option<String>,
}

impl Snooze {
    /// Whether it silences its pilot now. The end itself is no longer silent.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// The snoozes, by pilot. State is computed from the time, never stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snoozes(pub BTreeMap<PilotId, Snooze>);

impl Snoozes {
    /// The snooze that silences a pilot now.
    pub fn of(&self, pilot: PilotId, now: Timestamp) -> Option<&Snooze> {
        self.0.get(&pilot).filter(|snooze| snooze.holds(now))
    }

    /// When the next snooze ends, so that the monitor can wake for it.
    pub fn next_end(&self, now: Timestamp) -> Option<Timestamp> {
        self.0.values().filter_map(|snooze| snooze.until).filter(|until| *until > now).min()
    }
}

impl FromIterator<Snooze> for Snoozes {
    fn from_iter<I: IntoIterator<Item = Snooze>>(snoozes: I) -> Self {
        Self(snoozes.into_iter().map(|snooze| (snooze.pilot, snooze)).collect())
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn the_next_end_is_the_first_that_has_not_come() {
        let noon: Timestamp = "2026-11-28T12:00:00Z".parse().unwrap();
        let hour = |hours: i64| noon + hours.hours();
        let ends = [Some(hour(2)), Some(hour(1)), None, Some(hour(-1))];
        let snooze =
            |(pilot, until)| Snooze { pilot: PilotId(pilot), since: hour(-2), until, by: "Mira".to_owned(), why: None };
        let snoozes: Snoozes = (1..).zip(ends).map(snooze).collect();
        assert_eq!(snoozes.next_end(noon), Some(hour(1)));
        assert_eq!(snoozes.next_end(hour(1)), Some(hour(2)), "one that ends now has ended");
        assert_eq!(snoozes.next_end(hour(2)), None);
    }
}
