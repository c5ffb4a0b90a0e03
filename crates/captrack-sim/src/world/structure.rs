//! Structures that players have anchored.

use std::collections::BTreeMap;

use super::{ALLIANCE_ID, CLOSED_FORTIZAR, STAGING_FORTIZAR, STAGING_KEEPSTAR};

/// Who may dock, and so read the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DockingAccess {
    Everybody,
    Alliance(i64),
    Nobody,
}

/// A structure.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) system_id: i64,
    pub(crate) type_id: i64,
    pub(crate) owner_corporation_id: i64,
    pub(crate) access: DockingAccess,
}

/// Keepstar.
pub(crate) const KEEPSTAR: i64 = 35834;
/// Fortizar.
pub(crate) const FORTIZAR: i64 = 35833;
/// Tatara.
pub(crate) const TATARA: i64 = 35836;

/// The structures that stand in every world. Their owner is the alliance's first corporation.
pub(super) fn of_the_alliance() -> BTreeMap<i64, Structure> {
    let alliance = DockingAccess::Alliance(ALLIANCE_ID);
    [
        (STAGING_KEEPSTAR, "1DQ1-A - First Light", 30_004_759, KEEPSTAR, alliance),
        (STAGING_FORTIZAR, "D-W7F0 - Staging Fortizar", 30_004_730, FORTIZAR, alliance),
        (CLOSED_FORTIZAR, "T5ZI-S - No Vacancy", 30_004_735, FORTIZAR, DockingAccess::Nobody),
        (1_035_466_617_970, "PR-8CA - Slow Boat Inn", 30_004_711, TATARA, alliance),
        (1_035_466_617_977, "49-U6U - Last Stop", 30_004_009, FORTIZAR, alliance),
        (1_035_466_617_984, "Perimeter - Open Market", 30_000_144, KEEPSTAR, DockingAccess::Everybody),
    ]
    .into_iter()
    .map(|(id, name, system_id, type_id, access)| {
        let structure = Structure {
            id,
            name: name.to_owned(),
            system_id,
            type_id,
            owner_corporation_id: super::population::FIRST_CORPORATION,
            access,
        };
        (id, structure)
    })
    .collect()
}
