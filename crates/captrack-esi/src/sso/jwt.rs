//! The access token is a JWT, and is checked in full before anything in it is believed.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use captrack_domain::{foreign_text, foreign_time, text};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, crypto};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::moment::{later, since};
use crate::sso::keys::SigningKeys;
use crate::sso::metadata::host_of;

/// The second audience of every token, next to the client id.
const EVE_ONLINE: &str = "EVE Online";
/// How far clocks may be apart.
const LEEWAY: Duration = Duration::from_secs(60);
/// No access lives longer; EVE's live 20 minutes.
const LONGEST_LIFE: Duration = Duration::from_secs(86_400);

/// What is wrong with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum JwtError {
    /// Not three parts of base64 and JSON.
    Malformed,
    /// `none`, HS256 or anything else that is not RS256 or ES256.
    Algorithm,
    /// No `kid`.
    NoKeyId,
    /// A `kid` that the SSO does not publish.
    UnknownKey,
    /// The signature does not fit.
    Signature,
    /// The claims cannot be read.
    Claims,
    /// `iss`.
    Issuer,
    /// `aud` lacks the client id.
    OtherApplication,
    /// `aud` lacks `EVE Online`.
    NotForEve,
    /// `exp`.
    Expired,
    /// `nbf`.
    NotYetValid,
    /// `sub` is not `CHARACTER:EVE:<id>`.
    Subject,
}

impl JwtError {
    /// For the user: what is wrong with the token, and what to do.
    pub fn text(self) -> Text {
        match self {
            Self::Malformed => text!("jwt-malformed"),
            Self::Algorithm => text!("jwt-algorithm"),
            Self::NoKeyId => text!("jwt-no-key-id"),
            Self::UnknownKey => text!("jwt-unknown-key"),
            Self::Signature => text!("jwt-signature"),
            Self::Claims => text!("jwt-claims"),
            Self::Issuer => text!("jwt-issuer"),
            Self::OtherApplication => text!("jwt-other-application"),
            Self::NotForEve => text!("jwt-not-for-eve"),
            Self::Expired => text!("jwt-expired"),
            Self::NotYetValid => text!("jwt-not-yet-valid"),
            Self::Subject => text!("jwt-subject"),
        }
    }
}

/// What a token must be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExpectedClaims<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub now: Timestamp,
}

/// What a good token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VerifiedClaims {
    pub pilot: PilotId,
    pub name: String,
    /// A hash of the account that owns the character.
    pub owner: String,
    pub scopes: Vec<String>,
    /// How long it lives from the moment it is checked.
    pub life: Duration,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: OneOrMany,
    exp: Seconds,
    #[serde(default)]
    iat: Option<Seconds>,
    #[serde(default)]
    nbf: Option<Seconds>,
    sub: String,
    name: String,
    owner: String,
    #[serde(default)]
    scp: Option<OneOrMany>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn list(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

/// A `NumericDate`: seconds, possibly with a fraction.
#[derive(Deserialize)]
struct Seconds(f64);

impl Seconds {
    fn timestamp(&self) -> Result<Timestamp, JwtError> {
        foreign_time::from_seconds(self.0 as i64).ok_or(JwtError::Claims)
    }
}

/// Checks signature, issuer, both audiences, times and subject.
pub(crate) fn verify(
    token: &str,
    keys: &SigningKeys,
    expected: ExpectedClaims<'_>,
) -> Result<VerifiedClaims, JwtError> {
    let mut parts = token.split('.');
    let (Some(header), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(JwtError::Malformed);
    };
    let head: Header = decode(header, JwtError::Malformed)?;
    let algorithm = match head.alg.as_str() {
        "RS256" => Algorithm::RS256,
        "ES256" => Algorithm::ES256,
        _ => return Err(JwtError::Algorithm),
    };
    if head.crit.is_some() {
        return Err(JwtError::Malformed);
    }
    let id = head.kid.ok_or(JwtError::NoKeyId)?;
    let key = keys.find(&id, algorithm).ok_or(JwtError::UnknownKey)?;
    let signed = &token[..header.len() + 1 + payload.len()];
    if !crypto::verify(signature, signed.as_bytes(), key, algorithm).unwrap_or(false) {
        return Err(JwtError::Signature);
    }
    believe(decode(payload, JwtError::Claims)?, expected)
}

fn decode<T: DeserializeOwned>(part: &str, otherwise: JwtError) -> Result<T, JwtError> {
    let json = URL_SAFE_NO_PAD.decode(part).map_err(|_| JwtError::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| otherwise)
}

fn believe(claims: Claims, expected: ExpectedClaims<'_>) -> Result<VerifiedClaims, JwtError> {
    if host_of(&claims.iss) != host_of(expected.issuer) {
        return Err(JwtError::Issuer);
    }
    let audience = claims.aud.list();
    if !audience.iter().any(|one| one == expected.client_id) {
        return Err(JwtError::OtherApplication);
    }
    if !audience.iter().any(|one| one == EVE_ONLINE) {
        return Err(JwtError::NotForEve);
    }
    let expires = claims.exp.timestamp()?;
    if later(expires, LEEWAY) <= expected.now {
        return Err(JwtError::Expired);
    }
    if let Some(from) = claims.nbf
        && from.timestamp()? > later(expected.now, LEEWAY)
    {
        return Err(JwtError::NotYetValid);
    }
    let pilot = claims
        .sub
        .strip_prefix("CHARACTER:EVE:")
        .and_then(|id| id.parse().ok())
        .filter(|id| *id > 0)
        .map(PilotId)
        .ok_or(JwtError::Subject)?;
    // Never longer than it was given for: a clock that is behind would make it seem so.
    let given_for = match claims.iat {
        Some(issued) => since(issued.timestamp()?, expires),
        None => LONGEST_LIFE,
    };
    let life = since(expected.now, expires).min(given_for).min(LONGEST_LIFE);
    let name = foreign_text::name(&claims.name);
    if name.is_empty() || claims.owner.is_empty() {
        return Err(JwtError::Claims);
    }
    Ok(VerifiedClaims {
        pilot,
        name,
        owner: claims.owner,
        scopes: claims.scp.map(OneOrMany::list).unwrap_or_default(),
        life,
    })
}

#[cfg(test)]
#[path = "jwt_tests.rs"]
mod tests;
