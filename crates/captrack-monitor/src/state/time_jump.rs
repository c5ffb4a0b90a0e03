//! A jump of *now*: the computer slept, or its clock was put forward.

use jiff::Timestamp;

/// A jump of *now*: over it nobody watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeJump {
    /// The last moment before it.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
    /// The computer slept for so long that the watch begins anew; else the clock was put forward, or it was a nap.
    pub ends_watch: bool,
}
