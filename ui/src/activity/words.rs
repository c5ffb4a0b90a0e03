//! The activity log in words. Pure.

use captrack_domain::activity::ActivityKind;
use jiff::civil::Date;
use yew::AttrValue;

use crate::words::text::{args, say, say_with};
use crate::words::time;

/// What was done, as a line says it.
pub fn done(kind: ActivityKind) -> AttrValue {
    say(match kind {
        ActivityKind::AlertNew => "done-alert-new",
        ActivityKind::AlertMore => "done-alert-more",
        ActivityKind::AlertMoved => "done-alert-moved",
        ActivityKind::AlertStale => "done-alert-stale",
        ActivityKind::AlertResolved => "done-alert-resolved",
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

/// What kinds of lines belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// What alerted, and what no longer does.
    Alerts,
    /// What somebody silenced or acknowledged.
    Silence,
    /// Who is watched, and under whom.
    Pilots,
    /// Rules and settings.
    Settings,
    /// What was sent to whom, and what could not be.
    Delivery,
}

impl Family {
    /// All of them, in the order of the buttons.
    pub const ALL: [Self; 5] = [Self::Alerts, Self::Silence, Self::Pilots, Self::Settings, Self::Delivery];

    /// The one that a kind belongs to.
    pub const fn of(kind: ActivityKind) -> Self {
        match kind {
            ActivityKind::AlertNew
            | ActivityKind::AlertMore
            | ActivityKind::AlertMoved
            | ActivityKind::AlertStale
            | ActivityKind::AlertResolved => Self::Alerts,
            ActivityKind::Snoozed
            | ActivityKind::SnoozeCleared
            | ActivityKind::SnoozeEnded
            | ActivityKind::Acknowledged
            | ActivityKind::AcknowledgementCleared
            | ActivityKind::AcknowledgementEnded => Self::Silence,
            ActivityKind::SignedIn | ActivityKind::SignedOut | ActivityKind::Main => Self::Pilots,
            ActivityKind::Policy
            | ActivityKind::Preferences
            | ActivityKind::Monitoring
            | ActivityKind::AllianceAuth => Self::Settings,
            ActivityKind::Webhook | ActivityKind::Relay | ActivityKind::NoticeSent | ActivityKind::NoticeRefused => {
                Self::Delivery
            }
        }
    }

    /// Its kinds.
    pub fn kinds(self) -> impl Iterator<Item = ActivityKind> {
        ActivityKind::ALL.into_iter().filter(move |kind| Self::of(*kind) == self)
    }

    /// Its name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alerts => "alerts",
            Self::Silence => "silence",
            Self::Pilots => "pilots",
            Self::Settings => "settings",
            Self::Delivery => "delivery",
        }
    }

    /// What its button says.
    pub fn words(self) -> AttrValue {
        say(match self {
            Self::Alerts => "family-alerts",
            Self::Silence => "family-silence",
            Self::Pilots => "family-pilots",
            Self::Settings => "family-settings",
            Self::Delivery => "family-delivery",
        })
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
    fn every_family_has_kinds_and_words() {
        let words: BTreeSet<String> = Family::ALL.map(|family| family.words().to_string()).into();
        assert_eq!(words.len(), Family::ALL.len());
        assert!(Family::ALL.into_iter().all(|family| family.kinds().next().is_some()));
    }

    #[test]
    fn days_are_named_from_where_the_reader_stands() {
        let today = date(2026, 12, 1);
        assert_eq!(day(today, today), "Today, 1 Dec 2026");
        assert_eq!(day(date(2026, 11, 30), today), "Yesterday, 30 Nov 2026");
        assert_eq!(day(date(2026, 11, 29), today), "29 Nov 2026");
    }
}
