//! Acknowledging what alerts.

pub mod panel;
