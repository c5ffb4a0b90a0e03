//! Snoozing pilots: silent everywhere at once, what waits for them is taken back, and each change can be undone exactly.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use captrack_contract::{ErrorCode, LaterDecision, PilotRef, Refusal, SnoozeLength, SnoozeRestore};
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::snooze::Snooze;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use jiff::Timestamp;

use crate::commit::edit::{CommittedEdit, EditDraft};
use crate::edit::Editor;
use crate::edit::auth_decisions::{LoggedDecision, decide};
use crate::edit::later_changes::{few, people};
use crate::notices::activity::with_reason;
use crate::state::State;

/// Longer than this is "until cleared".
const LONGEST: u64 = 30 * 86_400;

impl Editor<'_> {
    /// Silences pilots until a time or until cleared. A running snooze is replaced by this one. What undoes it.
    pub async fn snooze(
        &self,
        pilots: &[PilotRef],
        length: SnoozeLength,
        by: &str,
        why: Option<String>,
    ) -> Result<Vec<SnoozeRestore>, Refusal> {
        let why = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
        let snooze = |draft: &mut EditDraft| {
            let pilots = watched(&draft.state, pilots)?;
            let since = draft.now;
            let until = match length {
                SnoozeLength::Seconds(secs) if (1..=LONGEST).contains(&secs) => {
                    Some(later(since, Duration::from_secs(secs)))
                }
                SnoozeLength::Seconds(_) => {
                    return Err(Refusal::of(ErrorCode::Invalid, text!("refused-snooze-length")));
                }
                SnoozeLength::UntilCleared => None,
            };
            let snooze = |pilot| Snooze { pilot, since, until, by: by.to_owned(), why: why.clone() };
            let wanted: Wanted = pilots.into_iter().map(|pilot| (pilot, Some(snooze(pilot)))).collect();
            decide(draft, wanted.clone(), by);
            Ok((wanted, draft.now))
        };
        self.change(snooze).await.map(what_undoes)
    }

    /// Ends snoozes. A pilot who was not snoozed is no error: the wish is fulfilled. What undoes it.
    pub async fn clear_snooze(&self, pilots: &[PilotRef], by: &str) -> Result<Vec<SnoozeRestore>, Refusal> {
        let clear = |draft: &mut EditDraft| {
            let pilots = watched(&draft.state, pilots)?;
            let wanted: Wanted = pilots.into_iter().map(|pilot| (pilot, None)).collect();
            decide(draft, wanted.clone(), by);
            Ok((wanted, draft.now))
        };
        self.change(clear).await.map(what_undoes)
    }

    /// Puts snoozes back exactly as they were before a change. About whom somebody has decided since, that stays, and is named;
    /// where that is so of all of them it is refused.
    pub async fn put_snoozes(&self, snoozes: Vec<SnoozeRestore>, by: &str) -> Result<Vec<LaterDecision>, Refusal> {
        let put_back = |draft: &mut EditDraft| {
            let (state, now) = (&draft.state, draft.now);
            // Who is not watched any more has nothing to be put back.
            let known = snoozes.into_iter().filter(|snooze| state.pilots.contains_key(&snooze.pilot));
            let (as_left, decided): (Vec<SnoozeRestore>, Vec<SnoozeRestore>) =
                known.partition(|snooze| is_as_left(state, snooze, now));
            let decided_since: Vec<LaterDecision> =
                decided.iter().map(|snooze| decided_since(state, snooze.pilot, now)).collect();
            if as_left.is_empty() && !decided_since.is_empty() {
                return Err(Refusal::of(ErrorCode::Invalid, not_undone(&decided_since)));
            }
            let wanted: Wanted = as_left
                .into_iter()
                .map(|snooze| (snooze.pilot, snooze.put.filter(|put| put.pilot == snooze.pilot && put.holds(now))))
                .collect();
            decide(draft, wanted, by);
            Ok(decided_since)
        };
        self.change(put_back).await.map(|edited| edited.value)
    }
}

impl Editor<'_> {
    /// For benches: what a snooze takes by itself, from the copy of the state to its taking the state's place and back: neither judged nor written.
    #[doc(hidden)]
    pub async fn rehearse_snooze(&self, pilots: &[PilotRef]) -> Result<Duration, Refusal> {
        let mut state = self.lock().await;
        let began = Instant::now();
        let mut draft = EditDraft::of(state.clone(), self.now());
        let wanted = watched(&draft.state, pilots)?.into_iter().map(|pilot| {
            let since = draft.now;
            (pilot, Some(Snooze { pilot, since, until: None, by: "a rehearsal".to_owned(), why: None }))
        });
        let wanted = wanted.collect();
        decide(&mut draft, wanted, "a rehearsal");
        std::mem::swap(&mut *state, &mut *draft.state);
        let took = began.elapsed();
        std::mem::swap(&mut *state, &mut *draft.state);
        Ok(took)
    }
}

/// As a window keeps it until somebody wants it undone: what was there before, over what is there now.
fn what_undoes(edited: CommittedEdit<(Wanted, Timestamp)>) -> Vec<SnoozeRestore> {
    let ((wanted, now), mut before) = (edited.value, edited.undo.snoozes);
    let put = |(pilot, over)| {
        let before = before.remove(&pilot).flatten();
        SnoozeRestore { pilot, put: before.filter(|snooze| snooze.holds(now)), over }
    };
    wanted.into_iter().map(put).collect()
}

impl LoggedDecision for Snooze {
    const MADE: ActivityKind = ActivityKind::Snoozed;
    const ENDED: ActivityKind = ActivityKind::SnoozeCleared;

    fn words(&self, _state: &State) -> Text {
        self.words_of_before()
    }

    /// `until cleared: on deployment`
    fn words_of_before(&self) -> Text {
        with_reason(captrack_text::until(self.until), self.why.as_deref())
    }

    fn only_here(why: Argument) -> Text {
        text!("snooze-only-here", why = why)
    }
}

/// What is to hold for pilots; none: no snooze.
type Wanted = BTreeMap<PilotId, Option<Snooze>>;

/// Whether a pilot's snooze is what a change left of it; one that has ended meanwhile is none.
pub(super) fn is_as_left(state: &State, snooze: &SnoozeRestore, now: Timestamp) -> bool {
    // Stored times are whole milliseconds.
    let identity = |snooze: &Snooze| {
        let until = snooze.until.map(Timestamp::as_millisecond);
        (snooze.since.as_millisecond(), until, snooze.by.clone(), snooze.why.clone())
    };
    let left = snooze.over.as_ref().filter(|over| over.holds(now));
    state.snoozes.of(snooze.pilot, now).map(identity) == left.map(identity)
}

/// Who has decided about a pilot since: whoever snoozed it, or cleared it on a desk that shares its decisions.
fn decided_since(state: &State, pilot: PilotId, now: Timestamp) -> LaterDecision {
    let snoozed_by = state.snoozes.of(pilot, now).map(|snooze| snooze.by.clone());
    let shared_by = || state.auth.snoozes.get(&pilot).map(|(decision, _)| decision.by.clone());
    LaterDecision { pilot: state.pilot_name(pilot), by: snoozed_by.or_else(shared_by) }
}

/// `Mira Solace changed the snooze of Kara Volkov since then, so it stays. …`
fn not_undone(decided_since: &[LaterDecision]) -> Text {
    let who = people(decided_since.iter().filter_map(|one| one.by.as_deref()));
    let pilots = few(decided_since.iter().map(|one| one.pilot.as_str().into()));
    text!("undo-snoozed-since", who = who, pilots = pilots)
}

/// The pilots that are meant. An id that is not watched any more is passed over, so that one pilot who has signed out does not hold
/// up the others; where nobody is left it is refused by name, as is a name that nobody has.
pub(crate) fn watched(state: &State, pilots: &[PilotRef]) -> Result<Vec<PilotId>, Refusal> {
    let is_there = |pilot: &&PilotRef| match pilot {
        PilotRef::Id(id) => state.pilots.contains_key(id),
        PilotRef::Name(_) => true,
    };
    let there: Vec<PilotRef> = pilots.iter().filter(is_there).cloned().collect();
    found(state, if there.is_empty() { pilots } else { &there })
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
        Refusal::of(ErrorCode::UnknownPilot, text!("refused-unknown-pilot", pilot = who))
    })
}
