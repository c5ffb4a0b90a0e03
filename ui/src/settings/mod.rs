//! The settings window.

pub mod about;
pub mod allianceauth;
pub mod data;
pub mod editing;
pub mod kept_draft;
pub mod length_choice;
pub mod look;
pub mod navigation;
pub mod notifications;
pub mod page;
pub mod places;
pub mod policy_draft;
pub mod preference;
pub mod preview;
pub mod rules;
pub mod save_bar;
pub mod section;
pub mod sign_in;
pub mod snoozing;
pub mod state;
