//! Items: hulls, containers, offices, and what lies in hangars. Every item has an owner and a place.

use std::collections::{BTreeMap, BTreeSet};

use super::{CAPSULE, Place, World};
use crate::SimError;

/// Who owns an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ItemOwner {
    Pilot(i64),
    Corporation(i64),
    /// Somebody outside of this world.
    Stranger,
}

/// An item.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: i64,
    pub(crate) type_id: i64,
    pub(crate) owner: ItemOwner,
    pub(crate) place: Place,
    pub(crate) quantity: i64,
    /// Assembled: ships that can be flown, containers, offices.
    pub(crate) singleton: bool,
    /// The name its owner gave it.
    pub(crate) name: Option<String>,
}

impl Item {
    /// One assembled item; its id is given when it is added.
    pub(crate) fn new(type_id: i64, owner: ItemOwner, place: Place) -> Self {
        Self { id: 0, type_id, owner, place, quantity: 1, singleton: true, name: None }
    }

    /// A stack.
    pub(crate) fn stack(type_id: i64, owner: ItemOwner, place: Place, quantity: i64) -> Self {
        Self { quantity, singleton: false, ..Self::new(type_id, owner, place) }
    }

    #[must_use]
    pub(crate) fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}

/// All items, found by id and by owner.
#[derive(Debug, Default)]
pub(crate) struct Items {
    by_id: BTreeMap<i64, Item>,
    by_owner: BTreeMap<ItemOwner, BTreeSet<i64>>,
    made: i64,
}

/// The first item id; ids of items begin at 10^12.
const FIRST_ITEM: i64 = 1_047_000_000_001;

impl Items {
    pub(crate) fn get(&self, id: i64) -> Option<&Item> {
        self.by_id.get(&id)
    }

    /// Adds an item under a new id, which is returned.
    pub(crate) fn add(&mut self, item: Item) -> i64 {
        // Steps of 7 leave gaps as in the real thing, where ids of one owner are never consecutive.
        let id = FIRST_ITEM + self.made * 7;
        self.made += 1;
        self.by_owner.entry(item.owner).or_default().insert(id);
        self.by_id.insert(id, Item { id, ..item });
        id
    }

    pub(crate) fn remove(&mut self, id: i64) -> Option<Item> {
        let item = self.by_id.remove(&id)?;
        if let Some(owned) = self.by_owner.get_mut(&item.owner) {
            owned.remove(&id);
        }
        Some(item)
    }

    pub(crate) fn put(&mut self, id: i64, place: Place) {
        if let Some(item) = self.by_id.get_mut(&id) {
            item.place = place;
        }
    }

    pub(crate) fn rename(&mut self, id: i64, name: Option<String>) {
        if let Some(item) = self.by_id.get_mut(&id) {
            item.name = name;
        }
    }

    pub(crate) fn give(&mut self, id: i64, owner: ItemOwner) {
        if let Some(mut item) = self.remove(id) {
            item.owner = owner;
            self.by_owner.entry(owner).or_default().insert(id);
            self.by_id.insert(id, item);
        }
    }

    /// What this owner owns, in order of item id.
    pub(crate) fn owned_by(&self, owner: ItemOwner) -> impl Iterator<Item = &Item> {
        self.by_owner.get(&owner).into_iter().flatten().filter_map(|id| self.by_id.get(id))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Item> {
        self.by_id.values()
    }
}

impl World {
    /// The pilot who sits in this hull.
    pub(crate) fn crew_of(&self, item: &Item) -> Option<i64> {
        let of_owner = match item.owner {
            ItemOwner::Pilot(id) => self.pilots.get(&id).filter(|pilot| pilot.ship == item.id),
            _ => None,
        };
        of_owner.or_else(|| self.pilots.values().find(|pilot| pilot.ship == item.id)).map(|pilot| pilot.id)
    }

    /// Whether an item, or what it lies in, is a ship that is being flown in space: then `/assets` does not show it.
    pub(crate) fn is_under_way(&self, item: &Item) -> bool {
        let mut item = item;
        for _ in 0..16 {
            if item.place.is_space() && self.crew_of(item).is_some() {
                return true;
            }
            match item.place {
                Place::Inside(id) => match self.items.get(id) {
                    Some(outer) => item = outer,
                    None => return false,
                },
                _ => return false,
            }
        }
        false
    }

    /// Puts a pilot into a ship. The capsule they sat in is gone; any other ship stays where it is.
    pub(crate) fn board(&mut self, pilot_id: i64, ship_id: i64) -> Result<(), SimError> {
        let type_id = self.items.get(ship_id).ok_or_else(|| SimError::unknown("hull", ship_id))?.type_id;
        if !self.types.is_ship(type_id) {
            return Err(SimError::NotAShip(ship_id));
        }
        let before = self.pilot(pilot_id)?.ship;
        if before == ship_id {
            return Ok(());
        }
        if let Some(other) = self.items.get(ship_id).and_then(|ship| self.crew_of(ship)) {
            self.leave(other)?;
        }
        self.pilot_mut(pilot_id)?.ship = ship_id;
        self.drop_capsule(before);
        Ok(())
    }

    /// Takes a pilot out of their ship, which stays where it is, into a capsule at the same place.
    pub(crate) fn leave(&mut self, pilot_id: i64) -> Result<(), SimError> {
        let pilot = self.pilot(pilot_id)?;
        let (ship, home) = (pilot.ship, self.whereabouts(pilot));
        if self.items.get(ship).is_some_and(|ship| ship.type_id == CAPSULE) {
            return Ok(());
        }
        let capsule = self.items.add(Item::new(CAPSULE, ItemOwner::Pilot(pilot_id), home));
        self.pilot_mut(pilot_id)?.ship = capsule;
        Ok(())
    }

    /// Takes a hull out of the world; whoever sat in it is left in a capsule.
    pub(crate) fn scrap(&mut self, item_id: i64) -> Result<(), SimError> {
        let item = self.items.get(item_id).ok_or_else(|| SimError::unknown("hull", item_id))?;
        if let Some(pilot) = self.crew_of(item) {
            self.leave(pilot)?;
        }
        self.items.remove(item_id);
        Ok(())
    }

    fn drop_capsule(&mut self, item_id: i64) {
        if self.items.get(item_id).is_some_and(|item| item.type_id == CAPSULE) {
            self.items.remove(item_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::STAGING_KEEPSTAR;

    fn world() -> (World, i64) {
        let mut world = World::new(1, 0, crate::SimOptions::default().start);
        let corporation = *world.corporations.keys().next().unwrap();
        let home = Place::Structure(STAGING_KEEPSTAR);
        let pilot = world.add_pilot("Kara Volkov", corporation, None, home, crate::SimOptions::default().start);
        (world, pilot)
    }

    #[test]
    fn a_boarded_hull_takes_its_pilot_along() {
        let (mut world, pilot) = world();
        let hull = world.items.add(Item::new(671, ItemOwner::Pilot(pilot), Place::Structure(STAGING_KEEPSTAR)));
        world.board(pilot, hull).unwrap();
        world.items.put(hull, Place::Space(30_004_730));
        assert_eq!(world.whereabouts(world.pilot(pilot).unwrap()), Place::Space(30_004_730));
        assert!(world.is_under_way(world.items.get(hull).unwrap()));
    }

    #[test]
    fn leaving_a_hull_leaves_it_where_it_is() {
        let (mut world, pilot) = world();
        let hull = world.items.add(Item::new(671, ItemOwner::Pilot(pilot), Place::Space(30_004_730)));
        world.board(pilot, hull).unwrap();
        world.leave(pilot).unwrap();
        assert_eq!(world.items.get(hull).unwrap().place, Place::Space(30_004_730));
        assert_eq!(world.whereabouts(world.pilot(pilot).unwrap()), Place::Space(30_004_730));
        assert_eq!(world.items.get(world.pilot(pilot).unwrap().ship).unwrap().type_id, CAPSULE);
    }

    #[test]
    fn a_hull_in_a_bay_is_in_the_system_of_its_carrier() {
        let (mut world, pilot) = world();
        let carrier = world.items.add(Item::new(23757, ItemOwner::Pilot(pilot), Place::Station(60_003_760)));
        let inner = world.items.add(Item::new(587, ItemOwner::Pilot(pilot), Place::Inside(carrier)));
        assert_eq!(world.system_of(Place::Inside(inner)), Some(30_000_142));
        assert_eq!(world.system_of(Place::AssetSafety), None);
    }
}
