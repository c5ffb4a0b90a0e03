//! Hulls that were left in space: after a week in which nobody has seen one it is not watched any more, quietly, for nobody knows what has become
//! of it.

use std::convert::Infallible;
use std::time::Duration;

use captrack_domain::hull::HullKey;
use captrack_domain::moment::earlier;
use captrack_store::StoreError;

use crate::commit::edit::{EditDraft, edit};
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
        tracing::info!(hulls = old.len(), "left in space and not seen for a week: no longer watched");
        let forget = |draft: &mut EditDraft| {
            for key in &old {
                draft.state.fleet.hulls.remove(key);
                draft.state.saved_hulls.remove(key);
            }
            draft.change.absorbed.gone.extend(old);
            Ok::<_, Infallible>(())
        };
        edit(self.shared, &mut state, forget).await?;
        Ok(())
    }
}
