//! What was told, in plain facts that a judge can hold against the truth.

use captrack_domain::place::Place;

/// Every kind that the histories hold.
pub const KINDS: [&str; 13] = [
    "appeared",
    "undocked",
    "docked",
    "moved",
    "entered",
    "came_out",
    "changed_pilot",
    "seen_again",
    "located",
    "boarded",
    "left",
    "logged_on",
    "logged_off",
];

/// Times in seconds.
#[derive(Debug, Clone)]
pub struct Told {
    pub hull: usize,
    pub pilot: usize,
    pub former: Option<usize>,
    pub kind: &'static str,
    pub from: Option<Place>,
    pub to: Option<Place>,
    pub before: Option<i64>,
    pub at: i64,
    pub how: Option<&'static str>,
}

impl Told {
    pub fn changes_place(&self) -> bool {
        ["undocked", "docked", "moved", "entered", "came_out"].contains(&self.kind)
    }

    /// Whether its time and one between two moments, the first left out, have something in common.
    pub fn may_be_between(&self, first: i64, last: i64) -> bool {
        self.at > first && self.before.is_none_or(|before| before < last)
    }
}
