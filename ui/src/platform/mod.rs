//! The web view below the pages: the document, clocks, time-outs, sharing without copying.

pub mod clock;
pub mod dom;
pub mod shared;
pub mod stray_press;
pub mod timer;
