//! What the main window shows besides the snapshot.

use std::collections::BTreeMap;

use captrack_domain::ids::PilotId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::settings::Preferences;
use crate::snapshot::Snapshot;

/// All of the main window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    /// The cards.
    pub snapshot: Snapshot,
    /// How the desk is doing.
    pub status: DeskStatus,
    /// Cards whose state the user has chosen: closed when true. Others: critical open, the rest closed.
    pub collapsed: BTreeMap<PilotId, bool>,
    /// The snooze durations on offer, in seconds; "until cleared" always comes besides.
    pub snooze_durations: Vec<u64>,
    /// Look and behaviour.
    pub preferences: Preferences,
}

/// How the desk is doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeskStatus {
    /// What the monitor does.
    pub monitoring: Monitoring,
    /// Watched pilots.
    pub pilots: usize,
    /// Pilots that must sign in again.
    pub need_sign_in: Vec<String>,
    /// When anything last answered.
    pub last_check: Option<Timestamp>,
    /// When something is asked next.
    pub next_check: Option<Timestamp>,
    /// Why nothing answers, while that is so; one sentence.
    pub trouble: Option<String>,
    /// It is the demo: nothing here is real, all of it is thrown away.
    pub demo: bool,
    /// Other servers than EVE's own are in use: their addresses, for a banner.
    pub other_servers: Option<String>,
    /// A client id is known, so that signing in is possible.
    pub can_sign_in: bool,
    /// This desk relays to Discord.
    pub relay: bool,
    /// Why Discord does not get what it should; one sentence.
    pub relay_trouble: Option<String>,
    /// Messages that wait for Discord.
    pub relay_waiting: usize,
}

/// What the monitor does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Monitoring {
    /// Nobody is signed in yet.
    SignedOut,
    /// First answers are awaited.
    Starting,
    /// All is well.
    Watching,
    /// Nothing has answered for a while.
    Offline,
    /// EVE's daily downtime.
    Downtime,
    /// The user paused it.
    Paused,
}
