//! The board: what the main window shows. Headers first; the rows of a card when it is opened and scrolled to.
//!
//! Crosses as compact bytes (postcard), not as JSON: 30,000 hulls under 5,000 mains are asked for whenever something changes.
//! Not the documented snapshot, which is [`crate::Snapshot`].

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{CardReason, Level};
use captrack_domain::ids::{AllianceId, CorporationId, PilotId, RegionId, SystemId};
use captrack_domain::preferences::{Preferences, Theme};
use captrack_domain::text;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::auth::ReadRequestView;
use crate::refusal::{ErrorCode, Refusal};
use crate::snapshot::{HullView, SnoozeView};
use crate::status::DeskStatus;

mod changes;

pub use changes::{BoardChanges, SentBoard};

/// What one card of the board stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupBy {
    /// A main with all pilots under it.
    #[default]
    Main,
    /// A solar system with the ships in it.
    System,
    /// A region with the ships in it.
    Region,
}

/// The identity of a card. Written as `main/2112000001`, `system/30004759`, `region/10000060`, `system/unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardKey {
    /// The card of a main.
    Main(PilotId),
    /// A system's; `None`: hulls whose place was never known.
    System(Option<SystemId>),
    /// A region's; `None`: hulls whose place was never known.
    Region(Option<RegionId>),
}

impl CardKey {
    /// The main, of a main's card.
    pub const fn main(self) -> Option<PilotId> {
        match self {
            Self::Main(main) => Some(main),
            Self::System(_) | Self::Region(_) => None,
        }
    }
}

impl fmt::Display for CardKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main(main) => write!(f, "main/{main}"),
            Self::System(Some(system)) => write!(f, "system/{system}"),
            Self::Region(Some(region)) => write!(f, "region/{region}"),
            Self::System(None) => f.write_str("system/unknown"),
            Self::Region(None) => f.write_str("region/unknown"),
        }
    }
}

/// The text is not a card's key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not the key of a card: use main/ID, system/ID or region/ID")]
pub struct NotACardKey(String);

impl FromStr for CardKey {
    type Err = NotACardKey;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotACardKey(text.to_owned());
        let (kind, id) = text.split_once('/').ok_or_else(wrong)?;
        match (kind, id) {
            ("system", "unknown") => Ok(Self::System(None)),
            ("region", "unknown") => Ok(Self::Region(None)),
            ("main", id) => id.parse().map(Self::Main).map_err(|_| wrong()),
            ("system", id) => id.parse().map(|id| Self::System(Some(id))).map_err(|_| wrong()),
            ("region", id) => id.parse().map(|id| Self::Region(Some(id))).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for CardKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        let compact = match *self {
            Self::Main(main) => CompactKey::Main(main),
            Self::System(system) => CompactKey::System(system),
            Self::Region(region) => CompactKey::Region(region),
        };
        compact.serialize(serializer)
    }
}

/// The same in bytes: a board has thousands of them, and writing and reading numbers as text is work.
#[derive(Serialize, Deserialize)]
enum CompactKey {
    Main(PilotId),
    System(Option<SystemId>),
    Region(Option<RegionId>),
}

impl<'de> Deserialize<'de> for CardKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            return text.parse().map_err(serde::de::Error::custom);
        }
        Ok(match CompactKey::deserialize(deserializer)? {
            CompactKey::Main(main) => Self::Main(main),
            CompactKey::System(system) => Self::System(system),
            CompactKey::Region(region) => Self::Region(region),
        })
    }
}

/// Card heads and totals; rows are asked for by card, when they come into view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardQuery {
    /// As typed into the search: words and filters, see [`crate::search::Search`].
    pub search: String,
    /// What one card stands for.
    pub group_by: GroupBy,
}

/// A question of the main window. The way in is JSON, the way out are bytes: see [`encode`] and [`decode`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ask")]
pub enum BoardRequest {
    /// The board without rows. → [`BoardAnswer::Board`], or [`BoardAnswer::Changes`] to a board that the page has
    Board {
        /// The search and grouping of the board; rows are those of the same board only.
        query: BoardQuery,
        /// The number of the board that the page has; none: it has none that answers this question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known: Option<u64>,
    },
    /// Rows of cards. → [`BoardAnswer::Rows`]
    Rows {
        /// Of which board.
        query: BoardQuery,
        /// Of which cards, and which of their rows.
        cards: Vec<RowRange>,
    },
    /// Whether a main has a card, before a search is given up to show it. → [`BoardAnswer::Found`]
    Find {
        /// The main that is looked for, by any of its pilots.
        main: PilotId,
    },
}

/// A range of rows of one card, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRange {
    /// The card whose rows they are.
    pub card: CardKey,
    /// The first row, counted from 0.
    pub from: u32,
    /// The row after the last one.
    pub to: u32,
}

/// An answer to the main window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardAnswer {
    /// To [`BoardRequest::Board`].
    Board(Box<Board>),
    /// Rows of cards; a card that is gone meanwhile is left out.
    Rows(Vec<CardRows>),
    /// Whether a main has a card.
    Found(FoundMain),
    /// To [`BoardRequest::Board`]: what is another than on the board that the page has.
    Changes(Box<BoardChanges>),
}

/// A main, and whether it has a card on a board without a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundMain {
    /// Its name; none: nothing is known of it.
    pub name: Option<String>,
    /// It has a card on a board without a search.
    pub has_card: bool,
}

/// The board without rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Grows with every change; the same number is the same content but for the ages.
    pub revision: u64,
    /// Which of the boards that were sent to a page this is: by it the page says what it has. 0: none was sent.
    pub number: u64,
    /// Corrected time at which it was computed.
    pub generated_at: Timestamp,
    /// State of monitoring, relay and sources, for banners and the top bar.
    pub status: DeskStatus,
    /// Hulls by level, of everything that is watched; every level is there.
    pub counts: BTreeMap<Level, usize>,
    /// Pilots of whom something has not answered for a while, as the pilots' page counts them.
    pub stale_pilots: usize,
    /// How many hulls match the search.
    pub matched: usize,
    /// The cards that are shown: in the order of the page's parts, then by name.
    pub cards: Vec<CardHead>,
    /// Corporations of everything that is watched with their hulls, by name.
    pub corporations: Vec<Facet>,
    /// Regions of everything that is watched with their hulls, by name.
    pub regions: Vec<Facet>,
    /// What the user calls classes, where not as New Eden does.
    pub class_names: BTreeMap<HullClass, String>,
    /// The snooze durations on offer, in seconds; "until cleared" always comes besides.
    pub snooze_durations: Vec<u64>,
    /// What the page needs of look and behaviour, so that it has no second question.
    pub preferences: BoardPreferences,
}

/// What the page of the board needs of the preferences. A board crosses as postcard, which knows fields by their place: preferences
/// themselves, whose JSON leaves out what is as it always was, cannot cross in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardPreferences {
    /// How the window looks.
    pub theme: Theme,
    /// How often the page asks by itself, in seconds.
    pub refresh_secs: u32,
    /// There is a part for what is unclassified.
    pub show_unclassified: bool,
    /// There is a part for what is merely tracked.
    pub show_informational: bool,
    /// Single letters, digits and signs are shortcuts.
    pub letter_keys: bool,
}

impl From<&Preferences> for BoardPreferences {
    fn from(preferences: &Preferences) -> Self {
        Self {
            theme: preferences.theme,
            refresh_secs: preferences.refresh_secs,
            show_unclassified: preferences.show_unclassified,
            show_informational: preferences.show_informational,
            letter_keys: preferences.letter_keys,
        }
    }
}

/// A name to filter by, and how many hulls it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// The value to filter by, as it is shown and typed.
    pub name: String,
    /// How many hulls match the search together with it.
    pub hulls: usize,
}

/// A card's name, level, counts and pilots; its rows come with [`CardRows`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is so by itself")]
pub struct CardHead {
    /// The same for as long as it is the same card, whatever the search.
    pub key: CardKey,
    /// The main, the system or the region.
    pub name: String,
    /// The main's corporation, for the logo.
    pub corporation_id: Option<CorporationId>,
    /// The main's alliance, for the logo.
    pub alliance_id: Option<AllianceId>,
    /// What the name belongs to: corporation and alliance of a main, the region of a system; as far as known.
    pub belongs: Vec<String>,
    /// The part of the page it stands in: by all of its hulls, also those that the search leaves out.
    pub level: Level,
    /// Why it stands there; the page words it.
    pub why: CardReason,
    /// Since when what alerted last of its rows has alerted; none: nothing of them does.
    pub since: Option<Timestamp>,
    /// How many of its rows have alerted only since the user last left the window, and are not acknowledged.
    pub new: u32,
    /// Everything that alerts on it is acknowledged. By system or region, too.
    pub all_acknowledged: bool,
    /// The main has left AllianceAuth; only of a main.
    pub left_auth: bool,
    /// AllianceAuth has a page about the main's account; only of a main.
    pub has_audit: bool,
    /// AllianceAuth can be asked to have its pilots read now.
    pub can_be_read: bool,
    /// That this was asked a while ago.
    pub read_asked: Option<ReadRequestView>,
    /// The classes of the rows, titans first.
    pub classes: Vec<ClassCount>,
    /// How many rows it has: the hulls that the search leaves.
    pub rows: u32,
    /// How many of them are stale or have never been confirmed.
    pub stale: u32,
    /// The pilots of the rows, each once, in their order.
    pub pilots: Vec<PilotId>,
    /// Whether all, some or none of its pilots are snoozed.
    pub snooze: CardSnooze,
    /// Who has seen what alerts here, if somebody has; only of a main.
    pub acknowledged: Option<AcknowledgementView>,
    /// The user has folded it: no rows are asked for.
    pub closed: bool,
    /// A number made of everything that its rows show: the same number, the same rows.
    pub digest: u64,
}

/// So many hulls of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCount {
    /// The class that is counted.
    pub class: HullClass,
    /// How many hulls of that class.
    pub count: u32,
    /// The highest level among them, if it alerts.
    pub alerts: Option<Level>,
}

/// How a card's pilots are snoozed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardSnooze {
    /// No pilot on the card is snoozed.
    Nobody,
    /// All of them, by one and the same snooze.
    All(SnoozeView),
    /// All of them by snoozes of their own, or only some of them.
    Some {
        /// How many of the card's pilots are snoozed.
        pilots: u32,
        /// The snooze that ends first; those until cleared never do.
        first: SnoozeView,
    },
}

/// A main's acknowledgement, as its card shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcknowledgementView {
    /// When it was decided.
    pub at: Timestamp,
    /// Who decided: a pilot's name or "this desk".
    pub by: String,
    /// The reason that was typed; none: no reason was given.
    pub why: Option<String>,
}

/// A range of rows of one card, as [`RowRange`] asked for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardRows {
    /// The card whose rows they are.
    pub card: CardKey,
    /// The card's digest at the time of the rows.
    pub digest: u64,
    /// The number of the first row.
    pub from: u32,
    /// The rows: highest level first, titan before supercarrier before the rest, then by pilot.
    pub rows: Vec<HullRow>,
}

/// One line of a card: a hull with its place, age, level and reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HullRow {
    /// The hull, as in the snapshot.
    pub hull: HullView,
    /// It has alerted only since the user last left the window, and nobody has acknowledged it.
    pub new: bool,
    /// Under which main: shown where cards are systems or regions.
    pub main_id: PilotId,
    /// The name of the pilot's main.
    pub main_name: String,
}

/// What the board says, as it crosses.
pub type BoardReply = Result<BoardAnswer, Refusal>;

/// To bytes.
pub fn encode(reply: &BoardReply) -> Vec<u8> {
    postcard::to_allocvec(reply).unwrap_or_default()
}

/// From bytes; what cannot be read is a refusal.
pub fn decode(bytes: &[u8]) -> BoardReply {
    postcard::from_bytes(bytes)
        .unwrap_or_else(|_| Err(Refusal::of(ErrorCode::Internal, text!("refused-window-of-another-version"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_card_is_text_in_json_and_a_number_in_bytes() {
        for (key, text) in [
            (CardKey::Main(PilotId(2_112_000_001)), "main/2112000001"),
            (CardKey::System(Some(SystemId(30_004_759))), "system/30004759"),
            (CardKey::System(None), "system/unknown"),
            (CardKey::Region(Some(RegionId(10_000_060))), "region/10000060"),
            (CardKey::Region(None), "region/unknown"),
        ] {
            let json = serde_json::to_string(&key).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<CardKey>(&json).unwrap(), key);
            let bytes = postcard::to_allocvec(&key).unwrap();
            assert!(bytes.len() <= 7, "{} bytes", bytes.len());
            assert_eq!(postcard::from_bytes::<CardKey>(&bytes).unwrap(), key);
        }
    }
}
