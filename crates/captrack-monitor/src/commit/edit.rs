//! The one way to change something: in a copy of the state, which is committed and then takes the state's place. Whatever goes wrong on the
//! way, the state is what it was.

use std::convert::Infallible;

use captrack_contract::Refusal;
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_store::StoreError;
use jiff::Timestamp;

use super::{PendingChange, commit, commit_judged};
use crate::judge::facts::refresh::refresh_edited;
use crate::notices::activity::{Phrase, line};
use crate::shared::MonitorCore;
use crate::shared::refusal::store_refused;
use crate::state::State;
use crate::state::edits::StateEdits;

/// An edit in the making.
#[derive(Debug)]
pub(crate) struct EditDraft {
    /// A copy of the state, in which the edit is made.
    pub state: Box<State>,
    /// What is written of it.
    pub change: PendingChange,
    /// When it is made.
    pub now: Timestamp,
    undo: StateEdits,
}

/// An edit that is in force.
#[derive(Debug)]
pub(crate) struct CommittedEdit<T> {
    /// What has come of it.
    pub value: T,
    /// What undoes it, as far as it put settings or decisions in force. What has left this computer (tokens, messages, pilots who were
    /// forgotten) does not come back.
    pub undo: StateEdits,
    /// What it has put in force.
    pub left: StateEdits,
    /// What the activity log says of it.
    pub lines: Vec<Activity>,
    /// When it was made.
    pub at: Timestamp,
}

/// Why an edit was not made.
#[derive(Debug)]
pub(crate) enum EditError<R> {
    /// Whoever makes it does not want it after all.
    Refused(R),
    /// It could not be written.
    NotWritten(StoreError),
}

impl<R> From<StoreError> for EditError<R> {
    fn from(error: StoreError) -> Self {
        Self::NotWritten(error)
    }
}

impl From<EditError<Self>> for Refusal {
    fn from(error: EditError<Self>) -> Self {
        match error {
            EditError::Refused(refusal) => refusal,
            EditError::NotWritten(error) => store_refused(&error),
        }
    }
}

impl From<EditError<Infallible>> for StoreError {
    fn from(error: EditError<Infallible>) -> Self {
        match error {
            EditError::NotWritten(error) => error,
        }
    }
}

impl EditDraft {
    /// One in which nothing has been changed yet.
    pub fn of(state: State, now: Timestamp) -> Self {
        Self { state: Box::new(state), change: PendingChange::edit(), now, undo: StateEdits::default() }
    }

    /// Puts settings and decisions in force.
    pub fn put(&mut self, edits: StateEdits) {
        self.change.absorbed.pilots.extend(edits.mains.keys());
        self.change.relay |= edits.relay_on.is_some() || edits.relay_options.is_some();
        let undo = edits.clone().put(&mut self.state);
        self.change.edits = std::mem::take(&mut self.change.edits).followed_by(edits);
        // Undone in the opposite order.
        self.undo = undo.followed_by(std::mem::take(&mut self.undo));
    }

    /// A line of the activity log.
    pub fn log(
        &mut self,
        by: &str,
        kind: ActivityKind,
        subject: impl Into<Phrase>,
        old: Option<Phrase>,
        new: Option<Phrase>,
    ) {
        let line: Activity = line(self.now, by, kind, subject, old, new);
        self.change.activity.push(line);
    }
}

/// Makes an edit. What has happened until now is judged as news before, so that the edit swallows none of it. The state is what it was
/// unless all of the edit is written.
pub(crate) async fn edit<T, R>(
    shared: &MonitorCore,
    state: &mut State,
    make: impl FnOnce(&mut EditDraft) -> Result<T, R>,
) -> Result<CommittedEdit<T>, EditError<R>> {
    Box::pin(commit(shared, state, PendingChange::news())).await?;
    let mut draft = EditDraft::of(state.clone(), shared.now());
    let value = make(&mut draft).map_err(EditError::Refused)?;
    let EditDraft { state: mut edited, change, undo, now: at } = draft;
    let (left, lines) = (change.edits.clone(), change.activity.clone());
    let forgets = change.forgotten.is_some() || !change.unlisted.is_empty();
    if !change.is_empty() {
        let before = &*state;
        let judge = |edited: &mut State, now| refresh_edited(edited, before, now);
        Box::pin(commit_judged(shared, &mut edited, change, judge)).await?;
    }
    *state = *edited;
    if forgets {
        // Of somebody who is forgotten nothing remains, not even as what others changed.
        shared.undo_list.lock().clear();
    }
    Ok(CommittedEdit { value, undo, left, lines, at })
}

#[cfg(test)]
mod tests {
    use captrack_domain::place::Place;
    use captrack_domain::reading::Reading;

    use super::*;
    use crate::state::edits::PauseEdit;
    use crate::test_state::{AVATAR, JITA, KARA, at, hull, kara, paused, snooze};

    fn with_a_titan() -> State {
        kara()
            .with_hull(hull(1, KARA, AVATAR, Place::space(JITA)))
            .with_answer(KARA, Reading::Assets(Vec::new()), at(0))
            .judged(at(0))
    }

    #[test]
    fn a_draft_copies_nothing_large_but_what_is_edited() {
        let state = with_a_titan();
        let mut draft = EditDraft::of(state.clone(), at(1));
        draft.put(StateEdits {
            snoozes: [(KARA, Some(snooze(KARA, None)))].into(),
            pause: Some(PauseEdit(Some(paused()))),
            ..StateEdits::default()
        });
        draft.log("Mira", ActivityKind::Snoozed, "Kara", None, None);
        let edited = draft.state;
        assert!(!edited.snoozes.is_shared_with(&state.snoozes) && edited.is_paused());
        assert!(state.snoozes.0.is_empty() && !state.is_paused(), "the state is what it was");
        assert!(edited.fleet.is_shared_with(&state.fleet));
        assert!(edited.saved_hulls.is_shared_with(&state.saved_hulls));
        assert!(edited.departed.is_shared_with(&state.departed));
        assert!(edited.pilots.is_shared_with(&state.pilots));
        assert!(edited.sections.is_shared_with(&state.sections));
        assert!(edited.names.is_shared_with(&state.names));
        assert!(edited.structures.is_shared_with(&state.structures));
        assert!(edited.alerts.is_shared_with(&state.alerts));
        assert!(edited.facts.is_shared_with(&state.facts));
        assert!(edited.evaluation.is_shared_with(&state.evaluation));
        assert!(edited.auth.reads.is_shared_with(&state.auth.reads));
    }

    #[test]
    fn what_undoes_a_draft_undoes_all_that_was_put_in_it() {
        let state = with_a_titan();
        let mut draft = EditDraft::of(state.clone(), at(1));
        let until = |seconds| Some(snooze(KARA, Some(at(seconds))));
        draft.put(StateEdits { snoozes: [(KARA, until(60))].into(), ..StateEdits::default() });
        draft.put(StateEdits {
            snoozes: [(KARA, until(90))].into(),
            pause: Some(PauseEdit(Some(paused()))),
            ..StateEdits::default()
        });
        assert_eq!(draft.change.edits.snoozes[&KARA], until(90), "the later is written");
        let EditDraft { state: mut edited, undo, .. } = draft;
        undo.put(&mut edited);
        assert_eq!((&edited.snoozes, edited.is_paused()), (&state.snoozes, state.is_paused()));
    }
}
