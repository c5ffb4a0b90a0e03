//! Why a hull alerts or does not, in one sentence.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::class::HullClass;

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

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)?;
        if self.place_unknown { f.write_str(", place not known") } else { Ok(()) }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always { class } => write!(f, "{} always alert", capitalised(class.plural())),
            Self::Count { class, have, need, stale } => {
                let class = if *need == 1 { class.singular() } else { class.plural() };
                write!(f, "{have} of {need} {class} under this main")?;
                match stale {
                    0 => Ok(()),
                    n => write!(f, ", {n} of them stale"),
                }
            }
            Self::TrackOnly { class } => {
                write!(f, "{} are only tracked", capitalised(class.plural()))
            }
            Self::OutOfScope { listed: true } => f.write_str("Outside the listed places"),
            Self::OutOfScope { listed: false } => f.write_str("In a place the policy leaves out"),
            Self::Snoozed { by, until: Some(until) } => {
                write!(f, "Snoozed by {by} until {} EVE", until.strftime("%Y-%m-%d %H:%M"))
            }
            Self::Snoozed { by, until: None } => write!(f, "Snoozed by {by} until cleared"),
            Self::Unclassified => f.write_str("A capital of a group that no class names"),
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(reason: Reason) -> String {
        Why { reason, place_unknown: false }.to_string()
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
        assert_eq!(unknown.to_string(), "Titans always alert, place not known");
    }
}
