//! Where secrets are kept.

use std::fmt;

use async_trait::async_trait;
use captrack_domain::text;
use captrack_domain::text::Text;
use zeroize::Zeroizing;

/// A token, a webhook URL or a passphrase. Prints `<redacted>`, does not serialize, is wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text into custody.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself; for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// Why a secret could not be had or kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum SecretError {
    /// There is no keyring on this desk.
    NoKeyring,
    /// It is there and locked.
    Locked,
    /// The passphrase does not open the file.
    WrongPassphrase,
    /// Anything else: what happened, and what to do. Never with a part of a secret.
    Other(Text),
}

impl SecretError {
    /// For the user: what happened, and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::NoKeyring => text!("secret-no-keyring"),
            Self::Locked => text!("secret-locked"),
            Self::WrongPassphrase => text!("secret-wrong-passphrase"),
            Self::Other(text) => text.clone(),
        }
    }
}

/// A place for secrets. Names are like `refresh/2112000001` or `webhook/critical`; the store adds the profile.
#[async_trait]
pub trait Secrets: Send + Sync {
    /// The secret of that name, if there is one.
    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretError>;
    /// Keeps it; on return it will survive a power cut.
    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretError>;
    /// Removes it; no error when there was none.
    async fn delete(&self, name: &str) -> Result<(), SecretError>;
    /// What this place is called in a sentence: "… is in the keyring".
    fn place(&self) -> Text {
        text!("place-keyring")
    }
}
