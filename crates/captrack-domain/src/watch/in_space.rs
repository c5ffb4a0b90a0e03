//! The clock of *in space too long*: it counts only time in which the ship was seen in space and its pilot online.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::sight::HullSight;
use crate::downtime;

/// One stay in space. It ends when the ship is docked, when its pilot goes offline or leaves it, and with the daily downtime. While nobody sees
/// the ship its clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceEpisode {
    /// When it was first seen in space.
    pub began: Timestamp,
    /// The latest moment at which it was seen in space, flown, its pilot online.
    pub seen_at: Timestamp,
    /// How much of the time between the two counts: not that in which nobody saw it.
    pub counted: Duration,
}

impl SpaceEpisode {
    /// In whole minutes.
    pub const fn minutes(&self) -> u64 {
        self.counted.as_secs() / 60
    }
}

/// The episode after what is known now. `lost_after`: a time between two sightings that is longer was seen by nobody.
pub fn next_episode(before: Option<SpaceEpisode>, sight: &HullSight, lost_after: Duration) -> Option<SpaceEpisode> {
    let flown = sight.flown?;
    let online = sight.online?;
    // An older word about another session, or about the dock before, ends nothing.
    let is_over = !online.value && before.is_none_or(|before| online.as_of >= before.seen_at)
        || sight.place.is_docked() == Some(true);
    if is_over {
        return None;
    }
    let at = sight.place_at;
    let covers = |since: Option<Timestamp>, as_of: Timestamp| since.is_none_or(|since| since <= at) && at <= as_of;
    let is_seen = sight.place.is_docked() == Some(false)
        && covers(flown.since, flown.as_of)
        && online.value
        && covers(online.since, online.as_of);
    let before = before.filter(|before| !is_downtime_between(before.seen_at, at));
    if !is_seen || is_doubtful(sight) {
        return before;
    }
    let Some(before) = before else {
        return Some(SpaceEpisode { began: at, seen_at: at, counted: Duration::ZERO });
    };
    let passed = at.duration_since(before.seen_at).max(SignedDuration::ZERO).unsigned_abs();
    let counted = if passed <= lost_after { before.counted.saturating_add(passed) } else { before.counted };
    Some(SpaceEpisode { seen_at: at.max(before.seen_at), counted, ..before })
}

/// EVE has been seen to call a pilot online who was logged off by the downtime, until the next login. Who has moved since is online.
fn is_doubtful(sight: &HullSight) -> bool {
    let said = sight.online.and_then(|online| online.since);
    let before_downtime = |since: Timestamp| is_downtime_between(since, sight.place_at);
    said.is_some_and(before_downtime) && sight.place_since.is_none_or(before_downtime)
}

/// A moment in the downtime itself is one before its end.
fn is_downtime_between(since: Timestamp, until: Timestamp) -> bool {
    downtime::is_downtime(since) || downtime::next(since).is_some_and(|next| next <= until)
}
