//! Regions, constellations and systems: written by name, read by name or id.

use std::collections::BTreeSet;
use std::ops::Range;

use captrack_domain::ids::{ConstellationId, RegionId, SystemId};
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_universe::{FoundPlace, universe};

use super::close::meant;
use super::table::{SettingError, TomlValue, shown};

/// A kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Region,
    Constellation,
    System,
}

impl PlaceKind {
    /// The setting that lists such places.
    const fn setting(self) -> &'static str {
        match self {
            Self::Region => "regions",
            Self::Constellation => "constellations",
            Self::System => "systems",
        }
    }

    /// `a region`
    fn one(self) -> Text {
        match self {
            Self::Region => text!("toml-a-region"),
            Self::Constellation => text!("toml-a-constellation"),
            Self::System => text!("toml-a-system"),
        }
    }

    /// `regions`
    fn several(self) -> Text {
        match self {
            Self::Region => text!("toml-regions"),
            Self::Constellation => text!("toml-constellations"),
            Self::System => text!("toml-systems"),
        }
    }

    /// `there is no region called "Delv"`
    fn unknown(self, name: &str) -> Text {
        let name = shown(name);
        match self {
            Self::Region => text!("toml-no-region", name = name),
            Self::Constellation => text!("toml-no-constellation", name = name),
            Self::System => text!("toml-no-system", name = name),
        }
    }

    /// `region 19999999`
    fn unnamed(self, id: i64) -> Text {
        match self {
            Self::Region => text!("place-region-id", id = id),
            Self::Constellation => text!("place-constellation-id", id = id),
            Self::System => text!("place-system-id", id = id),
        }
    }
}

/// A place of one kind.
pub(super) trait PlaceLevel: Copy + Ord {
    /// Which kind.
    const KIND: PlaceKind;
    /// The numbers that its ids are taken from; newer places than the embedded ones are among them.
    const IDS: Range<i64>;
    /// The place of that id.
    fn from_id(id: i64) -> Self;
    /// Its id.
    fn id(self) -> i64;
    /// Its name, if the embedded New Eden knows it.
    fn name(self) -> Option<&'static str>;
    /// All that there are, with their names.
    fn all() -> impl Iterator<Item = (Self, &'static str)>;
    /// The place of that name; case counts for nothing.
    fn find(name: &str) -> Option<Self> {
        Self::all().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(place, _)| place)
    }
}

impl PlaceLevel for RegionId {
    const KIND: PlaceKind = PlaceKind::Region;
    const IDS: Range<i64> = 10_000_000..20_000_000;
    fn from_id(id: i64) -> Self {
        Self(id)
    }
    fn id(self) -> i64 {
        self.0
    }
    fn name(self) -> Option<&'static str> {
        universe().region(self).map(|region| region.name)
    }
    fn all() -> impl Iterator<Item = (Self, &'static str)> {
        universe().regions().map(|region| (region.id, region.name))
    }
}

impl PlaceLevel for ConstellationId {
    const KIND: PlaceKind = PlaceKind::Constellation;
    const IDS: Range<i64> = 20_000_000..30_000_000;
    fn from_id(id: i64) -> Self {
        Self(id)
    }
    fn id(self) -> i64 {
        self.0
    }
    fn name(self) -> Option<&'static str> {
        universe().constellation(self).map(|constellation| constellation.name)
    }
    fn all() -> impl Iterator<Item = (Self, &'static str)> {
        universe().constellations().map(|constellation| (constellation.id, constellation.name))
    }
}

impl PlaceLevel for SystemId {
    const KIND: PlaceKind = PlaceKind::System;
    const IDS: Range<i64> = 30_000_000..40_000_000;
    fn from_id(id: i64) -> Self {
        Self(id)
    }
    fn id(self) -> i64 {
        self.0
    }
    fn name(self) -> Option<&'static str> {
        universe().system(self).map(|system| system.name)
    }
    fn all() -> impl Iterator<Item = (Self, &'static str)> {
        universe().systems().map(|system| (system.id, system.name))
    }
    fn find(name: &str) -> Option<Self> {
        universe().find_system(name).map(|system| system.id)
    }
}

/// A list of names and ids.
pub(super) fn read<P: PlaceLevel>(value: &TomlValue<'_>) -> Result<BTreeSet<P>, SettingError> {
    value.list(P::KIND.several())?.iter().map(read_one).collect()
}

pub(super) fn read_one<P: PlaceLevel>(value: &TomlValue<'_>) -> Result<P, SettingError> {
    if let Some(name) = value.text() {
        let name = name.trim();
        return P::find(name).ok_or_else(|| value.wrong(unknown::<P>(name)));
    }
    let id = value.number().ok_or_else(|| value.must(text!("toml-be-places", of = P::KIND.several())))?;
    if P::IDS.contains(&id) {
        return Ok(P::from_id(id));
    }
    Err(value.wrong(text!("toml-no-id-of", id = id, kind = P::KIND.one())))
}

fn unknown<P: PlaceLevel>(name: &str) -> Text {
    let elsewhere = universe().search(name, 1).into_iter().find(|found| found.name().eq_ignore_ascii_case(name));
    let other = elsewhere.map(|found| match found {
        FoundPlace::Region(_) => PlaceKind::Region,
        FoundPlace::Constellation(_) => PlaceKind::Constellation,
        FoundPlace::System(_) => PlaceKind::System,
    });
    if let Some(other) = other {
        return text!(
            "toml-other-kind-of-place",
            name = shown(name),
            is = other.one(),
            wanted = P::KIND.one(),
            setting = other.setting(),
        );
    }
    meant(P::KIND.unknown(name), name, P::all().map(|(_, name)| name))
}

/// How a place is written: its name in quotes, or its id where it has none yet. No two places of a kind share a name.
pub(super) fn written<P: PlaceLevel>(place: P) -> String {
    place.name().map_or_else(|| place.id().to_string(), super::write::quoted)
}

/// What a place is called in running text.
pub(super) fn called<P: PlaceLevel>(place: P) -> Argument {
    place.name().map_or_else(|| P::KIND.unnamed(place.id()).into(), Argument::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_lead_back<P: PlaceLevel + std::fmt::Debug>() {
        let mut names = BTreeSet::new();
        for (place, name) in P::all() {
            assert!(P::IDS.contains(&place.id()), "{name}");
            assert!(names.insert(name.to_lowercase()), "two places of one kind are called {name}");
            assert!(P::find(name) == Some(place), "{name}");
        }
    }

    #[test]
    fn every_place_of_new_eden_can_be_written_by_its_name() {
        all_lead_back::<RegionId>();
        all_lead_back::<ConstellationId>();
        all_lead_back::<SystemId>();
    }

    #[test]
    fn a_place_that_new_eden_has_not_yet_is_written_by_its_id() {
        assert_eq!(written(RegionId(10_000_060)), "\"Delve\"");
        assert_eq!(written(RegionId(19_999_999)), "19999999");
        assert_eq!(called(SystemId(39_999_999)), text!("place-system-id", id = 39_999_999_i64).into());
    }
}
