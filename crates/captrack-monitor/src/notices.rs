//! What is said of what was judged: notices, notifications, digests, problems, and when the desktop is not to be disturbed.

pub mod activity;
pub mod auth_trouble;
pub mod digest;
pub mod live_messages;
pub mod named_hulls;
pub mod notification;
pub mod problems;
pub mod quiet;
pub mod silent_sources;
pub mod snoozed;
pub mod transition_notices;
pub mod webhook_outage;
