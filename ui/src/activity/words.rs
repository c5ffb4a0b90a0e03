//! The activity log in words. Pure.

use captrack_domain::activity::ActivityKind;
use jiff::civil::Date;
use yew::AttrValue;

use crate::words::text::{args, say, say_with};
use crate::words::time;

/// What was done, as a line says it.
pub fn done(kind: ActivityKind) -> AttrValue {
    say(match kind {
        ActivityKind::Policy => "done-policy",
        ActivityKind::Preferences => "done-preferences",
        ActivityKind::Monitoring => "done-monitoring",
        ActivityKind::Snoozed => "done-snoozed",
        ActivityKind::SnoozeCleared => "done-snooze-cleared",
        ActivityKind::SnoozeEnded => "done-snooze-ended",
        ActivityKind::Acknowledged => "done-acknowledged",
        ActivityKind::AcknowledgementCleared => "done-acknowledgement-cleared",
        ActivityKind::AcknowledgementEnded => "done-acknowledgement-ended",
        ActivityKind::SignedIn => "done-signed-in",
        ActivityKind::SignedOut => "done-signed-out",
        ActivityKind::Main => "done-main",
        ActivityKind::AllianceAuth => "done-alliance-auth",
        ActivityKind::Webhook => "done-webhook",
        ActivityKind::Relay => "done-relay",
        ActivityKind::NoticeSent => "done-notice-sent",
        ActivityKind::NoticeRefused => "done-notice-refused",
    })
}

/// What kinds of lines belong together, for colours and shapes.
pub const fn family(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Policy
        | ActivityKind::Preferences
        | ActivityKind::Monitoring
        | ActivityKind::AllianceAuth
        | ActivityKind::Webhook
        | ActivityKind::Relay => "settings",
        ActivityKind::Snoozed | ActivityKind::SnoozeCleared | ActivityKind::SnoozeEnded => "snoozes",
        ActivityKind::Acknowledged | ActivityKind::AcknowledgementCleared | ActivityKind::AcknowledgementEnded => {
            "acknowledgements"
        }
        ActivityKind::SignedIn | ActivityKind::SignedOut | ActivityKind::Main => "pilots",
        ActivityKind::NoticeSent => "notices",
        ActivityKind::NoticeRefused => "refused",
    }
}

/// `Today, 22 November 2026`.
pub fn day(day: Date, today: Date) -> AttrValue {
    let date = time::day(day).to_string();
    if day == today {
        say_with("day-today", &args!("time" => date))
    } else if today.yesterday().ok() == Some(day) {
        say_with("day-yesterday", &args!("time" => date))
    } else {
        date.into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_kind_has_words_of_its_own() {
        let words: BTreeSet<String> = ActivityKind::ALL.map(|kind| done(kind).to_string()).into();
        assert_eq!(words.len(), ActivityKind::ALL.len());
        assert!(words.iter().all(|words| !words.contains("done-")));
    }

    #[test]
    fn days_are_named_from_where_the_reader_stands() {
        let today = date(2026, 12, 1);
        assert_eq!(day(today, today), "Today, 1 Dec 2026");
        assert_eq!(day(date(2026, 11, 30), today), "Yesterday, 30 Nov 2026");
        assert_eq!(day(date(2026, 11, 29), today), "29 Nov 2026");
    }
}
