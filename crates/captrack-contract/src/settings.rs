//! What the settings window shows. No secret ever comes back: webhook URLs are masked.

use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::auth::{AuthOffer, AuthSignInView, AuthView};
use crate::previews::NamedPlace;
use crate::rights::Rights;

/// All that the settings window shows; no secret is in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SettingsView {
    /// The pilots who signed in here.
    pub pilots: Vec<PilotView>,
    /// Which application signs in, and with which scopes.
    pub sign_in: SignInView,
    /// The AllianceAuth it is connected to, if it is.
    pub auth: Option<AuthView>,
    /// The sign-in through AllianceAuth's own page that is under way, or why the last one came to nothing.
    pub auth_sign_in: Option<AuthSignInView>,
    /// The demo's own AllianceAuth; none: it is not the demo.
    pub auth_offer: Option<AuthOffer>,
    /// Critical and standard, each with its state.
    pub webhooks: Vec<WebhookView>,
    /// This computer relays alerts to Discord.
    pub relay: bool,
    /// The user has paused polling and sending.
    pub paused: bool,
    /// What this desk's user may do.
    pub rights: Rights,
    /// The names of the places in the policy.
    pub places: Vec<NamedPlace>,
    /// The names of the groups in the policy and of all capital groups.
    pub groups: Vec<NamedGroup>,
    /// The rules in force, published ones included.
    pub policy: Policy,
    /// The rules of a new installation, for *Reset*.
    pub default_policy: Policy,
    /// How windows look and notifications behave.
    pub preferences: Preferences,
    /// This is the demo: everything is deleted at its end.
    pub demo: bool,
    /// The path of the data folder.
    pub data_folder: String,
    /// Where secrets lie: one phrase, such as "the desktop's keyring".
    pub secrets_in: String,
    /// The program's version, such as `0.1.0`.
    pub version: String,
}

/// A pilot who signed in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PilotView {
    /// The character's id.
    pub id: PilotId,
    /// The character's name.
    pub name: String,
    /// None: not looked up yet.
    pub corporation_name: Option<String>,
    /// When the pilot first signed in.
    pub added_at: Timestamp,
    /// Why EVE refuses their sign-in, if it does.
    pub needs_sign_in: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_sign_in_text: Option<Text>,
    /// When EVE is asked again whether it takes the refused sign-in; none: only a new sign-in helps, or nothing is refused.
    #[serde(default)]
    pub next_try: Option<Timestamp>,
    /// How many hulls are known of them.
    pub hulls: usize,
}

/// Which application signs in at EVE, and with which scopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInView {
    /// The client id in force, if there is one.
    pub client_id: Option<String>,
    /// The user has set a client id; else it is the program's own.
    pub client_id_is_own: bool,
    /// What an application must name as its callback.
    pub callback_url: String,
    /// The scopes that a sign-in asks for.
    pub scopes: Vec<String>,
}

/// A webhook; of its address everything but the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookView {
    /// Critical or standard.
    pub webhook: WebhookName,
    /// The URL with its token masked; null: not set.
    pub masked_url: Option<String>,
    /// Why it is not used, such as "Discord no longer knows this webhook"; one sentence.
    pub trouble: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble_text: Option<Text>,
    /// How many outbox rows wait for it.
    pub waiting: usize,
    /// When it last took a message.
    pub last_delivery: Option<Timestamp>,
}

/// A group of types with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedGroup {
    /// EVE's group.
    pub group: GroupId,
    /// Its English name.
    pub name: String,
}
