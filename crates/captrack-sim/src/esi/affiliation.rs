//! `/characters/affiliation`: corporation and alliance of many characters; an hour old at most, and without cache headers.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::character::put_alliance;
use super::{Asked, EsiRefusal, names};
use crate::http::SimReply;

const FROZEN: SignedDuration = SignedDuration::from_hours(1);

/// What was told about whom, and until when it is told again.
#[derive(Debug, Default)]
pub(super) struct AffiliationCache(HashMap<i64, (i64, Option<i64>, Timestamp)>);

/// Characters that do not exist are left out.
pub(super) fn answer(asked: &Asked<'_>) -> Result<SimReply, EsiRefusal> {
    let ids = names::batch(asked.call)?;
    let mut esi = asked.core.esi.lock();
    let world = asked.core.world.lock();
    let now = asked.call.now;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let Ok(pilot) = world.pilot(id) else { continue };
        let told = esi.affiliations.0.get(&id).copied().filter(|(_, _, until)| now < *until);
        let (corporation_id, alliance_id, until) =
            told.unwrap_or_else(|| (pilot.corporation_id, world.alliance_id_of(pilot), now + FROZEN));
        esi.affiliations.0.insert(id, (corporation_id, alliance_id, until));
        let mut row = json!({ "character_id": id, "corporation_id": corporation_id });
        put_alliance(&mut row, alliance_id);
        found.push(row);
    }
    Ok(SimReply::json(200, &json!(found)))
}
