//! Connecting to an AllianceAuth: the token is kept, then the first round of questions is waited for.

use std::time::Duration;

use captrack_contract::{AuthConnected, ErrorCode, Refusal};
use captrack_domain::text;
use captrack_ports::{AuthAddress, Secret};
use tokio::time::Instant;

use crate::monitor::Monitor;

/// The first round is looked for this often while another cycle has it.
const A_MOMENT: Duration = Duration::from_millis(100);
/// So long the first round is waited for.
const FIRST_ROUND: Duration = Duration::from_secs(180);

impl Monitor {
    /// Connects the desk, or gives the connection a new token. The token is tried first: nothing changes unless it may read hulls. On
    /// return the hulls are known, and the token that it replaces is revoked.
    pub async fn connect_auth(&self, address: AuthAddress, token: Secret) -> Result<AuthConnected, Refusal> {
        let replaced = self.edit().begin_connection(address, token).await?;
        let round = self.await_first_round().await;
        self.shared.wake.notify_one();
        self.edit().revoke_replaced(replaced).await;
        round?;
        self.edit().auth_connected().await
    }

    /// The loop may have begun the first round already: it is waited for all the same. A round that was under way with another token ends
    /// first.
    async fn await_first_round(&self) -> Result<(), Refusal> {
        let deadline = Instant::now() + FIRST_ROUND;
        let mut revisions = self.shared.revisions();
        while self.edit().awaits_first_round().await {
            if let Err(error) = self.run_cycle().await {
                return Err(self.edit().not_written_yet(&error).await);
            }
            if !self.edit().awaits_first_round().await {
                break;
            }
            if Instant::now() >= deadline {
                return Err(Refusal::of(ErrorCode::Unavailable, text!("refused-ships-follow")));
            }
            let _ = tokio::time::timeout(A_MOMENT, revisions.changed()).await;
        }
        Ok(())
    }
}
