//! Discord webhooks: addresses, messages, limits, delivery verdicts.
//!
//! Pure: [`WebhookAddress::parse`] reads an address, [`compose`] makes the next message out of the notices that wait, [`rewrite`]
//! says a message anew, [`digest`] sums up. The one thing that acts is [`DiscordWebhooks`], the monitor's [`Webhook`](captrack_ports::Webhook) port over HTTP.
//!
//! An address is a secret. It leaves the keyring for the request alone: never in a log, an error text or a `Debug` output.
//! Deliberately absent: any queue, any retry. What waits, and for how long, is the outbox's business.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod address;
mod answer;
mod card_link;
mod client;
mod embed;
mod hull_text;
pub mod limits;
mod list;
mod main_groups;
mod message;
mod message_content;
mod note;
mod notice_kind;
mod pings;
mod rate;
mod rewrite;
mod said;
mod shared;
mod snoozed;
mod summary;
mod text;

pub use address::{AddressError, DISCORD_HOSTS, WebhookAddress};
pub use client::DiscordWebhooks;
pub use message::{compose, test_message};
pub use note::note;
pub use rewrite::rewrite;
pub use summary::digest;
