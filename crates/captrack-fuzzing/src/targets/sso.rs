//! EVE SSO: its metadata, its keys, its answers about tokens, and the tokens.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use captrack_esi::AccessToken;
use captrack_http::{HttpError, InProcessResponse, Request};
use captrack_ports::PollError;
use serde_json::{Value, json};

use super::signed_in::{self, CLIENT_ID, EC_X, EC_Y, NOW, PILOT, RSA_N, SignedInProgram, claims, good_token, metadata};
use crate::answers::{self, RecordedAnswer, block_on, client};
use crate::hold;

/// How far clocks may be apart.
const LEEWAY: f64 = 60.0;
const NEXT_REFRESH: &str = "rt-TmV4dC1SZWZyZXNo";

/// Header and claims of a token, a line each; signed here as the header says. What is believed is what the claims say.
pub fn jwt(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (header, claims) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let token = signed_in::token(header, claims);
    let (access, is_kept) = given(&token, true_keys());
    let claims: Value = serde_json::from_slice(claims).unwrap_or_default();
    if let Some(access) = access {
        believed(&access, &claims);
    }
    let is_anothers = claims["owner"].is_string() && claims["owner"] != signed_in::OWNER;
    assert!(
        is_kept || is_anothers,
        "a sign-in is thrown away only when its pilot has gone to another account: {claims}"
    );
}

/// The SSO's keys as a document; the tokens are good ones, signed with the true keys.
pub fn jwks(bytes: &[u8]) {
    static TOKENS: LazyLock<[String; 2]> = LazyLock::new(|| {
        let rsa = br#"{"alg":"RS256","typ":"JWT","kid":"rsa"}"#;
        [good_token(), signed_in::token(rsa, claims().to_string().as_bytes())]
    });
    let believed = TOKENS.iter().filter(|token| given(token, bytes.to_vec()).0.is_some()).count();
    if believed == 0 {
        return;
    }
    let document: Value = serde_json::from_slice(bytes).expect("keys that were used are JSON");
    let keys = document["keys"].as_array().expect("keys that were used are a list");
    let is_true = |key: &&Value| {
        (key["kid"] == "ec" && key["x"] == EC_X && key["y"] == EC_Y) || (key["kid"] == "rsa" && key["n"] == RSA_N)
    };
    assert!(keys.iter().filter(is_true).count() >= believed, "a token was believed without its key: {document}");
}

/// What the SSO says of itself, then of the token, once or twice. `$TOKEN` stands for good access.
pub fn answers(bytes: &[u8]) {
    static TOKEN: LazyLock<String> = LazyLock::new(good_token);
    let mut told = answers::all(bytes);
    for one in &mut told {
        let text = String::from_utf8_lossy(&one.body);
        if text.contains("$TOKEN") {
            one.body = text.replace("$TOKEN", &TOKEN).into_bytes();
        }
    }
    let mut told = told.into_iter();
    let metadata = told.next();
    let given: Vec<RecordedAnswer> = told.collect();
    let gave_another = given.iter().any(|told| told.status == 200);
    let refused = given.iter().any(|told| String::from_utf8_lossy(&told.body).contains("invalid_"));
    let tokens = answers::one_after_the_other(given);
    let was_readable = Arc::new(AtomicBool::new(false));
    let readable = was_readable.clone();
    let answer = move |request: &Request| -> Result<InProcessResponse, HttpError> {
        if request.url.scheme() != "https" {
            readable.store(true, Ordering::Relaxed);
        }
        match request.url.path() {
            "/.well-known/oauth-authorization-server" => {
                metadata.as_ref().map(RecordedAnswer::answer).ok_or(HttpError::Broken)
            }
            _ if request.method == "POST" => tokens(request),
            _ => Ok(InProcessResponse::new(200).body(true_keys())),
        }
    };
    block_on(async {
        let desk = SignedInProgram::new(&client(answer)).await;
        let before = desk.kept();
        for _ in 0..2 {
            judged(desk.esi.sso.tokens().access(PILOT).await, &[TOKEN.as_str()]);
        }
        assert!(!was_readable.load(Ordering::Relaxed), "asked without encryption");
        assert!(desk.kept().is_some(), "whatever it says, a sign-in is not thrown away");
        assert!(gave_another || refused || desk.kept() == before, "the kept sign-in has changed without another token");
    });
}

fn true_keys() -> Vec<u8> {
    signed_in::jwks().to_string().into_bytes()
}

/// Access for the pilot out of this token, if it is believed, and whether the sign-in is still kept.
fn given(token: &str, keys: Vec<u8>) -> (Option<AccessToken>, bool) {
    let answer = {
        let token = token.to_owned();
        move |request: &Request| -> Result<InProcessResponse, HttpError> {
            let body = match request.url.path() {
                "/.well-known/oauth-authorization-server" => metadata().to_string().into_bytes(),
                "/v2/oauth/token" => {
                    json!({ "access_token": token, "token_type": "Bearer", "expires_in": 1199, "refresh_token": NEXT_REFRESH })
                        .to_string()
                        .into_bytes()
                }
                _ => keys.clone(),
            };
            Ok(InProcessResponse::new(200).body(body))
        }
    };
    block_on(async {
        let desk = SignedInProgram::new(&client(answer)).await;
        let access = desk.esi.sso.tokens().access(PILOT).await;
        (judged(access, &[token]), desk.kept().is_some())
    })
}

/// The access, or that the sentence about it is one.
fn judged(access: Result<AccessToken, PollError>, secrets: &[&str]) -> Option<AccessToken> {
    match access {
        Ok(access) => {
            hold::no_secret(&format!("{access:?}"), secrets);
            Some(access)
        }
        Err(error) => {
            let all = [secrets, &[NEXT_REFRESH]].concat();
            signed_in::text(error.text(), &all);
            if let PollError::Later { after: Some(after), .. } = error {
                hold::wait(after);
            }
            None
        }
    }
}

/// Judged without the program's own types.
fn believed(access: &AccessToken, claims: &Value) {
    let list = |value: &Value| match value {
        Value::Array(many) => many.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    let audience = list(&claims["aud"]);
    assert!(audience.contains(&json!(CLIENT_ID)) && audience.contains(&json!("EVE Online")), "{claims}");
    let issuer = claims["iss"].as_str().expect("an issuer");
    assert!(issuer.trim_start_matches("https://").trim_start_matches("http://").starts_with("login.eveonline.com"));
    let now = NOW.as_second() as f64;
    assert!(claims["exp"].as_f64().expect("an end") + LEEWAY > now - 1.0, "{claims}");
    assert!(claims["nbf"].as_f64().is_none_or(|from| from <= now + LEEWAY + 1.0), "{claims}");
    assert_eq!(claims["sub"], format!("CHARACTER:EVE:{PILOT}"));
    assert!(claims["owner"] == signed_in::OWNER, "another account's: {claims}");
    let scopes: Vec<Value> = access.scopes().iter().map(|scope| json!(scope)).collect();
    assert_eq!(scopes, list(&claims["scp"]));
}
