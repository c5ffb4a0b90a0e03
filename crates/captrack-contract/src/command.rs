//! What can be asked of a desk.

use captrack_domain::ids::GroupId;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::webhook_name::WebhookName;
use serde::{Deserialize, Serialize};

use crate::activity::ActivityQuery;
use crate::board::CardKey;
use crate::confidential::Confidential;
use crate::pilot_ref::PilotRef;
use crate::snoozing::{PutSnooze, SnoozeFrom, SnoozeLength};

/// What can be asked of a desk, by its windows, its tray and its command line alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
pub enum Command {
    /// The documented snapshot. → [`crate::Reply::Snapshot`]
    Snapshot,
    /// How the desk is doing. → [`crate::Reply::Status`]
    Status,
    /// What the tray shows. → [`crate::Reply::Overview`]
    Overview,
    /// Polls what is due and evaluates. → [`crate::Reply::Checked`]
    Check,
    /// Polls everything that may be asked again, due or not, and evaluates: the "check now" of a person. → [`crate::Reply::Checked`]
    CheckNow,
    /// Monitoring on or off. → [`crate::Reply::Done`]
    SetPaused {
        /// Off when true.
        paused: bool,
    },
    /// Silences pilots everywhere at once. → [`crate::Reply::SnoozesChanged`]
    Snooze {
        /// Whom; an id that is not watched any more is passed over, unless nobody else is left.
        pilots: Vec<PilotRef>,
        /// For how long; a running snooze is extended or shortened to this.
        length: SnoozeLength,
        /// Why, if given.
        why: Option<String>,
    },
    /// Ends snoozes. → [`crate::Reply::SnoozesChanged`]
    ClearSnooze {
        /// Whose; an id that is not watched any more is passed over, unless nobody else is left.
        pilots: Vec<PilotRef>,
    },
    /// Undoes a change of snoozes: each is put back exactly as it was, or cleared. Where somebody has decided since, that stays.
    /// → [`crate::Reply::SnoozesPut`]; refused where somebody has decided about all of them.
    PutSnoozes {
        /// Which, as the change gave them.
        snoozes: Vec<PutSnooze>,
    },
    /// What a snooze of pilots would silence; nothing is changed. → [`crate::Reply::SnoozeReach`]
    SnoozeReach {
        /// Whom.
        pilots: Vec<PilotRef>,
        /// The card that the pilots are snoozed on, if they are on one.
        from: Option<SnoozeFrom>,
    },
    /// Has seen what alerts under mains: silent until a further hull alerts there or all is over. → [`crate::Reply::Done`]
    Acknowledge {
        /// Under which mains; one under which nothing alerts is refused by name.
        mains: Vec<PilotRef>,
        /// Why, if given.
        why: Option<String>,
    },
    /// Takes acknowledgements back. → [`crate::Reply::Done`]
    ClearAcknowledgement {
        /// Of which mains.
        mains: Vec<PilotRef>,
    },
    /// Who is watched, under which main, how well. → [`crate::Reply::Pilots`]
    Pilots {
        /// Words that must stand in a pilot's, main's, corporation's or alliance's name; `is:fresh`, `is:stale`, `is:never`,
        /// `is:signed-out` and `is:placeless` leave those whom the coverage counts as such.
        search: String,
    },
    /// Puts pilots under a main. → [`crate::Reply::Done`]
    SetMain {
        /// Whom.
        pilots: Vec<PilotRef>,
        /// Under whom; null: each is its own main.
        main: Option<PilotRef>,
    },
    /// All pilots and their mains as CSV, `pilot_id,main_id`. → [`crate::Reply::File`]
    ExportMains,
    /// Puts pilots under the mains of a CSV file. → [`crate::Reply::MainsImport`]
    ImportMains {
        /// The file's text.
        csv: String,
        /// False: only tells what it would do.
        apply: bool,
    },
    /// Starts a sign-in with EVE SSO. → [`crate::Reply::SignInStarted`]
    BeginSignIn,
    /// Waits for the sign-in that was begun. → [`crate::Reply::SignedIn`]
    FinishSignIn,
    /// Gives up the sign-in that was begun. → [`crate::Reply::Done`]
    CancelSignIn,
    /// Forgets a pilot: token revoked where possible, everything of theirs deleted. → [`crate::Reply::SignedOut`]
    SignOut {
        /// Whom.
        pilot: PilotRef,
    },
    /// Connects the desk to an AllianceAuth with a token, which is tried first. → [`crate::Reply::AuthConnected`]
    ConnectAuth {
        /// Where.
        address: String,
        /// The token.
        token: Confidential,
    },
    /// Starts a sign-in through AllianceAuth's own page. → [`crate::Reply::SignInStarted`]
    BeginAuthSignIn {
        /// Where.
        address: String,
    },
    /// Ends the sign-in through AllianceAuth that was begun. → [`crate::Reply::AuthConnected`]
    FinishAuthSignIn {
        /// The `captrack://connect` link that its page leads to, or the code that it shows.
        answer: Confidential,
    },
    /// Gives up the sign-in through AllianceAuth that was begun, or puts away why it came to nothing. → [`crate::Reply::Done`]
    CancelAuthSignIn,
    /// Parts from AllianceAuth: whoever is known through it alone is forgotten. → [`crate::Reply::AuthDisconnected`]
    DisconnectAuth,
    /// Publishes the rules in force for all desks of this AllianceAuth, or takes back what is published. → [`crate::Reply::Done`]
    PublishPolicy {
        /// True: publishes; false: takes back.
        publish: bool,
    },
    /// Keeps a webhook's URL; the first one turns the relay on. → [`crate::Reply::Done`]
    SetWebhook {
        /// Which.
        webhook: WebhookName,
        /// Its URL.
        url: Confidential,
    },
    /// Forgets a webhook's URL. → [`crate::Reply::Done`]
    ClearWebhook {
        /// Which.
        webhook: WebhookName,
    },
    /// Sends a test message. → [`crate::Reply::WebhookTested`]
    TestWebhook {
        /// Which.
        webhook: WebhookName,
    },
    /// Whether this desk relays to Discord. → [`crate::Reply::Done`]
    SetRelay {
        /// It does.
        on: bool,
    },
    /// The Discord page: what waits, what became of the last messages, the next one. → [`crate::Reply::Discord`]
    Discord,
    /// How messages to Discord are written. Nothing is sent again for it. → [`crate::Reply::Done`]
    SaveRelayOptions {
        /// All of them.
        options: RelayOptions,
    },
    /// Sends what Discord refused once more, as far as it is still so. → [`crate::Reply::Done`]
    RetryUndeliverable {
        /// The rows, as the Discord page names them; one that is not there any more is passed over.
        rows: Vec<i64>,
    },
    /// Takes what Discord refused out of the list, unsent. → [`crate::Reply::Done`]
    DiscardUndeliverable {
        /// The rows, as the Discord page names them; one that is not there any more is passed over.
        rows: Vec<i64>,
    },
    /// What the settings window shows. → [`crate::Reply::Settings`]
    Settings,
    /// Puts a policy in force. → [`crate::Reply::Done`]
    SavePolicy {
        /// All of it.
        policy: Policy,
    },
    /// What a policy would change, with what is known now; nothing is changed. → [`crate::Reply::Preview`]
    PreviewPolicy {
        /// All of it.
        policy: Policy,
    },
    /// Policy, notifications and window as a TOML file, without any secret. → [`crate::Reply::File`]
    ExportConfig,
    /// Puts the settings of a TOML file in force; what it does not name stays. → [`crate::Reply::SettingsImport`]
    ImportConfig {
        /// The file's text.
        toml: String,
        /// False: only tells what it would change.
        apply: bool,
    },
    /// Regions, constellations and systems by a part of their name. → [`crate::Reply::Places`]
    FindPlaces {
        /// The part.
        text: String,
    },
    /// A group of ships by its id. → [`crate::Reply::Group`]
    FindGroup {
        /// Its id.
        group: GroupId,
    },
    /// Lines of the activity log. → [`crate::Reply::Activity`]
    Activity {
        /// Which.
        query: ActivityQuery,
    },
    /// Lines of the activity log as CSV; all pages. → [`crate::Reply::File`]
    ExportActivity {
        /// Which.
        query: ActivityQuery,
    },
    /// The client id of the EVE application. → [`crate::Reply::Done`]
    SetClientId {
        /// Empty: back to the default.
        client_id: String,
    },
    /// How this desk looks and behaves. → [`crate::Reply::Done`]
    SavePreferences {
        /// All of them.
        preferences: Preferences,
    },
    /// Remembers whether a card is open. → [`crate::Reply::Done`]
    SetCollapsed {
        /// Which card.
        card: CardKey,
        /// Closed when true.
        collapsed: bool,
    },
}
