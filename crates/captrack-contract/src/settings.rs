//! What the settings window shows. No secret ever comes back: webhook URLs are masked.

use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::auth::{AuthOffer, AuthSignInView, AuthView};
use crate::planning::NamedPlace;
use crate::rights::Rights;

/// All of the settings window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SettingsView {
    /// Everybody who is signed in.
    pub pilots: Vec<PilotView>,
    /// How signing in works here.
    pub sign_in: SignInView,
    /// The AllianceAuth it is connected to, if it is.
    pub auth: Option<AuthView>,
    /// The sign-in through AllianceAuth's own page that is under way, or why the last one came to nothing.
    pub auth_sign_in: Option<AuthSignInView>,
    /// The demo's own AllianceAuth; none: it is not the demo.
    pub auth_offer: Option<AuthOffer>,
    /// Both webhooks.
    pub webhooks: Vec<WebhookView>,
    /// This desk relays to Discord.
    pub relay: bool,
    /// Monitoring is off.
    pub paused: bool,
    /// What this desk's user may do.
    pub rights: Rights,
    /// The names of the places in the policy.
    pub places: Vec<NamedPlace>,
    /// The names of the groups in the policy and of all capital groups.
    pub groups: Vec<NamedGroup>,
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
    /// Why EVE refuses their sign-in, if it does.
    pub needs_sign_in: Option<String>,
    /// When EVE is asked again whether it takes the refused sign-in; none: only a new sign-in helps, or nothing is refused.
    #[serde(default)]
    pub next_try: Option<Timestamp>,
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

/// A group of types with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedGroup {
    /// Which.
    pub group: GroupId,
    /// Its name.
    pub name: String,
}
