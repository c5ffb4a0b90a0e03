//! How often one token may ask: so many requests in each window of the server's clock.

use std::collections::HashMap;

use jiff::Timestamp;

use super::refusal::AuthRefusal;

/// The limit, and what was used of it.
#[derive(Debug)]
pub(crate) struct ApiRate {
    pub(crate) requests: u32,
    pub(crate) seconds: i64,
    /// By token: the window and how often it asked in it.
    used: HashMap<String, (i64, u32)>,
}

impl Default for ApiRate {
    fn default() -> Self {
        Self { requests: 60, seconds: 60, used: HashMap::new() }
    }
}

impl ApiRate {
    /// Counts a request.
    pub(super) fn take(&mut self, token: &str, now: Timestamp) -> Result<(), AuthRefusal> {
        let window = now.as_second().div_euclid(self.seconds);
        let used = self.used.entry(token.to_owned()).or_insert((window, 0));
        if used.0 != window {
            *used = (window, 0);
        }
        used.1 += 1;
        if used.1 <= self.requests {
            return Ok(());
        }
        let after = ((window + 1) * self.seconds - now.as_second()).max(1);
        Err(AuthRefusal::rate_limited(self.requests, self.seconds, after))
    }
}
