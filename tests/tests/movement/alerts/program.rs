//! The program's part: after each reading the rules are judged and the alerts decided, as in a cycle.

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, HullFact};
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::movement::{HullSighting, new_movements};
use captrack_domain::notice::{NoticeKind, Receiver};
use captrack_domain::place::Place;
use captrack_domain::scope::ScopeKind;
use captrack_domain::watch::{
    HullSight, MoveTrigger, Stage, WatchAlertId, WatchDetail, WatchKind, WatchPlace, WatchPlaces, WatchRule,
    WatchRuleId, WatchSubject, WatchTransition,
};
use captrack_universe::universe;

use super::{Rule, Said, Step, ToldAlert};
use crate::program::{LIMITS, Program, item, second, time};
use crate::readings::Arrived;
use crate::systems::Systems;
use crate::truth::History;
use crate::watched::{Remembered, Watched, fact_of};

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

pub fn steps(history: &History, readings: &[Arrived], systems: &Systems) -> Vec<Step> {
    let mut watched = Watched::by(rules(systems));
    let mut program = Program::default();
    let mut remembered = Remembered::default();
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
        let told = watched.step(time(arrived.arrives), &facts, &sights, &movements);
        let told = told.iter().map(|transition| told_of(transition, &hulls)).collect();
        let open = watched.open().map(|alert| subject_of(alert.id, &hulls));
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
