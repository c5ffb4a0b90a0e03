//! Pilots and coverage: who is watched, under which main, and how well.

use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::section::{Freshness, SectionKind};
use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::snapshot::SnoozeView;

/// The pilots that a search leaves, with what is known of all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PilotsView {
    /// How much of the alliance is seen.
    pub coverage: Coverage,
    /// How many pilots the search leaves.
    pub matched: usize,
    /// The first of them (at most 500), by main, the main first, then by name.
    pub pilots: Vec<PilotRow>,
    /// What AllianceAuth lacks of its characters; none: it has not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_coverage: Option<AuthCoverageView>,
}

/// What AllianceAuth lacks of its characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthCoverageView {
    /// When AllianceAuth last told it.
    pub told_at: Timestamp,
    /// How many characters AllianceAuth knows.
    pub characters: usize,
    /// Of them, those whose ships it can read.
    pub readable: usize,
    /// By corporation, those that lack most first.
    pub corporations: Vec<CorporationCoverage>,
    /// The first of those of whom something is missing (at most 500), by name.
    pub missing: Vec<MissingPilot>,
}

/// A corporation, and how much of it AllianceAuth sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorporationCoverage {
    /// The corporation's name; its id in digits where that is not known.
    pub name: String,
    /// How many members it has in EVE; none: not known.
    pub members: Option<u64>,
    /// How many of its characters AllianceAuth knows.
    pub known: usize,
    /// Of them, those whose ships it can read.
    pub readable: usize,
    /// Not registered where characters are read.
    pub unregistered: usize,
    /// No token of theirs allows all that is read: it is dead, or lacks scopes.
    pub without_token: usize,
    /// Never read, though nothing else is missing.
    pub never_read: usize,
}

/// A character of whom something is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingPilot {
    /// The character's name.
    pub name: String,
    /// The name of its corporation.
    pub corporation: String,
    /// What is missing, and what to do.
    pub what: Text,
}

/// How much is seen, over all pilots.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// How many pilots are watched.
    pub pilots: usize,
    /// Of them, those whose ship, location and assets all answer.
    pub fresh: usize,
    /// Those of whom something has not answered for a while.
    pub stale: usize,
    /// Those of whom something has never answered.
    pub never: usize,
    /// How many of them EVE refuses, so that somebody must sign in again.
    pub need_sign_in: usize,
    /// How many hulls are known.
    pub hulls: usize,
    /// Of them, those whose place was never known.
    pub hulls_without_place: usize,
    /// Mains, pilots that are their own included.
    pub mains: usize,
    /// Snoozed pilots.
    #[serde(default, skip_serializing_if = "is_none")]
    pub snoozed: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's shape")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

/// One line of the pilots page: who is watched, and whether what is polled answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PilotRow {
    /// The character's id.
    pub id: PilotId,
    /// The character's name.
    pub name: String,
    /// None: not looked up yet.
    pub corporation_name: Option<String>,
    /// None: in no alliance, or not looked up yet.
    pub alliance_name: Option<String>,
    /// The main; the pilot itself without one.
    pub main_id: PilotId,
    /// The name of its main; its own, where it has none.
    pub main_name: String,
    /// How many hulls are known of it.
    pub hulls: usize,
    /// The highest level of its hulls; none without hulls that are shown.
    pub level: Option<Level>,
    /// Why it alerts or does not, also without any hull; one English sentence.
    pub why: String,
    /// The same, to be worded in any language; none: an earlier version wrote this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// The snooze that holds now; none: it is not snoozed.
    pub snooze: Option<SnoozeView>,
    /// Why EVE refuses its sign-in, if it does.
    pub needs_sign_in: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_sign_in_text: Option<Text>,
    /// When EVE is asked again whether it takes the refused sign-in; none: only a new sign-in helps, or nothing is refused.
    #[serde(default)]
    pub next_try: Option<Timestamp>,
    /// AllianceAuth tells of it, perhaps beside EVE.
    pub through_auth: bool,
    /// Nobody signed it in here: it is known through AllianceAuth alone and cannot be signed out.
    pub through_auth_alone: bool,
    /// It has left AllianceAuth, which goes on telling of it.
    #[serde(default)]
    pub left_auth: bool,
    /// Its main is AllianceAuth's word, which no hand changes.
    pub main_is_given: bool,
    /// When it was first signed in or listed.
    pub added_at: Timestamp,
    /// What is polled of it, each with how that goes.
    pub sections: Vec<SectionState>,
}

/// How the polling of one thing goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionState {
    /// Which fact is polled.
    pub kind: SectionKind,
    /// Fresh, stale, or never answered.
    pub freshness: Freshness,
    /// The last success; none: there was none.
    pub last_success: Option<Timestamp>,
    /// Why the last attempt failed, in one sentence; none: it did not.
    pub last_error: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error_text: Option<Text>,
}

/// What an import of mains would do, or has done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MainsImport {
    /// Pilots that come under another main.
    pub changes: Vec<MainChange>,
    /// Lines that say what already is.
    pub unchanged: usize,
    /// Pilots in the file, by id, that are not watched here; kept out.
    pub unknown_pilots: Vec<PilotId>,
    /// The titles of the columns that were read; none: the file has no titles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<MainsColumns>,
    /// Lines that were kept out because of a name that nobody has, or several: a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<Text>,
    /// True: it was carried out; false: it is what would change.
    pub applied: bool,
}

/// The columns of a file of mains, by their titles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MainsColumns {
    /// Read as pilots.
    pub pilots: String,
    /// Read as their mains.
    pub mains: String,
}

/// A pilot that comes under another main.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MainChange {
    /// The pilot's name.
    pub pilot: String,
    /// The name of its main before.
    pub from: String,
    /// The name of its main after.
    pub to: String,
}
