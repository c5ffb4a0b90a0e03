//! What a transaction is for, and what belongs into it besides the alerts and their outbox rows.

use std::collections::BTreeSet;

use captrack_domain::activity::Activity;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::NoticeOccasion;
use captrack_domain::webhook_name::WebhookName;

use crate::state::auth::decisions::NewestDecision;
use crate::state::edits::StateEdits;
use crate::state::unsaved_changes::AbsorbedChanges;

/// Why judgement is due, and what else belongs into the same transaction. The state that is committed is already changed.
#[derive(Debug)]
pub(crate) struct PendingChange {
    pub occasion: NoticeOccasion,
    pub absorbed: AbsorbedChanges,
    /// What people decided.
    pub edits: StateEdits,
    /// Leaders' decisions to be kept as the newest.
    pub decided: Vec<NewestDecision>,
    /// The desk parts from AllianceAuth.
    pub disconnected: bool,
    /// A pilot of whom nothing may remain.
    pub forgotten: Option<PilotId>,
    /// Pilots whom nobody tells about any more.
    pub unlisted: BTreeSet<PilotId>,
    /// The relay is another: its settings, or what is known of its webhooks.
    pub relay: bool,
    /// What stands on these levels is told to Discord, packed: it reaches Discord from now on.
    pub relay_starts: Vec<AlertLevel>,
    /// What waits on these levels is taken back: it does not reach Discord any more.
    pub relay_stops: Vec<AlertLevel>,
    /// Webhooks with another address: what was posted through the old one cannot be edited.
    pub relay_lost: Vec<WebhookName>,
    /// What the activity log says of all this.
    pub activity: Vec<Activity>,
}

impl PendingChange {
    fn of(occasion: NoticeOccasion) -> Self {
        Self {
            occasion,
            absorbed: AbsorbedChanges::default(),
            edits: StateEdits::default(),
            decided: Vec::new(),
            disconnected: false,
            forgotten: None,
            unlisted: BTreeSet::new(),
            relay: false,
            relay_starts: Vec::new(),
            relay_stops: Vec::new(),
            relay_lost: Vec::new(),
            activity: Vec::new(),
        }
    }

    /// Something was read, or time has passed.
    pub fn news() -> Self {
        Self::of(NoticeOccasion::News)
    }

    /// The user changed something.
    pub fn edit() -> Self {
        Self::of(NoticeOccasion::Edit)
    }

    /// Nothing belongs into the transaction.
    pub fn is_empty(&self) -> bool {
        let Self {
            occasion: _,
            absorbed,
            edits,
            decided,
            disconnected,
            forgotten,
            unlisted,
            relay,
            relay_starts,
            relay_stops,
            relay_lost,
            activity,
        } = self;
        absorbed.is_empty()
            && edits.is_empty()
            && decided.is_empty()
            && !disconnected
            && forgotten.is_none()
            && unlisted.is_empty()
            && !relay
            && relay_starts.is_empty()
            && relay_stops.is_empty()
            && relay_lost.is_empty()
            && activity.is_empty()
    }
}
