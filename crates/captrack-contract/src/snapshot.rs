//! The snapshot: what `captrack snapshot --json` prints. An interface: documented, and kept.
//!
//! Levels and classes are in `snake_case`, times in RFC 3339 UTC, unknown values null. New fields may be added.

use std::collections::BTreeMap;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{AllianceId, CorporationId, ItemId, PilotId, RegionId, SystemId, TypeId};
use captrack_domain::section::{Freshness, SectionKind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::board::AcknowledgementView;

/// All that is known, judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Grows with every change; the same number is the same content.
    pub revision: u64,
    /// When it was made.
    pub generated_at: Timestamp,
    /// Hulls by level; every level is there.
    pub counts: BTreeMap<Level, usize>,
    /// The cards: highest level first, then by name.
    pub mains: Vec<MainView>,
    /// What is polled, and how that goes.
    pub sections: Vec<SectionView>,
    /// The AllianceAuth that the desk is connected to; null: to none.
    pub allianceauth: Option<AuthSourceView>,
}

/// A main's card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MainView {
    /// The main.
    pub main_id: PilotId,
    /// Its name.
    pub main_name: String,
    /// For the logo.
    pub corporation_id: Option<CorporationId>,
    /// The corporation's name.
    pub corporation_name: Option<String>,
    /// For the logo.
    pub alliance_id: Option<AllianceId>,
    /// The alliance's name.
    pub alliance_name: Option<String>,
    /// The part of the dashboard the card stands in.
    pub level: Level,
    /// Who has seen what alerts here; null: nobody has.
    pub acknowledged: Option<AcknowledgementView>,
    /// Its hulls: highest level first, titan before supercarrier before the rest.
    pub hulls: Vec<HullView>,
}

/// A hull's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HullView {
    /// Its identity, such as `item/1040000000001`.
    pub hull_key: HullKey,
    /// The item id, where there is one.
    pub item_id: Option<ItemId>,
    /// Its type.
    pub type_id: TypeId,
    /// The type's name.
    pub type_name: String,
    /// Its class under the policy.
    pub class: HullClass,
    /// Whose.
    pub pilot_id: PilotId,
    /// The pilot's name.
    pub pilot_name: String,
    /// The system, when known.
    pub system_id: Option<SystemId>,
    /// Its name.
    pub system_name: Option<String>,
    /// True security, -1.0 to 1.0.
    pub security: Option<f64>,
    /// The region, when known.
    pub region_id: Option<RegionId>,
    /// Its name.
    pub region_name: Option<String>,
    /// Station, structure, `In space` or `Asset safety`; null when not known.
    pub place_name: Option<String>,
    /// Whether somebody flies it.
    pub flown: bool,
    /// Its level.
    pub level: Level,
    /// One sentence.
    pub why: String,
    /// Since when it has alerted; null: it does not.
    #[serde(default)]
    pub since: Option<Timestamp>,
    /// Its pilot's snooze, while it holds.
    pub snooze: Option<SnoozeView>,
    /// When this was true.
    pub observed_at: Timestamp,
    /// Whether its section answers.
    pub freshness: Freshness,
}

/// AllianceAuth as a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthSourceView {
    /// Its address.
    pub address: String,
    /// When it last told the hulls, also with "unchanged".
    pub last_success: Option<Timestamp>,
    /// Why the last attempt failed; null after a success.
    pub last_error: Option<String>,
    /// When it is asked next.
    pub due_at: Timestamp,
}

/// A snooze as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozeView {
    /// Its end; null: until cleared.
    pub until: Option<Timestamp>,
    /// Who set it.
    pub by: String,
    /// Why, if given.
    pub why: Option<String>,
}

/// One thing that is polled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionView {
    /// What.
    pub kind: SectionKind,
    /// Of whom.
    pub subject: PilotId,
    /// When it last answered.
    pub last_success: Option<Timestamp>,
    /// Why the last attempt failed; null after a success.
    pub last_error: Option<String>,
    /// When it is asked next.
    pub due_at: Timestamp,
}
