//! Which edits people can undo: those that they asked for, with what was done in words.

use std::cell::Cell;

use captrack_contract::EditId;
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};

use crate::commit::edit::CommittedEdit;
use crate::shared::undo_list::UndoList;
use crate::state::edits::StateEdits;

tokio::task_local! {
    /// The change that the command under way has made.
    static MADE: Cell<Option<EditId>>;
}

/// Carries out what a person asks for: what it changes can be undone, by the number that comes with it. What happens outside of this is nobody's to
/// undo.
pub fn undoable<T>(work: impl Future<Output = T>) -> impl Future<Output = (T, Option<EditId>)> {
    let work = Box::pin(work);
    MADE.scope(Cell::new(None), async {
        let done = work.await;
        (done, MADE.with(Cell::get))
    })
}

/// Puts an edit on the list, if a person has made it and it has changed something that can be put back.
pub(crate) fn record<T>(list: &mut UndoList, edited: &CommittedEdit<T>) {
    let (left, before) = (&edited.left, &edited.undo);
    let decides = StateEdits { looked_at: None, ..left.clone() };
    if decides.is_empty() || left == before {
        return;
    }
    // Not among what a person asks for: then nothing is noted.
    let _ = MADE.try_with(|made| {
        let by = edited.lines.first().map_or_else(String::new, |line| line.by.clone());
        let words = done(&edited.lines);
        made.set(Some(list.record(edited.at, by, words, left.clone(), before.clone())));
    });
}

/// What a change did, by its lines of the activity log: `Snoozed Kara Volkov and 2 more`.
fn done(lines: &[Activity]) -> Text {
    let Some(first) = lines.first() else { return text!("undo-settings") };
    let name = || Argument::Said(first.subject.clone());
    let subject = first.texts.subject.clone().map_or_else(name, Argument::from);
    let subject = match lines.len() {
        1 => subject,
        all => text!("undo-and-more", first = subject, n = all.saturating_sub(1)).into(),
    };
    match first.kind {
        ActivityKind::Snoozed => text!("undo-snoozed", subject = subject),
        ActivityKind::SnoozeCleared => text!("undo-snooze-cleared", subject = subject),
        ActivityKind::Acknowledged => text!("undo-acknowledged", subject = subject),
        ActivityKind::AcknowledgementCleared => text!("undo-acknowledgement-cleared", subject = subject),
        ActivityKind::Main => text!("undo-main", subject = subject),
        ActivityKind::Monitoring if first.texts.new.as_ref().is_some_and(|new| new.code.starts_with("value-off")) => {
            text!("undo-paused")
        }
        ActivityKind::Monitoring => text!("undo-resumed"),
        _ => text!("undo-changed", subject = subject),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::at;
    use captrack_text::english;

    fn line(kind: ActivityKind, subject: &str) -> Activity {
        crate::notices::activity::line(at(0), "Mira", kind, subject, None, Some(text!("value-off").into()))
    }

    #[test]
    fn a_change_is_named_by_what_it_did_first_and_how_much_more() {
        let done = |lines: &[Activity]| english(&done(lines));
        let snoozed = [line(ActivityKind::Snoozed, "Kara"), line(ActivityKind::Snoozed, "Cato")];
        assert_eq!(done(&snoozed), "Snoozed Kara and 1 more");
        assert_eq!(done(&snoozed[..1]), "Snoozed Kara");
        assert_eq!(done(&[line(ActivityKind::Monitoring, "Monitoring")]), "Paused monitoring");
        assert_eq!(done(&[line(ActivityKind::Policy, "Titans")]), "Changed Titans");
        assert_eq!(done(&[]), "Changed settings");
    }
}
