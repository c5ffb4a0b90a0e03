//! The token endpoint: a code becomes tokens, a refresh token becomes a new one; and the revocation endpoint.

use serde_json::json;

use super::{ACCESS_SECONDS, RefreshState, RefreshToken, SimSso, jwt};
use crate::core::Core;
use crate::digest::{random_word, s256};
use crate::http::{SimReply, SimRequest};
use crate::options::RefreshTokens;

/// Why no token is given (RFC 6749, 5.2).
struct Refusal {
    status: u16,
    error: &'static str,
    description: &'static str,
}

const fn invalid_grant(description: &'static str) -> Refusal {
    Refusal { status: 400, error: "invalid_grant", description }
}

const fn invalid_request(description: &'static str) -> Refusal {
    Refusal { status: 400, error: "invalid_request", description }
}

pub(super) fn answer(core: &Core, call: &SimRequest) -> SimReply {
    let given = client(core, call).and_then(|client_id| {
        let form = call.form();
        let field = |name: &str| crate::http::find(&form, name).unwrap_or_default();
        match field("grant_type") {
            "authorization_code" => {
                exchange(core, call, &client_id, field("code"), field("code_verifier"), field("redirect_uri"))
            }
            "refresh_token" => refresh(core, call, &client_id, field("refresh_token"), field("scope")),
            _ => Err(Refusal {
                status: 400,
                error: "unsupported_grant_type",
                description: "Only authorization_code and refresh_token are supported.",
            }),
        }
    });
    match given {
        Ok(reply) => reply.with("cache-control", "no-store"),
        Err(refusal) => refuse(core, &refusal),
    }
}

/// Gives a refresh token back. Unknown tokens are accepted as well (RFC 7009, 2.2).
pub(super) fn revoke(core: &Core, call: &SimRequest) -> SimReply {
    if let Err(refusal) = client(core, call) {
        return refuse(core, &refusal);
    }
    let form = call.form();
    let token = crate::http::find(&form, "token").unwrap_or_default();
    if token.is_empty() {
        return refuse(core, &invalid_request("The token is missing."));
    }
    if let Some(entry) = core.sso.lock().refresh.get_mut(token) {
        entry.state = RefreshState::Revoked;
    }
    core.tally.count(|stats| stats.sso.revocations += 1);
    SimReply::empty(200)
}

fn refuse(core: &Core, refusal: &Refusal) -> SimReply {
    core.tally.count(|stats| *stats.sso.refusals.entry(refusal.error.to_owned()).or_default() += 1);
    SimReply::json(refusal.status, &json!({ "error": refusal.error, "error_description": refusal.description }))
        .with("cache-control", "no-store")
}

/// The public client that asks. It has no secret, so that credentials in a header are a mistake.
fn client(core: &Core, call: &SimRequest) -> Result<String, Refusal> {
    const FORM: &str = "application/x-www-form-urlencoded";
    if !call.header("content-type").is_some_and(|kind| kind.starts_with(FORM)) {
        return Err(invalid_request("The body must be a form."));
    }
    let form = call.form();
    let client_id = crate::http::find(&form, "client_id").unwrap_or_default();
    let unknown = call.header("authorization").is_some() || !core.sso.lock().knows_client(client_id);
    if unknown || crate::http::find(&form, "client_secret").is_some() {
        return Err(Refusal {
            status: 401,
            error: "invalid_client",
            description: "Unknown client, or one without a secret sent one.",
        });
    }
    Ok(client_id.to_owned())
}

fn exchange(
    core: &Core,
    call: &SimRequest,
    client_id: &str,
    code: &str,
    verifier: &str,
    redirect_uri: &str,
) -> Result<SimReply, Refusal> {
    let mut sso = core.sso.lock();
    let Some(entry) = sso.codes.get_mut(code) else {
        return Err(invalid_grant("The authorization code is not known."));
    };
    if entry.used {
        core.tally.count(|stats| stats.sso.reused_codes += 1);
        return Err(invalid_grant("The authorization code was used before."));
    }
    // A code is good for one attempt, whatever comes of it.
    entry.used = true;
    let entry = entry.clone();
    if call.now >= entry.expires {
        return Err(invalid_grant("The authorization code has expired."));
    }
    if entry.client_id != client_id {
        return Err(invalid_grant("The authorization code was issued to another client."));
    }
    if !redirect_uri.is_empty() && redirect_uri != entry.redirect_uri {
        return Err(invalid_grant("The redirect URI is not the one of the authorization request."));
    }
    if !is_verifier(verifier) {
        return Err(invalid_request("The code verifier is missing or malformed."));
    }
    if s256(verifier) != entry.challenge {
        return Err(invalid_grant("The code verifier does not match the challenge."));
    }
    let reply = hand_out(core, call, &mut sso, entry.pilot, client_id, &entry.scopes, None)?;
    core.tally.count(|stats| stats.sso.sign_ins += 1);
    Ok(reply)
}

/// 43 to 128 unreserved characters (RFC 7636, 4.1).
fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
}

fn refresh(core: &Core, call: &SimRequest, client_id: &str, token: &str, scope: &str) -> Result<SimReply, Refusal> {
    let mut sso = core.sso.lock();
    let Some(entry) = sso.refresh.get(token).cloned() else {
        return Err(invalid_grant("The refresh token is not known."));
    };
    match entry.state {
        RefreshState::Live => {}
        RefreshState::Rotated => {
            core.tally.count(|stats| stats.sso.reused_refresh_tokens += 1);
            return Err(invalid_grant("The refresh token has been replaced by a newer one."));
        }
        RefreshState::Revoked => return Err(invalid_grant("The refresh token was revoked.")),
    }
    if entry.client_id != client_id {
        return Err(invalid_grant("The refresh token was issued to another client."));
    }
    let asked: Vec<String> = scope.split_whitespace().map(ToOwned::to_owned).collect();
    if !asked.iter().all(|scope| entry.scopes.contains(scope)) {
        return Err(Refusal {
            status: 400,
            error: "invalid_scope",
            description: "A scope was asked for that was not granted.",
        });
    }
    let scopes = if asked.is_empty() { entry.scopes.clone() } else { asked };
    let with = sso.comes_with_a_refresh(core.options.refresh_tokens);
    let reply = hand_out(core, call, &mut sso, entry.pilot, client_id, &scopes, Some((token, with)))?;
    if with == RefreshTokens::Rotated
        && let Some(entry) = sso.refresh.get_mut(token)
    {
        entry.state = RefreshState::Rotated;
    }
    core.tally.count(|stats| stats.sso.refreshes += 1);
    Ok(reply)
}

/// An access token, and where scopes were granted a refresh token: a new one, or what the options say about the one that was used.
fn hand_out(
    core: &Core,
    call: &SimRequest,
    sso: &mut SimSso,
    pilot: i64,
    client_id: &str,
    scopes: &[String],
    used: Option<(&str, RefreshTokens)>,
) -> Result<SimReply, Refusal> {
    let pilot = core.world.lock().pilot(pilot).map_err(|_| invalid_grant("The character is gone."))?.clone();
    let access_token = jwt::issue(sso, &pilot, client_id, scopes, core.options.scopes, call.now);
    let mut body = json!({ "access_token": access_token, "expires_in": ACCESS_SECONDS - 1, "token_type": "Bearer" });
    match used {
        _ if scopes.is_empty() => {}
        Some((_, RefreshTokens::LeftOut)) => {}
        Some((token, RefreshTokens::Same)) => body["refresh_token"] = json!(token),
        _ => body["refresh_token"] = json!(grant(sso, pilot.id, client_id, scopes)),
    }
    Ok(SimReply::json(200, &body))
}

/// A new refresh token.
pub(crate) fn grant(sso: &mut SimSso, pilot: i64, client_id: &str, scopes: &[String]) -> String {
    let word = random_word(24);
    let entry =
        RefreshToken { pilot, client_id: client_id.to_owned(), scopes: scopes.to_vec(), state: RefreshState::Live };
    sso.secrets.insert(word.clone());
    sso.refresh.insert(word.clone(), entry);
    word
}
