//! What both kinds of histories ask the program: facts and sights of its ships, and the rules judged and their alerts decided, as in a cycle.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::HullFact;
use captrack_domain::fleet::{HullChange, TimedValue};
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::PilotId;
use captrack_domain::movement::HullMovement;
use captrack_domain::notice::NoticeOccasion;
use captrack_domain::place::Place;
use captrack_domain::scope::SystemLocation;
use captrack_domain::section::Freshness;
use captrack_domain::snooze::Snoozes;
use captrack_domain::watch::{
    HullSight, SpaceEpisode, WatchAlert, WatchAlertId, WatchDecideContext, WatchIndex, WatchRule, WatchTransition,
    WatchView, decide, judge, next_episode,
};
use captrack_universe::universe;
use jiff::Timestamp;

use crate::program::{LIMITS, Program};
use crate::truth::pilot_id;

pub fn locate(place: &Place) -> Option<SystemLocation> {
    let found = universe().system(place.system?)?;
    Some(SystemLocation { system: found.id, constellation: found.constellation, region: found.region })
}

pub fn fact_of(hull: &Hull, class: HullClass, main: PilotId) -> HullFact {
    HullFact {
        key: hull.key,
        class,
        pilot: hull.pilot,
        main,
        whereabouts: locate(&hull.place),
        freshness: Freshness::Fresh,
        introduced: true,
        packaged: None,
        left: false,
    }
}

/// What the program knows of each ship beside the fleet.
#[derive(Default)]
pub struct Remembered {
    places: BTreeMap<HullKey, Timestamp>,
    spaces: BTreeMap<HullKey, SpaceEpisode>,
}

impl Remembered {
    pub fn sight_of(&mut self, program: &Program, hull: &Hull) -> HullSight {
        let pilot = program.pilots.iter().find(|(number, _)| pilot_id(**number) == hull.pilot).map(|(_, known)| known);
        let ship = pilot.and_then(|known| known.ship).filter(|ship| {
            let is_this = ship.value.is_some_and(|active| HullKey::Item(active.item) == hull.key);
            is_this && hull.occupancy == Occupancy::Flown
        });
        let flown =
            ship.map(|ship| TimedValue { as_of: ship.as_of, since: ship.since, before: ship.before, value: () });
        let mut sight = HullSight {
            place: hull.place,
            place_at: hull.place_at,
            place_since: self.places.get(&hull.key).copied(),
            flown,
            online: pilot.and_then(|known| known.online),
            space: None,
        };
        sight.space = next_episode(self.spaces.remove(&hull.key), &sight, LIMITS.flown);
        self.spaces.extend(sight.space.map(|space| (hull.key, space)));
        sight
    }

    pub fn note_places(&mut self, program: &Program, from: usize) {
        for event in &program.events[from..] {
            if matches!(event.what, HullChange::Moved { .. } | HullChange::Appeared { .. }) {
                self.places.insert(event.key, event.at);
            }
        }
    }
}

/// Rules with the alerts that come of them.
pub struct Watched {
    rules: Vec<WatchRule>,
    index: WatchIndex,
    alerts: BTreeMap<WatchAlertId, WatchAlert>,
}

impl Watched {
    pub fn by(rules: Vec<WatchRule>) -> Self {
        let index = WatchIndex::new(&rules, &BTreeMap::new());
        Self { rules, index, alerts: BTreeMap::new() }
    }

    /// Judges the rules on news and decides; what is told.
    pub fn step(
        &mut self,
        now: Timestamp,
        facts: &[HullFact],
        sights: &[HullSight],
        movements: &[HullMovement],
    ) -> Vec<WatchTransition> {
        let view = WatchView {
            now,
            facts,
            sights,
            movements,
            is_news: true,
            locate: &locate,
            alerts: &self.alerts,
            snoozes: &Snoozes::default(),
            expected: &BTreeSet::new(),
        };
        let judgement = judge(&mut self.index, &view, universe());
        let context = WatchDecideContext {
            now,
            occasion: NoticeOccasion::News,
            rules: &self.rules,
            saved: &BTreeSet::new(),
            facts,
            introduced_now: &BTreeSet::new(),
            withdrawn: &BTreeSet::new(),
            acknowledged: &BTreeMap::new(),
        };
        let changes = decide(&self.alerts, &judgement, &context);
        self.alerts.extend(changes.alerts.into_iter().map(|alert| (alert.id, alert)));
        changes.transitions
    }

    /// The alerts that are open.
    pub fn open(&self) -> impl Iterator<Item = &WatchAlert> {
        self.alerts.values().filter(|alert| !alert.is_closed())
    }
}
