//! Undoing what people changed here, one change at a time, exactly, and only where what the change left is still there. What was sent stays sent.

mod merge;
mod plan;

use captrack_contract::{EditId, EditUndone, ErrorCode, LaterChange, Refusal, UndoableEdit};
use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::policy::Policy;
use captrack_domain::snooze::Snooze;
use captrack_domain::text;
use captrack_ports::PublishedPolicy;

use crate::commit::edit::EditDraft;
use crate::edit::Editor;
use crate::edit::acknowledgements::put_watch_acknowledgements;
use crate::edit::auth_decisions::decide;
use crate::edit::later_changes::not_undone;
use crate::edit::mains::put_back;
use crate::edit::relay_settings::{note_relay, put_options};
use crate::edit::rules::{NewSettings, put};
use crate::shared::undo_list::RecordedEdit;
use crate::state::edits::StateEdits;
use plan::{OverwrittenPart, UndoPlan};

/// So many lines of the log are looked at for who changed something since.
const LINES: usize = 20;

/// What an undo touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoScope {
    /// Snoozes or acknowledgements.
    Decisions,
    /// Rules, mains, monitoring, the relay, what becomes a notification.
    Settings,
    /// How this computer looks.
    Look,
}

impl Editor<'_> {
    /// What can be undone, newest first.
    pub fn edits(&self) -> Vec<UndoableEdit> {
        self.undo_list.lock().list()
    }

    /// What undoing a change touches; none: there is no such change.
    pub fn undo_scope(&self, edit: Option<EditId>) -> Option<UndoScope> {
        let list = self.undo_list.lock();
        let StateEdits { policy, preferences, pause, looked_at: _, relay_on, relay_options, mains, .. } =
            &list.find(edit)?.left;
        let before = list.find(edit)?.before.preferences.as_ref();
        let notifies = preferences.as_ref().zip(before).is_some_and(|(left, before)| !left.notifies_like(before));
        let settings = policy.is_some()
            || pause.is_some()
            || relay_on.is_some()
            || relay_options.is_some()
            || !mains.is_empty()
            || notifies;
        Some(match (settings, preferences) {
            (true, _) => UndoScope::Settings,
            (false, Some(_)) => UndoScope::Look,
            (false, None) => UndoScope::Decisions,
        })
    }

    /// Undoes a change, the newest without a number. What of it somebody has changed since stays, and is named; where that is all of it, it is refused.
    pub async fn undo(&self, edit: Option<EditId>, by: &str) -> Result<EditUndone, Refusal> {
        let found = self.undo_list.lock().find(edit).cloned();
        let Some(edit) = found else {
            let text = match edit {
                Some(_) => text!("refused-no-longer-undone"),
                None => text!("refused-nothing-to-undo"),
            };
            return Err(Refusal::of(ErrorCode::Invalid, text));
        };
        let published = self.publish_undone(&edit).await?;
        let undo = |draft: &mut EditDraft| {
            let plan = UndoPlan::of(&draft.state, &edit, draft.now);
            let applies = !plan.edits.is_empty();
            if applies {
                carry_out(draft, plan.edits, published, by);
            }
            Ok((applies, plan.overwritten))
        };
        let (applied, overwritten) = self.change_for_good(undo).await?.value;
        self.undo_list.lock().drop_edit(edit.id);
        let mut changed_since = Vec::new();
        for part in overwritten {
            let by = self.who_changed(&part).await;
            changed_since.push(LaterChange { what: part.what, by });
        }
        match (applied, changed_since.is_empty()) {
            (true, _) => Ok(EditUndone { words: edit.words, changed_since }),
            (false, true) => Err(Refusal::of(ErrorCode::Invalid, text!("refused-change-has-ended"))),
            (false, false) => Err(Refusal::of(ErrorCode::Invalid, not_undone(&changed_since))),
        }
    }

    /// Rules that are published are undone for everybody who follows them; nothing has changed here yet when the server has taken them.
    async fn publish_undone(&self, edit: &RecordedEdit) -> Result<Option<PublishedPolicy>, Refusal> {
        if edit.left.policy.is_none() || !self.follows_published_rules().await {
            return Ok(None);
        }
        let policy: Option<Policy> = UndoPlan::of(&*self.lock().await, edit, self.now()).edits.policy;
        match policy {
            Some(policy) => self.publish(Some(&policy)).await.map(Some),
            None => Ok(None),
        }
    }

    /// Whoever the activity log names last.
    async fn who_changed(&self, part: &OverwrittenPart) -> Option<String> {
        let lines = self.store.activity(&part.subject, part.kinds, None, LINES).await.ok()?;
        lines.into_iter().find(|(_, line)| line.subject == part.subject).map(|(_, line)| line.by)
    }
}

fn carry_out(draft: &mut EditDraft, edits: StateEdits, published: Option<PublishedPolicy>, by: &str) {
    let StateEdits {
        policy,
        preferences,
        pause,
        looked_at: _,
        relay_on,
        relay_options,
        mains,
        snoozes,
        acknowledgements,
        watch_acknowledgements,
    } = edits;
    if !mains.is_empty() {
        put_back(draft, mains, by);
    }
    if policy.is_some() || preferences.is_some() || pause.is_some() {
        put(draft, NewSettings { policy, preferences, pause, published }, by);
    }
    if relay_on.is_some() || relay_options.is_some() {
        let before = draft.state.relay.clone();
        if let Some(options) = relay_options {
            put_options(draft, options);
        }
        draft.put(StateEdits { relay_on, ..StateEdits::default() });
        note_relay(draft, &before, by);
    }
    if !snoozes.is_empty() {
        decide::<Snooze>(draft, snoozes, by);
    }
    if !acknowledgements.is_empty() {
        decide::<Acknowledgement>(draft, acknowledgements, by);
    }
    if !watch_acknowledgements.is_empty() {
        put_watch_acknowledgements(draft, watch_acknowledgements, by);
    }
}
