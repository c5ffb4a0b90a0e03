//! One capital hull as it is known.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::{ItemId, PilotId, SystemId, TypeId};
use crate::place::Place;

/// What makes a hull the same hull: its item id; where a source gives none, pilot and type.
///
/// Written as `item/1040000000001` or `pilot/2112000001/11567`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HullKey {
    /// ESI's item id: it stays the same for the ship's whole life.
    Item(ItemId),
    /// A pilot's hull of a type, until its item id becomes known.
    PilotType(PilotId, TypeId),
}

impl HullKey {
    /// The item id, where there is one.
    pub const fn item(&self) -> Option<ItemId> {
        match self {
            Self::Item(item) => Some(*item),
            Self::PilotType(..) => None,
        }
    }
}

impl fmt::Display for HullKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(item) => write!(f, "item/{item}"),
            Self::PilotType(pilot, type_id) => write!(f, "pilot/{pilot}/{type_id}"),
        }
    }
}

/// The text is not a hull key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a hull key: use item/ID or pilot/ID/TYPE")]
pub struct NotAHullKey(String);

impl FromStr for HullKey {
    type Err = NotAHullKey;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAHullKey(text.to_owned());
        let mut parts = text.split('/');
        let key = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("item"), Some(item), None, None) => Self::Item(item.parse().map_err(|_| wrong())?),
            (Some("pilot"), Some(pilot), Some(type_id), None) => {
                Self::PilotType(pilot.parse().map_err(|_| wrong())?, type_id.parse().map_err(|_| wrong())?)
            }
            _ => return Err(wrong()),
        };
        Ok(key)
    }
}

impl Serialize for HullKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for HullKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Whether a pilot sits in a hull.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Occupancy {
    /// Its owner was last seen flying it.
    Flown,
    /// It lies somewhere, since then at the latest.
    Stored {
        /// The reading that showed it stored.
        since: Timestamp,
    },
}

/// A hull and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hull {
    /// What makes it the same hull.
    pub key: HullKey,
    /// EVE's type, such as 11567 (Avatar).
    pub type_id: TypeId,
    /// Who owns it, by assets, or flies it; of both the one seen last.
    pub pilot: PilotId,
    /// As last told by any source; [`Place::UNKNOWN`]: never told.
    pub place: Place,
    /// The last system it is known to have been in, kept when a later place has none.
    pub last_system: Option<SystemId>,
    /// The latest moment at which `place` was true.
    pub place_at: Timestamp,
    /// When it was last seen at all; a negative counts only when it is newer.
    pub seen_at: Timestamp,
    /// The first moment at which any source told of it.
    pub first_seen_at: Timestamp,
    /// Flown, or stored since when.
    #[serde(rename = "berth")]
    pub occupancy: Occupancy,
    /// Complete assets reads in a row that lacked it: two make it gone.
    pub absences: u8,
    /// The time of the newest list that lacked it; none: none has since it was last seen.
    pub last_absence: Option<Timestamp>,
    /// When somebody was last seen in it; none: not since this program was started. A list of assets says nothing of it.
    #[serde(skip)]
    pub flown_at: Option<Timestamp>,
    /// It is a stack of so many packaged hulls, which nobody can fly; none: one that is assembled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packaged: Option<u32>,
}

impl Hull {
    /// When somebody was last known to sit in it.
    pub fn last_flown_at(&self) -> Timestamp {
        self.flown_at.unwrap_or(self.seen_at)
    }

    /// When what is told of it was true: its place, or that it exists at all where no place was ever known.
    pub fn observed_at(&self) -> Timestamp {
        if self.place.is_known() { self.place_at } else { self.seen_at }
    }
}
