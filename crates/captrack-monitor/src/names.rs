//! Looking up what has no name yet: corporations, alliances, mains, structures. Negative answers are remembered too.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::ids::{LocationId, PilotId};
use captrack_domain::pilot::Pilot;
use captrack_domain::place::Site;
use captrack_store::{CachedName, CachedStructure, StoreError};
use jiff::Timestamp;

use crate::monitor::Monitor;
use crate::ports::StructureAnswer;
use crate::state::{KnownName, KnownStructure, State};

const NAME_KEEPS: Duration = Duration::from_secs(7 * 86_400);
const NO_NAME_KEEPS: Duration = Duration::from_secs(86_400);
const STRUCTURE_KEEPS: Duration = Duration::from_secs(86_400);
/// After a failure names are left alone for this long.
const AFTER_FAILURE: Duration = Duration::from_secs(60);
/// So many structures are asked for in one cycle: a 403 costs the shared error limit.
const STRUCTURES_A_CYCLE: usize = 10;

impl Monitor {
    /// Looks up what is missing. A failure to reach the server is not an error here: names wait.
    pub(crate) async fn look_up_names(&self) -> Result<(), StoreError> {
        let (ids, structures) = {
            let state = self.lock().await;
            let now = self.now();
            if state.names_after.is_some_and(|after| now < after) {
                return Ok(());
            }
            (missing_names(&state, now), missing_structures(&state, now))
        };
        self.look_up_ids(&ids).await?;
        for (id, pilot) in structures {
            if !self.look_up_structure(id, pilot).await? {
                break;
            }
        }
        Ok(())
    }

    async fn look_up_ids(&self, ids: &[i64]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        match self.ports.names.names(ids).await {
            Ok(answers) => {
                let asked_at = self.now();
                let cached: Vec<CachedName> = answers
                    .iter()
                    .map(|answer| CachedName {
                        id: answer.id,
                        name: answer.name.clone(),
                        category: None,
                        fetched_at: asked_at,
                    })
                    .collect();
                self.store.put_names(&cached).await?;
                let mut state = self.lock().await;
                for answer in answers {
                    state.names.insert(answer.id, KnownName { name: answer.name, asked_at });
                }
            }
            Err(error) => self.names_failed(&error.to_string()).await,
        }
        Ok(())
    }

    /// Whether to go on with the next one.
    async fn look_up_structure(&self, id: LocationId, pilot: PilotId) -> Result<bool, StoreError> {
        let answer = match self.ports.names.structure(pilot, id).await {
            Ok(answer) => answer,
            Err(error) => {
                self.names_failed(&error.to_string()).await;
                return Ok(false);
            }
        };
        let asked_at = self.now();
        let mut state = self.lock().await;
        let entry = state.structures.entry(id).or_insert_with(|| KnownStructure {
            known: None,
            asked_at,
            denied_to: BTreeSet::new(),
        });
        entry.asked_at = asked_at;
        match answer {
            StructureAnswer::Known { name, system } => {
                entry.known = Some((name, system));
                entry.denied_to.clear();
            }
            // What another pilot could see stays known.
            StructureAnswer::Denied => drop(entry.denied_to.insert(pilot)),
        }
        let cached = CachedStructure { id, known: entry.known.clone(), fetched_at: asked_at };
        drop(state);
        self.store.put_structures(&[cached]).await?;
        Ok(true)
    }

    pub(crate) async fn names_failed(&self, why: &str) {
        tracing::info!(why, "names were not looked up");
        let mut state = self.lock().await;
        state.names_after = Some(self.now() + AFTER_FAILURE);
    }
}

/// Ids without a name: corporations and alliances of pilots, mains that are not watched, types that are hulls only because they are
/// tracked.
fn missing_names(state: &State, now: Timestamp) -> Vec<i64> {
    let mut ids: BTreeSet<i64> = BTreeSet::new();
    for pilot in state.pilots.values() {
        ids.extend(pilot.corporation.map(|id| id.0));
        ids.extend(pilot.alliance.map(|id| id.0));
        ids.extend(pilot.other_main().filter(|main| !state.pilots.contains_key(main)).map(|id| id.0));
    }
    let tracked = state.tracked.types();
    if !tracked.is_empty() {
        let types = state.fleet.hulls.values().map(|hull| hull.type_id);
        ids.extend(types.filter(|type_id| tracked.contains(type_id)).map(|id| id.0));
    }
    ids.retain(|id| {
        state.names.get(id).is_none_or(|known| {
            let keeps = if known.name.is_some() { NAME_KEEPS } else { NO_NAME_KEEPS };
            known.asked_at + keeps < now
        })
    });
    ids.into_iter().take(1000).collect()
}

/// Structures with a hull in them that are not known, each with a pilot who may be let in.
fn missing_structures(state: &State, now: Timestamp) -> Vec<(LocationId, PilotId)> {
    let mut missing: Vec<(LocationId, PilotId)> = Vec::new();
    for hull in state.fleet.hulls.values() {
        let Site::Structure(id) = hull.place.site else { continue };
        // Only who is signed in here can be asked for.
        if !state.pilots.get(&hull.pilot).is_some_and(Pilot::is_signed_in) {
            continue;
        }
        let ask = state.structures.get(&id).is_none_or(|structure| {
            let old = structure.asked_at + STRUCTURE_KEEPS < now;
            old || (structure.known.is_none()
                && !structure.denied_to.is_empty()
                && !structure.denied_to.contains(&hull.pilot))
        });
        if ask && !missing.iter().any(|(found, _)| *found == id) {
            missing.push((id, hull.pilot));
        }
    }
    missing.truncate(STRUCTURES_A_CYCLE);
    missing
}
