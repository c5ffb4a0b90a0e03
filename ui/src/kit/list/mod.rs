//! What long lists have in common.

pub mod drag;
pub mod dragging;
pub mod step;
pub mod viewport;
