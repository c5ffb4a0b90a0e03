//! What the SSO remembers about codes and refresh tokens.

use jiff::Timestamp;

/// An authorization code that was handed out.
#[derive(Clone, Debug)]
pub(crate) struct AuthorizationCode {
    pub(crate) pilot: i64,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) scopes: Vec<String>,
    /// S256 challenge of PKCE.
    pub(crate) challenge: String,
    pub(crate) expires: Timestamp,
    pub(crate) used: bool,
}

/// Whether a refresh token still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefreshState {
    Live,
    /// Replaced by another one at a refresh.
    Rotated,
    Revoked,
}

/// A refresh token that was handed out.
#[derive(Clone, Debug)]
pub(crate) struct RefreshToken {
    pub(crate) pilot: i64,
    pub(crate) client_id: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) state: RefreshState,
}
