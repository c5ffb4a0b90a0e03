//! Hulls that were left in space: after a week in which nobody has seen one it is not watched any more, quietly, for nobody knows what has become
//! of it.

use std::time::Duration;

use captrack_domain::hull::HullKey;
use captrack_domain::moment::earlier;
use captrack_store::StoreError;

use crate::commit::{Change, commit};
use crate::state::absorbed::Absorbed;
use crate::upkeep::Upkeep;

/// How long one is kept.
const KEEP: Duration = Duration::from_secs(7 * 86_400);

impl Upkeep<'_> {
    /// Leaves out those that were last seen a week ago.
    pub(crate) async fn forget_floating(&self) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let oldest = earlier(self.now(), KEEP);
        let old: Vec<HullKey> = state
            .fleet
            .hulls
            .values()
            .filter(|hull| hull.floats() && hull.seen_at < oldest)
            .map(|hull| hull.key)
            .collect();
        if old.is_empty() {
            return Ok(());
        }
        let kept = (state.fleet.clone(), state.saved_hulls.clone());
        let mut absorbed = Absorbed::default();
        for key in old {
            state.fleet.hulls.remove(&key);
            state.saved_hulls.remove(&key);
            absorbed.gone.insert(key);
        }
        tracing::info!(hulls = absorbed.gone.len(), "left in space and not seen for a week: no longer watched");
        let committed = commit(self.shared, &mut state, Change { absorbed, ..Change::edit() }).await;
        if committed.is_err() {
            (state.fleet, state.saved_hulls) = kept;
        }
        committed
    }
}
