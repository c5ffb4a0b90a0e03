//! How far a hull went, and how, where that is certain.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::map::{Drive, METRES_PER_LIGHT_YEAR, StarMap};
use crate::ids::{GroupId, SystemId, TypeId};

/// Only where both sightings are nearer than this is it said how a ship travelled.
pub const HOW_WITHIN: Duration = Duration::from_secs(10 * 60);

/// No capital takes less time a gate: align, warp, jump.
const A_GATE_TAKES: SignedDuration = SignedDuration::from_secs(30);
/// Two readings may be so far from the moments that they tell of.
const READINGS_ARE_OFF_BY: SignedDuration = SignedDuration::from_secs(30);

/// Pairs of Ansiblexes are at most so many light years apart.
const ANSIBLEX_LY: f64 = 5.0;
/// A titan's portal reaches as far as its drive, with every skill.
const TITAN_PORTAL_LY: f64 = 6.0;
/// From the update of 2026-09-22 on (24.01) no combat capital passes an Ansiblex: 11:00 EVE.
const COMBAT_CAPITALS_BARRED: Timestamp = Timestamp::constant(1_790_074_800, 0);

const TITAN: GroupId = GroupId(30);
const SUPERCARRIER: GroupId = GroupId(659);
const FREIGHTER: GroupId = GroupId(513);
const JUMP_FREIGHTER: GroupId = GroupId(902);
const CAPITAL_INDUSTRIAL: GroupId = GroupId(883);

/// From one system to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Route {
    /// The fewest gates between the two, which is not what was flown; none: no gates lead there, or a system is not known.
    pub gates: Option<u32>,
    /// Light years as the game counts them; none: not both systems lie on the map of known space.
    pub light_years: Option<f64>,
    /// How; none: not certain.
    pub how: Option<TravelMethod>,
}

/// How a ship travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TravelMethod {
    /// By its own jump drive, at once.
    Jumped,
    /// Through gates.
    Gates,
    /// Through an Ansiblex or a titan's portal.
    Bridged,
}

impl TravelMethod {
    /// Its name in exported files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jumped => "jumped",
            Self::Gates => "gates",
            Self::Bridged => "bridged",
        }
    }
}

impl Route {
    /// Nothing is known of the way.
    pub const UNKNOWN: Self = Self { gates: None, light_years: None, how: None };
}

/// The way between two sightings of a ship that somebody flew, the one known until `before`, the other from `at` on.
pub fn route(
    map: &impl StarMap,
    type_id: TypeId,
    (from, before): (SystemId, Timestamp),
    (to, at): (SystemId, Timestamp),
) -> Route {
    let gates = map.gates(from, to);
    let metres = map.metres(from, to);
    let mut route = Route { gates, light_years: metres.map(|metres| metres / METRES_PER_LIGHT_YEAR), how: None };
    let gap = at.duration_since(before);
    let is_short = gap.unsigned_abs() < HOW_WITHIN && !gap.is_negative();
    if let Some(metres) = metres
        && is_short
    {
        let drive = map.drive(type_id);
        let group = map.group(type_id);
        if let (Some(group), true) = (group, drive != Drive::Unknown) {
            route.how = one_way(Journey { gates, metres, lands: map.can_be_jumped_to(to), gap, at }, drive, group);
        }
    }
    route
}

/// What is known of a journey.
#[derive(Debug, Clone, Copy)]
struct Journey {
    gates: Option<u32>,
    metres: f64,
    /// Its goal can be jumped to.
    lands: bool,
    gap: SignedDuration,
    at: Timestamp,
}

/// The way that fits, if no other does.
fn one_way(journey: Journey, drive: Drive, group: GroupId) -> Option<TravelMethod> {
    let within = |light_years: f64| journey.lands && journey.metres <= light_years * METRES_PER_LIGHT_YEAR;
    let jumped = matches!(drive, Drive::Range(range) if within(range));
    let by_gates = journey.gates.is_some_and(|gates| {
        let gates = i32::try_from(gates).unwrap_or(i32::MAX);
        A_GATE_TAKES.saturating_mul(gates) <= journey.gap.saturating_add(READINGS_ARE_OFF_BY)
    });
    let bridged = within(longest_bridge(group, journey.at));
    match (jumped, by_gates, bridged) {
        (true, false, false) => Some(TravelMethod::Jumped),
        (false, true, false) => Some(TravelMethod::Gates),
        (false, false, true) => Some(TravelMethod::Bridged),
        _ => None,
    }
}

/// How far a bridge can take ships of a group, in light years; 0: none may.
fn longest_bridge(group: GroupId, at: Timestamp) -> f64 {
    match group {
        FREIGHTER => TITAN_PORTAL_LY,
        JUMP_FREIGHTER | CAPITAL_INDUSTRIAL => ANSIBLEX_LY,
        // Too heavy, since long before.
        TITAN | SUPERCARRIER => 0.0,
        _ if at < COMBAT_CAPITALS_BARRED => ANSIBLEX_LY,
        _ => 0.0,
    }
}
