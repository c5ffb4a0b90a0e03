//! Watch rules alone: as many as there can be, for thirty thousand ships.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, HullFact};
use captrack_domain::fleet::TimedValue;
use captrack_domain::movement::{HullMove, HullMovement, Route};
use captrack_domain::notice::{NoticeOccasion, Receiver};
use captrack_domain::place::Place;
use captrack_domain::policy::SystemLocation;
use captrack_domain::scope::ScopeKind;
use captrack_domain::snooze::Snoozes;
use captrack_domain::watch::{
    HullSight, LightYears, MOST_PLACES, MOST_RULES, MassingArea, MassingCount, MoveTrigger, SpaceEpisode, Stage,
    WatchAlert, WatchAlertId, WatchDecideContext, WatchIndex, WatchKind, WatchPlace, WatchPlaces, WatchRule,
    WatchRuleId, WatchView, decide, judge,
};
use captrack_universe::universe;
use jiff::{Timestamp, ToSpan};

use crate::alliance::members;
use crate::figure::{median, ms, print, timed};
use crate::rules::facts;

const HULLS: usize = 30_000;
/// So many ships move in a cycle.
const MOVING: usize = 200;

pub fn run() {
    let now: Timestamp = "2026-11-22T15:00:00Z".parse().unwrap();
    let policy = captrack_domain::policy::Policy::default();
    let rules = rules();
    let facts = facts(HULLS, &policy);
    let sights: Vec<HullSight> = facts.iter().enumerate().map(|(n, fact)| sight(n, fact, now)).collect();
    let movements = movements(&facts, now);
    let snoozes = Snoozes::default();
    let (nobody, nothing, unseen) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
    let locate = |place: &Place| {
        let found = universe().system(place.system?)?;
        Some(SystemLocation { system: found.id, constellation: found.constellation, region: found.region })
    };
    let mut index = WatchIndex::new(&rules, &BTreeMap::new());
    let mut alerts: BTreeMap<WatchAlertId, WatchAlert> = BTreeMap::new();
    let saved = BTreeSet::new();
    let mut cycle = |alerts: &BTreeMap<WatchAlertId, WatchAlert>| {
        let view = WatchView {
            now,
            facts: &facts,
            sights: &sights,
            movements: &movements,
            is_news: true,
            locate: &locate,
            alerts,
            snoozes: &snoozes,
            expected: &BTreeSet::new(),
        };
        let judgement = judge(&mut index, &view, universe());
        let context = WatchDecideContext {
            now,
            occasion: NoticeOccasion::News,
            rules: &rules,
            saved: &saved,
            facts: &facts,
            introduced_now: &nobody,
            withdrawn: &nothing,
            acknowledged: &unseen,
        };
        decide(alerts, &judgement, &context)
    };
    let (first, took) = timed(|| cycle(&alerts));
    print("watch_first_judged_50_rules_30000_hulls", ms(took), "ms");
    alerts.extend(first.alerts.into_iter().map(|alert| (alert.id, alert)));
    eprintln!("{} alerts", alerts.len());
    print("watch_judged_50_rules_30000_hulls", ms(median(30, || cycle(&alerts))), "ms");
}

/// Every kind, each of which lists as many places as it can.
fn rules() -> Vec<WatchRule> {
    let systems: Vec<_> = universe().systems().map(|system| system.id).step_by(97).collect();
    let classes =
        BTreeSet::from([HullClass::Titan, HullClass::Supercarrier, HullClass::Dreadnought, HullClass::Carrier]);
    let rule = |n: usize| {
        let massing = |area, n| WatchKind::Massing { n, count: MassingCount::Mains, area, minutes: 30 };
        let stage = |minutes| Stage { minutes, receivers: BTreeSet::from([Receiver::Os]) };
        let kind = match n % 10 {
            0..4 => WatchKind::Moves { on: MoveTrigger::ALL.into() },
            4 | 5 => WatchKind::InSpace { stages: vec![stage(30), stage(60), stage(120)], repeat: true },
            6 => massing(MassingArea::System, 9),
            7 => massing(MassingArea::Constellation, 20),
            8 => massing(MassingArea::Region, 60),
            _ => massing(MassingArea::LightYears(LightYears(7.5)), 60),
        };
        let listed = (0..MOST_PLACES).map(|place| match place % 2 {
            0 => WatchPlace::System(systems[(n * 7 + place) % systems.len()]),
            _ => WatchPlace::Around { system: systems[(n * 11 + place) % systems.len()], light_years: LightYears(8.0) },
        });
        let kind_of_list = if n.is_multiple_of(2) { ScopeKind::AllButListed } else { ScopeKind::OnlyListed };
        WatchRule {
            id: WatchRuleId(n as u64),
            name: format!("Rule {n}"),
            enabled: true,
            classes: classes.clone(),
            places: WatchPlaces { kind: kind_of_list, listed: listed.collect() },
            level: AlertLevel::Critical,
            kind,
        }
    };
    (0..MOST_RULES).map(rule).collect()
}

/// Every tenth ship is in space, its pilot online; some for long.
fn sight(n: usize, fact: &HullFact, now: Timestamp) -> HullSight {
    let hour_ago = now - 1.hour();
    let counted = Duration::from_secs(n as u64 % 7200);
    let space = SpaceEpisode { began: hour_ago, seen_at: now, counted };
    HullSight {
        place: fact.whereabouts.map_or(Place::UNKNOWN, |place| Place::space(place.system)),
        place_at: now - (n as i64 % 60).minutes(),
        place_since: Some(hour_ago),
        flown: Some(TimedValue { as_of: now, since: Some(hour_ago), before: None, value: () }),
        online: Some(TimedValue { as_of: now, since: Some(hour_ago), before: None, value: true }),
        space: n.is_multiple_of(10).then_some(space),
    }
}

fn movements(facts: &[HullFact], now: Timestamp) -> Vec<HullMovement> {
    let types = members(HULLS);
    let place = |n: usize| Place::space(facts[n].whereabouts.unwrap().system);
    let moving = (0..MOVING).map(|n| n * (HULLS / MOVING));
    moving
        .map(|n| HullMovement {
            key: facts[n].key,
            type_id: types[n].type_id,
            pilot: facts[n].pilot,
            before: Some(now - 2.minutes()),
            at: now,
            from: Some(place((n + 1) % HULLS)),
            to: place(n),
            what: HullMove::Moved(Route::UNKNOWN),
        })
        .collect()
}
