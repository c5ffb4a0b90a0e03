//! What does not work on the way to the outside, since when, and the last words about it.

use captrack_domain::text::Text;
use jiff::Timestamp;

use crate::shared::faults::Crash;

/// Since when something does not work, and the last words about it.
pub(crate) type Trouble = Option<(Timestamp, Text)>;

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    pub desktop: Trouble,
    /// It takes notifications again, and what it has refused was not shown for it yet.
    pub desktop_is_back: bool,
    /// What was read and decided cannot be written.
    pub store: Trouble,
    /// It cannot be written that something was sent.
    pub store_of_sent: Trouble,
    pub windows: WindowHealth,
    /// Since when there is too little room on the disk.
    pub disk_low: Option<Timestamp>,
}

/// Why a window that somebody wants does not show what is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowTrouble {
    /// Its page has not answered for a while; it will be loaded again.
    Silent,
    /// Its page crashed too often and is not loaded again.
    KeepsCrashing,
    /// This computer lacks what draws pages.
    NoWebView,
}

impl WindowTrouble {
    /// What is seen of alerts may be missing until somebody acts.
    pub(crate) const fn is_lasting(self) -> bool {
        !matches!(self, Self::Silent)
    }
}

/// Since when there is which trouble.
pub(crate) type WindowHealth = Option<(Timestamp, WindowTrouble)>;

/// What the monitor itself notices beside what it knows of New Eden.
#[derive(Debug, Clone, Default)]
pub struct Health {
    /// Since when the desktop takes no notifications, and its words.
    pub cannot_notify: Option<(Timestamp, Text)>,
    /// Since when nothing can be written, and why.
    pub cannot_save: Option<(Timestamp, Text)>,
    /// Why a window does not show what is so, and since when.
    pub windows: WindowHealth,
    /// Since when there is too little room where the data lies.
    pub disk_low_since: Option<Timestamp>,
    /// Bytes that are left there, where the system says so.
    pub disk_free: Option<u64>,
    /// Why the database is at risk where it lies.
    pub data_at_risk: Option<Text>,
    /// What crashed lately.
    pub faults: Vec<Crash>,
    /// By how many seconds this computer's clock is ahead of the servers'.
    pub clock_ahead: Option<i64>,
}
