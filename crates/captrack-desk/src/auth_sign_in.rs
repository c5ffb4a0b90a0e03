//! Connecting to AllianceAuth: by a token that the user has, or through its own page in the browser.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use captrack_allianceauth::{LinkError, read_link};
use captrack_contract::{AuthConnected, AuthSignInView, Confidential, ErrorCode, Refusal};
use captrack_domain::text;
use captrack_monitor::{Monitor, auth_refused};
use captrack_ports::{AuthAddress, AuthAttempt, AuthServer, Secret};
use tokio::sync::Mutex;

use crate::waiting_sign_in::WaitingSignIn;

/// What a token is called where the computer has no name.
const NAMELESS: &str = "CapTrack";
/// The bridge takes names of this length, in characters.
const LONGEST_NAME: usize = 60;

/// The sign-in through AllianceAuth's page, and how it stands.
pub(crate) struct AuthSignIns {
    server: Arc<dyn AuthServer>,
    monitor: Arc<Monitor>,
    /// The data folder, to which links lead back.
    folder: PathBuf,
    current: Mutex<Current>,
}

#[derive(Default)]
struct Current {
    stage: Stage,
    /// Where; none: a link came back that belongs to no sign-in here.
    address: Option<AuthAddress>,
    /// While the page is in the browser: its link finds the way here.
    waiting: Option<WaitingSignIn>,
    /// Why the last answer was not taken.
    refused: Option<String>,
    /// Counts what was begun: what an earlier sign-in comes to says nothing of a later one.
    number: u64,
}

#[derive(Default)]
enum Stage {
    /// None is under way.
    #[default]
    Idle,
    /// The page is in the browser.
    Begun(Box<AuthAttempt>),
    /// It has answered.
    Connecting,
}

impl AuthSignIns {
    pub fn new(server: Arc<dyn AuthServer>, monitor: Arc<Monitor>, folder: &Path) -> Self {
        Self { server, monitor, folder: folder.to_owned(), current: Mutex::default() }
    }

    /// Connects with a token that the user has.
    pub async fn connect(&self, address: &str, token: &Confidential) -> Result<AuthConnected, Refusal> {
        let address = address_of(address)?;
        let token = token.0.trim();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Refusal::of(ErrorCode::Invalid, text!("auth-token-odd")));
        }
        let connected = self.monitor.connect_auth(address, Secret::new(token)).await?;
        self.cancel().await;
        Ok(connected)
    }

    /// Begins a sign-in and gives AllianceAuth's page for it. One that was begun before is given up.
    pub async fn begin(&self, address: &str) -> Result<String, Refusal> {
        let address = address_of(address)?;
        let attempt = self.server.begin(&address, &computer_name()).map_err(|error| auth_refused(&error))?;
        let page =
            page_of(&attempt).ok_or_else(|| Refusal::of(ErrorCode::Internal, text!("refused-sign-in-elsewhere")))?;
        let waiting = WaitingSignIn::begin(&attempt.state, &self.folder);
        if let Err(error) = &waiting {
            tracing::warn!(%error, "a captrack:// link may not find the way here: its code can be pasted");
        }
        self.change(|current| {
            *current = Current {
                waiting: waiting.ok(),
                stage: Stage::Begun(Box::new(attempt)),
                address: Some(address),
                refused: None,
                number: current.number + 1,
            };
        })
        .await;
        Ok(page)
    }

    /// Ends it with what the page gave. A wrong answer does not spoil the attempt; a code that the server has seen does. What it comes
    /// to is shown until it is put away, for the answer may have come from another process than the window's.
    pub async fn finish(&self, answer: &Confidential) -> Result<AuthConnected, Refusal> {
        let (attempt, code, number) = self.take_answer(answer).await?;
        let outcome = match self.server.finish(&attempt, &code).await {
            Ok(token) => self.monitor.connect_auth(attempt.address, token).await,
            Err(error) => Err(auth_refused(&error)),
        };
        self.change(|current| {
            if current.number == number {
                current.stage = Stage::Idle;
                current.refused = outcome.as_ref().err().map(|refusal| refusal.sentence.clone());
            }
        })
        .await;
        outcome
    }

    async fn take_answer(&self, answer: &Confidential) -> Result<(AuthAttempt, Secret, u64), Refusal> {
        let taken = self
            .change(|current| {
                let attempt = match &current.stage {
                    Stage::Begun(attempt) => attempt,
                    Stage::Connecting => {
                        return Err(text!("auth-answered-already"));
                    }
                    Stage::Idle => return Err(text!("auth-none-begun")),
                };
                let code = read_link(&answer.0, attempt).map_err(LinkError::text)?;
                let attempt = (**attempt).clone();
                (current.stage, current.waiting, current.refused) = (Stage::Connecting, None, None);
                Ok((attempt, code, current.number))
            })
            .await;
        let refusal = match taken {
            Ok(taken) => return Ok(taken),
            Err(text) => Refusal::of(ErrorCode::Invalid, text),
        };
        self.change(|current| current.refused = Some(refusal.sentence.clone())).await;
        Err(refusal)
    }

    /// Gives up the sign-in that was begun, and puts away why the last one came to nothing.
    pub async fn cancel(&self) {
        self.change(|current| *current = Current { number: current.number + 1, ..Current::default() }).await;
    }

    /// AllianceAuth's page for the sign-in that was begun.
    pub async fn page(&self) -> Option<String> {
        match &self.current.lock().await.stage {
            Stage::Begun(attempt) => page_of(attempt),
            Stage::Idle | Stage::Connecting => None,
        }
    }

    /// How the sign-in stands; none: none was begun, or it has connected the desk.
    pub async fn view(&self) -> Option<AuthSignInView> {
        let current = self.current.lock().await;
        let (page, connecting) = match &current.stage {
            Stage::Idle => (None, false),
            Stage::Begun(attempt) => (page_of(attempt), false),
            Stage::Connecting => (None, true),
        };
        let refused = current.refused.clone();
        let is_shown = page.is_some() || connecting || refused.is_some();
        let address = current.address.as_ref().map(ToString::to_string);
        is_shown.then_some(AuthSignInView { address, page, connecting, refused })
    }

    /// Changes how it stands; windows are told.
    async fn change<T>(&self, change: impl FnOnce(&mut Current) -> T) -> T {
        let changed = change(&mut *self.current.lock().await);
        self.monitor.shared().announce().await;
        changed
    }
}

/// The page, if it is on the site whose address the user gave.
fn page_of(attempt: &AuthAttempt) -> Option<String> {
    (attempt.page.origin() == attempt.address.url().origin()).then(|| attempt.page.to_string())
}

fn address_of(text: &str) -> Result<AuthAddress, Refusal> {
    AuthAddress::parse(text).map_err(|error| Refusal::of(ErrorCode::Invalid, error.text()))
}

/// How this computer is called, so that its token is found again among others.
fn computer_name() -> String {
    let from_file = || std::fs::read_to_string(Path::new("/etc/hostname")).ok();
    let name = std::env::var("COMPUTERNAME").ok().or_else(|| std::env::var("HOSTNAME").ok()).or_else(from_file);
    let name: String = name.unwrap_or_default().trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}

#[cfg(test)]
mod tests;
