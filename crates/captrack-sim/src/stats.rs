//! What was asked of the sim, for tests to look at.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use jiff::Timestamp;
use parking_lot::Mutex;
use serde::Serialize;

use crate::Service;

/// How many requests are remembered one by one.
const REMEMBERED: usize = 20_000;

/// One request. Tokens and bodies are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequestRecord {
    /// When, by the sim's clock.
    pub at: Timestamp,
    /// Which server.
    pub service: Service,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path with its query, a webhook's token left out.
    pub path: String,
    /// What was answered; 0 when the connection was reset instead.
    pub status: u16,
}

/// A request that came before the answer it had been given expired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EarlyRequest {
    /// When, by the sim's clock.
    pub at: Timestamp,
    /// The path with its query.
    pub path: String,
    /// The pilot whose token asked, if any.
    pub pilot: Option<i64>,
    /// The `Expires` that the asker had been told.
    pub expires: Timestamp,
}

/// Counts of ESI.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EsiStats {
    /// Requests per route, as `GET /characters/{character_id}/location`.
    pub requests: BTreeMap<String, u64>,
    /// Answers per HTTP status.
    pub statuses: BTreeMap<u16, u64>,
    /// Requests before `Expires`.
    pub early_requests: u64,
    /// The latest of them.
    pub early: Vec<EarlyRequest>,
}

impl EsiStats {
    /// Answers of this status.
    pub fn answered(&self, status: u16) -> u64 {
        self.statuses.get(&status).copied().unwrap_or(0)
    }

    /// Requests of one route, as `GET /characters/{character_id}/location`.
    pub fn asked(&self, route: &str) -> u64 {
        self.requests.get(route).copied().unwrap_or(0)
    }

    /// All requests.
    pub fn total(&self) -> u64 {
        self.requests.values().sum()
    }
}

/// Counts of the SSO.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SsoStats {
    /// Authorization codes that became tokens.
    pub sign_ins: u64,
    /// Successful refreshes.
    pub refreshes: u64,
    /// Refresh tokens that were used again after they had been replaced.
    pub reused_refresh_tokens: u64,
    /// Codes that were used a second time.
    pub reused_codes: u64,
    /// Tokens given back.
    pub revocations: u64,
    /// Refusals of the token endpoint, per `error`.
    pub refusals: BTreeMap<String, u64>,
    /// How often the keys were fetched.
    pub jwks_reads: u64,
}

/// Counts of Discord.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DiscordStats {
    /// Messages accepted.
    pub posts: u64,
    /// Edits accepted.
    pub edits: u64,
    /// Deletions.
    pub deletes: u64,
    /// Refusals with 400.
    pub refused: u64,
    /// Answers of 429.
    pub rate_limited: u64,
    /// Answers of 401, 403 or 429: ten thousand of them in ten minutes end in a ban.
    pub invalid_requests: u64,
}

/// Counts of AllianceAuth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AuthStats {
    /// Requests per method and path, as `GET /captrack-bridge/api/v1/capitals`.
    pub requests: BTreeMap<String, u64>,
    /// Answers per HTTP status.
    pub statuses: BTreeMap<u16, u64>,
}

impl AuthStats {
    /// Answers of this status.
    pub fn answered(&self, status: u16) -> u64 {
        self.statuses.get(&status).copied().unwrap_or(0)
    }

    /// Requests of one route, as `GET capitals`.
    pub fn asked(&self, route: &str) -> u64 {
        let (method, what) = route.split_once(' ').unwrap_or(("GET", route));
        self.requests.get(&format!("{method} /captrack-bridge/api/v1/{what}")).copied().unwrap_or(0)
    }
}

/// Everything that was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// ESI.
    pub esi: EsiStats,
    /// SSO.
    pub sso: SsoStats,
    /// Discord.
    pub discord: DiscordStats,
    /// AllianceAuth.
    pub auth: AuthStats,
    /// Pictures served.
    pub images: u64,
}

/// The running count.
#[derive(Debug, Default)]
pub(crate) struct RunningStats {
    stats: Mutex<Stats>,
    requests: Mutex<VecDeque<RequestRecord>>,
}

impl RunningStats {
    pub(crate) fn count(&self, change: impl FnOnce(&mut Stats)) {
        change(&mut self.stats.lock());
    }

    pub(crate) fn stats(&self) -> Stats {
        self.stats.lock().clone()
    }

    pub(crate) fn record(&self, record: RequestRecord) {
        let mut requests = self.requests.lock();
        if requests.len() == REMEMBERED {
            requests.pop_front();
        }
        requests.push_back(record);
    }

    pub(crate) fn requests(&self) -> Vec<RequestRecord> {
        self.requests.lock().iter().cloned().collect()
    }

    pub(crate) fn reset(&self) {
        *self.stats.lock() = Stats::default();
        self.requests.lock().clear();
    }
}
