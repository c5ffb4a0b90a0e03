//! The hulls of a character out of two reads of different age: the assets, and the ship the character sits in.

use jiff::{SignedDuration, Timestamp};

use super::place::{ASSET_SAFETY, located};
use super::reads::{CharacterAudit, ReadAsset};
use crate::world::World;

/// CCP may answer assets from a cache that old.
const ASSETS_CACHE: SignedDuration = SignedDuration::from_hours(1);

/// A hull as it is answered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BridgeHull {
    pub(super) item_id: Option<i64>,
    pub(super) type_id: i64,
    pub(super) quantity: i64,
    pub(super) singleton: bool,
    pub(super) flown: Option<bool>,
    pub(super) observed_at: Option<Timestamp>,
    pub(super) location_id: Option<i64>,
    pub(super) location_observed_at: Option<Timestamp>,
    pub(super) asset_safety: bool,
}

/// All hulls of these groups.
pub(super) fn hulls(world: &World, audit: &CharacterAudit, groups: &[i64]) -> Vec<BridgeHull> {
    let is_meant = |type_id: i64| world.types.group_of(type_id).is_some_and(|group| groups.contains(&group));
    let assets: Vec<&ReadAsset> = audit.assets.iter().filter(|asset| is_meant(asset.type_id)).collect();
    let stored = |asset: &ReadAsset, flown| BridgeHull {
        item_id: Some(asset.item_id),
        type_id: asset.type_id,
        quantity: asset.quantity,
        singleton: asset.singleton,
        flown,
        observed_at: audit.assets_at,
        location_id: Some(asset.location_id),
        location_observed_at: audit.assets_at,
        asset_safety: asset.is_in_safety(),
    };
    let (Some((ship, place)), Some(at)) = (audit.ship, audit.location_at) else {
        return assets.into_iter().map(|asset| stored(asset, None)).collect();
    };
    let assets_are_newer = audit.assets_at.is_some_and(|assets| assets > at + ASSETS_CACHE);
    let flown = flown(world, &assets, ship, place).map(|asset| asset.item_id);
    let mut hulls: Vec<BridgeHull> = Vec::new();
    for asset in assets {
        let mut hull = stored(asset, Some(Some(asset.item_id) == flown));
        if hull.flown == Some(true) {
            hull.observed_at = audit.assets_at.max(Some(at));
            let unresolved = located(world, asset.location_id).system_id.is_none() && !hull.asset_safety;
            if !assets_are_newer || unresolved {
                (hull.location_id, hull.location_observed_at, hull.asset_safety) = (Some(place), Some(at), false);
            }
        }
        hulls.push(hull);
    }
    if flown.is_none() && is_meant(ship) && !assets_are_newer {
        hulls.push(BridgeHull {
            item_id: None,
            type_id: ship,
            quantity: 1,
            singleton: true,
            flown: Some(true),
            observed_at: Some(at),
            location_id: Some(place),
            location_observed_at: Some(at),
            asset_safety: place == ASSET_SAFETY,
        });
    }
    hulls
}

/// Which of a pilot's hulls is the one it sits in: corptools tells the type, not the item.
fn flown<'a>(world: &World, assets: &[&'a ReadAsset], ship: i64, place: i64) -> Option<&'a ReadAsset> {
    let system = located(world, place).system_id;
    let alike = assets.iter().filter(|asset| asset.singleton && asset.type_id == ship).copied();
    alike.min_by_key(|asset| {
        let its = located(world, asset.location_id).system_id;
        (asset.is_in_safety(), asset.location_id != place, its.is_none() || its != system, asset.item_id)
    })
}
