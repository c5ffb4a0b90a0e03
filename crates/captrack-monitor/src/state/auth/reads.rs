//! How often AllianceAuth itself reads a pilot: seen from its own read times, for every installation has a rhythm of its own.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_ports::ReadPeriod;
use jiff::Timestamp;

use super::AuthState;

/// The period that is assumed until three reads were seen: corptools reads a character once a day by default.
const ASSUMED: Duration = Duration::from_secs(86_400);
/// No installation is waited for longer than this.
const LONGEST: Duration = Duration::from_secs(30 * 86_400);
/// Two periods may pass, and this.
const SLACK: Duration = Duration::from_secs(30 * 60);

/// The last reads of every pilot, as far as this program has seen them.
#[derive(Debug, Clone, Default)]
pub struct SeenReads(pub BTreeMap<PilotId, [Vec<Timestamp>; 2]>);

const ASSETS: usize = 0;
const LOCATION: usize = 1;

/// The reads of one kind of fact about one pilot.
#[derive(Debug, Clone, Copy)]
pub struct ReadTimes<'a> {
    /// Those that were seen here, oldest first.
    seen: &'a [Timestamp],
    /// What the server has seen over all pilots.
    told: Option<ReadPeriod>,
}

impl<'a> ReadTimes<'a> {
    /// Of the complete assets.
    pub fn of_assets(auth: &'a AuthState, pilot: PilotId) -> Self {
        Self::of(auth, pilot, ASSETS)
    }

    /// Of ship and place.
    pub fn of_location(auth: &'a AuthState, pilot: PilotId) -> Self {
        Self::of(auth, pilot, LOCATION)
    }

    fn of(auth: &'a AuthState, pilot: PilotId, kind: usize) -> Self {
        let periods = auth.connection.as_ref().map(|connection| connection.whoami.reads);
        let told = periods.and_then(|periods| if kind == ASSETS { periods.assets } else { periods.location });
        Self { seen: auth.reads.0.get(&pilot).map_or(&[], |reads| &reads[kind]), told }
    }

    /// The last read that was seen before then.
    pub fn last_before(self, at: Timestamp) -> Option<Timestamp> {
        self.seen.iter().copied().filter(|seen| *seen < at).max()
    }

    /// How old such a fact may be: two of the usual periods and half an hour.
    pub fn patience(self) -> Duration {
        self.period().saturating_mul(2) + SLACK
    }

    /// The median gap between this pilot's reads; until it is known what the server has seen.
    fn period(self) -> Duration {
        let mut gaps: Vec<Duration> = self
            .seen
            .windows(2)
            .map(|pair| Duration::try_from(pair[1].duration_since(pair[0])).unwrap_or_default())
            .collect();
        if gaps.len() < 2 {
            return self.told.map_or(ASSUMED, assumed);
        }
        gaps.sort_unstable();
        gaps[gaps.len() / 2]
    }
}

/// What a server tells of all is assumed of each: the slowest counts, for not all are read alike. A schedule that nobody has seen kept shortens
/// nothing.
fn assumed(told: ReadPeriod) -> Duration {
    let slowest = Duration::from_secs(told.slowest_secs).min(LONGEST);
    if told.observed { slowest } else { slowest.max(ASSUMED) }
}
