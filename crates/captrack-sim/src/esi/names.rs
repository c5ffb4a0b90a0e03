//! `/universe/names`: names of ids of nearly all kinds. One bad id fails the whole batch.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Asked, EsiRefusal};
use crate::http::{SimReply, SimRequest};
use crate::world::{World, geography};

/// Ids in one request at most.
const LARGEST_BATCH: usize = 1000;

pub(super) fn answer(asked: &Asked<'_>) -> Result<SimReply, EsiRefusal> {
    let world = asked.core.world.lock();
    let named: Option<Vec<Value>> = batch(asked.call)?.into_iter().map(|id| name(&world, id)).collect();
    match named {
        Some(named) => Ok(SimReply::json(200, &json!(named))),
        None => Err(EsiRefusal::new(404, "Ensure all IDs are valid before resolving.")),
    }
}

/// The ids of a body: 1 to 1000 of them, none twice.
pub(super) fn batch(call: &SimRequest) -> Result<Vec<i64>, EsiRefusal> {
    let ids: Vec<i64> =
        call.json().map_err(|error| EsiRefusal::new(400, format!("The body is not a list of ids: {error}")))?;
    if ids.is_empty() || ids.len() > LARGEST_BATCH {
        return Err(EsiRefusal::new(400, "The body must hold 1 to 1000 ids").at("body", ids.len()));
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = ids.iter().find(|id| !seen.insert(**id)) {
        return Err(EsiRefusal::new(400, "The ids must be unique").at("body", *twice));
    }
    Ok(ids)
}

fn name(world: &World, id: i64) -> Option<Value> {
    let geography = geography();
    let known = [
        ("character", world.pilots.get(&id).map(|pilot| pilot.name.as_str())),
        ("corporation", world.corporations.get(&id).map(|corporation| corporation.name.as_str())),
        ("alliance", world.alliances.get(&id).map(|alliance| alliance.name.as_str())),
        ("station", geography.stations.get(&id).map(|station| station.name)),
        ("solar_system", geography.systems.get(&id).map(|system| system.name)),
        ("constellation", geography.constellations.get(&id).copied()),
        ("region", geography.regions.get(&id).map(|region| region.name)),
        ("inventory_type", world.types.get(id).map(|item_type| item_type.name.as_str())),
    ];
    known
        .into_iter()
        .find_map(|(category, name)| name.map(|name| json!({ "category": category, "id": id, "name": name })))
}
