//! New Eden as movement asks about it.

use captrack_domain::ids::{GroupId, RegionId, SystemId, TypeId};
use captrack_domain::movement::{Drive, StarMap};
use captrack_domain::space::Space;

use crate::gates;
use crate::security::SecurityBand;
use crate::universe::Universe;

/// Known space that no drive leads into: Pochven, the three regions of the Jove, and Zarzakh's.
const CLOSED_REGIONS: [RegionId; 5] =
    [RegionId(10_000_004), RegionId(10_000_017), RegionId(10_000_019), RegionId(10_000_070), RegionId(10_001_000)];

/// Of Jump Drive Calibration: what no pilot can surpass.
const HIGHEST_LEVEL: u8 = 5;

impl StarMap for Universe {
    fn gates(&self, from: SystemId, to: SystemId) -> Option<u32> {
        gates::fewest_gates(from, to)
    }

    fn metres(&self, from: SystemId, to: SystemId) -> Option<f64> {
        let known = |id: SystemId| self.system(id).filter(|_| Space::of(id) == Some(Space::Known));
        Some(known(from)?.position.metres_to(&known(to)?.position))
    }

    fn can_be_jumped_to(&self, system: SystemId) -> bool {
        // The band of the rounded security is that of the true one below 0.45.
        self.system(system).is_some_and(|found| {
            Space::of(system) == Some(Space::Known)
                && !CLOSED_REGIONS.contains(&found.region)
                && found.security.band() != SecurityBand::High
        })
    }

    fn drive(&self, type_id: TypeId) -> Drive {
        // What is not published may differ from its group.
        let Some(hull) = self.hull_type(type_id).filter(|hull| hull.published) else { return Drive::Unknown };
        let Some(group) = self.group(hull.group) else { return Drive::Unknown };
        group.jump_range_ly(HIGHEST_LEVEL).map_or(Drive::None, Drive::Range)
    }

    fn group(&self, type_id: TypeId) -> Option<GroupId> {
        self.hull_type(type_id).map(|hull| hull.group)
    }
}

impl Universe {
    /// The systems behind the gates of a system.
    pub fn behind_gates(&self, system: SystemId) -> Vec<SystemId> {
        gates::behind_gates(system)
    }
}
