//! The loops around the single steps.

use std::sync::Arc;
use std::time::Duration;

use captrack_domain::moment::later;
use jiff::Timestamp;
use tokio::sync::watch;

use crate::monitor::Monitor;
use crate::notices::quiet::quiet_until;
use crate::poll::first_reads::next_introduction;
use crate::shared::faults::SupervisedPart;
use crate::state::State;

/// A slow answer does not hold up the others for longer than this.
const PATIENCE: Duration = Duration::from_millis(1500);
/// Freshness and fading alerts are judged at least this often, even when nothing is due.
const LONGEST_REST: Duration = Duration::from_secs(30);
const A_MINUTE: Duration = Duration::from_secs(60);
const A_DAY: Duration = Duration::from_secs(86_400);
/// After the store refused to write.
const AFTER_STORE_FAILURE: Duration = Duration::from_secs(5);

impl Monitor {
    /// Polls until `stop` turns true.
    pub async fn poll_until(self: Arc<Self>, stop: watch::Receiver<bool>) {
        self.shared.supervise(SupervisedPart::Polling, stop.clone(), || Box::pin(self.poll_loop(stop.clone()))).await;
    }

    /// Deletes old history, at the start and then once a day, until `stop` turns true.
    pub async fn prune_until(self: Arc<Self>, stop: watch::Receiver<bool>) {
        self.shared.supervise(SupervisedPart::Pruning, stop.clone(), || Box::pin(self.prune_loop(stop.clone()))).await;
    }

    /// Sends what waits until `stop` turns true.
    pub async fn dispatch_until(self: Arc<Self>, stop: watch::Receiver<bool>) {
        self.shared
            .supervise(SupervisedPart::Sending, stop.clone(), || Box::pin(self.dispatch_loop(stop.clone())))
            .await;
    }

    async fn poll_loop(&self, mut stop: watch::Receiver<bool>) {
        loop {
            let rest = self.rest().await;
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                () = self.shared.wake.notified() => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            let watches = match self.edit().end_pause().await {
                Ok(watches) => watches,
                Err(refusal) => {
                    tracing::error!(%refusal, "a pause that is over could not be ended; it is tried again");
                    tokio::time::sleep(AFTER_STORE_FAILURE).await;
                    continue;
                }
            };
            let cycle = async { if watches { self.cycle(Some(PATIENCE)).await.map(drop) } else { self.judge().await } };
            let done = tokio::select! {
                done = cycle => done,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            if let Err(error) = done {
                tracing::error!(%error, "a cycle was not written; it is tried again");
                tokio::time::sleep(AFTER_STORE_FAILURE).await;
            }
        }
    }

    async fn prune_loop(&self, mut stop: watch::Receiver<bool>) {
        loop {
            // A wrong clock would take the whole of it for old.
            let may_prune = self.shared.may_prune();
            if may_prune && let Err(error) = self.upkeep().prune().await {
                tracing::warn!(%error, "old history was not deleted; it is tried again tomorrow");
            }
            tokio::select! {
                () = tokio::time::sleep(if may_prune { A_DAY } else { A_MINUTE }) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    async fn dispatch_loop(&self, mut stop: watch::Receiver<bool>) {
        loop {
            let rest = match self.deliver().drain(self.shared.now()).await {
                Ok(rest) => rest,
                Err(error) => {
                    tracing::error!(%error, "the outbox could not be read; it is tried again");
                    AFTER_STORE_FAILURE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                () = self.shared.outbox.notified() => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// How long until something is due.
    async fn rest(&self) -> Duration {
        // Before the state is taken: a cycle takes them in this order too.
        if !self.requests.in_flight.lock().await.is_empty() {
            return Duration::from_millis(50);
        }
        let now = self.shared.now();
        let state = self.shared.lock().await;
        let next = next_event(&state, now).unwrap_or(later(now, LONGEST_REST));
        let rest = Duration::try_from(next.duration_since(now)).unwrap_or_default();
        rest.clamp(Duration::from_millis(20), LONGEST_REST)
    }
}

/// The next moment at which something changes by itself.
fn next_event(state: &State, now: Timestamp) -> Option<Timestamp> {
    let due = if state.is_paused() { None } else { state.next_due() };
    // An end that is past by a clock that may be wrong is waited for like everything else.
    let is_awaited = |until: &Timestamp| *until > now || *until <= state.certain(now);
    let resumed = state.pause.and_then(|pause| pause.until).filter(is_awaited);
    [due, resumed, next_introduction(state), state.snoozes.next_end(now), quiet_until(state, now)]
        .into_iter()
        .flatten()
        .min()
}
