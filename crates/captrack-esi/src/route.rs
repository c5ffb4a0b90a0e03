//! The routes of ESI that are asked.

use std::time::Duration;

/// A route. Its name stands in sentences and in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Route {
    /// GET `/characters/{id}/online`
    Online,
    /// GET `/characters/{id}/location`
    Location,
    /// GET `/characters/{id}/ship`
    Ship,
    /// GET `/characters/{id}/assets`
    Assets,
    /// POST `/characters/affiliation`
    Affiliation,
    /// POST `/universe/names`
    Names,
    /// GET `/universe/structures/{id}`
    Structure,
    /// GET `/universe/types/{id}`
    Type,
    /// GET `/universe/groups/{id}`
    Group,
    /// GET `/universe/systems/{id}`
    System,
    /// GET `/status`
    Status,
}

/// What limits a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// A token bucket, per character (per source address when nobody is signed in).
    Bucket {
        /// The group's name in `X-Ratelimit-Group`.
        group: &'static str,
        /// Tokens in a window of 15 minutes.
        tokens: u32,
    },
    /// The old error limit: 100 errors a minute.
    Errors,
}

impl Route {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 11] = [
        Self::Online,
        Self::Location,
        Self::Ship,
        Self::Assets,
        Self::Affiliation,
        Self::Names,
        Self::Structure,
        Self::Type,
        Self::Group,
        Self::System,
        Self::Status,
    ];

    /// Its name in a sentence: "ESI's answer about … could not be read".
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Location => "location",
            Self::Ship => "ship",
            Self::Assets => "assets",
            Self::Affiliation => "affiliation",
            Self::Names => "names",
            Self::Structure => "a structure",
            Self::Type => "a ship type",
            Self::Group => "a ship group",
            Self::System => "a solar system",
            Self::Status => "server status",
        }
    }

    /// What limits it. ESI: `x-rate-limit` of the operation, compatibility date 2026-08-18.
    pub(crate) const fn limit(self) -> Limit {
        match self {
            Self::Online | Self::Location | Self::Ship => Limit::Bucket { group: "char-location", tokens: 1200 },
            Self::Assets => Limit::Bucket { group: "char-asset", tokens: 1800 },
            Self::Status => Limit::Bucket { group: "status", tokens: 600 },
            Self::Affiliation | Self::Names | Self::Structure | Self::Type | Self::Group | Self::System => {
                Limit::Errors
            }
        }
    }

    /// How long an answer is cached when it does not say so itself. ESI: `x-client-cache-ttl`; POST routes send no cache headers.
    pub(crate) const fn cached(self) -> Duration {
        match self {
            Self::Location | Self::Ship => Duration::from_secs(5),
            Self::Status => Duration::from_secs(30),
            Self::Online => Duration::from_secs(60),
            Self::Assets | Self::Affiliation | Self::Structure => Duration::from_secs(3600),
            Self::Names | Self::Type | Self::Group | Self::System => Duration::from_secs(86_400),
        }
    }
}
