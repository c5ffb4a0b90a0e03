//! The activity log, as the page asks for it.

use captrack_domain::activity::{Activity, ActivityKind};
use serde::{Deserialize, Serialize};

/// Which lines of the activity log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityQuery {
    /// Words that must stand in a line, wherever; case counts for nothing.
    pub text: String,
    /// Only these kinds; empty: all.
    pub kinds: Vec<ActivityKind>,
    /// Only lines before this one, by number: the next page of an answer.
    pub before: Option<i64>,
}

/// Lines of the activity log, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityPage {
    /// The lines with their numbers.
    pub lines: Vec<ActivityLine>,
    /// There are older ones.
    pub more: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityLine {
    /// Its number: grows, is never used again.
    pub id: i64,
    /// What happened.
    #[serde(flatten)]
    pub activity: Activity,
}
