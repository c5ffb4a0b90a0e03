//! A few systems, ships in them, and whoever judges and decides as time goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{Timestamp, ToSpan};

use crate::class::HullClass;
use crate::data::{fact, key};
use crate::eden::{AVATAR, DELVE, DELVE_REGION, JITA, PERIMETER, THE_FORGE};
use crate::evaluate::{AlertLevel, HullFact};
use crate::fleet::TimedValue;
use crate::hull::HullKey;
use crate::ids::{ConstellationId, GroupId, LocationId, PilotId, SystemId, TypeId};
use crate::movement::{Drive, HullSighting, METRES_PER_LIGHT_YEAR, StarMap, hull_movements};
use crate::notice::{NoticeKind, NoticeOccasion};
use crate::place::{Place, Site};
use crate::scope::{ScopeKind, SystemLocation};
use crate::section::Freshness;
use crate::snooze::{Snooze, Snoozes};
use crate::watch::{
    HullSight, SpaceEpisode, WatchAcknowledgement, WatchAlert, WatchAlertId, WatchDecideContext, WatchDetail,
    WatchIndex, WatchKind, WatchPlace, WatchPlaces, WatchRule, WatchRuleId, WatchSubject, WatchTransition, WatchView,
    decide, judge, next_episode,
};

pub const J_SPACE: SystemId = SystemId(31_000_744);
pub const LOST_AFTER: Duration = Duration::from_secs(1800);
pub const RULE: WatchRuleId = WatchRuleId(0x00c0_ffee_00c0_ffee);

/// Jita – Perimeter 2 ly, Perimeter – Delve 4 ly, Jita – Delve exactly 6 ly; nothing is measured in wormhole space. A thousand light years on
/// are the systems of [`along`].
pub struct Line;

/// A system so many light years along the line, which goes on for a thousand of them.
pub const fn along(light_years: i64) -> SystemId {
    SystemId(30_001_000 + light_years)
}

impl StarMap for Line {
    fn gates(&self, _: SystemId, _: SystemId) -> Option<u32> {
        None
    }

    fn metres(&self, from: SystemId, to: SystemId) -> Option<f64> {
        let at = |system| match system {
            JITA => Some(0.0),
            PERIMETER => Some(2.0),
            DELVE => Some(6.0),
            SystemId(id @ 30_001_000..30_002_000) => Some(f64::from((id - 30_000_000) as u32)),
            _ => None,
        };
        Some(f64::abs(at(from)? - at(to)?) * METRES_PER_LIGHT_YEAR)
    }

    fn can_be_jumped_to(&self, _: SystemId) -> bool {
        true
    }

    fn drive(&self, _: TypeId) -> Drive {
        Drive::Unknown
    }

    fn group(&self, _: TypeId) -> Option<GroupId> {
        None
    }
}

pub fn location(system: SystemId) -> SystemLocation {
    let (constellation, region) = match system {
        DELVE => (20_000_700, DELVE_REGION),
        JITA | PERIMETER => (20_000_020, THE_FORGE),
        _ => (21_000_001, crate::ids::RegionId(11_000_001)),
    };
    SystemLocation { system, constellation: ConstellationId(constellation), region }
}

pub fn dock(system: SystemId) -> Place {
    Place { system: Some(system), site: Site::Structure(LocationId(1_035_000_000_000 + system.0)) }
}

/// So many minutes after noon; away from the downtime.
pub fn at(minutes: i64) -> Timestamp {
    Timestamp::constant(1_795_348_800, 0) + minutes.minutes()
}

pub fn rule(kind: WatchKind) -> WatchRule {
    WatchRule {
        id: RULE,
        name: "Watch".to_owned(),
        enabled: true,
        classes: BTreeSet::from([HullClass::Titan, HullClass::Dreadnought]),
        places: WatchPlaces::default(),
        level: AlertLevel::Critical,
        kind,
    }
}

pub fn only(places: &[WatchPlace]) -> WatchPlaces {
    WatchPlaces { kind: ScopeKind::OnlyListed, listed: places.to_vec() }
}

/// A ship of those who are watched.
#[derive(Debug, Clone, Copy)]
pub struct Ship {
    pub class: HullClass,
    pub main: i64,
    pub place: Place,
    pub place_at: Timestamp,
    pub place_since: Option<Timestamp>,
    pub flown: Option<TimedValue<()>>,
    pub online: Option<TimedValue<bool>>,
    pub space: Option<SpaceEpisode>,
    pub freshness: Freshness,
    pub introduced: bool,
    pub left: bool,
    pub packaged: Option<u32>,
}

/// Judges and decides, as the monitor does.
pub struct Watch {
    pub rules: Vec<WatchRule>,
    pub ships: BTreeMap<i64, Ship>,
    pub alerts: BTreeMap<WatchAlertId, WatchAlert>,
    pub acknowledged: BTreeMap<WatchAlertId, WatchAcknowledgement>,
    pub snoozes: Snoozes,
    pub expected: BTreeSet<HullKey>,
    pub withdrawn: BTreeSet<WatchAlertId>,
    pub introduced_now: BTreeSet<PilotId>,
    /// When to decide again, of the last judgement.
    pub until: Option<Timestamp>,
    before: BTreeMap<i64, HullSighting>,
}

impl Watch {
    pub fn of(rules: &[WatchRule]) -> Self {
        Self {
            rules: rules.to_vec(),
            ships: BTreeMap::new(),
            alerts: BTreeMap::new(),
            acknowledged: BTreeMap::new(),
            snoozes: Snoozes::default(),
            expected: BTreeSet::new(),
            withdrawn: BTreeSet::new(),
            introduced_now: BTreeSet::new(),
            until: None,
            before: BTreeMap::new(),
        }
    }

    /// Ship n, flown by pilot n under main n, is seen there.
    pub fn see(&mut self, n: i64, place: Place, minutes: i64) {
        let at = at(minutes);
        let class = if n < 100 { HullClass::Titan } else { HullClass::Dreadnought };
        let flown = TimedValue { as_of: at, since: Some(at), before: None, value: () };
        let new = Ship {
            class,
            main: n,
            place,
            place_at: at,
            place_since: Some(at),
            flown: Some(flown),
            online: None,
            space: None,
            freshness: Freshness::Fresh,
            introduced: true,
            left: false,
            packaged: None,
        };
        let ship = self.ships.entry(n).or_insert(new);
        if ship.place != place {
            ship.place_since = Some(at);
        }
        (ship.place, ship.place_at) = (place, at);
        if let Some(flown) = &mut ship.flown {
            flown.as_of = at;
        }
    }

    /// Pilot n is online or not, as is known until then.
    pub fn online(&mut self, n: i64, online: bool, minutes: i64) {
        let at = at(minutes);
        let ship = self.ships.get_mut(&n).unwrap();
        ship.online = Some(match ship.online {
            Some(known) if known.value == online => TimedValue { as_of: at, ..known },
            known => TimedValue { as_of: at, since: Some(at), before: known.map(|known| known.as_of), value: online },
        });
    }

    /// Online and in space there, for all of some minutes.
    pub fn stays(&mut self, n: i64, place: Place, minutes: std::ops::RangeInclusive<i64>) -> Vec<String> {
        let mut told = Vec::new();
        for minute in minutes {
            self.see(n, place, minute);
            self.online(n, true, minute);
            told.extend(self.news(minute));
        }
        told
    }

    pub fn ship(&mut self, n: i64) -> &mut Ship {
        self.ships.get_mut(&n).unwrap()
    }

    pub fn snooze(&mut self, n: i64, minutes: Option<i64>) {
        let snooze =
            Snooze { pilot: PilotId(n), since: at(0), until: minutes.map(at), by: "Mira".to_owned(), why: None };
        self.snoozes.0.insert(PilotId(n), snooze);
    }

    pub fn acknowledge(&mut self, subject: WatchSubject) {
        let id = WatchAlertId { rule: RULE, subject };
        let count = match self.alerts[&id].detail {
            WatchDetail::Massing { count, .. } => count,
            _ => 0,
        };
        let seen = WatchAcknowledgement { alert: id, at: at(0), by: "Mira".to_owned(), why: None, count };
        self.acknowledged.insert(id, seen);
    }

    pub fn alert(&self, subject: WatchSubject) -> &WatchAlert {
        &self.alerts[&WatchAlertId { rule: RULE, subject }]
    }

    pub fn news(&mut self, minutes: i64) -> Vec<String> {
        said(&self.judged(minutes, NoticeOccasion::News, false))
    }

    pub fn edit(&mut self, minutes: i64) -> Vec<String> {
        said(&self.judged(minutes, NoticeOccasion::Edit, false))
    }

    pub fn saved(&mut self, minutes: i64) -> Vec<String> {
        said(&self.judged(minutes, NoticeOccasion::Edit, true))
    }

    pub fn judged(&mut self, minutes: i64, occasion: NoticeOccasion, saved: bool) -> Vec<WatchTransition> {
        let now = at(minutes);
        let mut movements = Vec::new();
        for (n, ship) in &mut self.ships {
            let seen = HullSighting {
                key: key(*n),
                type_id: AVATAR,
                pilot: PilotId(*n),
                place: ship.place,
                flown: ship.flown.is_some(),
                at: ship.place_at,
            };
            movements.extend(hull_movements(self.before.get(n), &seen, LOST_AFTER, &Line));
            self.before.insert(*n, seen);
            ship.space = next_episode(ship.space, &sight(ship), LOST_AFTER);
        }
        let facts: Vec<HullFact> = self.ships.iter().map(|(n, ship)| fact_of(*n, ship)).collect();
        let sights: Vec<HullSight> = self.ships.values().map(sight).collect();
        let view = WatchView {
            now,
            facts: &facts,
            sights: &sights,
            movements: if occasion == NoticeOccasion::Edit { &[] } else { &movements },
            is_news: occasion != NoticeOccasion::Edit,
            locate: &|place| place.system.map(location),
            alerts: &self.alerts,
            snoozes: &self.snoozes,
            expected: &self.expected,
        };
        let judgement = judge(&mut WatchIndex::new(&self.rules, &BTreeMap::new()), &view, &Line);
        let ids = self.rules.iter().map(|rule| rule.id).filter(|_| saved).collect();
        let context = WatchDecideContext {
            now,
            occasion,
            rules: &self.rules,
            saved: &ids,
            facts: &facts,
            introduced_now: &self.introduced_now,
            withdrawn: &self.withdrawn,
            acknowledged: &self.acknowledged,
        };
        let changes = decide(&self.alerts, &judgement, &context);
        for alert in changes.alerts {
            // Kept on disk and read again.
            let text = serde_json::to_string(&alert).unwrap();
            assert_eq!(serde_json::from_str::<WatchAlert>(&text).unwrap(), alert);
            self.alerts.insert(alert.id, alert);
        }
        for (ended, _) in changes.acknowledgements_ended {
            self.acknowledged.remove(&ended);
        }
        self.withdrawn = changes.withdraw.into_iter().collect();
        self.until = changes.until;
        self.introduced_now.clear();
        changes.transitions
    }
}

fn sight(ship: &Ship) -> HullSight {
    HullSight {
        place: ship.place,
        place_at: ship.place_at,
        place_since: ship.place_since,
        flown: ship.flown,
        online: ship.online,
        space: ship.space,
    }
}

fn fact_of(n: i64, ship: &Ship) -> HullFact {
    HullFact {
        key: key(n),
        pilot: PilotId(n),
        main: PilotId(ship.main),
        whereabouts: ship.place.system.map(location),
        freshness: ship.freshness,
        introduced: ship.introduced,
        packaged: ship.packaged,
        left: ship.left,
        ..fact(n, ship.class)
    }
}

/// `Opened titan 1: undocks`, `Grew 9 in system/30000142`.
pub fn said(transitions: &[WatchTransition]) -> Vec<String> {
    let one = |transition: &WatchTransition| {
        let kind = match (transition.kind, transition.occasion) {
            (NoticeKind::Resolved, _) | (_, NoticeOccasion::News) => format!("{:?}", transition.kind),
            (_, occasion) => format!("{:?} ({occasion:?})", transition.kind),
        };
        match &transition.detail {
            WatchDetail::Moves { trigger, .. } => format!("{kind}: {trigger:?}"),
            WatchDetail::InSpace { stage, minutes, .. } => format!("{kind}: stage {stage}, {minutes} min"),
            WatchDetail::Massing { count, .. } => format!("{kind}: {count} in {}", transition.alert.subject),
        }
    };
    transitions.iter().map(one).collect()
}
