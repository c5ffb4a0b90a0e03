//! EVE SSO v2: metadata, keys, the authorize page, tokens with PKCE and rotation.

mod authorize;
mod grant;
mod jwt;
mod keys;
mod page;
mod token;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::core::{Addresses, Core};
use crate::http::{SimReply, SimRequest};
use crate::options::RefreshTokens;
use crate::{IssuerForm, SimOptions};

pub(crate) use grant::{AuthorizationCode, RefreshState, RefreshToken};
pub(crate) use jwt::{Claims, read as read_access_token};
use keys::KeyPairs;
pub(crate) use token::grant;

/// Seconds that an authorization code lives.
pub(crate) const CODE_SECONDS: i64 = 300;
/// Seconds that an access token lives.
pub(crate) const ACCESS_SECONDS: i64 = 1200;

/// Who answers the authorize page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutoAnswer {
    /// A person, on the page.
    #[default]
    Ask,
    /// This pilot signs in at once.
    Approve(i64),
    /// The sign-in is refused at once.
    Refuse,
}

/// Something wrong with the next access token that is issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenDefect {
    /// Signed with a key that is not in the key set, under the `kid` of one that is.
    Forged,
    /// Signed well, but its `kid` is in no key set.
    UnknownKey,
    /// `alg` is `none` and there is no signature.
    Unsigned,
    /// Expired an hour ago.
    Expired,
    /// Of another application: `aud` lacks the client id.
    OtherApplication,
    /// `aud` lacks `EVE Online`.
    OtherAudience,
    /// Issued by somebody else.
    OtherIssuer,
    /// `sub` is no `CHARACTER:EVE:<id>`.
    OtherSubject,
    /// Lacks `scp` altogether.
    NoScopes,
    /// Not a JWT.
    Garbage,
}

/// The memory of the SSO.
#[derive(Debug)]
pub(crate) struct SimSso {
    pub(crate) keys: KeyPairs,
    pub(crate) issuer: String,
    pub(crate) token_issuer: String,
    pub(crate) redirect_uris: Vec<String>,
    pub(crate) client_ids: Vec<String>,
    pub(crate) codes: HashMap<String, AuthorizationCode>,
    pub(crate) refresh: HashMap<String, RefreshToken>,
    /// Everything secret that was ever handed out, for tests that search for it where it must not be.
    pub(crate) secrets: HashSet<String>,
    pub(crate) auto: AutoAnswer,
    pub(crate) defect: Option<TokenDefect>,
    /// How many accesses were renewed.
    renewals: usize,
}

impl SimSso {
    pub(crate) fn new(options: &SimOptions, addresses: &Addresses) -> Self {
        let issuer = addresses.sso.clone();
        let token_issuer = match &options.issuer {
            IssuerForm::AsMetadata => issuer.clone(),
            IssuerForm::WithoutScheme => issuer.trim_start_matches("http://").to_owned(),
            IssuerForm::Other(other) => other.clone(),
        };
        let mut redirect_uris = vec![format!("http://localhost:{}/callback", addresses.callback_port)];
        redirect_uris.extend(options.redirect_uris.iter().cloned());
        Self {
            keys: KeyPairs::new(),
            issuer,
            token_issuer,
            redirect_uris,
            client_ids: options.client_ids.clone(),
            codes: HashMap::new(),
            refresh: HashMap::new(),
            secrets: HashSet::new(),
            auto: AutoAnswer::Ask,
            defect: None,
            renewals: 0,
        }
    }

    /// What comes with the next renewed access.
    pub(crate) fn comes_with_a_refresh(&mut self, tokens: RefreshTokens) -> RefreshTokens {
        const MIXED: [RefreshTokens; 3] = [RefreshTokens::Same, RefreshTokens::LeftOut, RefreshTokens::Rotated];
        self.renewals += 1;
        if tokens == RefreshTokens::Mixed { MIXED[(self.renewals - 1) % MIXED.len()] } else { tokens }
    }

    pub(crate) fn knows_client(&self, client_id: &str) -> bool {
        self.client_ids.iter().any(|known| known == client_id)
    }
}

/// Answers a request to the SSO.
pub(crate) fn answer(core: &Core, call: &SimRequest) -> SimReply {
    match (call.method.as_str(), call.path.as_str()) {
        ("GET", "/.well-known/oauth-authorization-server") => metadata(core),
        ("GET", "/oauth/jwks") => {
            core.tally.count(|stats| stats.sso.jwks_reads += 1);
            SimReply::json(200, &core.sso.lock().keys.set())
        }
        ("GET" | "POST", "/v2/oauth/authorize") => authorize::answer(core, call),
        ("POST", "/v2/oauth/token") => token::answer(core, call),
        ("POST", "/v2/oauth/revoke") => token::revoke(core, call),
        (_, "/v2/oauth/authorize" | "/v2/oauth/token" | "/v2/oauth/revoke" | "/oauth/jwks") => SimReply::empty(405),
        _ => SimReply::html(404, page::plain("Not found", "There is nothing at this address.")),
    }
}

fn metadata(core: &Core) -> SimReply {
    let issuer = core.sso.lock().issuer.clone();
    SimReply::json(
        200,
        &json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/v2/oauth/authorize"),
            "token_endpoint": format!("{issuer}/v2/oauth/token"),
            "jwks_uri": format!("{issuer}/oauth/jwks"),
            "revocation_endpoint": format!("{issuer}/v2/oauth/revoke"),
            "response_types_supported": ["code", "token"],
            "subject_types_supported": ["public"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "client_secret_jwt"],
            "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "token_endpoint_auth_signing_alg_values_supported": ["HS256"],
            "code_challenge_methods_supported": ["S256"],
        }),
    )
}
