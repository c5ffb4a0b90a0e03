//! `GET capitals`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::hulls::{BridgeHull, hulls};
use super::place::{LocationRow, located};
use super::{SimAuth, refusal::AuthRefusal};
use crate::dates::json_date;
use crate::http::SimRequest;
use crate::world::{Pilot, World};

/// Titan, supercarrier, dreadnought, lancer dreadnought, carrier, command carrier, force auxiliary, capital industrial, jump
/// freighter, freighter; in order of id.
const CAPITAL_GROUPS: [i64; 10] = [30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120];
/// So many groups may be asked for.
const MOST_GROUPS: usize = 100;

/// The groups that are asked for, in order and each once.
fn groups(call: &SimRequest) -> Result<Vec<i64>, AuthRefusal> {
    let Some(text) = call.query("groups") else {
        return Ok(CAPITAL_GROUPS.to_vec());
    };
    let id = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 9).map(i64::from);
    let ids: Option<BTreeSet<i64>> = text.split(',').map(id).collect();
    let ids = ids.filter(|_| text.split(',').count() <= MOST_GROUPS);
    ids.map(|ids| ids.into_iter().collect())
        .ok_or_else(|| AuthRefusal::bad_request("groups is not a list of group ids such as 30,659"))
}

pub(super) fn body(auth: &SimAuth, world: &World, account: i64, call: &SimRequest) -> Result<Value, AuthRefusal> {
    let groups = groups(call)?;
    let seen = |id: &i64| world.pilots.get(id).filter(|pilot| auth.accounts.sees(account, pilot, world));
    let people: Vec<_> =
        auth.reads.audits.iter().filter_map(|(id, audit)| seen(id).map(|pilot| (pilot, audit))).collect();
    let found: Vec<(i64, BridgeHull)> = people
        .iter()
        .flat_map(|(pilot, audit)| hulls(world, audit, &groups).into_iter().map(|hull| (pilot.id, hull)))
        .collect();
    let pilots: Vec<&Pilot> = people.iter().map(|(pilot, _)| *pilot).collect();
    let column = |value: &dyn Fn(usize) -> Value| (0..people.len()).map(value).collect::<Value>();
    Ok(json!({
        "version": 1,
        "generated_at": json_date(auth.clock(call.now)),
        "groups": groups,
        "hulls": hull_table(&found),
        "characters": {
            "character_id": column(&|row| json!(pilots[row].id)),
            "name": column(&|row| json!(pilots[row].name)),
            "corporation_id": column(&|row| json!(pilots[row].corporation_id)),
            "alliance_id": column(&|row| json!(world.alliance_id_of(pilots[row]))),
            "main_id": column(&|row| json!(auth.accounts.main_of(pilots[row]))),
            "owned": column(&|row| json!(auth.accounts.owns(pilots[row].id))),
            "assets_observed_at": column(&|row| time(people[row].1.assets_at)),
            "location_observed_at": column(&|row| time(people[row].1.location_at)),
        },
        "mains": names(mains(auth, world, &pilots)),
        "corporations": names(corporations(world, &pilots)),
        "alliances": names(alliances(world, &pilots)),
        "types": type_table(world, &found),
        "places": place_table(world, &found),
    }))
}

/// A time as facts have it.
pub(super) fn time(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| json!(json_date(at)))
}

fn hull_table(found: &[(i64, BridgeHull)]) -> Value {
    let column = |value: &dyn Fn(&BridgeHull) -> Value| found.iter().map(|(_, hull)| value(hull)).collect::<Value>();
    json!({
        "item_id": column(&|hull| json!(hull.item_id)),
        "character_id": found.iter().map(|(owner, _)| json!(owner)).collect::<Value>(),
        "type_id": column(&|hull| json!(hull.type_id)),
        "quantity": column(&|hull| json!(hull.quantity)),
        "singleton": column(&|hull| json!(hull.singleton)),
        "flown": column(&|hull| json!(hull.flown)),
        "observed_at": column(&|hull| time(hull.observed_at)),
        "location_id": column(&|hull| json!(hull.location_id)),
        "location_observed_at": column(&|hull| time(hull.location_observed_at)),
        "asset_safety": column(&|hull| json!(hull.asset_safety)),
    })
}

fn type_table(world: &World, found: &[(i64, BridgeHull)]) -> Value {
    let ids: BTreeSet<i64> = found.iter().map(|(_, hull)| hull.type_id).collect();
    let types: Vec<_> = ids.into_iter().filter_map(|id| world.types.get(id)).collect();
    json!({
        "type_id": types.iter().map(|hull| json!(hull.id)).collect::<Value>(),
        "name": types.iter().map(|hull| json!(hull.name)).collect::<Value>(),
        "group_id": types.iter().map(|hull| json!(hull.group_id)).collect::<Value>(),
    })
}

fn place_table(world: &World, found: &[(i64, BridgeHull)]) -> Value {
    let ids: BTreeSet<i64> = found.iter().filter_map(|(_, hull)| hull.location_id).collect();
    let places: Vec<LocationRow> = ids.into_iter().map(|id| located(world, id)).collect();
    json!({
        "location_id": places.iter().map(|place| json!(place.id)).collect::<Value>(),
        "name": places.iter().map(|place| json!(place.name)).collect::<Value>(),
        "site": places.iter().map(|place| json!(place.site)).collect::<Value>(),
        "system_id": places.iter().map(|place| json!(place.system_id)).collect::<Value>(),
        "region_id": places.iter().map(|place| json!(place.region_id)).collect::<Value>(),
    })
}

type Names = BTreeMap<i64, Option<String>>;

fn mains(auth: &SimAuth, world: &World, pilots: &[&Pilot]) -> Names {
    let ids = pilots.iter().filter_map(|pilot| auth.accounts.main_of(pilot));
    ids.map(|id| (id, world.pilots.get(&id).map(|main| main.name.clone()))).collect()
}

/// The names of everybody's corporations.
pub(super) fn corporations(world: &World, pilots: &[&Pilot]) -> Names {
    let name = |pilot: &&Pilot| world.corporation_of(pilot).map(|corporation| corporation.name.clone());
    pilots.iter().map(|pilot| (pilot.corporation_id, name(pilot))).collect()
}

fn alliances(world: &World, pilots: &[&Pilot]) -> Names {
    let ids = pilots.iter().filter_map(|pilot| world.alliance_id_of(pilot));
    ids.map(|id| (id, world.alliances.get(&id).map(|alliance| alliance.name.clone()))).collect()
}

fn names(names: Names) -> Value {
    let (ids, names): (Vec<i64>, Vec<Option<String>>) = names.into_iter().unzip();
    json!({ "id": ids, "name": names })
}
