//! What an alert of a watch rule says, in one sentence.

use jiff::Timestamp;

use super::alert::{WatchAlert, WatchDetail};
use super::id::WatchSubject;
use super::rule::{MassingArea, MassingCount, MoveTrigger, WatchKind, WatchRule};
use crate::class::HullClass;
use crate::ids::{ConstellationId, RegionId};
use crate::movement::{MovementNames, time_words};
use crate::policy::Policy;
use crate::words::{eve_time, length};

/// Names for what a watch alert tells of.
pub trait WatchNames: MovementNames {
    /// A constellation's name, its number where it has none.
    fn constellation(&self, constellation: ConstellationId) -> String;
    /// A region's name, its number where it has none.
    fn region(&self, region: RegionId) -> String;
}

/// Why it alerts, as of `now`, with the names that the user gave to classes: `In space for 45 min, perhaps tethered, …`.
pub fn watch_words(
    alert: &WatchAlert,
    rule: &WatchRule,
    policy: &Policy,
    names: &impl WatchNames,
    now: Timestamp,
) -> String {
    match &alert.detail {
        WatchDetail::Moves { trigger, before, at, from, to, .. } => {
            let to = to.system.map_or_else(|| names.place(to), |system| names.system(system));
            let from = from.map(|from| from.system.map_or_else(|| names.place(&from), |system| names.system(system)));
            let when = time_words(*before, *at, now);
            let what = match (trigger, from) {
                (MoveTrigger::Undocks, _) => format!("Undocked in {to}"),
                (MoveTrigger::LogsOn, _) => format!("Pilot logged on in {to}"),
                (MoveTrigger::Moves, Some(from)) => format!("Moved from {from} to {to}"),
                (MoveTrigger::Moves, None) => format!("Moved to {to}"),
                (MoveTrigger::Enters, Some(from)) => format!("Entered the listed places: {from} → {to}"),
                (MoveTrigger::Enters, None) => format!("Entered the listed places: {to}"),
                (MoveTrigger::Leaves, Some(from)) => format!("Left the listed places: {from} → {to}"),
                (MoveTrigger::Leaves, None) => format!("Left the listed places: {to}"),
            };
            format!("{what}, {when}")
        }
        WatchDetail::InSpace { stage, since, minutes, seen_at } => {
            let stays = length(std::time::Duration::from_secs(minutes.saturating_mul(60)));
            let stages = match &rule.kind {
                WatchKind::InSpace { stages, .. } if stages.len() > 1 => {
                    format!(" (stage {stage} of {})", stages.len())
                }
                _ => String::new(),
            };
            let (since, seen) = (eve_time(*since, now), eve_time(*seen_at, now));
            format!("In space for {stays}, perhaps tethered{stages}: since {since}, last seen {seen}")
        }
        WatchDetail::Massing { count, stale, older, expected, .. } => {
            let place = match alert.id.subject {
                WatchSubject::System(system) => names.system(system),
                WatchSubject::Constellation(constellation) => names.constellation(constellation),
                WatchSubject::Region(region) => names.region(region),
                WatchSubject::Hull(key) => key.to_string(),
            };
            massing(rule, &place, [*count, *stale, *older, *expected], policy)
        }
    }
}

fn massing(rule: &WatchRule, place: &str, [count, stale, older, expected]: [u32; 4], policy: &Policy) -> String {
    let WatchKind::Massing { n, count: what, area, minutes } = &rule.kind else { return rule.name.clone() };
    let classes: Vec<String> = rule.classes.iter().map(|class| policy.plural(*class).into_owned()).collect();
    let ships = if classes.len() > 3 { "capital ships".to_owned() } else { classes.join(" or ") };
    let one = |class: &HullClass| policy.singular(*class).into_owned();
    let who = match (what, count) {
        (MassingCount::Mains, 1) => format!("1 main with {ships}"),
        (MassingCount::Mains, _) => format!("{count} different mains with {ships}"),
        (MassingCount::Ships, 1) if rule.classes.len() == 1 => {
            format!("1 {}", rule.classes.first().map(one).unwrap_or_default())
        }
        (MassingCount::Ships, _) => format!("{count} {ships}"),
    };
    let place = match area {
        MassingArea::LightYears(light_years) => format!("within {} light years of {place}", light_years.0),
        _ => format!("in {place}"),
    };
    let aside = [(stale, "out of date"), (older, "more last seen there earlier"), (expected, "expected")];
    let aside = aside.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!(", {number} {what}"));
    format!("{who} {place} (alerts at {n} in {minutes} min){}", aside.collect::<String>())
}
