//! Why a card stands where it stands, in one sentence.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{HullFact, Level, Verdict, card_level};
use crate::class::HullClass;
use crate::ids::PilotId;
use crate::policy::{Mode, Policy};
use crate::why::{Reason, until_when};

type Judged<'a> = (&'a HullFact, &'a Verdict);

/// Why hulls stand together where they do: what alerts, or how far from it the nearest class is, or what keeps all of them quiet.
///
/// The hulls may be all those of a main, or those in one system or region; then the counts say whose they are.
pub fn card_why<'a>(hulls: impl IntoIterator<Item = (&'a HullFact, &'a Verdict)>, policy: &Policy) -> String {
    let hulls: Vec<Judged<'a>> = hulls.into_iter().collect();
    if hulls.is_empty() {
        return "No capitals are known".to_owned();
    }
    match card_level(hulls.iter().map(|(_, verdict)| (verdict.level, verdict.would_alert))) {
        Level::Critical | Level::Alerting => what_alerts(&hulls, policy),
        Level::Snoozed => who_is_snoozed(&hulls, policy),
        Level::Informational | Level::Unclassified => what_is_missing(&hulls, policy),
    }
}

/// `1 titan always alerts, 6 of 5 dreadnoughts`
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

/// `6 of 5 dreadnoughts`; where the card holds only some of a main's, or those of several mains, it says so.
fn fleet_in_words(class: HullClass, fleet: &[Judged<'_>], policy: &Policy) -> String {
    let counts: BTreeMap<PilotId, (u32, u32, u32)> = fleet
        .iter()
        .filter_map(|(fact, verdict)| match verdict.why.reason {
            Reason::Count { have, need, stale, .. } => Some((fact.main, (have, need, stale))),
            _ => None,
        })
        .collect();
    let here = policy.counted(class, fleet.len());
    match counts.values().next() {
        Some((_, need, _)) if counts.len() > 1 => {
            format!("{here} of {} mains with {need} or more", counts.len())
        }
        Some((have, need, _)) if *have as usize != fleet.len() => format!("{here} of a main with {have} of {need}"),
        Some((have, need, stale)) => {
            let word = if *need == 1 { policy.singular(class) } else { policy.plural(class) };
            let stale = if *stale == 0 { String::new() } else { format!(" ({stale} stale)") };
            format!("{have} of {need} {word}{stale}")
        }
        None => here,
    }
}

/// `All of its pilots are snoozed until …`, `5 carriers would alert, but 1 of their 5 pilots is snoozed until …`
fn who_is_snoozed(hulls: &[Judged<'_>], policy: &Policy) -> String {
    let snoozes = snoozes(hulls);
    let pilots: BTreeSet<PilotId> = hulls.iter().map(|(fact, _)| fact.pilot).collect();
    if snoozes.len() == pilots.len() {
        let subject = if pilots.len() == 1 { "Its pilot is" } else { "All of its pilots are" };
        return format!("{subject} snoozed {}", end_of(&snoozes));
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
    format!("{} would alert, but {who} snoozed {}", list(&would, policy), end_of(&asleep))
}

fn snoozes(hulls: &[Judged<'_>]) -> BTreeMap<PilotId, Option<Timestamp>> {
    hulls
        .iter()
        .filter_map(|(fact, verdict)| match verdict.why.reason {
            Reason::Snoozed { until, .. } => Some((fact.pilot, until)),
            _ => None,
        })
        .collect()
}

/// When snoozes end: all at once, or the first of them.
fn end_of(snoozes: &BTreeMap<PilotId, Option<Timestamp>>) -> String {
    let ends: BTreeSet<Option<Timestamp>> = snoozes.values().copied().collect();
    let first = ends.iter().copied().flatten().min();
    if ends.len() > 1 { format!("the first {}", until_when(first)) } else { until_when(first) }
}

/// `Nearest: 3 of 5 carriers`, `Only tracked`, `Outside the listed places`
fn what_is_missing(hulls: &[Judged<'_>], policy: &Policy) -> String {
    let awake: Vec<Judged<'_>> = hulls.iter().copied().filter(|(_, verdict)| verdict.level != Level::Snoozed).collect();
    if awake.is_empty() {
        return who_is_snoozed(hulls, policy);
    }
    let mut parts = Vec::new();
    let all_left_out = awake.iter().all(|(_, verdict)| matches!(verdict.why.reason, Reason::OutOfScope { .. }));
    if !all_left_out {
        parts.extend(left_out(&awake, policy));
        parts.extend(nearest(&awake, policy));
    }
    if parts.is_empty() {
        let reasons: BTreeSet<&str> = awake.iter().map(|(_, verdict)| quiet_because(verdict)).collect();
        parts.push(reasons.into_iter().collect::<Vec<_>>().join(" or "));
    }
    crate::why::capitalised(&parts.join("; "))
}

/// Hulls that would always alert, were they in scope: `1 titan outside the listed places`.
fn left_out(awake: &[Judged<'_>], policy: &Policy) -> Option<String> {
    let mut classes: BTreeMap<HullClass, usize> = BTreeMap::new();
    let mut because = BTreeSet::new();
    for (fact, verdict) in awake {
        let out = matches!(verdict.why.reason, Reason::OutOfScope { .. });
        if out && policy.mode(fact.class) == Mode::Always {
            *classes.entry(fact.class).or_default() += 1;
            because.insert(quiet_because(verdict));
        }
    }
    let because = because.into_iter().collect::<Vec<_>>().join(" or ");
    (!classes.is_empty()).then(|| format!("{} {because}", list(&classes, policy)))
}

/// The class with a threshold that lacks the smallest share.
fn nearest(awake: &[Judged<'_>], policy: &Policy) -> Option<String> {
    let counts = awake.iter().filter_map(|(_, verdict)| match verdict.why.reason {
        Reason::Count { class, have, need, .. } => Some((class, have, need)),
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

fn quiet_because(verdict: &Verdict) -> &'static str {
    match verdict.why.reason {
        Reason::OutOfScope { .. } if verdict.why.place_unknown => "at a place that was never known",
        Reason::OutOfScope { listed: true } => "outside the listed places",
        Reason::OutOfScope { listed: false } => "in a place the policy leaves out",
        Reason::Unclassified => "of a group that no class names",
        _ => "only tracked",
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
