//! Routes about corporations and alliances.

use serde_json::{Value, json};

use super::character::put_alliance;
use super::{Asked, EsiRefusal, RouteContent};
use crate::dates::json_date;
use crate::world::{Corporation, JITA_STATION, Pilot, Place, World};

/// The token's pilot, who must be a member of the corporation in the path.
fn as_member<'a>(asked: &Asked<'_>, world: &'a World) -> Result<&'a Pilot, EsiRefusal> {
    world
        .pilot(asked.pilot_id())
        .ok()
        .filter(|pilot| pilot.corporation_id == asked.id)
        .ok_or_else(|| EsiRefusal::new(403, "Character is not a member of the corporation"))
}

/// The same, who must direct it as well.
pub(super) fn as_director<'a>(asked: &Asked<'_>, world: &'a World) -> Result<&'a Pilot, EsiRefusal> {
    let pilot = as_member(asked, world)?;
    if !pilot.is_director() {
        return Err(EsiRefusal::new(403, "Character does not have required role(s)"));
    }
    Ok(pilot)
}

fn find<'a>(asked: &Asked<'_>, world: &'a World) -> Result<&'a Corporation, EsiRefusal> {
    world.corporations.get(&asked.id).ok_or_else(|| EsiRefusal::new(404, "Corporation not found"))
}

pub(super) fn sheet(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let corporation = find(asked, &world)?;
    let members: Vec<&Pilot> = world.members(corporation.id).collect();
    let mut sheet = json!({
        "state": "active",
        "type": "player_owned",
        "name": corporation.name,
        "ticker": corporation.ticker,
        "description": "",
        "home_station_id": JITA_STATION,
        "member_count": members.len(),
        "tax_rates": { "isk": 10.0, "loyalty_point": 0.0 },
        "shares": 1000,
        "war_eligible": true,
        "friendly_fire": "illegal",
        "date_founded": json_date(corporation.founded),
    });
    if let Some(first) = members.first() {
        sheet["ceo_id"] = json!(first.id);
        sheet["creator_id"] = json!(first.id);
    }
    put_alliance(&mut sheet, corporation.alliance_id);
    Ok(RouteContent::One(sheet))
}

pub(super) fn members(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    as_member(asked, &world)?;
    Ok(RouteContent::One(world.members(asked.id).map(|pilot| pilot.id).collect()))
}

/// Who was last seen where and in what. The location is a station, a structure or a system, told apart by their ranges.
pub(super) fn member_tracking(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    as_director(asked, &world)?;
    let rows = world.members(asked.id).map(|pilot| {
        let mut row = json!({
            "character_id": pilot.id,
            "logon_date": json_date(pilot.last_login),
            "logoff_date": json_date(pilot.last_logout),
            "start_date": json_date(pilot.joined),
        });
        if let Some(ship) = world.items.get(pilot.ship) {
            row["ship_type_id"] = json!(ship.type_id);
        }
        match world.whereabouts(pilot) {
            Place::Space(id) | Place::Station(id) | Place::Structure(id) => row["location_id"] = json!(id),
            Place::Inside(_) | Place::AssetSafety => {}
        }
        row
    });
    Ok(RouteContent::One(rows.collect()))
}

/// Roles of all members, for directors and personnel managers.
pub(super) fn roles(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let pilot = as_member(asked, &world)?;
    if !pilot.is_director() && !pilot.roles.contains("Personnel_Manager") {
        return Err(EsiRefusal::new(403, "Character does not have required role(s)"));
    }
    let rows: Value =
        world.members(asked.id).map(|pilot| json!({ "character_id": pilot.id, "roles": pilot.roles })).collect();
    Ok(RouteContent::One(rows))
}

pub(super) fn alliance(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    let alliance = world.alliances.get(&asked.id).ok_or_else(|| EsiRefusal::new(404, "Alliance not found"))?;
    let first = world.corporations.values().find(|corporation| corporation.alliance_id == Some(alliance.id));
    let creator = first.and_then(|corporation| world.members(corporation.id).next());
    let corporation_id = first.map_or(1_000_001, |corporation| corporation.id);
    Ok(RouteContent::One(json!({
        "creator_corporation_id": corporation_id,
        "creator_id": creator.map_or(3_000_001, |pilot| pilot.id),
        "date_founded": json_date(alliance.founded),
        "executor_corporation_id": corporation_id,
        "name": alliance.name,
        "ticker": alliance.ticker,
    })))
}

pub(super) fn of_alliance(asked: &Asked<'_>) -> Result<RouteContent, EsiRefusal> {
    let world = asked.core.world.lock();
    if !world.alliances.contains_key(&asked.id) {
        return Err(EsiRefusal::new(404, "Alliance not found"));
    }
    let members = world.corporations.values().filter(|corporation| corporation.alliance_id == Some(asked.id));
    Ok(RouteContent::One(members.map(|corporation| corporation.id).collect()))
}
