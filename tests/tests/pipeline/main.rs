//! The whole pipeline without a window: a desk on a real SQLite file against a New Eden on loopback, stepped by its clock.
#![allow(clippy::unwrap_used, missing_docs)]

mod acknowledgements;
mod auth_facts;
mod auth_faults;
mod auth_sharing;
mod auth_stage;
mod auth_unkind;
mod board;
mod deleted_pilots;
mod deliveries;
#[path = "../../../crates/captrack-discord/tests/it/discord_takes.rs"]
mod discord_takes;
mod earlier_data;
mod first_read;
mod live_messages;
mod mains;
mod out_of_sight;
mod overseen;
mod quiet_hours;
mod relay_bursts;
mod relay_faults;
mod relay_matrix;
mod relay_page;
mod relay_pings;
mod relay_refused;
mod relay_returns;
mod relay_stage;
mod relay_taken_back;
mod reminders;
mod rules;
mod secrets;
mod snoozes;
mod stage;
mod trails;
mod unknown_is_not_gone;
mod wrong_clock;
