//! POST `/universe/names`. ESI: public, old error limit; one id that does not exist fails the whole batch with 404.

use serde::Deserialize;

use crate::bisect::{BisectedIds, sort_out};
use crate::http::{EsiHttp, EsiRequest};
use crate::route::Route;

/// One answer.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct NameRow {
    pub id: i64,
    pub name: String,
}

/// Whether an id can be one of `/universe/names` at all: items and structures are not.
pub(crate) const fn can_be_named(id: i64) -> bool {
    id > 0 && id <= i32::MAX as i64
}

/// Asks for all of these.
pub(crate) async fn ask(http: &EsiHttp, ids: &[i64]) -> BisectedIds<NameRow> {
    sort_out(ids, &[404], |batch| async move {
        let call = EsiRequest { ids: Some(&batch), ..EsiRequest::public(Route::Names, "/universe/names".into()) };
        let reply = http.send(call).await?;
        reply.parse()?.ok_or_else(|| reply.malformed())
    })
    .await
}
