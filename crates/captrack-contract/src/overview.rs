//! The overview: what the tray shows.

use std::collections::BTreeMap;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use serde::{Deserialize, Serialize};

use crate::status::DeskStatus;

/// How things are in short: what tray, banners and `status` show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// State of monitoring, relay and sources.
    pub status: DeskStatus,
    /// Hulls by level; every level is there.
    pub counts: BTreeMap<Level, usize>,
    /// Of those that alert, the ones that nobody has acknowledged, by level.
    #[serde(default)]
    pub unacknowledged: BTreeMap<Level, usize>,
    /// How many mains have something that alerts.
    pub alerting_mains: usize,
    /// The mains that alert, the most critical first, at most ten: titans before supercarriers before the rest.
    pub mains: Vec<AlertingMain>,
    /// The snooze durations on offer, in seconds.
    pub snooze_durations: Vec<u64>,
}

/// A main with open alerts, as the tray lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertingMain {
    /// The main's character id.
    pub main: PilotId,
    /// The main's name.
    pub name: String,
    /// What alerts there by class, titans first.
    pub hulls: BTreeMap<HullClass, u32>,
    /// The same in words, with the user's own names of classes: `1 titan, 6 dreadnoughts`.
    pub words: String,
    /// The pilots of the ships that alert: whom a snooze from the tray silences.
    pub pilots: Vec<PilotId>,
    /// All that alerts under it was acknowledged.
    pub acknowledged: bool,
}
