//! *Massing*: ships of different mains that gather.
//!
//! A ship counts when it was seen there within the rule's time. One that counts in an open alert goes on counting until it is seen elsewhere:
//! silence ends nothing.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};

use jiff::{SignedDuration, Timestamp};

use super::alert::{WatchAlert, WatchDetail};
use super::id::{WatchAlertId, WatchRuleId, WatchSubject};
use super::index::{RuleMask, WatchIndex};
use super::judge::WatchView;
use super::places::LightYears;
use super::rule::{MassingArea, MassingCount, WatchKind};
use crate::evaluate::AlertLevel;
use crate::hull::HullKey;
use crate::ids::{PilotId, SystemId};
use crate::moment::earlier;
use crate::movement::StarMap;
use crate::scope::SystemLocation;

/// How many it takes until a massing that was told is told again: half more, rounded up. 6, 9, 14.
pub const fn grown_by_half(told: u32) -> u32 {
    told.saturating_add(told.div_ceil(2)).saturating_add((told == 0) as u32)
}

/// What massings are found in.
pub(super) struct Gathering<'a> {
    pub(super) view: &'a WatchView<'a>,
    /// By ship, the rules that look at it.
    pub(super) looked_at: &'a [RuleMask],
    pub(super) is_silenced: &'a BTreeSet<PilotId>,
}

/// Ships that gather.
pub(super) struct Gathered {
    pub(super) hulls: BTreeSet<HullKey>,
    pub(super) silent: bool,
    pub(super) detail: WatchDetail,
}

/// A rule of this kind.
#[derive(Clone, Copy)]
struct MassingRule {
    bit: usize,
    id: WatchRuleId,
    level: AlertLevel,
    n: u32,
    count: MassingCount,
    area: MassingArea,
    /// What was seen before is too old.
    oldest: Timestamp,
}

/// Everything that gathers, of every rule.
pub(super) fn gathered(
    gathering: &Gathering<'_>,
    index: &mut WatchIndex,
    map: &impl StarMap,
) -> Vec<(WatchAlertId, AlertLevel, Gathered)> {
    let rules: Vec<MassingRule> = massing_rules(index, gathering.view.now);
    if rules.is_empty() {
        return Vec::new();
    }
    let of_kind = index.of_kind(|kind| matches!(kind, WatchKind::Massing { .. }));
    let ships = ships(gathering, of_kind);
    if rules.iter().any(|rule| matches!(rule.area, MassingArea::LightYears(_))) {
        let mut systems: Vec<SystemId> = ships.iter().map(|ship| ship.location.system).collect();
        systems.dedup();
        // Also those in whose middle nobody is any more.
        systems.extend(gathering.view.alerts.keys().filter_map(|id| match id.subject {
            WatchSubject::System(middle) => Some(middle),
            _ => None,
        }));
        index.measure(&systems, map);
    }
    let mut counter = Counter { seen: vec![0; ships.len()], turn: 0 };
    let mut all = Vec::new();
    for rule in rules {
        let open: BTreeMap<WatchSubject, &WatchAlert> = gathering
            .view
            .alerts
            .values()
            .filter(|alert| alert.id.rule == rule.id && !alert.is_closed())
            .map(|alert| (alert.id.subject, alert))
            .collect();
        let own: Vec<&Ship> = ships.iter().filter(|ship| ship.rules >> rule.bit & 1 == 1).collect();
        let found = match rule.area {
            MassingArea::LightYears(reach) => around(rule, reach, &own, &open, index, &mut counter),
            area => in_areas(rule, area, &own, &open, &mut counter),
        };
        all.extend(
            found.into_iter().map(|(subject, group)| (WatchAlertId { rule: rule.id, subject }, rule.level, group)),
        );
    }
    all
}

fn massing_rules(index: &WatchIndex, now: Timestamp) -> Vec<MassingRule> {
    let rules = index.rules().iter().enumerate().filter_map(|(bit, rule)| match rule.kind {
        WatchKind::Massing { n, count, area, minutes } => {
            let oldest = earlier(now, SignedDuration::from_mins(minutes.into()));
            Some(MassingRule { bit, id: rule.id, level: rule.level, n, count, area, oldest })
        }
        _ => None,
    });
    rules.collect()
}

/// A ship whose system is known and that some rule of this kind looks at.
struct Ship {
    rules: RuleMask,
    location: SystemLocation,
    key: HullKey,
    main: PilotId,
    /// Its main's number among all.
    number: usize,
    place_at: Timestamp,
    snoozed: bool,
    expected: bool,
}

/// In the order of regions, constellations and systems: what lies in one of them is in one row.
fn ships(gathering: &Gathering<'_>, of_kind: RuleMask) -> Vec<Ship> {
    let mut numbers: HashMap<PilotId, usize> = HashMap::new();
    let view = gathering.view;
    let looked_at = view.facts.iter().zip(view.sights).zip(gathering.looked_at);
    let mut ships: Vec<Ship> = looked_at
        .filter_map(|((fact, sight), looked_at)| {
            let rules = looked_at & of_kind;
            let location = fact.whereabouts.filter(|_| rules != 0)?;
            let next = numbers.len();
            Some(Ship {
                rules,
                location,
                key: fact.key,
                main: fact.main,
                number: *numbers.entry(fact.main).or_insert(next),
                place_at: sight.place_at,
                snoozed: gathering.is_silenced.contains(&fact.pilot),
                expected: view.expected.contains(&fact.key),
            })
        })
        .collect();
    ships.sort_by_key(|ship| (ship.location.region, ship.location.constellation, ship.location.system, ship.key));
    ships
}

/// Counts different mains without forgetting those of the last count.
struct Counter {
    seen: Vec<u32>,
    turn: u32,
}

impl Counter {
    fn count<'s>(&mut self, ships: impl Iterator<Item = &'s Ship>, what: MassingCount) -> u32 {
        if what == MassingCount::Ships {
            return ships.count() as u32;
        }
        self.turn += 1;
        let mut mains = 0;
        for ship in ships {
            if self.seen[ship.number] != self.turn {
                self.seen[ship.number] = self.turn;
                mains += 1;
            }
        }
        mains
    }
}

impl MassingRule {
    /// Whether a ship counts if nobody is snoozed. `open`: the alert of this place, if there is one.
    fn counts(&self, ship: &Ship, open: Option<&WatchAlert>) -> bool {
        let goes_on = || open.is_some_and(|alert| alert.hulls.contains(&ship.key));
        !ship.expected && (ship.place_at >= self.oldest || goes_on())
    }

    /// What gathers among ships of one place, if that is enough.
    fn gather(&self, ships: &[&Ship], open: Option<&WatchAlert>, counter: &mut Counter) -> Option<Gathered> {
        let counting = || ships.iter().copied().filter(|ship| self.counts(ship, open));
        let awake = counter.count(counting().filter(|ship| !ship.snoozed), self.count);
        let silent = awake < self.n;
        if silent && counter.count(counting(), self.count) < self.n {
            return None;
        }
        let told = || counting().filter(|ship| silent || !ship.snoozed);
        let number = |is: &dyn Fn(&Ship) -> bool| ships.iter().filter(|ship| is(ship)).count() as u32;
        let detail = WatchDetail::Massing {
            count: counter.count(told(), self.count),
            mains: told().map(|ship| ship.main).collect(),
            stale: told().filter(|ship| ship.place_at < self.oldest).count() as u32,
            older: number(&|ship| !ship.expected && !ship.snoozed && !self.counts(ship, open)),
            expected: number(&|ship| ship.expected),
        };
        Some(Gathered { hulls: told().map(|ship| ship.key).collect(), silent, detail })
    }
}

fn in_areas(
    rule: MassingRule,
    area: MassingArea,
    ships: &[&Ship],
    open: &BTreeMap<WatchSubject, &WatchAlert>,
    counter: &mut Counter,
) -> Vec<(WatchSubject, Gathered)> {
    let subject = |ship: &Ship| match area {
        MassingArea::Region => WatchSubject::Region(ship.location.region),
        MassingArea::Constellation => WatchSubject::Constellation(ship.location.constellation),
        MassingArea::System | MassingArea::LightYears(_) => WatchSubject::System(ship.location.system),
    };
    let mut found = Vec::new();
    for group in ships.chunk_by(|one, other| subject(one) == subject(other)) {
        let Some(subject) = group.first().map(|ship| subject(ship)).filter(|_| group.len() >= rule.n as usize) else {
            continue;
        };
        let open = if open.is_empty() { None } else { open.get(&subject).copied() };
        if let Some(gathered) = rule.gather(group, open, counter) {
            found.push((subject, gathered));
        }
    }
    found
}

/// Around one system each: first where a massing is open, then where most are. No ship is in two of them.
fn around(
    rule: MassingRule,
    reach: LightYears,
    ships: &[&Ship],
    open: &BTreeMap<WatchSubject, &WatchAlert>,
    index: &WatchIndex,
    counter: &mut Counter,
) -> Vec<(WatchSubject, Gathered)> {
    let mut cells: HashMap<SystemId, Vec<&Ship>> = HashMap::new();
    for ship in ships {
        cells.entry(ship.location.system).or_default().push(ship);
    }
    let mut found = Vec::new();
    let mut earliest: Vec<&WatchAlert> = open.values().copied().collect();
    earliest.sort_by_key(|alert| (alert.opened_at, alert.id));
    for alert in earliest {
        let WatchSubject::System(middle) = alert.id.subject else { continue };
        let within = ball(&cells, index, middle, reach);
        if let Some(gathered) = rule.gather(&within, Some(alert), counter) {
            take_out(&mut cells, &within, &gathered);
            found.push((alert.id.subject, gathered));
        }
    }
    // Where what was seen in time is too little, nothing opens.
    let mut count = |cells: &HashMap<SystemId, Vec<&Ship>>, middle: SystemId| {
        let young = |ship: &&&Ship| rule.counts(ship, None);
        let ships = std::iter::once(middle).chain(index.within(middle, reach));
        let near: Vec<&[&Ship]> = ships.filter_map(|system| cells.get(&system)).map(Vec::as_slice).collect();
        if near.iter().map(|ships| ships.len()).sum::<usize>() < rule.n as usize {
            return 0;
        }
        counter.count(near.into_iter().flatten().filter(young).copied(), rule.count)
    };
    let middles = cells.keys().map(|middle| (count(&cells, *middle), std::cmp::Reverse(*middle)));
    let mut middles: BinaryHeap<_> = middles.filter(|(count, _)| *count >= rule.n).collect();
    let mut taken = Vec::new();
    while let Some((before, std::cmp::Reverse(middle))) = middles.pop() {
        // Others may have taken some of it: counts only fall, so the first that is still right is the highest.
        let now = count(&cells, middle);
        if now < before {
            if now >= rule.n {
                middles.push((now, std::cmp::Reverse(middle)));
            }
            continue;
        }
        let within = ball(&cells, index, middle, reach);
        taken.push((middle, within.clone()));
        for ship in &within {
            remove(&mut cells, ship);
        }
    }
    for (middle, within) in taken {
        let subject = WatchSubject::System(middle);
        if let Some(gathered) = rule.gather(&within, None, counter) {
            found.push((subject, gathered));
        }
    }
    found
}

/// The ships around a system that no massing has taken yet.
fn ball<'s>(
    cells: &HashMap<SystemId, Vec<&'s Ship>>,
    index: &WatchIndex,
    middle: SystemId,
    reach: LightYears,
) -> Vec<&'s Ship> {
    let systems = std::iter::once(middle).chain(index.within(middle, reach));
    systems.filter_map(|system| cells.get(&system)).flatten().copied().collect()
}

fn take_out(cells: &mut HashMap<SystemId, Vec<&Ship>>, within: &[&Ship], gathered: &Gathered) {
    for ship in within.iter().filter(|ship| gathered.hulls.contains(&ship.key) || ship.snoozed) {
        remove(cells, ship);
    }
}

fn remove(cells: &mut HashMap<SystemId, Vec<&Ship>>, ship: &Ship) {
    if let Some(ships) = cells.get_mut(&ship.location.system) {
        ships.retain(|other| other.key != ship.key);
    }
}
