//! The control handle over HTTP, for other processes.
//!
//! `GET /control/{now,stats,requests,pilots,hulls,messages,webhooks,secrets,auth}` read. Everything else is `POST /control/<do>`
//! with the fields of [`Command`] as JSON; the answer is `{"ok": …}` or, with 400, `{"error": "…"}`.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Control, NewStructure, Placement, SimNewPilot};
use crate::core::Core;
use crate::http::{SimReply, SimRequest};
use crate::{AuthPermission, AuthUnkindness, AutoAnswer, Fault, Place, RateGroup, SimError, TokenDefect};

/// Something to do, named after the method of [`Control`] that does it.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Command {
    Place(Placement),
    MoveHull { item_id: i64, to: Place },
    RemoveHull { item_id: i64 },
    GiveHull { item_id: i64, to: i64 },
    RenameHull { item_id: i64, name: String },
    Stock { pilot: i64, type_id: i64, quantity: i64, at: Place },
    Container { pilot: i64, at: Place },
    PlaceForCorporation { corporation_id: i64, type_id: i64, at: Place },
    Board { pilot: i64, item_id: i64 },
    Leave { pilot: i64 },
    SetOnline { pilot: i64, online: bool },
    ControlStructure { pilot: i64, controls: bool },
    CreatePilot(SimNewPilot),
    RenamePilot { pilot: i64, name: String },
    SetDirector { pilot: i64, director: bool },
    Transfer { pilot: i64, corporation_id: i64 },
    SellCharacter { pilot: i64 },
    CreateCorporation { name: String, ticker: String, in_alliance: bool },
    CreateStructure(NewStructure),
    SetDockingAccess { structure: i64, access: bool },
    AddHullType { type_id: i64, name: String, group_id: i64, group_name: String },
    Grant { pilot: i64, client_id: String, scopes: Vec<String> },
    RevokeTokens { pilot: i64 },
    AutoAnswer { answer: AutoAnswer },
    SpoilNextToken { defect: TokenDefect },
    RotateSigningKey,
    SetDowntime { down: bool },
    SetVip { vip: bool },
    SpendTokens { group: RateGroup, pilot: i64, client_id: String, tokens: u32 },
    SpendErrors { errors: u32 },
    CreateWebhook { name: String },
    CreateForumWebhook { name: String },
    DeleteWebhook { name: String },
    ShareChannel { name: String, of: String },
    LimitInvalidRequests { limit: Option<usize> },
    LimitEditsOfOldMessages { limit: Option<usize> },
    MakeLeaderToken { main: i64 },
    MakeToken { main: i64, name: String },
    RevokeToken { token: String },
    ExpireToken { token: String },
    Allow { main: i64, permission: AuthPermission },
    Forbid { main: i64, permission: AuthPermission },
    SetActive { main: i64, active: bool },
    ReadAll,
    Read { character: i64 },
    HullMoved { item_id: i64, to: Place },
    Snooze { by: i64, pilot: i64, until: Option<jiff::Timestamp>, why: Option<String> },
    ClearSnooze { by: i64, pilot: i64 },
    Acknowledge { by: i64, main: i64, hulls: Vec<String>, why: Option<String> },
    ClearAcknowledgement { by: i64, main: i64 },
    Publish { by: i64, policy: Option<Value> },
    Agree { page: String, main: i64 },
    SignInBrowser { main: Option<i64> },
    SetUnkindness(AuthUnkindness),
    Inject(Fault),
    ClearFaults,
    ResetStats,
    Tick,
    Advance { seconds: f64 },
    TurnClock { seconds: i64 },
}

/// Answers a request below `/control/`.
pub(crate) fn over_http(core: &Arc<Core>, call: &SimRequest) -> SimReply {
    let control = Control::new(Arc::clone(core));
    let word = call.path.trim_start_matches("/control/");
    let done = match call.method.as_str() {
        "GET" => read(&control, word),
        "POST" => parse(word, call).and_then(|command| run(&control, command)),
        _ => Err(SimError::Command(format!("{} is neither GET nor POST", call.method))),
    };
    match done {
        Ok(value) => SimReply::json(200, &json!({ "ok": value })),
        Err(error) => SimReply::json(400, &json!({ "error": error.to_string() })),
    }
}

fn read(control: &Control, word: &str) -> Result<Value, SimError> {
    Ok(match word {
        "now" => json!(control.now()),
        "stats" => json!(control.stats()),
        "requests" => json!(control.requests()),
        "pilots" => json!(control.pilots()),
        "hulls" => json!(control.hulls()),
        "messages" => json!(control.messages()),
        "secrets" => json!(control.secrets()),
        "auth" => {
            let auth = control.auth();
            json!({
                "url": auth.url(),
                "snoozes": auth.snoozes(),
                "acknowledgements": auth.acknowledgements(),
                "policy": auth.policy(),
            })
        }
        "webhooks" => {
            json!({ "critical": control.webhook_url("critical")?, "standard": control.webhook_url("standard")? })
        }
        _ => return Err(SimError::Command(format!("there is nothing to read at {word}"))),
    })
}

fn parse(word: &str, call: &SimRequest) -> Result<Command, SimError> {
    let mut fields =
        if call.body.is_empty() { json!({}) } else { call.json().map_err(|e| SimError::Command(e.to_string()))? };
    let Some(object) = fields.as_object_mut() else {
        return Err(SimError::Command("the body is not a JSON object".to_owned()));
    };
    object.insert("do".to_owned(), json!(word));
    serde_json::from_value(fields).map_err(|error| SimError::Command(error.to_string()))
}

fn run(control: &Control, command: Command) -> Result<Value, SimError> {
    match command {
        Command::Place(placement) => return control.place(placement).map(Value::from),
        Command::MoveHull { item_id, to } => control.move_hull(item_id, to)?,
        Command::RemoveHull { item_id } => control.remove_hull(item_id)?,
        Command::GiveHull { item_id, to } => control.give_hull(item_id, to)?,
        Command::RenameHull { item_id, name } => control.rename_hull(item_id, &name)?,
        Command::Stock { pilot, type_id, quantity, at } => {
            return control.stock(pilot, type_id, quantity, at).map(Value::from);
        }
        Command::Container { pilot, at } => return control.container(pilot, at).map(Value::from),
        Command::PlaceForCorporation { corporation_id, type_id, at } => {
            return control.place_for_corporation(corporation_id, type_id, at).map(Value::from);
        }
        Command::Board { pilot, item_id } => control.board(pilot, item_id)?,
        Command::Leave { pilot } => control.leave(pilot)?,
        Command::SetOnline { pilot, online } => control.set_online(pilot, online)?,
        Command::ControlStructure { pilot, controls } => control.control_structure(pilot, controls)?,
        Command::CreatePilot(new) => return control.create_pilot(new).map(Value::from),
        Command::RenamePilot { pilot, name } => control.rename_pilot(pilot, &name)?,
        Command::SetDirector { pilot, director } => control.set_director(pilot, director)?,
        Command::Transfer { pilot, corporation_id } => control.transfer(pilot, corporation_id)?,
        Command::SellCharacter { pilot } => control.sell_character(pilot)?,
        Command::CreateCorporation { name, ticker, in_alliance } => {
            return Ok(control.create_corporation(&name, &ticker, in_alliance).into());
        }
        Command::CreateStructure(new) => return Ok(control.create_structure(new).into()),
        Command::SetDockingAccess { structure, access } => control.set_docking_access(structure, access)?,
        Command::AddHullType { type_id, name, group_id, group_name } => {
            control.add_hull_type(type_id, &name, group_id, &group_name);
        }
        Command::Grant { pilot, client_id, scopes } => {
            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
            return control.grant(pilot, &client_id, &scopes).map(Value::from);
        }
        Command::RevokeTokens { pilot } => control.revoke_tokens(pilot),
        Command::AutoAnswer { answer } => control.auto_answer(answer),
        Command::SpoilNextToken { defect } => control.spoil_next_token(defect),
        Command::RotateSigningKey => control.rotate_signing_key(),
        Command::SetDowntime { down } => control.set_downtime(down),
        Command::SetVip { vip } => control.set_vip(vip),
        Command::SpendTokens { group, pilot, client_id, tokens } => {
            control.spend_tokens(group, pilot, &client_id, tokens);
        }
        Command::SpendErrors { errors } => control.spend_errors(errors),
        Command::CreateWebhook { name } => return control.create_webhook(&name).map(Value::from),
        Command::CreateForumWebhook { name } => return control.create_forum_webhook(&name).map(Value::from),
        Command::DeleteWebhook { name } => control.delete_webhook(&name)?,
        Command::ShareChannel { name, of } => control.share_channel(&name, &of)?,
        Command::LimitInvalidRequests { limit } => control.limit_invalid_requests(limit),
        Command::LimitEditsOfOldMessages { limit } => control.limit_edits_of_old_messages(limit),
        Command::MakeLeaderToken { main } => return control.auth().make_leader_token(main).map(Value::from),
        Command::MakeToken { main, name } => return control.auth().make_token(main, &name).map(Value::from),
        Command::RevokeToken { token } => control.auth().revoke_token(&token),
        Command::ExpireToken { token } => control.auth().expire_token(&token),
        Command::Allow { main, permission } => control.auth().allow(main, permission)?,
        Command::Forbid { main, permission } => control.auth().forbid(main, permission),
        Command::SetActive { main, active } => control.auth().set_active(main, active),
        Command::ReadAll => control.auth().read_all(),
        Command::Read { character } => control.auth().read(character)?,
        Command::HullMoved { item_id, to } => control.auth().hull_moved(item_id, to)?,
        Command::Snooze { by, pilot, until, why } => control.auth().snooze(by, pilot, until, why.as_deref())?,
        Command::ClearSnooze { by, pilot } => control.auth().clear_snooze(by, pilot)?,
        Command::Acknowledge { by, main, hulls, why } => {
            let hulls: Vec<&str> = hulls.iter().map(String::as_str).collect();
            control.auth().acknowledge(by, main, &hulls, why.as_deref())?;
        }
        Command::ClearAcknowledgement { by, main } => control.auth().clear_acknowledgement(by, main)?,
        Command::Publish { by, policy } => control.auth().publish(by, policy)?,
        Command::Agree { page, main } => return control.auth().agree(&page, main).map(Value::from),
        Command::SignInBrowser { main } => control.auth().sign_in_browser(main),
        Command::SetUnkindness(unkind) => control.auth().set_unkindness(unkind),
        Command::Inject(fault) => control.inject(fault),
        Command::ClearFaults => control.clear_faults(),
        Command::ResetStats => control.reset_stats(),
        Command::Tick => control.tick(),
        Command::TurnClock { seconds } => control.turn_clock(jiff::SignedDuration::from_secs(seconds)),
        Command::Advance { seconds } => {
            let by = Duration::try_from_secs_f64(seconds)
                .map_err(|error| SimError::Command(format!("the clock cannot be advanced so: {error}")))?;
            return Ok(json!(control.advance(by)));
        }
    }
    Ok(Value::Null)
}
