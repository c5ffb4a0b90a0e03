//! GET `/universe/groups/{id}`: the name, category and types of a group. ESI: public, old error limit, expires daily at 11:05 UTC.

use std::collections::HashMap;
use std::time::Duration;

use captrack_domain::foreign_text::name;
use captrack_domain::ids::{GroupId, TypeId};
use captrack_ports::ShipGroup;
use parking_lot::Mutex;
use serde::Deserialize;

use crate::error::EsiError;
use crate::http::{EsiHttp, EsiReply, EsiRequest};
use crate::moment::ElapsedTime;
use crate::route::Route;

/// A number without a group is not asked about again before this: each time costs one of a hundred errors a minute.
const NONE: Duration = Duration::from_secs(3600);

#[derive(Deserialize)]
struct Group {
    group_id: i64,
    name: String,
    category_id: i64,
    types: Vec<i64>,
}

/// Groups that were asked about, also those that do not exist.
#[derive(Debug, Default)]
pub(crate) struct Groups(Mutex<HashMap<GroupId, Known>>);

#[derive(Debug, Clone)]
struct Known {
    group: Option<ShipGroup>,
    etag: Option<String>,
    /// While it is not to be asked about again.
    holds: ElapsedTime,
}

impl Groups {
    /// The group; `None`: there is none. Asked again once the answer has expired, and then conditionally.
    pub(crate) async fn find(&self, http: &EsiHttp, id: GroupId) -> Result<Option<ShipGroup>, EsiError> {
        if !(0..=i64::from(i32::MAX)).contains(&id.0) {
            return Ok(None);
        }
        let (before, holds) = match self.0.lock().get_mut(&id) {
            Some(known) => (Some(known.clone()), !known.holds.is_over(http.now())),
            None => (None, false),
        };
        if let Some(known) = before.as_ref().filter(|_| holds) {
            return Ok(known.group.clone());
        }
        let etag = before.as_ref().and_then(|known| known.etag.as_deref());
        let call = EsiRequest { etag, ..EsiRequest::public(Route::Group, format!("/universe/groups/{id}")) };
        let known = match http.send(call).await {
            Ok(reply) => read(&reply, id, before)?,
            Err(error) if error.says_no_such_thing() => {
                Known { group: None, etag: None, holds: ElapsedTime::new(http.now(), NONE) }
            }
            Err(error) => return Err(error),
        };
        let group = known.group.clone();
        self.0.lock().insert(id, known);
        Ok(group)
    }
}

fn read(reply: &EsiReply, id: GroupId, before: Option<Known>) -> Result<Known, EsiError> {
    let holds = ElapsedTime::new(reply.at, reply.life());
    match (reply.parse::<Group>()?, before) {
        (Some(group), _) if group.group_id == id.0 => {
            let types = group.types.into_iter().map(TypeId).collect();
            let group = ShipGroup { name: name(&group.name), category: group.category_id, types };
            Ok(Known { group: Some(group), etag: reply.headers.etag.clone(), holds })
        }
        (None, Some(before)) => Ok(Known { holds, ..before }),
        _ => Err(reply.malformed()),
    }
}
