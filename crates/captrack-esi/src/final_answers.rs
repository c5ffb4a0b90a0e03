//! The few answers of ESI that are its own last word. Whatever is not in this list is trouble on the way: it is asked again, and nothing
//! is concluded from it.
//!
//! | answer | means | source |
//! |---|---|---|
//! | 404 "Ship not found" of `/ship` | no ship: the pilot controls a structure | esi-issues #1471 |
//! | 403 "token is not valid for scope" | the sign-in lacks a scope | ESI's documentation, esi-issues #130 |
//! | 403 "… required role(s)" | the pilot lacks a role in the corporation | ESI's documentation |
//! | 403 "Forbidden", 404 "… not found" of `/universe/structures` | no docking access, or no such structure | esi-issues #81 |
//! | 404 "… not found" of a type, group or system | there is none, for the time being | esi-issues #1086, #1391 |
//! | 404 "Requested page does not exist" | a list has fewer pages | ESI's documentation |
//! | 400, 404 of `/universe/names`, `/characters/affiliation` | one of the ids is none | esi-issues #1181 |
//!
//! Never final: what is not ESI's own error body (an edge's page, a captive portal); a body with `sso_status`, for trouble of the SSO
//! inside ESI comes as 403 (esi-issues #1266, #1055); a plain "Not found", which a route says that was switched off (esi-issues #515,
//! #1319).
//!
//! The SSO has one: `invalid_grant` of the token endpoint (RFC 6749, 5.2) refuses a sign-in. Even that was wrong for hours
//! (sso-issues #24), so the monitor asks again. See `sso/authority.rs`.

use serde::Deserialize;

use crate::error::EsiError;
use crate::route::Route;

/// What the body of an error says, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorWord {
    /// Nothing: it is not ESI's.
    None,
    /// Trouble of the SSO inside ESI.
    Sso,
    /// The access has expired.
    AccessExpired,
    /// The route does not exist, or not now.
    RouteOff,
    /// The pilot has no ship.
    NoShip,
    /// The access lacks a scope.
    Scope,
    /// The pilot lacks a role.
    Role,
    /// The list has no such page.
    NoPage,
    /// Something else that ESI itself says.
    Other,
}

#[derive(Deserialize)]
struct ErrorBody {
    error: String,
    #[serde(default)]
    sso_status: Option<serde_json::Value>,
}

impl ErrorWord {
    /// Reads a body: `{"error": "…", …}`.
    pub(crate) fn read(body: &[u8]) -> Self {
        let Ok(body) = serde_json::from_slice::<ErrorBody>(body) else { return Self::None };
        let text = body.error.to_lowercase();
        let text = text.trim().trim_end_matches(['!', '.']);
        if text.contains("token is expired") || text.contains("token expired") {
            return Self::AccessExpired;
        }
        if text.contains("not valid for scope") {
            return Self::Scope;
        }
        if body.sso_status.is_some() {
            return Self::Sso;
        }
        match text {
            "" | "not found" => Self::RouteOff,
            "ship not found" => Self::NoShip,
            "requested page does not exist" => Self::NoPage,
            _ if text.contains("required role") => Self::Role,
            _ => Self::Other,
        }
    }
}

impl EsiError {
    const fn said(&self) -> Option<(Route, u16, ErrorWord)> {
        match self {
            Self::Status { route, status, word } => Some((*route, *status, *word)),
            _ => None,
        }
    }

    /// The pilot is in no ship.
    pub(crate) const fn says_no_ship(&self) -> bool {
        matches!(self.said(), Some((Route::Ship, 404, ErrorWord::NoShip)))
    }

    /// The sign-in or the character lacks what the route needs.
    pub(crate) const fn says_not_allowed(&self) -> bool {
        matches!(self.said(), Some((_, 403, ErrorWord::Scope | ErrorWord::Role)))
    }

    /// There is no such thing, for the time being.
    pub(crate) const fn says_no_such_thing(&self) -> bool {
        matches!(self.said(), Some((_, 404, ErrorWord::Other)))
    }

    /// The pilot may not look at this structure, or it does not exist.
    pub(crate) const fn says_no_structure_access(&self) -> bool {
        matches!(
            self.said(),
            Some((Route::Structure, 403 | 404, ErrorWord::Other | ErrorWord::Scope | ErrorWord::Role))
        )
    }

    /// The list has no such page.
    pub(crate) const fn says_no_such_page(&self) -> bool {
        matches!(self.said(), Some((Route::Assets, 404, ErrorWord::NoPage)))
    }

    /// One of the ids is none.
    pub(crate) fn says_bad_ids(&self, statuses: &[u16]) -> bool {
        matches!(self.said(), Some((_, status, ErrorWord::Other)) if statuses.contains(&status))
    }

    /// The access is not good: another one may be.
    pub(crate) const fn says_bad_access(&self) -> bool {
        matches!(self.said(), Some((_, 401, _) | (_, 403, ErrorWord::AccessExpired)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> ErrorWord {
        ErrorWord::read(body.as_bytes())
    }

    #[test]
    fn what_is_not_esis_own_body_says_nothing() {
        for body in ["<html>404</html>", "", "null", "[]", r#"{"message":"not found"}"#, r#"{"error":"Ship not fo"#] {
            assert_eq!(read(body), ErrorWord::None, "{body}");
        }
        assert_eq!(read(r#"{"error":{"error":"Ship not found"}}"#), ErrorWord::None);
        assert_eq!(read("error code: 1020"), ErrorWord::None);
    }

    #[test]
    fn a_route_that_is_switched_off_is_no_missing_ship() {
        assert_eq!(read(r#"{"error":"Not found"}"#), ErrorWord::RouteOff);
        assert_eq!(read(r#"{"error":"Ship not found","status":404}"#), ErrorWord::NoShip);
        assert_eq!(read(r#"{"error":"Ship not found!"}"#), ErrorWord::NoShip);
    }

    #[test]
    fn trouble_of_the_sso_is_told_from_a_missing_scope() {
        assert_eq!(read(r#"{"error":"unexpected end of JSON input","sso_status":401}"#), ErrorWord::Sso);
        assert_eq!(read(r#"{"error":"Ship not found","sso_status":500}"#), ErrorWord::Sso);
        assert_eq!(read(r#"{"error":"token is expired","sso_status":400}"#), ErrorWord::AccessExpired);
        let scope = r#"{"error":"Token is not valid for scope: esi-assets.read_assets.v1","sso_status":200}"#;
        assert_eq!(read(scope), ErrorWord::Scope);
        assert_eq!(read(r#"{"error":"Character does not have required role(s)"}"#), ErrorWord::Role);
    }

    #[test]
    fn each_last_word_counts_with_its_status_and_route_only() {
        let error = |route, status, word| EsiError::Status { route, status, word };
        assert!(error(Route::Ship, 404, ErrorWord::NoShip).says_no_ship());
        assert!(!error(Route::Ship, 403, ErrorWord::NoShip).says_no_ship());
        assert!(!error(Route::Location, 404, ErrorWord::NoShip).says_no_ship());
        assert!(!error(Route::Ship, 404, ErrorWord::RouteOff).says_no_ship());
        assert!(error(Route::Assets, 403, ErrorWord::Scope).says_not_allowed());
        assert!(!error(Route::Assets, 403, ErrorWord::Other).says_not_allowed());
        assert!(!error(Route::Type, 404, ErrorWord::RouteOff).says_no_such_thing());
        assert!(error(Route::Online, 401, ErrorWord::None).says_bad_access());
        assert!(error(Route::Online, 403, ErrorWord::AccessExpired).says_bad_access());
        assert!(!error(Route::Online, 403, ErrorWord::Sso).says_bad_access());
    }
}
