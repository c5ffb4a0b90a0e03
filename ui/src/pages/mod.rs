//! The pages: those of the main window, and the settings window.

pub mod activity;
pub mod dashboard;
pub mod discord;
pub mod main_window;
pub mod pilots;
pub mod settings;
