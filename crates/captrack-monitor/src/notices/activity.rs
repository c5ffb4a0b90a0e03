//! Lines of the activity log: one for everything that is done here or happens by itself, in the transaction of what it tells of.

use std::fmt::Write;

use captrack_domain::acknowledgement::AcknowledgementEnd;
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::alert::Transition;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{HullLine, NoticeKind};
use captrack_domain::snooze::Snooze;
use captrack_domain::webhook_name::WebhookName;
use captrack_domain::words::eve_date_time;
use jiff::Timestamp;

use crate::notices::transition_notices::line as hull_line;
use crate::state::State;

/// So many ships of an alert are named.
const HULLS: usize = 3;

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

/// `until 2026-11-22 18:40 EVE`, `until cleared`.
pub(crate) fn until_words(until: Option<Timestamp>) -> String {
    until.map_or_else(|| "until cleared".to_owned(), |until| format!("until {}", eve_date_time(until)))
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
            AcknowledgementEnd::Broken => "another ship alerts",
            AcknowledgementEnd::Over => "nothing alerts any more",
        };
        let new = Some(why.to_owned());
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
        let hulls = transition.hulls.iter().map(|key| hull_line(state, transition.main, *key, now));
        let named: Vec<String> = hulls.clone().take(HULLS).map(|hull| hull_words(&hull)).collect();
        let mut new = named.join("; ");
        if transition.hulls.len() > HULLS {
            let _ = write!(new, " and {} more", transition.hulls.len() - HULLS);
        }
        Some(line(now, BY_ITSELF, kind, state.pilot_name(transition.main), None, Some(new)))
    };
    transitions.iter().filter_map(of).collect()
}

/// `Avatar, Kara Volkov, Jita (The Forge)`.
fn hull_words(hull: &HullLine) -> String {
    let place = match (&hull.system_name, &hull.region_name) {
        (Some(system), Some(region)) => format!("{system} ({region})"),
        (Some(system), None) => system.clone(),
        (None, _) => "place unknown".to_owned(),
    };
    format!("{}, {}, {place}", hull.type_name, hull.pilot_name)
}

/// A webhook as the activity log names it.
pub(crate) fn webhook_subject(webhook: WebhookName) -> String {
    format!("{webhook} webhook")
}

#[cfg(test)]
mod tests {
    use captrack_domain::alert::AlertId;
    use captrack_domain::evaluate::AlertLevel;
    use captrack_domain::notice::NoticeOccasion;

    use super::*;
    use crate::test_state::{KARA, at, kara, key};

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
}
