//! Why a card stands where it stands, in one sentence.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{HullFact, HullVerdict, Level, card_level};
use crate::class::HullClass;
use crate::ids::PilotId;
use crate::policy::{ClassMode, Policy};
use crate::why::{DecidingRule, out_of_date, until_when};
use crate::words::capitalised;

type Judged<'a> = (&'a HullFact, &'a HullVerdict);

/// Why hulls stand together where they do: what alerts, or how far from it the nearest class is, or what keeps all of them quiet.
///
/// The hulls may be all those of a main, or those in one system or region; then the counts say whose they are.
pub fn card_why<'a>(hulls: impl IntoIterator<Item = (&'a HullFact, &'a HullVerdict)>, policy: &Policy) -> String {
    let hulls: Vec<Judged<'a>> = hulls.into_iter().collect();
    if hulls.is_empty() {
        return "No capital ships are known".to_owned();
    }
    match card_level(hulls.iter().map(|(_, verdict)| (verdict.level, verdict.would_alert))) {
        Level::Critical | Level::Alerting => what_alerts(&hulls, policy),
        Level::Snoozed => who_is_snoozed(&hulls, policy),
        Level::Informational | Level::Unclassified => what_is_missing(&hulls, policy),
    }
}

/// `1 titan always alerts, 6 dreadnoughts (alerts at 5)`
fn what_alerts(hulls: &[Judged<'_>], policy: &Policy) -> String {
    let mut critical: BTreeMap<HullClass, usize> = BTreeMap::new();
    let mut fleets: BTreeMap<HullClass, Vec<Judged<'_>>> = BTreeMap::new();
    for (fact, verdict) in hulls {
        match verdict.level {
            Level::Critical => *critical.entry(fact.class).or_default() += 1,
            Level::Alerting => fleets.entry(fact.class).or_default().push((fact, verdict)),
            Level::Snoozed | Level::Informational | Level::Unclassified => {}
        }
    }
    let mut parts = Vec::new();
    if !critical.is_empty() {
        let verb = if critical.values().sum::<usize>() == 1 { "alerts" } else { "alert" };
        parts.push(format!("{} always {verb}", list(&critical, policy)));
    }
    parts.extend(fleets.into_iter().map(|(class, fleet)| fleet_in_words(class, &fleet, policy)));
    parts.join(", ")
}

/// `6 dreadnoughts (alerts at 5)`; where there are only some of a main's, or those of several mains, it says so.
fn fleet_in_words(class: HullClass, fleet: &[Judged<'_>], policy: &Policy) -> String {
    let counts: BTreeMap<PilotId, (u32, u32, u32)> = fleet
        .iter()
        .filter_map(|(fact, verdict)| match verdict.why.reason {
            DecidingRule::Count { have, need, stale, .. } => Some((fact.main, (have, need, stale))),
            _ => None,
        })
        .collect();
    let ships: usize = fleet.iter().map(|(fact, _)| fact.count() as usize).sum();
    let here = policy.counted(class, ships);
    match counts.values().next() {
        Some((_, need, _)) if counts.len() > 1 => format!("{here} under {} mains (alerts at {need})", counts.len()),
        Some((have, need, _)) if *have as usize != ships => {
            format!("{here} here, {have} in all (alerts at {need})")
        }
        Some((_, need, stale)) => format!("{here}{} (alerts at {need})", out_of_date(*stale)),
        None => here,
    }
}

/// `All of its pilots are snoozed until …`, `5 carriers would alert, but 1 of their 5 pilots is snoozed until …`
fn who_is_snoozed(hulls: &[Judged<'_>], policy: &Policy) -> String {
    let snoozes = snoozes(hulls);
    let pilots: BTreeSet<PilotId> = hulls.iter().map(|(fact, _)| fact.pilot).collect();
    if snoozes.len() == pilots.len() {
        let subject = if pilots.len() == 1 { "Its pilot is" } else { "All of its pilots are" };
        return format!("{subject} {}", snoozed_until(&snoozes));
    }
    let mut would: BTreeMap<HullClass, usize> = BTreeMap::new();
    let mut theirs: BTreeSet<PilotId> = BTreeSet::new();
    for (fact, _) in hulls.iter().filter(|(_, verdict)| verdict.would_alert) {
        *would.entry(fact.class).or_default() += 1;
        theirs.insert(fact.pilot);
    }
    let asleep: BTreeMap<PilotId, Option<Timestamp>> =
        snoozes.into_iter().filter(|(pilot, _)| theirs.contains(pilot)).collect();
    let owner = if would.values().sum::<usize>() == 1 { "its" } else { "their" };
    let who = match (asleep.len(), theirs.len()) {
        (1, 1) => format!("{owner} pilot is"),
        (some, all) if some == all => "their pilots are".to_owned(),
        (1, all) => format!("1 of their {all} pilots is"),
        (some, all) => format!("{some} of their {all} pilots are"),
    };
    format!("{} would alert, but {who} {}", list(&would, policy), snoozed_until(&asleep))
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

/// `snoozed until …`, `snoozed, the first until …`
fn snoozed_until(snoozes: &BTreeMap<PilotId, Option<Timestamp>>) -> String {
    let ends: BTreeSet<Option<Timestamp>> = snoozes.values().copied().collect();
    let first = until_when(ends.iter().copied().flatten().min());
    if ends.len() > 1 { format!("snoozed, the first {first}") } else { format!("snoozed {first}") }
}

/// `Nearest: 3 of 5 carriers`, `Only tracked`, `1 titan outside the listed places; nearest: 3 of 5 carriers`
fn what_is_missing(hulls: &[Judged<'_>], policy: &Policy) -> String {
    let awake: Vec<Judged<'_>> = hulls.iter().copied().filter(|(_, verdict)| verdict.level != Level::Snoozed).collect();
    if awake.is_empty() {
        return who_is_snoozed(hulls, policy);
    }
    let parts: Vec<String> = match nearest(&awake, policy) {
        Some(nearest) => left_out(&awake, policy).into_iter().chain([nearest]).collect(),
        None => vec![why_quiet(&awake)],
    };
    capitalised(&parts.join("; "))
}

/// Hulls that would always alert, were they in scope: `1 titan outside the listed places`.
fn left_out(awake: &[Judged<'_>], policy: &Policy) -> Option<String> {
    let out: Vec<Judged<'_>> = awake
        .iter()
        .copied()
        .filter(|(fact, verdict)| {
            policy.mode(fact.class) == ClassMode::Always
                && matches!(verdict.why.reason, DecidingRule::OutOfScope { .. })
        })
        .collect();
    let mut classes: BTreeMap<HullClass, usize> = BTreeMap::new();
    for (fact, _) in &out {
        *classes.entry(fact.class).or_default() += 1;
    }
    (!out.is_empty()).then(|| format!("{} {}", list(&classes, policy), phrases(&out)))
}

/// The class with a threshold that lacks the smallest share.
fn nearest(awake: &[Judged<'_>], policy: &Policy) -> Option<String> {
    let counts = awake.iter().filter_map(|(_, verdict)| match verdict.why.reason {
        DecidingRule::Count { class, have, need, .. } => Some((class, have, need)),
        _ => None,
    });
    let (class, have, need) = counts.min_by(|one, other| {
        let (a, b) = (u64::from(one.1) * u64::from(other.2), u64::from(other.1) * u64::from(one.2));
        b.cmp(&a).then((one.2.saturating_sub(one.1)).cmp(&other.2.saturating_sub(other.1))).then(one.0.cmp(&other.0))
    })?;
    let word = if need == 1 { policy.singular(class) } else { policy.plural(class) };
    let mains: BTreeSet<PilotId> = awake.iter().map(|(fact, _)| fact.main).collect();
    let whose = if mains.len() > 1 { " under one main" } else { "" };
    Some(format!("nearest: {have} of {need} {word}{whose}"))
}

/// What keeps a hull quiet that no count is kept of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quiet {
    Outside,
    LeftOut,
    PlaceUnknown,
    Tracked,
    NoClass,
    Packaged,
    Left,
}

impl Quiet {
    fn of(verdict: &HullVerdict) -> Self {
        match verdict.why.reason {
            DecidingRule::OutOfScope { .. } if verdict.why.place_unknown => Self::PlaceUnknown,
            DecidingRule::OutOfScope { listed: true } => Self::Outside,
            DecidingRule::OutOfScope { listed: false } => Self::LeftOut,
            DecidingRule::Unclassified => Self::NoClass,
            DecidingRule::Packaged { .. } => Self::Packaged,
            DecidingRule::LeftAuth => Self::Left,
            _ => Self::Tracked,
        }
    }

    const fn phrase(self, many: bool) -> &'static str {
        match (self, many) {
            (Self::Outside, _) => "outside the listed places",
            (Self::LeftOut, false) => "in a place that the rules leave out",
            (Self::LeftOut, true) => "in places that the rules leave out",
            (Self::PlaceUnknown, false) => "at a location that was never known",
            (Self::PlaceUnknown, true) => "at locations that were never known",
            (Self::Tracked, _) => "only tracked",
            (Self::Packaged, _) => "packaged",
            (Self::Left, false) => "of a pilot who has left AllianceAuth",
            (Self::Left, true) => "of pilots who have left AllianceAuth",
            (Self::NoClass, false) => "of a group that is in no class",
            (Self::NoClass, true) => "of groups that are in no class",
        }
    }
}

/// `outside the listed places`, `outside the listed places or only tracked`
fn phrases(hulls: &[Judged<'_>]) -> String {
    let mut kinds: BTreeMap<Quiet, usize> = BTreeMap::new();
    for (_, verdict) in hulls {
        *kinds.entry(Quiet::of(verdict)).or_default() += 1;
    }
    kinds.into_iter().map(|(kind, n)| kind.phrase(n > 1)).collect::<Vec<_>>().join(" or ")
}

/// Of hulls none of which counts towards anything.
fn why_quiet(hulls: &[Judged<'_>]) -> String {
    let all = |kind| hulls.iter().all(|(_, verdict)| Quiet::of(verdict) == kind);
    let (hull, many) = if hulls.len() == 1 { ("a capital ship", false) } else { ("capital ships", true) };
    let alone = [Quiet::NoClass, Quiet::Packaged, Quiet::Left].into_iter().find(|kind| all(*kind));
    if let Some(kind) = alone {
        format!("{hull} {}", kind.phrase(many))
    } else if all(Quiet::PlaceUnknown) {
        format!("{}, and the rules leave such ships out", Quiet::PlaceUnknown.phrase(many))
    } else {
        phrases(hulls)
    }
}

/// `1 titan`, `1 titan and 2 supercarriers`, `1 titan, 2 supercarriers and 3 dreadnoughts`
fn list(classes: &BTreeMap<HullClass, usize>, policy: &Policy) -> String {
    let mut counted: Vec<String> = classes.iter().map(|(class, n)| policy.counted(*class, *n)).collect();
    match counted.pop() {
        Some(last) if !counted.is_empty() => format!("{} and {last}", counted.join(", ")),
        last => last.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
