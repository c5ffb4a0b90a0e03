//! Hull classes: what a capital is for the rules.

use serde::{Deserialize, Serialize};

use crate::ids::GroupId;

/// The class of a capital hull. Titans first: the order is the order in which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HullClass {
    /// EVE's group 30.
    Titan,
    /// EVE's group 659.
    Supercarrier,
    /// EVE's group 485.
    Dreadnought,
    /// Group 4594 (1972 is the Flag Cruiser, no capital).
    LancerDreadnought,
    /// EVE's group 547.
    Carrier,
    /// EVE's group 5120, since June 2026.
    CommandCarrier,
    /// EVE's group 1538.
    ForceAuxiliary,
    /// EVE's group 883: the Rorqual.
    CapitalIndustrial,
    /// EVE's group 902.
    JumpFreighter,
    /// EVE's group 513.
    Freighter,
    /// A capital of a group that the policy does not know.
    Unclassified,
}

impl HullClass {
    /// Every class, in the order of display.
    pub const ALL: [Self; 11] = [
        Self::Titan,
        Self::Supercarrier,
        Self::Dreadnought,
        Self::LancerDreadnought,
        Self::Carrier,
        Self::CommandCarrier,
        Self::ForceAuxiliary,
        Self::CapitalIndustrial,
        Self::JumpFreighter,
        Self::Freighter,
        Self::Unclassified,
    ];

    /// The groups of the class in the static data (build 3650286, 2026-10-26).
    pub const fn default_groups(self) -> &'static [GroupId] {
        match self {
            Self::Titan => &[GroupId(30)],
            Self::Supercarrier => &[GroupId(659)],
            Self::Dreadnought => &[GroupId(485)],
            Self::LancerDreadnought => &[GroupId(4594)],
            Self::Carrier => &[GroupId(547)],
            Self::CommandCarrier => &[GroupId(5120)],
            Self::ForceAuxiliary => &[GroupId(1538)],
            Self::CapitalIndustrial => &[GroupId(883)],
            Self::JumpFreighter => &[GroupId(902)],
            Self::Freighter => &[GroupId(513)],
            Self::Unclassified => &[],
        }
    }

    /// The name in `snapshot --json`, in the store and in policy files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Titan => "titan",
            Self::Supercarrier => "supercarrier",
            Self::Dreadnought => "dreadnought",
            Self::LancerDreadnought => "lancer_dreadnought",
            Self::Carrier => "carrier",
            Self::CommandCarrier => "command_carrier",
            Self::ForceAuxiliary => "force_auxiliary",
            Self::CapitalIndustrial => "capital_industrial",
            Self::JumpFreighter => "jump_freighter",
            Self::Freighter => "freighter",
            Self::Unclassified => "unclassified",
        }
    }

    /// Of [`Self::name`]; none: no class has that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    /// One of them, in running text.
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Titan => "titan",
            Self::Supercarrier => "supercarrier",
            Self::Dreadnought => "dreadnought",
            Self::LancerDreadnought => "lancer dreadnought",
            Self::Carrier => "carrier",
            Self::CommandCarrier => "command carrier",
            Self::ForceAuxiliary => "force auxiliary",
            Self::CapitalIndustrial => "capital industrial",
            Self::JumpFreighter => "jump freighter",
            Self::Freighter => "freighter",
            Self::Unclassified => "unclassified capital",
        }
    }

    /// Several of them, in running text.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Titan => "titans",
            Self::Supercarrier => "supercarriers",
            Self::Dreadnought => "dreadnoughts",
            Self::LancerDreadnought => "lancer dreadnoughts",
            Self::Carrier => "carriers",
            Self::CommandCarrier => "command carriers",
            Self::ForceAuxiliary => "force auxiliaries",
            Self::CapitalIndustrial => "capital industrials",
            Self::JumpFreighter => "jump freighters",
            Self::Freighter => "freighters",
            Self::Unclassified => "unclassified capitals",
        }
    }
}
