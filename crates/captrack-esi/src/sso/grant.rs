//! A kept sign-in: one JSON text among the secrets, under `refresh/<pilot id>`.

use captrack_domain::ids::PilotId;
use captrack_ports::Secret;
use serde::{Deserialize, Serialize};

/// Under which name a pilot's sign-in is kept.
pub(crate) fn secret_name(pilot: PilotId) -> String {
    format!("refresh/{pilot}")
}

/// A sign-in that can be renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub refresh: Secret,
    /// Hash of the account that owned the character then.
    pub owner: String,
    pub scopes: Vec<String>,
    /// The application it was made with: a refresh token is good for that one alone.
    pub client_id: String,
}

#[derive(Serialize)]
struct Kept<'a> {
    refresh_token: &'a str,
    owner: &'a str,
    scopes: &'a [String],
    client_id: &'a str,
}

#[derive(Deserialize)]
struct Read {
    refresh_token: String,
    owner: String,
    #[serde(default)]
    scopes: Vec<String>,
    client_id: String,
}

impl Grant {
    /// As it is kept.
    pub(crate) fn keep(&self) -> Secret {
        let kept = Kept {
            refresh_token: self.refresh.reveal(),
            owner: &self.owner,
            scopes: &self.scopes,
            client_id: &self.client_id,
        };
        Secret::new(serde_json::to_string(&kept).expect("texts always serialize"))
    }

    /// From what was kept; none when it cannot be read.
    pub(crate) fn read(kept: &Secret) -> Option<Self> {
        let read: Read = serde_json::from_str(kept.reveal()).ok()?;
        Some(Self {
            refresh: Secret::new(read.refresh_token),
            owner: read.owner,
            scopes: read.scopes,
            client_id: read.client_id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> Grant {
        Grant {
            refresh: Secret::new("very-secret"),
            owner: "owner".into(),
            scopes: vec!["a".into()],
            client_id: "client".into(),
        }
    }

    #[test]
    fn a_sign_in_survives_being_kept() {
        assert_eq!(Grant::read(&grant().keep()), Some(grant()));
    }

    #[test]
    fn a_sign_in_does_not_show_its_token() {
        assert!(!format!("{:?}", grant()).contains("very-secret"));
    }

    #[test]
    fn what_is_no_sign_in_is_none() {
        for text in ["", "very-secret", "{}", r#"{"refresh_token":"x"}"#] {
            assert_eq!(Grant::read(&Secret::new(text)), None);
        }
    }
}
