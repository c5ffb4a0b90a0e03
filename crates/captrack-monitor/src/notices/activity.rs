//! Lines of the activity log: one for everything that is done here or happens by itself, in the transaction of what it tells of.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::SettingChange;
use captrack_domain::acknowledgement::AcknowledgementEnd;
use captrack_domain::activity::{Activity, ActivityKind, ActivityTexts};
use captrack_domain::alert::Transition;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{HullLine, NoticeKind, WatchReason};
use captrack_domain::snooze::Snooze;
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};
use captrack_domain::watch::{WatchAlertId, WatchChanges, WatchTransition};
use captrack_domain::watch_event::SourceName;
use captrack_domain::webhook_name::WebhookName;
use captrack_text::english;
use jiff::Timestamp;

use crate::judge::watch::why_it_alerts;
use crate::notices::notification::counted;
use crate::notices::transition_notices::line as hull_line;
use crate::notices::webhook_outage::webhook_name;
use crate::state::State;

/// So many ships of an alert are named.
const HULLS: usize = 3;
/// Under more mains than these, ships that get out of date at once are one line a source.
const MAINS: usize = 10;

/// Who does what nobody does.
pub(crate) const BY_ITSELF: &str = "CapTrack";

/// What stands in a line: a name, or a text, which is kept in English beside its code.
pub(crate) enum Phrase {
    /// A name, or an address: the same in every language.
    Name(String),
    /// A text.
    Text(Text),
}

impl Phrase {
    fn words(self) -> (String, Option<Text>) {
        match self {
            Self::Name(name) => (name, None),
            Self::Text(text) => (english(&text), Some(text)),
        }
    }
}

impl From<String> for Phrase {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<&str> for Phrase {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<Text> for Phrase {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

/// A line: who did what, to whom or what, how it was and how it is.
pub(crate) fn line(
    at: Timestamp,
    by: &str,
    kind: ActivityKind,
    subject: impl Into<Phrase>,
    old: Option<Phrase>,
    new: Option<Phrase>,
) -> Activity {
    let (subject, subject_text) = subject.into().words();
    let (old, old_text) = old.map(Phrase::words).unzip();
    let (new, new_text) = new.map(Phrase::words).unzip();
    let texts = ActivityTexts { subject: subject_text, old: old_text.flatten(), new: new_text.flatten() };
    Activity { at, by: by.to_owned(), kind, subject, old, new, texts }
}

/// A setting that differs.
pub(crate) fn setting_line(at: Timestamp, by: &str, kind: ActivityKind, change: &SettingChange) -> Activity {
    let SettingChange { setting, old, new } = change.clone();
    line(at, by, kind, setting, Some(old.into()), Some(new.into()))
}

/// A phrase with the reason that was given for it.
pub(crate) fn with_reason(phrase: Text, why: Option<&str>) -> Text {
    match why {
        Some(why) => text!("activity-with-reason", phrase = phrase, why = Argument::Said(why.to_owned())),
        None => phrase,
    }
}

/// What has ended by itself: snoozes whose time has come, acknowledgements.
pub(crate) fn ended(
    state: &State,
    snoozes: &[Snooze],
    acknowledgements: &[(PilotId, AcknowledgementEnd)],
    now: Timestamp,
) -> Vec<Activity> {
    let snoozes = snoozes.iter().map(|snooze| {
        let at = snooze.until.unwrap_or(now);
        let old = Some(captrack_text::until(snooze.until).into());
        line(at, BY_ITSELF, ActivityKind::SnoozeEnded, state.pilot_name(snooze.pilot), old, None)
    });
    let acknowledgements = acknowledgements.iter().map(|(main, end)| {
        let why = match end {
            AcknowledgementEnd::Broken => text!("activity-another-alerts"),
            AcknowledgementEnd::Over => text!("activity-nothing-alerts"),
        };
        line(now, BY_ITSELF, ActivityKind::AcknowledgementEnded, state.pilot_name(*main), None, Some(why.into()))
    });
    snoozes.chain(acknowledgements).collect()
}

/// One line for each thing that happened to an alert, whether or not anybody is sent a notice of it.
pub(crate) fn alerts(state: &State, transitions: &[Transition], now: Timestamp) -> Vec<Activity> {
    let of = |transition: &Transition| {
        let kind = alert_kind(transition.kind)?;
        let new = hulls_text(state, transition.main, &transition.hulls, now);
        Some(line(now, BY_ITSELF, kind, state.pilot_name(transition.main), None, Some(new.into())))
    };
    transitions.iter().filter_map(of).collect()
}

/// The same of alerts of watch rules, and of what somebody had seen of them.
pub(crate) fn watch_alerts(state: &State, changes: &WatchChanges, now: Timestamp) -> Vec<Activity> {
    let subject = |alert: WatchAlertId, main: Option<PilotId>| match main {
        Some(main) => state.pilot_name(main),
        None => state.watch_rule(alert).map_or_else(|| alert.rule.to_string(), |rule| rule.name.clone()),
    };
    let of = |transition: &WatchTransition| {
        let kind = alert_kind(transition.kind)?;
        let hulls: Vec<HullKey> = transition.hulls.iter().copied().collect();
        let ships = hulls_text(state, transition.main.unwrap_or(PilotId(0)), &hulls, now);
        let reason = state.watch.alerts.get(&transition.alert).and_then(|alert| why_it_alerts(state, alert, now));
        let new = match reason {
            Some(WatchReason { rule, text }) => text!("activity-watch", rule = rule, why = text, ships = ships),
            None => ships,
        };
        Some(line(now, BY_ITSELF, kind, subject(transition.alert, transition.main), None, Some(new.into())))
    };
    let ended = changes.acknowledgements_ended.iter().map(|(id, end)| {
        let main = state.watch.alerts.get(id).and_then(|alert| alert.main);
        let why = match end {
            AcknowledgementEnd::Broken => text!("activity-massing-has-grown"),
            AcknowledgementEnd::Over => text!("activity-nothing-alerts"),
        };
        line(now, BY_ITSELF, ActivityKind::AcknowledgementEnded, subject(*id, main), None, Some(why.into()))
    });
    changes.transitions.iter().filter_map(of).chain(ended).collect()
}

/// What happened to an alert; a reminder is no news.
const fn alert_kind(kind: NoticeKind) -> Option<ActivityKind> {
    match kind {
        NoticeKind::Opened | NoticeKind::SnoozeEnded => Some(ActivityKind::AlertNew),
        NoticeKind::Grew => Some(ActivityKind::AlertMore),
        NoticeKind::Moved => Some(ActivityKind::AlertMoved),
        NoticeKind::Resolved => Some(ActivityKind::AlertResolved),
        NoticeKind::Reminder => None,
    }
}

/// Ships with an open alert that have got out of sight since the log spoke of them last: one line a main, and where that is many, one a source.
pub(crate) fn stale(state: &State, hidden: &BTreeMap<HullKey, SourceName>, now: Timestamp) -> Vec<Activity> {
    let mut by_main: BTreeMap<PilotId, Vec<HullKey>> = BTreeMap::new();
    let mut by_source: BTreeMap<SourceName, Vec<usize>> = BTreeMap::new();
    for (key, source) in hidden.iter().filter(|(key, _)| !state.out_of_sight.contains(key)) {
        let Ok(index) = state.facts.binary_search_by_key(key, |fact| fact.key) else { continue };
        by_main.entry(state.facts[index].main).or_default().push(*key);
        by_source.entry(*source).or_default().push(index);
    }
    let stale = |subject: String, ships: Text, keys: &mut dyn Iterator<Item = HullKey>| {
        let seen = keys.filter_map(|key| state.fleet.hulls.get(&key)).map(|hull| hull.seen_at).min();
        let new = match seen {
            Some(since) => text!("activity-not-seen-since", ships = ships, since = since),
            None => ships,
        };
        line(now, BY_ITSELF, ActivityKind::AlertStale, subject, None, Some(new.into()))
    };
    if by_main.len() <= MAINS {
        let of_main = |(main, keys): (PilotId, Vec<HullKey>)| {
            stale(state.pilot_name(main), hulls_text(state, main, &keys, now), &mut keys.iter().copied())
        };
        return by_main.into_iter().map(of_main).collect();
    }
    let of_source = |(source, indexes): (SourceName, Vec<usize>)| {
        let mains: BTreeSet<PilotId> = indexes.iter().map(|index| state.facts[*index].main).collect();
        let ships = text!("activity-under-mains", ships = counted(state, &indexes), n = mains.len());
        stale(source.name().to_owned(), ships, &mut indexes.iter().map(|index| state.facts[*index].key))
    };
    by_source.into_iter().map(of_source).collect()
}

/// The first few ships, and how many more there are.
fn hulls_text(state: &State, main: PilotId, hulls: &[HullKey], now: Timestamp) -> Text {
    let named = hulls.iter().take(HULLS).map(|key| hull_text(&hull_line(state, main, *key, now)));
    let named = Argument::list(Joined::Semicolon, named);
    match hulls.len().saturating_sub(HULLS) {
        0 => text!("activity-ships", ships = named),
        more => text!("undo-and-more", first = named, n = more),
    }
}

/// The beginning of what the log says of a ship in English, as it is kept: `Avatar, Kara Volkov, `.
pub(crate) fn hull_name(type_name: &str, pilot_name: &str) -> String {
    format!("{type_name}, {pilot_name}, ")
}

/// `Avatar, Kara Volkov, Jita (The Forge)`.
fn hull_text(hull: &HullLine) -> Text {
    let place = match (&hull.system_name, &hull.region_name) {
        (Some(system), Some(region)) => Argument::Name(format!("{system} ({region})")),
        (Some(system), None) => Argument::Name(system.clone()),
        (None, _) => text!("place-unknown").into(),
    };
    text!("activity-ship", ship = hull.type_name.as_str(), pilot = hull.pilot_name.as_str(), place = place)
}

/// A webhook as the activity log names it.
pub(crate) fn webhook_subject(webhook: WebhookName) -> Text {
    text!("activity-webhook", webhook = webhook_name(webhook))
}

#[cfg(test)]
mod tests {
    use captrack_domain::alert::AlertId;
    use captrack_domain::evaluate::AlertLevel;
    use captrack_domain::notice::NoticeOccasion;
    use captrack_domain::place::Place;

    use super::*;
    use crate::test_state::{AVATAR, JITA, KARA, at, hull, kara, key, watching};

    #[test]
    fn every_turn_of_an_alert_has_its_kind_and_a_long_list_its_end() {
        let transition = |said, hulls: i64| Transition {
            alert: AlertId::Hull(key(1)),
            main: KARA,
            level: AlertLevel::Critical,
            kind: said,
            occasion: NoticeOccasion::News,
            hulls: (1..=hulls).map(key).collect(),
            opened_at: at(0),
        };
        let all = [
            NoticeKind::Opened,
            NoticeKind::SnoozeEnded,
            NoticeKind::Grew,
            NoticeKind::Moved,
            NoticeKind::Resolved,
            NoticeKind::Reminder,
        ];
        let lines = alerts(&kara(), &all.map(|said| transition(said, 1)), at(0));
        let kinds: Vec<ActivityKind> = lines.iter().map(|line| line.kind).collect();
        assert_eq!(
            kinds,
            [
                ActivityKind::AlertNew,
                ActivityKind::AlertNew,
                ActivityKind::AlertMore,
                ActivityKind::AlertMoved,
                ActivityKind::AlertResolved,
            ],
            "a reminder is no news"
        );
        let many = alerts(&kara(), &[transition(NoticeKind::Opened, 7)], at(0)).remove(0).new.unwrap();
        assert!(many.ends_with(" and 4 more"), "{many}");
        assert_eq!(many.matches("; ").count(), 2, "{many}");
    }

    /// A state in which so many mains have a titan each.
    fn titans(mains: i64) -> State {
        let names: Vec<(PilotId, String)> = (1..=mains).map(|n| (PilotId(n), format!("Pilot {n}"))).collect();
        let pilots: Vec<(PilotId, &str)> = names.iter().map(|(id, name)| (*id, name.as_str())).collect();
        let hulls = (1..=mains).map(|n| hull(n, PilotId(n), AVATAR, Place::space(JITA)));
        hulls.fold(watching(&pilots), State::with_hull).judged(at(0))
    }

    #[test]
    fn ships_that_get_out_of_sight_are_said_once_by_main_and_many_together() {
        let hidden = |mains: i64| (1..=mains).map(|n| (key(n), SourceName::Eve)).collect::<BTreeMap<_, _>>();
        let mut state = titans(2);
        let lines = stale(&state, &hidden(2), at(3600));
        assert_eq!(lines.iter().map(|line| &*line.subject).collect::<Vec<_>>(), ["Pilot 1", "Pilot 2"]);
        assert_eq!(
            lines[0].new.as_deref(),
            Some("Avatar, Pilot 1, Jita (The Forge), not seen since 2026-11-22 11:59 EVE")
        );
        state.out_of_sight.insert(key(1));
        let later = stale(&state, &hidden(2), at(3600));
        assert_eq!(
            later.iter().map(|line| &*line.subject).collect::<Vec<_>>(),
            ["Pilot 2"],
            "the other is said already"
        );
        let many = stale(&titans(11), &hidden(11), at(3600));
        assert_eq!(many.len(), 1);
        assert_eq!(many[0].subject, "EVE");
        assert_eq!(many[0].new.as_deref(), Some("11 titans under 11 mains, not seen since 2026-11-22 11:59 EVE"));
    }
}
