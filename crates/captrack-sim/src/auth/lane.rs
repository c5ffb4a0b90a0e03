//! The fast lane: the bridge has pilots read sooner than corptools would, by itself and when a desk asks.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::SimAuth;
use super::api::Caller;
use super::refusal::AuthRefusal;
use crate::dates::json_date;
use crate::world::World;

/// Titans and supercarriers.
const GROUPS: [i64; 2] = [30, 659];
/// So many may be asked for at once.
const MOST: usize = 500;
/// How long a read takes.
const SECONDS: i64 = 10;

/// Whether it is on, and how often it reads.
#[derive(Debug)]
pub(crate) struct SimFastLane {
    /// False: an admin has switched it off.
    pub(crate) is_on: bool,
    /// How often it says that it reads ship and place. It does not: tests say when somebody is read.
    pub(crate) every: Option<SignedDuration>,
}

impl Default for SimFastLane {
    fn default() -> Self {
        Self { is_on: true, every: None }
    }
}

impl SimFastLane {
    /// How often it reads those whom an account sees; null: it stands.
    pub(super) fn told(&self, auth: &SimAuth, world: &World, account: i64) -> Value {
        let Some(every) = self.every.filter(|_| self.is_on) else { return Value::Null };
        let seen = |id: &i64| world.pilots.get(id).is_some_and(|pilot| auth.accounts.sees(account, pilot, world));
        let is_big = |type_id: i64| world.types.get(type_id).is_some_and(|hull| GROUPS.contains(&hull.group_id));
        let count = |id: &i64| auth.reads.audits[id].assets.iter().filter(|asset| is_big(asset.type_id)).count();
        let ships: Vec<usize> =
            auth.reads.audits.keys().filter(|id| seen(id)).map(count).filter(|&ships| ships > 0).collect();
        if ships.is_empty() {
            return json!({ "location": [], "assets": [] });
        }
        let step = |seconds: i64| json!([{ "every_seconds": seconds, "characters": ships.len(), "ships": ships.iter().sum::<usize>() }]);
        json!({ "location": step(every.as_secs()), "assets": step(6 * every.as_secs()) })
    }
}

/// `POST refresh`: everybody who is seen is read at once.
pub(super) fn refresh(auth: &mut SimAuth, world: &World, caller: &Caller, body: &Value) -> Result<Value, AuthRefusal> {
    if !auth.lane.is_on {
        return Err(AuthRefusal::refresh_off());
    }
    let pilots: Option<Vec<i64>> =
        body["pilots"].as_array().and_then(|ids| ids.iter().map(|id| id.as_i64().filter(|&id| id > 0)).collect());
    let pilots = pilots.filter(|ids| (1..=MOST).contains(&ids.len()));
    let pilots =
        pilots.ok_or_else(|| AuthRefusal::bad_request("pilots is not a list of 1 to 500 ids of characters"))?;
    let (mut queued, mut refused) = (Vec::new(), Vec::new());
    for id in pilots {
        let is_seen = world.pilots.get(&id).is_some_and(|pilot| auth.accounts.sees(caller.account, pilot, world));
        let refusal = match (is_seen && auth.reads.audits.contains_key(&id), auth.accounts.owns(id)) {
            (false, _) => Some(("unknown", "AllianceAuth does not know this pilot, or you may not see it.")),
            (true, false) => {
                let sentence =
                    "This pilot no longer belongs to an account. The pilot must sign in to AllianceAuth again.";
                Some(("left", sentence))
            }
            (true, true) => None,
        };
        if let Some((code, sentence)) = refusal {
            refused.push(json!({ "pilot_id": id, "code": code, "sentence": sentence }));
            continue;
        }
        auth.reads.location(world, id, caller.now);
        queued.push(json!({ "pilot_id": id, "ready_in": SECONDS }));
    }
    let ready_in = (!queued.is_empty()).then_some(SECONDS);
    Ok(json!({
        "version": 1,
        "asked_at": json_date(caller.now),
        "queued": queued,
        "refused": refused,
        "ready_in": ready_in,
    }))
}
