//! Messages as Discord gets them, and how they get there.
#![allow(clippy::unwrap_used)]

mod answers;
mod delivery;
mod digests;
mod discord_rules;
mod discord_takes;
mod edits;
mod faults;
mod hostile;
mod http_rules;
mod mains;
mod notices;
mod packing;
mod payloads;
mod pings;
mod pseudo;
mod random;
mod rewrites;
mod stage;
mod watch;
