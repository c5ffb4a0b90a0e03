//! The kinds of lines of the activity log, in the words of a trail.

use captrack_domain::activity::ActivityKind;
use captrack_domain::text;
use captrack_domain::text::Text;

/// What was done: `snooze cleared`.
pub fn kind_text(kind: ActivityKind) -> Text {
    match kind {
        ActivityKind::AlertNew => text!("trail-kind-alert-new"),
        ActivityKind::AlertMore => text!("trail-kind-alert-more"),
        ActivityKind::AlertMoved => text!("trail-kind-alert-moved"),
        ActivityKind::AlertStale => text!("trail-kind-alert-stale"),
        ActivityKind::AlertResolved => text!("trail-kind-alert-resolved"),
        ActivityKind::Policy => text!("trail-kind-policy"),
        ActivityKind::Preferences => text!("trail-kind-preferences"),
        ActivityKind::Monitoring => text!("trail-kind-monitoring"),
        ActivityKind::Snoozed => text!("trail-kind-snoozed"),
        ActivityKind::SnoozeCleared => text!("trail-kind-snooze-cleared"),
        ActivityKind::SnoozeEnded => text!("trail-kind-snooze-ended"),
        ActivityKind::Acknowledged => text!("trail-kind-acknowledged"),
        ActivityKind::AcknowledgementCleared => text!("trail-kind-acknowledgement-cleared"),
        ActivityKind::AcknowledgementEnded => text!("trail-kind-acknowledgement-ended"),
        ActivityKind::SignedIn => text!("trail-kind-signed-in"),
        ActivityKind::SignedOut => text!("trail-kind-signed-out"),
        ActivityKind::Main => text!("trail-kind-main"),
        ActivityKind::AllianceAuth => text!("trail-kind-alliance-auth"),
        ActivityKind::Webhook => text!("trail-kind-webhook"),
        ActivityKind::Relay => text!("trail-kind-relay"),
        ActivityKind::NoticeSent => text!("trail-kind-notice-sent"),
        ActivityKind::NoticeRefused => text!("trail-kind-notice-refused"),
    }
}
