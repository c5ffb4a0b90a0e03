//! History: what is kept of a cycle beside the hulls' own changes, and its daily upkeep.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::ids::{GroupId, LocationId};
use captrack_domain::moment::earlier;
use captrack_store::StoreError;

use crate::commit::{PendingChange, commit};
use crate::upkeep::Upkeep;

/// So long hull events and all that goes with them are kept.
pub(crate) const KEEP_HISTORY: Duration = Duration::from_secs(90 * 86_400);
/// What was looked up and nothing refers to, history included, is kept for so long.
const KEEP_LOOKED_UP: Duration = Duration::from_secs(30 * 86_400);

impl Upkeep<'_> {
    /// What is done once a day, a single step that tests can take: moves rows of before into today's history, deletes what is older than it is kept, and writes the fleet down.
    pub async fn keep_history(&self) -> Result<(), StoreError> {
        let kept_since = earlier(self.now(), KEEP_HISTORY);
        while self.store.move_old_events(kept_since).await? {
            // Others write meanwhile.
            tokio::task::yield_now().await;
        }
        let events = self.store.prune_events(kept_since).await?;
        let copies = self.store.prune_copies(self.now());
        tracing::info!(events, copies, "old movements deleted");
        self.write_checkpoint().await
    }

    /// Writes the fleet of the day down, if that has not been done.
    async fn write_checkpoint(&self) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        // The fleet must be what the events that are written have led to.
        commit(self.shared, &mut state, PendingChange::news()).await?;
        let mut tx = self.store.begin().await?;
        if tx.put_checkpoint(state.fleet.hulls.values(), self.now()).await? {
            tx.commit().await?;
        }
        Ok(())
    }

    /// Deletes what was looked up long ago and nothing refers to any more, here and in the store.
    pub(crate) async fn prune_looked_up(&self) -> Result<(), StoreError> {
        let groups: Vec<GroupId> = {
            let state = self.lock().await;
            state.policy.classes.values().flat_map(|rule| rule.groups.iter().copied()).collect()
        };
        let mut tx = self.store.begin().await?;
        let before = earlier(self.now(), KEEP_LOOKED_UP);
        let dropped = tx.prune_looked_up(before, &groups).await?;
        tx.commit().await?;
        let names: BTreeSet<i64> = self.store.names().await?.into_iter().map(|name| name.id).collect();
        let structures: BTreeSet<LocationId> =
            self.store.structures().await?.into_iter().map(|structure| structure.id).collect();
        let mut state = self.lock().await;
        // What came meanwhile is young.
        state.names.retain(|id, known| known.asked_at >= before || names.contains(id));
        state.structures.retain(|id, known| known.asked_at >= before || structures.contains(id));
        drop(state);
        tracing::info!(dropped, "names, structures and types that nothing refers to deleted");
        Ok(())
    }
}
