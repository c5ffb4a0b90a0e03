//! The program's page: which window it is, and the pages of the main window.

pub mod help_overlay;
pub mod main_window;
pub mod start;
