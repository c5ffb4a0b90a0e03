//! Hull types that are newer than the embedded data: asked about once, remembered in the store.

use std::collections::BTreeSet;

use captrack_domain::ids::{GroupId, PilotId, TypeId};
use captrack_store::{KnownType, StoreError};
use captrack_universe::universe;

use crate::monitor::Monitor;
use crate::ports::HullTypeAnswer;
use crate::state::State;

/// What is known of a capital type: its name and group. None: no capital, or not known yet.
pub fn capital(state: &State, id: TypeId) -> Option<(String, GroupId)> {
    if let Some(found) = universe().hull_type(id) {
        return Some((found.name.to_owned(), found.group));
    }
    let known = state.types.get(&id).filter(|known| known.is_capital)?;
    Some((known.name.clone(), known.group_id))
}

/// Types of ships and hulls that nobody has told us about yet.
fn unknown(state: &State) -> BTreeSet<TypeId> {
    let flown = state.pilots.keys().filter_map(|pilot| state.ship(*pilot)?.value).map(|ship| ship.type_id);
    let hulls = state.fleet.hulls.values().map(|hull| hull.type_id);
    flown.chain(hulls).filter(|id| universe().hull_type(*id).is_none() && !state.types.contains_key(id)).collect()
}

impl Monitor {
    /// Asks what the unknown types are. Gives the pilots who turn out to fly a capital.
    pub(crate) async fn look_up_types(&self) -> Result<Vec<PilotId>, StoreError> {
        let unknown = unknown(&*self.lock().await);
        let mut capitals = BTreeSet::new();
        for type_id in unknown {
            let (name, group_id, is_capital) = match self.ports.types.hull_type(type_id).await {
                Ok(HullTypeAnswer::Capital { name, group }) => (name, group, true),
                Ok(HullTypeAnswer::NotACapital) => (String::new(), GroupId(0), false),
                Err(error) => {
                    tracing::info!(%type_id, %error, "a type was not looked up; it is asked about again");
                    continue;
                }
            };
            let known = KnownType { type_id, name, group_id, is_capital, fetched_at: self.now() };
            self.store.put_type(&known).await?;
            self.lock().await.types.insert(type_id, known);
            if is_capital {
                capitals.insert(type_id);
            }
        }
        let state = self.lock().await;
        let flies = |pilot: &PilotId| {
            state.ship(*pilot).and_then(|ship| ship.value).is_some_and(|ship| capitals.contains(&ship.type_id))
        };
        Ok(state.pilots.keys().copied().filter(|pilot| !capitals.is_empty() && flies(pilot)).collect())
    }
}
