//! Hulls put together under mains, systems or regions.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use captrack_contract::search::Search;
use captrack_contract::{CardKey, GroupBy};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{Card, HullFact, Level, card_level};
use captrack_domain::text;
use captrack_text::{Language, sentence};
use captrack_universe::universe;
use jiff::Timestamp;

use super::roster::{BoardHulls, ShownHull};
use crate::judge::labels::type_label;
use crate::state::State;
use crate::views::alert_status::AlertStatus;

/// What the card of hulls without a known place is called, in the language of the windows: nobody else sees a board.
static PLACE_NOT_KNOWN: LazyLock<String> =
    LazyLock::new(|| sentence(&text!("card-place-not-known"), Language::spoken()));

/// Which hulls stand together.
pub struct GroupMembers<'a> {
    pub key: CardKey,
    /// By their place among the facts.
    pub hulls: Cow<'a, [usize]>,
    /// The main's card in the judgement, if it is a main's.
    pub judged: Option<&'a Card>,
}

impl<'a> GroupMembers<'a> {
    fn of_main(card: &'a Card) -> Self {
        Self { key: CardKey::Main(card.main), hulls: Cow::Borrowed(&card.hulls), judged: Some(card) }
    }

    /// All cards that there are.
    pub fn of_all(state: &'a State, group_by: GroupBy) -> Vec<Self> {
        match group_by {
            GroupBy::Main => state.evaluation.cards.iter().map(Self::of_main).collect(),
            GroupBy::System => Self::by_place(state, |fact| Some(in_system(fact))),
            GroupBy::Region => Self::by_place(state, |fact| Some(in_region(fact))),
        }
    }

    /// Some cards; one that there is not is left out.
    pub fn of(state: &'a State, wanted: &BTreeSet<CardKey>) -> Vec<Self> {
        let mains = state.evaluation.cards.iter().filter(|card| wanted.contains(&CardKey::Main(card.main)));
        let mut members: Vec<Self> = mains.map(Self::of_main).collect();
        if wanted.iter().any(|key| key.main().is_none()) {
            for place_of in [in_system, in_region] {
                members.extend(Self::by_place(state, |fact| Some(place_of(fact)).filter(|key| wanted.contains(key))));
            }
        }
        members
    }

    fn by_place(state: &State, place_of: impl Fn(&HullFact) -> Option<CardKey>) -> Vec<Self> {
        let mut places: BTreeMap<CardKey, Vec<usize>> = BTreeMap::new();
        for (index, fact) in state.facts.iter().enumerate() {
            if state.evaluation.verdicts[index].is_some()
                && let Some(key) = place_of(fact)
            {
                places.entry(key).or_default().push(index);
            }
        }
        places.into_iter().map(|(key, hulls)| Self { key, hulls: Cow::Owned(hulls), judged: None }).collect()
    }
}

fn in_system(fact: &HullFact) -> CardKey {
    CardKey::System(fact.whereabouts.map(|place| place.system))
}

fn in_region(fact: &HullFact) -> CardKey {
    CardKey::Region(fact.whereabouts.map(|place| place.region))
}

/// The hulls of one card, with what a search leaves of them.
pub struct CardGroup<'a> {
    pub key: CardKey,
    /// The main, the system or the region.
    pub name: Cow<'a, str>,
    /// By all of its hulls, also those that the search leaves out.
    pub level: Level,
    pub judged: Option<&'a Card>,
    /// All of its hulls.
    pub hulls: Vec<ShownHull<'a>>,
    /// Those that the search leaves, in the order in which they are shown.
    pub rows: Vec<ShownHull<'a>>,
}

impl<'a> CardGroup<'a> {
    pub fn new(state: &'a State, roster: &'a BoardHulls<'_>, members: &GroupMembers<'a>, search: &Search) -> Self {
        let hulls: Vec<ShownHull<'a>> = members.hulls.iter().filter_map(|index| roster.line(*index)).collect();
        let mut rows = hulls.clone();
        if !search.is_empty() {
            rows.retain(|line| search.matches(&line.candidate(state, &type_label(state, line.hull.type_id))));
        }
        rows.sort_unstable_by(in_order);
        let judged_level = || card_level(hulls.iter().map(|line| (line.verdict.level, line.verdict.would_alert)));
        Self {
            key: members.key,
            name: name(members.key, &hulls),
            level: members.judged.map_or_else(judged_level, |card| card.level),
            judged: members.judged,
            hulls,
            rows,
        }
    }
}

impl CardGroup<'_> {
    fn standing(&self) -> impl Iterator<Item = AlertStatus> {
        self.hulls.iter().filter(|line| line.verdict.level == self.level).filter_map(|line| line.alert)
    }

    /// Since when what made it what it is last has alerted: a critical card is as new as its newest critical hull.
    pub fn newest(&self) -> Option<Timestamp> {
        self.standing().map(|alert| alert.since).max()
    }

    /// Everything that makes it what it is has been acknowledged.
    pub fn is_acknowledged(&self) -> bool {
        let mut standing = self.standing().peekable();
        standing.peek().is_some() && standing.all(|alert| alert.acknowledged)
    }
}

fn name<'a>(key: CardKey, hulls: &[ShownHull<'a>]) -> Cow<'a, str> {
    let place = match key {
        // Whoever owns a hull of the card knows its main.
        CardKey::Main(_) => return hulls.first().map_or(Cow::Borrowed(""), |line| line.owner.main_name.clone()),
        CardKey::System(system) => system.and_then(|id| universe().system(id)).map(|system| system.name),
        CardKey::Region(region) => region.and_then(|id| universe().region(id)).map(|region| region.name),
    };
    Cow::Borrowed(place.unwrap_or(&PLACE_NOT_KNOWN))
}

/// Highest level first, titan before supercarrier before the rest, then by pilot. What is equal even so stands by class and identity, so
/// that nothing jumps.
fn in_order(one: &ShownHull<'_>, other: &ShownHull<'_>) -> Ordering {
    let rank = |line: &ShownHull<'_>| (line.verdict.level, class_rank(line.fact.class));
    let pilot = |line: &ShownHull<'_>| (line.fact.pilot, line.fact.class, line.fact.key);
    rank(one)
        .cmp(&rank(other))
        .then_with(|| one.owner.sorted_by.cmp(&other.owner.sorted_by))
        .then_with(|| pilot(one).cmp(&pilot(other)))
}

const fn class_rank(class: HullClass) -> u8 {
    match class {
        HullClass::Titan => 0,
        HullClass::Supercarrier => 1,
        _ => 2,
    }
}
