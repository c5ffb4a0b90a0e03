//! What the bridge refuses, and why. Pure.

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::AuthError;
use serde::Deserialize;

use crate::answer::ResponseHead;
use crate::foreign_sentence;

/// The bridge's error body. `docs/api.md` of the bridge has the codes.
#[derive(Debug, Deserialize)]
struct Body {
    error: Error,
}

#[derive(Debug, Deserialize)]
struct Error {
    code: String,
    sentence: String,
}

/// The code of an error body of the bridge, if it is one.
pub(crate) fn code(body: &[u8]) -> Option<String> {
    serde_json::from_slice::<Body>(body).ok().map(|body| body.error.code)
}

/// What an error of the bridge means: by its code, and by its status where the code is new.
///
/// The bridge's last words are the codes of [`Kind::Token`] and [`Kind::Permission`] (`bridge/docs/api.md`, *Errors*), in an error body of
/// its own. A status without such a body may be anybody's: it is asked again.
pub(crate) fn refusal(head: &ResponseHead, body: &[u8]) -> AuthError {
    let Ok(Body { error: Error { code, sentence } }) = serde_json::from_slice(body) else {
        return AuthError::Later {
            why: text!("auth-refused-without-reason", status = head.status),
            after: head.retry_after,
        };
    };
    let kind = Kind::of(&code).unwrap_or_else(|| Kind::of_status(head.status));
    let why = foreign_sentence::sentence(&sentence).map_or_else(|| kind.text(head.status), Text::said);
    match kind {
        Kind::Token => AuthError::Token { why },
        Kind::Permission => AuthError::Permission { why },
        Kind::Request => AuthError::Request { why },
        Kind::Setup => AuthError::Setup { why },
        Kind::Later => AuthError::Later { why, after: head.retry_after },
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Token,
    Permission,
    Request,
    Setup,
    Later,
}

impl Kind {
    fn of(code: &str) -> Option<Self> {
        Some(match code {
            "no_token" | "token_unknown" | "token_expired" | "token_revoked" | "account_inactive" | "code_unknown"
            | "code_expired" => Self::Token,
            "permission_missing" | "no_main" | "too_many_tokens" | "refresh_off" => Self::Permission,
            "bad_request" | "too_large" => Self::Request,
            "not_found" | "method_not_allowed" => Self::Setup,
            "rate_limited" | "too_much_work" | "too_many_attempts" | "busy" | "internal" | "policy_changed" => {
                Self::Later
            }
            _ => return None,
        })
    }

    const fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Token,
            403 => Self::Permission,
            300..=399 | 408 | 409 | 425 | 429 | 500..=599 => Self::Later,
            _ => Self::Setup,
        }
    }

    /// When the bridge gave no sentence that can be shown.
    fn text(self, status: u16) -> Text {
        match self {
            Self::Token => text!("auth-token-refused"),
            Self::Permission => text!("auth-not-permitted"),
            Self::Request | Self::Setup => text!("auth-not-understood", status = status),
            Self::Later => text!("auth-could-not-answer", status = status),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use captrack_text::english;

    use super::*;

    fn said(status: u16, body: &str) -> AuthError {
        refusal(&ResponseHead { status, is_the_bridges: true, ..ResponseHead::default() }, body.as_bytes())
    }

    fn error(status: u16, code: &str) -> AuthError {
        said(status, &format!(r#"{{"version":1,"error":{{"code":"{code}","sentence":"It is so."}}}}"#))
    }

    #[test]
    fn every_code_is_of_one_kind() {
        for code in ["no_token", "token_unknown", "token_expired", "token_revoked", "account_inactive"] {
            assert_eq!(error(401, code), AuthError::Token { why: Text::said("It is so.") }, "{code}");
        }
        for code in ["permission_missing", "no_main", "too_many_tokens"] {
            assert_eq!(error(403, code), AuthError::Permission { why: Text::said("It is so.") }, "{code}");
        }
        for code in ["code_unknown", "code_expired"] {
            assert!(matches!(error(403, code), AuthError::Token { .. }), "{code}");
        }
        for (status, code) in [(404, "not_found"), (405, "method_not_allowed")] {
            assert!(matches!(error(status, code), AuthError::Setup { .. }), "{code}");
        }
        for (status, code) in [(400, "bad_request"), (413, "too_large")] {
            assert!(matches!(error(status, code), AuthError::Request { .. }), "{code}");
        }
        assert!(matches!(error(500, "internal"), AuthError::Later { .. }));
    }

    #[test]
    fn a_code_of_tomorrow_goes_by_its_status() {
        assert!(matches!(error(401, "token_tired"), AuthError::Token { .. }));
        assert!(matches!(error(403, "moon_phase"), AuthError::Permission { .. }));
        assert!(matches!(error(418, "teapot"), AuthError::Setup { .. }));
        assert!(matches!(error(507, "full"), AuthError::Later { .. }));
    }

    #[test]
    fn a_pause_is_as_long_as_the_bridge_asks() {
        let head = ResponseHead { status: 429, retry_after: Some(Duration::from_secs(60)), ..ResponseHead::default() };
        let error = refusal(&head, br#"{"error":{"code":"rate_limited","sentence":"Slower."}}"#);
        assert_eq!(error, AuthError::Later { why: Text::said("Slower."), after: Some(Duration::from_secs(60)) });
    }

    #[test]
    fn a_body_that_is_none_of_the_bridges_is_no_refusal_and_is_not_repeated() {
        for body in ["", "<h1>ctb_x</h1>", r#"{"detail":"ctb_x"}"#, r#"{"error":{"code":"token_unknown"}}"#] {
            for status in [307, 400, 401, 403, 404, 413, 418, 500] {
                let AuthError::Later { why, .. } = said(status, body) else { panic!("{status} {body}") };
                let why = english(&why);
                assert!(why.contains(&status.to_string()) && !why.contains("ctb_"), "{why}");
            }
        }
    }

    #[test]
    fn a_sentence_that_repeats_the_token_is_not_shown() {
        let body = r#"{"error":{"code":"token_unknown","sentence":"ctb_secret is unknown"}}"#;
        let AuthError::Token { why } = said(401, body) else { panic!() };
        assert!(!english(&why).contains("secret") && !why.to_string().contains("secret"), "{why}");
    }
}
