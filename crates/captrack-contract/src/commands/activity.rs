//! The activity log.

use crate::activity::{ActivityPage, ActivityQuery};
use crate::commands::declare::commands;
use crate::previews::TextFile;

commands! {
    /// Lines of the activity log.
    Activity {
        /// Which.
        query: ActivityQuery,
    } -> ActivityPage;

    /// Lines of the activity log as CSV; all pages.
    ExportActivity {
        /// Which.
        query: ActivityQuery,
    } -> TextFile;
}
