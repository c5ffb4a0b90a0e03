//! Why a hull alerts or does not, in one sentence.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::class::HullClass;
use crate::policy::Policy;
use crate::words::{author, capitalised, eve_date_time};

/// Why a hull has its level; [`Self::sentence`] words it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelReason {
    /// The rule that decided, with its numbers.
    pub reason: DecidingRule,
    /// The place was never known; it counts as in scope.
    pub place_unknown: bool,
}

/// The rule that gave a hull its level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum DecidingRule {
    /// Its class is set to *always*.
    Always {
        /// The hull's class.
        class: HullClass,
    },
    /// So many of so many hulls of its class under its main, some of them stale.
    Count {
        /// Which class.
        class: HullClass,
        /// How many hulls count: in scope, and of pilots who are not snoozed.
        have: u32,
        /// The threshold of the class.
        need: u32,
        /// How many of them are stale.
        stale: u32,
    },
    /// Its class is set to *track only*.
    TrackOnly {
        /// Which class.
        class: HullClass,
    },
    /// It is not where the policy looks.
    OutOfScope {
        /// The policy lists where to look, or where not to.
        listed: bool,
    },
    /// A snooze of its pilot holds.
    Snoozed {
        /// Who set the snooze: a pilot's name or "this desk".
        by: String,
        /// When the snooze ends; none: until somebody clears it.
        until: Option<Timestamp>,
    },
    /// A capital whose group the policy does not name.
    Unclassified,
    /// Its class always alerts, but it is packaged: nobody can fly it.
    Packaged {
        /// Which class.
        class: HullClass,
    },
    /// Its pilot left AllianceAuth too long ago.
    LeftAuth,
}

/// Which rule gave a hull its level, for programs: it stands beside the sentence in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// [`DecidingRule::Always`].
    Always,
    /// [`DecidingRule::Count`].
    Count,
    /// [`DecidingRule::TrackOnly`].
    TrackOnly,
    /// [`DecidingRule::OutOfScope`].
    OutOfScope,
    /// [`DecidingRule::Snoozed`].
    Snoozed,
    /// [`DecidingRule::Unclassified`].
    Unclassified,
    /// [`DecidingRule::Packaged`].
    Packaged,
    /// [`DecidingRule::LeftAuth`].
    LeftAuth,
    /// A code of a newer version.
    #[serde(other)]
    Other,
}

impl ReasonCode {
    /// Every code that this version gives.
    pub const ALL: [Self; 8] = [
        Self::Always,
        Self::Count,
        Self::TrackOnly,
        Self::OutOfScope,
        Self::Snoozed,
        Self::Unclassified,
        Self::Packaged,
        Self::LeftAuth,
    ];
}

impl LevelReason {
    /// Which rule decided, without its numbers.
    pub const fn code(&self) -> ReasonCode {
        match self.reason {
            DecidingRule::Always { .. } => ReasonCode::Always,
            DecidingRule::Count { .. } => ReasonCode::Count,
            DecidingRule::TrackOnly { .. } => ReasonCode::TrackOnly,
            DecidingRule::OutOfScope { .. } => ReasonCode::OutOfScope,
            DecidingRule::Snoozed { .. } => ReasonCode::Snoozed,
            DecidingRule::Unclassified => ReasonCode::Unclassified,
            DecidingRule::Packaged { .. } => ReasonCode::Packaged,
            DecidingRule::LeftAuth => ReasonCode::LeftAuth,
        }
    }

    /// The reason in one sentence, with the names that the user gave to classes.
    pub fn sentence(&self, policy: &Policy) -> String {
        match &self.reason {
            DecidingRule::OutOfScope { .. } if self.place_unknown => {
                "Its location was never known, and the rules leave such ships out".to_owned()
            }
            reason if self.place_unknown => format!("{}, place unknown", reason.sentence(policy)),
            reason => reason.sentence(policy),
        }
    }
}

impl DecidingRule {
    fn sentence(&self, policy: &Policy) -> String {
        match self {
            Self::Always { class } => format!("{} always alert", capitalised(&policy.plural(*class))),
            Self::Count { class, have, need, stale } => {
                let count = policy.counted(*class, *have as usize);
                format!("{count}{} (alerts at {need})", out_of_date(*stale))
            }
            Self::TrackOnly { class } => format!("{} are only tracked", capitalised(&policy.plural(*class))),
            Self::OutOfScope { listed: true } => "Outside the listed places".to_owned(),
            Self::OutOfScope { listed: false } => "In a place that the rules leave out".to_owned(),
            Self::Snoozed { by, until } => format!("Snoozed by {} {}", author(by), until_when(*until)),
            Self::Unclassified => "A capital ship of a group that is in no class".to_owned(),
            Self::Packaged { class } => {
                format!("{} always alert, but not while packaged", capitalised(&policy.plural(*class)))
            }
            Self::LeftAuth => "Its pilot has left AllianceAuth".to_owned(),
        }
    }
}

/// `, 2 out of date`; empty when none is.
pub(crate) fn out_of_date(stale: u32) -> String {
    if stale == 0 { String::new() } else { format!(", {stale} out of date") }
}

/// `until 2026-11-22 18:40 EVE`, `until cleared`.
pub(crate) fn until_when(until: Option<Timestamp>) -> String {
    until.map_or_else(|| "until cleared".to_owned(), |until| format!("until {}", eve_date_time(until)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(reason: DecidingRule) -> String {
        LevelReason { reason, place_unknown: false }.sentence(&Policy::default())
    }

    fn unplaced(reason: DecidingRule) -> String {
        LevelReason { reason, place_unknown: true }.sentence(&Policy::default())
    }

    #[test]
    fn every_reason_is_one_plain_sentence() {
        use HullClass::{CapitalIndustrial, Carrier, Titan};
        let until = Some("2026-11-22T18:40:00Z".parse().unwrap());
        let count = |have, need, stale| DecidingRule::Count { class: Carrier, have, need, stale };
        let said = [
            said(DecidingRule::Always { class: Titan }),
            said(count(3, 5, 0)),
            said(count(6, 5, 2)),
            said(count(1, 1, 0)),
            said(DecidingRule::TrackOnly { class: CapitalIndustrial }),
            said(DecidingRule::OutOfScope { listed: true }),
            said(DecidingRule::OutOfScope { listed: false }),
            said(DecidingRule::Snoozed { by: "Mira".into(), until }),
            said(DecidingRule::Snoozed { by: "this desk".into(), until: None }),
            said(DecidingRule::Unclassified),
            said(DecidingRule::Packaged { class: Titan }),
            said(DecidingRule::LeftAuth),
            unplaced(DecidingRule::Always { class: Titan }),
            unplaced(count(3, 5, 1)),
            unplaced(DecidingRule::OutOfScope { listed: true }),
        ];
        insta::assert_snapshot!(said.join("\n"), @r"
        Titans always alert
        3 carriers (alerts at 5)
        6 carriers, 2 out of date (alerts at 5)
        1 carrier (alerts at 1)
        Capital industrials are only tracked
        Outside the listed places
        In a place that the rules leave out
        Snoozed by Mira until 2026-11-22 18:40 EVE
        Snoozed by this computer until cleared
        A capital ship of a group that is in no class
        Titans always alert, but not while packaged
        Its pilot has left AllianceAuth
        Titans always alert, place unknown
        3 carriers, 1 out of date (alerts at 5), place unknown
        Its location was never known, and the rules leave such ships out
        ");
    }

    #[test]
    fn a_code_is_called_as_its_rule_is() {
        use HullClass::Titan;
        let rules = [
            DecidingRule::Always { class: Titan },
            DecidingRule::Count { class: Titan, have: 1, need: 2, stale: 0 },
            DecidingRule::TrackOnly { class: Titan },
            DecidingRule::OutOfScope { listed: true },
            DecidingRule::Snoozed { by: "Mira".into(), until: None },
            DecidingRule::Unclassified,
            DecidingRule::Packaged { class: Titan },
            DecidingRule::LeftAuth,
        ];
        let codes = rules.map(|reason| {
            let rule = serde_json::to_value(&reason).unwrap()["rule"].clone();
            let code = LevelReason { reason, place_unknown: false }.code();
            assert_eq!(serde_json::to_value(code).unwrap(), rule);
            code
        });
        assert_eq!(codes, ReasonCode::ALL);
        assert_eq!(serde_json::from_str::<ReasonCode>("\"later\"").unwrap(), ReasonCode::Other);
    }

    #[test]
    fn reasons_use_the_names_that_the_user_gave() {
        let mut policy = Policy::default();
        for (class, name) in [(HullClass::Titan, "big ones"), (HullClass::Carrier, "Flat tops")] {
            policy.classes.get_mut(&class).unwrap().display_name = Some(name.into());
        }
        let said = |reason| LevelReason { reason, place_unknown: false }.sentence(&policy);
        assert_eq!(said(DecidingRule::Always { class: HullClass::Titan }), "Big ones always alert");
        assert_eq!(said(DecidingRule::TrackOnly { class: HullClass::Carrier }), "Flat tops are only tracked");
        let count = |need| DecidingRule::Count { class: HullClass::Carrier, have: 2, need, stale: 0 };
        assert_eq!(said(count(5)), "2 Flat tops (alerts at 5)");
        assert_eq!(said(count(1)), "2 Flat tops (alerts at 1)");
    }
}
