//! Policy, preferences and the small things a window remembers.

use captrack_contract::{CardKey, ErrorCode, Preferences, Refusal, SettingChange};
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::policy::Policy;
use jiff::Timestamp;

use crate::absorb::Absorbed;
use crate::activity::line;
use crate::commit::Change;
use crate::config::{policy_differences, preference_differences};
use crate::groups::retrack;
use crate::monitor::Monitor;
use crate::refusal::{capitalised, store_refused};

impl Monitor {
    /// Puts a policy in force, everywhere at once: on all desks, where rules are published.
    pub async fn save_policy(&self, policy: Policy, by: &str) -> Result<(), Refusal> {
        self.check_policy(&policy).await?;
        if self.follows_published_rules().await {
            self.publish_changed(policy, by).await
        } else {
            self.put_in_force(policy, by).await
        }
    }

    /// Puts a policy in force on this desk.
    pub(crate) async fn put_in_force(&self, policy: Policy, by: &str) -> Result<(), Refusal> {
        self.check_policy(&policy).await?;
        let mut state = self.lock_for_edit().await?;
        let now = self.now();
        let activity = lines(now, by, ActivityKind::Policy, policy_differences(&state.policy, &policy));
        let before = std::mem::replace(&mut state.policy, policy);
        let mut change = Change { policy: true, activity, ..Change::edit() };
        let retraced = retrack(&mut state, now, &mut change.absorbed);
        let committed = self.commit(&mut state, change).await;
        if committed.is_err() {
            state.policy = before;
            if let Some(retraced) = retraced {
                retraced.take_back(&mut state);
                // All that was read before has been written; what is left comes from the edit.
                state.unsaved = Absorbed::default();
            }
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }

    /// Keeps look and behaviour.
    pub async fn save_preferences(&self, preferences: Preferences, by: &str) -> Result<(), Refusal> {
        preferences.validate().map_err(|error| Refusal::new(ErrorCode::Invalid, capitalised(&error.to_string())))?;
        let mut state = self.lock_for_edit().await?;
        let differences = preference_differences(&state.preferences, &preferences);
        let activity = lines(self.now(), by, ActivityKind::Preferences, differences);
        let before = std::mem::replace(&mut state.preferences, preferences);
        let committed = self.commit(&mut state, Change { preferences: true, activity, ..Change::edit() }).await;
        if committed.is_err() {
            state.preferences = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }

    /// Pauses or resumes polling. Paused, nothing is asked; what is known grows stale on screen.
    pub async fn set_paused(&self, paused: bool, by: &str) -> Result<(), Refusal> {
        let mut state = self.lock_for_edit().await?;
        let before = std::mem::replace(&mut state.paused, paused);
        let word = |paused: bool| Some(if paused { "off" } else { "on" }.to_owned());
        let mut change = Change { paused: true, ..Change::edit() };
        if before != paused {
            let (old, new) = (word(before), word(paused));
            change.activity.push(line(self.now(), by, ActivityKind::Monitoring, "Monitoring", old, new));
        }
        let committed = self.commit(&mut state, change).await;
        if committed.is_err() {
            state.paused = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.wake.notify_one();
        Ok(())
    }

    /// Remembers whether a card is open: over a restart too, if the user wants that.
    pub async fn set_collapsed(&self, card: CardKey, collapsed: bool) -> Result<(), Refusal> {
        let key = card.to_string();
        if self.lock().await.preferences.remember_collapse {
            self.store.set_card_closed(&key, collapsed).await.map_err(|error| store_refused(&error))?;
        }
        self.lock().await.closed_cards.insert(key, collapsed);
        Ok(())
    }

    /// Something that windows show has changed.
    pub async fn announce(&self) {
        let mut state = self.lock().await;
        state.revision += 1;
        self.revision.send_replace(state.revision);
    }
}

/// One line a setting that differs.
fn lines(at: Timestamp, by: &str, kind: ActivityKind, differences: Vec<SettingChange>) -> Vec<Activity> {
    let line = |change: SettingChange| line(at, by, kind, change.setting, Some(change.old), Some(change.new));
    differences.into_iter().map(line).collect()
}
