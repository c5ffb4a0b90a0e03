//! GET `/universe/systems/{id}`: whether a system that the embedded data do not know exists. ESI: public, old error limit.

use std::collections::HashMap;

use captrack_domain::ids::SystemId;
use parking_lot::Mutex;

use crate::error::EsiError;
use crate::http::{Call, EsiHttp};
use crate::route::Route;

/// Systems that were asked about, also those that do not exist.
#[derive(Debug, Default)]
pub(crate) struct Systems(Mutex<HashMap<SystemId, bool>>);

impl Systems {
    /// Whether it exists; asked once.
    pub(crate) async fn exists(&self, http: &EsiHttp, id: SystemId) -> Result<bool, EsiError> {
        if let Some(known) = self.0.lock().get(&id) {
            return Ok(*known);
        }
        let answer = http.send(Call::public(Route::System, format!("/universe/systems/{id}"))).await;
        let exists = match answer {
            Ok(_) => true,
            Err(EsiError::Status { status: 404, proper: true, .. }) => false,
            Err(error) => return Err(error),
        };
        self.0.lock().insert(id, exists);
        Ok(exists)
    }
}
