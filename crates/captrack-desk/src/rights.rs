//! Rights: what this desk's user may do. The local user may do everything; who signs in elsewhere may be allowed less.

use captrack_contract::{Command, ErrorCode, Refusal, Right, Rights};
use captrack_domain::preferences::Preferences;

use crate::desk::Desk;

/// What a command takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Changing rules, mains, webhooks, the relay, monitoring.
    Administer,
    /// The same, if what becomes a notification is changed: the rest of it is only the look of this desk.
    AdministerWhatNotifies,
    /// Silencing.
    Snooze,
}

/// What a command takes; `None`: looking is never withheld, nor is signing oneself in and out.
pub(crate) const fn needs(command: &Command) -> Option<Need> {
    match command {
        Command::SetPaused { .. }
        | Command::SetMain { .. }
        | Command::ImportMains { apply: true, .. }
        | Command::SetWebhook { .. }
        | Command::ClearWebhook { .. }
        | Command::TestWebhook { .. }
        | Command::SetRelay { .. }
        | Command::SaveRelayOptions { .. }
        | Command::RetryUndeliverable { .. }
        | Command::DiscardUndeliverable { .. }
        | Command::SavePolicy { .. }
        | Command::PublishPolicy { .. }
        | Command::ImportConfig { apply: true, .. } => Some(Need::Administer),
        Command::SavePreferences { .. } => Some(Need::AdministerWhatNotifies),
        Command::Snooze { .. }
        | Command::ClearSnooze { .. }
        | Command::PutSnoozes { .. }
        | Command::Acknowledge { .. }
        | Command::ClearAcknowledgement { .. } => Some(Need::Snooze),
        Command::Snapshot
        | Command::Status
        | Command::Overview
        | Command::Check
        | Command::CheckNow
        | Command::SnoozeReach { .. }
        | Command::Pilots { .. }
        | Command::ExportMains
        | Command::ImportMains { apply: false, .. }
        | Command::BeginSignIn
        | Command::FinishSignIn
        | Command::CancelSignIn
        | Command::SignOut { .. }
        | Command::ConnectAuth { .. }
        | Command::BeginAuthSignIn { .. }
        | Command::FinishAuthSignIn { .. }
        | Command::CancelAuthSignIn
        | Command::DisconnectAuth
        | Command::Discord
        | Command::Settings
        | Command::PreviewPolicy { .. }
        | Command::ExportConfig
        | Command::ImportConfig { apply: false, .. }
        | Command::FindPlaces { .. }
        | Command::FindGroup { .. }
        | Command::Activity { .. }
        | Command::ExportActivity { .. }
        | Command::SetClientId { .. }
        | Command::SetCollapsed { .. } => None,
    }
}

/// Whether two preferences make the same notifications.
fn notify_alike(one: &Preferences, other: &Preferences) -> bool {
    let what =
        |preferences: &Preferences| (preferences.notify_critical, preferences.notify_alerting, preferences.quiet_hours);
    what(one) == what(other)
}

fn granted(right: &Right) -> Result<(), Refusal> {
    match right {
        Right::Granted => Ok(()),
        Right::Withheld(sentence) => Err(Refusal::new(ErrorCode::NotAllowed, sentence.clone())),
    }
}

impl Desk {
    /// What this desk's user may do.
    pub fn rights(&self) -> Rights {
        self.monitor.rights()
    }

    /// Whoever knows this desk's user says what that user may do; windows are told.
    pub async fn set_rights(&self, rights: Rights) {
        self.monitor.set_rights(rights).await;
    }

    /// Refuses what this desk's user may not do.
    pub(crate) async fn allow(&self, command: &Command) -> Result<(), Refusal> {
        let Some(need) = needs(command) else { return Ok(()) };
        let rights = self.rights();
        match (need, command) {
            (Need::Snooze, _) => granted(&rights.snooze),
            (Need::AdministerWhatNotifies, Command::SavePreferences { preferences })
                if notify_alike(preferences, &self.monitor.preferences().await) =>
            {
                Ok(())
            }
            (Need::Administer | Need::AdministerWhatNotifies, _) => granted(&rights.administer),
        }
    }
}

#[cfg(test)]
mod tests;
