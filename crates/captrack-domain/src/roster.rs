//! What AllianceAuth tells: every pilot that the token's owner may see, their mains and their hulls, in one answer.
//!
//! The ages in it are those of the facts, as AllianceAuth noted them; when the answer itself was made says nothing about them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::hull::HullKey;
use crate::ids::{AllianceId, CorporationId, GroupId, LocationId, PilotId, SystemId, TypeId};
use crate::place::Place;

/// A time that lies further ahead of *now* than this is no time at which anything was read.
const AHEAD_BY_CHANCE: SignedDuration = SignedDuration::from_mins(5);

/// One complete answer, but for [`InvalidRows`]: of everybody, or of those alone of whom anything has changed. Of everybody it lacks nobody: pilots that
/// are not in it are not visible to the token's owner any more. All hulls of a pilot who is in it are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// Every visible pilot, with or without hulls.
    pub pilots: Vec<RosterPilot>,
    /// Their hulls, each of a pilot in `pilots`.
    pub hulls: Vec<RosterHull>,
    /// Names of mains, corporations and alliances, as far as they are known there.
    pub names: BTreeMap<i64, String>,
    /// The types of the listed hulls, each once.
    pub types: Vec<RosterType>,
    /// The structures that hulls lie in, as far as their names and systems are known there.
    pub structures: BTreeMap<LocationId, (String, SystemId)>,
    /// What of it made no sense.
    pub doubt: InvalidRows,
    /// None: it is of everybody. Else of those alone of whom anything has changed, and these were told before and are not any more.
    pub removed: Option<BTreeSet<PilotId>>,
}

/// Rows of an answer that made no sense, in whole or in part. They say nothing, least of all that somebody or something is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InvalidRows {
    /// How many rows were left out or understood in part.
    pub rows: usize,
    /// Of whom not all was understood: what the answer lacks of them is not gone.
    pub pilots: BTreeSet<PilotId>,
    /// A row named no pilot that could be read: nobody's list is complete.
    pub everybody: bool,
}

impl InvalidRows {
    /// A row was left out; none: it could be anybody's.
    pub fn note_row(&mut self, pilot: Option<PilotId>) {
        self.rows += 1;
        match pilot {
            Some(pilot) => drop(self.pilots.insert(pilot)),
            None => self.everybody = true,
        }
    }

    /// Whether what the answer lacks of a pilot may be among what was not understood.
    pub fn concerns(&self, pilot: PilotId) -> bool {
        self.everybody || self.pilots.contains(&pilot)
    }
}

impl Roster {
    /// The same with its times put back by so much, because the clock they come from is ahead. One that is in the future all the same is
    /// taken for now, or, where that is no matter of minutes, for none.
    #[must_use]
    pub fn put_back(mut self, ahead: SignedDuration, now: Timestamp) -> Self {
        let latest = now.checked_add(AHEAD_BY_CHANCE).unwrap_or(now);
        let put_back = |time: &mut Option<Timestamp>| {
            *time = time.and_then(|time| time.checked_sub(ahead).ok()).filter(|time| *time <= latest);
            *time = time.map(|time| time.min(now));
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

/// A character as AllianceAuth lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterPilot {
    /// The character's id.
    pub id: PilotId,
    /// The character's name, as AllianceAuth has it.
    pub name: String,
    /// As AllianceAuth last updated it.
    pub corporation: CorporationId,
    /// The alliance, if the corporation is in one.
    pub alliance: Option<AllianceId>,
    /// The account's main, also when it is the pilot itself; none when the account has none.
    pub main: Option<PilotId>,
    /// Whether the character belongs to an account there; false: it left.
    pub owned: bool,
    /// When the complete assets were read last. None: never, or AllianceAuth noted no time.
    pub assets_at: Option<Timestamp>,
    /// When ship and place were read last. None: never, or AllianceAuth noted no time.
    pub location_at: Option<Timestamp>,
}

/// A ship as AllianceAuth lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterHull {
    /// Its item; pilot and type of a hull that is flown and that no assets have listed yet.
    pub key: HullKey,
    /// EVE's type.
    pub type_id: TypeId,
    /// The character in whose assets it is, or who flies it.
    pub pilot: PilotId,
    /// It is a stack of so many packaged hulls; none: one that is assembled.
    pub packaged: Option<u32>,
    /// Whether its owner sits in it. None: what the owner flies was never read.
    pub flown: Option<bool>,
    /// The newest time at which it was seen with this owner. None: AllianceAuth noted no time.
    pub seen_at: Option<Timestamp>,
    /// Where; [`Place::UNKNOWN`] where nothing is known.
    pub place: Place,
    /// When it was seen there. None: no place, or AllianceAuth noted no time.
    pub place_at: Option<Timestamp>,
}

/// The type of a listed ship: it may be newer than the embedded data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterType {
    /// EVE's type.
    pub type_id: TypeId,
    /// Its English name.
    pub name: String,
    /// EVE's group, which decides its class.
    pub group: GroupId,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_at(time: &str) -> Roster {
        let pilot = RosterPilot {
            id: PilotId(1),
            name: "Kara Volkov".to_owned(),
            corporation: CorporationId(98_000_001),
            alliance: None,
            main: None,
            owned: true,
            assets_at: Some(time.parse().unwrap()),
            location_at: None,
        };
        Roster { pilots: vec![pilot], ..Roster::default() }
    }

    #[test]
    fn times_are_put_back_and_what_is_far_ahead_all_the_same_is_no_time() {
        let now: Timestamp = "2026-11-28T12:00:00Z".parse().unwrap();
        let told = |time, ahead| read_at(time).put_back(SignedDuration::from_secs(ahead), now).pilots[0].assets_at;
        assert_eq!(told("2026-11-28T11:00:00Z", 0), Some("2026-11-28T11:00:00Z".parse().unwrap()));
        assert_eq!(told("2026-11-28T12:30:00Z", 3600), Some("2026-11-28T11:30:00Z".parse().unwrap()));
        assert_eq!(told("2026-11-28T12:04:00Z", 0), Some(now), "two clocks are never quite alike");
        assert_eq!(told("2026-11-28T12:06:00Z", 0), None, "the future is not fresh");
        assert_eq!(told("2199-01-01T00:00:00Z", 3600), None);
        assert_eq!(told("-009999-01-02T01:59:59Z", 86_400), None, "before the beginning of time");
    }

    #[test]
    fn what_was_not_understood_concerns_its_pilot_or_everybody() {
        let mut doubt = InvalidRows::default();
        doubt.note_row(Some(PilotId(1)));
        assert!(doubt.concerns(PilotId(1)) && !doubt.concerns(PilotId(2)));
        doubt.note_row(None);
        assert!(doubt.concerns(PilotId(2)));
        assert_eq!(doubt.rows, 2);
    }
}
