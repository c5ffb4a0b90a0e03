//! Snoozing pilots: silent everywhere at once, and what waits for them is taken back.

use std::time::Duration;

use captrack_contract::{ErrorCode, PilotRef, Refusal, SnoozeLength};
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;

use crate::activity::{line, until_words, with_reason};
use crate::commit::Change;
use crate::monitor::Monitor;
use crate::refusal::store_refused;
use crate::state::State;

/// Longer than this is "until cleared".
const LONGEST: u64 = 30 * 86_400;

impl Monitor {
    /// Silences pilots until a time or until cleared. A running snooze is replaced by this one.
    pub async fn snooze(
        &self,
        pilots: &[PilotRef],
        length: SnoozeLength,
        by: &str,
        why: Option<String>,
    ) -> Result<(), Refusal> {
        let mut state = self.lock_for_edit().await?;
        let pilots = found(&state, pilots)?;
        let since = self.now();
        let until = match length {
            SnoozeLength::Seconds(secs) if (1..=LONGEST).contains(&secs) => Some(since + Duration::from_secs(secs)),
            SnoozeLength::Seconds(_) => {
                return Err(Refusal::new(
                    ErrorCode::Invalid,
                    "A snooze lasts between one second and 30 days; use \"until cleared\" for longer.",
                ));
            }
            SnoozeLength::UntilCleared => None,
        };
        let why = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
        let before = state.snoozes.clone();
        let snoozes: Vec<Snooze> = pilots
            .iter()
            .map(|pilot| Snooze { pilot: *pilot, since, until, by: by.to_owned(), why: why.clone() })
            .collect();
        let told = |snooze: &Snooze| with_reason(until_words(snooze.until), snooze.why.as_deref());
        let tell = |snooze: &Snooze| -> Activity {
            let old = before.of(snooze.pilot, since).map(told);
            line(since, by, ActivityKind::Snoozed, state.pilot_name(snooze.pilot), old, Some(told(snooze)))
        };
        let activity = snoozes.iter().map(tell).collect();
        state.snoozes.0.extend(snoozes.iter().map(|snooze| (snooze.pilot, snooze.clone())));
        let decided = state.auth.decided_snoozes(&snoozes, by);
        let committed = self.commit(&mut state, Change { snoozes, decided, activity, ..Change::edit() }).await;
        if committed.is_err() {
            state.snoozes = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }

    /// Ends snoozes. A pilot who was not snoozed is no error: the wish is fulfilled.
    pub async fn clear_snooze(&self, pilots: &[PilotRef], by: &str) -> Result<(), Refusal> {
        let mut state = self.lock_for_edit().await?;
        let cleared = found(&state, pilots)?;
        let before = state.snoozes.clone();
        let mut activity = Vec::new();
        for pilot in &cleared {
            let Some(snooze) = state.snoozes.0.remove(pilot) else { continue };
            let old = Some(with_reason(until_words(snooze.until), snooze.why.as_deref()));
            activity.push(line(self.now(), by, ActivityKind::SnoozeCleared, state.pilot_name(*pilot), old, None));
        }
        let decided = state.auth.decided_clear(&cleared, self.now(), by);
        let committed = self.commit(&mut state, Change { cleared, decided, activity, ..Change::edit() }).await;
        if committed.is_err() {
            state.snoozes = before;
        }
        committed.map_err(|error| store_refused(&error))?;
        drop(state);
        self.after_edit().await;
        Ok(())
    }

    /// An edit changes what stands on the desktop, and when the next thing is due.
    pub(crate) async fn after_edit(&self) {
        self.reconcile_os().await;
        self.wake.notify_one();
        self.outbox.notify_one();
    }
}

/// The watched pilots that are meant; one that is not watched is refused by name.
pub(crate) fn found(state: &State, pilots: &[PilotRef]) -> Result<Vec<PilotId>, Refusal> {
    pilots.iter().map(|pilot| find(state, pilot)).collect()
}

/// A watched pilot, by id or exact name.
pub(crate) fn find(state: &State, pilot: &PilotRef) -> Result<PilotId, Refusal> {
    let found = match pilot {
        PilotRef::Id(id) => state.pilots.get(id),
        PilotRef::Name(name) => state.pilots.values().find(|pilot| pilot.name.eq_ignore_ascii_case(name)),
    };
    found.map(|pilot| pilot.id).ok_or_else(|| {
        let who = match pilot {
            PilotRef::Id(id) => id.to_string(),
            PilotRef::Name(name) => name.clone(),
        };
        Refusal::new(
            ErrorCode::UnknownPilot,
            format!("No pilot called \"{who}\" is signed in here; check the name or the id."),
        )
    })
}
