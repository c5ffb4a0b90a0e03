//! New Eden as the sim knows it: all of it, out of `captrack-universe`, with what has to be found fast sorted out.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use captrack_universe::{Position, Region, SecurityBand, Space, universe};

/// Regions of known space that no jump drive reaches: three of the Jove, and Pochven.
const CLOSED_REGIONS: [i64; 4] = [10_000_004, 10_000_017, 10_000_019, 10_000_070];

/// A solar system.
#[derive(Clone, Debug)]
pub(crate) struct System {
    pub(crate) id: i64,
    pub(crate) name: &'static str,
    pub(crate) constellation_id: i64,
    pub(crate) region_id: i64,
    pub(crate) security: f64,
    /// Metres.
    pub(crate) position: Position,
    /// Whether a capital can jump there: low-sec and null-sec of known space.
    pub(crate) can_be_jumped_to: bool,
    /// Its NPC stations, in order of id.
    pub(crate) stations: Vec<i64>,
}

impl System {
    /// Distance in light years.
    pub(crate) fn light_years_to(&self, other: &Self) -> f64 {
        self.position.light_years_to(&other.position)
    }
}

/// An NPC station.
#[derive(Clone, Debug)]
pub(crate) struct Station {
    pub(crate) name: &'static str,
    pub(crate) system_id: i64,
}

/// Systems and stations by id.
#[derive(Debug, Default)]
pub(crate) struct Geography {
    pub(crate) systems: BTreeMap<i64, System>,
    pub(crate) stations: BTreeMap<i64, Station>,
    pub(crate) constellations: BTreeMap<i64, &'static str>,
    pub(crate) regions: BTreeMap<i64, Region>,
}

/// The one geography there is.
pub(crate) fn geography() -> &'static Geography {
    static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(Geography::read);
    &GEOGRAPHY
}

impl Geography {
    fn read() -> Self {
        let universe = universe();
        let mut geography = Self {
            regions: universe.regions().map(|region| (region.id.0, region)).collect(),
            constellations: universe.constellations().map(|one| (one.id.0, one.name)).collect(),
            ..Self::default()
        };
        for system in universe.systems() {
            let region_id = system.region.0;
            let is_open = geography.regions.get(&region_id).is_some_and(|region| region.space == Space::Known)
                && !CLOSED_REGIONS.contains(&region_id);
            let system = System {
                id: system.id.0,
                name: system.name,
                constellation_id: system.constellation.0,
                region_id,
                security: f64::from(system.security.0),
                position: system.position,
                can_be_jumped_to: is_open && system.security.band() != SecurityBand::High,
                stations: Vec::new(),
            };
            geography.systems.insert(system.id, system);
        }
        for station in universe.stations() {
            let system_id = station.system.0;
            geography.stations.insert(station.id.0, Station { name: station.name, system_id });
            if let Some(system) = geography.systems.get_mut(&system_id) {
                system.stations.push(station.id.0);
            }
        }
        geography
    }

    /// Systems that a ship of this range can jump to from a system.
    pub(crate) fn within(&self, from: i64, range: f64) -> impl Iterator<Item = &System> {
        let here = self.systems.get(&from);
        self.systems.values().filter(move |system| {
            system.can_be_jumped_to
                && system.id != from
                && here.is_some_and(|here| here.light_years_to(system) <= range)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_know_their_stations_and_neighbours() {
        let geography = geography();
        assert_eq!(geography.systems[&30_000_142].name, "Jita");
        assert!(geography.systems[&30_000_142].stations.contains(&60_003_760));
        let near: Vec<&str> = geography.within(30_004_759, 6.0).map(|system| system.name).collect();
        assert!(near.contains(&"D-W7F0") && !near.contains(&"Jita"), "{near:?}");
    }

    #[test]
    fn nobody_jumps_to_high_security_space_wormholes_or_jove() {
        let systems = &geography().systems;
        assert!(!systems[&30_000_142].can_be_jumped_to);
        assert!(systems[&30_004_759].can_be_jumped_to);
        assert!(!systems.values().any(|system| system.can_be_jumped_to && system.id >= 31_000_000));
        assert!(!systems.values().any(|system| system.can_be_jumped_to && system.region_id == 10_000_070));
    }
}
