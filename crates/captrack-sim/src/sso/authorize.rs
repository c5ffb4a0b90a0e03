//! The authorize endpoint: who asks is checked, then a person (or a test) says which pilot signs in.

use jiff::SignedDuration;
use url::Url;

use super::{AuthorizationCode, AutoAnswer, CODE_SECONDS, page};
use crate::core::Core;
use crate::digest::random_word;
use crate::http::{SimReply, SimRequest};

/// A well-formed request for a sign-in.
#[derive(Clone, Debug)]
pub(super) struct AuthorizeRequest {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) state: String,
    pub(super) scopes: Vec<String>,
    pub(super) challenge: String,
}

/// Why a request for a sign-in is not well-formed.
enum Bad {
    /// Whom to send back to is not certain: the person is told, on a page.
    Page(&'static str),
    /// Sent back with this `error`.
    Back { redirect_uri: String, state: String, error: &'static str },
}

pub(super) fn answer(core: &Core, call: &SimRequest) -> SimReply {
    let asked = match read(core, call) {
        Ok(asked) => asked,
        Err(Bad::Page(sentence)) => return SimReply::html(400, page::plain("Sign-in not possible", sentence)),
        Err(Bad::Back { redirect_uri, state, error }) => {
            return send_back(&redirect_uri, &[("error", error), ("state", &state)]);
        }
    };
    let auto = core.sso.lock().auto;
    let chosen = call.query("pilot").and_then(|id| id.parse::<i64>().ok());
    match (auto, chosen) {
        (AutoAnswer::Refuse, _) => refuse(&asked),
        _ if call.query("refuse").is_some() => refuse(&asked),
        (AutoAnswer::Approve(pilot), None) | (_, Some(pilot)) => approve(core, call, asked, pilot),
        (AutoAnswer::Ask, None) => {
            let world = core.world.lock();
            match call.query("choose").and_then(|id| id.parse::<i64>().ok()).and_then(|id| world.pilots.get(&id)) {
                Some(pilot) => SimReply::html(200, page::consent(call, &asked, pilot)),
                None => SimReply::html(200, page::choice(call, &world)),
            }
        }
    }
}

fn read(core: &Core, call: &SimRequest) -> Result<AuthorizeRequest, Bad> {
    let text = |name: &str| call.query(name).unwrap_or_default().to_owned();
    let sso = core.sso.lock();
    let (client_id, redirect_uri, state) = (text("client_id"), text("redirect_uri"), text("state"));
    if !sso.knows_client(&client_id) {
        return Err(Bad::Page("This application is not registered."));
    }
    if !sso.redirect_uris.contains(&redirect_uri) {
        return Err(Bad::Page("The redirect URI is not the one that is registered for this application."));
    }
    if state.is_empty() {
        return Err(Bad::Page("The state parameter is missing."));
    }
    let back = |error| Bad::Back { redirect_uri: redirect_uri.clone(), state: state.clone(), error };
    if text("response_type") != "code" {
        return Err(back("unsupported_response_type"));
    }
    let challenge = text("code_challenge");
    // A SHA-256 in base64url has 43 characters (RFC 7636, 4.2).
    let is_challenge =
        challenge.len() == 43 && challenge.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if text("code_challenge_method") != "S256" || !is_challenge {
        return Err(back("invalid_request"));
    }
    let scopes: Vec<String> = text("scope").split_whitespace().map(ToOwned::to_owned).collect();
    if !scopes.iter().all(|scope| is_scope(scope)) {
        return Err(back("invalid_scope"));
    }
    Ok(AuthorizeRequest { client_id, redirect_uri, state, scopes, challenge })
}

/// The scopes that can be asked for: those of the routes that this sim serves, and two that it does not.
fn is_scope(scope: &str) -> bool {
    crate::esi::routes().iter().any(|route| route.scope == Some(scope))
        || ["publicData", "esi-fleets.read_fleet.v1"].contains(&scope)
}

fn approve(core: &Core, call: &SimRequest, asked: AuthorizeRequest, pilot: i64) -> SimReply {
    if core.world.lock().pilot(pilot).is_err() {
        return SimReply::html(404, page::plain("Sign-in not possible", "There is no such pilot."));
    }
    let word = random_word(16);
    let code = AuthorizationCode {
        pilot,
        client_id: asked.client_id,
        redirect_uri: asked.redirect_uri.clone(),
        scopes: asked.scopes,
        challenge: asked.challenge,
        expires: call.now + SignedDuration::from_secs(CODE_SECONDS),
        used: false,
    };
    let mut sso = core.sso.lock();
    sso.secrets.insert(word.clone());
    sso.codes.insert(word.clone(), code);
    send_back(&asked.redirect_uri, &[("code", &word), ("state", &asked.state)])
}

fn refuse(asked: &AuthorizeRequest) -> SimReply {
    send_back(&asked.redirect_uri, &[("error", "access_denied"), ("state", &asked.state)])
}

fn send_back(redirect_uri: &str, answer: &[(&str, &str)]) -> SimReply {
    let Ok(mut url) = Url::parse(redirect_uri) else {
        return SimReply::html(400, page::plain("Sign-in not possible", "The redirect URI cannot be read."));
    };
    url.query_pairs_mut().extend_pairs(answer);
    SimReply::redirect(url.into())
}
