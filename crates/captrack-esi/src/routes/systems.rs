//! GET `/universe/systems/{id}`: whether a system that the embedded data do not know exists. ESI: public, old error limit, expires daily
//! at 11:05 UTC.

use std::collections::HashMap;
use std::time::Duration;

use captrack_domain::ids::SystemId;
use parking_lot::Mutex;

use crate::error::EsiError;
use crate::http::{EsiHttp, EsiRequest};
use crate::moment::ElapsedTime;
use crate::route::Route;

/// A number without a system is asked about again after this: routes know new things at different times.
const NONE: Duration = Duration::from_secs(3600);

/// Systems that exist, and for how long the others are taken not to.
#[derive(Debug, Default)]
pub(crate) struct Systems(Mutex<HashMap<SystemId, Option<ElapsedTime>>>);

impl Systems {
    /// Whether it exists.
    pub(crate) async fn exists(&self, http: &EsiHttp, id: SystemId) -> Result<bool, EsiError> {
        let known = match self.0.lock().get_mut(&id) {
            None => None,
            Some(None) => Some(true),
            Some(Some(none)) => (!none.is_over(http.now())).then_some(false),
        };
        if let Some(exists) = known {
            return Ok(exists);
        }
        let answer = http.send(EsiRequest::public(Route::System, format!("/universe/systems/{id}"))).await;
        let none = match answer {
            Ok(_) => None,
            Err(error) if error.says_no_such_thing() => Some(ElapsedTime::new(http.now(), NONE)),
            Err(error) => return Err(error),
        };
        self.0.lock().insert(id, none);
        Ok(none.is_none())
    }
}
