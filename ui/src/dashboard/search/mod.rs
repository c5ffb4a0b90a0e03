//! The search of the board: its filters, what they leave, how cards are grouped.

pub mod filter_bar;
pub mod filter_menu;
pub mod filters;
pub mod grouping;
pub mod search_chips;
