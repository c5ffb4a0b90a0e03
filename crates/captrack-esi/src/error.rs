//! Why ESI could not be read.

use std::time::Duration;

use captrack_monitor::ports::{NamesError, PollError};

use crate::route::Route;

/// A minute: the pause after an error that costs five tokens or stands for a body that was broken.
pub(crate) const MINUTE: Duration = Duration::from_secs(60);

/// What went wrong on the way to a reading. Each text is one sentence for the user and never repeats a server's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EsiError {
    #[error("ESI cannot be reached: check the network; CapTrack tries again by itself")]
    NoConnection,
    #[error("ESI did not answer in time ({}); CapTrack tries again by itself", .route.name())]
    TimedOut { route: Route, after: Option<Duration> },
    #[error("ESI's answer was cut short ({}); CapTrack asks again by itself", .route.name())]
    CutShort { route: Route, after: Option<Duration> },
    #[error("ESI's answer could not be read ({}); CapTrack asks again by itself", .route.name())]
    Malformed { route: Route, after: Option<Duration> },
    #[error("{}", status_sentence(*.route, *.status))]
    Status {
        route: Route,
        status: u16,
        /// Whether the body was ESI's own error, and not that of something in between.
        proper: bool,
    },
    #[error("EVE is in its daily downtime until 11:15 UTC; CapTrack goes on by itself")]
    Downtime(Duration),
    #[error("EVE's servers are not up yet; CapTrack looks again by itself")]
    NotUp(Duration),
    #[error("EVE's servers let only VIPs in at the moment; CapTrack looks again by itself")]
    VipOnly(Duration),
    #[error("this pilot's share of ESI requests is used up for now; CapTrack goes on by itself")]
    BudgetSpent(Duration),
    #[error("ESI asks for a pause after too many requests; CapTrack goes on by itself")]
    TooMany(Duration),
    #[error("ESI asks for a pause after too many errors; CapTrack goes on by itself")]
    ErrorLimit(Duration),
    #[error("the asset list changed while it was being read; CapTrack reads it again by itself")]
    Torn(Duration),
    #[error("there are too many new ship types to look up at once; CapTrack goes on by itself")]
    ManyNewTypes,
    #[error("ESI named a solar system that does not exist ({0}); the last known place is kept")]
    NoSuchSystem(i64),
    #[error("ESI knows no such pilot any more: remove it with `captrack logout` or in the settings")]
    NoSuchPilot,
    #[error("the sign-in does not allow {}: sign this pilot in again and allow everything that is asked for", .0.name())]
    NotAllowed(Route),
    #[error("{0}")]
    SignIn(PollError),
}

fn status_sentence(route: Route, status: u16) -> String {
    let name = route.name();
    match status {
        401 => format!("ESI did not accept this pilot's access ({name}); CapTrack tries again by itself"),
        403 => format!("ESI refuses this ({name}): sign this pilot in again and allow everything that is asked for"),
        500..=599 => format!("ESI has trouble at the moment ({name}, status {status}); CapTrack tries again by itself"),
        _ => format!("ESI answered with an error ({name}, status {status}); CapTrack tries again by itself"),
    }
}

impl EsiError {
    /// How long to wait before asking again.
    fn after(&self) -> Option<Duration> {
        match self {
            Self::Downtime(after)
            | Self::NotUp(after)
            | Self::VipOnly(after)
            | Self::BudgetSpent(after)
            | Self::TooMany(after)
            | Self::ErrorLimit(after)
            | Self::Torn(after) => Some(*after),
            Self::Malformed { after, .. } | Self::CutShort { after, .. } | Self::TimedOut { after, .. } => *after,
            // Errors of this kind cost five tokens each.
            Self::Status { status: 400..=499, .. } | Self::NoSuchSystem(_) => Some(MINUTE),
            _ => None,
        }
    }
}

impl From<PollError> for EsiError {
    fn from(error: PollError) -> Self {
        Self::SignIn(error)
    }
}

impl From<EsiError> for PollError {
    fn from(error: EsiError) -> Self {
        match error {
            EsiError::SignIn(error) => error,
            EsiError::Status { status: 400 | 403 | 405 | 410 | 422, .. }
            | EsiError::NoSuchPilot
            | EsiError::NotAllowed(_) => Self::Refused { why: error.to_string() },
            _ => Self::Later { why: error.to_string(), after: error.after() },
        }
    }
}

impl From<EsiError> for NamesError {
    fn from(error: EsiError) -> Self {
        Self(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_in_trouble_is_asked_again_later() {
        for status in [401, 404, 418, 500, 502, 503, 504] {
            let error = EsiError::Status { route: Route::Ship, status, proper: true };
            assert!(matches!(PollError::from(error), PollError::Later { .. }), "{status}");
        }
    }

    #[test]
    fn a_forbidden_route_is_refused() {
        let error = EsiError::Status { route: Route::Assets, status: 403, proper: true };
        let PollError::Refused { why } = error.into() else { panic!() };
        assert!(why.contains("sign this pilot in again"), "{why}");
    }
}
