//! The token of a request.

use super::EsiRefusal;
use crate::core::Core;
use crate::http::SimRequest;
use crate::sso::{Claims, read_access_token};

/// Whom a budget belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum BudgetOwner {
    /// A pilot through an application.
    Pilot(i64, String),
    /// Whoever asks without a token: here there is one address only.
    Address,
}

/// A valid token.
#[derive(Clone, Debug)]
pub(super) struct Bearer {
    pub(super) pilot: i64,
    claims: Claims,
}

impl Bearer {
    pub(super) fn allows(&self, scope: &str) -> bool {
        self.claims.allows(scope)
    }

    pub(super) fn asker(&self) -> BudgetOwner {
        BudgetOwner::Pilot(self.pilot, self.claims.azp.clone())
    }
}

/// Reads the token of a request; the refusal is for routes that need one.
pub(super) fn read(core: &Core, call: &SimRequest) -> Result<Bearer, EsiRefusal> {
    let header = call.header("authorization").ok_or_else(|| EsiRefusal::new(401, "Missing authorization header"))?;
    let token = header
        .strip_prefix("Bearer ")
        .ok_or_else(|| EsiRefusal::new(401, "The authorization is not a bearer token"))?;
    let claims = read_access_token(&core.sso.lock(), token).ok_or_else(|| EsiRefusal::new(401, "Invalid token"))?;
    if call.now.as_second() >= claims.exp {
        return Err(EsiRefusal::new(401, "Token is expired"));
    }
    let pilot = claims.pilot().ok_or_else(|| EsiRefusal::new(401, "Invalid token"))?;
    Ok(Bearer { pilot, claims })
}
