//! What an alert of a watch rule says, in one sentence.

use std::time::Duration;

use jiff::Timestamp;

use super::alert::{WatchAlert, WatchDetail};
use super::id::WatchSubject;
use super::rule::{MassingArea, MassingCount, MoveTrigger, WatchKind, WatchRule};
use crate::class::HullClass;
use crate::class_text::classes;
use crate::ids::{ConstellationId, RegionId};
use crate::movement::{MovementNames, time_text};
use crate::policy::Policy;
use crate::text;
use crate::text::{Argument, Joined, Text};

/// Under more classes than these their ships are all called capital ships.
const CLASSES: usize = 3;

/// Names for what a watch alert tells of.
pub trait WatchNames: MovementNames {
    /// A constellation's name, its number where it has none.
    fn constellation(&self, constellation: ConstellationId) -> Argument;
    /// A region's name, its number where it has none.
    fn region(&self, region: RegionId) -> Argument;
}

/// Why it alerts, as of `now`, with the names that the user gave to classes: `In space for 45 min, perhaps tethered, …`.
pub fn watch_text(
    alert: &WatchAlert,
    rule: &WatchRule,
    policy: &Policy,
    names: &impl WatchNames,
    now: Timestamp,
) -> Text {
    match &alert.detail {
        WatchDetail::Moves { trigger, before, at, from, to, .. } => {
            let to = to.system.map_or_else(|| names.place(to), |system| names.system(system));
            let from = from.map(|from| from.system.map_or_else(|| names.place(&from), |system| names.system(system)));
            let what = match (trigger, from) {
                (MoveTrigger::Undocks, _) => text!("watch-undocked", to = to),
                (MoveTrigger::LogsOn, _) => text!("watch-logged-on", to = to),
                (MoveTrigger::Moves, Some(from)) => text!("watch-moved", from = from, to = to),
                (MoveTrigger::Moves, None) => text!("watch-moved-to", to = to),
                (MoveTrigger::Enters, Some(from)) => text!("watch-entered", from = from, to = to),
                (MoveTrigger::Enters, None) => text!("watch-entered-to", to = to),
                (MoveTrigger::Leaves, Some(from)) => text!("watch-left", from = from, to = to),
                (MoveTrigger::Leaves, None) => text!("watch-left-to", to = to),
            };
            text!("watch-move", what = what, when = time_text(*before, *at, now))
        }
        WatchDetail::InSpace { stage, since, minutes, seen_at } => {
            let stays = Duration::from_secs(minutes.saturating_mul(60));
            let (since, seen) = (Argument::at(*since, now), Argument::at(*seen_at, now));
            match &rule.kind {
                WatchKind::InSpace { stages, .. } if stages.len() > 1 => text!(
                    "watch-in-space-stage",
                    stays = stays,
                    stage = *stage,
                    stages = stages.len(),
                    since = since,
                    seen = seen,
                ),
                _ => text!("watch-in-space", stays = stays, since = since, seen = seen),
            }
        }
        WatchDetail::Massing { count, stale, older, expected, .. } => {
            let place = match alert.id.subject {
                WatchSubject::System(system) => names.system(system),
                WatchSubject::Constellation(constellation) => names.constellation(constellation),
                WatchSubject::Region(region) => names.region(region),
                WatchSubject::Hull(key) => key.to_string().into(),
            };
            massing(rule, place, [*count, *stale, *older, *expected], policy)
        }
    }
}

fn massing(rule: &WatchRule, place: Argument, [count, stale, older, expected]: [u32; 4], policy: &Policy) -> Text {
    let WatchKind::Massing { n, count: what, area, minutes } = &rule.kind else {
        return text!("watch-of-rule", rule = rule.name.as_str());
    };
    let who = match what {
        MassingCount::Mains => text!("watch-mains", n = count, ships = ships(rule, policy)),
        MassingCount::Ships => text!("watch-ships", n = count, ships = ships(rule, policy)),
    };
    let place = match area {
        MassingArea::LightYears(light_years) => {
            text!("watch-around", light_years = light_years.0.to_string(), place = place)
        }
        _ => text!("watch-in", place = place),
    };
    let aside = [
        (stale, text!("watch-stale", n = stale)),
        (older, text!("watch-older", n = older)),
        (expected, text!("watch-expected", n = expected)),
    ];
    let aside: Vec<Text> = aside.into_iter().filter(|(number, _)| *number > 0).map(|(_, text)| text).collect();
    if aside.is_empty() {
        return text!("watch-massing", who = who, place = place, n = *n, minutes = *minutes);
    }
    let aside = Argument::list(Joined::Comma, aside);
    text!("watch-massing-and", who = who, place = place, n = *n, minutes = *minutes, aside = aside)
}

/// `titans or dreadnoughts`
fn ships(rule: &WatchRule, policy: &Policy) -> Argument {
    if rule.classes.len() > CLASSES {
        return text!("capital-ships").into();
    }
    Argument::list(Joined::Or, rule.classes.iter().map(|class: &HullClass| classes(*class, policy)))
}
