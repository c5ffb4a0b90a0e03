//! What is done once a day: history is pruned, the fleet of the day written down.

pub mod floating;
pub mod history;
