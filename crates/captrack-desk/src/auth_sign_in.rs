//! Connecting to AllianceAuth: by a token that the user has, or through its own page in the browser.

use std::path::Path;
use std::sync::Arc;

use captrack_allianceauth::read_link;
use captrack_contract::{AuthConnected, Confidential, ErrorCode, Refusal};
use captrack_monitor::ports::{AuthAddress, AuthAttempt, AuthServer, Secret};
use captrack_monitor::{Monitor, auth_refused};
use tokio::sync::Mutex;

/// What a token is called where the computer has no name.
const NAMELESS: &str = "CapTrack";
/// The bridge takes names of this length, in characters.
const LONGEST_NAME: usize = 60;

/// The sign-in through AllianceAuth that was begun, if one was.
pub(crate) struct AuthSignIns {
    server: Arc<dyn AuthServer>,
    monitor: Arc<Monitor>,
    begun: Mutex<Option<AuthAttempt>>,
}

impl AuthSignIns {
    pub fn new(server: Arc<dyn AuthServer>, monitor: Arc<Monitor>) -> Self {
        Self { server, monitor, begun: Mutex::default() }
    }

    /// Connects with a token that the user has.
    pub async fn connect(&self, address: &str, token: &Confidential) -> Result<AuthConnected, Refusal> {
        let address = address_of(address)?;
        let token = token.0.trim();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            let sentence = "That is no token: make one on AllianceAuth's CapTrack page and paste all of it.";
            return Err(Refusal::new(ErrorCode::Invalid, sentence));
        }
        self.monitor.connect_auth(address, Secret::new(token)).await
    }

    /// Begins a sign-in and gives AllianceAuth's page for it. One that was begun before is given up.
    pub async fn begin(&self, address: &str) -> Result<String, Refusal> {
        let attempt =
            self.server.begin(&address_of(address)?, &computer_name()).map_err(|error| auth_refused(&error))?;
        let page = attempt.page.to_string();
        *self.begun.lock().await = Some(attempt);
        Ok(page)
    }

    /// Ends it with what the page gave. A wrong answer does not spoil the attempt; a code that the server has seen does.
    pub async fn finish(&self, answer: &Confidential) -> Result<AuthConnected, Refusal> {
        let mut begun = self.begun.lock().await;
        let Some(attempt) = begun.as_ref() else {
            let sentence = "No sign-in through AllianceAuth was begun here: start it from CapTrack's settings.";
            return Err(Refusal::new(ErrorCode::Invalid, sentence));
        };
        let code =
            read_link(&answer.0, attempt).map_err(|error| Refusal::new(ErrorCode::Invalid, error.to_string()))?;
        let attempt = attempt.clone();
        *begun = None;
        drop(begun);
        let token = self.server.finish(&attempt, &code).await.map_err(|error| auth_refused(&error))?;
        self.monitor.connect_auth(attempt.address, token).await
    }
}

fn address_of(text: &str) -> Result<AuthAddress, Refusal> {
    AuthAddress::parse(text).map_err(|error| Refusal::new(ErrorCode::Invalid, error.to_string()))
}

/// How this computer is called, so that its token is found again among others.
fn computer_name() -> String {
    let from_file = || std::fs::read_to_string(Path::new("/etc/hostname")).ok();
    let name = std::env::var("COMPUTERNAME").ok().or_else(|| std::env::var("HOSTNAME").ok()).or_else(from_file);
    let name: String = name.unwrap_or_default().trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}
