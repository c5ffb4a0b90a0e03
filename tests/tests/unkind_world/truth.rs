//! What was so, from the world itself: where each capital was from when on, whether that alerts, and who could have told of it.

use std::collections::BTreeMap;

use captrack_sim::{Control, Place};

use crate::cast::{Cast, alerts_in_fives, always_alerts, is_home};

/// Who tells of a hull.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The whereabouts of the pilot who flies it.
    Flown(i64),
    /// Its owner's assets.
    Stored(i64),
    /// AllianceAuth, which has read its owner now and then.
    Listed(i64),
}

/// A time in which nothing changed about a hull.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    pub from: i64,
    /// None: it is gone.
    pub system: Option<i64>,
    pub alerts: bool,
    pub source: Source,
    pub in_space: bool,
}

/// A titan or supercarrier, or (under a negative number) the dreadnoughts of the squadron together.
#[derive(Debug, Clone)]
pub struct Subject {
    pub type_name: String,
    pub pilot_name: &'static str,
    pub spells: Vec<Spell>,
}

/// The squadron's number among the subjects.
pub const SQUADRON: i64 = -1;
/// So many of a class alert.
const FIVE: usize = 5;

impl Subject {
    pub fn now(&self) -> Spell {
        *self.spells.last().unwrap()
    }

    /// Since when something has been so without a break.
    pub fn since(&self, is_so: impl Fn(&Spell) -> bool) -> i64 {
        self.spells.iter().rev().take_while(|spell| is_so(spell)).map(|spell| spell.from).last().unwrap_or(i64::MAX)
    }

    /// What was so at some time from then on.
    pub fn within(&self, from: i64) -> impl Iterator<Item = &Spell> {
        let first = self.spells.iter().rposition(|spell| spell.from <= from).unwrap_or(0);
        self.spells[first..].iter()
    }

    fn note(&mut self, spell: Spell) {
        let is_new = self.spells.last().is_none_or(|last| Spell { from: spell.from, ..*last } != spell);
        if is_new {
            self.spells.push(spell);
        }
    }
}

#[derive(Default)]
pub struct Truth {
    pub subjects: BTreeMap<i64, Subject>,
}

impl Truth {
    /// How it is now.
    pub fn look(&mut self, at: i64, world: &Control, cast: &Cast) {
        let hulls = world.hulls();
        let mut away: Vec<(i64, Source, bool)> = Vec::new();
        for hull in &hulls {
            let (Some(owner), Some(system)) = (hull.owner, hull.system_id) else { continue };
            let source = match hull.crew {
                _ if owner == cast.listed() => Source::Listed(owner),
                Some(pilot) => Source::Flown(pilot),
                None => Source::Stored(owner),
            };
            let in_space = matches!(hull.at, Place::Space(_));
            if alerts_in_fives(hull.group_id) && owner == cast.squadron && !is_home(system) {
                away.push((system, source, in_space));
            }
            if !always_alerts(hull.group_id) {
                continue;
            }
            let spell = Spell { from: at, system: Some(system), alerts: !is_home(system), source, in_space };
            let (type_name, pilot_name) = (hull.type_name.clone(), cast.name(owner));
            let subject = Subject { type_name, pilot_name, spells: Vec::new() };
            self.subjects.entry(hull.item_id).or_insert(subject).note(spell);
        }
        self.look_at_squadron(at, cast, &away);
        for (item, subject) in &mut self.subjects {
            let is_there = *item == SQUADRON || hulls.iter().any(|hull| hull.item_id == *item);
            if !is_there {
                let last = subject.now();
                subject.note(Spell { from: at, system: None, alerts: false, ..last });
            }
        }
    }

    /// The fifth dreadnought is the one that is flown.
    fn look_at_squadron(&mut self, at: i64, cast: &Cast, away: &[(i64, Source, bool)]) {
        let flown = away.iter().find(|(_, source, _)| matches!(source, Source::Flown(_)));
        let alerts = away.len() >= FIVE;
        let (system, source, in_space) =
            flown.copied().map_or((None, Source::Stored(cast.squadron), false), |(system, source, in_space)| {
                (Some(system), source, in_space)
            });
        let subject = self.subjects.entry(SQUADRON).or_insert_with(|| Subject {
            type_name: "Revelation".to_owned(),
            pilot_name: cast.name(cast.squadron),
            spells: Vec::new(),
        });
        subject.note(Spell { from: at, system, alerts, source, in_space });
    }
}
