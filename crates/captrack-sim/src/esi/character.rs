//! Routes about one character.

use serde_json::{Value, json};

use super::{Asked, EsiRefusal, RouteContent};
use crate::dates::json_date;
use crate::world::{Pilot, Place, World};

/// The pilot of the path, who must be the pilot of the token.
pub(super) fn own<'a>(asked: &Asked<'_>, world: &'a World) -> Result<&'a Pilot, EsiRefusal> {
    if asked.pilot_id() != asked.id {
        return Err(EsiRefusal::new(403, "The token belongs to another character"));
    }
    world.pilot(asked.id).map_err(|_| EsiRefusal::new(404, "Character not found"))
}

pub(super) fn location(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let pilot = own(asked, &world)?;
    let place = world.whereabouts(pilot);
    let system = world.system_of(place).unwrap_or_default();
    Ok(RouteContent::One(match place {
        Place::Station(id) => json!({ "solar_system_id": system, "station_id": id }),
        Place::Structure(id) => json!({ "solar_system_id": system, "structure_id": id }),
        Place::Space(_) | Place::Inside(_) | Place::AssetSafety => json!({ "solar_system_id": system }),
    }))
}

pub(super) fn ship(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let pilot = own(asked, &world)?;
    if pilot.controls_structure {
        return Err(EsiRefusal::new(404, "Ship not found"));
    }
    let ship = world.items.get(pilot.ship).ok_or_else(|| EsiRefusal::new(404, "Ship not found"))?;
    let hull = world.types.get(ship.type_id).map_or("ship", |hull| hull.name.as_str());
    let name = ship.name.clone().unwrap_or_else(|| format!("{}'s {hull}", pilot.name));
    Ok(RouteContent::One(json!({ "ship_type_id": ship.type_id, "ship_item_id": ship.id, "ship_name": name })))
}

pub(super) fn online(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let pilot = own(asked, &world)?;
    Ok(RouteContent::One(json!({
        "online": pilot.online,
        "last_login": json_date(pilot.last_login),
        "last_logout": json_date(pilot.last_logout),
        "logins": pilot.logins,
    })))
}

pub(super) fn roles(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let pilot = own(asked, &world)?;
    let nowhere: [&str; 0] = [];
    Ok(RouteContent::One(json!({
        "roles": pilot.roles,
        "roles_at_base": nowhere,
        "roles_at_hq": nowhere,
        "roles_at_other": nowhere,
    })))
}

/// `/characters/{character_id}`: public.
pub(super) fn sheet(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let pilot = world.pilot(asked.id).map_err(|_| EsiRefusal::new(404, "Character not found"))?;
    let mut sheet = json!({
        "achievement_score": 1000 + pilot.id % 5000,
        "birthday": json_date(pilot.birthday),
        "bloodline_id": 1 + pilot.id % 8,
        "corporation_id": pilot.corporation_id,
        "description": "",
        "gender": if pilot.id % 2 == 0 { "female" } else { "male" },
        "name": pilot.name,
        "race_id": 1 << (pilot.id % 4),
        "security_status": -0.5,
    });
    put_alliance(&mut sheet, world.alliance_id_of(pilot));
    Ok(RouteContent::One(sheet))
}

/// Adds the alliance where there is one.
pub(super) fn put_alliance(sheet: &mut Value, alliance_id: Option<i64>) {
    if let Some(id) = alliance_id {
        sheet["alliance_id"] = json!(id);
    }
}
