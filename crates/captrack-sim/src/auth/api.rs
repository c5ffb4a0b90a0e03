//! The addresses of the API, and who may ask.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::etag::{conditional, tag};
use super::refusal::AuthRefusal;
use super::{AuthPermission, SimAuth, StoredDecisionKind, Token, capitals, connect, coverage, lane, whoami};
use crate::core::Core;
use crate::http::{SimReply, SimRequest};
use crate::world::{Pilot, World};

/// An account that came with a valid token.
pub(super) struct Caller {
    pub(super) account: i64,
    pub(super) token: Token,
    pub(super) main: Pilot,
    /// By the server's clock.
    pub(super) now: Timestamp,
}

/// Answers, with what marks the bridge's answers.
pub(super) fn answer(core: &Core, call: &SimRequest) -> SimReply {
    let reply = served(core, call).unwrap_or_else(AuthRefusal::into_reply);
    let is_kept_nowhere = reply.headers.iter().any(|(name, _)| *name == "cache-control");
    let reply = if is_kept_nowhere { reply } else { reply.with("cache-control", "private, no-cache") };
    reply.with("x-captrack-bridge", "1")
}

fn served(core: &Core, call: &SimRequest) -> Result<SimReply, AuthRefusal> {
    let what = call.path.strip_prefix("/captrack-bridge/api/v1/").unwrap_or_default();
    let methods: &[&str] = match what {
        "whoami" | "capitals" | "coverage" => &["GET"],
        "snoozes" | "acknowledgements" => &["GET", "POST"],
        "policy" => &["GET", "PUT"],
        "connect" | "refresh" => &["POST"],
        "token" => &["DELETE"],
        _ => return Err(AuthRefusal::not_found()),
    };
    if !methods.contains(&call.method.as_str()) {
        return Err(AuthRefusal::method_not_allowed(methods));
    }
    let mut auth = core.auth.lock();
    let world = core.world.lock();
    let now = auth.clock(call.now);
    auth.reads.if_due(&world, now);
    if what == "connect" {
        let made = connect::exchange(&mut auth, &body(call)?, call.now)?;
        return Ok(SimReply::json(201, &made).with("cache-control", "no-store"));
    }
    if what == "token" {
        let token = token(&mut auth, call, now)?;
        auth.accounts.revoke(&token.secret);
        return Ok(SimReply::json(200, &json!({ "version": 1, "revoked": token.name })));
    }
    let caller = caller(&mut auth, &world, call, now)?;
    match what {
        "whoami" => {
            let mut body = whoami::body(&auth, &world, &caller, call, &core.addresses.auth)?;
            auth.unkind.spoil(what, &mut body);
            Ok(SimReply::json(200, &body))
        }
        "capitals" => {
            must(&auth, &caller, AuthPermission::ViewCharacteraudit)?;
            let mut body = capitals::body(&auth, &world, caller.account, call)?;
            if let Some(cursor) = call.query("since") {
                let to = format!("{} {:?} {}", caller.account, auth.accounts.grants(caller.account), body["groups"]);
                // What is not so is told like everything else: when it begins, and when it is over.
                auth.unkind.falsify(what, &mut body);
                body = auth.cursors.since(cursor, to, body);
                auth.unkind.swell(what, &mut body);
                return Ok(SimReply::json(200, &body));
            }
            auth.unkind.spoil(what, &mut body);
            Ok(conditional(call, caller.account, &body))
        }
        "coverage" => {
            must(&auth, &caller, AuthPermission::ViewCharacteraudit)?;
            Ok(conditional(call, caller.account, &coverage::body(&auth, &world, caller.account, call.now)))
        }
        "refresh" => {
            must(&auth, &caller, AuthPermission::ViewCharacteraudit)?;
            must(&auth, &caller, AuthPermission::RefreshAccess)?;
            let answer = lane::refresh(&mut auth, &world, &caller, &body(call)?)?;
            Ok(SimReply::json(202, &answer))
        }
        "snoozes" => decisions(&mut auth, &world, &caller, call, StoredDecisionKind::Snoozes),
        "acknowledgements" => decisions(&mut auth, &world, &caller, call, StoredDecisionKind::Acknowledgements),
        _ => policy(&mut auth, &caller, call),
    }
}

/// The valid token that came along.
fn token(auth: &mut SimAuth, call: &SimRequest, now: Timestamp) -> Result<Token, AuthRefusal> {
    let bearer = call.header("authorization").and_then(|header| header.split_once(' '));
    let secret = bearer.filter(|(scheme, secret)| scheme.eq_ignore_ascii_case("bearer") && !secret.trim().is_empty());
    let (_, secret) = secret.ok_or_else(AuthRefusal::no_token)?;
    let token = auth.accounts.tokens.iter().find(|token| token.secret == secret.trim()).cloned();
    let token = token.ok_or_else(AuthRefusal::token_unknown)?;
    if token.revoked {
        return Err(AuthRefusal::token_revoked());
    }
    if token.expires_at <= now {
        return Err(AuthRefusal::token_expired());
    }
    auth.rate.take(&token.secret, now)?;
    Ok(token)
}

/// Who asks. A withdrawn permission and a revoked token count from the next request on.
fn caller(auth: &mut SimAuth, world: &World, call: &SimRequest, now: Timestamp) -> Result<Caller, AuthRefusal> {
    let token = token(auth, call, now)?;
    let account = token.account;
    if !auth.accounts.is_active(account) {
        return Err(AuthRefusal::account_inactive());
    }
    if !auth.accounts.may(account, AuthPermission::BasicAccess) {
        return Err(AuthRefusal::permission_missing(AuthPermission::BasicAccess));
    }
    let main = world.pilots.get(&account).filter(|_| auth.accounts.has_main(account)).cloned();
    let main = main.ok_or_else(AuthRefusal::no_main)?;
    Ok(Caller { account, token, main, now })
}

fn must(auth: &SimAuth, caller: &Caller, permission: AuthPermission) -> Result<(), AuthRefusal> {
    if auth.accounts.may(caller.account, permission) {
        Ok(())
    } else {
        Err(AuthRefusal::permission_missing(permission))
    }
}

fn decisions(
    auth: &mut SimAuth,
    world: &World,
    caller: &Caller,
    call: &SimRequest,
    kind: StoredDecisionKind,
) -> Result<SimReply, AuthRefusal> {
    must(auth, caller, AuthPermission::ViewCharacteraudit)?;
    let SimAuth { accounts, snoozes, acknowledgements, unkind, .. } = auth;
    let (shared, what) = match kind {
        StoredDecisionKind::Snoozes => (snoozes, "snoozes"),
        StoredDecisionKind::Acknowledgements => (acknowledgements, "acknowledgements"),
    };
    let sees = |id: i64| world.pilots.get(&id).is_some_and(|pilot| accounts.sees(caller.account, pilot, world));
    if call.method == "GET" {
        let mut body = shared.body(sees);
        unkind.spoil(what, &mut body);
        return Ok(conditional(call, caller.account, &body));
    }
    if !accounts.may(caller.account, AuthPermission::SnoozeAccess) {
        return Err(AuthRefusal::permission_missing(AuthPermission::SnoozeAccess));
    }
    let results = shared.post(&body(call)?, (caller.main.id, &caller.main.name), caller.now, sees)?;
    Ok(SimReply::json(200, &results))
}

fn policy(auth: &mut SimAuth, caller: &Caller, call: &SimRequest) -> Result<SimReply, AuthRefusal> {
    if call.method == "GET" {
        let mut body = auth.policy.body();
        auth.unkind.spoil("policy", &mut body);
        return Ok(conditional(call, caller.account, &body));
    }
    must(auth, caller, AuthPermission::AdminAccess)?;
    let published = auth.policy.put(&body(call)?, caller.main.id, &caller.main.name, caller.now)?;
    let tag = tag(caller.account, &call.path_and_query(), &published);
    Ok(SimReply::json(200, &published).with("etag", tag))
}

/// The JSON object that came with a request.
fn body(call: &SimRequest) -> Result<Value, AuthRefusal> {
    let body: Value = call.json().map_err(|_| AuthRefusal::bad_request("its body is not JSON"))?;
    if body.is_object() { Ok(body) } else { Err(AuthRefusal::bad_request("its body is not a JSON object")) }
}
