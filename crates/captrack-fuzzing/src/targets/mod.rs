//! One file a place that foreign bytes come from.

pub mod allianceauth;
pub mod argv;
pub mod board;
pub mod callback;
pub mod discord;
pub mod endpoints;
pub mod esi;
pub mod links;
pub mod mains;
pub mod policy;
pub mod search;
pub mod secrets;
pub mod settings;
mod signed_in;
pub mod socket;
pub mod sso;
pub mod webhook;
