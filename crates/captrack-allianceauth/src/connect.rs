//! Signing in through the browser: RFC 7636 with method S256.
//!
//! The link that comes back reaches the desk as an argument of a process, which other programs on the computer may read. So it
//! holds a code that is good once and only together with the verifier, which never leaves this process but to the bridge.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use captrack_domain::text;
use captrack_ports::{AuthAddress, AuthAttempt, AuthError, Secret};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::foreign_sentence::name;
use crate::http::can_be_a_token;
use crate::wire::WireVersion;

/// What the bridge takes for the name of a token, in characters.
const LONGEST_NAME: usize = 60;

/// The address to open, and what proves that the answer is ours.
pub(crate) fn begin(address: &AuthAddress, computer: &str) -> Result<AuthAttempt, AuthError> {
    let verifier = word::<32>()?;
    let state = word::<24>()?;
    let mut page = address.url().clone();
    page.set_path("/captrack-bridge/connect/");
    let called: String = name(computer).chars().take(LONGEST_NAME).collect();
    page.query_pairs_mut()
        .append_pair("name", called.trim())
        .append_pair("state", &state)
        .append_pair("challenge", &challenge(&verifier));
    Ok(AuthAttempt { address: address.clone(), page, state, verifier: Secret::new(verifier) })
}

/// The body that turns a code into a token.
pub(crate) fn request(attempt: &AuthAttempt, code: &Secret) -> Value {
    json!({ "code": code.reveal(), "verifier": attempt.verifier.reveal() })
}

/// The answer to it.
#[derive(Deserialize)]
pub(crate) struct ConnectedAccount {
    #[serde(rename = "version")]
    _version: WireVersion,
    token: String,
}

impl ConnectedAccount {
    /// The token; none: what is told in its place could not even be sent back.
    pub(crate) fn token(self) -> Option<Secret> {
        can_be_a_token(&self.token).then(|| Secret::new(self.token))
    }
}

/// SHA-256 in base64url without padding (RFC 7636, 4.2).
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

/// So many random bytes in base64url: 43 characters of 32, the shortest verifier that RFC 7636 allows.
fn word<const N: usize>() -> Result<String, AuthError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| AuthError::Setup { why: text!("auth-no-random") })?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn attempt(computer: &str) -> (AuthAttempt, BTreeMap<String, String>) {
        let address = AuthAddress::parse("https://auth.example.com").unwrap();
        let attempt = begin(&address, computer).unwrap();
        let query = attempt.page.query_pairs().into_owned().collect();
        (attempt, query)
    }

    #[test]
    fn the_example_of_rfc_7636_comes_out() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn the_page_is_opened_with_the_hash_and_not_with_the_secret() {
        let (attempt, query) = attempt("Mira's laptop");
        assert!(attempt.page.as_str().starts_with("https://auth.example.com/captrack-bridge/connect/?name="));
        assert_eq!(query["name"], "Mira's laptop");
        assert_eq!(query["state"], attempt.state);
        assert_eq!(query["challenge"], challenge(attempt.verifier.reveal()));
        assert!(!attempt.page.as_str().contains(attempt.verifier.reveal()));
    }

    #[test]
    fn verifier_and_state_are_as_long_as_the_bridge_asks_and_never_the_same() {
        let (one, _) = attempt("a");
        let (other, _) = attempt("a");
        assert_eq!(one.verifier.reveal().len(), 43);
        assert!((16..=128).contains(&one.state.len()));
        assert!(one.state.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter)));
        assert_ne!(one.verifier, other.verifier);
        assert_ne!(one.state, other.state);
    }

    #[test]
    fn a_long_name_is_cut_and_a_line_break_is_none() {
        let (_, query) = attempt(&format!("a\nb{}", "ü".repeat(100)));
        assert_eq!(query["name"].chars().count(), LONGEST_NAME);
        assert!(query["name"].starts_with("a b"));
    }

    #[test]
    fn a_token_that_could_not_be_sent_is_none() {
        let token = |token: &str| {
            let body = json!({ "version": 1, "token": token });
            serde_json::from_value::<ConnectedAccount>(body).unwrap().token().is_some()
        };
        assert!(token("ctb_abc"));
        for wrong in ["", "ctb_a b", "ctb_a\r\nHost: x", "ctb_ü", &"x".repeat(600)] {
            assert!(!token(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn an_attempt_does_not_show_its_verifier() {
        let (attempt, _) = attempt("a");
        assert!(!format!("{attempt:?}").contains(attempt.verifier.reveal()));
    }
}
