//! What corptools has read of each character, and when: nothing changes until it reads again.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::place::{ASSET_SAFETY, location_id};
use crate::dates::whole_seconds;
use crate::world::{CAPSULE, ItemOwner, World};

/// An asset as it was read. Only ships are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReadAsset {
    pub(super) item_id: i64,
    pub(super) type_id: i64,
    pub(super) quantity: i64,
    pub(super) singleton: bool,
    pub(super) location_id: i64,
}

impl ReadAsset {
    pub(super) fn is_in_safety(&self) -> bool {
        self.location_id == ASSET_SAFETY
    }
}

/// What was read of a character.
#[derive(Clone, Debug, Default)]
pub(super) struct CharacterAudit {
    pub(super) assets: Vec<ReadAsset>,
    pub(super) assets_at: Option<Timestamp>,
    /// The type of the ship, and the place.
    pub(super) ship: Option<(i64, i64)>,
    pub(super) location_at: Option<Timestamp>,
}

/// All that was read, by character. One that was never read is not registered.
#[derive(Debug, Default)]
pub(crate) struct CharacterReads {
    pub(super) audits: BTreeMap<i64, CharacterAudit>,
    /// How often everybody is read by itself; never when none.
    every: Option<SignedDuration>,
    last: Option<Timestamp>,
}

impl CharacterReads {
    pub(super) fn new(every_seconds: Option<i64>, world: &World, now: Timestamp) -> Self {
        let mut reads = Self { every: every_seconds.map(SignedDuration::from_secs), ..Self::default() };
        reads.everybody(world, now);
        reads
    }

    /// How often everybody is read by itself.
    pub(crate) fn set_period(&mut self, every: Option<SignedDuration>) {
        self.every = every;
    }

    /// How often everybody is read by itself, in seconds; `None`: never.
    pub(super) fn every_seconds(&self) -> Option<i64> {
        self.every.map(|every| every.as_secs())
    }

    /// Reads everybody if it is time.
    pub(super) fn if_due(&mut self, world: &World, now: Timestamp) {
        let Some(every) = self.every else { return };
        if self.last.is_none_or(|last| now >= last + every) {
            self.everybody(world, now);
        }
    }

    /// Reads everything of everybody.
    pub(crate) fn everybody(&mut self, world: &World, now: Timestamp) {
        self.last = Some(now);
        for pilot in world.pilots.keys() {
            self.assets(world, *pilot, now);
            self.location(world, *pilot, now);
        }
    }

    /// Reads the assets of a character. A ship that is flown in space is not among them, nor is what it carries.
    pub(crate) fn assets(&mut self, world: &World, character: i64, now: Timestamp) {
        let owned = world.items.owned_by(ItemOwner::Pilot(character));
        let ships = owned.filter(|item| world.types.is_ship(item.type_id) && item.type_id != CAPSULE);
        let listed = ships.filter(|item| !world.is_under_way(item));
        let assets = listed.map(|item| ReadAsset {
            item_id: item.id,
            type_id: item.type_id,
            quantity: item.quantity,
            singleton: item.singleton,
            location_id: location_id(world, item.place),
        });
        let assets = assets.collect();
        let audit = self.audits.entry(character).or_default();
        (audit.assets, audit.assets_at) = (assets, Some(whole_seconds(now)));
    }

    /// Reads ship and place of a character.
    pub(crate) fn location(&mut self, world: &World, character: i64, now: Timestamp) {
        let Some(pilot) = world.pilots.get(&character) else { return };
        let type_id = world.items.get(pilot.ship).map_or(CAPSULE, |ship| ship.type_id);
        let ship = Some((type_id, location_id(world, world.whereabouts(pilot))));
        let audit = self.audits.entry(character).or_default();
        (audit.ship, audit.location_at) = (ship, Some(whole_seconds(now)));
    }

    /// Registers a character of whom nothing is read yet.
    pub(crate) fn register(&mut self, character: i64) {
        self.audits.insert(character, CharacterAudit::default());
    }

    /// Forgets a character: it is registered no more.
    pub(crate) fn forget(&mut self, character: i64) {
        self.audits.remove(&character);
    }
}
