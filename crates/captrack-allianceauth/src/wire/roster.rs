//! From the tables to a roster: every hull has a pilot, a type and a place that the answer knows, or the answer counts for nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use captrack_domain::foreign_time::ForeignTime;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{AllianceId, CorporationId, GroupId, ItemId, LocationId, PilotId, SystemId, TypeId};
use captrack_domain::place::{Place, Site};
use captrack_domain::roster::{Roster, RosterHull, RosterPilot, RosterType};

use super::capitals::{Body, Characters, Names, Places, Types};
use crate::text;

/// EVE's location id of asset safety.
const ASSET_SAFETY: i64 = 2004;

/// The roster of an answer to a question about these groups. None: the answer is not complete, or answers another question.
///
/// A stack of packaged hulls (`quantity` above 1) is one hull: it cannot be flown, and it counts once wherever its item id does.
pub(crate) fn roster(body: Body, asked: &BTreeSet<GroupId>) -> Option<Roster> {
    let told: BTreeSet<GroupId> = body.groups.iter().copied().map(GroupId).collect();
    if !body.is_even() || told != *asked {
        return None;
    }
    let hulls = hulls(&body)?;
    Some(Roster {
        hulls,
        pilots: pilots(body.characters)?,
        names: [body.mains, body.corporations, body.alliances].into_iter().flat_map(names).collect(),
        types: types(body.types),
        structures: structures(body.places),
    })
}

fn hulls(body: &Body) -> Option<Vec<RosterHull>> {
    let known_pilots: HashSet<i64> = body.characters.character_id.iter().copied().collect();
    let known_types: HashSet<i64> = body.types.type_id.iter().copied().collect();
    let places: HashMap<i64, Place> = (0..body.places.len()).map(|row| place(&body.places, row)).collect();
    let table = &body.hulls;
    let hull = |row: usize| {
        let (pilot, type_id) = (PilotId(table.character_id[row]), TypeId(table.type_id[row]));
        if !known_pilots.contains(&pilot.0) || !known_types.contains(&type_id.0) {
            return None;
        }
        let place = match table.location_id[row] {
            Some(id) => *places.get(&id)?,
            None => Place::UNKNOWN,
        };
        let place = if table.asset_safety[row] { Place { site: Site::AssetSafety, ..place } } else { place };
        Some(RosterHull {
            key: table.item_id[row].map_or(HullKey::PilotType(pilot, type_id), |item| HullKey::Item(ItemId(item))),
            type_id,
            pilot,
            flown: table.flown[row],
            seen_at: table.observed_at[row].map(ForeignTime::at),
            place,
            place_at: table.location_observed_at[row].map(ForeignTime::at).filter(|_| place.is_known()),
        })
    };
    (0..table.len()).map(hull).collect()
}

/// None: one of them is told twice, and who knows which is right.
fn pilots(table: Characters) -> Option<Vec<RosterPilot>> {
    let different: HashSet<i64> = table.character_id.iter().copied().collect();
    if different.len() != table.len() {
        return None;
    }
    let pilot = |(row, name): (usize, String)| RosterPilot {
        id: PilotId(table.character_id[row]),
        name: text::name(&name),
        corporation: CorporationId(table.corporation_id[row]),
        alliance: table.alliance_id[row].map(AllianceId),
        main: table.main_id[row].map(PilotId),
        assets_at: table.assets_observed_at[row].map(ForeignTime::at),
        location_at: table.location_observed_at[row].map(ForeignTime::at),
    };
    Some(table.name.into_iter().enumerate().map(pilot).collect())
}

fn names(table: Names) -> impl Iterator<Item = (i64, String)> {
    table.id.into_iter().zip(table.name).filter_map(|(id, name)| Some((id, text::name(&name?))))
}

fn types(table: Types) -> Vec<RosterType> {
    let rows = table.type_id.into_iter().zip(table.name).zip(table.group_id);
    rows.map(|((type_id, name), group)| RosterType {
        type_id: TypeId(type_id),
        name: text::name(&name),
        group: GroupId(group),
    })
    .collect()
}

/// A place of the table. Its id tells the site where the word is new.
fn place(table: &Places, row: usize) -> (i64, Place) {
    let id = table.location_id[row];
    let system = table.system_id[row].map(SystemId).filter(|system| system.is_plausible());
    let site = match table.site[row].as_str() {
        "space" => Site::Space,
        "station" => Site::Station(LocationId(id)),
        "structure" => Site::Structure(LocationId(id)),
        "asset_safety" => Site::AssetSafety,
        _ if id == ASSET_SAFETY => Site::AssetSafety,
        _ if SystemId(id).is_plausible() => Site::Space,
        _ if LocationId(id).is_station() => Site::Station(LocationId(id)),
        _ if LocationId(id).is_structure() => Site::Structure(LocationId(id)),
        _ => Site::Unknown,
    };
    let system = match site {
        Site::Space => system.or(Some(SystemId(id)).filter(|system| system.is_plausible())),
        _ => system,
    };
    (id, Place { system, site })
}

/// Structures whose name and system are both known.
fn structures(table: Places) -> BTreeMap<LocationId, (String, SystemId)> {
    let places: Vec<(i64, Place)> = (0..table.len()).map(|row| place(&table, row)).collect();
    let rows = places.into_iter().zip(table.name);
    rows.filter_map(|((_, place), name)| match (place.site, place.system, name) {
        (Site::Structure(id), Some(system), Some(name)) => Some((id, (text::name(&name), system))),
        _ => None,
    })
    .collect()
}
