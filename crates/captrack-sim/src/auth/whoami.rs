//! `GET whoami`.

use serde_json::{Value, json};

use super::api::Caller;
use super::etag::tag;
use super::refusal::AuthRefusal;
use super::{AuthPermission, SimAuth, audit, capitals, coverage, decisions};
use crate::dates::json_date;
use crate::http::SimRequest;
use crate::world::World;

/// `site`: the address of AllianceAuth.
pub(super) fn body(
    auth: &SimAuth,
    world: &World,
    caller: &Caller,
    call: &SimRequest,
    site: &str,
) -> Result<Value, AuthRefusal> {
    let may = |permission| auth.accounts.may(caller.account, permission);
    let reads = may(AuthPermission::ViewCharacteraudit);
    let main = &caller.main;
    let alliance = world.alliance_id_of(main);
    let sees = |id: &i64| world.pilots.get(id).is_some_and(|pilot| auth.accounts.sees(caller.account, pilot, world));
    let characters = if reads { auth.reads.audits.keys().filter(|id| sees(id)).count() } else { 0 };
    let every = auth.reads.every_seconds().unwrap_or(86_400);
    let rhythm = json!({ "every_seconds": every, "slowest_seconds": every, "characters": 0, "from": "schedule" });
    Ok(json!({
        "version": 1,
        "server": {
            "name": "Sim Auth",
            "bridge": "0.1.0",
            "allianceauth": "5.5.0",
            "corptools": "3.5.1",
            "time": decisions::exact(caller.now),
            "audit_url": reads.then(|| audit::page_of(site)),
        },
        "main": {
            "character_id": main.id,
            "name": main.name,
            "corporation_id": main.corporation_id,
            "corporation_name": world.corporation_of(main).map(|corporation| &corporation.name),
            "alliance_id": alliance,
            "alliance_name": alliance.and_then(|id| world.alliances.get(&id)).map(|alliance| &alliance.name),
        },
        "state": "Member",
        "token": {
            "name": caller.token.name,
            "created_at": json_date(caller.token.created_at),
            "expires_at": json_date(caller.token.expires_at),
        },
        "permissions": {
            "read": reads,
            "snooze": may(AuthPermission::SnoozeAccess),
            "policy": may(AuthPermission::AdminAccess),
            "refresh": reads && may(AuthPermission::RefreshAccess) && auth.lane.is_on,
        },
        "sees": {
            "grants": if reads { auth.accounts.grants(caller.account) } else { Vec::new() },
            "characters": characters,
        },
        "reads": { "assets": rhythm, "location": rhythm },
        "fast_lane": if reads { auth.lane.told(auth, world, caller.account) } else { Value::Null },
        "revisions": revisions(auth, world, caller, call)?,
        "limits": { "requests": auth.rate.requests, "seconds": auth.rate.seconds },
        "problems": problems(reads, characters),
    }))
}

/// A text for each of the other answers, the same for as long as that is the same.
fn revisions(auth: &SimAuth, world: &World, caller: &Caller, call: &SimRequest) -> Result<Value, AuthRefusal> {
    let account = caller.account;
    let text = |what: &str, body: &Value| {
        let mut told = body.clone();
        auth.unkind.falsify(what, &mut told);
        tag(account, what, &told).trim_matches(['W', '/', '"']).to_owned()
    };
    let sees = |id: i64| world.pilots.get(&id).is_some_and(|pilot| auth.accounts.sees(account, pilot, world));
    let policy = text("policy", &auth.policy.body());
    if !auth.accounts.may(account, AuthPermission::ViewCharacteraudit) {
        let nothing = Value::Null;
        return Ok(json!({
            "capitals": nothing, "coverage": nothing, "snoozes": nothing, "acknowledgements": nothing, "policy": policy,
        }));
    }
    Ok(json!({
        "capitals": text("capitals", &capitals::body(auth, world, account, call)?),
        "coverage": text("coverage", &coverage::body(auth, world, account, call.now)),
        "snoozes": text("snoozes", &auth.snoozes.body(sees)),
        "acknowledgements": text("acknowledgements", &auth.acknowledgements.body(sees)),
        "policy": policy,
    }))
}

fn problems(reads: bool, characters: usize) -> Vec<Value> {
    if !reads {
        let permission = AuthPermission::ViewCharacteraudit.shown();
        let sentence = format!(
            "Your AllianceAuth account may not see character data. Ask an admin for the permission {permission}."
        );
        return vec![json!({ "code": "character_data_missing", "sentence": sentence })];
    }
    if characters == 0 {
        let sentence =
            "corptools has no data of any character that you may see. Register characters there, or ask an admin.";
        return vec![json!({ "code": "no_characters", "sentence": sentence })];
    }
    Vec::new()
}
