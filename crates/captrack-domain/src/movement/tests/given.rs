//! A small New Eden for movements, and sightings in it.

use std::time::Duration;

use jiff::Timestamp;

use crate::data::key;
use crate::eden::{AVATAR, DELVE, JITA, JITA_STATION, KARA, NAGLFAR, PERIMETER, REVELATION, RORQUAL};
use crate::ids::{GroupId, LocationId, PilotId, SystemId, TypeId};
use crate::movement::{
    Drive, HullMove, HullMovement, HullSighting, METRES_PER_LIGHT_YEAR, MovementNames, StarMap, hull_movements,
};
use crate::place::{Place, Site};
use crate::text::Argument;

pub const ARK: TypeId = TypeId(28_850);
pub const CHARON: TypeId = TypeId(20_185);
/// A type of a group that nobody knows.
pub const STRANGE: TypeId = TypeId(99_999);
pub const J_SPACE: SystemId = SystemId(31_000_744);
pub const OTHER_J_SPACE: SystemId = SystemId(31_000_745);
pub const NEWER_THAN_THE_MAP: SystemId = SystemId(30_009_999);
/// 4.6 ly and 9 gates from Delve, to be jumped to.
pub const NEAR: SystemId = SystemId(30_004_000);
/// 40 ly and 33 gates from everywhere.
pub const FAR: SystemId = SystemId(30_005_000);

pub const LOST_AFTER: Duration = Duration::from_secs(1800);

/// Jita and Perimeter are one gate and 2 ly apart and high security; Delve and NEAR 9 gates and 4.6 ly; all else 33 gates and 40 ly.
pub struct SmallMap;

impl StarMap for SmallMap {
    fn gates(&self, from: SystemId, to: SystemId) -> Option<u32> {
        match [from.min(to), from.max(to)] {
            [_, NEWER_THAN_THE_MAP] => None,
            [one, other] if one == other => Some(0),
            [JITA, PERIMETER] => Some(1),
            [NEAR, DELVE] => Some(9),
            _ => Some(33),
        }
    }

    fn metres(&self, from: SystemId, to: SystemId) -> Option<f64> {
        let light_years = match [from.min(to), from.max(to)] {
            [_, NEWER_THAN_THE_MAP] => return None,
            [JITA, PERIMETER] => 2.0,
            [NEAR, DELVE] => 4.6,
            _ => 40.0,
        };
        Some(light_years * METRES_PER_LIGHT_YEAR)
    }

    fn can_be_jumped_to(&self, system: SystemId) -> bool {
        ![JITA, PERIMETER].contains(&system)
    }

    fn drive(&self, type_id: TypeId) -> Drive {
        match type_id {
            AVATAR => Drive::Range(6.0),
            REVELATION | NAGLFAR => Drive::Range(7.0),
            ARK | RORQUAL => Drive::Range(10.0),
            CHARON => Drive::None,
            _ => Drive::Unknown,
        }
    }

    fn group(&self, type_id: TypeId) -> Option<GroupId> {
        match type_id {
            AVATAR => Some(GroupId(30)),
            REVELATION | NAGLFAR => Some(GroupId(485)),
            ARK => Some(GroupId(902)),
            RORQUAL => Some(GroupId(883)),
            CHARON => Some(GroupId(513)),
            _ => None,
        }
    }
}

/// 2026-11-28 12:00, plus so many minutes.
pub fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_795_867_200 + 60 * minute).unwrap()
}

pub fn station() -> Place {
    Place { system: Some(JITA), site: Site::Station(JITA_STATION) }
}

pub fn keepstar(system: Option<SystemId>) -> Place {
    Place { system, site: Site::Structure(LocationId(1_035_466_617_946)) }
}

pub fn seen(type_id: TypeId, place: Place, minute: i64) -> HullSighting {
    HullSighting { key: key(1), type_id, pilot: KARA, place, flown: true, at: at(minute) }
}

/// What an Avatar did that was here at noon and there five minutes later.
pub fn avatar(from: Place, to: Place) -> Vec<HullMove> {
    moves(&seen(AVATAR, from, 0), &seen(AVATAR, to, 5))
}

pub fn moves(earlier: &HullSighting, later: &HullSighting) -> Vec<HullMove> {
    between(earlier, later).into_iter().map(|movement| movement.what).collect()
}

pub fn between(earlier: &HullSighting, later: &HullSighting) -> Vec<HullMovement> {
    hull_movements(Some(earlier), later, LOST_AFTER, &SmallMap)
}

pub struct Names;

impl MovementNames for Names {
    fn place(&self, place: &Place) -> Argument {
        match (place.system, place.site) {
            (_, Site::Station(_)) => "Jita IV - Moon 4".into(),
            (Some(system), _) => self.system(system),
            (None, _) => "an unknown place".into(),
        }
    }

    fn system(&self, system: SystemId) -> Argument {
        match system {
            JITA => "Jita".into(),
            PERIMETER => "Perimeter".into(),
            DELVE => "1DQ1-A".into(),
            SystemId(id) => format!("System {id}").into(),
        }
    }

    fn pilot(&self, pilot: PilotId) -> Argument {
        if pilot == KARA { "Kara Volkov".into() } else { "Mira Solace".into() }
    }
}
