//! How often AllianceAuth itself reads a pilot: seen from its own read times, for every installation has a rhythm of its own.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use jiff::Timestamp;

/// The period that is assumed until three reads were seen: corptools reads a character once a day by default.
const ASSUMED: Duration = Duration::from_secs(86_400);
/// Two periods may pass, and this.
const SLACK: Duration = Duration::from_secs(30 * 60);

/// The last reads of every pilot, as far as this program has seen them.
#[derive(Debug, Default)]
pub struct SeenReads(pub BTreeMap<PilotId, [Vec<Timestamp>; 2]>);

const ASSETS: usize = 0;
const LOCATION: usize = 1;

/// The reads of one kind of fact about one pilot, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Reads<'a>(&'a [Timestamp]);

impl<'a> Reads<'a> {
    /// Of the complete assets.
    pub fn of_assets(seen: &'a SeenReads, pilot: PilotId) -> Self {
        Self::of(seen, pilot, ASSETS)
    }

    /// Of ship and place.
    pub fn of_location(seen: &'a SeenReads, pilot: PilotId) -> Self {
        Self::of(seen, pilot, LOCATION)
    }

    fn of(seen: &'a SeenReads, pilot: PilotId, kind: usize) -> Self {
        Self(seen.0.get(&pilot).map_or(&[], |reads| &reads[kind]))
    }

    /// How old such a fact may be: two of the usual periods and half an hour.
    pub fn patience(self) -> Duration {
        self.period().saturating_mul(2) + SLACK
    }

    /// The median gap between reads.
    fn period(self) -> Duration {
        let mut gaps: Vec<Duration> = self
            .0
            .windows(2)
            .map(|pair| Duration::try_from(pair[1].duration_since(pair[0])).unwrap_or_default())
            .collect();
        if gaps.len() < 2 {
            return ASSUMED;
        }
        gaps.sort_unstable();
        gaps[gaps.len() / 2]
    }
}
