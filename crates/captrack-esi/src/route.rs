//! The routes of ESI that are asked.

use std::time::Duration;

use captrack_domain::text;
use captrack_domain::text::Text;

/// A route.
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
pub(crate) enum RouteLimit {
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

    /// What it is asked about, in brackets: "ESI's answer could not be read (a ship type)".
    pub(crate) fn text(self) -> Text {
        match self {
            Self::Online => text!("esi-online"),
            Self::Location => text!("esi-location"),
            Self::Ship => text!("esi-ship"),
            Self::Assets => text!("esi-assets"),
            Self::Affiliation => text!("esi-affiliation"),
            Self::Names => text!("esi-names"),
            Self::Structure => text!("esi-structure"),
            Self::Type => text!("esi-type"),
            Self::Group => text!("esi-group"),
            Self::System => text!("esi-system"),
            Self::Status => text!("esi-status"),
        }
    }

    /// What limits it. ESI: `x-rate-limit` of the operation, compatibility date 2026-08-18.
    pub(crate) const fn limit(self) -> RouteLimit {
        match self {
            Self::Online | Self::Location | Self::Ship => RouteLimit::Bucket { group: "char-location", tokens: 1200 },
            Self::Assets => RouteLimit::Bucket { group: "char-asset", tokens: 1800 },
            Self::Status => RouteLimit::Bucket { group: "status", tokens: 600 },
            Self::Affiliation | Self::Names | Self::Structure | Self::Type | Self::Group | Self::System => {
                RouteLimit::Errors
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

    /// Bytes of the largest body that is read, several times what ESI sends.
    pub(crate) const fn largest_body(self) -> usize {
        const KIB: usize = 1024;
        match self {
            Self::Online | Self::Location | Self::Ship | Self::Structure | Self::Status => 64 * KIB,
            // A thousand rows of at most 100 bytes; a type with all its attributes; a group with all its types.
            Self::Affiliation | Self::Names | Self::Type | Self::Group | Self::System => KIB * KIB,
            // A page of a thousand rows of at most 300 bytes.
            Self::Assets => 4 * KIB * KIB,
        }
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::section::{SectionKind, cadence};

    use super::*;

    /// Tokens that a pilot's sections of one group cost in a window of 15 minutes when each answer costs as much.
    fn tokens(group: &str, online: bool, capital: bool, cost: u64) -> u64 {
        let sections = [
            (Route::Online, SectionKind::Online),
            (Route::Location, SectionKind::Location),
            (Route::Ship, SectionKind::Ship),
            (Route::Assets, SectionKind::Assets),
        ];
        let is_in = |route: Route| matches!(route.limit(), RouteLimit::Bucket { group: of, .. } if of == group);
        let sections = sections.into_iter().filter(|(route, _)| is_in(*route));
        sections.map(|(_, kind)| (900 / cadence(kind, Some(online), capital).as_secs()) * cost).sum()
    }

    #[test]
    fn what_is_polled_as_often_as_planned_fits_into_the_budgets_with_the_tenth_that_is_left_alone() {
        let RouteLimit::Bucket { tokens: all, .. } = Route::Ship.limit() else { panic!() };
        assert_eq!(tokens("char-location", true, true, 2), 750, "each answer is new");
        assert_eq!(tokens("char-location", true, true, 1), 375, "nothing changes");
        assert!(750 <= u64::from(all - all / 10));
        assert!(tokens("char-location", true, false, 2) < 750 && tokens("char-location", false, true, 2) < 750);
        // "No ship" costs five tokens each time, and is asked for every 15 seconds.
        let no_ship = 900 / crate::routes::ship::NO_SHIP.as_secs() * 5;
        let others = tokens("char-location", true, true, 2) - 900 / 5 * 2;
        assert_eq!(no_ship + others, 690);
    }

    #[test]
    fn no_section_is_asked_more_often_than_its_cache_allows() {
        for (route, kind) in [
            (Route::Online, SectionKind::Online),
            (Route::Location, SectionKind::Location),
            (Route::Ship, SectionKind::Ship),
            (Route::Assets, SectionKind::Assets),
            (Route::Affiliation, SectionKind::Affiliation),
        ] {
            assert!(cadence(kind, Some(true), true) >= route.cached(), "{kind}");
        }
    }
}
