//! How a sim is set up.

use jiff::{SignedDuration, Timestamp};

use crate::SimClock;

/// How the `iss` of an access token is written (EVE has written it with and without scheme).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IssuerForm {
    /// Exactly the `issuer` of the metadata.
    #[default]
    AsMetadata,
    /// The same without its scheme.
    WithoutScheme,
    /// Something else: tokens that a client must refuse.
    Other(String),
}

/// How `scp` of an access token is written when there is one scope only; more than one are always an array.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScopeForm {
    /// One scope is a string, as EVE writes it.
    #[default]
    OneAsString,
    /// Always an array.
    AlwaysArray,
}

/// What comes with a renewed access.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RefreshTokens {
    /// A new refresh token each time; the old one is used up.
    #[default]
    Rotated,
    /// The same refresh token, which goes on to work: what EVE mostly does.
    Same,
    /// None: the one that was used goes on to work.
    LeftOut,
    /// One after the other.
    Mixed,
}

/// How a sim is set up. The default is an alliance without pilots, a wall clock and no movement: what tests want.
#[derive(Clone, Debug)]
pub struct SimOptions {
    /// The same seed makes the same world.
    pub seed: u64,
    /// How many pilots live in it at the start, mains and alts, with their capitals.
    pub pilots: usize,
    /// Which clock it lives by.
    pub clock: SimClock,
    /// Where a manual clock starts. Default: a Sunday afternoon, far from downtime.
    pub start: Timestamp,
    /// Whether the world moves by itself: every second of the wall clock, or with each `advance` of a manual one.
    pub movement: bool,
    /// Client ids that the SSO knows. The first one stands in the endpoints file.
    pub client_ids: Vec<String>,
    /// The port of the registered callback `http://localhost:PORT/callback`; a free one when `None`.
    pub callback_port: Option<u16>,
    /// Further callback URLs that are registered, compared exactly.
    pub redirect_uris: Vec<String>,
    /// How `iss` is written.
    pub issuer: IssuerForm,
    /// How `scp` is written.
    pub scopes: ScopeForm,
    /// How many entries a page of assets has.
    pub page_size: usize,
    /// Seconds that asset and member lists are frozen; ESI's own 3600 when `None`. The demo shortens them, so that something
    /// can be seen to happen within minutes.
    pub list_cache_seconds: Option<i64>,
    /// Whether somebody else asks ESI for the same things, so that its cache entries are older than a request.
    pub others_ask: bool,
    /// Whether ESI caches each page of a list by itself, so that pages are of different moments.
    pub pages_apart: bool,
    /// Whether ESI packs its answers with gzip for whoever takes that.
    pub gzip: bool,
    /// What comes with a renewed access.
    pub refresh_tokens: RefreshTokens,
    /// How far the servers' clock is ahead of the one that [`Control::now`](crate::Control::now) tells; behind when negative.
    pub servers_ahead: SignedDuration,
    /// How often AllianceAuth reads everybody by itself; only when it is told to when `None`.
    pub auth_read_seconds: Option<i64>,
}

/// The client id of [`SimOptions::default`].
pub(crate) const DEFAULT_CLIENT_ID: &str = "5a1b7e2c9d3f4e6a8b0c1d2e3f405162";

impl Default for SimOptions {
    fn default() -> Self {
        Self {
            seed: 1,
            pilots: 0,
            clock: SimClock::Wall,
            // 2026-11-22T15:00:00Z
            start: Timestamp::constant(1_795_359_600, 0),
            movement: false,
            client_ids: vec![DEFAULT_CLIENT_ID.to_owned()],
            callback_port: None,
            redirect_uris: Vec::new(),
            issuer: IssuerForm::default(),
            scopes: ScopeForm::default(),
            page_size: 1000,
            list_cache_seconds: None,
            others_ask: false,
            pages_apart: false,
            gzip: false,
            refresh_tokens: RefreshTokens::default(),
            servers_ahead: SignedDuration::ZERO,
            auth_read_seconds: None,
        }
    }
}

/// The seed of the program's demo: the same alliance every time.
pub const DEMO_SEED: u64 = 7;

impl SimOptions {
    /// The demo's alliance: 260 pilots that move, asset lists and AllianceAuth's data that are two minutes old at most.
    #[must_use]
    pub fn demo(seed: u64) -> Self {
        Self {
            seed,
            pilots: 260,
            movement: true,
            list_cache_seconds: Some(120),
            auth_read_seconds: Some(120),
            ..Self::default()
        }
    }

    /// A world that is as unkind as the real one on an ordinary day: cache entries that somebody else has filled, pages of different moments, packed
    /// answers, refresh tokens that come or do not, servers whose clock is some seconds ahead.
    #[must_use]
    pub fn unkind(self) -> Self {
        Self {
            others_ask: true,
            pages_apart: true,
            gzip: true,
            refresh_tokens: RefreshTokens::Mixed,
            servers_ahead: SignedDuration::from_secs(4),
            ..self
        }
    }

    /// A clock that only moves when it is advanced.
    #[must_use]
    pub fn manual(mut self) -> Self {
        self.clock = SimClock::Manual;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_starts_on_a_sunday_afternoon() {
        assert_eq!(SimOptions::default().start.to_string(), "2026-11-22T15:00:00Z");
    }
}
