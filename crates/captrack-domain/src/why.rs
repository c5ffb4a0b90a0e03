//! Why a hull alerts or does not.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::class::HullClass;

/// Why a hull has its level; `captrack-text` words it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LevelReason {
    /// The rule that decided, with its numbers.
    #[serde(rename = "rule")]
    pub reason: DecidingRule,
    /// The place was never known; it counts as in scope.
    pub place_unknown: bool,
}

/// The rule that gave a hull its level.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// A watch rule holds.
    Watch {
        /// What the rule is called.
        rule: String,
        /// What alerts of its class, where that does too.
        class: Option<Box<DecidingRule>>,
    },
}

impl DecidingRule {
    /// The rule of its class, which may be beside one that watches.
    pub fn of_class(&self) -> &Self {
        match self {
            Self::Watch { class: Some(rule), .. } => rule,
            other => other,
        }
    }
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
    /// [`DecidingRule::Watch`].
    Watch,
    /// A code of a newer version.
    #[serde(other)]
    Other,
}

impl ReasonCode {
    /// Every code that this version gives.
    pub const ALL: [Self; 9] = [
        Self::Always,
        Self::Count,
        Self::TrackOnly,
        Self::OutOfScope,
        Self::Snoozed,
        Self::Unclassified,
        Self::Packaged,
        Self::LeftAuth,
        Self::Watch,
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
            DecidingRule::Watch { .. } => ReasonCode::Watch,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            DecidingRule::Watch { rule: "Border".into(), class: None },
        ];
        let codes = rules.map(|reason| {
            let rule = serde_json::to_value(&reason).unwrap();
            let name = rule.as_object().and_then(|rule| rule.keys().next()).map(String::as_str).or(rule.as_str());
            let code = LevelReason { reason, place_unknown: false }.code();
            assert_eq!(serde_json::to_value(code).unwrap().as_str(), name);
            code
        });
        assert_eq!(codes, ReasonCode::ALL);
        assert_eq!(serde_json::from_str::<ReasonCode>("\"later\"").unwrap(), ReasonCode::Other);
    }
}
