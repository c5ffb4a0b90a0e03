//! How well the sections of pilots answer, and until when that holds by itself.

use std::cmp::Ordering;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::pilot::{AuthMembership, Pilot};
use captrack_domain::reading::Reading;
pub use captrack_domain::section::patience;
use captrack_domain::section::{Freshness, SectionId, SectionKind, cadence, fresh_for};
use jiff::{Timestamp, ToSpan};

use super::earliest;
use crate::state::auth::RHYTHM;
use crate::state::auth::reads::ReadTimes;
use crate::state::{KnownSection, State};

/// A freshness, and the first moment at which time alone makes it another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedFreshness {
    pub freshness: Freshness,
    /// None: only an answer changes it.
    pub until: Option<Timestamp>,
}

impl DatedFreshness {
    /// Of what is asked every `interval` and last answered at `last`.
    pub fn since(last: Option<Timestamp>, interval: Duration, now: Timestamp) -> Self {
        Self::for_as_long_as(patience(interval), last, now)
    }

    /// Of what may be that old.
    fn for_as_long_as(patience: Duration, last: Option<Timestamp>, now: Timestamp) -> Self {
        let freshness = fresh_for(patience, last, now);
        let until = last.filter(|_| freshness == Freshness::Fresh).and_then(|last| {
            let end = last.checked_add(patience).ok()?;
            end.checked_add(1.nanosecond()).ok()
        });
        Self { freshness, until }
    }

    /// Of what is only as fresh as both together.
    pub fn and(self, other: Self) -> Self {
        Self { freshness: self.freshness.max(other.freshness), until: earliest(self.until, other.until) }
    }

    /// Of what two sources tell: the better counts.
    fn or(self, other: Self) -> Self {
        match self.freshness.cmp(&other.freshness) {
            Ordering::Less => self,
            Ordering::Greater => other,
            // Fresh is over when the longer of them is; the others are over with an answer.
            Ordering::Equal => Self { until: self.until.max(other.until), ..self },
        }
    }

    pub fn has_never_answered(self) -> bool {
        self.freshness == Freshness::Never
    }
}

/// How a pilot's sections answer.
#[derive(Debug, Clone, Copy)]
pub struct PilotFreshness {
    pub ship: DatedFreshness,
    pub location: DatedFreshness,
    pub assets: DatedFreshness,
}

impl PilotFreshness {
    /// All that hulls are known by.
    pub fn together(self) -> DatedFreshness {
        self.ship.and(self.location).and(self.assets)
    }

    /// Of a pilot whom two sources tell of.
    fn or(self, other: Self) -> Self {
        Self {
            ship: self.ship.or(other.ship),
            location: self.location.or(other.location),
            assets: self.assets.or(other.assets),
        }
    }
}

/// How AllianceAuth tells of a pilot: as fresh as what it read there, and as it answers this desk. Whom it does not name any more is stale.
pub fn of_auth(state: &State, pilot: &Pilot, now: Timestamp) -> PilotFreshness {
    let last_answer = state.auth.connection.as_ref().and_then(|connection| connection.last_success);
    let server = DatedFreshness::since(last_answer, RHYTHM, now);
    let held = |read: Option<Timestamp>, reads: ReadTimes<'_>| {
        let read = DatedFreshness::for_as_long_as(reads.patience(), read, now).and(server);
        let is_missing = pilot.auth.as_ref().is_none_or(|auth| auth.missing_since.is_some());
        if is_missing { read.and(DatedFreshness { freshness: Freshness::Stale, until: None }) } else { read }
    };
    let read = |at: fn(&AuthMembership) -> Option<Timestamp>| pilot.auth.as_ref().and_then(at);
    let whereabouts = held(read(|auth| auth.location_at), ReadTimes::of_location(&state.auth, pilot.id));
    let assets = held(read(|auth| auth.assets_at), ReadTimes::of_assets(&state.auth, pilot.id));
    PilotFreshness { ship: whereabouts, location: whereabouts, assets }
}

/// Of every watched pilot, in the order of the pilots. All in one pass: a look-up a hull would be most of the work of judging.
pub fn answering(state: &State, now: Timestamp) -> Vec<PilotFreshness> {
    let [ships, locations, onlines, assets] =
        [SectionKind::Ship, SectionKind::Location, SectionKind::Online, SectionKind::Assets]
            .map(|kind| by_pilot(state, kind));
    let pilots = state.pilots.values().enumerate();
    pilots
        .map(|(at, pilot)| {
            let online = onlines[at].and_then(|section| match section.reading.as_ref()?.reading {
                Reading::Online(online) => Some(online),
                _ => None,
            });
            // Only of those who are online does it matter what they fly.
            let flies_a_capital = online == Some(true) && state.flies_a_capital(pilot.id);
            let held = |section: Option<&KnownSection>, kind| {
                let last = section.and_then(|section| section.status.last_success);
                DatedFreshness::since(last, cadence(kind, online, flies_a_capital), now)
            };
            let here = PilotFreshness {
                ship: held(ships[at], SectionKind::Ship),
                location: held(locations[at], SectionKind::Location),
                assets: held(assets[at], SectionKind::Assets),
            };
            if pilot.auth.is_some() { here.or(of_auth(state, pilot, now)) } else { here }
        })
        .collect()
}

/// One section of every watched pilot, in the order of the pilots.
fn by_pilot(state: &State, kind: SectionKind) -> Vec<Option<&KnownSection>> {
    let [first, last] = [i64::MIN, i64::MAX].map(|id| SectionId { kind, pilot: PilotId(id) });
    let mut sections = state.sections.range(first..=last).peekable();
    let of_pilot = |pilot: &PilotId| {
        while sections.next_if(|(id, _)| id.pilot < *pilot).is_some() {}
        sections.next_if(|(id, _)| id.pilot == *pilot).map(|(_, section)| section)
    };
    state.pilots.keys().map(of_pilot).collect()
}

#[cfg(test)]
mod tests {
    use captrack_domain::section::freshness;

    use super::*;
    use crate::test_state::at;

    #[test]
    fn freshness_lasts_exactly_as_long_as_it_is_said_to() {
        for secs in [5, 60, 100, 101, 3600] {
            let interval = Duration::from_secs(secs);
            let until = DatedFreshness::since(Some(at(0)), interval, at(0)).until.unwrap();
            assert_eq!(freshness(Some(at(0)), interval, until - 1.nanosecond()), Freshness::Fresh, "{secs} s");
            assert_eq!(freshness(Some(at(0)), interval, until), Freshness::Stale, "{secs} s");
        }
    }

    #[test]
    fn what_is_stale_or_never_answered_stays_so_without_news() {
        let interval = Duration::from_secs(60);
        assert_eq!(DatedFreshness::since(None, interval, at(0)).until, None);
        assert_eq!(DatedFreshness::since(Some(at(-4000)), interval, at(0)).until, None);
    }
}
