//! The activity log: what alerted, what was done at this desk, by whom, and what became of it.

use crate::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What was done; the kinds by which the activity log can be filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// An alert opened, or its snooze ended and it still stands.
    AlertNew,
    /// More ships came to an alert.
    AlertMore,
    /// A ship that alerts moved to another region, or went to another main.
    AlertMoved,
    /// No source tells of a ship that alerts any more: what is known of it is out of date.
    AlertStale,
    /// An alert ended.
    AlertResolved,
    /// A rule, a scope, a set of places or a class was changed, here or by an import.
    Policy,
    /// Notifications, quiet hours or the window were changed.
    Preferences,
    /// Monitoring was paused or resumed by somebody; downtime and sleep are not logged.
    Monitoring,
    /// A pilot was snoozed, or a snooze was extended or shortened.
    Snoozed,
    /// Somebody cleared a snooze before its end.
    SnoozeCleared,
    /// A snooze reached its end.
    SnoozeEnded,
    /// Somebody acknowledged what alerts under a main.
    Acknowledged,
    /// Somebody undid an acknowledgement.
    AcknowledgementCleared,
    /// An acknowledgement ended: another ship alerts, or all is over.
    AcknowledgementEnded,
    /// A pilot signed in at EVE for the first time, or again after a refusal.
    SignedIn,
    /// A pilot signed out: everything about them was deleted.
    SignedOut,
    /// A pilot was put under another main.
    Main,
    /// The desk was connected to AllianceAuth or parted from it, or rules were published there.
    AllianceAuth,
    /// A webhook's address was set, cleared or refused by Discord.
    Webhook,
    /// The relay was turned on or off, or how it writes was changed.
    Relay,
    /// A notice was accepted by its receiver.
    NoticeSent,
    /// A notice was refused for good by its receiver.
    NoticeRefused,
}

impl ActivityKind {
    /// In the order in which filters list them.
    pub const ALL: [Self; 22] = [
        Self::AlertNew,
        Self::AlertMore,
        Self::AlertMoved,
        Self::AlertStale,
        Self::AlertResolved,
        Self::Policy,
        Self::Preferences,
        Self::Monitoring,
        Self::Snoozed,
        Self::SnoozeCleared,
        Self::SnoozeEnded,
        Self::Acknowledged,
        Self::AcknowledgementCleared,
        Self::AcknowledgementEnded,
        Self::SignedIn,
        Self::SignedOut,
        Self::Main,
        Self::AllianceAuth,
        Self::Webhook,
        Self::Relay,
        Self::NoticeSent,
        Self::NoticeRefused,
    ];

    /// The name in the store, on the page and in exported files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AlertNew => "alert_new",
            Self::AlertMore => "alert_more",
            Self::AlertMoved => "alert_moved",
            Self::AlertStale => "alert_stale",
            Self::AlertResolved => "alert_resolved",
            Self::Policy => "policy",
            Self::Preferences => "preferences",
            Self::Monitoring => "monitoring",
            Self::Snoozed => "snoozed",
            Self::SnoozeCleared => "snooze_cleared",
            Self::SnoozeEnded => "snooze_ended",
            Self::Acknowledged => "acknowledged",
            Self::AcknowledgementCleared => "acknowledgement_cleared",
            Self::AcknowledgementEnded => "acknowledgement_ended",
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
            Self::Main => "main",
            Self::AllianceAuth => "alliance_auth",
            Self::Webhook => "webhook",
            Self::Relay => "relay",
            Self::NoticeSent => "notice_sent",
            Self::NoticeRefused => "notice_refused",
        }
    }

    /// Of [`Self::name`]; none: no kind has that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One line of the activity log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// By corrected time, in milliseconds.
    pub at: Timestamp,
    /// Who: a pilot's name, "this desk", or "CapTrack" for what happens by itself.
    pub by: String,
    /// What was done; what it was done to is `subject`.
    pub kind: ActivityKind,
    /// To what or whom: a pilot, a main, a setting, a webhook.
    pub subject: String,
    /// How it was before, as one English phrase; none: there is no before.
    pub old: Option<String>,
    /// How it is now; one phrase.
    pub new: Option<String>,
    /// The same words, to be worded in any language.
    #[serde(default, skip_serializing_if = "ActivityTexts::is_empty")]
    pub texts: ActivityTexts,
}

/// What a line of the activity log says as texts. None: it is a name, or an earlier version kept its words alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityTexts {
    /// Of [`Activity::subject`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Text>,
    /// Of [`Activity::old`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Text>,
    /// Of [`Activity::new`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Text>,
}

impl ActivityTexts {
    /// Nothing of the line is a text.
    pub const fn is_empty(&self) -> bool {
        self.subject.is_none() && self.old.is_none() && self.new.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    fn line(texts: ActivityTexts) -> Activity {
        Activity {
            at: "2026-11-22T15:40:00Z".parse().unwrap(),
            by: "Mira".to_owned(),
            kind: ActivityKind::Policy,
            subject: "carriers".to_owned(),
            old: Some("alerts at 5".to_owned()),
            new: Some("alerts at 3".to_owned()),
            texts,
        }
    }

    #[test]
    fn a_line_keeps_every_text_and_one_without_any_is_as_earlier_versions_wrote_it() {
        let text = || Some(text!("class-titan"));
        let nothing = ActivityTexts::default();
        for texts in [
            ActivityTexts { subject: text(), ..nothing.clone() },
            ActivityTexts { old: text(), ..nothing.clone() },
            ActivityTexts { new: text(), ..nothing.clone() },
        ] {
            let json = serde_json::to_string(&line(texts.clone())).unwrap();
            assert_eq!(serde_json::from_str::<Activity>(&json).unwrap(), line(texts));
        }
        let json = serde_json::to_value(line(nothing.clone())).unwrap();
        assert_eq!(json.get("texts"), None);
        assert_eq!(serde_json::from_value::<Activity>(json).unwrap(), line(nothing));
    }
}
