//! What crosses to a window or to the command line: commands, views and error codes.
//!
//! The page sends a command of [`commands`] and gets the reply that the command names, or a [`Refusal`]; the command line sends the same
//! over the local socket. Names of commands exist only here. No I/O, builds for wasm.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod activity;
mod auth;
mod board;
mod check_verdict;
mod codec;
pub mod commands;
mod confidential;
mod overview;
mod pilot_ref;
mod pilots;
mod previews;
mod problem;
mod refusal;
mod relay;
mod rights;
pub mod search;
mod settings;
mod sign_in;
mod snapshot;
mod snooze_effect;
mod status;
mod trail;
mod undo;
mod window;

pub use activity::{ActivityLine, ActivityPage, ActivityQuery};
pub use auth::{
    AuthConnected, AuthDisconnected, AuthOffer, AuthSignInView, AuthView, LaneView, ReadAsked, ReadRequestView,
};
pub use board::{
    AcknowledgementView, Board, BoardAnswer, BoardChanges, BoardPreferences, BoardQuery, BoardReply, BoardRequest,
    CardHead, CardKey, CardRows, CardSnooze, ClassCount, Facet, FoundMain, GroupBy, HullRow, NotACardKey, RowRange,
    SentBoard, decode, encode,
};
pub use check_verdict::CheckVerdict;
pub use codec::{AnyReply, ReplyValue};
pub use commands::AnyCommand;
pub use confidential::Confidential;
pub use overview::{AlertingMain, Overview};
pub use pilot_ref::PilotRef;
pub use pilots::{
    AuthCoverageView, CorporationCoverage, Coverage, MainChange, MainsColumns, MainsImport, MissingPilot, PilotRow,
    PilotsView, SectionState,
};
pub use previews::{NamedPlace, PlaceId, Preview, PreviewMain, SettingChange, SettingsImport, TextFile};
pub use problem::{Problem, ProblemKind, SourceStatus, said, worded};
pub use refusal::{ErrorCode, Refusal};
pub use relay::{
    DeliveryView, DiscordView, LimitView, MessageOutcome, QueueView, UndeliverableView, WaitingView, WebhookTested,
};
pub use rights::{Right, Rights};
pub use settings::{NamedGroup, PilotView, SettingsView, SignInView, WebhookView};
pub use sign_in::{SignInStarted, SignedIn, SignedOut};
pub use snapshot::{AuthSourceView, HullView, MainView, SectionView, Snapshot, SnoozeView};
pub use snooze_effect::{
    AffectedPlace, LaterDecision, MOST_PILOTS_AT_ONCE, SnoozeFrom, SnoozeLength, SnoozeReach, SnoozeRestore,
    SnoozesChanged, SnoozesPut,
};
pub use status::{AuthErrorCode, DeskStatus, MonitoringState, RelayTroubleCode};
pub use trail::{Trail, TrailEntry, TrailPlace, TrailStart, TrailSubject};
pub use undo::{EditId, EditUndone, LaterChange, UndoableEdit};
pub use window::{
    DashboardChanged, Heartbeat, OpenCard, OpenSection, Page, PreferencesChanged, SettingsSection, WebPage,
    WindowCommand, WindowReply,
};

/// The answer to any command, as it crosses.
pub type CommandResult = Result<AnyReply, Refusal>;
