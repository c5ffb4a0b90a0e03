//! The program's part: after each reading the rule is judged and its alerts decided.

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, HullFact};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::NoticeKind;
use captrack_domain::place::Place;
use captrack_domain::watch::{
    HullSight, LightYears, MassingArea, MassingCount, WatchDetail, WatchKind, WatchPlaces, WatchRule, WatchRuleId,
    WatchSubject,
};

use super::fleet::{PILOTS, Read, SYSTEMS, main_of};
use crate::program::{Program, item, time};
use crate::readings::{self, Arrived};
use crate::truth::pilot_id;
use crate::watched::{Remembered, Watched, fact_of};

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
    let mut watched = Watched::by(vec![rule]);
    let (mut program, mut remembered) = (Program::default(), Remembered::default());
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
        let told = watched.step(time(read.arrives), &facts, &sights, &[]);
        let told = told.iter().map(|transition| {
            let WatchDetail::Massing { count, .. } = transition.detail else { panic!("{transition:?}") };
            let ships = transition.hulls.iter().copied().map(number).collect();
            ToldMassing { kind: transition.kind, place: place_of(transition.alert.subject), ships, count }
        });
        let open = watched.open();
        let open = open.map(|alert| (place_of(alert.id.subject), alert.hulls.iter().copied().map(number).collect()));
        steps.push(Step { arrives: read.arrives, told: told.collect(), open: open.collect() });
    }
    steps
}

fn place_of(subject: WatchSubject) -> String {
    subject.to_string()
}
