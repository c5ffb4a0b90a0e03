//! Regions, constellations and systems: written by name, read by name or id.

use std::collections::BTreeSet;
use std::ops::Range;

use captrack_domain::ids::{ConstellationId, RegionId, SystemId};
use captrack_universe::{FoundPlace, universe};

use super::close::meant;
use super::table::{SettingError, TomlValue, shown};

/// A kind of place.
pub(super) trait PlaceLevel: Copy + Ord {
    /// One of them.
    const WORD: &'static str;
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
    const WORD: &'static str = "region";
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
    const WORD: &'static str = "constellation";
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
    const WORD: &'static str = "system";
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
    value.list(&format!("{}s", P::WORD))?.iter().map(read_one).collect()
}

fn read_one<P: PlaceLevel>(value: &TomlValue<'_>) -> Result<P, SettingError> {
    if let Some(name) = value.text() {
        let name = name.trim();
        return P::find(name).ok_or_else(|| value.wrong(unknown::<P>(name)));
    }
    let id = value.number().ok_or_else(|| value.must(&format!("a list of {}s by name or id", P::WORD)))?;
    if P::IDS.contains(&id) {
        return Ok(P::from_id(id));
    }
    Err(value.wrong(format!("{id} is not the id of a {}; use its name", P::WORD)))
}

fn unknown<P: PlaceLevel>(name: &str) -> String {
    let elsewhere = universe().search(name, 1).into_iter().find(|found| found.name().eq_ignore_ascii_case(name));
    let other = elsewhere.map(|found| match found {
        FoundPlace::Region(_) => RegionId::WORD,
        FoundPlace::Constellation(_) => ConstellationId::WORD,
        FoundPlace::System(_) => SystemId::WORD,
    });
    if let Some(other) = other {
        return format!("{} is a {other}, not a {}: list it under {other}s", shown(name), P::WORD);
    }
    let meant = meant(name, P::all().map(|(_, name)| name));
    format!("there is no {} called {}{meant}", P::WORD, shown(name))
}

/// How a place is written: its name in quotes, or its id where it has none yet. No two places of a kind share a name.
pub(super) fn written<P: PlaceLevel>(place: P) -> String {
    place.name().map_or_else(|| place.id().to_string(), super::write::quoted)
}

/// What a place is called in running text.
pub(super) fn called<P: PlaceLevel>(place: P) -> String {
    place.name().map_or_else(|| format!("{} {}", P::WORD, place.id()), str::to_owned)
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
        assert_eq!(called(SystemId(39_999_999)), "system 39999999");
    }
}
