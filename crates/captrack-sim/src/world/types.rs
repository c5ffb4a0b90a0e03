//! Item types: every capital hull of New Eden, and the few other things that lie in hangars here.

use std::collections::BTreeMap;

use captrack_universe::universe;

/// The capsule that a pilot without a ship sits in.
pub(crate) const CAPSULE: i64 = 670;
/// A station container.
pub(crate) const CONTAINER: i64 = 17366;
/// What asset safety wraps things in.
pub(crate) const ASSET_SAFETY_WRAP: i64 = 60;
/// A corporation's office.
pub(crate) const OFFICE: i64 = 27;

/// Category of ships.
pub(crate) const SHIPS: i64 = 6;

/// A type of item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ItemType {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) group_id: i64,
    pub(crate) group_name: String,
    pub(crate) category_id: i64,
    /// Dogma attribute 1785, `isCapitalSize`.
    pub(crate) capital: bool,
    pub(crate) published: bool,
}

/// Types by id.
#[derive(Clone, Debug)]
pub(crate) struct Types(BTreeMap<i64, ItemType>);

/// Types that are not capitals: id, name, group id, group name, category id.
const SUNDRIES: [(i64, &str, i64, &str, i64); 16] = [
    (CAPSULE, "Capsule", 29, "Capsule", SHIPS),
    (587, "Rifter", 25, "Frigate", SHIPS),
    (672, "Caldari Shuttle", 31, "Shuttle", SHIPS),
    (12005, "Ishtar", 358, "Heavy Assault Cruiser", SHIPS),
    (22456, "Sabre", 541, "Interdictor", SHIPS),
    (CONTAINER, "Station Container", 448, "Audit Log Secure Container", 2),
    (ASSET_SAFETY_WRAP, "Asset Safety Wrap", 1319, "Asset Safety Wrap", 29),
    (OFFICE, "Office", 16, "Station Services", 3),
    (34, "Tritanium", 18, "Mineral", 4),
    (16272, "Heavy Water", 423, "Ice Product", 4),
    (16275, "Strontium Clathrates", 423, "Ice Product", 4),
    (17887, "Oxygen Isotopes", 423, "Ice Product", 4),
    (super::structure::FORTIZAR, "Fortizar", 1657, "Citadel", 65),
    (super::structure::KEEPSTAR, "Keepstar", 1657, "Citadel", 65),
    (super::structure::TATARA, "Tatara", 1406, "Refinery", 65),
    (35832, "Astrahus", 1657, "Citadel", 65),
];

impl Types {
    pub(crate) fn new() -> Self {
        let mut types = BTreeMap::new();
        for hull in universe().hull_types() {
            let hull = ItemType {
                id: hull.type_id.0,
                name: hull.name.to_owned(),
                group_id: hull.group.0,
                group_name: universe().group(hull.group).map(|group| group.name).unwrap_or_default().to_owned(),
                category_id: SHIPS,
                capital: true,
                published: hull.published,
            };
            types.insert(hull.id, hull);
        }
        for (id, name, group_id, group_name, category_id) in SUNDRIES {
            let sundry = ItemType {
                id,
                name: name.to_owned(),
                group_id,
                group_name: group_name.to_owned(),
                category_id,
                capital: false,
                published: true,
            };
            types.insert(id, sundry);
        }
        Self(types)
    }

    pub(crate) fn get(&self, id: i64) -> Option<&ItemType> {
        self.0.get(&id)
    }

    pub(crate) fn insert(&mut self, item_type: ItemType) {
        self.0.insert(item_type.id, item_type);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &ItemType> {
        self.0.values()
    }

    pub(crate) fn is_ship(&self, id: i64) -> bool {
        self.get(id).is_some_and(|item_type| item_type.category_id == SHIPS)
    }

    pub(crate) fn is_capital(&self, id: i64) -> bool {
        self.get(id).is_some_and(|item_type| item_type.capital)
    }

    pub(crate) fn group_of(&self, id: i64) -> Option<i64> {
        self.get(id).map(|item_type| item_type.group_id)
    }

    /// Published capital hulls of a group, in order of id.
    pub(crate) fn hulls_of(&self, group_id: i64) -> Vec<i64> {
        self.iter()
            .filter(|hull| hull.capital && hull.published && hull.group_id == group_id)
            .map(|hull| hull.id)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_of_capital_has_hulls() {
        let types = Types::new();
        for group in [30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120] {
            assert!(!types.hulls_of(group).is_empty(), "group {group}");
        }
        assert!(types.is_capital(671) && types.is_ship(671));
        assert!(types.is_ship(CAPSULE) && !types.is_capital(CAPSULE));
    }
}
