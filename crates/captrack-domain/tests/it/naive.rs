//! The rules once more, as plainly as they can be written: every answer looks at every hull again.

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{HullFact, Level};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::policy::{ClassMode, Policy, ScopeKind};
use captrack_domain::section::Freshness;

use crate::alliance::{Alliance, now};

fn is_snoozed(alliance: &Alliance, pilot: PilotId) -> bool {
    alliance.snoozes.0.get(&pilot).is_some_and(|snooze| snooze.until.is_none_or(|until| until > now()))
}

fn is_in_scope(policy: &Policy, fact: &HullFact) -> bool {
    if policy.scope.kind == ScopeKind::Everywhere {
        return true;
    }
    let Some(place) = fact.whereabouts else {
        return policy.never_known_in_scope;
    };
    let mut listed = false;
    listed |= policy.scope.regions.iter().any(|region| *region == place.region);
    listed |= policy.scope.constellations.iter().any(|constellation| *constellation == place.constellation);
    listed |= policy.scope.systems.iter().any(|system| *system == place.system);
    for (name, set) in &policy.places {
        let counts = policy.scope.sets.contains(name);
        listed |= counts && set.regions.iter().any(|region| *region == place.region);
        listed |= counts && set.constellations.iter().any(|constellation| *constellation == place.constellation);
        listed |= counts && set.systems.iter().any(|system| *system == place.system);
    }
    listed == (policy.scope.kind == ScopeKind::OnlyListed)
}

/// The class that lists the group; capitals of other groups are unclassified.
pub fn class(policy: &Policy, group: GroupId) -> HullClass {
    let mut found = HullClass::Unclassified;
    for class in HullClass::ALL {
        if policy.classes[&class].groups.contains(&group) {
            found = class;
        }
    }
    found
}

/// The hulls of a class under a main that are in scope; `awake`: without those of snoozed pilots; `known`: without those of
/// pilots whose hulls are not all known.
fn count(alliance: &Alliance, like: &HullFact, awake: bool, known: bool) -> u32 {
    let mut n = 0;
    for fact in &alliance.facts {
        let same = fact.main == like.main && fact.class == like.class;
        let counts = is_in_scope(&alliance.policy, fact)
            && (!awake || !is_snoozed(alliance, fact.pilot))
            && (!known || fact.introduced)
            && !fact.left;
        n += if same && counts { fact.packaged.unwrap_or(1) } else { 0 };
    }
    n
}

/// The level of a hull; `None`: not shown.
pub fn level(alliance: &Alliance, fact: &HullFact) -> Option<Level> {
    let mode = alliance.policy.classes[&fact.class].mode;
    if mode == ClassMode::Ignore {
        return None;
    }
    if is_snoozed(alliance, fact.pilot) {
        return Some(Level::Snoozed);
    }
    let alerts = would_alert(alliance, fact, true, false);
    Some(match mode {
        ClassMode::Always if alerts => Level::Critical,
        ClassMode::Threshold { .. } if alerts => Level::Alerting,
        _ if fact.class == HullClass::Unclassified => Level::Unclassified,
        _ => Level::Informational,
    })
}

fn would_alert(alliance: &Alliance, fact: &HullFact, awake: bool, known: bool) -> bool {
    let enough = match alliance.policy.classes[&fact.class].mode {
        _ if fact.left => false,
        ClassMode::Always => fact.packaged.is_none(),
        ClassMode::Threshold { n } => count(alliance, fact, awake, known) >= n,
        ClassMode::TrackOnly | ClassMode::Ignore => false,
    };
    enough && is_in_scope(&alliance.policy, fact)
}

/// The hulls that somebody is to be told of.
pub fn standing(alliance: &Alliance) -> BTreeSet<HullKey> {
    let stands = |fact: &&HullFact| {
        fact.introduced && !is_snoozed(alliance, fact.pilot) && would_alert(alliance, fact, true, true)
    };
    alliance.facts.iter().filter(stands).map(|fact| fact.key).collect()
}

/// The part of the dashboard that a main's card stands in; `None`: it has nothing to show.
pub fn part(alliance: &Alliance, main: PilotId) -> Option<Level> {
    let shown: Vec<&HullFact> =
        alliance.facts.iter().filter(|fact| fact.main == main && level(alliance, fact).is_some()).collect();
    let has = |wanted: Level| shown.iter().any(|fact| level(alliance, fact) == Some(wanted));
    let snoozed_would =
        shown.iter().any(|fact| is_snoozed(alliance, fact.pilot) && would_alert(alliance, fact, false, false));
    if shown.is_empty() {
        None
    } else if has(Level::Critical) {
        Some(Level::Critical)
    } else if has(Level::Alerting) {
        Some(Level::Alerting)
    } else if snoozed_would {
        Some(Level::Snoozed)
    } else if has(Level::Unclassified) && !has(Level::Informational) {
        Some(Level::Unclassified)
    } else {
        Some(Level::Informational)
    }
}

/// What a hull's reason says of its class: how many count under its main, how many it takes, how many of them are stale.
pub fn counts(alliance: &Alliance, fact: &HullFact) -> Option<(u32, u32, u32)> {
    let ClassMode::Threshold { n } = alliance.policy.classes[&fact.class].mode else {
        return None;
    };
    if is_snoozed(alliance, fact.pilot) || !is_in_scope(&alliance.policy, fact) || fact.left {
        return None;
    }
    let have = count(alliance, fact, true, false);
    let mut fresh = alliance.clone();
    fresh.facts.retain(|other| other.freshness == Freshness::Fresh);
    Some((have, n, have - count(&fresh, fact, true, false)))
}

/// The hulls of a main that alert, as shown.
pub fn alerting(alliance: &Alliance, main: PilotId) -> BTreeSet<HullKey> {
    let alerts = |fact: &&HullFact| matches!(level(alliance, fact), Some(Level::Critical | Level::Alerting));
    alliance.facts.iter().filter(|fact| fact.main == main).filter(alerts).map(|fact| fact.key).collect()
}

/// The classes of a main's hulls that alert, one a hull.
pub fn classes(alliance: &Alliance, main: PilotId) -> Vec<HullClass> {
    let alerting = alerting(alliance, main);
    let mut classes: Vec<HullClass> =
        alliance.facts.iter().filter(|fact| alerting.contains(&fact.key)).map(|fact| fact.class).collect();
    classes.sort();
    classes
}
