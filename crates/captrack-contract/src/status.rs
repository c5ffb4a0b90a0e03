//! How the desk is doing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::problem::{Problem, SourceStatus};
use crate::rights::Rights;

/// How the desk is doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeskStatus {
    /// What the monitor does.
    pub monitoring: MonitoringState,
    /// Watched pilots.
    pub pilots: usize,
    /// Pilots that must sign in again: EVE has refused them for hours.
    pub need_sign_in: Vec<String>,
    /// When anything last answered.
    pub last_check: Option<Timestamp>,
    /// When something is asked next.
    pub next_check: Option<Timestamp>,
    /// Why nothing answers, while that is so; one sentence.
    pub trouble: Option<String>,
    /// Why AllianceAuth does not answer as it should, while the desk is connected to one; one sentence.
    pub auth_trouble: Option<String>,
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
    /// Until when quiet hours hold, if they do now.
    pub quiet_until: Option<Timestamp>,
    /// What this desk's user may do.
    pub rights: Rights,
    /// What cannot be seen, sent or trusted now, the worst first.
    #[serde(default)]
    pub problems: Vec<Problem>,
    /// When each source last told anything.
    #[serde(default)]
    pub sources: Vec<SourceStatus>,
    /// By how many seconds this computer's clock is ahead of EVE's, where that matters; CapTrack goes by EVE's.
    #[serde(default)]
    pub clock_ahead_secs: Option<i64>,
    /// Bytes that are left on the disk where the data lies; null: the system does not say.
    #[serde(default)]
    pub disk_free_bytes: Option<u64>,
}

/// What the monitor does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonitoringState {
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
