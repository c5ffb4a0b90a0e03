//! `captrack undo`: takes the last change back, or lists what can be.

use captrack_contract::{EditUndone, UndoableEdit, commands};
use captrack_domain::text;
use captrack_domain::words::eve_date_time;

use crate::command_line::Performer;
use crate::command_line::files::print_line;
use crate::error::DeskError;
use crate::said::said;

/// Undoes the newest change and says what it was, or prints what can be undone.
pub(super) async fn undo(performer: &Performer, list: bool) -> Result<(), DeskError> {
    if list {
        for UndoableEdit { at, by, words, .. } in performer.ask(commands::Edits).await? {
            print_line(&format!("{}  {} ({})", eve_date_time(at), said(&words), said(&captrack_text::author(&by))))?;
        }
        return Ok(());
    }
    let undone = performer.ask(commands::UndoEdit { edit: None }).await?;
    for line in lines(&undone) {
        print_line(&line)?;
    }
    Ok(())
}

fn lines(EditUndone { words, changed_since }: &EditUndone) -> Vec<String> {
    let stays = changed_since.iter().map(|change| {
        let by = change.by.as_deref().map_or_else(|| text!("somebody"), captrack_text::author);
        said(&text!("not-undone", by = by, what = change.what.clone()))
    });
    std::iter::once(said(&text!("undone", what = words.clone()))).chain(stays).collect()
}

#[cfg(test)]
mod tests {
    use captrack_contract::LaterChange;

    use super::*;

    #[test]
    fn what_was_undone_is_said_and_what_somebody_has_changed_since() {
        let changed = LaterChange { what: text!("undo-part-snooze", pilot = "Kara"), by: Some("Mira".into()) };
        let undone = EditUndone {
            words: text!("undo-snoozed", subject = text!("undo-and-more", first = "Kara", n = 1_u32)),
            changed_since: vec![changed],
        };
        assert_eq!(
            lines(&undone),
            ["Undone: Snoozed Kara and 1 more.", "Not undone: Mira changed the snooze of Kara since then."]
        );
    }
}
