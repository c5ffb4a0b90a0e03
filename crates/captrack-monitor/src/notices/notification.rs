//! What a notification says: pure, from how things stand. It is worded here, in the language that the program speaks, because what has room on
//! it depends on the words.

use std::collections::BTreeSet;

use captrack_domain::alert::AlertState;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{AlertLevel, Card, ClassCounts, HullFact, Level};
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, Receiver, WatchReason};
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::watch::{WatchAlert, WatchAlertId, WatchDetail, WatchKind};
use captrack_domain::why::DecidingRule;
use captrack_ports::OsNotification;
use captrack_text::{Language, chosen_length, sentence};
use captrack_universe::universe;
use jiff::Timestamp;

use crate::judge::labels::type_name;
use crate::judge::watch::why_it_alerts;
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
pub fn main_notification(
    state: &State,
    main: PilotId,
    draws_attention: bool,
    now: Timestamp,
) -> Option<OsNotification> {
    let card = state.evaluation.cards.iter().find(|card| card.main == main)?;
    let alerting = on_desktop(state, card);
    if alerting.is_empty() {
        return None;
    }
    let (title, counts) = title(&state.pilot_name(main), state, &alerting);
    let mut lines: Vec<String> = counts.into_iter().collect();
    lines.extend(alerting.iter().take(LINES).filter_map(|index| line(state, *index, now)).map(|line| said(&line)));
    if alerting.len() > LINES {
        lines.push(said(&text!("and-more", n = alerting.len() - LINES)));
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

/// What the desktop shows of its own: a main, or a massing, which stands under none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotificationSubject {
    /// All that alerts under a main.
    Main(PilotId),
    /// Ships that gather.
    Massing(WatchAlertId),
}

impl NotificationSubject {
    /// What a notice is about.
    pub fn of(notice: &Notice) -> Self {
        notice.alert.massing().map_or(Self::Main(notice.main), Self::Massing)
    }

    /// The tag of its notification.
    pub fn tag(self) -> String {
        match self {
            Self::Main(main) => main_tag(main),
            Self::Massing(id) => format!("massing/{id}"),
        }
    }

    /// Its notification as it shall stand now; none when nothing of it belongs on the desktop, or somebody has seen it.
    pub fn notification(self, state: &State, draws_attention: bool, now: Timestamp) -> Option<OsNotification> {
        match self {
            Self::Main(main) => main_notification(state, main, draws_attention, now),
            Self::Massing(id) => massing_notification(state, id, draws_attention, now),
        }
    }
}

/// A massing's notification: what gathers, and whose ships.
fn massing_notification(
    state: &State,
    id: WatchAlertId,
    draws_attention: bool,
    now: Timestamp,
) -> Option<OsNotification> {
    let alert = is_massing_on_desktop(state, id)?;
    let why = why_it_alerts(state, alert, now)?;
    let WatchDetail::Massing { mains, .. } = &alert.detail else { return None };
    let mut lines = vec![said(&why.text)];
    lines.extend(mains.iter().take(LINES).map(|main| state.pilot_name(*main)));
    if mains.len() > LINES {
        lines.push(said(&text!("and-more", n = mains.len() - LINES)));
    }
    Some(OsNotification {
        tag: NotificationSubject::Massing(id).tag(),
        title: said(&text!("notification-massing", rule = why.rule)),
        body: lines.join("\n"),
        main: None,
        pilots: Vec::new(),
        snoozes: Vec::new(),
        draws_attention,
        sound: draws_attention && state.preferences.sound,
    })
}

/// A massing that is open, belongs on the desktop and that nobody has seen.
fn is_massing_on_desktop(state: &State, id: WatchAlertId) -> Option<&WatchAlert> {
    let is_seen = state.watch.acknowledged.contains_key(&id);
    let open = state.watch.alerts.get(&id).filter(|alert| alert.state == AlertState::Open && !is_seen);
    open.filter(|alert| level_on_desktop(state, alert.level))
}

/// Whether anything that a notice tells of is there to be shown now. A hull that is known by another number now counts as there while its
/// alert stands.
pub fn is_open_on_desktop(state: &State, notice: &Notice) -> bool {
    if let Some(id) = notice.alert.massing() {
        return is_massing_on_desktop(state, id).is_some();
    }
    let Some(card) = state.evaluation.cards.iter().find(|card| card.main == notice.main) else { return false };
    let shown: BTreeSet<HullKey> = on_desktop(state, card).into_iter().map(|index| state.facts[index].key).collect();
    let alert_stands = state.open_alert(notice.alert).is_some();
    let is_known = |key: &HullKey| state.fleet.hulls.contains_key(key);
    !shown.is_empty()
        && notice.hulls.iter().any(|hull| shown.contains(&hull.key) || alert_stands && !is_known(&hull.key))
}

/// The facts of a main's card that belong on the desktop.
fn on_desktop(state: &State, card: &Card) -> Vec<usize> {
    let is_seen = state.acknowledgements.of(card.main).is_some();
    if is_seen && state.watch.alerts.is_empty() {
        return Vec::new();
    }
    let belongs = |index: &usize| {
        let (fact, verdict) = (&state.facts[*index], state.evaluation.verdicts[*index].as_ref());
        let Some(verdict) = verdict.filter(|_| fact.introduced) else { return false };
        let by_class = match &verdict.why.reason {
            DecidingRule::Watch { class: None, .. } => false,
            _ => !is_seen && alerts_on_desktop(state, verdict.level),
        };
        by_class || is_watched_on_desktop(state, fact, verdict.level)
    };
    card.hulls.iter().copied().filter(belongs).collect()
}

/// Whether a watch rule alerts about a ship by itself, nobody has seen that, and it belongs on the desktop.
fn is_watched_on_desktop(state: &State, fact: &HullFact, level: Level) -> bool {
    let mut unseen = state.watch.about_hull(fact.key).filter(|alert| !state.watch.acknowledged.contains_key(&alert.id));
    unseen.any(|alert| match (&alert.detail, state.watch_rule(alert.id).map(|rule| &rule.kind)) {
        (WatchDetail::InSpace { stage, .. }, Some(WatchKind::InSpace { stages, .. })) => {
            stages.iter().take(*stage as usize).any(|stage| stage.receivers.contains(&Receiver::Os))
        }
        _ => alerts_on_desktop(state, level),
    })
}

/// Whether what alerts at this level belongs on the desktop.
fn level_on_desktop(state: &State, level: AlertLevel) -> bool {
    match level {
        AlertLevel::Critical => state.preferences.notify_critical,
        AlertLevel::Alerting => state.preferences.notify_alerting,
    }
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
    let full = said(&text!("notification-main", main = name, ships = counts.clone()));
    if full.chars().count() <= TITLE {
        return (full, None);
    }
    let classes = counts_by_class(state, alerting);
    let shorter = classes.split_first().map(|((class, n), rest)| {
        let first = captrack_text::counted(*class, *n, &state.policy);
        let more: u32 = rest.iter().map(|(_, n)| n).sum();
        said(&match more {
            0 => text!("notification-main", main = name, ships = first),
            more => text!("notification-main-and-more", main = name, ships = first, n = more),
        })
    });
    let fits = shorter.filter(|title| title.chars().count() <= TITLE);
    (fits.unwrap_or_else(|| name.to_owned()), Some(said(&counts)))
}

/// In the language that the program speaks.
fn said(text: &Text) -> String {
    sentence(text, Language::spoken())
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

    fn title(self, mains: usize) -> Text {
        match self {
            Self::FirstRead => text!("summary-first-read", mains = mains),
            Self::AfterQuiet => text!("summary-after-quiet", mains = mains),
            Self::Reminder => text!("summary-reminder", mains = mains),
            Self::Many => text!("summary-many", mains = mains),
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
            let (main, ships) = (state.pilot_name(card.main), counted(state, &hulls));
            named.push(said(&text!("notification-main", main = main, ships = ships)));
            alerting.extend(hulls);
        }
    }
    if named.is_empty() {
        return None;
    }
    let title = said(&about.title(named.len()));
    let more = named.len().saturating_sub(LINES);
    let all = (named.len() > 1).then(|| said(&counted(state, &alerting)));
    named.truncate(LINES);
    named.splice(0..0, all);
    if more > 0 {
        named.push(said(&text!("summary-more-mains", n = more)));
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
pub fn counted(state: &State, hulls: &[usize]) -> Text {
    captrack_text::counts(&counts_by_class(state, hulls), &state.policy)
}

/// How many of each class, titans first.
fn counts_by_class(state: &State, hulls: &[usize]) -> ClassCounts {
    let count = |class: HullClass| hulls.iter().filter(|index| state.facts[**index].class == class).count();
    let counts = HullClass::ALL.into_iter().map(|class| (class, u32::try_from(count(class)).unwrap_or(u32::MAX)));
    counts.filter(|(_, n)| *n > 0).collect()
}

/// `Erebus, Kara Volkov II, 1DQ1-A (Delve)`.
fn line(state: &State, index: usize, now: Timestamp) -> Option<Text> {
    let fact = &state.facts[index];
    let hull: &Hull = state.fleet.hulls.get(&fact.key)?;
    let place = fact.whereabouts.and_then(|place| {
        let system = universe().system(place.system)?;
        let region = universe().region(place.region)?;
        Some(text!("place-in-region", system = system.name, region = region.name))
    });
    let place = place.unwrap_or_else(|| text!("place-unknown"));
    let (ship, pilot) = (type_name(state, hull), state.pilot_name(fact.pilot));
    let line = text!("notification-ship", ship = ship, pilot = pilot, place = place);
    let watched = state.watch.about_hull(fact.key).min_by_key(|alert| alert.level);
    Some(match watched.and_then(|alert| why_it_alerts(state, alert, now)) {
        Some(WatchReason { rule, text }) => text!("notification-ship-watched", ship = line, rule = rule, why = text),
        None => line,
    })
}

fn buttons(durations: &[u64]) -> Vec<(String, Option<u64>)> {
    let button = |secs: &u64| said(&text!("notification-snooze", length = chosen_length(*secs)));
    durations.iter().take(SNOOZES).map(|secs| (button(secs), Some(*secs))).collect()
}

#[cfg(test)]
mod tests;
