//! How a command fails: a code that a page may branch on, and a sentence for the user.

use std::fmt;

use captrack_domain::text::Text;
use captrack_text::{Language, sentence};
use serde::{Deserialize, Serialize};

use crate::problem::said;

/// What kind of failure; a code is added only when somebody branches on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No client id is set: sign-in needs one.
    NoClientId,
    /// The keyring is missing or locked.
    SecretsUnavailable,
    /// The user refused the sign-in in the browser, or cancelled it.
    SignInRefused,
    /// No watched pilot has that id or name.
    UnknownPilot,
    /// This desk's user may not do that.
    NotAllowed,
    /// What was asked for makes no sense; the sentence says why.
    Invalid,
    /// Not possible now; worth trying again.
    Unavailable,
    /// A defect of the program; the log says more.
    Internal,
    /// A code of a newer version.
    #[serde(other)]
    Other,
}

/// Why a command was not carried out: a code for the program, a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub struct Refusal {
    /// What callers branch on.
    pub code: ErrorCode,
    /// For the user: one plain sentence with what to do next, in English.
    pub sentence: String,
    /// The same, to be worded in any language; none: there are only these words.
    #[serde(default)]
    pub text: Option<Text>,
}

impl Refusal {
    /// With words that stand as they are: of a server, or of the system.
    pub fn new(code: ErrorCode, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into(), text: None }
    }

    /// With a text that says what happened and what to do.
    pub fn of(code: ErrorCode, text: Text) -> Self {
        Self { code, sentence: sentence(&text, Language::English), text: Some(text) }
    }

    /// As this program says it to its user.
    pub fn said(&self) -> String {
        said(self.text.as_ref(), &self.sentence)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}
