//! Rules made ready to be judged: which of them look at which system and class, kept until the rules change.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::id::WatchRuleId;
use super::places::{LightYears, WatchPlace};
use super::rule::{MassingArea, WatchKind, WatchRule};
use super::validity::MOST_RULES;
use crate::class::HullClass;
use crate::ids::SystemId;
use crate::movement::StarMap;
use crate::scope::{PlaceSet, SystemLocation};

/// One bit a rule.
pub(super) type RuleMask = u64;

/// The rules that are on, with what was found out about New Eden for them. Made again when rules or sets of places change.
#[derive(Debug, Clone, Default)]
pub struct WatchIndex {
    rules: Vec<WatchRule>,
    sets: BTreeMap<String, PlaceSet>,
    by_class: HashMap<HullClass, RuleMask>,
    by_system: HashMap<SystemId, RuleMask>,
    /// Systems that were asked about, each with those of them that the widest massing reaches.
    near: HashMap<SystemId, Vec<(SystemId, f64)>>,
}

impl WatchIndex {
    /// Of valid rules; those that are off are left out.
    pub fn new(rules: &[WatchRule], sets: &BTreeMap<String, PlaceSet>) -> Self {
        let rules: Vec<WatchRule> = rules.iter().filter(|rule| rule.enabled).take(MOST_RULES).cloned().collect();
        let mut by_class: HashMap<HullClass, RuleMask> = HashMap::new();
        for (bit, rule) in rules.iter().enumerate() {
            for class in &rule.classes {
                *by_class.entry(*class).or_default() |= 1 << bit;
            }
        }
        Self { rules, sets: sets.clone(), by_class, ..Self::default() }
    }

    /// Whether it was made of these rules and sets.
    pub fn is_of(&self, rules: &[WatchRule], sets: &BTreeMap<String, PlaceSet>) -> bool {
        let on = rules.iter().filter(|rule| rule.enabled).take(MOST_RULES);
        self.rules.iter().eq(on) && (self.rules.is_empty() || self.sets == *sets)
    }

    /// The rules that are on and that another index did not have like that: they were made or changed since it was made.
    pub fn changed_since(&self, before: &Self) -> BTreeSet<WatchRuleId> {
        let names_set =
            |place: &WatchPlace| matches!(place, WatchPlace::Set(name) if self.sets.get(name) != before.sets.get(name));
        let is_new = |rule: &&WatchRule| !before.rules.contains(rule) || rule.places.listed.iter().any(names_set);
        self.rules.iter().filter(is_new).map(|rule| rule.id).collect()
    }

    /// Whether there is nothing to judge.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether any rule asks how long ships are in space.
    pub fn times_space(&self) -> bool {
        self.of_kind(|kind| matches!(kind, WatchKind::InSpace { .. })) != 0
    }

    /// Those that are on.
    pub(super) fn rules(&self) -> &[WatchRule] {
        &self.rules
    }

    /// The rules that have such ships.
    pub(super) fn of_class(&self, class: HullClass) -> RuleMask {
        self.by_class.get(&class).copied().unwrap_or_default()
    }

    /// The rules of some kind.
    pub(super) fn of_kind(&self, is_kind: impl Fn(&WatchKind) -> bool) -> RuleMask {
        mask_of(self.rules.iter().map(|rule| is_kind(&rule.kind)))
    }

    /// The rules that look at a place. A place that is not known is in none that lists places.
    pub(super) fn looking_at(&mut self, place: Option<SystemLocation>, map: &impl StarMap) -> RuleMask {
        let Some(place) = place else {
            return mask_of(self.rules.iter().map(|rule| rule.places.is_everywhere()));
        };
        if let Some(mask) = self.by_system.get(&place.system) {
            return *mask;
        }
        let mask = mask_of(self.rules.iter().map(|rule| rule.places.hold(place, &self.sets, map)));
        self.by_system.insert(place.system, mask);
        mask
    }

    /// Measures how far some systems are from each other, where that is not known yet.
    pub(super) fn measure(&mut self, systems: &[SystemId], map: &impl StarMap) {
        let reach = self.rules.iter().filter_map(|rule| match rule.kind {
            WatchKind::Massing { area: MassingArea::LightYears(light_years), .. } => Some(light_years.metres()),
            _ => None,
        });
        let reach = reach.fold(0.0, f64::max);
        for &system in systems {
            if self.near.contains_key(&system) {
                continue;
            }
            let distance = |other: &SystemId| Some((*other, map.metres(system, *other)?));
            let near: Vec<(SystemId, f64)> =
                self.near.keys().filter_map(distance).filter(|(_, metres)| *metres <= reach).collect();
            for (other, metres) in &near {
                self.near.entry(*other).or_default().push((system, *metres));
            }
            self.near.insert(system, near);
        }
    }

    /// The other systems that were measured and lie within a distance.
    pub(super) fn within(&self, system: SystemId, light_years: LightYears) -> impl Iterator<Item = SystemId> {
        let near = self.near.get(&system).into_iter().flatten();
        near.filter(move |(_, metres)| *metres <= light_years.metres()).map(|(system, _)| *system)
    }
}

/// The mask of the rules of which something is so, told of each in their order.
fn mask_of(rules: impl Iterator<Item = bool>) -> RuleMask {
    rules.enumerate().map(|(bit, is_so)| RuleMask::from(is_so) << bit).sum()
}

/// The numbers of the rules in a mask, lowest first.
pub(super) fn bits(mut mask: RuleMask) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(bit)
    })
}
