//! A time in which EVE answers nothing.

use std::collections::BTreeSet;

use captrack_domain::section::SectionKind;
use jiff::Timestamp;

/// A time in which EVE answered nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EveSilence {
    /// Since when.
    pub since: Timestamp,
    /// What was asked in vain: one kind alone may have a trouble of its own.
    pub kinds: BTreeSet<SectionKind>,
}
