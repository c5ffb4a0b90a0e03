//! Why a sign-in or a renewal failed.

use std::time::Duration;

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::SecretError;

use crate::endpoints::EndpointsError;
use crate::sso::jwt::JwtError;

/// What the SSO did instead of what it was asked for. No text of a server is repeated: it could echo a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum SsoError {
    /// No way there.
    NoConnection,
    /// No answer.
    TimedOut,
    /// 5xx, or another status that makes no sense.
    Trouble(u16),
    /// 429.
    TooMany(Duration),
    /// Its metadata or keys make no sense.
    Metadata,
    /// Its metadata name an address that may not be used.
    Endpoints(#[from] EndpointsError),
    /// Its answer makes no sense.
    Unreadable,
    /// `invalid_grant`: the code or the refresh token is no longer good.
    InvalidGrant,
    /// `invalid_client` and the like.
    BadClient,
    /// Another error of OAuth.
    Refused,
    /// Reading its answer crashed.
    Crashed,
    /// The access token is not what it must be.
    Token(#[from] JwtError),
}

impl SsoError {
    /// For the user: what happened, and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::NoConnection => text!("sso-no-connection"),
            Self::TimedOut => text!("sso-timed-out"),
            Self::Trouble(status) => text!("sso-trouble", status = *status),
            Self::TooMany(_) => text!("sso-too-many"),
            Self::Metadata => text!("sso-metadata"),
            Self::Endpoints(error) => text!("sso-address", why = error.text()),
            Self::Unreadable => text!("sso-unreadable"),
            Self::InvalidGrant => text!("sso-invalid-grant"),
            Self::BadClient => text!("sso-bad-client"),
            Self::Refused => text!("sso-refused"),
            Self::Crashed => text!("sso-crashed"),
            Self::Token(error) => error.text(),
        }
    }

    /// Whether it is none of the SSO's own words: the address may be wrong.
    pub(crate) const fn may_be_of_another_server(&self) -> bool {
        matches!(self, Self::NoConnection | Self::TimedOut | Self::Trouble(_) | Self::Unreadable)
    }
}

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum SignInError {
    /// There is no client id.
    NoClientId {
        /// The callback's port.
        port: u16,
    },
    /// Somebody else listens there.
    PortTaken {
        /// The callback's port.
        port: u16,
    },
    /// The system lets nobody listen there.
    PortReserved {
        /// The callback's port.
        port: u16,
    },
    /// The port cannot be listened on.
    Listen {
        /// The callback's port.
        port: u16,
    },
    /// The user said no.
    ConsentRefused,
    /// Another error of the authorize page.
    PageError,
    /// Neither a code nor an error.
    NoCode,
    /// Nobody came.
    TimedOut,
    /// The SSO gave an access but nothing to renew it with.
    NoRefreshToken,
    /// The sign-in could not be kept.
    NotStored(SecretError),
    /// The SSO.
    Sso(#[from] SsoError),
}

impl SignInError {
    /// For the user: what happened, and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::NoClientId { port } => text!("sign-in-no-client-id", port = *port),
            Self::PortTaken { port } => text!("sign-in-port-taken", port = *port),
            Self::PortReserved { port } => text!("sign-in-port-reserved", port = *port),
            Self::Listen { port } => text!("sign-in-port", port = *port),
            Self::ConsentRefused => text!("sign-in-consent-refused"),
            Self::PageError => text!("sign-in-page-error"),
            Self::NoCode => text!("sign-in-no-code"),
            Self::TimedOut => text!("sign-in-timed-out"),
            Self::NoRefreshToken => text!("sign-in-no-refresh-token"),
            Self::NotStored(error) => text!("sign-in-not-stored", why = error.text()),
            Self::Sso(error) => error.text(),
        }
    }
}

impl From<JwtError> for SignInError {
    fn from(error: JwtError) -> Self {
        Self::Sso(SsoError::Token(error))
    }
}
