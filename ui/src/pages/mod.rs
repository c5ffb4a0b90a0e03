//! The pages, one for each window.

pub mod dashboard;
pub mod settings;
