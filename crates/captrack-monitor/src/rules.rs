//! Policy, preferences and the small things a window remembers.

use captrack_contract::{ErrorCode, Preferences, Refusal};
use captrack_domain::ids::PilotId;
use captrack_domain::policy::Policy;
use captrack_store::settings;

use crate::commit::Change;
use crate::monitor::Monitor;
use crate::refusal::{capitalised, store_refused};

impl Monitor {
    /// Puts a policy in force, everywhere at once.
    pub async fn save_policy(&self, policy: Policy) -> Result<(), Refusal> {
        policy.validate().map_err(|error| Refusal::new(ErrorCode::Invalid, capitalised(&error.to_string())))?;
        let mut state = self.lock_for_edit().await?;
        let before = std::mem::replace(&mut state.policy, policy);
        let committed = self.commit(&mut state, Change { policy: true, ..Change::edit() }).await;
        if committed.is_err() {
            state.policy = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }

    /// Keeps look and behaviour.
    pub async fn save_preferences(&self, preferences: Preferences) -> Result<(), Refusal> {
        self.keep(settings::PREFERENCES, &preferences).await?;
        self.lock().await.preferences = preferences;
        self.announce().await;
        self.after_edit().await;
        Ok(())
    }

    /// Pauses or resumes polling. Paused, nothing is asked; what is known grows stale on screen.
    pub async fn set_paused(&self, paused: bool) -> Result<(), Refusal> {
        self.keep(settings::PAUSED, &paused).await?;
        self.lock().await.paused = paused;
        self.announce().await;
        self.wake.notify_one();
        Ok(())
    }

    /// Remembers whether a card is open.
    pub async fn set_collapsed(&self, main: PilotId, collapsed: bool) -> Result<(), Refusal> {
        self.store.set_collapsed(main, collapsed).await.map_err(|error| store_refused(&error))?;
        self.lock().await.collapsed.insert(main, collapsed);
        Ok(())
    }

    /// Something that windows show has changed.
    pub async fn announce(&self) {
        let mut state = self.lock().await;
        state.revision += 1;
        self.revision.send_replace(state.revision);
    }

    async fn keep<T: serde::Serialize + Sync>(&self, key: &str, value: &T) -> Result<(), Refusal> {
        let written = async {
            let mut tx = self.store.begin().await?;
            tx.put_setting(key, value).await?;
            tx.commit().await
        };
        written.await.map_err(|error| store_refused(&error))
    }
}
