//! SQLite through sqlx: one file an aggregate. The only crate with SQL.
//!
//! [`Store::open`] opens `captrack.db` in a data folder. Reads are methods of [`Store`]; writes that belong together are methods of
//! [`Tx`], a transaction that leaves nothing behind unless it is committed. A few things that stand alone (caches, window state) are
//! written by [`Store`] in a transaction of their own.
//!
//! Guarantees, each held by a test:
//! - What [`Tx::commit`] has returned for survives a kill and a power cut; what it has not is there as a whole or not at all.
//! - A database that cannot be used is left byte for byte as it is, and the error says what to do.
//! - Before a migration there is a copy of the database beside it; it goes after a month, or when a pilot is forgotten.
//! - [`Tx::forget_pilot`] leaves no trace in the files.
//!
//! How the connections are set up, and why, is told in `open.rs`. Times are kept in whole milliseconds, so a clock should give whole
//! milliseconds, or what is read back is a little older than what was written.
#![allow(clippy::doc_markdown, reason = "SQLite is a name, not code")]
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod acknowledgements;
mod activity;
mod alerts;
mod column;
mod copy;
mod deliveries;
mod error;
mod events;
mod failing_store;
mod file;
mod forget;
mod forgotten_names;
mod groups;
mod hulls;
mod looked_up;
mod messages;
mod names;
mod open;
mod outbox;
mod pending_deletion;
mod pilots;
mod recovery;
mod rekey;
mod row_counts;
mod sections;
pub mod settings;
mod shared_decisions;
mod snoozes;
mod structures;
mod time_order;
mod tx;
mod types;
mod watch_alerts;
mod windows;

pub use deliveries::{Delivery, DeliveryKind, DeliveryOutcome};
pub use error::StoreError;
pub use events::{HistoryEvent, PastHull};
pub use file::FILE;
pub use groups::KnownGroup;
pub use messages::{MessageId, MessageState, NewMessage, PostedMessage};
pub use names::CachedName;
pub use open::Store;
pub use outbox::{DeliveredNotice, DueNotice, NoticeId, NoticeQueue, UndeliverableNotice, WaitingNotice};
pub use shared_decisions::DecisionKind;
pub use structures::CachedStructure;
pub use tx::Tx;
pub use types::KnownType;
