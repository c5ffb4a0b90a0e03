//! Messages as Discord gets them, and how they get there.
#![allow(clippy::unwrap_used)]

mod delivery;
mod discord_rules;
mod faults;
mod hostile;
mod notices;
mod packing;
mod payloads;
mod stage;
