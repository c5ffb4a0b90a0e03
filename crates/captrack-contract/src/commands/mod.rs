//! What can be asked of a desk, by its windows, its tray and its command line alike: a type for every command, which names what it gives back.
//!
//! A new command is declared in the file of its feature and named in [`every_command!`], its handler is in `captrack-desk`.

mod acknowledgements;
mod activity;
mod allianceauth;
mod checks;
mod declare;
mod discord;
mod mains;
mod settings;
mod sign_in;
mod snoozes;
mod trail;
mod undo;

use serde::{Deserialize, Serialize};

pub use acknowledgements::{Acknowledge, ClearAcknowledgement};
pub use activity::{Activity, ExportActivity};
pub use allianceauth::{
    BeginAuthSignIn, CancelAuthSignIn, ConnectAuth, DisconnectAuth, FinishAuthSignIn, PublishPolicy, ReadNow,
};
pub use checks::{Check, CheckNow, Overview, SetPaused, Snapshot, Status};
pub use discord::{
    ClearWebhook, DiscardUndeliverable, Discord, RetryUndeliverable, SaveRelayOptions, SetRelay, SetWebhook,
    TestWebhook,
};
pub use mains::{ExportMains, ImportMains, Pilots, SetMain};
pub use settings::{
    ExportConfig, FindGroup, FindPlaces, ImportConfig, MarkSeen, PreviewPolicy, SavePolicy, SavePreferences,
    SetClientId, SetCollapsed, Settings,
};
pub use sign_in::{BeginSignIn, CancelSignIn, FinishSignIn, SignOut};
pub use snoozes::{ClearSnooze, PutSnoozes, Snooze, SnoozeReach};
pub use trail::Trail;

pub use undo::{Edits, UndoEdit};

pub use declare::HasReply;

/// A command: it can cross as any command, and names what it gives back.
pub trait Command: HasReply + Into<AnyCommand> {}

impl<C: HasReply + Into<AnyCommand>> Command for C {}

/// Hands every command to a macro, as its type and its name on the wire.
#[macro_export]
macro_rules! every_command {
    ($with:ident) => {
        $with! {
            Snapshot = "snapshot",
            Status = "status",
            Overview = "overview",
            Check = "check",
            CheckNow = "check_now",
            SetPaused = "set_paused",
            Snooze = "snooze",
            ClearSnooze = "clear_snooze",
            PutSnoozes = "put_snoozes",
            SnoozeReach = "snooze_reach",
            Acknowledge = "acknowledge",
            ClearAcknowledgement = "clear_acknowledgement",
            Edits = "edits",
            UndoEdit = "undo",
            Pilots = "pilots",
            SetMain = "set_main",
            ExportMains = "export_mains",
            ImportMains = "import_mains",
            BeginSignIn = "begin_sign_in",
            FinishSignIn = "finish_sign_in",
            CancelSignIn = "cancel_sign_in",
            SignOut = "sign_out",
            ConnectAuth = "connect_auth",
            BeginAuthSignIn = "begin_auth_sign_in",
            FinishAuthSignIn = "finish_auth_sign_in",
            CancelAuthSignIn = "cancel_auth_sign_in",
            DisconnectAuth = "disconnect_auth",
            PublishPolicy = "publish_policy",
            ReadNow = "read_now",
            SetWebhook = "set_webhook",
            ClearWebhook = "clear_webhook",
            TestWebhook = "test_webhook",
            SetRelay = "set_relay",
            Discord = "discord",
            SaveRelayOptions = "save_relay_options",
            RetryUndeliverable = "retry_undeliverable",
            DiscardUndeliverable = "discard_undeliverable",
            Settings = "settings",
            SavePolicy = "save_policy",
            PreviewPolicy = "preview_policy",
            ExportConfig = "export_config",
            ImportConfig = "import_config",
            FindPlaces = "find_places",
            FindGroup = "find_group",
            Activity = "activity",
            ExportActivity = "export_activity",
            Trail = "trail",
            SetClientId = "set_client_id",
            SavePreferences = "save_preferences",
            MarkSeen = "mark_seen",
            SetCollapsed = "set_collapsed",
        }
    };
}

macro_rules! any_command {
    ($($name:ident = $wire:literal,)*) => {
        /// Any command, as it crosses.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "command")]
        pub enum AnyCommand {
            $(
                #[doc = concat!("`", $wire, "`")]
                #[serde(rename = $wire)]
                $name($name),
            )*
        }

        impl AnyCommand {
            /// The names of all commands, as they cross.
            pub const NAMES: &[&str] = &[$($wire),*];

            /// Its name, as it crosses.
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $wire,)*
                }
            }
        }

        $(
            impl From<$name> for AnyCommand {
                fn from(command: $name) -> Self {
                    Self::$name(command)
                }
            }
        )*
    };
}

every_command!(any_command);
