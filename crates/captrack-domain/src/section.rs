//! Sections: the things that are polled, each with a status of its own.

use std::fmt;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::ids::PilotId;
use crate::text::{Text, kept_or_none};

/// Which fact of a pilot is polled; each has a route of ESI and an interval of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Is the pilot logged on? ESI: char-location, cached 60 s.
    Online,
    /// Where is the pilot? ESI: char-location, cached 5 s.
    Location,
    /// What does the pilot fly? ESI: char-location, cached 5 s.
    Ship,
    /// What capitals does the pilot own? ESI: char-asset, cached 3600 s.
    Assets,
    /// Corporation and alliance. ESI: public, cached 3600 s.
    Affiliation,
}

impl SectionKind {
    /// Every kind, in the order in which a new pilot's are asked.
    pub const ALL: [Self; 5] = [Self::Ship, Self::Location, Self::Online, Self::Assets, Self::Affiliation];

    /// The name in the store and in `snapshot --json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Location => "location",
            Self::Ship => "ship",
            Self::Assets => "assets",
            Self::Affiliation => "affiliation",
        }
    }
}

impl fmt::Display for SectionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One section: a kind of one pilot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId {
    /// Which fact is polled.
    pub kind: SectionKind,
    /// The pilot whose fact it is.
    pub pilot: PilotId,
}

/// How often a pilot's location and ship are asked: DESIGN of polling, 750 of 1200 tokens at most.
pub fn cadence(kind: SectionKind, online: Option<bool>, flies_a_capital: bool) -> Duration {
    match (kind, online) {
        (SectionKind::Location | SectionKind::Ship, Some(true)) if flies_a_capital => Duration::from_secs(5),
        (SectionKind::Location | SectionKind::Ship, Some(true)) => Duration::from_secs(15),
        (SectionKind::Location | SectionKind::Ship | SectionKind::Online, _) => Duration::from_secs(60),
        (SectionKind::Assets | SectionKind::Affiliation, _) => Duration::from_secs(3600),
    }
}

/// A time that is ahead by no more is one of this moment.
const AHEAD: SignedDuration = SignedDuration::from_secs(5);

/// How a fact stands with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// A success within [`patience`]: three intervals, at least five minutes.
    Fresh,
    /// Three intervals, at least five minutes, without an answer.
    Stale,
    /// No success yet: there is no fact to be stale.
    Never,
}

/// The freshness of a section that is asked every `interval` and last answered at `last_success`. A time that lies ahead is no proof of anything.
pub fn freshness(last_success: Option<Timestamp>, interval: Duration, now: Timestamp) -> Freshness {
    fresh_for(patience(interval), last_success, now)
}

/// The same of what may be as old as `patience`.
pub fn fresh_for(patience: Duration, last_success: Option<Timestamp>, now: Timestamp) -> Freshness {
    let Some(last) = last_success else {
        return Freshness::Never;
    };
    let age = now.duration_since(last);
    let is_fresh = -AHEAD <= age && age <= SignedDuration::try_from(patience).unwrap_or(SignedDuration::MAX);
    if is_fresh { Freshness::Fresh } else { Freshness::Stale }
}

/// How long what is asked every `interval` may be silent and is fresh all the same.
pub fn patience(interval: Duration) -> Duration {
    interval.saturating_mul(3).max(Duration::from_secs(300))
}

/// Why a read failed, for programs: it stands beside the sentence in JSON, and in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadErrorCode {
    /// EVE refuses the pilot's sign-in.
    SignInRefused,
    /// EVE refuses this to the pilot: a scope or a role is missing.
    Refused,
    /// It was not answered, or may be asked later only.
    Unavailable,
    /// The answer was older than a fact of its kind may be.
    OutOfDate,
    /// A code of a newer version.
    #[serde(other)]
    Other,
}

impl ReadErrorCode {
    /// Every code that this version gives.
    pub const ALL: [Self; 4] = [Self::SignInRefused, Self::Refused, Self::Unavailable, Self::OutOfDate];

    /// As in the store and in JSON; it never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignInRefused => "sign_in_refused",
            Self::Refused => "refused",
            Self::Unavailable => "unavailable",
            Self::OutOfDate => "out_of_date",
            Self::Other => "other",
        }
    }

    /// The code of a name; [`Self::Other`] of one that this version does not know.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|code| code.name() == name).unwrap_or(Self::Other)
    }
}

/// The status row of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionStatus {
    /// The section whose status it is.
    pub id: SectionId,
    /// When it last answered (also with "unchanged").
    pub last_success: Option<Timestamp>,
    /// When it was last polled, with or without success; none: never.
    pub last_attempt: Option<Timestamp>,
    /// Why the last attempt failed; none after a success.
    #[serde(default, deserialize_with = "kept_or_none")]
    pub last_error: Option<Text>,
    /// The same for programs; none after a success, and for a failure that an earlier version wrote down.
    #[serde(default)]
    pub last_error_code: Option<ReadErrorCode>,
    /// Failures in a row since the last success; they lengthen the pause.
    pub failures: u32,
    /// Not to be asked before this (the server's `Expires`).
    pub expires: Option<Timestamp>,
    /// When it is polled next: after `Expires`, a pause or the server's wish.
    pub due_at: Timestamp,
    /// Opaque to all but the source: ETags and the like, for a conditional request.
    pub validators: Option<String>,
}

impl SectionStatus {
    /// A section that has never been asked and is due at once.
    pub const fn new(id: SectionId, now: Timestamp) -> Self {
        Self {
            id,
            last_success: None,
            last_attempt: None,
            last_error: None,
            last_error_code: None,
            failures: 0,
            expires: None,
            due_at: now,
            validators: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_word_in_the_store_and_in_json() {
        for code in ReadErrorCode::ALL {
            assert_eq!(ReadErrorCode::from_name(code.name()), code);
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        }
    }

    #[test]
    fn a_code_of_a_newer_version_is_another_one() {
        assert_eq!(ReadErrorCode::from_name("of_a_newer_version"), ReadErrorCode::Other);
        assert_eq!(serde_json::from_str::<ReadErrorCode>("\"of_a_newer_version\"").unwrap(), ReadErrorCode::Other);
    }
}
