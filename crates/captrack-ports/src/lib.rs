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
    AcknowledgementDecision, AuthAccess, AuthAddress, AuthAttempt, AuthCoverage, AuthError, AuthServer,
    ConditionalAnswer, CoverageGap, CoveredCorporation, CoveredPilot, Decision, DecisionList, FastLane, LaneStep,
    NotAnAuthAddress, PublishOutcome, PublishedPolicy, ReadPeriod, ReadPeriods, RefreshAnswer, Revisions, ShareOutcome,
    Shareable, SharedAcknowledgement, SharedSnooze, SnoozeDecision, Whoami,
};
pub use clock::{Clock, WallClock};
pub use disk::Disk;
pub use hull_types::{HullTypeAnswer, HullTypes, SHIPS, ShipGroup};
pub use message::{
    DigestContent, DigestMain, HullAlertState, HullNews, MessageHull, MessagePart, Post, SnoozedPilot, Wording,
};
pub use names::{NameAnswer, Names, NamesError, StructureAnswer};
pub use notifier::{Notifier, NotifierError, OsNotification};
pub use secrets::{Secret, SecretError, Secrets};
pub use source::{PollError, SectionAnswer, SectionContent, SectionRequest, Source};
pub use webhook::{DeliveryVerdict, PostReceipt, WebhookLimit, WebhookRequest, Webhooks};
