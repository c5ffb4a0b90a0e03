//! What every page of a window stands in: the rail, banners, notices, the theme, keys.

pub mod banners;
pub mod context;
pub mod key_place;
pub mod keys;
pub mod main_page;
pub mod notice_line;
pub mod program_silence;
pub mod rail;
pub mod scaffold;
pub mod search_key;
pub mod theme;
pub mod undo_key;
pub mod window_status;
