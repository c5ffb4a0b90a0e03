//! Routes about New Eden: structures, systems, types, groups.

use serde_json::{Value, json};

use super::{Asked, EsiRefusal, RouteContent};
use crate::world::geography;

/// A structure's name and place, for those who may dock there.
pub(super) fn structure(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let pilot = world.pilot(asked.pilot_id()).map_err(|_| EsiRefusal::new(403, "Forbidden"))?;
    let structure = world.structures.get(&asked.id).ok_or_else(|| EsiRefusal::new(404, "Structure not found"))?;
    if !world.may_dock(pilot, structure) {
        return Err(EsiRefusal::new(403, "Forbidden"));
    }
    Ok(RouteContent::One(json!({
        "name": structure.name,
        "owner_id": structure.owner_corporation_id,
        "position": { "x": 0.0, "y": 0.0, "z": 0.0 },
        "solar_system_id": structure.system_id,
        "type_id": structure.type_id,
    })))
}

pub(super) fn system(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let system = geography().systems.get(&asked.id).ok_or_else(|| EsiRefusal::new(404, "Solar system not found"))?;
    Ok(RouteContent::One(json!({
        "constellation_id": system.constellation_id,
        "name": system.name,
        "position": { "x": system.position.x, "y": system.position.y, "z": system.position.z },
        "security_status": system.security,
        "stations": system.stations,
        "system_id": system.id,
    })))
}

pub(super) fn item_type(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let found = world.types.get(asked.id).ok_or_else(|| EsiRefusal::new(404, "Type not found"))?;
    let mut body = json!({
        "type_id": found.id,
        "name": found.name,
        "description": "",
        "published": found.published,
        "group_id": found.group_id,
    });
    if found.capital {
        // isCapitalSize
        body["dogma_attributes"] = json!([{ "attribute_id": 1785, "value": 1.0 }]);
    }
    Ok(RouteContent::One(body))
}

pub(super) fn group(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let group = world.types.group(asked.id).ok_or_else(|| EsiRefusal::new(404, "Group not found"))?;
    let members = world.types.iter().filter(|item_type| item_type.group_id == group.id);
    let types: Value = members.map(|item_type| item_type.id).collect();
    Ok(RouteContent::One(json!({
        "group_id": group.id,
        "name": group.name,
        "published": group.published,
        "category_id": group.category_id,
        "types": types,
    })))
}
