//! Signing a desk in through the browser.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use url::Url;

use super::refusal::AuthRefusal;
use super::{AuthPermission, SimAuth, login};
use crate::core::Core;
use crate::dates::json_date;
use crate::digest::{random_word, s256};
use crate::http::{SimReply, SimRequest, find};

const LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// Days.
const TOKEN_LIFETIME: i64 = 180;
const LONGEST_NAME: usize = 60;

/// A code that waits to be exchanged.
#[derive(Clone, Debug)]
pub(super) struct ConnectCode {
    account: i64,
    name: String,
    challenge: String,
    expires_at: Timestamp,
}

/// What a desk says when it opens the page.
struct Asked {
    name: String,
    state: String,
    challenge: String,
}

impl Asked {
    fn read(query: &[(String, String)]) -> Option<Self> {
        let (state, challenge) = (find(query, "state")?, find(query, "challenge")?);
        let is_word =
            |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !(16..=128).contains(&state.len()) || challenge.len() != 43 || !is_word(state) || !is_word(challenge) {
            return None;
        }
        let name: String = find(query, "name").unwrap_or_default().chars().take(LONGEST_NAME).collect();
        let name = if name.trim().is_empty() { "CapTrack Desktop".to_owned() } else { name.trim().to_owned() };
        Some(Self { name, state: state.to_owned(), challenge: challenge.to_owned() })
    }
}

/// The page: whoever is signed in in the browser agrees at once.
pub(super) fn page(core: &Core, call: &SimRequest) -> SimReply {
    let mut auth = core.auth.lock();
    let Some(account) = auth.browser else {
        return login(call);
    };
    match link(&mut auth, &core.addresses.auth, &call.query, account, call.now) {
        Some((link, code)) => SimReply::html(
            200,
            format!(
                "<!doctype html><title>Connected</title><a href=\"{}\">Open CapTrack</a><code>{code}</code>",
                link.replace('&', "&amp;")
            ),
        )
        .with("cache-control", "no-store"),
        None => SimReply::redirect("/captrack-bridge/".to_owned()),
    }
}

/// Agrees to what a desk asks for on a page, as this account; the link that the browser opens then. None: the page says too little.
pub(crate) fn agree(core: &Core, page: &str, account: i64) -> Option<String> {
    let query: Vec<(String, String)> = Url::parse(page).ok()?.query_pairs().into_owned().collect();
    let now = core.now();
    link(&mut core.auth.lock(), &core.addresses.auth, &query, account, now).map(|(link, _)| link)
}

fn link(
    auth: &mut SimAuth,
    site: &str,
    query: &[(String, String)],
    account: i64,
    now: Timestamp,
) -> Option<(String, String)> {
    let Asked { name, state, challenge } = Asked::read(query)?;
    let code = format!("ctc_{}", random_word(32));
    let expires_at = auth.clock(now) + LIFETIME;
    auth.codes.insert(code.clone(), ConnectCode { account, name, challenge, expires_at });
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("url", site), ("code", &code), ("state", &state)])
        .finish();
    Some((format!("captrack://connect?{query}"), code))
}

/// Makes a token of a code. The code is used up by the first attempt, right or wrong.
pub(super) fn exchange(auth: &mut SimAuth, body: &Value, now: Timestamp) -> Result<Value, AuthRefusal> {
    let (code, verifier) = (body["code"].as_str(), body["verifier"].as_str());
    let verifier = verifier.filter(|verifier| (43..=128).contains(&verifier.len()));
    let (Some(code), Some(verifier)) = (code, verifier) else {
        return Err(AuthRefusal::bad_request("it needs a code and a verifier of 43 to 128 characters"));
    };
    let now = auth.clock(now);
    // It stays among the secrets that must not be found anywhere, but is good for nothing.
    let found = auth.codes.get_mut(code.trim()).ok_or_else(AuthRefusal::code_unknown)?;
    let used = std::mem::take(&mut found.challenge);
    let ConnectCode { account, name, expires_at, .. } = found.clone();
    if used != s256(verifier) {
        return Err(AuthRefusal::code_unknown());
    }
    if expires_at <= now {
        return Err(AuthRefusal::code_expired());
    }
    if !auth.accounts.is_active(account) {
        return Err(AuthRefusal::account_inactive());
    }
    if !auth.accounts.may(account, AuthPermission::BasicAccess) {
        return Err(AuthRefusal::permission_missing(AuthPermission::BasicAccess));
    }
    let token = auth.accounts.make_token(account, &name, TOKEN_LIFETIME, now);
    Ok(json!({ "version": 1, "token": token.secret, "name": token.name, "expires_at": json_date(token.expires_at) }))
}
