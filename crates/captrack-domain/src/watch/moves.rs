//! *Moves*: what a movement triggers, and for how long what was triggered holds.

use std::time::Duration;

use jiff::Timestamp;

use super::index::RuleMask;
use super::rule::MoveTrigger;
use super::sight::HullSight;
use crate::moment::later;
use crate::movement::{HullMove, HullMovement};

/// A ship that moved is on its way for so long after it was seen to.
pub(super) const ON_ITS_WAY: Duration = Duration::from_secs(30 * 60);

/// Which rules look at the two ends of a movement; none: where that is, is not known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    pub(super) from: Option<RuleMask>,
    pub(super) to: Option<RuleMask>,
}

impl Ends {
    /// The rules that may wait for something at either end. Those that look everywhere look at what is not known too.
    fn either(self, everywhere: RuleMask) -> RuleMask {
        self.from.unwrap_or(everywhere) | self.to.unwrap_or(everywhere)
    }

    /// The rules whose places lie at one end and not at the other.
    fn crossing(self) -> Option<(RuleMask, RuleMask)> {
        let (from, to) = (self.from?, self.to?);
        Some((!from & to, from & !to))
    }
}

/// The rules that a movement triggers, by trigger: of all rules, whatever they wait for.
pub(super) fn triggers(movement: &HullMovement, ends: Ends, everywhere: RuleMask) -> Vec<(MoveTrigger, RuleMask)> {
    let changes_place = matches!(
        movement.what,
        HullMove::Undocked | HullMove::Docked | HullMove::Moved(_) | HullMove::Entered(_) | HullMove::CameOut(_)
    );
    let Some(from) = movement.from.filter(|_| changes_place) else { return Vec::new() };
    let mut all = Vec::new();
    if movement.what == HullMove::Undocked {
        all.push((MoveTrigger::Undocks, ends.either(everywhere)));
    }
    let is_elsewhere = from.system.is_some() && movement.to.system.is_some() && from.system != movement.to.system;
    // One that is seen docked where it was in space before was told to have moved already.
    if is_elsewhere && !matches!(movement.what, HullMove::Undocked | HullMove::Docked) {
        all.push((MoveTrigger::Moves, ends.either(everywhere)));
    }
    if let Some((enters, leaves)) = ends.crossing() {
        all.push((MoveTrigger::Enters, enters));
        all.push((MoveTrigger::Leaves, leaves));
    }
    all.retain(|(_, rules)| *rules != 0);
    all
}

/// Whether what triggered an alert still holds. `looks_there`: the rule looks at the ship's place; none: that place is not known.
pub(super) fn holds(
    trigger: MoveTrigger,
    sight: &HullSight,
    looks_there: Option<bool>,
    judged_at: Timestamp,
    now: Timestamp,
) -> bool {
    match trigger {
        MoveTrigger::Undocks => sight.place.is_docked() != Some(true) && !sight.is_offline(),
        MoveTrigger::LogsOn => sight.flown.is_some() && !sight.is_offline(),
        MoveTrigger::Moves => now < later(judged_at, ON_ITS_WAY),
        MoveTrigger::Enters => looks_there != Some(false),
        MoveTrigger::Leaves => looks_there != Some(true),
    }
}
