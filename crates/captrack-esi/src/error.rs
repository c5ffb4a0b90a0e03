//! Why ESI could not be read.

use std::time::Duration;

use captrack_ports::{NamesError, PollError};

use crate::final_answers::ErrorWord;
use crate::route::Route;

/// A minute: the pause after an error that costs five tokens or stands for a body that was broken.
pub(crate) const MINUTE: Duration = Duration::from_secs(60);

/// Who is gone is asked about again this seldom.
const HOUR: Duration = Duration::from_secs(3600);

/// What went wrong on the way to a reading. Each text is one sentence for the user and never repeats a server's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EsiError {
    #[error("ESI cannot be reached: check the network; CapTrack tries again automatically")]
    NoConnection,
    #[error("ESI did not answer in time ({}); CapTrack tries again automatically", .route.name())]
    TimedOut { route: Route, after: Option<Duration> },
    #[error("ESI's answer was cut short ({}); CapTrack asks again automatically", .route.name())]
    CutShort { route: Route, after: Option<Duration> },
    #[error("ESI's answer could not be read ({}); CapTrack asks again automatically", .route.name())]
    Malformed { route: Route, after: Option<Duration> },
    #[error("{}", status_sentence(*.route, *.status, *.word))]
    Status {
        route: Route,
        status: u16,
        /// What ESI itself says, if it says anything.
        word: ErrorWord,
    },
    #[error("EVE is in its daily downtime until 11:15 UTC; CapTrack continues automatically")]
    Downtime(Duration),
    #[error("EVE's servers are not up yet; CapTrack tries again automatically")]
    NotUp(Duration),
    #[error("EVE's servers let only VIPs in at the moment; CapTrack tries again automatically")]
    VipOnly(Duration),
    #[error("this pilot's share of ESI requests is used up for now; CapTrack continues automatically")]
    BudgetSpent(Duration),
    #[error("ESI asks for a pause after too many requests; CapTrack continues automatically")]
    TooMany(Duration),
    #[error("ESI asks for a pause after too many errors; CapTrack continues automatically")]
    ErrorLimit(Duration),
    #[error("ESI does not know this ship type yet; CapTrack asks again automatically")]
    UnknownType,
    #[error("ESI named a solar system that does not exist ({0}); the last known place is kept")]
    NoSuchSystem(i64),
    #[error("ESI knows no such pilot any more: remove it with `captrack logout` or in the settings")]
    NoSuchPilot,
    #[error("the sign-in does not allow {}: sign this pilot in again and allow everything that is asked for", .0.name())]
    NotAllowed(Route),
    #[error("{0}")]
    SignIn(PollError),
}

fn status_sentence(route: Route, status: u16, word: ErrorWord) -> String {
    let name = route.name();
    match (status, word) {
        (403, ErrorWord::Scope) => {
            format!(
                "the sign-in does not allow {name}: sign this pilot in again and allow everything that is asked for"
            )
        }
        (403, ErrorWord::Role) => format!("this pilot lacks the role in its corporation that ESI asks for ({name})"),
        (401, _) | (403, ErrorWord::AccessExpired) => {
            format!("ESI did not accept this pilot's access ({name}); CapTrack tries again automatically")
        }
        (_, ErrorWord::Sso) => {
            format!("ESI has trouble with EVE SSO at the moment ({name}); CapTrack tries again automatically")
        }
        (404, ErrorWord::RouteOff) => {
            format!("ESI does not offer this at the moment ({name}); CapTrack tries again automatically")
        }
        (500..=599, _) => {
            format!("ESI has trouble at the moment ({name}, status {status}); CapTrack tries again automatically")
        }
        (_, ErrorWord::None) => {
            format!(
                "something on the way to ESI answered instead ({name}, status {status}); CapTrack tries again automatically"
            )
        }
        _ => format!("ESI answered with an error ({name}, status {status}); CapTrack tries again automatically"),
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
            | Self::ErrorLimit(after) => Some(*after),
            Self::Malformed { after, .. } | Self::CutShort { after, .. } | Self::TimedOut { after, .. } => *after,
            // Trouble on the way is soon over.
            Self::Status { word: ErrorWord::None | ErrorWord::Sso, .. } => None,
            // Errors of this kind cost five tokens each.
            Self::Status { status: 400..=499, .. } | Self::NoSuchSystem(_) => Some(MINUTE),
            Self::NoSuchPilot => Some(HOUR),
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
            EsiError::NotAllowed(_) => Self::Refused { why: error.to_string() },
            _ if error.says_not_allowed() => Self::Refused { why: error.to_string() },
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

    fn polled(status: u16, word: ErrorWord) -> PollError {
        EsiError::Status { route: Route::Assets, status, word }.into()
    }

    #[test]
    fn a_server_in_trouble_is_asked_again_later() {
        for status in [400, 401, 403, 404, 405, 410, 418, 422, 500, 502, 503, 504, 520] {
            for word in
                [ErrorWord::None, ErrorWord::Sso, ErrorWord::AccessExpired, ErrorWord::RouteOff, ErrorWord::Other]
            {
                assert!(matches!(polled(status, word), PollError::Later { .. }), "{status} {word:?}");
            }
        }
    }

    #[test]
    fn trouble_on_the_way_postpones_nothing_by_itself() {
        for word in [ErrorWord::None, ErrorWord::Sso] {
            assert!(matches!(polled(403, word), PollError::Later { after: None, .. }), "{word:?}");
        }
    }

    #[test]
    fn only_a_missing_scope_or_role_is_a_refusal() {
        let PollError::Refused { why } = polled(403, ErrorWord::Scope) else { panic!() };
        assert!(why.contains("sign this pilot in again"), "{why}");
        let PollError::Refused { why } = polled(403, ErrorWord::Role) else { panic!() };
        assert!(why.contains("role"), "{why}");
        assert!(matches!(polled(500, ErrorWord::Scope), PollError::Later { .. }));
    }
}
