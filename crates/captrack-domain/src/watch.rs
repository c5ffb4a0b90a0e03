//! Watch rules: alerts about what moves, beside those of classes.
//!
//! Three kinds: *moves* (a ship undocks, logs on, moves, enters or leaves places), *in space too long* in up to three stages, and *massing* (ships
//! of different mains gather). [`judge`] says what holds now, of facts and of the movements that became known since the last time; [`decide`]
//! compares that with the alerts of before. Both are pure. Only a transition alerts: what holds when a rule is saved is shown, not sent. A fact
//! that is too old for a rule's window counts for nothing new, and silence ends nothing.

mod alert;
mod decide;
mod id;
mod in_space;
mod index;
mod judge;
mod massing;
mod moves;
mod places;
mod rule;
mod sight;
mod validity;
mod words;

pub use alert::{WatchAcknowledgement, WatchAlert, WatchDetail};
pub use decide::{WatchChanges, WatchDecideContext, WatchTransition, decide};
pub use id::{NotAWatchAlertId, WatchAlertId, WatchRuleId, WatchSubject};
pub use in_space::{SpaceEpisode, next_episode};
pub use index::WatchIndex;
pub use judge::{HeldWatch, WatchJudgement, WatchLevels, WatchView, judge, levels};
pub use massing::grown_by_half;
pub use places::{LightYears, WatchPlace, WatchPlaces};
pub use rule::{MassingArea, MassingCount, MoveTrigger, REPEAT_EVERY, REPEATS_AT_MOST, Stage, WatchKind, WatchRule};
pub use sight::HullSight;
pub use validity::{
    LONGEST_WINDOW_MINUTES, MOST_PLACES, MOST_RULES, MOST_STAGES, WatchRuleError, WatchRuleFault, validate,
};
pub use words::{WatchNames, watch_text};

#[cfg(test)]
mod tests;
