//! Pilots and coverage: who is watched, under which main, and how well.

pub mod actions;
pub mod auth_coverage;
pub mod coverage;
pub mod coverage_strip;
pub mod keys;
pub mod line;
pub mod lines;
pub mod list;
pub mod open_panel;
pub mod page;
pub mod section_freshness;
pub mod section_marks;
pub mod state;
