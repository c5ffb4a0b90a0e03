//! Asking: what is due, what is under way, and what the answers make of what is known.

pub mod absorb;
pub mod asking;
pub mod first_reads;
pub mod groups;
pub mod holdings;
pub mod hurry;
pub mod in_flight;
pub mod look_ups;
pub mod membership;
pub mod mustering;
pub mod names;
pub mod priority;
pub mod schedule;
pub mod sign_ins;
