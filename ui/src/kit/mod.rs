//! What pages are made of: controls, panels, pictures, lists. Nothing here knows a feature.

pub mod age;
pub mod ask_line;
pub mod banner;
pub mod copy_field;
pub mod dialog;
pub mod focus_back;
pub mod icon;
pub mod initials;
pub mod kept_input;
pub mod level_shape;
pub mod list;
pub mod popover;
pub mod portrait;
pub mod press_delay;
pub mod search_box;
pub mod segments;
pub mod select;
pub mod states;
pub mod stepper;
pub mod switch;
pub mod tag;
pub mod text_field;
pub mod until_time;
