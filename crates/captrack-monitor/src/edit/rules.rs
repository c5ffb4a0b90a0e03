//! Policy, preferences and the small things a window remembers.

use captrack_contract::{CardKey, ErrorCode, Refusal, SettingChange};
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::words::sentence;
use captrack_ports::Published;
use jiff::Timestamp;

use crate::commit::{Change, commit, lock_for_edit};
use crate::config::{policy_differences, preference_differences};
use crate::edit::Edit;
use crate::edit::publishing::note_publication;
use crate::notices::activity::line;
use crate::poll::groups::retrack;
use crate::shared::refusal::store_refused;
use crate::state::absorbed::Absorbed;

/// Settings that are put in force together; what is none stays as it is.
#[derive(Debug, Default)]
pub(crate) struct NewSettings {
    pub policy: Option<Policy>,
    pub preferences: Option<Preferences>,
    pub paused: Option<bool>,
    /// What AllianceAuth has taken of them for all desks.
    pub published: Option<Published>,
}

impl Edit<'_> {
    /// Puts a policy in force, everywhere at once: on all desks, where rules are published.
    pub async fn save_policy(&self, policy: Policy, by: &str) -> Result<(), Refusal> {
        self.put_everywhere(NewSettings { policy: Some(policy), ..NewSettings::default() }, by).await
    }

    /// Puts settings in force together, the policy on all desks where rules are published: then nothing changes anywhere unless the
    /// server has taken it.
    pub(crate) async fn put_everywhere(&self, mut new: NewSettings, by: &str) -> Result<(), Refusal> {
        self.check_settings(&new).await?;
        if let Some(policy) = &new.policy
            && self.follows_published_rules().await
        {
            new.published = Some(self.publish(Some(policy)).await?);
        }
        self.put_settings(new, by).await
    }

    /// Puts a policy in force on this desk.
    pub(crate) async fn put_in_force(&self, policy: Policy, by: &str) -> Result<(), Refusal> {
        self.put_settings(NewSettings { policy: Some(policy), ..NewSettings::default() }, by).await
    }

    /// Keeps look and behaviour.
    pub async fn save_preferences(&self, preferences: Preferences, by: &str) -> Result<(), Refusal> {
        self.put_settings(NewSettings { preferences: Some(preferences), ..NewSettings::default() }, by).await
    }

    /// Pauses or resumes polling. Paused, nothing is asked; what is known grows stale on screen.
    pub async fn set_paused(&self, paused: bool, by: &str) -> Result<(), Refusal> {
        self.put_settings(NewSettings { paused: Some(paused), ..NewSettings::default() }, by).await
    }

    /// Puts settings in force together: all of them, or none and a reason.
    pub(crate) async fn put_settings(&self, new: NewSettings, by: &str) -> Result<(), Refusal> {
        self.check_settings(&new).await?;
        let mut state = lock_for_edit(self.shared).await?;
        let now = self.now();
        let before = (state.policy.clone(), state.preferences.clone(), state.paused, state.watching_since);
        let mut change = Change {
            policy: new.policy.is_some(),
            preferences: new.preferences.is_some(),
            paused: new.paused.is_some(),
            ..Change::edit()
        };
        let NewSettings { policy, preferences, paused, published } = new;
        let connection_before =
            published.map(|published| note_publication(&mut state, &mut change, &published, by, now));
        if let Some(policy) = policy {
            change.activity.extend(lines(now, by, ActivityKind::Policy, policy_differences(&before.0, &policy)));
            state.policy = policy;
        }
        if let Some(preferences) = preferences {
            let differences = preference_differences(&before.1, &preferences);
            change.activity.extend(lines(now, by, ActivityKind::Preferences, differences));
            state.preferences = preferences;
        }
        if let Some(paused) = paused.filter(|paused| *paused != before.2) {
            let word = |paused: bool| Some(if paused { "off" } else { "on" }.to_owned());
            let (old, new) = (word(before.2), word(paused));
            change.activity.push(line(now, by, ActivityKind::Monitoring, "Monitoring", old, new));
            state.paused = paused;
            if !paused {
                // Nothing that was not asked meanwhile has failed.
                state.watching_since = Some(now);
            }
        }
        let retraced = retrack(&mut state, now, &mut change.absorbed);
        let committed = commit(self.shared, &mut state, change).await;
        if committed.is_err() {
            (state.policy, state.preferences, state.paused, state.watching_since) = before;
            if let Some(connection) = connection_before {
                state.auth.connection = connection;
            }
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

    async fn check_settings(&self, new: &NewSettings) -> Result<(), Refusal> {
        if let Some(policy) = &new.policy {
            self.check_policy(policy).await?;
        }
        let invalid = |error: &dyn std::fmt::Display| Refusal::new(ErrorCode::Invalid, sentence(&error.to_string()));
        new.preferences.as_ref().map_or(Ok(()), |preferences| preferences.validate().map_err(|error| invalid(&error)))
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
}

/// One line a setting that differs.
fn lines(at: Timestamp, by: &str, kind: ActivityKind, differences: Vec<SettingChange>) -> Vec<Activity> {
    let line = |change: SettingChange| line(at, by, kind, change.setting, Some(change.old), Some(change.new));
    differences.into_iter().map(line).collect()
}
