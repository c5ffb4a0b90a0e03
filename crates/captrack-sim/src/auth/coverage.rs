//! `GET coverage`: every visible character, and what is missing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::SimAuth;
use super::capitals::time;
use super::reads::CharacterAudit;
use crate::dates::json_date;
use crate::world::{Pilot, World};

pub(super) fn body(auth: &SimAuth, world: &World, account: i64, now: Timestamp) -> Value {
    let pilots: Vec<&Pilot> = world.pilots.values().filter(|pilot| auth.accounts.sees(account, pilot, world)).collect();
    let audits: Vec<Option<&CharacterAudit>> = pilots.iter().map(|pilot| auth.reads.audits.get(&pilot.id)).collect();
    let assets: Vec<Option<Timestamp>> = audits.iter().map(|audit| audit.and_then(|audit| audit.assets_at)).collect();
    let places: Vec<Option<Timestamp>> = audits.iter().map(|audit| audit.and_then(|audit| audit.location_at)).collect();
    let column = |value: &dyn Fn(usize) -> Value| (0..pilots.len()).map(value).collect::<Value>();
    json!({
        "version": 1,
        "generated_at": json_date(auth.clock(now)),
        "totals": {
            "characters": pilots.len(),
            "registered": audits.iter().flatten().count(),
            "with_assets": assets.iter().flatten().count(),
            "with_location": places.iter().flatten().count(),
            "oldest_assets": time(assets.iter().flatten().min().copied()),
            "newest_assets": time(assets.iter().flatten().max().copied()),
        },
        "characters": {
            "character_id": column(&|row| json!(pilots[row].id)),
            "name": column(&|row| json!(pilots[row].name)),
            "corporation_id": column(&|row| json!(pilots[row].corporation_id)),
            "alliance_id": column(&|row| json!(world.alliance_id_of(pilots[row]))),
            "main_id": column(&|row| json!(auth.accounts.main_of(pilots[row]))),
            "registered": column(&|row| json!(audits[row].is_some())),
            "active": column(&|row| json!(audits[row].map(|_| true))),
            "assets_observed_at": column(&|row| time(assets[row])),
            "location_observed_at": column(&|row| time(places[row])),
            "missing": column(&|row| json!(missing(auth, pilots[row], audits[row]))),
        },
        "fast_lane": auth.lane.told(auth, world, account),
        "corporations": corporations(world, &pilots, &assets),
    })
}

/// Words for what is missing, most important first.
fn missing(auth: &SimAuth, pilot: &Pilot, audit: Option<&CharacterAudit>) -> Vec<&'static str> {
    let owned = auth.accounts.owns(pilot.id);
    [
        (!owned, "account"),
        (owned && auth.accounts.main_of(pilot).is_none(), "main"),
        (audit.is_none(), "registration"),
        (audit.is_none_or(|audit| audit.assets_at.is_none()), "assets"),
        (audit.is_none_or(|audit| audit.location_at.is_none()), "location"),
    ]
    .into_iter()
    .filter_map(|(is_missing, word)| is_missing.then_some(word))
    .collect()
}

fn corporations(world: &World, pilots: &[&Pilot], assets: &[Option<Timestamp>]) -> Value {
    // By corporation: how many are known, how many with assets.
    let mut counts: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    for (pilot, assets) in pilots.iter().zip(assets) {
        let count = counts.entry(pilot.corporation_id).or_default();
        count.0 += 1;
        count.1 += usize::from(assets.is_some());
    }
    let of = |id: &i64| world.corporations.get(id);
    json!({
        "id": counts.keys().collect::<Vec<_>>(),
        "name": counts.keys().map(|id| json!(of(id).map(|corporation| &corporation.name))).collect::<Value>(),
        "alliance_id": counts.keys().map(|id| json!(of(id).and_then(|corporation| corporation.alliance_id))).collect::<Value>(),
        "members": counts.keys().map(|_| Value::Null).collect::<Value>(),
        "known": counts.values().map(|(known, _)| known).collect::<Vec<_>>(),
        "with_assets": counts.values().map(|(_, with_assets)| with_assets).collect::<Vec<_>>(),
    })
}
