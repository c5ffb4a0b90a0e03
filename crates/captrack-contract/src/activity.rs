//! The activity log, as the page asks for it.

use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::ids::PilotId;
use serde::{Deserialize, Serialize};

/// Which lines of the activity log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityQuery {
    /// Words that must stand in a line, wherever; case counts for nothing.
    pub text: String,
    /// Only lines of these kinds; empty: of all.
    pub kinds: Vec<ActivityKind>,
    /// Only lines before this one, by number: the next page of an answer.
    pub before: Option<i64>,
}

/// Lines of the activity log, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityPage {
    /// Newest first, one page of them at most.
    pub lines: Vec<ActivityLine>,
    /// There are older lines that fit the query.
    pub more: bool,
}

/// A line of the activity log with its number, by which the next page is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityLine {
    /// Its number: grows, is never used again.
    pub id: i64,
    /// Who did what to whom, and when.
    #[serde(flatten)]
    pub activity: Activity,
    /// The main under whom whoever it is about is now, and whose card may show it; none: it is about nobody who is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main: Option<PilotId>,
    /// It names ships, and none of them is under that main any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}
