use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{EncodingKey, Header as JwtHeader};
use serde_json::{Value, json};

use super::*;
use crate::testing::{EC_KEY, RSA_KEY};

const CLIENT: &str = "client-1";
const ISSUER: &str = "https://login.eveonline.com";

fn now() -> Timestamp {
    "2026-08-18T12:00:00Z".parse().unwrap()
}

fn rsa() -> EncodingKey {
    EncodingKey::from_rsa_pem(RSA_KEY.as_bytes()).unwrap()
}

fn ec() -> EncodingKey {
    EncodingKey::from_ec_pem(EC_KEY.as_bytes()).unwrap()
}

fn public(key: &EncodingKey, algorithm: Algorithm, id: &str) -> Value {
    let jwk = Jwk::from_encoding_key(key, algorithm).unwrap();
    match jwk.algorithm {
        AlgorithmParameters::RSA(rsa) => json!({"kty": "RSA", "kid": id, "n": rsa.n, "e": rsa.e}),
        AlgorithmParameters::EllipticCurve(ec) => {
            json!({"kty": "EC", "crv": "P-256", "kid": id, "x": ec.x, "y": ec.y})
        }
        _ => unreachable!(),
    }
}

fn keys() -> SigningKeys {
    let set = json!({"keys": [public(&rsa(), Algorithm::RS256, "rsa"), public(&ec(), Algorithm::ES256, "ec")]});
    SigningKeys::read(set.to_string().as_bytes()).unwrap()
}

fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": [CLIENT, "EVE Online"], "exp": now().as_second() + 1199, "iat": now().as_second(),
        "sub": "CHARACTER:EVE:2112000001", "name": "Oona Vex", "owner": "8PmzCeTKb4VFUDrHLc/AeZXDSWM=",
        "scp": ["esi-location.read_location.v1"], "kid": "rsa", "azp": CLIENT, "tenant": "tranquility",
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn sign(claims: &Value) -> String {
    sign_with(&rsa(), Algorithm::RS256, Some("rsa"), claims)
}

fn sign_with(key: &EncodingKey, algorithm: Algorithm, kid: Option<&str>, claims: &Value) -> String {
    let mut header = JwtHeader::new(algorithm);
    header.kid = kid.map(str::to_owned);
    jsonwebtoken::encode(&header, claims, key).unwrap()
}

fn check(token: &str) -> Result<VerifiedClaims, JwtError> {
    verify(token, &keys(), ExpectedClaims { issuer: ISSUER, client_id: CLIENT, now: now() })
}

fn unsigned(header: &Value, claims: &Value, signature: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", part(header), part(claims))
}

#[test]
fn a_good_token_is_believed() {
    let verified = check(&sign(&claims())).unwrap();
    assert_eq!(verified.pilot, PilotId(2_112_000_001));
    assert_eq!(verified.name, "Oona Vex");
    assert_eq!(verified.scopes, ["esi-location.read_location.v1"]);
    assert_eq!(verified.life, Duration::from_secs(1199));
}

#[test]
fn a_token_signed_on_a_curve_is_believed() {
    assert!(check(&sign_with(&ec(), Algorithm::ES256, Some("ec"), &claims())).is_ok());
}

#[test]
fn the_issuer_may_come_without_its_scheme_and_with_a_slash() {
    for issuer in ["login.eveonline.com", "https://login.eveonline.com", "https://login.eveonline.com/"] {
        assert!(check(&sign(&with("iss", json!(issuer)))).is_ok(), "{issuer}");
    }
    for issuer in [
        "https://login.eveonline.com.evil.example",
        "https://evil.example",
        "",
        "https://evil.example/login.eveonline.com",
    ] {
        assert_eq!(check(&sign(&with("iss", json!(issuer)))), Err(JwtError::Issuer), "{issuer}");
    }
}

#[test]
fn both_audiences_are_needed() {
    assert_eq!(check(&sign(&with("aud", json!(["EVE Online", "client-2"])))), Err(JwtError::OtherApplication));
    assert_eq!(check(&sign(&with("aud", json!("EVE Online")))), Err(JwtError::OtherApplication));
    assert_eq!(check(&sign(&with("aud", json!([CLIENT])))), Err(JwtError::NotForEve));
    assert_eq!(check(&sign(&with("aud", json!(CLIENT)))), Err(JwtError::NotForEve));
    assert_eq!(check(&sign(&with("aud", json!([])))), Err(JwtError::OtherApplication));
    assert_eq!(check(&sign(&with("aud", Value::Null))), Err(JwtError::Claims));
}

#[test]
fn an_expired_token_is_refused_with_a_minute_of_leeway() {
    let at = |offset: i64| check(&sign(&with("exp", json!(now().as_second() + offset))));
    assert!(at(-59).is_ok());
    assert_eq!(at(-60), Err(JwtError::Expired));
    assert_eq!(at(-86_400), Err(JwtError::Expired));
}

#[test]
fn a_token_that_is_not_valid_yet_is_refused() {
    assert_eq!(check(&sign(&with("nbf", json!(now().as_second() + 61)))), Err(JwtError::NotYetValid));
    assert!(check(&sign(&with("nbf", json!(now().as_second() + 59)))).is_ok());
}

#[test]
fn only_a_character_may_be_the_subject() {
    for subject in [
        "CHARACTER:EVE:",
        "CHARACTER:EVE:abc",
        "CHARACTER:EVE:-1",
        "CHARACTER:EVE:0",
        "CORPORATION:EVE:98000001",
        "2112000001",
    ] {
        assert_eq!(check(&sign(&with("sub", json!(subject)))), Err(JwtError::Subject), "{subject}");
    }
}

#[test]
fn scopes_may_be_absent_one_or_many() {
    let scopes = |value| check(&sign(&with("scp", value))).unwrap().scopes;
    assert!(scopes(Value::Null).is_empty());
    assert_eq!(scopes(json!("a")), ["a"]);
    assert_eq!(scopes(json!(["a", "b"])), ["a", "b"]);
}

#[test]
fn a_token_without_a_claim_it_must_have_is_refused() {
    for claim in ["iss", "aud", "exp", "sub", "name", "owner"] {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(claim);
        assert_eq!(check(&sign(&claims)), Err(JwtError::Claims), "{claim}");
    }
    assert_eq!(check(&sign(&with("owner", json!("")))), Err(JwtError::Claims));
}

#[test]
fn a_changed_token_does_not_fit_its_signature() {
    let token = sign(&claims());
    let mut parts: Vec<&str> = token.split('.').collect();
    let forged = URL_SAFE_NO_PAD.encode(with("sub", json!("CHARACTER:EVE:1")).to_string());
    parts[1] = &forged;
    assert_eq!(check(&parts.join(".")), Err(JwtError::Signature));
    assert_eq!(check(&format!("{}.{}.", parts[0], parts[1])), Err(JwtError::Signature));
}

#[test]
fn nothing_but_the_two_known_signatures_is_accepted() {
    for algorithm in ["none", "None", "HS256", "RS512", "PS256", "EdDSA", "ES384", ""] {
        let token = unsigned(&json!({"alg": algorithm, "kid": "rsa"}), &claims(), "");
        assert_eq!(check(&token), Err(JwtError::Algorithm), "{algorithm}");
    }
}

#[test]
fn the_public_key_is_no_password() {
    let key = public(&rsa(), Algorithm::RS256, "rsa")["n"].as_str().unwrap().to_owned();
    let token = sign_with(&EncodingKey::from_secret(key.as_bytes()), Algorithm::HS256, Some("rsa"), &claims());
    assert_eq!(check(&token), Err(JwtError::Algorithm));
}

#[test]
fn a_key_serves_its_own_algorithm_alone() {
    let token = sign_with(&ec(), Algorithm::ES256, Some("rsa"), &claims());
    assert_eq!(check(&token), Err(JwtError::UnknownKey));
}

#[test]
fn a_token_must_name_a_key_that_is_published() {
    assert_eq!(check(&sign_with(&rsa(), Algorithm::RS256, None, &claims())), Err(JwtError::NoKeyId));
    assert_eq!(check(&sign_with(&rsa(), Algorithm::RS256, Some("other"), &claims())), Err(JwtError::UnknownKey));
}

#[test]
fn what_is_no_token_is_refused() {
    for token in ["", ".", "..", "a.b", "a.b.c.d", "ä.ö.ü", "eyJhbGciOiJSUzI1NiJ9.e30"] {
        assert!(check(token).is_err(), "{token}");
    }
    let critical = unsigned(&json!({"alg": "RS256", "kid": "rsa", "crit": ["exp"]}), &claims(), "AA");
    assert_eq!(check(&critical), Err(JwtError::Malformed));
}

#[test]
fn a_life_is_a_length_and_never_longer_than_it_was_given_for() {
    let life = |now| {
        let expected = ExpectedClaims { issuer: ISSUER, client_id: CLIENT, now };
        verify(&sign(&claims()), &keys(), expected).map(|verified| verified.life.as_secs())
    };
    assert_eq!(life(now()), Ok(1199));
    assert_eq!(life(now() + Duration::from_secs(600)), Ok(599));
    assert_eq!(life(now() - Duration::from_secs(3 * 3600)), Ok(1199), "a clock that is behind");
    let endless = json!({"iat": null, "exp": now().as_second() + 10 * 86_400});
    let mut token = claims();
    token.as_object_mut().unwrap().extend(endless.as_object().unwrap().clone());
    assert_eq!(check(&sign(&token)).unwrap().life, LONGEST_LIFE);
}

#[test]
fn times_at_the_end_of_all_times_break_nothing() {
    let last = Timestamp::MAX.as_second();
    for (name, value) in [("exp", last), ("nbf", last), ("iat", last), ("iat", Timestamp::MIN.as_second())] {
        let _ = check(&sign(&with(name, json!(value))));
    }
    let expected = ExpectedClaims { issuer: ISSUER, client_id: CLIENT, now: Timestamp::MAX };
    assert_eq!(verify(&sign(&claims()), &keys(), expected), Err(JwtError::Expired));
    assert_eq!(check(&sign(&with("exp", json!(1e300)))), Err(JwtError::Claims));
}

#[test]
fn a_name_is_one_that_can_be_shown() {
    let named = |name: &str| check(&sign(&with("name", json!(name)))).map(|verified| verified.name);
    assert_eq!(named(" Oona\u{202e}\nVex ").as_deref(), Ok("Oona Vex"));
    assert_eq!(named(&"x".repeat(5000)).map(|name| name.chars().count()), Ok(200));
    assert_eq!(named("\u{200b}\n"), Err(JwtError::Claims));
}
