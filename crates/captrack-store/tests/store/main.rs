//! The store through its real file.
#![allow(clippy::unwrap_used, clippy::doc_markdown)]

mod activity;
mod allianceauth;
mod copies;
mod deleted_pilots;
mod deliveries;
mod history;
mod looked_up;
mod messages;
mod migrations;
mod old_events;
mod open;
mod outbox;
mod process_kill;
mod recovery;
mod round_trips;
mod test_data;
mod transactions;
mod undeliverable;
mod watch;
