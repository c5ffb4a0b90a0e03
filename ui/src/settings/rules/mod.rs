//! Alert rules: which classes alert, from how many on.

pub mod alert_rules;
pub mod class_rule;
pub mod groups;
