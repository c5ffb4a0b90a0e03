//! Exemptions: ships that are expected where they are, for a planned operation.
//!
//! What an exemption covers alerts nobody and counts for nothing, class rules and watch rules alike. What leaves its frame (the time, the places,
//! the pilots) alerts as ever.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::class::HullClass;
use crate::evaluate::HullFact;
use crate::foreign_text::excerpt;
use crate::hull::HullKey;
use crate::ids::PilotId;
use crate::moment::earlier;
use crate::movement::StarMap;
use crate::scope::{PlaceSet, ScopeKind};
use crate::text;
use crate::text::{Argument, Text, author};
use crate::watch::{MOST_PLACES, WatchPlace, WatchPlaces};

/// An exemption lasts so long at most.
pub const LONGEST_EXEMPTION: Duration = Duration::from_secs(14 * 86_400);
/// So long before its end one is reminded of it.
pub const ENDS_SOON: Duration = Duration::from_secs(3600);
/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 200;

/// An exemption's identity: random.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExemptionId(pub u64);

/// Whose ships are expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExemptedPilots {
    /// Everybody's.
    Everyone,
    /// Those of some mains, with all their pilots, and of some pilots.
    Listed {
        /// The mains.
        #[serde(default)]
        mains: BTreeSet<PilotId>,
        /// Single pilots, whatever their main.
        #[serde(default)]
        pilots: BTreeSet<PilotId>,
    },
}

/// A planned operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// The same for as long as it is the same exemption.
    pub id: ExemptionId,
    /// Whose ships.
    pub pilots: ExemptedPilots,
    /// Which of them; empty: of every class.
    #[serde(default)]
    pub classes: BTreeSet<HullClass>,
    /// Where they are expected.
    #[serde(default)]
    pub places: WatchPlaces,
    /// From when on.
    pub from: Timestamp,
    /// Until when; the end itself is not covered.
    pub until: Timestamp,
    /// When it was made, by corrected time.
    pub made_at: Timestamp,
    /// Who made it: a pilot's name or "this desk".
    pub by: String,
    /// What for.
    pub why: String,
}

/// Why an exemption cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExemptionError {
    /// It is about nobody.
    Nobody,
    /// Nobody knows what for.
    Reason,
    /// No time at all.
    EndsBeforeItBegins {
        /// When it begins.
        from: Timestamp,
        /// When it ends.
        until: Timestamp,
    },
    /// It was over when it was made.
    Over(Timestamp),
    /// For years.
    TooLong(i64),
    /// It covers nothing, or everything by way of an empty list.
    NoPlaces,
    /// A list that nobody reads.
    TooManyPlaces(usize),
    /// The set of places is not there.
    UnknownPlaceSet(String),
}

impl ExemptionError {
    /// For a person: without a capital letter and a full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Nobody => text!("exemption-nobody"),
            Self::Reason => text!("exemption-reason", most = LONGEST_REASON),
            Self::EndsBeforeItBegins { from, until } => {
                text!("exemption-ends-before-it-begins", from = *from, until = *until)
            }
            Self::Over(until) => text!("exemption-over", until = *until),
            Self::TooLong(days) => text!("exemption-too-long", days = *days),
            Self::NoPlaces => text!("exemption-no-places"),
            Self::TooManyPlaces(n) => text!("exemption-too-many-places", most = MOST_PLACES, n = *n),
            Self::UnknownPlaceSet(name) => text!("exemption-unknown-place-set", name = excerpt(name, 40)),
        }
    }
}

impl Exemption {
    /// Whether it covers anything now.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }

    /// Whether a ship is expected where it is. A place that is not known is in none that lists places: it alerts.
    pub fn covers(
        &self,
        fact: &HullFact,
        now: Timestamp,
        sets: &BTreeMap<String, PlaceSet>,
        map: &impl StarMap,
    ) -> bool {
        let of_pilot = match &self.pilots {
            ExemptedPilots::Everyone => true,
            ExemptedPilots::Listed { mains, pilots } => mains.contains(&fact.main) || pilots.contains(&fact.pilot),
        };
        let of_class = self.classes.is_empty() || self.classes.contains(&fact.class);
        let is_there = || match fact.whereabouts {
            Some(place) => self.places.hold(place, sets, map),
            None => self.places.kind == ScopeKind::Everywhere,
        };
        self.holds(now) && of_pilot && of_class && is_there()
    }

    /// When one is reminded that it ends soon; none: it was made, or begins, later than that.
    pub fn reminds_at(&self) -> Option<Timestamp> {
        let at = earlier(self.until, ENDS_SOON);
        (at > self.made_at && at > self.from).then_some(at)
    }

    /// Why its ships do not alert: `Expected until 2026-11-22 18:40 EVE by Mira: moving the cache`.
    pub fn text(&self) -> Text {
        text!("why-expected", until = self.until, by = author(&self.by), why = Argument::Said(self.why.clone()))
    }

    /// Refuses one that cannot be meant; the first fault found.
    pub fn validate(&self, now: Timestamp, sets: &BTreeMap<String, PlaceSet>) -> Result<(), ExemptionError> {
        let nobody =
            matches!(&self.pilots, ExemptedPilots::Listed { mains, pilots } if mains.is_empty() && pilots.is_empty());
        if nobody {
            return Err(ExemptionError::Nobody);
        }
        let is_reason = !self.why.trim().is_empty()
            && self.why.chars().count() <= LONGEST_REASON
            && !self.why.chars().any(char::is_control);
        if !is_reason {
            return Err(ExemptionError::Reason);
        }
        if self.until <= self.from {
            return Err(ExemptionError::EndsBeforeItBegins { from: self.from, until: self.until });
        }
        if self.until <= now {
            return Err(ExemptionError::Over(self.until));
        }
        let lasts = self.until.duration_since(self.from);
        if lasts > SignedDuration::try_from(LONGEST_EXEMPTION).unwrap_or(SignedDuration::MAX) {
            return Err(ExemptionError::TooLong(lasts.as_secs().div_euclid(86_400)));
        }
        if self.places.kind != ScopeKind::Everywhere && self.places.listed.is_empty() {
            return Err(ExemptionError::NoPlaces);
        }
        if self.places.listed.len() > MOST_PLACES {
            return Err(ExemptionError::TooManyPlaces(self.places.listed.len()));
        }
        let unknown = self.places.listed.iter().find_map(|place| match place {
            WatchPlace::Set(name) if !sets.contains_key(name) => Some(name.clone()),
            _ => None,
        });
        unknown.map_or(Ok(()), |name| Err(ExemptionError::UnknownPlaceSet(name)))
    }
}

/// Which ships are expected, each with the exemption that covers it for longest.
pub fn expected<'e>(
    exemptions: &'e [Exemption],
    facts: &[HullFact],
    now: Timestamp,
    sets: &BTreeMap<String, PlaceSet>,
    map: &impl StarMap,
) -> BTreeMap<HullKey, &'e Exemption> {
    let mut holding: Vec<&Exemption> = exemptions.iter().filter(|exemption| exemption.holds(now)).collect();
    holding.sort_by_key(|exemption| (std::cmp::Reverse(exemption.until), exemption.id));
    if holding.is_empty() {
        return BTreeMap::new();
    }
    let covering = |fact: &HullFact| {
        let first = holding.iter().find(|exemption| exemption.covers(fact, now, sets, map))?;
        Some((fact.key, *first))
    };
    facts.iter().filter_map(covering).collect()
}

/// When the next one begins, reminds or ends, so that the monitor can wake for it.
pub fn next_change(exemptions: &[Exemption], now: Timestamp) -> Option<Timestamp> {
    let times = exemptions.iter().flat_map(|one| [Some(one.from), one.reminds_at(), Some(one.until)]);
    times.flatten().filter(|at| *at > now).min()
}

/// What became due since the last look: those that end within the hour, and those that have ended.
pub fn due(exemptions: &[Exemption], last_look: Timestamp, now: Timestamp) -> (Vec<ExemptionId>, Vec<ExemptionId>) {
    let is_due = |at: Timestamp| last_look < at && at <= now;
    let ended: Vec<ExemptionId> =
        exemptions.iter().filter(|exemption| is_due(exemption.until)).map(|exemption| exemption.id).collect();
    let ends_soon = exemptions.iter().filter(|exemption| exemption.reminds_at().is_some_and(is_due));
    (ends_soon.map(|exemption| exemption.id).filter(|id| !ended.contains(id)).collect(), ended)
}

#[cfg(test)]
mod tests;
