//! Which lines of the activity log belong to a trail.

use std::collections::BTreeSet;

use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::ids::PilotId;

use crate::state::State;

/// Alerts, snoozes and acknowledgements.
pub const KINDS: [ActivityKind; 10] = [
    ActivityKind::AlertNew,
    ActivityKind::AlertMore,
    ActivityKind::AlertMoved,
    ActivityKind::AlertResolved,
    ActivityKind::Snoozed,
    ActivityKind::SnoozeCleared,
    ActivityKind::SnoozeEnded,
    ActivityKind::Acknowledged,
    ActivityKind::AcknowledgementCleared,
    ActivityKind::AcknowledgementEnded,
];

/// Under which names the log may speak of pilots: their own, and their mains'.
pub fn subjects(state: &State, pilots: &BTreeSet<PilotId>) -> BTreeSet<String> {
    let Pilots { names, mains } = Pilots::of(state, pilots);
    names.into_iter().chain(mains).collect()
}

/// Pilots as the activity log names them.
pub struct Pilots {
    names: BTreeSet<String>,
    mains: BTreeSet<String>,
}

impl Pilots {
    pub fn of(state: &State, pilots: &BTreeSet<PilotId>) -> Self {
        let main = |pilot: &PilotId| state.pilots.get(pilot).map_or(*pilot, captrack_domain::pilot::Pilot::main_id);
        Self {
            names: pilots.iter().map(|pilot| state.pilot_name(*pilot)).collect(),
            mains: pilots.iter().map(|pilot| state.pilot_name(main(pilot))).collect(),
        }
    }

    /// Whether a line is about them. Alerts are told under the main and name the pilot of each ship; snoozes name the pilot, acknowledgements the
    /// main.
    pub fn concerns(&self, line: &Activity) -> bool {
        match line.kind {
            ActivityKind::AlertNew
            | ActivityKind::AlertMore
            | ActivityKind::AlertMoved
            | ActivityKind::AlertResolved => {
                let ships = line.new.as_deref().unwrap_or_default();
                let is_named = |name: &String| ships.contains(&format!(", {name}, "));
                self.mains.contains(&line.subject) && self.names.iter().any(is_named)
            }
            ActivityKind::Snoozed | ActivityKind::SnoozeCleared | ActivityKind::SnoozeEnded => {
                self.names.contains(&line.subject)
            }
            _ => self.mains.contains(&line.subject),
        }
    }
}
