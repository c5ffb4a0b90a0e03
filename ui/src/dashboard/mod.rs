//! The dashboard: the board of cards with its search.

pub mod anchor;
pub mod board;
pub mod board_context;
pub mod board_list;
pub mod board_parts;
pub mod card;
pub mod focus_stops;
pub mod focused_row;
pub mod kept_board;
pub mod layout;
pub mod live_state;
pub mod menu;
pub mod open_menu;
pub mod page;
pub mod pause_panel;
pub mod row;
pub mod rows;
pub mod search;
pub mod selection;
pub mod selection_bar;
pub mod state;
pub mod top_bar;
pub mod view;
pub mod welcome;
