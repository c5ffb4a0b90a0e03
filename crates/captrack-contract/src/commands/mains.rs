//! Who is watched, under which main.

use crate::commands::declare::commands;
use crate::pilot_ref::PilotRef;
use crate::pilots::{MainsImport, PilotsView};
use crate::previews::TextFile;

commands! {
    /// Who is watched, under which main, how well.
    Pilots {
        /// Words that must stand in a pilot's, main's, corporation's or alliance's name; `is:fresh`, `is:stale`, `is:never`,
        /// `is:signed-out`, `is:placeless` and `is:snoozed` leave those whom the coverage counts as such.
        search: String,
    } -> PilotsView;

    /// Puts pilots under a main.
    SetMain {
        /// Whom.
        pilots: Vec<PilotRef>,
        /// Under whom; null: each is its own main.
        main: Option<PilotRef>,
    } -> ();

    /// All pilots and their mains as CSV, `pilot_id,main_id`.
    ExportMains -> TextFile;

    /// Puts pilots under the mains of a CSV file.
    ImportMains {
        /// The file's text.
        csv: String,
        /// False: only tells what it would do.
        apply: bool,
    } -> MainsImport;
}
