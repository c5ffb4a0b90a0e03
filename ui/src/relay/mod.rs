//! What is sent to Discord: its page, and its section of the settings.

pub mod body;
pub mod deliveries;
pub mod draft;
pub mod markdown;
pub mod message;
pub mod page;
pub mod preview;
pub mod queue;
pub mod settings;
pub mod state;
pub mod undeliverable;
pub mod webhook_state;
pub mod webhook_steps;
pub mod words;
