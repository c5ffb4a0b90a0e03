//! What people change, here or through AllianceAuth.

pub mod acknowledging;
pub mod connecting;
pub mod deciding;
pub mod exchange;
pub mod mains;
pub mod overlay;
pub mod pilots;
pub mod previewing;
pub mod publishing;
pub mod relaying;
pub mod rights;
pub mod rules;
pub mod snoozing;
pub mod taking;
pub mod undeliverable;
