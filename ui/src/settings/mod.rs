//! The settings window.

pub mod about;
pub mod allianceauth;
pub mod appearance;
pub mod data;
pub mod duration_select;
pub mod kept_draft;
pub mod navigation;
pub mod notifications;
pub mod page;
pub mod places;
pub mod policy_draft;
pub mod preference_switch;
pub mod preview;
pub mod rules;
pub mod save_bar;
pub mod section;
pub mod section_edit;
pub mod sign_in;
pub mod snoozes;
pub mod state;
