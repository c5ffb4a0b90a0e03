//! From the tables to a roster: every hull has a pilot and a type that the answer knows, or its row counts for nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use captrack_domain::foreign_time::ForeignTime;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{AllianceId, CorporationId, GroupId, ItemId, LocationId, PilotId, SystemId, TypeId};
use captrack_domain::place::{Place, Site};
use captrack_domain::roster::{InvalidRows, Roster, RosterHull, RosterPilot, RosterType};

use super::capitals::{Body, CharacterColumns, NameColumns, PlaceColumns, TypeColumns};
use super::column::WireColumn;
use crate::foreign_sentence;

/// EVE's location id of asset safety.
const ASSET_SAFETY: i64 = 2004;

/// The roster of an answer to a question about these groups. None: the answer is not complete, or answers another question.
///
/// A row that makes no sense is left out; of a value that makes none nothing is known. Both are counted.
pub(crate) fn roster(body: Body, asked: &BTreeSet<GroupId>) -> Option<Roster> {
    let told: Option<BTreeSet<GroupId>> = body.groups.iter().map(|group| group.copied().map(GroupId)).collect();
    if !body.is_even() || told.as_ref() != Some(asked) {
        return None;
    }
    let mut doubt = InvalidRows::default();
    let removed = if body.full { None } else { Some(removed(body.removed.as_ref()?, &mut doubt)) };
    let pilots = pilots(&body.characters, &mut doubt);
    let hulls = hulls(&body, &pilots, &mut doubt);
    Some(Roster {
        hulls,
        pilots,
        names: [body.mains, body.corporations, body.alliances].iter().flat_map(names).collect(),
        types: types(&body.types),
        structures: structures(&body.places),
        doubt,
        removed,
    })
}

/// Who is told no more. A row that makes no sense could be anybody's.
fn removed(column: &WireColumn<i64>, doubt: &mut InvalidRows) -> BTreeSet<PilotId> {
    let mut removed = BTreeSet::new();
    for id in column.iter() {
        match id {
            Some(id) => drop(removed.insert(PilotId(*id))),
            None => doubt.note_row(None),
        }
    }
    removed
}

fn hulls(body: &Body, pilots: &[RosterPilot], doubt: &mut InvalidRows) -> Vec<RosterHull> {
    let known_pilots: HashSet<PilotId> = pilots.iter().map(|pilot| pilot.id).collect();
    let known_types: HashSet<TypeId> = body.types.type_id.iter().flatten().copied().map(TypeId).collect();
    let places: HashMap<i64, Place> = (0..body.places.len()).filter_map(|row| place(&body.places, row)).collect();
    let table = &body.hulls;
    let mut hull = |row: usize| {
        let pilot = table.character_id.at(row).map(PilotId);
        let identity = || {
            let pilot = pilot.filter(|pilot| known_pilots.contains(pilot))?;
            let type_id = TypeId(table.type_id.at(row)?);
            let key = match table.item_id.at(row)? {
                Some(item) if item > 0 => HullKey::Item(ItemId(item)),
                Some(_) => return None,
                None => HullKey::PilotType(pilot, type_id),
            };
            known_types.contains(&type_id).then_some((pilot, type_id, key))
        };
        let Some((pilot, type_id, key)) = identity() else {
            doubt.note_row(pilot);
            return None;
        };
        let location = table.location_id.at(row);
        let known = location.flatten().and_then(|id| places.get(&id)).copied();
        let place = known.unwrap_or(Place::UNKNOWN);
        let in_safety = table.asset_safety.at(row);
        let place = if in_safety == Some(true) { Place { site: Site::AssetSafety, ..place } } else { place };
        let (flown, seen_at) = (table.flown.at(row), table.observed_at.at(row));
        let place_at = table.location_observed_at.at(row);
        // What nobody can tell to be packaged is not: it may be flown tomorrow.
        let packaged = table.singleton.at(row) == Some(false);
        let packaged =
            packaged.then(|| table.quantity.at(row).map_or(1, |n| u32::try_from(n.max(1)).unwrap_or(u32::MAX)));
        // A place that is told must be known.
        let has_its_place = location.is_some_and(|id| id.is_none() || known.is_some());
        if flown.is_none() {
            // Whether it is the one that is flown matters for the pilot's others too.
            doubt.note_row(Some(pilot));
        } else if seen_at.is_none() || place_at.is_none() || in_safety.is_none() || !has_its_place {
            doubt.rows += 1;
        }
        Some(RosterHull {
            key,
            type_id,
            pilot,
            packaged,
            flown: flown.flatten(),
            seen_at: seen_at.flatten().map(ForeignTime::at),
            place,
            place_at: place_at.flatten().map(ForeignTime::at).filter(|_| place.is_known()),
        })
    };
    let mut hulls: Vec<RosterHull> = (0..table.len()).filter_map(&mut hull).collect();
    // An item is in one place: of one that is told twice the first counts, and nothing that its pilots' rows lack is gone.
    let mut told = HashSet::new();
    hulls.retain(|hull| {
        let is_first = hull.key.item().is_none_or(|item| told.insert(item));
        if !is_first {
            doubt.note_row(Some(hull.pilot));
        }
        is_first
    });
    hulls
}

/// Of one that is told twice nobody knows which is right.
fn pilots(table: &CharacterColumns, doubt: &mut InvalidRows) -> Vec<RosterPilot> {
    let mut times: HashMap<i64, usize> = HashMap::new();
    for id in table.character_id.iter().flatten() {
        *times.entry(*id).or_default() += 1;
    }
    let mut pilot = |row: usize| {
        let told = table.character_id.at(row);
        let id = told.filter(|id| *id > 0 && times[id] == 1);
        let (Some(id), Some(corporation)) = (id, table.corporation_id.at(row)) else {
            doubt.note_row(told.map(PilotId));
            return None;
        };
        let (name, owned) = (table.name.at(row), table.owned.at(row));
        let alliance = table.alliance_id.at(row);
        let main = table.main_id.at(row).filter(|main| main.is_none_or(|main| main > 0));
        let (assets_at, location_at) = (table.assets_observed_at.at(row), table.location_observed_at.at(row));
        let is_whole = name.is_some()
            && owned.is_some()
            && alliance.is_some()
            && main.is_some()
            && assets_at.is_some()
            && location_at.is_some();
        doubt.rows += usize::from(!is_whole);
        Some(RosterPilot {
            id: PilotId(id),
            name: name.map_or_else(|| format!("Pilot {id}"), |name| foreign_sentence::name(&name)),
            corporation: CorporationId(corporation),
            alliance: alliance.flatten().map(AllianceId),
            main: main.flatten().map(PilotId),
            owned: owned.unwrap_or(true),
            assets_at: assets_at.flatten().map(ForeignTime::at),
            location_at: location_at.flatten().map(ForeignTime::at),
        })
    };
    (0..table.len()).filter_map(&mut pilot).collect()
}

fn names(table: &NameColumns) -> impl Iterator<Item = (i64, String)> {
    let rows = table.id.iter().zip(table.name.iter());
    rows.filter_map(|(id, name)| Some((*id?, foreign_sentence::name(name?.as_deref()?))))
}

fn types(table: &TypeColumns) -> Vec<RosterType> {
    let row = |row| {
        Some(RosterType {
            type_id: TypeId(table.type_id.at(row)?),
            name: foreign_sentence::name(&table.name.at(row)?),
            group: GroupId(table.group_id.at(row)?),
        })
    };
    (0..table.type_id.len()).filter_map(row).collect()
}

/// A place of the table. Its id tells the site where the word is new.
fn place(table: &PlaceColumns, row: usize) -> Option<(i64, Place)> {
    let id = table.location_id.at(row)?;
    let system = table.system_id.at(row).flatten().map(SystemId).filter(|system| system.is_plausible());
    let site = match table.site.at(row).unwrap_or_default().as_str() {
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
    Some((id, Place { system, site }))
}

/// Structures whose name and system are both known.
fn structures(table: &PlaceColumns) -> BTreeMap<LocationId, (String, SystemId)> {
    let structure = |row| match (place(table, row)?.1, table.name.at(row)??) {
        (Place { system: Some(system), site: Site::Structure(id) }, name) => {
            Some((id, (foreign_sentence::name(&name), system)))
        }
        _ => None,
    };
    (0..table.len()).filter_map(structure).collect()
}
