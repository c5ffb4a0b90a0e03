//! What AllianceAuth lacks of its characters.

use std::collections::BTreeMap;

use captrack_domain::ids::{CorporationId, PilotId};

/// What AllianceAuth lacks of every character that it knows, and how large their corporations are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthCoverage {
    /// Every character that it knows, also those of whom nothing is missing.
    pub pilots: Vec<CoveredPilot>,
    /// The corporations of these characters.
    pub corporations: BTreeMap<CorporationId, CoveredCorporation>,
}

/// A character and what is missing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredPilot {
    /// The character's id.
    pub id: PilotId,
    /// The character's name.
    pub name: String,
    /// Its corporation, as AllianceAuth last updated it.
    pub corporation: CorporationId,
    /// What is missing, most important first.
    pub missing: Vec<CoverageGap>,
}

impl CoveredPilot {
    /// Whether its ships can be read.
    pub fn is_readable(&self) -> bool {
        use CoverageGap::{Account, AssetsToken, Registration};
        !self.missing.iter().any(|gap| matches!(gap, Account | Registration | AssetsToken))
    }
}

/// A corporation, as AllianceAuth knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredCorporation {
    /// None: AllianceAuth does not know it.
    pub name: Option<String>,
    /// How many members EVE counts; none: not known.
    pub members: Option<u64>,
}

/// What is missing of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoverageGap {
    /// It belongs to no account: it left.
    Account,
    /// Its account has no main.
    Main,
    /// It is not registered where characters are read.
    Registration,
    /// No token allows its assets.
    AssetsToken,
    /// No one token allows ship and place.
    LocationToken,
    /// Its assets were never read.
    Assets,
    /// Its ship and place were never read.
    Location,
}
