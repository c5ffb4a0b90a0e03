//! Lines of the activity log: one for everything that is done here or happens by itself, in the transaction of what it tells of.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::SettingChange;
use captrack_domain::acknowledgement::AcknowledgementEnd;
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::alert::Transition;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{HullLine, NoticeKind};
use captrack_domain::snooze::Snooze;
use captrack_domain::text;
use captrack_domain::text::Argument;
use captrack_domain::watch_event::SourceName;
use captrack_domain::webhook_name::WebhookName;
use captrack_text::english;
use jiff::Timestamp;

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

/// What a line is about.
pub(crate) fn line(
    at: Timestamp,
    by: &str,
    kind: ActivityKind,
    subject: impl Into<String>,
    old: Option<String>,
    new: Option<String>,
) -> Activity {
    Activity { at, by: by.to_owned(), kind, subject: subject.into(), old, new }
}

/// A setting that differs.
pub(crate) fn setting_line(at: Timestamp, by: &str, kind: ActivityKind, change: &SettingChange) -> Activity {
    let [setting, old, new] = [&change.setting, &change.old, &change.new].map(english);
    line(at, by, kind, setting, Some(old), Some(new))
}

/// `until 2026-11-22 18:40 EVE`, `until cleared`.
pub(crate) fn until_words(until: Option<Timestamp>) -> String {
    english(&captrack_text::until(until))
}

/// A phrase with the reason that was given for it.
pub(crate) fn with_reason(phrase: String, why: Option<&str>) -> String {
    match why {
        Some(why) => format!("{phrase}: {why}"),
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
        let old = Some(until_words(snooze.until));
        line(at, BY_ITSELF, ActivityKind::SnoozeEnded, state.pilot_name(snooze.pilot), old, None)
    });
    let acknowledgements = acknowledgements.iter().map(|(main, end)| {
        let why = match end {
            AcknowledgementEnd::Broken => text!("activity-another-alerts"),
            AcknowledgementEnd::Over => text!("activity-nothing-alerts"),
        };
        let new = Some(english(&why));
        line(now, BY_ITSELF, ActivityKind::AcknowledgementEnded, state.pilot_name(*main), None, new)
    });
    snoozes.chain(acknowledgements).collect()
}

/// One line for each thing that happened to an alert, whether or not anybody is sent a notice of it.
pub(crate) fn alerts(state: &State, transitions: &[Transition], now: Timestamp) -> Vec<Activity> {
    let of = |transition: &Transition| {
        let kind = match transition.kind {
            NoticeKind::Opened | NoticeKind::SnoozeEnded => ActivityKind::AlertNew,
            NoticeKind::Grew => ActivityKind::AlertMore,
            NoticeKind::Moved => ActivityKind::AlertMoved,
            NoticeKind::Resolved => ActivityKind::AlertResolved,
            NoticeKind::Reminder => return None,
        };
        let new = hulls_words(state, transition.main, &transition.hulls, now);
        Some(line(now, BY_ITSELF, kind, state.pilot_name(transition.main), None, Some(new)))
    };
    transitions.iter().filter_map(of).collect()
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
    let stale = |subject: String, ships: String, keys: &mut dyn Iterator<Item = HullKey>| {
        let seen = keys.filter_map(|key| state.fleet.hulls.get(&key)).map(|hull| hull.seen_at).min();
        let unseen =
            |since| english(&text!("activity-not-seen-since", ships = Argument::Said(ships.clone()), since = since));
        let new = seen.map_or_else(|| ships.clone(), unseen);
        line(now, BY_ITSELF, ActivityKind::AlertStale, subject, None, Some(new))
    };
    if by_main.len() <= MAINS {
        let of_main = |(main, keys): (PilotId, Vec<HullKey>)| {
            stale(state.pilot_name(main), hulls_words(state, main, &keys, now), &mut keys.iter().copied())
        };
        return by_main.into_iter().map(of_main).collect();
    }
    let of_source = |(source, indexes): (SourceName, Vec<usize>)| {
        let mains: BTreeSet<PilotId> = indexes.iter().map(|index| state.facts[*index].main).collect();
        let ships = english(&text!("activity-under-mains", ships = counted(state, &indexes), n = mains.len()));
        stale(source.name().to_owned(), ships, &mut indexes.iter().map(|index| state.facts[*index].key))
    };
    by_source.into_iter().map(of_source).collect()
}

/// The first few ships, and how many more there are.
fn hulls_words(state: &State, main: PilotId, hulls: &[HullKey], now: Timestamp) -> String {
    let named = hulls.iter().take(HULLS).map(|key| hull_words(&hull_line(state, main, *key, now)));
    let named = named.collect::<Vec<_>>().join("; ");
    match hulls.len().saturating_sub(HULLS) {
        0 => named,
        more => english(&text!("undo-and-more", first = Argument::Said(named), n = more)),
    }
}

/// The beginning of what the log says of a ship: `Avatar, Kara Volkov, `.
pub(crate) fn hull_name(type_name: &str, pilot_name: &str) -> String {
    format!("{type_name}, {pilot_name}, ")
}

/// `Avatar, Kara Volkov, Jita (The Forge)`.
fn hull_words(hull: &HullLine) -> String {
    let place = match (&hull.system_name, &hull.region_name) {
        (Some(system), Some(region)) => format!("{system} ({region})"),
        (Some(system), None) => system.clone(),
        (None, _) => english(&text!("place-unknown")),
    };
    format!("{}{place}", hull_name(&hull.type_name, &hull.pilot_name))
}

/// A webhook as the activity log names it.
pub(crate) fn webhook_subject(webhook: WebhookName) -> String {
    english(&text!("activity-webhook", webhook = webhook_name(webhook)))
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
