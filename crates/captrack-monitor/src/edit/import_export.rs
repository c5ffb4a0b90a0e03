//! Exporting settings and taking them in.

use captrack_contract::{ErrorCode, Refusal, SettingsImport, TextFile};
use captrack_domain::pause::Pause;

use crate::config::{differences, read, to_toml};
use crate::edit::Editor;
use crate::edit::rules::NewSettings;
use crate::state::edits::PauseEdit;

/// The name that an export proposes.
const FILE: &str = "captrack-policy.toml";

impl Editor<'_> {
    /// Policy, notifications and window as a TOML file.
    pub async fn export_config(&self) -> TextFile {
        let state = self.lock().await;
        let text = to_toml(&state.policy, &state.preferences, state.is_paused());
        TextFile { name: FILE.to_owned(), text }
    }

    /// Puts the settings of a TOML file in force, or only tells what that would change. What is refused changes nothing.
    ///
    /// # Errors
    /// What [`read`] refuses, groups that are no ships, and a store that does not write.
    pub async fn import_config(&self, toml: &str, apply: bool, by: &str) -> Result<SettingsImport, Refusal> {
        let (policy, preferences, paused) = {
            let state = self.lock().await;
            (state.policy.clone(), state.preferences.clone(), state.is_paused())
        };
        let before = (&policy, &preferences, paused);
        let read = read(toml, before).map_err(|wrong| Refusal::of(ErrorCode::Invalid, wrong))?;
        let changes = differences(before, (&read.0, &read.1, read.2));
        let (new_policy, new_preferences, new_paused) = read;
        if apply {
            let new = NewSettings {
                policy: Some(new_policy.clone()).filter(|new| *new != policy),
                preferences: Some(new_preferences.clone()).filter(|new| *new != preferences),
                pause: (new_paused != paused)
                    .then(|| PauseEdit(new_paused.then(|| Pause { since: self.now(), until: None }))),
                published: None,
            };
            self.put_everywhere(new, by).await?;
        } else if new_policy != policy {
            self.check_policy(&new_policy).await?;
        }
        Ok(SettingsImport { changes, policy: new_policy, preferences: new_preferences, applied: apply })
    }
}
