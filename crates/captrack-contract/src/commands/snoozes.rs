//! Snoozes.

use crate::commands::declare::commands;
use crate::pilot_ref::PilotRef;
use crate::snooze_effect::{SnoozeFrom, SnoozeLength, SnoozeRestore, SnoozesChanged, SnoozesPut};

commands! {
    /// Silences pilots everywhere at once.
    Snooze {
        /// Whom; an id that is not watched any more is passed over, unless nobody else is left.
        pilots: Vec<PilotRef>,
        /// For how long; a running snooze is extended or shortened to this.
        length: SnoozeLength,
        /// Why, if given.
        why: Option<String>,
    } -> SnoozesChanged;

    /// Ends snoozes.
    ClearSnooze {
        /// Whose; an id that is not watched any more is passed over, unless nobody else is left.
        pilots: Vec<PilotRef>,
    } -> SnoozesChanged;

    /// Undoes a change of snoozes: each is put back exactly as it was, or cleared. Where somebody has decided since, that stays; refused
    /// where somebody has decided about all of them.
    PutSnoozes {
        /// Which, as the change gave them.
        snoozes: Vec<SnoozeRestore>,
    } -> SnoozesPut;

    /// What a snooze of pilots would silence; nothing is changed.
    SnoozeReach {
        /// Whom.
        pilots: Vec<PilotRef>,
        /// The card that the pilots are snoozed on, if they are on one.
        from: Option<SnoozeFrom>,
    } -> crate::snooze_effect::SnoozeReach;
}
