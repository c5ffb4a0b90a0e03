//! Judging: what the rules are told of the hulls, and what they make of it.

pub mod facts;
pub mod labels;
pub mod movement_labels;
pub mod sight_limits;
pub mod types;
pub mod watch;
