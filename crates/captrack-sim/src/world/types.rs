//! Item types and their groups: every capital hull of New Eden, and some groups of other things, see `data/README.md`.

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
    /// Dogma attribute 1785, `isCapitalSize`.
    pub(crate) capital: bool,
    pub(crate) published: bool,
}

/// A group of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeGroup {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) category_id: i64,
    pub(crate) published: bool,
}

/// Types and groups by id.
#[derive(Clone, Debug)]
pub(crate) struct Types {
    types: BTreeMap<i64, ItemType>,
    groups: BTreeMap<i64, TypeGroup>,
}

/// Groups that are not capitals: id, name, category id, published or not.
const GROUPS: &str = include_str!("../../data/groups.csv");
/// All types of these: id, name, group id, published or not.
const TYPES: &str = include_str!("../../data/types.csv");

/// The rows of a table, with so many fields each.
fn rows<const N: usize>(table: &str) -> impl Iterator<Item = [String; N]> {
    let fields = |row: csv::Result<csv::StringRecord>| {
        let fields: Vec<String> = row.expect("the sim's tables are CSV").iter().map(str::to_owned).collect();
        fields.try_into().expect("the tables of the sim have as many fields a line as their header")
    };
    csv::Reader::from_reader(table.as_bytes()).into_records().map(fields)
}

fn number(text: &str) -> i64 {
    text.parse().expect("the ids in the tables of the sim are numbers")
}

impl Types {
    pub(crate) fn new() -> Self {
        let mut all = Self { types: BTreeMap::new(), groups: BTreeMap::new() };
        for hull in universe().hull_types() {
            let group_name = universe().group(hull.group).map(|group| group.name).unwrap_or_default();
            let group =
                TypeGroup { id: hull.group.0, name: group_name.to_owned(), category_id: SHIPS, published: true };
            all.groups.insert(group.id, group);
            all.insert(ItemType {
                id: hull.type_id.0,
                name: hull.name.to_owned(),
                group_id: hull.group.0,
                capital: true,
                published: hull.published,
            });
        }
        for [id, name, category_id, published] in rows(GROUPS) {
            let group =
                TypeGroup { id: number(&id), name, category_id: number(&category_id), published: published == "true" };
            all.groups.insert(group.id, group);
        }
        for [id, name, group_id, published] in rows(TYPES) {
            all.insert(ItemType {
                id: number(&id),
                name,
                group_id: number(&group_id),
                capital: false,
                published: published == "true",
            });
        }
        all
    }

    pub(crate) fn get(&self, id: i64) -> Option<&ItemType> {
        self.types.get(&id)
    }

    pub(crate) fn insert(&mut self, item_type: ItemType) {
        self.types.insert(item_type.id, item_type);
    }

    pub(crate) fn group(&self, id: i64) -> Option<&TypeGroup> {
        self.groups.get(&id)
    }

    /// Adds a group where there is none of that number.
    pub(crate) fn ensure_group(&mut self, group: TypeGroup) {
        self.groups.entry(group.id).or_insert(group);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &ItemType> {
        self.types.values()
    }

    pub(crate) fn is_ship(&self, id: i64) -> bool {
        let group = self.get(id).and_then(|item_type| self.group(item_type.group_id));
        group.is_some_and(|group| group.category_id == SHIPS)
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

    #[test]
    fn every_type_belongs_to_a_group() {
        let types = Types::new();
        for item_type in types.iter() {
            assert!(types.group(item_type.group_id).is_some_and(|group| !group.name.is_empty()), "{item_type:?}");
        }
        for id in [CAPSULE, CONTAINER, ASSET_SAFETY_WRAP, OFFICE] {
            assert!(types.get(id).is_some(), "{id}");
        }
        for id in
            [crate::world::structure::FORTIZAR, crate::world::structure::KEEPSTAR, crate::world::structure::TATARA]
        {
            assert!(types.get(id).is_some() && !types.is_ship(id), "{id}");
        }
    }

    #[test]
    fn the_lancer_and_the_flag_cruiser_are_two_groups() {
        let types = Types::new();
        assert_eq!(types.group(1972).map(|group| group.name.as_str()), Some("Flag Cruiser"));
        assert_eq!(types.group_of(45_534), Some(1972));
        assert!(types.is_ship(45_534) && !types.is_capital(45_534));
        assert!(types.hulls_of(1972).is_empty());
    }
}
