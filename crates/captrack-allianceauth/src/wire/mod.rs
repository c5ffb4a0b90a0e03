//! What the bridge says, as `bridge/docs/api.md` has it, turned into what the program knows. Fields that are not known are left alone.

pub(crate) mod acknowledgements;
pub(crate) mod capitals;
mod column;
pub(crate) mod coverage;
pub(crate) mod policy;
pub(crate) mod refresh;
pub(crate) mod results;
pub(crate) mod roster;
#[cfg(test)]
mod roster_tests;
mod rows;
pub(crate) mod snoozes;
pub(crate) mod whoami;

use captrack_domain::text;
use captrack_ports::AuthError;
use column::TOO_MANY_ROWS;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::asked::Asked;

/// The version of the API that is spoken here.
const SPOKEN: u64 = 1;

/// `"version": 1`; anything else is no answer to us.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "u64")]
pub(crate) struct WireVersion;

impl TryFrom<u64> for WireVersion {
    type Error = &'static str;
    fn try_from(version: u64) -> Result<Self, Self::Error> {
        if version == SPOKEN { Ok(Self) } else { Err("another version") }
    }
}

/// Reads a body in full, or says that it cannot be used.
pub(crate) fn parse<T: DeserializeOwned>(what: Asked, body: &[u8]) -> Result<T, AuthError> {
    serde_json::from_slice(body).map_err(|error: serde_json::Error| match spoken(body) {
        Some(version) if version != SPOKEN => AuthError::Setup { why: text!("auth-other-version", version = version) },
        // The only word of the parser that is looked at, and it is our own.
        _ if error.to_string().starts_with(TOO_MANY_ROWS) => {
            AuthError::Setup { why: text!("auth-too-many-rows", what = what.text()) }
        }
        _ => broken(what),
    })
}

/// An answer that is not complete or makes no sense. It says nothing about any ship.
pub(crate) fn broken(what: Asked) -> AuthError {
    AuthError::Later { why: text!("auth-broken", what = what.text()), after: None }
}

/// The version of a body that could not be read otherwise.
fn spoken(body: &[u8]) -> Option<u64> {
    #[derive(Deserialize)]
    struct Any {
        version: u64,
    }
    serde_json::from_slice::<Any>(body).ok().map(|any| any.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Body {
        #[serde(rename = "version")]
        _version: WireVersion,
        number: u64,
    }

    fn read(body: &str) -> Result<u64, AuthError> {
        parse::<Body>(Asked::Capitals, body.as_bytes()).map(|body| body.number)
    }

    #[test]
    fn fields_of_tomorrow_are_left_alone() {
        assert_eq!(read(r#"{"version":1,"number":7,"colour":{"a":[1,2]}}"#), Ok(7));
    }

    #[test]
    fn another_version_asks_for_an_update_also_when_its_shape_is_another() {
        for body in [r#"{"version":2,"number":7}"#, r#"{"version":3,"numbers":[7]}"#] {
            let AuthError::Setup { why } = read(body).unwrap_err() else { panic!("{body}") };
            assert_eq!(why.code, "auth-other-version");
        }
    }

    #[test]
    fn half_an_answer_is_none() {
        for body in ["", "{}", r#"{"version":1,"number":"#, r#"{"version":1}"#, r#"{"number":7}"#, "<html>"] {
            assert!(matches!(read(body), Err(AuthError::Later { .. })), "{body}");
        }
    }
}
