//! The activity log.

pub mod kinds;
pub mod line;
pub mod page;
pub mod state;
pub mod words;
