//! GET `/universe/types/{id}`, and its group: is a type that the embedded data do not know a capital? ESI: public, old error limit.

use std::collections::HashMap;

use captrack_domain::ids::{GroupId, TypeId};
use captrack_monitor::ports::{HullTypeAnswer, SHIPS};
use captrack_universe::universe;
use parking_lot::Mutex;
use serde::Deserialize;

use crate::error::EsiError;
use crate::http::{Call, EsiHttp};
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

/// Types newer than the embedded data, as far as they were met.
#[derive(Debug)]
pub(crate) struct Types {
    newest: TypeId,
    met: Mutex<HashMap<TypeId, HullTypeAnswer>>,
    /// Groups, as far as they were asked about.
    pub(crate) groups: Groups,
}

impl Default for Types {
    fn default() -> Self {
        let newest = universe().hull_types().map(|hull| hull.type_id).max().unwrap_or(TypeId(0));
        Self { newest, met: Mutex::default(), groups: Groups::default() }
    }
}

impl Types {
    /// What is known without asking: from the data, or from an earlier look. Types up to the newest hull in the data that are
    /// not in it are no capitals: the data were complete when they were made.
    pub(crate) fn known(&self, id: TypeId) -> Option<HullTypeAnswer> {
        if let Some(hull) = universe().hull_type(id) {
            return Some(HullTypeAnswer::Capital { name: hull.name.to_owned(), group: hull.group });
        }
        if id <= self.newest {
            return Some(HullTypeAnswer::NotACapital);
        }
        self.met.lock().get(&id).cloned()
    }

    /// What it is, asked of ESI once if need be.
    pub(crate) async fn find(&self, http: &EsiHttp, id: TypeId) -> Result<HullTypeAnswer, EsiError> {
        if let Some(answer) = self.known(id) {
            return Ok(answer);
        }
        let answer = self.ask(http, id).await?;
        if let HullTypeAnswer::Capital { name, .. } = &answer {
            tracing::info!(type_id = id.0, name, "a capital hull that is newer than the embedded data");
        }
        self.met.lock().insert(id, answer.clone());
        Ok(answer)
    }

    async fn ask(&self, http: &EsiHttp, id: TypeId) -> Result<HullTypeAnswer, EsiError> {
        let found: Type = match http.send(Call::public(Route::Type, format!("/universe/types/{id}"))).await {
            Ok(reply) => reply.parse()?.ok_or_else(|| reply.malformed())?,
            Err(EsiError::Status { status: 404, proper: true, .. }) => return Ok(HullTypeAnswer::NotACapital),
            Err(error) => return Err(error),
        };
        if !found.published || !found.is_capital_size() {
            return Ok(HullTypeAnswer::NotACapital);
        }
        // Modules have a size too.
        let group = self.groups.find(http, GroupId(found.group_id)).await?;
        Ok(if group.is_some_and(|group| group.category == SHIPS) {
            HullTypeAnswer::Capital { name: found.name, group: GroupId(found.group_id) }
        } else {
            HullTypeAnswer::NotACapital
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
