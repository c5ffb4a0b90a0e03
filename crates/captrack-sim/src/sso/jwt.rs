//! Access tokens: made, and read again by ESI.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ACCESS_SECONDS, SimSso, TokenDefect};
use crate::ScopeForm;
use crate::digest::random_word;
use crate::world::Pilot;

/// What ESI reads out of an access token.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Claims {
    pub(crate) sub: String,
    pub(crate) azp: String,
    pub(crate) aud: Vec<String>,
    pub(crate) exp: i64,
    #[serde(default)]
    scp: Option<Value>,
}

impl Claims {
    /// The pilot's id.
    pub(crate) fn pilot(&self) -> Option<i64> {
        self.sub.strip_prefix("CHARACTER:EVE:")?.parse().ok()
    }

    /// Whether the scope was granted.
    pub(crate) fn allows(&self, scope: &str) -> bool {
        match &self.scp {
            Some(Value::String(one)) => one == scope,
            Some(Value::Array(many)) => many.iter().any(|granted| granted == scope),
            _ => false,
        }
    }
}

/// A signed access token for a pilot; a defect that waits is used up.
pub(super) fn issue(
    sso: &mut SimSso,
    pilot: &Pilot,
    client_id: &str,
    scopes: &[String],
    form: ScopeForm,
    now: Timestamp,
) -> String {
    let mut claims = json!({
        "jti": random_word(16),
        "kid": sso.keys.current().kid,
        "sub": format!("CHARACTER:EVE:{}", pilot.id),
        "azp": client_id,
        "tenant": "tranquility",
        "tier": "live",
        "region": "world",
        "aud": [client_id, "EVE Online"],
        "name": pilot.name,
        "owner": pilot.owner_hash(),
        "exp": now.as_second() + ACCESS_SECONDS,
        "iat": now.as_second(),
        "iss": sso.token_issuer,
    });
    match (scopes, form) {
        ([], _) => {}
        ([one], ScopeForm::OneAsString) => claims["scp"] = json!(one),
        (many, _) => claims["scp"] = json!(many),
    }
    let defect = sso.defect.take();
    match defect {
        Some(TokenDefect::Expired) => claims["exp"] = json!(now.as_second() - 3600),
        Some(TokenDefect::OtherApplication) => claims["aud"] = json!(["another-application", "EVE Online"]),
        Some(TokenDefect::OtherAudience) => claims["aud"] = json!([client_id]),
        Some(TokenDefect::OtherIssuer) => claims["iss"] = json!("https://login.example.org"),
        Some(TokenDefect::OtherSubject) => claims["sub"] = json!("CORPORATION:EVE:98700101"),
        Some(TokenDefect::NoScopes) => {
            claims.as_object_mut().map(|claims| claims.remove("scp"));
        }
        _ => {}
    }
    let token = match defect {
        Some(TokenDefect::Garbage) => "not-a-token".to_owned(),
        Some(TokenDefect::Unsigned) => unsigned(&claims),
        _ => sign(sso, &claims, defect),
    };
    sso.secrets.insert(token.clone());
    token
}

fn sign(sso: &SimSso, claims: &Value, defect: Option<TokenDefect>) -> String {
    let pair = if defect == Some(TokenDefect::Forged) { sso.keys.other() } else { sso.keys.current() };
    let kid = if defect == Some(TokenDefect::UnknownKey) { "nobody-knows-this-key" } else { sso.keys.current().kid };
    let header = Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::RS256) };
    encode(&header, claims, &pair.signing).expect("an embedded RSA key can sign a small claim set")
}

fn unsigned(claims: &Value) -> String {
    let header = json!({ "alg": "none", "typ": "JWT" }).to_string();
    format!("{}.{}.", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// Reads an access token, its signature checked against the published keys. Expiry is left to the caller, who has the clock.
pub(crate) fn read(sso: &SimSso, token: &str) -> Option<Claims> {
    let kid = decode_header(token).ok()?.kid?;
    let pair = sso.keys.find(&kid)?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_exp = false;
    validation.set_audience(&["EVE Online"]);
    validation.set_issuer(&[&sso.token_issuer]);
    decode::<Claims>(token, &pair.checking, &validation).ok().map(|data| data.claims)
}
