//! Cards: the hulls under one main, and the part of the dashboard they stand in.

use super::{Card, HullFact, HullVerdict, Level};
use crate::ids::PilotId;

/// The part that hulls stand in together, from the level of each and whether it would alert if nobody were snoozed.
///
/// The highest level of its hulls; the snoozed part only when nothing alerts and something snoozed would.
pub fn card_level(hulls: impl IntoIterator<Item = (Level, bool)>) -> Level {
    let mut highest_awake = None;
    let mut snoozed_would_alert = false;
    for (level, would_alert) in hulls {
        if level == Level::Snoozed {
            snoozed_would_alert |= would_alert;
        } else {
            highest_awake = Some(highest_awake.map_or(level, |highest: Level| highest.min(level)));
        }
    }
    match highest_awake {
        Some(level @ (Level::Critical | Level::Alerting)) => level,
        _ if snoozed_would_alert => Level::Snoozed,
        quiet => quiet.unwrap_or(Level::Informational),
    }
}

/// The card of a main with its hulls in the order of rows: highest level first, titans first, then by pilot.
pub(super) fn card(main: PilotId, mut hulls: Vec<usize>, facts: &[HullFact], verdicts: &[Option<HullVerdict>]) -> Card {
    let level_of = |index: usize| verdicts[index].as_ref().map_or(Level::Unclassified, |verdict| verdict.level);
    hulls.sort_by_key(|&index| (level_of(index), facts[index].class, facts[index].pilot, facts[index].key));
    let judged = hulls.iter().filter_map(|&index| verdicts[index].as_ref());
    let level = card_level(judged.map(|verdict| (verdict.level, verdict.would_alert)));
    Card { main, level, hulls }
}
