//! The program's part: after each reading the rules are judged and the alerts decided, as in a cycle.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, HullFact};
use captrack_domain::fleet::{HullChange, TimedValue};
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::PilotId;
use captrack_domain::movement::{HullSighting, new_movements};
use captrack_domain::notice::{NoticeKind, NoticeOccasion, Receiver};
use captrack_domain::place::Place;
use captrack_domain::scope::{ScopeKind, SystemLocation};
use captrack_domain::section::Freshness;
use captrack_domain::snooze::Snoozes;
use captrack_domain::watch::{
    HullSight, MoveTrigger, SpaceEpisode, Stage, WatchAlert, WatchAlertId, WatchDecideContext, WatchDetail, WatchIndex,
    WatchKind, WatchPlace, WatchPlaces, WatchRule, WatchRuleId, WatchSubject, WatchTransition, WatchView, decide,
    judge, next_episode,
};
use captrack_universe::universe;
use jiff::Timestamp;

use super::{Rule, Said, Step, ToldAlert};
use crate::program::{LIMITS, Program, item, second, time};
use crate::readings::Arrived;
use crate::systems::Systems;
use crate::truth::{History, pilot_id};

const RULES: [Rule; 6] = [Rule::Undocks, Rule::LogsOn, Rule::Moves, Rule::Enters, Rule::Leaves, Rule::InSpace];

fn rules(systems: &Systems) -> Vec<WatchRule> {
    let stage = Stage { minutes: 15, receivers: BTreeSet::from([Receiver::Os]) };
    let moves = |trigger| WatchKind::Moves { on: BTreeSet::from([trigger]) };
    let rule = |rule: Rule| {
        let (kind, has_border) = match rule {
            Rule::Undocks => (moves(MoveTrigger::Undocks), false),
            Rule::LogsOn => (moves(MoveTrigger::LogsOn), false),
            Rule::Moves => (moves(MoveTrigger::Moves), false),
            Rule::Enters => (moves(MoveTrigger::Enters), true),
            Rule::Leaves => (moves(MoveTrigger::Leaves), true),
            Rule::InSpace => (WatchKind::InSpace { stages: vec![stage.clone()], repeat: false }, false),
        };
        let listed = systems.beyond.iter().map(|system| WatchPlace::System(*system)).collect();
        let places = WatchPlaces { kind: ScopeKind::OnlyListed, listed };
        WatchRule {
            id: WatchRuleId(rule as u64),
            name: format!("{rule:?}"),
            enabled: true,
            classes: BTreeSet::from([HullClass::Titan]),
            places: if has_border { places } else { WatchPlaces::default() },
            level: AlertLevel::Critical,
            kind,
        }
    };
    RULES.map(rule).to_vec()
}

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

fn sighting(hull: &Hull) -> HullSighting {
    HullSighting {
        key: hull.key,
        type_id: hull.type_id,
        pilot: hull.pilot,
        place: hull.place,
        flown: hull.occupancy == Occupancy::Flown,
        at: hull.place_at,
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

pub fn steps(history: &History, readings: &[Arrived], systems: &Systems) -> Vec<Step> {
    let rules = rules(systems);
    let mut index = WatchIndex::new(&rules, &BTreeMap::new());
    let mut program = Program::default();
    let mut remembered = Remembered::default();
    let mut alerts: BTreeMap<WatchAlertId, WatchAlert> = BTreeMap::new();
    let mut steps = Vec::new();
    let hulls: Vec<HullKey> = (0..history.minutes[0].hulls.len()).map(|hull| HullKey::Item(item(hull))).collect();
    for arrived in readings {
        let before = program.fleet.clone();
        let known = program.events.len();
        program.read(arrived);
        remembered.note_places(&program, known);
        let known_before = |key: HullKey| before.hulls.get(&key).map(sighting);
        let movements = new_movements(&program.events[known..], known_before, LIMITS, universe());
        let fleet: Vec<&Hull> = program.fleet.hulls.values().collect();
        let facts: Vec<HullFact> = fleet.iter().map(|hull| fact_of(hull, HullClass::Titan, hull.pilot)).collect();
        let sights: Vec<HullSight> = fleet.iter().map(|hull| remembered.sight_of(&program, hull)).collect();
        let now = time(arrived.arrives);
        let view = WatchView {
            now,
            facts: &facts,
            sights: &sights,
            movements: &movements,
            is_news: true,
            locate: &locate,
            alerts: &alerts,
            snoozes: &Snoozes::default(),
            expected: &BTreeSet::new(),
        };
        let judgement = judge(&mut index, &view, universe());
        let context = WatchDecideContext {
            now,
            occasion: NoticeOccasion::News,
            rules: &rules,
            saved: &BTreeSet::new(),
            facts: &facts,
            introduced_now: &BTreeSet::new(),
            withdrawn: &BTreeSet::new(),
            acknowledged: &BTreeMap::new(),
        };
        let changes = decide(&alerts, &judgement, &context);
        alerts.extend(changes.alerts.into_iter().map(|alert| (alert.id, alert)));
        let told = changes.transitions.iter().map(|transition| told_of(transition, &hulls)).collect();
        let open = alerts.values().filter(|alert| !alert.is_closed()).map(|alert| subject_of(alert.id, &hulls));
        steps.push(Step { arrives: arrived.arrives, told, open: open.collect() });
    }
    steps
}

fn subject_of(id: WatchAlertId, hulls: &[HullKey]) -> (Rule, usize) {
    let WatchSubject::Hull(key) = id.subject else { panic!("{id}") };
    let hull = hulls.iter().position(|hull| *hull == key).unwrap();
    (RULES[usize::try_from(id.rule.0).unwrap()], hull)
}

fn told_of(transition: &WatchTransition, hulls: &[HullKey]) -> ToldAlert {
    let (rule, hull) = subject_of(transition.alert, hulls);
    let said = match transition.kind {
        NoticeKind::Opened => Said::Opened,
        NoticeKind::Moved => Said::Moved,
        NoticeKind::Resolved => Said::Resolved,
        other => panic!("{other:?}"),
    };
    match &transition.detail {
        WatchDetail::Moves { before, at, from, to, .. } => ToldAlert {
            rule,
            hull,
            said,
            before: before.map_or(i64::MIN, second),
            at: second(*at),
            from: *from,
            to: *to,
            minutes: 0,
        },
        WatchDetail::InSpace { since, seen_at, minutes, .. } => ToldAlert {
            rule,
            hull,
            said,
            before: second(*since),
            at: second(*seen_at),
            from: None,
            to: Place::UNKNOWN,
            minutes: i64::try_from(*minutes).unwrap(),
        },
        WatchDetail::Massing { .. } => panic!("no rule of these gathers"),
    }
}
