//! What the settings window shows. No secret ever comes back: webhook URLs are masked.

use captrack_domain::ids::PilotId;
use captrack_domain::policy::Policy;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::command::WebhookName;

/// All of the settings window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SettingsView {
    /// Everybody who is signed in.
    pub pilots: Vec<PilotView>,
    /// How signing in works here.
    pub sign_in: SignInView,
    /// Both webhooks.
    pub webhooks: Vec<WebhookView>,
    /// This desk relays to Discord.
    pub relay: bool,
    /// The rules in force.
    pub policy: Policy,
    /// The rules as they come.
    pub default_policy: Policy,
    /// Look and behaviour.
    pub preferences: Preferences,
    /// It is the demo.
    pub demo: bool,
    /// Where the data lies.
    pub data_folder: String,
    /// Where secrets lie: one phrase, such as "the desktop's keyring".
    pub secrets_in: String,
    /// The program's version.
    pub version: String,
}

/// A signed-in pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PilotView {
    /// Who.
    pub id: PilotId,
    /// The name.
    pub name: String,
    /// The corporation's name, when known.
    pub corporation_name: Option<String>,
    /// Since when.
    pub added_at: Timestamp,
    /// Why they must sign in again, if so.
    pub needs_sign_in: Option<String>,
    /// Capitals known of them.
    pub hulls: usize,
}

/// How signing in works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInView {
    /// The client id in force, if there is one.
    pub client_id: Option<String>,
    /// The user set it.
    pub client_id_is_own: bool,
    /// What an application must name as its callback.
    pub callback_url: String,
    /// What is asked for.
    pub scopes: Vec<String>,
}

/// A webhook, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookView {
    /// Which.
    pub webhook: WebhookName,
    /// The URL with its token masked; null: not set.
    pub masked_url: Option<String>,
    /// Why it is not used, such as "Discord no longer knows this webhook"; one sentence.
    pub trouble: Option<String>,
    /// Messages that wait.
    pub waiting: usize,
    /// When it last took a message.
    pub last_delivery: Option<Timestamp>,
}

/// Dark, light, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// Look and behaviour of this desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Dark or light.
    pub theme: Theme,
    /// Critical alerts become OS notifications.
    pub notify_critical: bool,
    /// Alerting ones do too.
    pub notify_alerting: bool,
    /// Starts with the desktop, hidden in the tray.
    pub autostart: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::System, notify_critical: true, notify_alerting: false, autostart: false }
    }
}
