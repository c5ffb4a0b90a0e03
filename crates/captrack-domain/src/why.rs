//! Why a hull alerts or does not, in one sentence.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::class::HullClass;
use crate::policy::Policy;

/// The reason for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The rule that decided.
    pub reason: Reason,
    /// The place was never known; it counts as in scope.
    pub place_unknown: bool,
}

/// The rule that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Reason {
    /// Its class always alerts.
    Always {
        /// Which class.
        class: HullClass,
    },
    /// So many of so many hulls of its class under its main, some of them stale.
    Count {
        /// Which class.
        class: HullClass,
        /// How many count.
        have: u32,
        /// How many it takes.
        need: u32,
        /// How many of them are stale.
        stale: u32,
    },
    /// Its class is only tracked.
    TrackOnly {
        /// Which class.
        class: HullClass,
    },
    /// It is not where the policy looks.
    OutOfScope {
        /// The policy lists where to look, or where not to.
        listed: bool,
    },
    /// Its pilot is snoozed.
    Snoozed {
        /// By whom.
        by: String,
        /// Until when; `None`: until cleared.
        until: Option<Timestamp>,
    },
    /// A capital whose group the policy does not name.
    Unclassified,
}

impl Why {
    /// The reason in one sentence, with the names that the user gave to classes.
    pub fn sentence(&self, policy: &Policy) -> String {
        match &self.reason {
            Reason::OutOfScope { .. } if self.place_unknown => {
                "Its place was never known, and such hulls are left out".to_owned()
            }
            reason if self.place_unknown => format!("{}, place not known", reason.sentence(policy)),
            reason => reason.sentence(policy),
        }
    }
}

impl Reason {
    fn sentence(&self, policy: &Policy) -> String {
        match self {
            Self::Always { class } => format!("{} always alert", capitalised(&policy.plural(*class))),
            Self::Count { class, have, need, stale } => {
                let class = if *need == 1 { policy.singular(*class) } else { policy.plural(*class) };
                let count = format!("{have} of {need} {class} under this main");
                if *stale == 0 { count } else { format!("{count}, {stale} of them stale") }
            }
            Self::TrackOnly { class } => format!("{} are only tracked", capitalised(&policy.plural(*class))),
            Self::OutOfScope { listed: true } => "Outside the listed places".to_owned(),
            Self::OutOfScope { listed: false } => "In a place the policy leaves out".to_owned(),
            Self::Snoozed { by, until } => format!("Snoozed by {by} {}", until_when(*until)),
            Self::Unclassified => "A capital of a group that no class names".to_owned(),
        }
    }
}

/// `until 2026-11-22 18:40 EVE`, `until cleared`.
pub(crate) fn until_when(until: Option<Timestamp>) -> String {
    until.map_or_else(|| "until cleared".to_owned(), |until| format!("until {} EVE", until.strftime("%Y-%m-%d %H:%M")))
}

pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(reason: Reason) -> String {
        Why { reason, place_unknown: false }.sentence(&Policy::default())
    }

    #[test]
    fn every_reason_is_one_plain_sentence() {
        assert_eq!(said(Reason::Always { class: HullClass::Titan }), "Titans always alert");
        let count = Reason::Count { class: HullClass::Carrier, have: 3, need: 5, stale: 0 };
        assert_eq!(said(count), "3 of 5 carriers under this main");
        let count = Reason::Count { class: HullClass::Carrier, have: 6, need: 5, stale: 2 };
        assert_eq!(said(count), "6 of 5 carriers under this main, 2 of them stale");
        let until = "2026-11-22T18:40:00Z".parse().unwrap();
        let snoozed = Reason::Snoozed { by: "Mira".into(), until: Some(until) };
        assert_eq!(said(snoozed), "Snoozed by Mira until 2026-11-22 18:40 EVE");
        let unknown = Why { reason: Reason::Always { class: HullClass::Titan }, place_unknown: true };
        assert_eq!(unknown.sentence(&Policy::default()), "Titans always alert, place not known");
    }
}
