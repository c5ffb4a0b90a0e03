//! `GET capitals` as it crosses the wire: tables whose columns are equally long. A value that makes no sense spoils its row alone.

use captrack_domain::foreign_time::ForeignTime;
use serde::Deserialize;

use super::WireVersion;
use super::column::{UnreadValue, WireColumn};

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: WireVersion,
    pub(crate) groups: WireColumn<i64>,
    pub(crate) hulls: HullColumns,
    pub(crate) characters: CharacterColumns,
    pub(crate) mains: NameColumns,
    pub(crate) corporations: NameColumns,
    pub(crate) alliances: NameColumns,
    pub(crate) types: TypeColumns,
    pub(crate) places: PlaceColumns,
    /// Where changes are asked for from the next time on.
    #[serde(default)]
    pub(crate) cursor: Option<String>,
    /// False: only those of whom anything has changed are in it.
    #[serde(default = "whole")]
    pub(crate) full: bool,
    /// Of an answer that is not full: who was told before and is told no more.
    #[serde(default)]
    pub(crate) removed: Option<WireColumn<i64>>,
}

const fn whole() -> bool {
    true
}

/// Columns that nobody reads here are kept as their places alone.
#[derive(Debug, Deserialize)]
pub(crate) struct HullColumns {
    pub(crate) item_id: WireColumn<Option<i64>>,
    pub(crate) character_id: WireColumn<i64>,
    pub(crate) type_id: WireColumn<i64>,
    pub(crate) quantity: WireColumn<i64>,
    pub(crate) singleton: WireColumn<bool>,
    pub(crate) flown: WireColumn<Option<bool>>,
    pub(crate) observed_at: WireColumn<Option<ForeignTime>>,
    pub(crate) location_id: WireColumn<Option<i64>>,
    pub(crate) location_observed_at: WireColumn<Option<ForeignTime>>,
    pub(crate) asset_safety: WireColumn<bool>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CharacterColumns {
    pub(crate) character_id: WireColumn<i64>,
    pub(crate) name: WireColumn<String>,
    pub(crate) corporation_id: WireColumn<i64>,
    pub(crate) alliance_id: WireColumn<Option<i64>>,
    pub(crate) main_id: WireColumn<Option<i64>>,
    pub(crate) owned: WireColumn<bool>,
    pub(crate) assets_observed_at: WireColumn<Option<ForeignTime>>,
    pub(crate) location_observed_at: WireColumn<Option<ForeignTime>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NameColumns {
    pub(crate) id: WireColumn<i64>,
    pub(crate) name: WireColumn<Option<String>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TypeColumns {
    pub(crate) type_id: WireColumn<i64>,
    pub(crate) name: WireColumn<String>,
    pub(crate) group_id: WireColumn<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PlaceColumns {
    pub(crate) location_id: WireColumn<i64>,
    pub(crate) name: WireColumn<Option<String>>,
    pub(crate) site: WireColumn<String>,
    pub(crate) system_id: WireColumn<Option<i64>>,
    pub(crate) region_id: WireColumn<UnreadValue>,
}

impl Body {
    /// Whether every table has its columns equally long.
    pub(crate) fn is_even(&self) -> bool {
        self.hulls.is_even()
            && self.characters.is_even()
            && [&self.mains, &self.corporations, &self.alliances]
                .iter()
                .all(|names| even(&[names.id.len(), names.name.len()]))
            && even(&[self.types.type_id.len(), self.types.name.len(), self.types.group_id.len()])
            && self.places.is_even()
    }
}

impl HullColumns {
    pub(crate) fn len(&self) -> usize {
        self.item_id.len()
    }

    fn is_even(&self) -> bool {
        even(&[
            self.item_id.len(),
            self.character_id.len(),
            self.type_id.len(),
            self.quantity.len(),
            self.singleton.len(),
            self.flown.len(),
            self.observed_at.len(),
            self.location_id.len(),
            self.location_observed_at.len(),
            self.asset_safety.len(),
        ])
    }
}

impl CharacterColumns {
    pub(crate) fn len(&self) -> usize {
        self.character_id.len()
    }

    fn is_even(&self) -> bool {
        even(&[
            self.character_id.len(),
            self.name.len(),
            self.corporation_id.len(),
            self.alliance_id.len(),
            self.main_id.len(),
            self.owned.len(),
            self.assets_observed_at.len(),
            self.location_observed_at.len(),
        ])
    }
}

impl PlaceColumns {
    pub(crate) fn len(&self) -> usize {
        self.location_id.len()
    }

    fn is_even(&self) -> bool {
        even(&[self.location_id.len(), self.name.len(), self.site.len(), self.system_id.len(), self.region_id.len()])
    }
}

fn even(lengths: &[usize]) -> bool {
    lengths.windows(2).all(|pair| pair[0] == pair[1])
}
