//! Rules, preferences and what the settings window needs.

use captrack_domain::ids::GroupId;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;

use crate::board::CardKey;
use crate::commands::declare::commands;
use crate::previews::{NamedPlace, Preview, SettingsImport, TextFile};
use crate::settings::{NamedGroup, SettingsView};

commands! {
    /// What the settings window shows.
    Settings -> SettingsView;

    /// Puts a policy in force.
    SavePolicy {
        /// All of it.
        policy: Policy,
    } -> ();

    /// What a policy would change, with what is known now; nothing is changed.
    PreviewPolicy {
        /// All of it.
        policy: Policy,
    } -> Preview;

    /// Policy, notifications and window as a TOML file, without any secret.
    ExportConfig -> TextFile;

    /// Puts the settings of a TOML file in force; what it does not name stays.
    ImportConfig {
        /// The file's text.
        toml: String,
        /// False: only tells what it would change.
        apply: bool,
    } -> SettingsImport;

    /// Regions, constellations and systems by a part of their name, the best first.
    FindPlaces {
        /// The part.
        text: String,
    } -> Vec<NamedPlace>;

    /// A group of ships by its id.
    FindGroup {
        /// Its id.
        group: GroupId,
    } -> NamedGroup;

    /// The client id of the EVE application.
    SetClientId {
        /// Empty: back to the default.
        client_id: String,
        /// The port of the callback that the application was registered with; none: the default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        callback_port: Option<u16>,
    } -> ();

    /// How this desk looks and behaves.
    SavePreferences {
        /// All of them.
        preferences: Preferences,
    } -> ();

    /// Nothing that alerted before is new any more: the user has looked at it, or has left the main window.
    MarkSeen {
        /// So many seconds ago.
        ago: u32,
    } -> ();

    /// Remembers whether a card is open.
    SetCollapsed {
        /// Which card.
        card: CardKey,
        /// Closed when true.
        collapsed: bool,
    } -> ();
}
