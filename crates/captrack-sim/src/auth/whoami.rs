//! `GET whoami`.

use serde_json::{Value, json};

use super::api::Caller;
use super::{Auth, AuthPermission, decisions};
use crate::dates::json_date;
use crate::world::World;

pub(super) fn body(auth: &Auth, world: &World, caller: &Caller) -> Value {
    let may = |permission| auth.accounts.may(caller.account, permission);
    let reads = may(AuthPermission::ViewCharacteraudit);
    let main = &caller.main;
    let alliance = world.alliance_id_of(main);
    let sees = |id: &i64| world.pilots.get(id).is_some_and(|pilot| auth.accounts.sees(caller.account, pilot, world));
    let characters = if reads { auth.reads.audits.keys().filter(|id| sees(id)).count() } else { 0 };
    let every = auth.reads.every_seconds().unwrap_or(86_400);
    let rhythm = json!({ "every_seconds": every, "slowest_seconds": every, "characters": 0, "from": "schedule" });
    json!({
        "version": 1,
        "server": {
            "name": "Sim Auth",
            "bridge": "0.1.0",
            "allianceauth": "5.5.0",
            "corptools": "3.5.1",
            "time": decisions::exact(caller.now),
            "audit_url": reads.then_some("https://auth.example.com/audit/r/{character_id}/account/overview"),
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
        },
        "sees": {
            "grants": if reads { auth.accounts.grants(caller.account) } else { Vec::new() },
            "characters": characters,
        },
        "reads": { "assets": rhythm, "location": rhythm },
        "limits": { "requests": auth.rate.requests, "seconds": auth.rate.seconds },
        "problems": problems(reads, characters),
    })
}

fn problems(reads: bool, characters: usize) -> Vec<Value> {
    if !reads {
        let permission = AuthPermission::ViewCharacteraudit.shown();
        let sentence = format!(
            "Your AllianceAuth account may not see character data: ask an admin for the permission {permission}."
        );
        return vec![json!({ "code": "character_data_missing", "sentence": sentence })];
    }
    if characters == 0 {
        let sentence =
            "corptools has no data of any character that you may see: register characters there, or ask an admin.";
        return vec![json!({ "code": "no_characters", "sentence": sentence })];
    }
    Vec::new()
}
