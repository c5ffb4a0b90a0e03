//! Why ESI could not be read.

use std::time::Duration;

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{NamesError, PollError};

use crate::final_answers::ErrorWord;
use crate::route::Route;

/// A minute: the pause after an error that costs five tokens or stands for a body that was broken.
pub(crate) const MINUTE: Duration = Duration::from_secs(60);

/// Who is gone is asked about again this seldom.
const HOUR: Duration = Duration::from_secs(3600);

/// What went wrong on the way to a reading. Its text is for the user and never repeats a server's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub(crate) enum EsiError {
    NoConnection,
    TimedOut {
        route: Route,
        after: Option<Duration>,
    },
    CutShort {
        route: Route,
        after: Option<Duration>,
    },
    Malformed {
        route: Route,
        after: Option<Duration>,
    },
    Status {
        route: Route,
        status: u16,
        /// What ESI itself says, if it says anything.
        word: ErrorWord,
    },
    Downtime(Duration),
    NotUp(Duration),
    VipOnly(Duration),
    BudgetSpent(Duration),
    TooMany(Duration),
    ErrorLimit(Duration),
    UnknownType,
    NoSuchSystem(i64),
    NoSuchPilot,
    NotAllowed(Route),
    SignIn(PollError),
}

/// What an answer with this status says.
fn status_text(route: Route, status: u16, word: ErrorWord) -> Text {
    let what = route.text();
    match (status, word) {
        (403, ErrorWord::Scope) => text!("esi-not-allowed", what = what),
        (403, ErrorWord::Role) => text!("esi-no-role", what = what),
        (401, _) | (403, ErrorWord::AccessExpired) => text!("esi-access-refused", what = what),
        (_, ErrorWord::Sso) => text!("esi-sso-trouble", what = what),
        (404, ErrorWord::RouteOff) => text!("esi-route-off", what = what),
        (500..=599, _) => text!("esi-trouble", what = what, status = status),
        (_, ErrorWord::None) => text!("esi-something-between", what = what, status = status),
        _ => text!("esi-error", what = what, status = status),
    }
}

impl EsiError {
    /// For the user.
    fn text(&self) -> Text {
        match self {
            Self::NoConnection => text!("esi-no-connection"),
            Self::TimedOut { route, .. } => text!("esi-timed-out", what = route.text()),
            Self::CutShort { route, .. } => text!("esi-cut-short", what = route.text()),
            Self::Malformed { route, .. } => text!("esi-malformed", what = route.text()),
            Self::Status { route, status, word } => status_text(*route, *status, *word),
            Self::Downtime(_) => text!("esi-downtime"),
            Self::NotUp(_) => text!("esi-not-up"),
            Self::VipOnly(_) => text!("esi-vip-only"),
            Self::BudgetSpent(_) => text!("esi-budget-spent"),
            Self::TooMany(_) => text!("esi-too-many"),
            Self::ErrorLimit(_) => text!("esi-error-limit"),
            Self::UnknownType => text!("esi-unknown-type"),
            Self::NoSuchSystem(number) => text!("esi-no-such-system", number = number.to_string()),
            Self::NoSuchPilot => text!("esi-no-such-pilot"),
            Self::NotAllowed(route) => text!("esi-not-allowed", what = route.text()),
            Self::SignIn(error) => error.text().clone(),
        }
    }

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
            EsiError::NotAllowed(_) => Self::Refused { why: error.text() },
            _ if error.says_not_allowed() => Self::Refused { why: error.text() },
            _ => Self::Later { why: error.text(), after: error.after() },
        }
    }
}

impl From<EsiError> for NamesError {
    fn from(error: EsiError) -> Self {
        Self(error.text())
    }
}

#[cfg(test)]
mod tests {
    use captrack_text::{Language, sentence, unmarked_words};

    use super::*;

    fn polled(status: u16, word: ErrorWord) -> PollError {
        EsiError::Status { route: Route::Assets, status, word }.into()
    }

    #[test]
    fn every_failure_is_said_in_any_language() {
        let (route, after) = (Route::Assets, None);
        let words = [
            ErrorWord::None,
            ErrorWord::Sso,
            ErrorWord::AccessExpired,
            ErrorWord::RouteOff,
            ErrorWord::Scope,
            ErrorWord::Role,
            ErrorWord::Other,
        ];
        let answered = words
            .into_iter()
            .flat_map(|word| [400, 401, 403, 404, 503].map(|status| EsiError::Status { route, status, word }));
        let routes = Route::ALL.map(EsiError::NotAllowed);
        let others = [
            EsiError::NoConnection,
            EsiError::TimedOut { route, after },
            EsiError::CutShort { route, after },
            EsiError::Malformed { route, after },
            EsiError::Downtime(MINUTE),
            EsiError::NotUp(MINUTE),
            EsiError::VipOnly(MINUTE),
            EsiError::BudgetSpent(MINUTE),
            EsiError::TooMany(MINUTE),
            EsiError::ErrorLimit(MINUTE),
            EsiError::UnknownType,
            EsiError::NoSuchSystem(30_000_142),
            EsiError::NoSuchPilot,
        ];
        for error in answered.chain(routes).chain(others) {
            let said = sentence(&error.text(), Language::Pseudo);
            assert!(said.contains('⟦') && unmarked_words(&said).is_empty(), "{error}: {said}");
        }
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
        assert_eq!(why.code, "esi-not-allowed");
        let PollError::Refused { why } = polled(403, ErrorWord::Role) else { panic!() };
        assert_eq!(why.code, "esi-no-role");
        assert!(matches!(polled(500, ErrorWord::Scope), PollError::Later { .. }));
    }
}
