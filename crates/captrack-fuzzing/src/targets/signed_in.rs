//! A pilot who has signed in with an SSO whose keys are known here, and access that such an SSO gives.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use captrack_esi::{Endpoints, Esi, PILOT_SCOPES};
use captrack_http::HttpClient;
use captrack_ports::Secret;
use captrack_testing::{TestClock, TestSecrets};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};

use crate::hold::no_secret;

pub const PILOT: PilotId = PilotId(2_112_000_001);
pub const CLIENT_ID: &str = "0123456789abcdef0123456789abcdef";
/// 2026-11-05T18:00:00Z, far from EVE's downtime.
pub const NOW: Timestamp = Timestamp::constant(1_793_901_600, 0);
/// What was given with the sign-in.
pub const REFRESH: &str = "rt-Qm9yZWFsLUZ1enotUmVmcmVzaA";
pub const OWNER: &str = "8PmzCeTKb4VFUDrHLc/AeZXDSWM=";

const EC: &str = include_str!("../../keys/only-for-fuzzing-ec.pem");
const RSA: &str = include_str!("../../keys/only-for-fuzzing-rsa.pem");
pub const EC_X: &str = "H1tBNyrcbbuDj1Fvs6ZaSG1iBF6SkT3bB54bopCKm58";
pub const EC_Y: &str = "nTIrMxKoo58v9WeNv7XCtJMHxFciQ7wLYGD3x6YV9yU";
pub const RSA_N: &str = "uBRd71pLcwFO8a9KVstKguubXE4PHMzFRomECihiENcPXB0yNlcoK-JTx2IFTsdPye5NbzxuAf8GjDDLBipYGx0YUQyNjr-lFJXsrA8y7C5iRSH3wZrIpX50L9nibbhsq886RbfqpM8CxyLYW4cvfBVxvWA8KfJkV04VG_UxuOLBdLlPTIl_D0k4PKSobCna5II0Wh8YuKcfSgw-JHlTHncM1H0UeTG7cq4V9l9PzdTnCLnF2QGetJorGCo95-6EssE-06aqQPvWebMkK5CrWFEUJjWPL00uwlQP1uIQrp1m9HGy9g77RRcNjHggzqHMpdEJk9Iewki4nlkoAjPkdQ";

/// The keys as the SSO publishes them.
pub fn jwks() -> Value {
    json!({ "keys": [
        { "kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "kid": "ec", "x": EC_X, "y": EC_Y },
        { "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "rsa", "n": RSA_N, "e": "AQAB" },
    ], "SkipUnresolvedJsonWebKeys": true })
}

pub fn metadata() -> Value {
    json!({
        "issuer": "https://login.eveonline.com",
        "authorization_endpoint": "https://login.eveonline.com/v2/oauth/authorize",
        "token_endpoint": "https://login.eveonline.com/v2/oauth/token",
        "jwks_uri": "https://login.eveonline.com/oauth/jwks",
        "revocation_endpoint": "https://login.eveonline.com/v2/oauth/revoke",
    })
}

/// The claims of good access for the pilot.
pub fn claims() -> Value {
    json!({
        "scp": PILOT_SCOPES, "jti": "a1b2", "kid": "ec", "sub": format!("CHARACTER:EVE:{PILOT}"), "azp": CLIENT_ID,
        "tenant": "tranquility", "tier": "live", "region": "world", "aud": [CLIENT_ID, "EVE Online"],
        "name": "Kara Volkov", "owner": OWNER, "exp": NOW.as_second() + 1199, "iat": NOW.as_second(),
        "iss": "https://login.eveonline.com",
    })
}

/// A token of header and claims, signed as its header says, where that can be done.
pub fn token(header: &[u8], claims: &[u8]) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let header: Value = serde_json::from_slice(header).unwrap_or_default();
    let signature = match header["alg"].as_str() {
        Some("ES256") => EncodingKey::from_ec_pem(EC.as_bytes())
            .and_then(|key| crypto::sign(signed.as_bytes(), &key, Algorithm::ES256)),
        Some("RS256") => EncodingKey::from_rsa_pem(RSA.as_bytes())
            .and_then(|key| crypto::sign(signed.as_bytes(), &key, Algorithm::RS256)),
        _ => Ok("AAAA".to_owned()),
    };
    format!("{signed}.{}", signature.expect("the embedded keys can sign"))
}

/// Good access.
pub fn good_token() -> String {
    token(br#"{"alg":"ES256","typ":"JWT","kid":"ec"}"#, claims().to_string().as_bytes())
}

/// The program's side: EVE at its own addresses, reached through this client, and one pilot who has signed in.
pub struct SignedInProgram {
    pub esi: Esi,
    pub secrets: Arc<TestSecrets>,
}

impl SignedInProgram {
    pub async fn new(client: &HttpClient) -> Self {
        let secrets = Arc::new(TestSecrets::default());
        let clock = Arc::new(TestClock::standing(NOW));
        let esi = Esi::open(&Endpoints::default(), client, secrets.clone(), clock).expect("EVE's own addresses");
        let grant = (Secret::new(REFRESH), OWNER, &PILOT_SCOPES, CLIENT_ID);
        esi.sso.import(PILOT, grant.0, grant.1, grant.2, grant.3).await.expect("secrets in memory take it");
        Self { esi, secrets }
    }

    /// The sign-in as it is kept now.
    pub fn kept(&self) -> Option<Secret> {
        self.secrets.of(&format!("refresh/{PILOT}"))
    }
}

/// Neither the kept token nor any that was given stands in a sentence.
#[track_caller]
pub fn text(text: &Text, others: &[&str]) {
    crate::hold::text(text, others);
    no_secret(&text.to_string(), &[REFRESH]);
}
