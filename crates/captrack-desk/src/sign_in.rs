//! Signing in: one attempt at a time, which goes on by itself once it has begun.

use std::sync::Arc;

use captrack_contract::{ErrorCode, Refusal};
use captrack_domain::ids::PilotId;
use captrack_domain::text;
use captrack_esi::{PILOT_SCOPES, SignInAttempt, SignInError, SignedInPilot, Sso};
use captrack_monitor::Monitor;
use tokio::sync::{Mutex, watch};
use tokio::task::AbortHandle;

type Outcome = Result<(PilotId, String), Refusal>;

/// The sign-in that was begun, if one was.
pub(crate) struct SignIns {
    sso: Arc<Sso>,
    monitor: Arc<Monitor>,
    current: Mutex<Option<Begun>>,
}

struct Begun {
    page: String,
    outcome: watch::Receiver<Option<Outcome>>,
    task: AbortHandle,
}

impl SignIns {
    pub fn new(sso: Arc<Sso>, monitor: Arc<Monitor>) -> Self {
        Self { sso, monitor, current: Mutex::default() }
    }

    /// Starts a sign-in and gives EVE's page. One that was begun before is given up, since both need the callback's port.
    pub async fn begin(&self) -> Result<String, Refusal> {
        let mut current = self.current.lock().await;
        if let Some(earlier) = current.take() {
            earlier.give_up().await;
        }
        let attempt = self.sso.begin(&PILOT_SCOPES).await.map_err(|error| refused(&error))?;
        let page = attempt.authorize_url().to_string();
        let (told, outcome) = watch::channel(None);
        let (monitor, sso) = (self.monitor.clone(), self.sso.clone());
        let task = tokio::spawn(async move {
            told.send_replace(Some(carry_out(attempt, &monitor, &sso).await));
        });
        *current = Some(Begun { page: page.clone(), outcome, task: task.abort_handle() });
        Ok(page)
    }

    /// Waits for the sign-in that was begun.
    pub async fn finish(&self) -> Outcome {
        let begun = self.current.lock().await.as_ref().map(|begun| begun.outcome.clone());
        let mut outcome = begun.ok_or_else(|| Refusal::of(ErrorCode::Invalid, text!("refused-no-sign-in")))?;
        match outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone().unwrap_or_else(|| Err(given_up())),
            Err(_) => Err(given_up()),
        }
    }

    /// Gives up the sign-in that was begun.
    pub async fn cancel(&self) {
        if let Some(begun) = self.current.lock().await.take() {
            begun.give_up().await;
        }
    }

    /// EVE's page for the sign-in that was begun.
    pub async fn page(&self) -> Option<String> {
        self.current.lock().await.as_ref().map(|begun| begun.page.clone())
    }
}

impl Begun {
    /// Aborts it and waits until its port is free again: the task holds the sender, and drops it last.
    async fn give_up(mut self) {
        self.task.abort();
        let finished = self.outcome.borrow().is_some();
        if !finished {
            let _ = self.outcome.wait_for(Option::is_some).await;
        }
    }
}

async fn carry_out(attempt: SignInAttempt, monitor: &Monitor, sso: &Sso) -> Outcome {
    let SignedInPilot { pilot, name, .. } = attempt.finish().await.map_err(|error| refused(&error))?;
    if let Err(refusal) = monitor.edit().add_pilot(pilot, &name).await {
        // Nobody else would ever give this token back. Who was signed in before keeps it: it is as good as the one that it replaced.
        let was_signed_in =
            monitor.views().pilots().await.iter().any(|known| known.id == pilot && known.is_signed_in());
        if !was_signed_in && let Some(remains) = sso.forget(pilot).await {
            tracing::warn!(pilot = pilot.0, %remains, "the token of a pilot who could not be saved remains");
        }
        return Err(refusal);
    }
    Ok((pilot, name))
}

fn given_up() -> Refusal {
    Refusal::of(ErrorCode::SignInRefused, text!("refused-sign-in-given-up"))
}

fn refused(error: &SignInError) -> Refusal {
    let code = match error {
        SignInError::NoClientId { .. } => ErrorCode::NoClientId,
        SignInError::ConsentRefused => ErrorCode::SignInRefused,
        SignInError::NotStored(_) => ErrorCode::SecretsUnavailable,
        SignInError::TimedOut | SignInError::Sso(_) => ErrorCode::Unavailable,
        _ => ErrorCode::Invalid,
    };
    Refusal::of(code, error.text().as_sentence())
}
