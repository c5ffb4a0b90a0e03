//! The snapshot: what `captrack snapshot --json` prints. An interface: documented, and kept.
//!
//! Levels and classes are in `snake_case`, times in RFC 3339 UTC, unknown values null. New fields may be added.

use std::collections::BTreeMap;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{AllianceId, CorporationId, ItemId, PilotId, RegionId, SystemId, TypeId};
use captrack_domain::section::{Freshness, ReadErrorCode, SectionKind};
use captrack_domain::why::{LevelReason, ReasonCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::board::AcknowledgementView;
use crate::status::AuthErrorCode;

/// All that is known, judged: `snapshot --json`, documented in docs/interfaces.md.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Grows with every change; the same number is the same content.
    pub revision: u64,
    /// Corrected time at which it was computed.
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

/// A main with its level, its counts and the hulls under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MainView {
    /// The main's character id.
    pub main_id: PilotId,
    /// The main's name.
    pub main_name: String,
    /// For the logo; none: not known yet.
    pub corporation_id: Option<CorporationId>,
    /// None: not looked up yet.
    pub corporation_name: Option<String>,
    /// For the logo; none: in no alliance, or not known yet.
    pub alliance_id: Option<AllianceId>,
    /// None: in no alliance, or not looked up yet.
    pub alliance_name: Option<String>,
    /// The part of the dashboard the card stands in.
    pub level: Level,
    /// Who has seen what alerts here; null: nobody has.
    pub acknowledged: Option<AcknowledgementView>,
    /// Its hulls: highest level first, titan before supercarrier before the rest.
    pub hulls: Vec<HullView>,
}

/// A hull with its place, age, level and reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HullView {
    /// Its identity, such as `item/1040000000001`.
    pub hull_key: HullKey,
    /// The item id, where there is one.
    pub item_id: Option<ItemId>,
    /// EVE's type.
    pub type_id: TypeId,
    /// The type's English name.
    pub type_name: String,
    /// By the policy's groups, not by EVE's alone.
    pub class: HullClass,
    /// Who owns or flies it.
    pub pilot_id: PilotId,
    /// The pilot's name.
    pub pilot_name: String,
    /// None: its system is not known.
    pub system_id: Option<SystemId>,
    /// The system's name; none: its system is not known.
    pub system_name: Option<String>,
    /// True security, -1.0 to 1.0.
    pub security: Option<f64>,
    /// None: its system is not known.
    pub region_id: Option<RegionId>,
    /// The region's name; none: its system is not known.
    pub region_name: Option<String>,
    /// Station, structure, `In space` or `Asset safety`; null when not known.
    pub place_name: Option<String>,
    /// Its pilot sits in it.
    pub flown: bool,
    /// What the rules make of it now.
    pub level: Level,
    /// The reason of its level, in one English sentence.
    pub why: String,
    /// The rule that decided; null: an earlier version wrote this.
    #[serde(default)]
    pub why_code: Option<ReasonCode>,
    /// The rule that decided with its numbers, for a sentence in another language; null: an earlier version wrote this.
    #[serde(default)]
    pub reason: Option<LevelReason>,
    /// Since when it has alerted; null: it does not.
    #[serde(default)]
    pub since: Option<Timestamp>,
    /// Its pilot's snooze, while it holds.
    pub snooze: Option<SnoozeView>,
    /// The latest moment at which its place was true.
    pub observed_at: Timestamp,
    /// Of the section that tells where it is.
    pub freshness: Freshness,
}

/// How AllianceAuth answers as a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthSourceView {
    /// Its `https` address, path `/`.
    pub address: String,
    /// When it last told the hulls, also with "unchanged".
    pub last_success: Option<Timestamp>,
    /// Why the last attempt failed; null after a success.
    pub last_error: Option<String>,
    /// The same for programs; null after a success.
    #[serde(default)]
    pub last_error_code: Option<AuthErrorCode>,
    /// When the next round of questions goes out.
    pub due_at: Timestamp,
}

/// A pilot's snooze, as rows and pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozeView {
    /// Its end; null: until cleared.
    pub until: Option<Timestamp>,
    /// Who set it: a pilot's name or "this desk".
    pub by: String,
    /// The reason that was typed; none: no reason was given.
    pub why: Option<String>,
}

/// The status of one section: a kind of fact about one pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionView {
    /// Which fact is polled.
    pub kind: SectionKind,
    /// The pilot whose fact it is.
    pub subject: PilotId,
    /// The last success; null: there was none.
    pub last_success: Option<Timestamp>,
    /// Why the last attempt failed; null after a success.
    pub last_error: Option<String>,
    /// The same for programs; null after a success, and for a failure that an earlier version wrote down.
    #[serde(default)]
    pub last_error_code: Option<ReadErrorCode>,
    /// When it is polled next.
    pub due_at: Timestamp,
}
