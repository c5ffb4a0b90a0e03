//! What the application asks of the world outside.
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

pub mod auth_server;
pub mod clock;
pub mod disk;
pub mod hull_types;
pub mod message;
pub mod names;
pub mod notifier;
pub mod secrets;
pub mod source;
pub mod webhook;

pub use auth_server::{
    AcknowledgementDecision, AuthAccess, AuthAddress, AuthAttempt, AuthCoverage, AuthError, AuthServer, Conditional,
    CoverageGap, CoveredCorporation, CoveredPilot, Decision, DecisionList, FastLane, LaneStep, NotAnAuthAddress,
    Publication, Published, ReadPeriod, ReadPeriods, RefreshAnswer, Revisions, Shareable, Shared,
    SharedAcknowledgement, SharedSnooze, SnoozeDecision, Whoami,
};
pub use clock::{Clock, WallClock};
pub use disk::Disk;
pub use hull_types::{HullTypeAnswer, HullTypes, SHIPS, ShipGroup};
pub use message::{HullAlertState, NoticeKind, Post, SnoozedPilot, Summary, SummaryMain, Telling, ToldHull, Wording};
pub use names::{NameAnswer, Names, NamesError, StructureAnswer};
pub use notifier::{Notifier, NotifierError, OsNotification};
pub use secrets::{Secret, SecretError, Secrets};
pub use source::{Answer, Ask, Found, PollError, Source};
pub use webhook::{Asked, Limit, Posted, Verdict, Webhook};
