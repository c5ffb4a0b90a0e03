//! ESI as a source of names.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use async_trait::async_trait;
use captrack_domain::foreign_text::name;
use captrack_domain::ids::{GroupId, LocationId, PilotId, TypeId};
use captrack_ports::{HullTypeAnswer, HullTypes, NameAnswer, Names, NamesError, ShipGroup, StructureAnswer};
use parking_lot::Mutex;

use crate::error::EsiError;
use crate::http::{EsiHttp, EsiRequest};
use crate::route::Route;
use crate::routes::names::{self, can_be_named};
use crate::routes::structures::Structure;
use crate::routes::types::{TypeAnswer, Types};
use crate::source::ask_as;
use crate::sso::Sso;

/// ESI: names of characters, corporations, alliances and structures, and hull types newer than the embedded data.
pub struct EsiNames {
    http: Arc<EsiHttp>,
    types: Arc<Types>,
    sso: Arc<Sso>,
    /// What was learnt on the way to an error. The caller keeps answers only; without this a batch with many bad ids would run
    /// into the error limit at the same place each time.
    learnt: Mutex<HashMap<i64, Option<String>>>,
}

impl EsiNames {
    pub(crate) fn new(http: Arc<EsiHttp>, types: Arc<Types>, sso: Arc<Sso>) -> Self {
        Self { http, types, sso, learnt: Mutex::default() }
    }
}

#[async_trait]
impl Names for EsiNames {
    async fn names(&self, ids: &[i64]) -> Result<Vec<NameAnswer>, NamesError> {
        let wanted: BTreeSet<i64> = ids.iter().copied().collect();
        let mut answers = std::mem::take(&mut *self.learnt.lock());
        let open: Vec<i64> =
            wanted.iter().copied().filter(|id| can_be_named(*id) && !answers.contains_key(id)).collect();
        if !open.is_empty() {
            let sorted = names::ask(&self.http, &open).await;
            answers.extend(sorted.good.into_iter().map(|named| (named.id, Some(name(&named.name)))));
            answers.extend(sorted.bad.into_iter().map(|id| (id, None)));
            if let Some(error) = sorted.error {
                self.learnt.lock().extend(answers);
                return Err(error.into());
            }
        }
        Ok(wanted.into_iter().map(|id| NameAnswer { id, name: answers.remove(&id).flatten() }).collect())
    }

    async fn structure(&self, pilot: PilotId, id: LocationId) -> Result<StructureAnswer, NamesError> {
        if !id.is_structure() {
            return Ok(StructureAnswer::Denied);
        }
        let call = EsiRequest::public(Route::Structure, format!("/universe/structures/{id}"));
        match ask_as(&self.http, self.sso.tokens(), pilot, call).await {
            Ok(reply) => {
                let structure = reply.parse::<Structure>()?.and_then(Structure::answer);
                Ok(structure.ok_or_else(|| reply.malformed())?)
            }
            Err(EsiError::NotAllowed(_)) => Ok(StructureAnswer::Denied),
            Err(error) if error.says_no_structure_access() => Ok(StructureAnswer::Denied),
            Err(error) => Err(error.into()),
        }
    }
}

#[async_trait]
impl HullTypes for EsiNames {
    async fn hull_type(&self, id: TypeId) -> Result<HullTypeAnswer, NamesError> {
        match self.types.find(&self.http, id).await? {
            TypeAnswer::Capital { name, group } => Ok(HullTypeAnswer::Capital { name, group }),
            TypeAnswer::NotACapital => Ok(HullTypeAnswer::NotACapital),
            // No answer to be remembered: it is asked again.
            TypeAnswer::NotYet => Err(EsiError::UnknownType.into()),
        }
    }

    async fn group(&self, id: GroupId) -> Result<Option<ShipGroup>, NamesError> {
        Ok(self.types.groups.find(&self.http, id).await?)
    }
}
