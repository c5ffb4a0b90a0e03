//! Pilots who are to be forgotten with a transaction.

use std::collections::BTreeSet;

use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;

/// What is known of pilots who are to be forgotten.
pub(crate) struct PendingDeletion {
    pub pilots: BTreeSet<PilotId>,
    /// Makes way for nobody's name in what is told of others.
    pub name: Option<String>,
    pub hulls: BTreeSet<HullKey>,
}
