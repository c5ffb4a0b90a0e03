//! The store through its real file.
#![allow(clippy::unwrap_used, clippy::doc_markdown)]

mod activity;
mod allianceauth;
mod deliveries;
mod forgetting;
mod given;
mod killed;
mod messages;
mod migrating;
mod opening;
mod outbox;
mod recovering;
mod round_trips;
mod transactions;
mod undeliverable;
