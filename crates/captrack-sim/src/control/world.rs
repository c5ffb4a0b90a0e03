//! Changing the world.

use super::{Control, DemoPilot, NewStructure, Placement, SimHullView, SimNewPilot, SimPilotView};
use crate::SimError;
use crate::world::{
    ALLIANCE_ID, DockingAccess, Item, ItemOwner, ItemType, Pilot, Place, SHIPS, STAGING_KEEPSTAR, Structure, TypeGroup,
    World,
};

impl Control {
    /// Puts a hull somewhere and returns its item id.
    pub fn place(&self, placement: Placement) -> Result<i64, SimError> {
        let mut world = self.core.world.lock();
        world.pilot(placement.pilot)?;
        world.types.get(placement.type_id).ok_or_else(|| SimError::unknown("type", placement.type_id))?;
        let mut item = Item::new(placement.type_id, ItemOwner::Pilot(placement.pilot), placement.at);
        item.name = placement.name;
        let hull = world.items.add(item);
        if placement.flown {
            world.board(placement.pilot, hull)?;
        }
        Ok(hull)
    }

    /// Moves a hull; whoever sits in it moves along.
    pub fn move_hull(&self, item_id: i64, to: Place) -> Result<(), SimError> {
        let mut world = self.core.world.lock();
        world.items.get(item_id).ok_or_else(|| SimError::unknown("hull", item_id))?;
        world.items.put(item_id, to);
        Ok(())
    }

    /// Takes a hull out of the world; whoever sat in it is left in a capsule.
    pub fn remove_hull(&self, item_id: i64) -> Result<(), SimError> {
        self.core.world.lock().scrap(item_id)
    }

    /// Gives a hull to another pilot. Whoever sits in it gets out.
    pub fn give_hull(&self, item_id: i64, to: i64) -> Result<(), SimError> {
        let mut world = self.core.world.lock();
        world.pilot(to)?;
        let item = world.items.get(item_id).ok_or_else(|| SimError::unknown("hull", item_id))?;
        if let Some(crew) = world.crew_of(item) {
            world.leave(crew)?;
        }
        world.items.give(item_id, ItemOwner::Pilot(to));
        Ok(())
    }

    /// Names a hull.
    pub fn rename_hull(&self, item_id: i64, name: &str) -> Result<(), SimError> {
        let mut world = self.core.world.lock();
        world.items.get(item_id).ok_or_else(|| SimError::unknown("hull", item_id))?;
        world.items.rename(item_id, Some(name.to_owned()));
        Ok(())
    }

    /// Puts a stack of something that is no ship into a pilot's hangar, so that there are more assets; returns the item id.
    pub fn stock(&self, pilot: i64, type_id: i64, quantity: i64, at: Place) -> Result<i64, SimError> {
        let mut world = self.core.world.lock();
        world.pilot(pilot)?;
        Ok(world.items.add(Item::stack(type_id, ItemOwner::Pilot(pilot), at, quantity)))
    }

    /// Puts an assembled container (or a hull with a bay) somewhere; returns its item id, to place things inside.
    pub fn container(&self, pilot: i64, at: Place) -> Result<i64, SimError> {
        self.place(Placement::stored(pilot, crate::world::CONTAINER, at))
    }

    /// Puts a hull into the office of a corporation at a place; returns its item id.
    pub fn place_for_corporation(&self, corporation_id: i64, type_id: i64, at: Place) -> Result<i64, SimError> {
        let mut world = self.core.world.lock();
        let owner = ItemOwner::Corporation(corporation_id);
        world.corporations.get(&corporation_id).ok_or_else(|| SimError::unknown("corporation", corporation_id))?;
        let office = world
            .items
            .owned_by(owner)
            .find(|item| item.type_id == crate::world::OFFICE && item.place == at)
            .map(|item| item.id);
        let office = office.unwrap_or_else(|| world.items.add(Item::new(crate::world::OFFICE, owner, at)));
        Ok(world.items.add(Item::new(type_id, owner, Place::Inside(office))))
    }

    /// Seats a pilot in a hull.
    pub fn board(&self, pilot: i64, item_id: i64) -> Result<(), SimError> {
        self.core.world.lock().board(pilot, item_id)
    }

    /// Takes a pilot out of the ship, which stays where it is.
    pub fn leave(&self, pilot: i64) -> Result<(), SimError> {
        self.core.world.lock().leave(pilot)
    }

    /// Logs a pilot on or off.
    pub fn set_online(&self, pilot: i64, online: bool) -> Result<(), SimError> {
        let now = self.core.now();
        self.core.world.lock().pilot_mut(pilot)?.set_online(online, now);
        Ok(())
    }

    /// Lets a pilot control a structure: `/ship` answers 404 meanwhile.
    pub fn control_structure(&self, pilot: i64, controls: bool) -> Result<(), SimError> {
        self.core.world.lock().pilot_mut(pilot)?.controls_structure = controls;
        Ok(())
    }

    /// Creates a pilot and returns the id.
    pub fn create_pilot(&self, new: SimNewPilot) -> Result<i64, SimError> {
        let now = self.core.now();
        let mut world = self.core.world.lock();
        let first = world.corporations.keys().next().copied().unwrap_or_default();
        let corporation_id = new.corporation_id.unwrap_or(first);
        world.corporations.get(&corporation_id).ok_or_else(|| SimError::unknown("corporation", corporation_id))?;
        let home = new.at.unwrap_or(Place::Structure(STAGING_KEEPSTAR));
        let id = world.add_pilot(new.name, corporation_id, new.main_id, home, now);
        let pilot = world.pilot_mut(id)?;
        pilot.set_online(new.online, now);
        if new.director {
            pilot.roles.insert("Director".to_owned());
        }
        Ok(id)
    }

    /// Renames a pilot.
    pub fn rename_pilot(&self, pilot: i64, name: &str) -> Result<(), SimError> {
        name.clone_into(&mut self.core.world.lock().pilot_mut(pilot)?.name);
        Ok(())
    }

    /// Makes a pilot a director, or no longer one.
    pub fn set_director(&self, pilot: i64, director: bool) -> Result<(), SimError> {
        let mut world = self.core.world.lock();
        let roles = &mut world.pilot_mut(pilot)?.roles;
        if director {
            roles.insert("Director".to_owned());
        } else {
            roles.remove("Director");
        }
        Ok(())
    }

    /// Moves a pilot to another corporation. Roles stay behind.
    pub fn transfer(&self, pilot: i64, corporation_id: i64) -> Result<(), SimError> {
        let mut world = self.core.world.lock();
        world.corporations.get(&corporation_id).ok_or_else(|| SimError::unknown("corporation", corporation_id))?;
        let pilot = world.pilot_mut(pilot)?;
        pilot.corporation_id = corporation_id;
        pilot.roles.clear();
        Ok(())
    }

    /// Sells a character: the owner hash changes, tokens stay valid, and it is for the client to notice.
    pub fn sell_character(&self, pilot: i64) -> Result<(), SimError> {
        self.core.world.lock().pilot_mut(pilot)?.sales += 1;
        Ok(())
    }

    /// Founds a corporation, in the alliance or outside of it; returns the id.
    pub fn create_corporation(&self, name: &str, ticker: &str, in_alliance: bool) -> i64 {
        self.core.world.lock().found_corporation(name, ticker, in_alliance.then_some(ALLIANCE_ID))
    }

    /// Anchors a Fortizar; returns the id.
    pub fn create_structure(&self, new: NewStructure) -> i64 {
        let mut world = self.core.world.lock();
        let owner_corporation_id = world.corporations.keys().next().copied().unwrap_or_default();
        world.anchor_structure(|id| Structure {
            id,
            name: new.name,
            system_id: new.system_id,
            type_id: 35833,
            owner_corporation_id,
            access: if new.docking_access { DockingAccess::Alliance(ALLIANCE_ID) } else { DockingAccess::Nobody },
        })
    }

    /// Opens a structure to the alliance, or closes it to everybody.
    pub fn set_docking_access(&self, structure: i64, access: bool) -> Result<(), SimError> {
        let mut world = self.core.world.lock();
        let entry = world.structures.get_mut(&structure).ok_or_else(|| SimError::unknown("structure", structure))?;
        entry.access = if access { DockingAccess::Alliance(ALLIANCE_ID) } else { DockingAccess::Nobody };
        Ok(())
    }

    /// Adds a type of capital hull that no table knows yet.
    pub fn add_hull_type(&self, type_id: i64, name: &str, group_id: i64, group_name: &str) {
        let types = &mut self.core.world.lock().types;
        let group = TypeGroup { id: group_id, name: group_name.to_owned(), category_id: SHIPS, published: true };
        types.ensure_group(group);
        types.insert(ItemType { id: type_id, name: name.to_owned(), group_id, capital: true, published: true });
    }

    /// All pilots.
    pub fn pilots(&self) -> Vec<SimPilotView> {
        let world = self.core.world.lock();
        world.pilots.values().map(|pilot| show_pilot(&world, pilot)).collect()
    }

    /// The names of all alliances, corporations and structures.
    pub fn names(&self) -> Vec<String> {
        let world = self.core.world.lock();
        let alliances = world.alliances.values().map(|alliance| alliance.name.clone());
        let corporations = world.corporations.values().map(|corporation| corporation.name.clone());
        let structures = world.structures.values().map(|structure| structure.name.clone());
        alliances.chain(corporations).chain(structures).collect()
    }

    /// All capital hulls.
    pub fn hulls(&self) -> Vec<SimHullView> {
        let world = self.core.world.lock();
        world.items.iter().filter_map(|item| show_hull(&world, item)).collect()
    }

    /// Pilots of the alliance who own a capital, mains first.
    pub(crate) fn demo_pilots(&self) -> Vec<DemoPilot> {
        let world = self.core.world.lock();
        let mut pilots: Vec<&Pilot> = world
            .pilots
            .values()
            .filter(|pilot| world.alliance_id_of(pilot) == Some(ALLIANCE_ID))
            .filter(|pilot| {
                world.items.owned_by(ItemOwner::Pilot(pilot.id)).any(|item| world.types.is_capital(item.type_id))
            })
            .collect();
        pilots.sort_by_key(|pilot| (pilot.id != pilot.main_id, pilot.id));
        pilots.into_iter().map(|pilot| show_demo_pilot(&world, pilot)).collect()
    }
}

fn show_pilot(world: &World, pilot: &Pilot) -> SimPilotView {
    SimPilotView {
        pilot_id: pilot.id,
        name: pilot.name.clone(),
        main_id: pilot.main_id,
        corporation_id: pilot.corporation_id,
        corporation_name: world.corporation_of(pilot).map(|corporation| corporation.name.clone()).unwrap_or_default(),
        alliance_id: world.alliance_id_of(pilot),
        online: pilot.online,
        at: world.whereabouts(pilot),
        ship_item_id: pilot.ship,
        ship_type_id: world.items.get(pilot.ship).map_or(0, |ship| ship.type_id),
    }
}

fn show_hull(world: &World, item: &Item) -> Option<SimHullView> {
    let hull = world.types.get(item.type_id).filter(|hull| hull.capital)?;
    Some(SimHullView {
        item_id: item.id,
        type_id: item.type_id,
        type_name: hull.name.clone(),
        group_id: hull.group_id,
        owner: match item.owner {
            ItemOwner::Pilot(id) => Some(id),
            ItemOwner::Corporation(_) | ItemOwner::Stranger => None,
        },
        crew: world.crew_of(item),
        at: item.place,
        system_id: world.system_of(item.place),
    })
}

fn show_demo_pilot(world: &World, pilot: &Pilot) -> DemoPilot {
    let main = world.pilots.get(&pilot.main_id).unwrap_or(pilot);
    DemoPilot {
        pilot_id: pilot.id,
        name: pilot.name.clone(),
        main_id: main.id,
        main_name: main.name.clone(),
        corporation_id: pilot.corporation_id,
        owner_hash: pilot.owner_hash(),
    }
}
