//! What a notification says: pure, from how things stand.

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{Card, Level};
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::PilotId;
use captrack_domain::notice::Notice;
use captrack_domain::words::chosen_length;
use captrack_ports::OsNotification;
use captrack_universe::universe;

use crate::judge::labels::type_name;
use crate::state::State;

/// So many hulls are named on a notification; the card has them all.
const LINES: usize = 4;
/// Snoozes on a notification: some desktops show no more than three buttons, and the first acknowledges.
const SNOOZES: usize = 2;
/// Some desktops show no more of a title, in characters.
const TITLE: usize = 40;

/// The tag of a main's notification.
pub fn main_tag(main: PilotId) -> String {
    format!("main/{main}")
}

/// A main's notification as it shall stand now; none when nothing of it belongs on the desktop, or somebody has seen it.
pub fn main_notification(state: &State, main: PilotId, draws_attention: bool) -> Option<OsNotification> {
    let card = state.evaluation.cards.iter().find(|card| card.main == main)?;
    let alerting = on_desktop(state, card);
    if alerting.is_empty() {
        return None;
    }
    let (title, counts) = title(&state.pilot_name(main), state, &alerting);
    let mut lines: Vec<String> = counts.into_iter().collect();
    lines.extend(alerting.iter().take(LINES).filter_map(|index| line(state, *index)));
    if alerting.len() > LINES {
        lines.push(format!("and {} more", alerting.len() - LINES));
    }
    let pilots: BTreeSet<PilotId> = alerting.iter().map(|index| state.facts[*index].pilot).collect();
    Some(OsNotification {
        tag: main_tag(main),
        title,
        body: lines.join("\n"),
        main: Some(main),
        pilots: pilots.into_iter().collect(),
        snoozes: buttons(&state.policy.snooze_durations),
        draws_attention,
        sound: draws_attention && state.preferences.sound,
    })
}

/// Whether anything that a notice tells of is there to be shown now. A hull that is known by another number now counts as there while its
/// alert stands.
pub fn is_open_on_desktop(state: &State, notice: &Notice) -> bool {
    let Some(card) = state.evaluation.cards.iter().find(|card| card.main == notice.main) else { return false };
    let shown: BTreeSet<HullKey> = on_desktop(state, card).into_iter().map(|index| state.facts[index].key).collect();
    let alert_stands = state.evaluation.open_alerts.contains_key(&notice.alert);
    let is_known = |key: &HullKey| state.fleet.hulls.contains_key(key);
    !shown.is_empty()
        && notice.hulls.iter().any(|hull| shown.contains(&hull.key) || alert_stands && !is_known(&hull.key))
}

/// The facts of a main's card that belong on the desktop.
fn on_desktop(state: &State, card: &Card) -> Vec<usize> {
    if state.acknowledgements.of(card.main).is_some() {
        return Vec::new();
    }
    let belongs = |index: &usize| {
        let level = state.evaluation.verdicts[*index].as_ref().map(|verdict| verdict.level);
        state.facts[*index].introduced && level.is_some_and(|level| alerts_on_desktop(state, level))
    };
    card.hulls.iter().copied().filter(belongs).collect()
}

/// Whether what has this level that belongs on the desktop.
fn alerts_on_desktop(state: &State, level: Level) -> bool {
    match level {
        Level::Critical => state.preferences.notify_critical,
        Level::Alerting => state.preferences.notify_alerting,
        Level::Snoozed | Level::Informational | Level::Unclassified => false,
    }
}

/// `Kara Volkov: 1 titan, 6 dreadnoughts` where that fits; else less of it, and the counts for the body.
fn title(name: &str, state: &State, alerting: &[usize]) -> (String, Option<String>) {
    let counts = counted(state, alerting);
    let full = format!("{name}: {counts}");
    if full.chars().count() <= TITLE {
        return (full, None);
    }
    let classes = counts_by_class(state, alerting);
    let shorter = classes.split_first().map(|((class, n), rest)| {
        let first = state.policy.counted(*class, *n);
        let more: usize = rest.iter().map(|(_, n)| n).sum();
        if more == 0 { format!("{name}: {first}") } else { format!("{name}: {first} and {more} more") }
    });
    let fits = shorter.filter(|title| title.chars().count() <= TITLE);
    (fits.unwrap_or_else(|| name.to_owned()), Some(counts))
}

/// What a summary is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotificationSummary {
    /// What already stood when a pilot was new.
    FirstRead,
    /// What came in quiet hours and still stands.
    AfterQuiet,
    /// What still stands, told again on purpose.
    Reminder,
    /// News of more mains at once than anybody wants as notifications of their own.
    Many,
}

impl NotificationSummary {
    const fn tag(self) -> &'static str {
        match self {
            Self::FirstRead => "summary",
            Self::AfterQuiet => "quiet",
            Self::Reminder => "reminder",
            Self::Many => "many",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::FirstRead => "Open alerts",
            Self::AfterQuiet => "During quiet hours",
            Self::Reminder => "Still open",
            Self::Many => "New alerts",
        }
    }
}

/// One notification for all that belongs on the desktop of these mains; none when nothing does.
pub fn summary_notification(
    state: &State,
    about: NotificationSummary,
    mains: &BTreeSet<PilotId>,
) -> Option<OsNotification> {
    let mut alerting: Vec<usize> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    for card in state.evaluation.cards.iter().filter(|card| mains.contains(&card.main)) {
        let hulls = on_desktop(state, card);
        if !hulls.is_empty() {
            named.push(format!("{}: {}", state.pilot_name(card.main), counted(state, &hulls)));
            alerting.extend(hulls);
        }
    }
    if named.is_empty() {
        return None;
    }
    let title = match named.len() {
        1 => format!("{}: 1 main", about.words()),
        mains => format!("{}: {mains} mains", about.words()),
    };
    let more = named.len().saturating_sub(LINES);
    let all = (named.len() > 1).then(|| counted(state, &alerting));
    named.truncate(LINES);
    named.splice(0..0, all);
    if more > 0 {
        let mains = if more == 1 { "main" } else { "mains" };
        named.push(format!("and {more} more {mains}"));
    }
    let draws_attention = about != NotificationSummary::Reminder;
    Some(OsNotification {
        tag: about.tag().to_owned(),
        title,
        body: named.join("\n"),
        main: None,
        pilots: Vec::new(),
        snoozes: Vec::new(),
        draws_attention,
        sound: draws_attention && state.preferences.sound,
    })
}

/// `1 titan, 6 dreadnoughts`, as the user calls them.
pub fn counted(state: &State, hulls: &[usize]) -> String {
    let classes = counts_by_class(state, hulls);
    classes.into_iter().map(|(class, n)| state.policy.counted(class, n)).collect::<Vec<_>>().join(", ")
}

/// How many of each class, titans first.
fn counts_by_class(state: &State, hulls: &[usize]) -> Vec<(HullClass, usize)> {
    let count = |class: HullClass| hulls.iter().filter(|index| state.facts[**index].class == class).count();
    HullClass::ALL.into_iter().map(|class| (class, count(class))).filter(|(_, n)| *n > 0).collect()
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
    let place = place.unwrap_or_else(|| "place unknown".to_owned());
    Some(format!("{}, {}, {place}", type_name(state, hull), state.pilot_name(fact.pilot)))
}

fn buttons(durations: &[u64]) -> Vec<(String, Option<u64>)> {
    durations.iter().take(SNOOZES).map(|secs| (format!("Snooze {}", chosen_length(*secs)), Some(*secs))).collect()
}

#[cfg(test)]
mod tests;
