//! What AllianceAuth tells: every pilot that the token's owner may see, their mains and their hulls, in one answer.
//!
//! The ages in it are those of the facts, as AllianceAuth noted them; when the answer itself was made says nothing about them.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::hull::HullKey;
use crate::ids::{AllianceId, CorporationId, GroupId, LocationId, PilotId, SystemId, TypeId};
use crate::place::Place;

/// One complete answer. Pilots and hulls that it lacks are not visible to the token's owner any more, or are gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// Every visible pilot, with or without hulls.
    pub pilots: Vec<RosterPilot>,
    /// Their hulls, each of a pilot in `pilots`.
    pub hulls: Vec<RosterHull>,
    /// Names of mains, corporations and alliances, as far as they are known there.
    pub names: BTreeMap<i64, String>,
    /// The types of the hulls.
    pub types: Vec<RosterType>,
    /// The structures that hulls lie in, as far as their names and systems are known there.
    pub structures: BTreeMap<LocationId, (String, SystemId)>,
}

impl Roster {
    /// The same with its times put back by so much, because the clock they come from is ahead, and none of them in the future.
    #[must_use]
    pub fn put_back(mut self, ahead: SignedDuration, now: Timestamp) -> Self {
        let put_back = |time: &mut Option<Timestamp>| {
            *time = time.map(|time| time.checked_sub(ahead).unwrap_or(time).min(now));
        };
        for pilot in &mut self.pilots {
            put_back(&mut pilot.assets_at);
            put_back(&mut pilot.location_at);
        }
        for hull in &mut self.hulls {
            put_back(&mut hull.seen_at);
            put_back(&mut hull.place_at);
        }
        self
    }
}

/// A pilot that AllianceAuth knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterPilot {
    /// Who.
    pub id: PilotId,
    /// The character's name.
    pub name: String,
    /// The corporation.
    pub corporation: CorporationId,
    /// The alliance, if the corporation is in one.
    pub alliance: Option<AllianceId>,
    /// The account's main, also when it is the pilot itself; none when the account has none.
    pub main: Option<PilotId>,
    /// When the complete assets were read last. None: never, or AllianceAuth noted no time.
    pub assets_at: Option<Timestamp>,
    /// When ship and place were read last. None: never, or AllianceAuth noted no time.
    pub location_at: Option<Timestamp>,
}

/// A hull that AllianceAuth knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterHull {
    /// Its item; pilot and type of a hull that is flown and that no assets have listed yet.
    pub key: HullKey,
    /// Its type.
    pub type_id: TypeId,
    /// Who owns it.
    pub pilot: PilotId,
    /// Whether its owner sits in it. None: what the owner flies was never read.
    pub flown: Option<bool>,
    /// The newest time at which it was seen with this owner. None: AllianceAuth noted no time.
    pub seen_at: Option<Timestamp>,
    /// Where; [`Place::UNKNOWN`] where nothing is known.
    pub place: Place,
    /// When it was seen there. None: no place, or AllianceAuth noted no time.
    pub place_at: Option<Timestamp>,
}

/// The type of a hull.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterType {
    /// The type.
    pub type_id: TypeId,
    /// Its name.
    pub name: String,
    /// Its group.
    pub group: GroupId,
}
