//! The rows of an open card.

pub mod hull_icon;
pub mod hull_row;
pub mod hull_table;
