//! Types that are hulls besides the capitals.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use captrack_domain::ids::{GroupId, TypeId};
use captrack_domain::policy::Policy;
use captrack_ports::hull_types::SHIPS;
use captrack_store::KnownGroup;
use captrack_universe::universe;

/// Types that are hulls besides the capitals, because the policy tracks their groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrackedTypes {
    groups: BTreeMap<TypeId, GroupId>,
    types: Arc<BTreeSet<TypeId>>,
}

impl TrackedTypes {
    /// What a policy tracks, as far as its groups are known.
    pub fn by(policy: &Policy, known: &BTreeMap<GroupId, KnownGroup>) -> Self {
        let groups =
            policy.tracked_groups().filter_map(|group| known.get(&group)).filter(|group| group.category == SHIPS);
        let types = groups.flat_map(|group| group.types.iter().map(|type_id| (*type_id, group.group)));
        let groups: BTreeMap<TypeId, GroupId> =
            types.filter(|(type_id, _)| universe().hull_type(*type_id).is_none()).collect();
        Self { types: Arc::new(groups.keys().copied().collect()), groups }
    }

    /// The types, as a source is asked for them.
    pub const fn types(&self) -> &Arc<BTreeSet<TypeId>> {
        &self.types
    }

    /// The group of a type that is tracked.
    pub fn group(&self, id: TypeId) -> Option<GroupId> {
        self.groups.get(&id).copied()
    }
}
