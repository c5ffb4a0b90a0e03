//! The application between its ports: a real store, everything outside played by the tests.
#![allow(clippy::unwrap_used, missing_docs)]

mod acknowledging;
mod allianceauth;
mod auth_changes;
mod auth_server;
mod checking;
mod failing;
mod failing_edits;
mod grouping;
mod history;
mod idling;
mod logging;
mod naming;
mod quieting;
mod reading;
mod refused_webhook;
mod refusing;
mod reminding;
mod ruling;
mod sending;
mod snoozing;
mod stage;
mod supervising;
mod troubling;
mod world;
