//! Why a card stands where it stands.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{HullFact, HullVerdict, Level, card_level};
use crate::class::HullClass;
use crate::ids::PilotId;
use crate::policy::{ClassMode, Policy};
use crate::why::DecidingRule;

/// How many ships of each class, titans first.
pub type ClassCounts = Vec<(HullClass, u32)>;

/// Why ships stand together where they do; `captrack-text` words it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardReason {
    /// There is no ship to speak of.
    NoShips,
    /// Something alerts.
    Alerts {
        /// Ships that always alert.
        always: ClassCounts,
        /// Classes that have reached their thresholds.
        fleets: Vec<FleetReason>,
    },
    /// All pilots are snoozed.
    AllSnoozed {
        /// How many pilots.
        pilots: u32,
        /// Until when.
        ends: SnoozeEnds,
    },
    /// Something would alert, were nobody snoozed.
    WouldAlert {
        /// What would.
        ships: ClassCounts,
        /// How many of its pilots are snoozed.
        snoozed: u32,
        /// How many pilots it has.
        pilots: u32,
        /// Until when.
        ends: SnoozeEnds,
    },
    /// No class has reached its threshold.
    TooFew {
        /// Ships that would always alert, were they in scope.
        left_out: Option<LeftOut>,
        /// The class that lacks the smallest share.
        nearest: NearestThreshold,
    },
    /// Watch rules alert.
    Watched {
        /// What the rules are called, and what they alert about.
        rules: Vec<(String, ClassCounts)>,
        /// What classes alert about besides.
        besides: Option<Box<CardReason>>,
    },
    /// Nothing counts towards anything.
    Quiet {
        /// How many ships.
        ships: u32,
        /// What keeps them quiet, and how many each.
        kinds: Vec<(QuietKind, u32)>,
    },
}

/// A class that has reached its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FleetReason {
    /// Which.
    pub class: HullClass,
    /// How many of it are on the card.
    pub here: u32,
    /// Under how many mains; none: it is not known what they count for.
    pub mains: u32,
    /// How many its main has in all.
    pub have: u32,
    /// The threshold.
    pub need: u32,
    /// How many of them are stale.
    pub stale: u32,
}

/// When snoozes end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozeEnds {
    /// The first end; none: until cleared.
    pub first: Option<Timestamp>,
    /// They end at different times.
    pub differ: bool,
}

/// Ships that would always alert, were they in scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The ships.
    pub ships: ClassCounts,
    /// What keeps them quiet, and how many each.
    pub kinds: Vec<(QuietKind, u32)>,
}

/// The class that is nearest to its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearestThreshold {
    /// Which.
    pub class: HullClass,
    /// How many count.
    pub have: u32,
    /// The threshold.
    pub need: u32,
    /// The card has ships of several mains, and the count is one main's.
    pub of_one_main: bool,
}

/// What keeps a hull quiet that no count is kept of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuietKind {
    /// It is outside the listed places.
    Outside,
    /// It is in a place that the rules leave out.
    LeftOut,
    /// Its place was never known.
    PlaceUnknown,
    /// It is only tracked.
    Tracked,
    /// Its group is in no class.
    NoClass,
    /// It is packaged.
    Packaged,
    /// Its pilot has left AllianceAuth.
    Left,
}

impl QuietKind {
    fn of(verdict: &HullVerdict) -> Self {
        match *verdict.why.reason.of_class() {
            DecidingRule::OutOfScope { .. } if verdict.why.place_unknown => Self::PlaceUnknown,
            DecidingRule::OutOfScope { listed: true } => Self::Outside,
            DecidingRule::OutOfScope { listed: false } => Self::LeftOut,
            DecidingRule::Unclassified => Self::NoClass,
            DecidingRule::Packaged { .. } => Self::Packaged,
            DecidingRule::LeftAuth => Self::Left,
            _ => Self::Tracked,
        }
    }
}

type Judged<'a> = (&'a HullFact, &'a HullVerdict);

/// Why hulls stand together where they do: what alerts, or how far from it the nearest class is, or what keeps all of them quiet.
///
/// The hulls may be all those of a main, or those in one system or region; then the counts say whose they are.
pub fn card_reason<'a>(
    hulls: impl IntoIterator<Item = (&'a HullFact, &'a HullVerdict)>,
    policy: &Policy,
) -> CardReason {
    let hulls: Vec<Judged<'a>> = hulls.into_iter().collect();
    if hulls.is_empty() {
        return CardReason::NoShips;
    }
    match card_level(hulls.iter().map(|(_, verdict)| (verdict.level, verdict.would_alert))) {
        Level::Critical | Level::Alerting => what_alerts(&hulls),
        Level::Snoozed => who_is_snoozed(&hulls),
        Level::Informational | Level::Unclassified => what_is_missing(&hulls, policy),
    }
}

fn what_alerts(hulls: &[Judged<'_>]) -> CardReason {
    let mut rules: BTreeMap<&str, Vec<HullClass>> = BTreeMap::new();
    let mut by_class: Vec<Judged<'_>> = Vec::new();
    for (fact, verdict) in hulls {
        match &verdict.why.reason {
            DecidingRule::Watch { rule, class } => {
                rules.entry(rule).or_default().push(fact.class);
                by_class.extend(class.is_some().then_some((*fact, *verdict)));
            }
            _ => by_class.push((fact, verdict)),
        }
    }
    if rules.is_empty() {
        return what_classes_alert(hulls);
    }
    let is_alerting = |(_, verdict): &Judged<'_>| matches!(verdict.level, Level::Critical | Level::Alerting);
    let besides = by_class.iter().any(is_alerting).then(|| Box::new(what_classes_alert(&by_class)));
    let rules = rules.into_iter().map(|(rule, classes)| (rule.to_owned(), counted(classes.into_iter())));
    CardReason::Watched { rules: rules.collect(), besides }
}

fn what_classes_alert(hulls: &[Judged<'_>]) -> CardReason {
    let is_always = |verdict: &HullVerdict| match verdict.why.reason.of_class() {
        DecidingRule::Always { .. } => true,
        DecidingRule::Count { .. } => false,
        _ => verdict.level == Level::Critical,
    };
    let always = hulls.iter().filter(|(_, verdict)| verdict.level == Level::Critical && is_always(verdict));
    let mut fleets: BTreeMap<HullClass, Vec<Judged<'_>>> = BTreeMap::new();
    let alerts = |verdict: &HullVerdict| matches!(verdict.level, Level::Critical | Level::Alerting);
    for (fact, verdict) in hulls.iter().filter(|(_, verdict)| alerts(verdict) && !is_always(verdict)) {
        fleets.entry(fact.class).or_default().push((fact, verdict));
    }
    CardReason::Alerts {
        always: counted(always.map(|(fact, _)| fact.class)),
        fleets: fleets.into_iter().map(|(class, fleet)| fleet_reason(class, &fleet)).collect(),
    }
}

fn fleet_reason(class: HullClass, fleet: &[Judged<'_>]) -> FleetReason {
    let counts: BTreeMap<PilotId, (u32, u32, u32)> = fleet
        .iter()
        .filter_map(|(fact, verdict)| match *verdict.why.reason.of_class() {
            DecidingRule::Count { have, need, stale, .. } => Some((fact.main, (have, need, stale))),
            _ => None,
        })
        .collect();
    let (have, need, stale) = counts.values().next().copied().unwrap_or_default();
    let here = fleet.iter().fold(0, |ships: u32, (fact, _)| ships.saturating_add(fact.count()));
    FleetReason { class, here, mains: count(counts.len()), have, need, stale }
}

fn who_is_snoozed(hulls: &[Judged<'_>]) -> CardReason {
    let snoozes = snoozes(hulls);
    let pilots: BTreeSet<PilotId> = hulls.iter().map(|(fact, _)| fact.pilot).collect();
    if snoozes.len() == pilots.len() {
        return CardReason::AllSnoozed { pilots: count(pilots.len()), ends: ends(snoozes.values()) };
    }
    let would = || hulls.iter().filter(|(_, verdict)| verdict.would_alert).map(|(fact, _)| fact);
    let theirs: BTreeSet<PilotId> = would().map(|fact| fact.pilot).collect();
    let asleep = || snoozes.iter().filter(|(pilot, _)| theirs.contains(pilot)).map(|(_, until)| until);
    CardReason::WouldAlert {
        ships: counted(would().map(|fact| fact.class)),
        snoozed: count(asleep().count()),
        pilots: count(theirs.len()),
        ends: ends(asleep()),
    }
}

fn snoozes(hulls: &[Judged<'_>]) -> BTreeMap<PilotId, Option<Timestamp>> {
    hulls
        .iter()
        .filter_map(|(fact, verdict)| match verdict.why.reason {
            DecidingRule::Snoozed { until, .. } => Some((fact.pilot, until)),
            _ => None,
        })
        .collect()
}

fn ends<'a>(snoozes: impl Iterator<Item = &'a Option<Timestamp>>) -> SnoozeEnds {
    let ends: BTreeSet<Option<Timestamp>> = snoozes.copied().collect();
    SnoozeEnds { first: ends.iter().copied().flatten().min(), differ: ends.len() > 1 }
}

fn what_is_missing(hulls: &[Judged<'_>], policy: &Policy) -> CardReason {
    let awake: Vec<Judged<'_>> = hulls.iter().copied().filter(|(_, verdict)| verdict.level != Level::Snoozed).collect();
    if awake.is_empty() {
        return who_is_snoozed(hulls);
    }
    match nearest(&awake) {
        Some(nearest) => CardReason::TooFew { left_out: left_out(&awake, policy), nearest },
        None => CardReason::Quiet { ships: count(awake.len()), kinds: kinds(&awake) },
    }
}

fn left_out(awake: &[Judged<'_>], policy: &Policy) -> Option<LeftOut> {
    let out: Vec<Judged<'_>> = awake
        .iter()
        .copied()
        .filter(|(fact, verdict)| {
            policy.mode(fact.class) == ClassMode::Always
                && matches!(verdict.why.reason, DecidingRule::OutOfScope { .. })
        })
        .collect();
    let ships = counted(out.iter().map(|(fact, _)| fact.class));
    (!out.is_empty()).then(|| LeftOut { ships, kinds: kinds(&out) })
}

/// The class with a threshold that lacks the smallest share.
fn nearest(awake: &[Judged<'_>]) -> Option<NearestThreshold> {
    let counts = awake.iter().filter_map(|(_, verdict)| match *verdict.why.reason.of_class() {
        DecidingRule::Count { class, have, need, .. } => Some((class, have, need)),
        _ => None,
    });
    let (class, have, need) = counts.min_by(|one, other| {
        let (a, b) = (u64::from(one.1) * u64::from(other.2), u64::from(other.1) * u64::from(one.2));
        b.cmp(&a).then((one.2.saturating_sub(one.1)).cmp(&other.2.saturating_sub(other.1))).then(one.0.cmp(&other.0))
    })?;
    let first = awake.first().map(|(fact, _)| fact.main);
    let of_one_main = awake.iter().any(|(fact, _)| Some(fact.main) != first);
    Some(NearestThreshold { class, have, need, of_one_main })
}

fn kinds(hulls: &[Judged<'_>]) -> Vec<(QuietKind, u32)> {
    let mut kinds: BTreeMap<QuietKind, u32> = BTreeMap::new();
    for (_, verdict) in hulls {
        let known = kinds.entry(QuietKind::of(verdict)).or_default();
        *known = known.saturating_add(1);
    }
    kinds.into_iter().collect()
}

fn counted(classes: impl Iterator<Item = HullClass>) -> ClassCounts {
    let mut counts: BTreeMap<HullClass, u32> = BTreeMap::new();
    for class in classes {
        let known = counts.entry(class).or_default();
        *known = known.saturating_add(1);
    }
    counts.into_iter().collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
