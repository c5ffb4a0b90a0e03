//! What a notification says: pure, from how things stand.

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::hull::Hull;
use captrack_domain::ids::PilotId;
use captrack_universe::universe;
use jiff::Timestamp;

use crate::dispatch::os::alerts_on_desktop;
use crate::ports::OsNotification;
use crate::snapshot::type_name;
use crate::state::State;

/// So many hulls are named on a notification; the card has them all.
const LINES: usize = 4;
/// Some desktops show no more buttons.
const BUTTONS: usize = 3;

/// The tag of a main's notification.
pub fn main_tag(main: PilotId) -> String {
    format!("main/{main}")
}

/// A main's notification as it shall stand now; none when nothing of it belongs on the desktop.
pub fn main_notification(
    state: &State,
    main: PilotId,
    draws_attention: bool,
    _now: Timestamp,
) -> Option<OsNotification> {
    let card = state.evaluation.cards.iter().find(|card| card.main == main)?;
    let alerting: Vec<usize> = card
        .hulls
        .iter()
        .copied()
        .filter(|index| {
            let introduced = state.facts[*index].introduced;
            introduced
                && state.evaluation.verdicts[*index]
                    .as_ref()
                    .is_some_and(|verdict| alerts_on_desktop(state, verdict.level))
        })
        .collect();
    if alerting.is_empty() {
        return None;
    }
    let mut lines: Vec<String> = alerting.iter().take(LINES).filter_map(|index| line(state, *index)).collect();
    if alerting.len() > LINES {
        lines.push(format!("and {} more", alerting.len() - LINES));
    }
    let pilots: BTreeSet<PilotId> = alerting.iter().map(|index| state.facts[*index].pilot).collect();
    Some(OsNotification {
        tag: main_tag(main),
        title: format!("{}: {}", state.pilot_name(main), counted(state, &alerting)),
        body: lines.join("\n"),
        main: Some(main),
        pilots: pilots.into_iter().collect(),
        snoozes: buttons(&state.policy.snooze_durations),
        draws_attention,
    })
}

/// One notification for all that already stood when a pilot was new.
pub fn summary_notification(state: &State, mains: &BTreeSet<PilotId>) -> Option<OsNotification> {
    let mut alerting: Vec<usize> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    for card in state.evaluation.cards.iter().filter(|card| mains.contains(&card.main)) {
        let before = alerting.len();
        alerting.extend(card.hulls.iter().copied().filter(|index| {
            state.evaluation.verdicts[*index].as_ref().is_some_and(|verdict| alerts_on_desktop(state, verdict.level))
        }));
        if alerting.len() > before {
            named.push(format!("{}: {}", state.pilot_name(card.main), counted(state, &alerting[before..])));
        }
    }
    if named.is_empty() {
        return None;
    }
    let title = match named.len() {
        1 => format!("Already standing: {}", counted(state, &alerting)),
        mains => format!("Already standing: {} under {mains} mains", counted(state, &alerting)),
    };
    let more = named.len().saturating_sub(LINES);
    named.truncate(LINES);
    if more > 0 {
        named.push(format!("and {more} more mains"));
    }
    Some(OsNotification {
        tag: "summary".to_owned(),
        title,
        body: named.join("\n"),
        main: None,
        pilots: Vec::new(),
        snoozes: Vec::new(),
        draws_attention: true,
    })
}

/// `1 titan, 6 dreadnoughts`.
fn counted(state: &State, hulls: &[usize]) -> String {
    let classes = HullClass::ALL.into_iter().filter_map(|class| {
        let count = hulls.iter().filter(|index| state.facts[**index].class == class).count();
        (count > 0).then(|| class.counted(count))
    });
    classes.collect::<Vec<_>>().join(", ")
}

/// `Erebus, Kara Volkov II, 1DQ1-A (Delve)`.
fn line(state: &State, index: usize) -> Option<String> {
    let fact = &state.facts[index];
    let hull: &Hull = state.fleet.hulls.get(&fact.key)?;
    let place = fact.whereabouts.and_then(|place| {
        let system = universe().system(place.system)?;
        let region = universe().region(place.region)?;
        Some(format!("{} ({})", system.name, region.name))
    });
    let place = place.unwrap_or_else(|| "place not known".to_owned());
    Some(format!("{}, {}, {place}", type_name(state, hull), state.pilot_name(fact.pilot)))
}

fn buttons(durations: &[u64]) -> Vec<(String, Option<u64>)> {
    durations.iter().take(BUTTONS).map(|secs| (format!("Snooze {}", duration_words(*secs)), Some(*secs))).collect()
}

/// `1 h`, `30 min`, `2 d`.
pub fn duration_words(secs: u64) -> String {
    match secs {
        secs if secs >= 2 * 86_400 && secs.is_multiple_of(86_400) => format!("{} d", secs / 86_400),
        secs if secs >= 3600 && secs.is_multiple_of(3600) => format!("{} h", secs / 3600),
        secs => format!("{} min", secs.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests;
