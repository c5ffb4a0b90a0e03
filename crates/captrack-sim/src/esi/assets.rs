//! Assets of characters and corporations: the lists, the names and the places in space.
//!
//! A ship that is flown in space is not in the list, nor is what it carries; a capsule never is.

use serde_json::{Value, json};

use super::{Asked, EsiRefusal, RouteContent, character, corporation};
use crate::http::SimReply;
use crate::world::{CAPSULE, Item, ItemOwner, Place, World};

/// Where asset safety is.
const ASSET_SAFETY: i64 = 2004;

pub(super) fn of_character(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    list(&world, whose_character(asked, &world)?)
}

pub(super) fn of_corporation(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    list(&world, whose_corporation(asked, &world)?)
}

/// The owner whom a route about a character's assets is about.
pub(super) fn whose_character(asked: &Asked<'_>, world: &World) -> Result<ItemOwner, EsiRefusal> {
    character::own(asked, world).map(|pilot| ItemOwner::Pilot(pilot.id))
}

/// The owner whom a route about a corporation's assets is about.
pub(super) fn whose_corporation(asked: &Asked<'_>, world: &World) -> Result<ItemOwner, EsiRefusal> {
    corporation::as_director(asked, world).map(|_| ItemOwner::Corporation(asked.id))
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of a route")]
fn list(world: &World, owner: ItemOwner) -> Result<RouteContent, EsiRefusal> {
    Ok(RouteContent::Pages(visible(world, owner).map(|item| entry(world, item)).collect()))
}

fn visible(world: &World, owner: ItemOwner) -> impl Iterator<Item = &Item> {
    world.items.owned_by(owner).filter(|item| item.type_id != CAPSULE && !world.is_under_way(item))
}

fn entry(world: &World, item: &Item) -> Value {
    let (location_id, location_type, location_flag) = match item.place {
        Place::Space(system) => (system, "solar_system", "AutoFit"),
        Place::Station(station) => (station, "station", "Hangar"),
        Place::Structure(structure) if item.type_id == crate::world::OFFICE => (structure, "item", "OfficeFolder"),
        Place::Structure(structure) => (structure, "item", "Hangar"),
        Place::Inside(outer) => (outer, "item", bay(world, outer, item)),
        Place::AssetSafety => (ASSET_SAFETY, "other", "AssetSafety"),
    };
    json!({
        "is_singleton": item.singleton,
        "item_id": item.id,
        "location_flag": location_flag,
        "location_id": location_id,
        "location_type": location_type,
        "quantity": item.quantity,
        "type_id": item.type_id,
    })
}

/// The bay of `outer` that an item lies in.
fn bay(world: &World, outer: i64, item: &Item) -> &'static str {
    let Some(outer) = world.items.get(outer) else {
        return "Unlocked";
    };
    match outer.type_id {
        crate::world::OFFICE => "CorpSAG1",
        crate::world::CONTAINER => "Unlocked",
        crate::world::ASSET_SAFETY_WRAP => "AssetSafety",
        _ if world.types.is_ship(outer.type_id) && world.types.is_ship(item.type_id) => "ShipHangar",
        _ if world.types.is_ship(outer.type_id) => "Cargo",
        _ => "Hangar",
    }
}

/// `…/assets/names`: ids that are not the owner's fail the batch.
pub(super) fn names(
    asked: &Asked<'_>,
    whose: fn(&Asked<'_>, &World) -> Result<ItemOwner, EsiRefusal>,
) -> Result<SimReply, EsiRefusal> {
    each(asked, whose, |item| {
        let name = item.name.clone().unwrap_or_else(|| "None".to_owned());
        json!({ "item_id": item.id, "name": name })
    })
}

/// `…/assets/locations`: coordinates, which this world does not have: the origin.
pub(super) fn locations(
    asked: &Asked<'_>,
    whose: fn(&Asked<'_>, &World) -> Result<ItemOwner, EsiRefusal>,
) -> Result<SimReply, EsiRefusal> {
    each(asked, whose, |item| json!({ "item_id": item.id, "position": { "x": 0.0, "y": 0.0, "z": 0.0 } }))
}

fn each(
    asked: &Asked<'_>,
    whose: fn(&Asked<'_>, &World) -> Result<ItemOwner, EsiRefusal>,
    describe: fn(&Item) -> Value,
) -> Result<SimReply, EsiRefusal> {
    let world = asked.core.world.lock();
    let owner = whose(asked, &world)?;
    let ids = super::names::batch(asked.call)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let item = visible(&world, owner).find(|item| item.id == id);
        found.push(describe(item.ok_or_else(|| EsiRefusal::new(404, "Invalid IDs in the request").at("body", id))?));
    }
    Ok(SimReply::json(200, &json!(found)))
}
