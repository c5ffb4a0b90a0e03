//! GET `/universe/types/{id}`, and its group: is a type that the embedded data do not know a capital? ESI: public, old error limit.

use std::collections::HashMap;
use std::time::Duration;

use captrack_domain::foreign_text::name;
use captrack_domain::ids::{GroupId, TypeId};
use captrack_ports::{HullTypeAnswer, SHIPS};
use captrack_universe::universe;
use jiff::Timestamp;
use parking_lot::Mutex;
use serde::Deserialize;

use crate::error::EsiError;
use crate::http::{EsiHttp, EsiRequest};
use crate::moment::{ElapsedTime, since};
use crate::route::Route;
use crate::routes::groups::Groups;

/// Dogma attribute `isCapitalSize`.
const IS_CAPITAL_SIZE: i64 = 1785;

#[derive(Deserialize)]
struct Type {
    name: String,
    group_id: i64,
    published: bool,
    #[serde(default)]
    dogma_attributes: Vec<Attribute>,
}

#[derive(Deserialize)]
struct Attribute {
    attribute_id: i64,
    value: f64,
}

impl Type {
    fn is_capital_size(&self) -> bool {
        self.dogma_attributes
            .iter()
            .any(|attribute| attribute.attribute_id == IS_CAPITAL_SIZE && (attribute.value - 1.0).abs() < 0.5)
    }
}

/// What a type is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeAnswer {
    /// A capital hull; for good.
    Capital {
        /// Its English name.
        name: String,
        /// Its group.
        group: GroupId,
    },
    /// Something else.
    NotACapital,
    /// ESI does not know it, or it is not published: routes learn of new things hours to days apart.
    NotYet,
}

/// Not known or not published: asked about again after this.
const NOT_YET: Duration = Duration::from_secs(3600);
/// The first pause after a type could not be looked up; it doubles up to the longest.
const UNSERVED: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(3600));
/// A type that could not be looked up for so long keeps no list from being complete any more.
const FOR_LONG: Duration = Duration::from_secs(86_400);

/// Types newer than the embedded data, as far as they were met.
#[derive(Debug)]
pub(crate) struct Types {
    newest: TypeId,
    met: Mutex<HashMap<TypeId, Met>>,
    /// Groups, as far as they were asked about.
    pub(crate) groups: Groups,
}

/// What is remembered of a type.
#[derive(Debug, Clone)]
enum Met {
    /// What it is, and for how long that holds; none: for good.
    Found(TypeAnswer, Option<ElapsedTime>),
    /// It could not be looked up.
    Unserved { since: Timestamp, times: u32, pause: ElapsedTime, error: EsiError },
}

impl Default for Types {
    fn default() -> Self {
        let newest = universe().hull_types().map(|hull| hull.type_id).max().unwrap_or(TypeId(0));
        Self { newest, met: Mutex::default(), groups: Groups::default() }
    }
}

impl Types {
    /// Whether it is newer than the embedded data. Types up to the newest hull in the data that are not in it are no capitals, as far as CCP
    /// releases in the order of its numbers; on a list of assets that is good enough.
    pub(crate) fn is_new(&self, id: TypeId) -> bool {
        id > self.newest
    }

    /// What is known without asking: from the data, or from an earlier look.
    pub(crate) fn known(&self, id: TypeId) -> Option<HullTypeAnswer> {
        if let Some(hull) = universe().hull_type(id) {
            return Some(HullTypeAnswer::Capital { name: hull.name.to_owned(), group: hull.group });
        }
        match self.met.lock().get(&id) {
            Some(Met::Found(TypeAnswer::Capital { name, group }, _)) => {
                Some(HullTypeAnswer::Capital { name: name.clone(), group: *group })
            }
            Some(Met::Found(TypeAnswer::NotACapital, _)) => Some(HullTypeAnswer::NotACapital),
            _ => (!self.is_new(id)).then_some(HullTypeAnswer::NotACapital),
        }
    }

    /// Whether ESI would have to be asked now.
    pub(crate) fn must_ask(&self, id: TypeId, now: Timestamp) -> bool {
        self.at_hand(id, now).is_none()
    }

    /// Whether it could not be looked up for a day.
    pub(crate) fn is_unserved_for_long(&self, id: TypeId, now: Timestamp) -> bool {
        matches!(self.met.lock().get(&id), Some(Met::Unserved { since: then, .. }) if since(*then, now) >= FOR_LONG)
    }

    /// What it is, asked of ESI if need be.
    pub(crate) async fn find(&self, http: &EsiHttp, id: TypeId) -> Result<TypeAnswer, EsiError> {
        if let Some(answer) = self.at_hand(id, http.now()) {
            return answer;
        }
        let asked = self.ask(http, id).await;
        let now = http.now();
        let mut met = self.met.lock();
        match asked {
            Ok((found, holds)) => {
                if let TypeAnswer::Capital { name, .. } = &found {
                    tracing::info!(type_id = id.0, name, "a capital hull that is newer than the embedded data");
                }
                met.insert(id, Met::Found(found.clone(), holds.map(|holds| ElapsedTime::new(now, holds))));
                Ok(found)
            }
            Err(error) => {
                let (since, times) = match met.get(&id) {
                    Some(Met::Unserved { since, times, .. }) => ((*since).min(now), times + 1),
                    _ => (now, 0),
                };
                let pause = ElapsedTime::new(now, UNSERVED.0.saturating_mul(1 << times.min(6)).min(UNSERVED.1));
                met.insert(id, Met::Unserved { since, times, pause, error: error.clone() });
                Err(error)
            }
        }
    }

    fn at_hand(&self, id: TypeId, now: Timestamp) -> Option<Result<TypeAnswer, EsiError>> {
        if let Some(hull) = universe().hull_type(id) {
            return Some(Ok(TypeAnswer::Capital { name: hull.name.to_owned(), group: hull.group }));
        }
        match self.met.lock().get_mut(&id)? {
            Met::Found(found, None) => Some(Ok(found.clone())),
            Met::Found(found, Some(holds)) => (!holds.is_over(now)).then(|| Ok(found.clone())),
            Met::Unserved { pause, error, .. } => (!pause.is_over(now)).then(|| Err(error.clone())),
        }
    }

    /// What ESI says, and for how long that holds.
    async fn ask(&self, http: &EsiHttp, id: TypeId) -> Result<(TypeAnswer, Option<Duration>), EsiError> {
        let reply = match http.send(EsiRequest::public(Route::Type, format!("/universe/types/{id}"))).await {
            Ok(reply) => reply,
            Err(error) if error.says_no_such_thing() => return Ok((TypeAnswer::NotYet, Some(NOT_YET))),
            Err(error) => return Err(error),
        };
        let found: Type = reply.parse()?.ok_or_else(|| reply.malformed())?;
        if !found.published {
            return Ok((TypeAnswer::NotYet, Some(NOT_YET)));
        }
        let group = GroupId(found.group_id);
        // What is in a group of capitals is one, also while ESI does not know all of its attributes yet.
        if universe().group(group).is_some() {
            return Ok((TypeAnswer::Capital { name: name(&found.name), group }, None));
        }
        if !found.is_capital_size() {
            return Ok((TypeAnswer::NotACapital, Some(reply.life().max(NOT_YET))));
        }
        // Modules have a size too.
        Ok(match self.groups.find(http, group).await? {
            None => (TypeAnswer::NotYet, Some(NOT_YET)),
            Some(known) if known.category == SHIPS => (TypeAnswer::Capital { name: name(&found.name), group }, None),
            Some(_) => (TypeAnswer::NotACapital, Some(reply.life().max(NOT_YET))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_answer_for_every_type_of_their_time() {
        let types = Types::default();
        assert!(
            matches!(types.known(TypeId(11567)), Some(HullTypeAnswer::Capital { name, group: GroupId(30) }) if name == "Avatar")
        );
        assert_eq!(types.known(TypeId(587)), Some(HullTypeAnswer::NotACapital));
        assert_eq!(types.known(TypeId(99_999_999)), None);
    }

    #[test]
    fn the_size_of_a_hull_is_read_from_its_attributes() {
        let capital: Type =
            serde_json::from_str(r#"{"name":"X","group_id":30,"published":true,"dogma_attributes":[{"attribute_id":9,"value":1.0},{"attribute_id":1785,"value":1.0}]}"#).unwrap();
        assert!(capital.is_capital_size());
        let frigate: Type = serde_json::from_str(r#"{"name":"X","group_id":25,"published":true}"#).unwrap();
        assert!(!frigate.is_capital_size());
    }
}
