//! The invariants of ARCHITECTURE.md that can be read off the checkout: manifests, sources, migrations.
//!
//! Every check is a function from what it reads to what is wrong with it, so that a test can also show it something wrong.
#![allow(clippy::unwrap_used)]

mod checkout;
mod commands;
mod dependencies;
mod domain;
mod eve_times;
mod examples;
mod foreign_times;
mod guide;
mod imports;
mod interfaces;
mod licences;
mod manifest;
mod migrations;
mod packaging;
mod page;
mod paths;
mod properties;
mod sql;
mod unused;
mod worded;
mod words;
mod workflows;
