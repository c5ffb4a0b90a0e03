//! Since when a hull alerts, and whether that is new to whoever looks at the main window.

use captrack_domain::alert::{Alert, AlertId, AlertState};
use captrack_domain::evaluate::{HullFact, Level};
use jiff::Timestamp;

use crate::state::State;

/// How a hull stands that alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AlertStatus {
    /// Since when.
    pub since: Timestamp,
    /// Somebody has acknowledged it.
    pub acknowledged: bool,
    /// It has alerted only since the user last left the window, and nobody has acknowledged it.
    pub new: bool,
}

/// How it stands; `None`: it does not alert, or nothing has been decided about it yet.
pub fn alert_status(state: &State, fact: &HullFact, level: Level) -> Option<AlertStatus> {
    let since = alerts_since(state, fact, level)?;
    let acknowledged = state.is_acknowledged(fact);
    let new = !acknowledged && state.looked_at.is_some_and(|looked_at| since > looked_at);
    Some(AlertStatus { since, acknowledged, new })
}

/// Since when it alerts; `None`: it does not, or nothing has been decided about it yet.
pub fn alerts_since(state: &State, fact: &HullFact, level: Level) -> Option<Timestamp> {
    if !matches!(level, Level::Critical | Level::Alerting) {
        return None;
    }
    let by_class = [AlertId::Hull(fact.key), AlertId::Fleet(fact.main, fact.class)].iter().find_map(|id| {
        let standing = state.alerts.get(id).filter(|alert: &&Alert| alert.state == AlertState::Open)?;
        standing.open_since(fact.key)
    });
    // What a watch rule alerts about besides is news of its own.
    by_class.max(state.watch.of_hull(fact.key).map(|alert| alert.opened_at).max())
}
