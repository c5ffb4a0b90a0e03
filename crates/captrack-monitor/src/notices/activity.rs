//! Lines of the activity log: one for everything that is done here or happens by itself, in the transaction of what it tells of.

use captrack_domain::acknowledgement::AcknowledgementEnd;
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;
use captrack_domain::webhook_name::WebhookName;
use captrack_domain::words::eve_date_time;
use jiff::Timestamp;

use crate::state::State;

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

/// A webhook as the activity log names it.
pub(crate) fn webhook_subject(webhook: WebhookName) -> String {
    format!("{webhook} webhook")
}
