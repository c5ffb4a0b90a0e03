//! Acknowledgements.

use crate::commands::declare::commands;
use crate::pilot_ref::PilotRef;

commands! {
    /// Has seen what alerts under mains: silent until another ship alerts there or all is over.
    Acknowledge {
        /// Under which mains; one under which nothing alerts is refused by name.
        mains: Vec<PilotRef>,
        /// Why, if given.
        why: Option<String>,
    } -> ();

    /// Takes acknowledgements back.
    ClearAcknowledgement {
        /// Of which mains.
        mains: Vec<PilotRef>,
    } -> ();
}
