//! GET `/characters/{id}/location`. ESI: char-location, 1200 tokens/15 min, cached 5 s, invalidated by events.

use captrack_domain::ids::{LocationId, SystemId};
use captrack_domain::place::{Place, Site};
use captrack_universe::universe;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Location {
    #[serde(rename = "solar_system_id")]
    system: i64,
    #[serde(rename = "station_id", default)]
    station: Option<i64>,
    #[serde(rename = "structure_id", default)]
    structure: Option<i64>,
}

/// What a location says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum LocationContent {
    /// A place in a system that exists.
    At(Place),
    /// A number in the range of systems that the embedded data do not know; ESI must say whether it exists.
    Doubtful(SystemId, Place),
    /// No system at all.
    Nowhere(i64),
}

impl Location {
    pub(crate) fn whereabouts(&self) -> LocationContent {
        let site = self.site();
        // A station's id has been seen in the place of the system's.
        let mistaken = LocationId(self.system);
        if mistaken.is_station() {
            return match universe().station(mistaken) {
                Some(station) => {
                    LocationContent::At(Place { system: Some(station.system), site: Site::Station(mistaken) })
                }
                None => LocationContent::Nowhere(self.system),
            };
        }
        let system = SystemId(self.system);
        let place = Place { system: Some(system), site };
        if !system.is_plausible() {
            LocationContent::Nowhere(self.system)
        } else if universe().system(system).is_some() {
            LocationContent::At(place)
        } else {
            LocationContent::Doubtful(system, place)
        }
    }

    const fn site(&self) -> Site {
        match (self.station, self.structure) {
            (Some(station), _) if station > 0 => Site::Station(LocationId(station)),
            (None, Some(structure)) if structure > 0 => Site::Structure(LocationId(structure)),
            // Somewhere, but no number can be that of a station.
            (Some(_), _) | (None, Some(_)) => Site::Unknown,
            (None, None) => Site::Space,
        }
    }
}

#[cfg(test)]
mod tests {

    use captrack_testing::eden::JITA;

    use super::*;

    fn told(body: &str) -> LocationContent {
        serde_json::from_str::<Location>(body).unwrap().whereabouts()
    }

    #[test]
    fn a_pilot_is_in_space_in_a_station_or_in_a_structure() {
        assert_eq!(told(r#"{"solar_system_id":30000142}"#), LocationContent::At(Place::space(JITA)));
        assert_eq!(
            told(r#"{"solar_system_id":30000142,"station_id":60003760}"#),
            LocationContent::At(Place { system: Some(JITA), site: Site::Station(LocationId(60_003_760)) })
        );
        assert_eq!(
            told(r#"{"solar_system_id":30000142,"structure_id":1035466617946,"new_field":1}"#),
            LocationContent::At(Place { system: Some(JITA), site: Site::Structure(LocationId(1_035_466_617_946)) })
        );
    }

    #[test]
    fn a_number_that_can_be_no_stations_is_somewhere_in_its_system() {
        for body in
            [r#"{"solar_system_id":30000142,"station_id":-1}"#, r#"{"solar_system_id":30000142,"structure_id":0}"#]
        {
            assert_eq!(told(body), LocationContent::At(Place { system: Some(JITA), site: Site::Unknown }), "{body}");
        }
    }

    #[test]
    fn a_station_in_the_place_of_a_system_is_taken_for_the_station_it_is() {
        assert_eq!(
            told(r#"{"solar_system_id":60003760}"#),
            LocationContent::At(Place { system: Some(JITA), site: Site::Station(LocationId(60_003_760)) })
        );
    }

    #[test]
    fn a_number_that_is_no_system_is_nowhere() {
        assert_eq!(told(r#"{"solar_system_id":0}"#), LocationContent::Nowhere(0));
        assert_eq!(told(r#"{"solar_system_id":-3}"#), LocationContent::Nowhere(-3));
        assert_eq!(told(r#"{"solar_system_id":63999999}"#), LocationContent::Nowhere(63_999_999));
    }

    #[test]
    fn a_system_that_the_data_do_not_know_is_doubtful() {
        let id = SystemId(30_999_999);
        assert_eq!(told(r#"{"solar_system_id":30999999}"#), LocationContent::Doubtful(id, Place::space(id)));
    }
}
