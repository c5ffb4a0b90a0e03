//! Looking at all of it, and looking again.

use crate::check_verdict::CheckVerdict;
use crate::commands::declare::commands;
use crate::status::DeskStatus;

commands! {
    /// The documented snapshot.
    Snapshot -> crate::snapshot::Snapshot;

    /// How the desk is doing.
    Status -> DeskStatus;

    /// What the tray shows.
    Overview -> crate::overview::Overview;

    /// Polls what is due and evaluates.
    Check -> CheckVerdict;

    /// Polls everything that may be asked again, due or not, and evaluates: the "check now" of a person.
    CheckNow -> CheckVerdict;

    /// Monitoring on or off.
    SetPaused {
        /// Off when true.
        paused: bool,
        /// For how long it is off; without it until it is on again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seconds: Option<u64>,
    } -> ();
}
