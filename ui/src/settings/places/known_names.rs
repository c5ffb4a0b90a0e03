//! The names of places and groups that the settings have heard of: those of the policy, and those that were looked up.

use std::collections::BTreeMap;

use captrack_contract::{NamedGroup, NamedPlace, PlaceId, SettingsView};
use captrack_domain::ids::GroupId;
use yew::AttrValue;

use crate::words::text::{args, say, say_with};

/// What was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookedUpPlace {
    /// A place.
    Place(NamedPlace),
    /// A group.
    Group(NamedGroup),
}

/// Names by what they belong to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownNames {
    places: BTreeMap<PlaceId, NamedPlace>,
    groups: BTreeMap<GroupId, String>,
}

impl KnownNames {
    /// Learns what an answer of the desk says.
    pub fn learn(&mut self, view: &SettingsView) {
        for place in &view.places {
            self.find(LookedUpPlace::Place(place.clone()));
        }
        for group in &view.groups {
            self.find(LookedUpPlace::Group(group.clone()));
        }
    }

    /// Learns what was looked up.
    pub fn find(&mut self, found: LookedUpPlace) {
        match found {
            LookedUpPlace::Place(place) => {
                self.places.insert(place.place, place);
            }
            LookedUpPlace::Group(group) => {
                self.groups.insert(group.group, group.name);
            }
        }
    }

    /// The name of a place; its number while the name is not known.
    pub fn place(&self, place: PlaceId) -> AttrValue {
        self.places.get(&place).map_or_else(|| place_number(place).into(), |known| known.name.clone().into())
    }

    /// The region that a place lies in; none: it is one, or that is not known.
    pub fn region_of(&self, place: PlaceId) -> Option<&str> {
        self.places.get(&place)?.region.as_deref()
    }

    /// The name of a group, where it is known.
    pub fn group(&self, group: GroupId) -> Option<&str> {
        self.groups.get(&group).map(String::as_str)
    }

    /// What is known of these places and groups, to be kept with an edit.
    pub fn of(&self, places: &[PlaceId], groups: &[GroupId]) -> (Vec<NamedPlace>, Vec<NamedGroup>) {
        let group = |id: &GroupId| self.groups.get(id).map(|name| NamedGroup { group: *id, name: name.clone() });
        let places = places.iter().filter_map(|place| self.places.get(place).cloned()).collect();
        (places, groups.iter().filter_map(group).collect())
    }
}

/// `Region`, `Constellation`, `System`.
pub fn kind(place: PlaceId) -> AttrValue {
    say(match place {
        PlaceId::Region(_) => "place-region",
        PlaceId::Constellation(_) => "place-constellation",
        PlaceId::System(_) => "place-system",
    })
}

/// The place in attributes, such as `region/10000060`.
pub fn place_key(place: PlaceId) -> String {
    match place {
        PlaceId::Region(id) => format!("region/{id}"),
        PlaceId::Constellation(id) => format!("constellation/{id}"),
        PlaceId::System(id) => format!("system/{id}"),
    }
}

fn place_number(place: PlaceId) -> String {
    let id = match place {
        PlaceId::Region(id) => id.0,
        PlaceId::Constellation(id) => id.0,
        PlaceId::System(id) => id.0,
    };
    say_with("place-number", &args!("kind" => kind(place).to_string(), "id" => id.to_string())).to_string()
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::{RegionId, SystemId};

    use super::*;

    const DELVE: PlaceId = PlaceId::Region(RegionId(10_000_060));
    const STAGING: PlaceId = PlaceId::System(SystemId(30_004_759));

    #[test]
    fn a_place_has_its_name_its_kind_and_its_region() {
        let mut names = KnownNames::default();
        names.find(LookedUpPlace::Place(NamedPlace { place: DELVE, name: "Delve".into(), region: None }));
        names.find(LookedUpPlace::Place(NamedPlace {
            place: STAGING,
            name: "1DQ1-A".into(),
            region: Some("Delve".into()),
        }));
        assert_eq!((names.place(DELVE).as_str(), names.region_of(DELVE)), ("Delve", None));
        assert_eq!((names.place(STAGING).as_str(), names.region_of(STAGING)), ("1DQ1-A", Some("Delve")));
        assert_eq!(kind(STAGING), "System");
        assert_eq!(place_key(STAGING), "system/30004759");
    }

    #[test]
    fn what_has_no_name_yet_has_its_number() {
        let names = KnownNames::default();
        assert_eq!(names.place(DELVE), "Region 10000060");
        assert_eq!(names.group(GroupId(30)), None);
    }

    #[test]
    fn only_what_is_asked_for_and_known_is_given() {
        let mut names = KnownNames::default();
        names.find(LookedUpPlace::Group(NamedGroup { group: GroupId(30), name: "Titan".into() }));
        names.find(LookedUpPlace::Group(NamedGroup { group: GroupId(485), name: "Dreadnought".into() }));
        let (places, groups) = names.of(&[DELVE], &[GroupId(30), GroupId(7)]);
        assert!(places.is_empty());
        assert_eq!(groups, [NamedGroup { group: GroupId(30), name: "Titan".into() }]);
    }
}
