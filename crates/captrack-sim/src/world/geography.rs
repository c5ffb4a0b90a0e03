//! The part of New Eden that the sim knows: real systems, with their real ids, positions and NPC stations.
//! © CCP hf.; from the static data export.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Metres in what New Eden calls a light year.
const LIGHT_YEAR: f64 = 9.46e15;

/// A solar system.
#[derive(Clone, Debug)]
pub(crate) struct System {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) constellation_id: i64,
    pub(crate) security: f64,
    /// Metres.
    pub(crate) position: [f64; 3],
}

impl System {
    /// Distance in light years.
    pub(crate) fn light_years_to(&self, other: &Self) -> f64 {
        let squared: f64 = self.position.iter().zip(other.position).map(|(a, b)| (a - b).powi(2)).sum();
        squared.sqrt() / LIGHT_YEAR
    }
}

/// An NPC station.
#[derive(Clone, Debug)]
pub(crate) struct Station {
    pub(crate) name: String,
    pub(crate) system_id: i64,
}

/// Systems and stations by id.
#[derive(Debug, Default)]
pub(crate) struct Geography {
    pub(crate) systems: BTreeMap<i64, System>,
    pub(crate) stations: BTreeMap<i64, Station>,
    pub(crate) constellations: BTreeMap<i64, String>,
    pub(crate) regions: BTreeMap<i64, String>,
}

/// The one geography there is.
pub(crate) fn geography() -> &'static Geography {
    static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(Geography::read);
    &GEOGRAPHY
}

impl Geography {
    fn read() -> Self {
        let mut geography = Self::default();
        for line in include_str!("../../data/systems.csv").lines().skip(1) {
            let [id, name, constellation_id, constellation, region_id, region, security, x, y, z] = columns(line);
            let (id, constellation_id, region_id) = (whole(id), whole(constellation_id), whole(region_id));
            geography.constellations.insert(constellation_id, constellation.to_owned());
            geography.regions.insert(region_id, region.to_owned());
            let position = [real(x), real(y), real(z)];
            let system = System { id, name: name.to_owned(), constellation_id, security: real(security), position };
            geography.systems.insert(id, system);
        }
        for line in include_str!("../../data/stations.csv").lines().skip(1) {
            let [id, system_id, name] = columns(line);
            geography.stations.insert(whole(id), Station { name: name.to_owned(), system_id: whole(system_id) });
        }
        geography
    }

    /// Stations in a system, in order of id.
    pub(crate) fn stations_in(&self, system_id: i64) -> impl Iterator<Item = i64> {
        self.stations.iter().filter(move |(_, station)| station.system_id == system_id).map(|(id, _)| *id)
    }
}

/// The columns of a line; missing ones are empty. The tables are part of the program and hold no quotes.
pub(super) fn columns<const N: usize>(line: &str) -> [&str; N] {
    let mut columns = [""; N];
    for (slot, text) in columns.iter_mut().zip(line.split(',')) {
        *slot = text;
    }
    columns
}

pub(super) fn whole(text: &str) -> i64 {
    text.parse().unwrap_or_default()
}

fn real(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_read_whole() {
        let geography = geography();
        assert_eq!(geography.systems[&30_000_142].name, "Jita");
        assert_eq!(geography.systems[&30_004_759].name, "1DQ1-A");
        assert_eq!(geography.regions[&10_000_060], "Delve");
        assert!(geography.systems.values().all(|system| system.position[0] != 0.0));
        assert!(geography.stations.values().all(|station| geography.systems.contains_key(&station.system_id)));
        assert_eq!(geography.stations_in(30_000_142).collect::<Vec<_>>(), [60_003_760]);
    }

    #[test]
    fn delve_neighbours_are_within_a_jump_and_jita_is_not() {
        let systems = &geography().systems;
        assert!(systems[&30_004_759].light_years_to(&systems[&30_004_730]) < 6.0);
        assert!(systems[&30_004_759].light_years_to(&systems[&30_000_142]) > 30.0);
    }
}
