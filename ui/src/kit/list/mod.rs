//! What long lists have in common.

pub mod drag;
pub mod drag_input;
pub mod step;
pub mod viewport;
