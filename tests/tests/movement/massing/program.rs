//! The program's part: after each reading the rule is judged and its alerts decided.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, HullFact};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{NoticeKind, NoticeOccasion};
use captrack_domain::place::Place;
use captrack_domain::snooze::Snoozes;
use captrack_domain::watch::{
    HullSight, LightYears, MassingArea, MassingCount, WatchAlert, WatchAlertId, WatchDecideContext, WatchDetail,
    WatchIndex, WatchKind, WatchPlaces, WatchRule, WatchRuleId, WatchSubject, WatchView, decide, judge,
};
use captrack_universe::universe;

use super::fleet::{PILOTS, Read, SYSTEMS, main_of};
use crate::alerts::program::{Remembered, fact_of, locate};
use crate::program::{Program, item, time};
use crate::readings::{self, Arrived};
use crate::truth::pilot_id;

/// So many mains, within so many minutes.
pub const NEEDED: u32 = 5;
pub const WITHIN_MINUTES: u32 = 10;

pub const AREAS: [MassingArea; 4] = [
    MassingArea::System,
    MassingArea::Constellation,
    MassingArea::Region,
    MassingArea::LightYears(LightYears(LIGHT_YEARS)),
];
pub const LIGHT_YEARS: f64 = 3.0;

#[derive(Debug, Clone)]
pub struct ToldMassing {
    pub kind: NoticeKind,
    /// In plain text: `system/30000142`.
    pub place: String,
    pub ships: Vec<usize>,
    pub count: u32,
}

#[derive(Debug, Clone)]
pub struct Step {
    pub arrives: i64,
    pub told: Vec<ToldMassing>,
    /// Where massings are open, with their ships.
    pub open: Vec<(String, Vec<usize>)>,
}

fn number(key: HullKey) -> usize {
    (0..PILOTS).find(|pilot| HullKey::Item(item(*pilot)) == key).unwrap()
}

pub fn steps(readings: &[Read], area: MassingArea) -> Vec<Step> {
    let kind = WatchKind::Massing { n: NEEDED, count: MassingCount::Mains, area, minutes: WITHIN_MINUTES };
    let rule = WatchRule {
        id: WatchRuleId(1),
        name: "Massing".to_owned(),
        enabled: true,
        classes: BTreeSet::from([HullClass::Dreadnought]),
        places: WatchPlaces::default(),
        level: AlertLevel::Alerting,
        kind,
    };
    let rules = [rule];
    let mut index = WatchIndex::new(&rules, &BTreeMap::new());
    let (mut program, mut remembered) = (Program::default(), Remembered::default());
    let mut alerts: BTreeMap<WatchAlertId, WatchAlert> = BTreeMap::new();
    let mut steps = Vec::new();
    for read in readings {
        let place = Place::space(SYSTEMS[read.system].id);
        for part in [readings::Read::Ship(Some(read.pilot)), readings::Read::Location(place)] {
            program.read(&Arrived { pilot: read.pilot, as_of: read.as_of, arrives: read.arrives, read: part });
        }
        let main = |pilot: PilotId| {
            let number = (0..PILOTS).find(|number| pilot_id(*number) == pilot).unwrap();
            pilot_id(main_of(number))
        };
        let hulls = program.fleet.hulls.values();
        let facts: Vec<HullFact> =
            hulls.clone().map(|hull| fact_of(hull, HullClass::Dreadnought, main(hull.pilot))).collect();
        let sights: Vec<HullSight> = hulls.map(|hull| remembered.sight_of(&program, hull)).collect();
        let now = time(read.arrives);
        let view = WatchView {
            now,
            facts: &facts,
            sights: &sights,
            movements: &[],
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
        let told = changes.transitions.iter().map(|transition| {
            let WatchDetail::Massing { count, .. } = transition.detail else { panic!("{transition:?}") };
            let ships = transition.hulls.iter().copied().map(number).collect();
            ToldMassing { kind: transition.kind, place: place_of(transition.alert.subject), ships, count }
        });
        let open = alerts.values().filter(|alert| !alert.is_closed());
        let open = open.map(|alert| (place_of(alert.id.subject), alert.hulls.iter().copied().map(number).collect()));
        steps.push(Step { arrives: read.arrives, told: told.collect(), open: open.collect() });
    }
    steps
}

fn place_of(subject: WatchSubject) -> String {
    subject.to_string()
}
