//! The store through its real file.
#![allow(clippy::unwrap_used, clippy::doc_markdown)]

mod activity;
mod allianceauth;
mod copies;
mod deliveries;
mod forgetting;
mod given;
mod history;
mod killed;
mod looked_up;
mod messages;
mod migrating;
mod old_events;
mod opening;
mod outbox;
mod recovering;
mod round_trips;
mod transactions;
mod undeliverable;
