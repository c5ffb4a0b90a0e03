//! What users do from several places: the command, its words and its way back, once for mouse, keys and menus.

pub mod acknowledge;
pub mod action_target;
pub mod import;
pub mod links;
pub mod mains;
pub mod rights;
pub mod sign_in;
pub mod sign_out;
pub mod snooze;
