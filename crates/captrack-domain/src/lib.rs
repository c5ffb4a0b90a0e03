//! The field's words and the rules of alerting.
//!
//! Pure: no I/O and no clock (`now` is passed in), so that the same rules run in the monitor, in tests and in the page.
//! Flow: [`reading`]s are applied to the [`fleet`] of known hulls, [`evaluate`] judges every hull under the [`policy`], and
//! [`alert::decide`] turns the difference to what stood before into transitions and notices. [`preview`] compares two judgements.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

// What tests speak of, by its path: the crate that shares it with other tests depends on this one.
#[cfg(test)]
extern crate self as captrack_domain;
#[cfg(test)]
#[allow(dead_code)]
#[path = "../../captrack-testing/src/data.rs"]
mod data;
#[cfg(test)]
#[allow(dead_code)]
#[path = "../../captrack-testing/src/eden.rs"]
mod eden;

pub mod acknowledgement;
pub mod activity;
pub mod alert;
pub mod class;
pub mod class_text;
pub mod downtime;
pub mod evaluate;
pub mod exemption;
pub mod fleet;
pub mod foreign_text;
pub mod foreign_time;
pub mod hull;
pub mod ids;
pub mod moment;
pub mod movement;
pub mod notice;
pub mod pause;
pub mod pause_length;
pub mod pilot;
pub mod place;
pub mod policy;
pub mod preferences;
pub mod preview;
pub mod quiet;
pub mod reading;
pub mod refused_access;
pub mod relay_options;
pub mod roster;
pub mod scope;
pub mod section;
pub mod snooze;
pub mod space;
pub mod text;
pub mod time_of_day;
pub mod watch;
pub mod watch_event;
pub mod webhook_name;
pub mod why;
pub mod words;
