//! From a list of assets to the hulls in it and where they are. Pure.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use captrack_domain::ids::{ItemId, LocationId, SystemId, TypeId};
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::OwnedHull;
use captrack_universe::universe;
use serde::{Deserialize, Deserializer};

/// The location of whatever is wrapped in asset safety.
const ASSET_SAFETY: i64 = 2004;
/// Nothing is packed deeper than this.
const DEEPEST: usize = 32;

/// One line of an asset list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) struct AssetRow {
    pub item_id: i64,
    pub type_id: i64,
    pub location_id: i64,
    #[serde(rename = "location_flag")]
    pub held: ItemHolding,
    pub is_singleton: bool,
    #[serde(default = "one")]
    pub quantity: i64,
    /// Only blueprints have it.
    #[serde(default)]
    pub is_blueprint_copy: Option<bool>,
}

impl AssetRow {
    /// Whether its numbers can be those of a thing.
    pub(crate) const fn makes_sense(&self) -> bool {
        self.item_id > 0 && self.type_id > 0
    }
}

/// How an item is held, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemHolding {
    /// In a hangar, a container, an office: somewhere a ship can be, also under flags that are not known yet.
    Lying,
    /// In a bay of a ship that can hold ships.
    InShip,
    /// In a slot, a tube, a clone: never a ship.
    Fitted,
}

impl ItemHolding {
    fn read(flag: &str) -> Self {
        const FITTED: [&str; 12] = [
            "HiSlot",
            "MedSlot",
            "LoSlot",
            "RigSlot",
            "SubSystem",
            "FighterTube",
            "FighterBay",
            "DroneBay",
            "Implant",
            "Skill",
            "BoosterBay",
            "Wardrobe",
        ];
        if FITTED.iter().any(|prefix| flag.starts_with(prefix)) {
            return Self::Fitted;
        }
        match flag {
            "Cargo" | "ShipHangar" | "FleetHangar" | "FrigateEscapeBay" | "ExpeditionHold" => Self::InShip,
            _ if flag.starts_with("Specialized") => Self::InShip,
            _ => Self::Lying,
        }
    }
}

impl<'de> Deserialize<'de> for ItemHolding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::read(&Cow::<str>::deserialize(deserializer)?))
    }
}

impl AssetRow {
    /// Of packaged things, how many.
    fn packaged(&self) -> Option<u32> {
        (!self.is_singleton).then(|| u32::try_from(self.quantity.max(1)).unwrap_or(u32::MAX))
    }

    /// Whether it could be a ship or hold one, as far as the list alone can tell: assembled, not fitted, not a blueprint.
    pub(crate) fn may_be_or_hold_a_ship(&self) -> bool {
        self.is_singleton && self.is_blueprint_copy.is_none() && self.held != ItemHolding::Fitted
    }
}

const fn one() -> i64 {
    1
}

/// All hulls of a complete list. A stack of packaged hulls is one with its number: it has one item id.
pub(crate) fn hulls(assets: &[AssetRow], is_hull: impl Fn(TypeId) -> bool) -> Vec<OwnedHull> {
    let mut by_item: Option<HashMap<i64, &AssetRow>> = None;
    let mut seen = HashSet::new();
    assets
        .iter()
        .filter(|asset| is_hull(TypeId(asset.type_id)) && seen.insert(asset.item_id))
        .map(|hull| {
            let by_item = by_item.get_or_insert_with(|| assets.iter().map(|asset| (asset.item_id, asset)).collect());
            OwnedHull {
                item: ItemId(hull.item_id),
                type_id: TypeId(hull.type_id),
                place: place(hull, by_item),
                packaged: hull.packaged(),
            }
        })
        .collect()
}

/// Types of assembled things that could be ships.
pub(crate) fn possible_ships(assets: &[AssetRow]) -> impl Iterator<Item = TypeId> {
    assets.iter().filter(|asset| asset.may_be_or_hold_a_ship()).map(|asset| TypeId(asset.type_id))
}

/// Walks from a hull up through what holds it until a place is reached.
fn place(hull: &AssetRow, by_item: &HashMap<i64, &AssetRow>) -> Place {
    let mut at = hull;
    for _ in 0..DEEPEST {
        let location = at.location_id;
        if location == ASSET_SAFETY {
            return Place { system: None, site: Site::AssetSafety };
        }
        let system = SystemId(location);
        if system.is_plausible() {
            // One that does not exist is no place; the last known one stands.
            return if universe().system(system).is_some() { Place::space(system) } else { Place::UNKNOWN };
        }
        let site = LocationId(location);
        if site.is_station() {
            return Place { system: universe().station(site).map(|station| station.system), site: Site::Station(site) };
        }
        match by_item.get(&location) {
            Some(holder) => at = holder,
            // The ship that a pilot flies in space is not in the list; what lies in its bays has it for a location.
            None if site.is_structure() && at.held != ItemHolding::InShip => {
                return Place { system: None, site: Site::Structure(site) };
            }
            None => return Place::UNKNOWN,
        }
    }
    Place::UNKNOWN
}

#[cfg(test)]
mod tests {

    use captrack_testing::eden::{AVATAR, JITA, JITA_STATION};

    use super::*;

    const HULL: i64 = 1_000_000_000_001;
    const KEEPSTAR: i64 = 1_030_049_082_711;

    fn asset(item_id: i64, type_id: i64, location_id: i64, flag: &str) -> AssetRow {
        AssetRow {
            item_id,
            type_id,
            location_id,
            held: ItemHolding::read(flag),
            is_singleton: true,
            quantity: 1,
            is_blueprint_copy: None,
        }
    }

    fn walk(assets: &[AssetRow]) -> Vec<OwnedHull> {
        hulls(assets, |type_id| type_id == AVATAR)
    }

    fn place_of(assets: &[AssetRow]) -> Place {
        let hulls = walk(assets);
        assert_eq!(hulls.len(), 1);
        hulls[0].place
    }

    #[test]
    fn only_hulls_are_kept() {
        let list = [asset(1, 587, JITA_STATION.0, "Hangar"), asset(HULL, AVATAR.0, JITA_STATION.0, "Hangar")];
        let hulls = walk(&list);
        assert_eq!(hulls.len(), 1);
        assert_eq!(hulls[0].item, ItemId(HULL));
        assert!(walk(&list[..1]).is_empty());
    }

    #[test]
    fn what_is_not_a_singleton_is_a_stack_with_its_number() {
        let stack =
            |quantity| AssetRow { is_singleton: false, quantity, ..asset(HULL, AVATAR.0, JITA_STATION.0, "Hangar") };
        let packaged = |asset| walk(&[asset])[0].packaged;
        assert_eq!(packaged(stack(7)), Some(7));
        assert_eq!(packaged(stack(1)), Some(1));
        assert_eq!(packaged(stack(-1)), Some(1), "nobody knows what that would be");
        assert_eq!(packaged(asset(HULL, AVATAR.0, JITA_STATION.0, "Hangar")), None);
        let json =
            r#"{"item_id":1,"type_id":2,"location_id":3,"location_flag":"Hangar","is_singleton":false,"quantity":5}"#;
        assert_eq!(serde_json::from_str::<AssetRow>(json).unwrap().packaged(), Some(5));
    }

    #[test]
    fn a_hull_in_a_station_is_in_the_stations_system() {
        let place = place_of(&[asset(HULL, AVATAR.0, JITA_STATION.0, "Hangar")]);
        assert_eq!(place.system, Some(JITA));
        assert_eq!(place.site, Site::Station(JITA_STATION));
    }

    #[test]
    fn a_hull_in_a_structure_waits_for_the_structure_to_be_resolved() {
        let place = place_of(&[asset(HULL, AVATAR.0, KEEPSTAR, "Hangar")]);
        assert_eq!(place, Place { system: None, site: Site::Structure(LocationId(KEEPSTAR)) });
    }

    #[test]
    fn a_hull_is_followed_up_through_what_holds_it() {
        let wrap = 1_000_000_000_050;
        let office = 1_000_000_000_051;
        let list = [
            asset(HULL, AVATAR.0, wrap, "Unlocked"),
            asset(wrap, 60, office, "Hangar"),
            asset(office, 27, KEEPSTAR, "OfficeFolder"),
        ];
        assert_eq!(place_of(&list).site, Site::Structure(LocationId(KEEPSTAR)));
    }

    #[test]
    fn asset_safety_is_nowhere_in_particular() {
        let wrap = 1_000_000_000_050;
        let list = [asset(HULL, AVATAR.0, wrap, "Hangar"), asset(wrap, 60, 2004, "AssetSafety")];
        assert_eq!(place_of(&list), Place { system: None, site: Site::AssetSafety });
    }

    #[test]
    fn a_hull_that_floats_in_a_system_is_in_space() {
        assert_eq!(place_of(&[asset(HULL, AVATAR.0, JITA.0, "AutoFit")]), Place::space(JITA));
    }

    #[test]
    fn a_system_that_does_not_exist_is_no_place() {
        assert_eq!(place_of(&[asset(HULL, AVATAR.0, 30_999_999, "AutoFit")]), Place::UNKNOWN);
    }

    #[test]
    fn the_bays_of_a_ship_that_is_not_in_the_list_are_no_structure() {
        assert_eq!(place_of(&[asset(HULL, AVATAR.0, 1_000_000_000_099, "ShipHangar")]), Place::UNKNOWN);
        assert_eq!(place_of(&[asset(HULL, AVATAR.0, 1_000_000_000_099, "SpecializedShipHold")]), Place::UNKNOWN);
    }

    #[test]
    fn items_that_hold_each_other_are_walked_once() {
        let list = [asset(HULL, AVATAR.0, 1_000_000_000_050, "Hangar"), asset(1_000_000_000_050, 60, HULL, "Hangar")];
        assert_eq!(place_of(&list), Place::UNKNOWN);
        assert_eq!(place_of(&[asset(HULL, AVATAR.0, HULL, "Hangar")]), Place::UNKNOWN);
    }

    #[test]
    fn a_number_in_no_range_is_no_place() {
        assert_eq!(place_of(&[asset(HULL, AVATAR.0, 40_000_000, "Hangar")]), Place::UNKNOWN);
        assert_eq!(place_of(&[asset(HULL, AVATAR.0, -5, "Hangar")]), Place::UNKNOWN);
    }

    #[test]
    fn a_packaged_stack_is_one_hull_and_nothing_is_counted_twice() {
        let mut stack = asset(HULL, AVATAR.0, JITA_STATION.0, "Hangar");
        stack.is_singleton = false;
        assert_eq!(walk(&[stack, stack]).len(), 1);
    }

    #[test]
    fn fitted_modules_and_blueprints_are_no_possible_ships() {
        let mut blueprint = asset(3, 100_002, JITA_STATION.0, "Hangar");
        blueprint.is_blueprint_copy = Some(true);
        let mut packaged = asset(5, 100_004, JITA_STATION.0, "Hangar");
        packaged.is_singleton = false;
        let list = [
            asset(1, 100_000, JITA_STATION.0, "Hangar"),
            asset(2, 100_001, 1, "HiSlot3"),
            blueprint,
            asset(4, 100_003, 1, "ShipHangar"),
            packaged,
        ];
        assert_eq!(possible_ships(&list).collect::<Vec<_>>(), [TypeId(100_000), TypeId(100_003)]);
    }

    #[test]
    fn lines_of_the_list_may_have_more_fields_and_flags_than_are_known() {
        let asset: AssetRow = serde_json::from_str(
            r#"{"item_id":1,"type_id":2,"quantity":1,"location_id":3,"location_type":"newer","location_flag":"NewBay","is_singleton":true,"colour":"red"}"#,
        )
        .unwrap();
        assert_eq!(asset.held, ItemHolding::Lying);
    }
}
