//! What long lists have in common.

pub mod drag;
