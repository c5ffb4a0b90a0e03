//! Why a sign-in or a renewal failed.

use std::time::Duration;

use captrack_ports::SecretError;

use crate::endpoints::EndpointsError;
use crate::sso::jwt::JwtError;

/// What the SSO did instead of what it was asked for. No text of a server is repeated: it could echo a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SsoError {
    /// No way there.
    #[error("EVE SSO cannot be reached: check the network and try again")]
    NoConnection,
    /// No answer.
    #[error("EVE SSO did not answer in time: try again in a few minutes")]
    TimedOut,
    /// 5xx, or another status that makes no sense.
    #[error("EVE SSO has trouble at the moment (status {0}): try again in a few minutes")]
    Trouble(u16),
    /// 429.
    #[error("EVE SSO asks for a pause after too many requests: try again in a few minutes")]
    TooMany(Duration),
    /// Its metadata or keys make no sense.
    #[error("EVE SSO describes itself in a way that cannot be read: try again later, or check the endpoints file")]
    Metadata,
    /// Its metadata name an address that may not be used.
    #[error("EVE SSO names an address that may not be used: {0}")]
    Endpoints(#[from] EndpointsError),
    /// Its answer makes no sense.
    #[error("the answer of EVE SSO could not be read: try again in a few minutes")]
    Unreadable,
    /// `invalid_grant`: the code or the refresh token is no longer good.
    #[error("EVE SSO no longer accepts this sign-in: sign in again")]
    InvalidGrant,
    /// `invalid_client` and the like.
    #[error(
        "EVE SSO does not know this client id: check it in the settings against https://developers.eveonline.com/applications"
    )]
    BadClient,
    /// Another error of OAuth.
    #[error("EVE SSO refused the request: check client id and scopes in the settings, then try again")]
    Refused,
    /// Reading its answer crashed.
    #[error("the answer of EVE SSO could not be read because of an error inside CapTrack: try again in a few minutes")]
    Crashed,
    /// The access token is not what it must be.
    #[error("{0}")]
    Token(#[from] JwtError),
}

impl SsoError {
    /// Whether it is none of the SSO's own words: the address may be wrong.
    pub(crate) const fn may_be_of_another_server(&self) -> bool {
        matches!(self, Self::NoConnection | Self::TimedOut | Self::Trouble(_) | Self::Unreadable)
    }
}

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// There is no client id.
    #[error(
        "CapTrack needs a client id to sign in: register an application at https://developers.eveonline.com/applications with the \
         callback http://localhost:{port}/callback, enter its client id in the settings, or look around with --demo"
    )]
    NoClientId {
        /// The callback's port.
        port: u16,
    },
    /// Somebody else listens there.
    #[error(
        "port {port} is in use by another program: close it (or another sign-in that is still waiting) and try again"
    )]
    PortTaken {
        /// The callback's port.
        port: u16,
    },
    /// The port cannot be listened on.
    #[error("port {port} of this computer cannot be opened: choose another callback port in the settings")]
    Listen {
        /// The callback's port.
        port: u16,
    },
    /// The user said no.
    #[error("the sign-in was refused on EVE's page: start again when you want to allow it")]
    ConsentRefused,
    /// Another error of the authorize page.
    #[error("EVE's sign-in page reported an error: check client id, callback address and scopes, then start again")]
    PageError,
    /// Neither a code nor an error.
    #[error("the answer of EVE's sign-in page had no code in it: start again")]
    NoCode,
    /// Nobody came.
    #[error("the time for this sign-in is up: start again")]
    TimedOut,
    /// The SSO gave an access but nothing to renew it with.
    #[error(
        "EVE SSO gave no lasting sign-in: check that the application has the scopes CapTrack asks for, then start again"
    )]
    NoRefreshToken,
    /// The sign-in could not be kept.
    #[error("the sign-in could not be kept: {0}")]
    NotStored(SecretError),
    /// The SSO.
    #[error("{0}")]
    Sso(#[from] SsoError),
}

impl From<JwtError> for SignInError {
    fn from(error: JwtError) -> Self {
        Self::Sso(SsoError::Token(error))
    }
}
