//! EVE SSO v2: authorization code with PKCE, no client secret.

mod attempt;
mod authority;
mod callback;
mod document;
mod error;
mod grant;
mod import;
mod jwt;
mod keys;
mod listeners;
mod metadata;
mod page;
pub mod parsers;
mod timed_listener;
mod tokens;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use captrack_http::HttpClient;
use captrack_ports::{Clock, Secrets};
use parking_lot::RwLock;

use crate::endpoints::Endpoints;
pub use attempt::{SignInAttempt, SignedInPilot};
use authority::SsoAuthority;
pub use error::{SignInError, SsoError};
pub use jwt::JwtError;
pub use tokens::{AccessToken, Tokens};

/// Where a player sees and takes back what was allowed to applications.
pub const AUTHORIZED_APPS_PAGE: &str = "https://developers.eveonline.com/authorized-apps";
/// How long a sign-in waits for the browser. The SSO's code lives as long.
const PATIENCE: Duration = Duration::from_secs(300);

/// Sign-in, access and sign-out of pilots.
pub struct Sso {
    authority: Arc<SsoAuthority>,
    tokens: Tokens,
    registration: RwLock<Registration>,
    patience: Duration,
}

/// This program as it is registered with CCP.
#[derive(Debug, Clone)]
struct Registration {
    client_id: Option<String>,
    callback_port: u16,
}

impl Sso {
    /// The SSO at these endpoints; nothing is asked yet.
    pub fn new(endpoints: &Endpoints, client: &HttpClient, secrets: Arc<dyn Secrets>, clock: Arc<dyn Clock>) -> Self {
        let authority = Arc::new(SsoAuthority::new(endpoints.sso.clone(), client, clock.clone()));
        Self {
            tokens: Tokens::new(authority.clone(), secrets, clock),
            authority,
            registration: RwLock::new(Registration {
                client_id: endpoints.client_id.clone(),
                callback_port: endpoints.callback_port,
            }),
            patience: PATIENCE,
        }
    }

    /// The same with another time limit for the browser.
    #[must_use]
    pub const fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// From the settings: what the next sign-in is made with. Pilots who are signed in keep the client id they signed in with.
    pub fn register(&self, client_id: Option<String>, callback_port: u16) {
        *self.registration.write() = Registration { client_id, callback_port };
    }

    /// The port that the next sign-in is called back on.
    pub fn callback_port(&self) -> u16 {
        self.registration.read().callback_port
    }

    /// Opens a sign-in: the callback is being listened for when this returns. One at a time, for they share the port.
    pub async fn begin(&self, scopes: &[&str]) -> Result<SignInAttempt, SignInError> {
        let Registration { client_id, callback_port } = self.registration.read().clone();
        let client_id =
            client_id.filter(|id| !id.trim().is_empty()).ok_or(SignInError::NoClientId { port: callback_port })?;
        SignInAttempt::begin(
            self.authority.clone(),
            self.tokens.clone(),
            client_id,
            callback_port,
            scopes,
            self.patience,
        )
        .await
    }

    /// Access to ESI.
    pub const fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Signs a pilot out: its secret is deleted and its token revoked. A text tells what could not be done.
    pub async fn forget(&self, pilot: PilotId) -> Option<Text> {
        self.tokens.forget(pilot).await
    }
}
