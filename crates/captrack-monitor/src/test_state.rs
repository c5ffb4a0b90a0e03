//! What tests of this crate begin with: a state with pilots, hulls and answers in it.

pub mod auth;

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::hull::{Hull, HullKey, Occupancy};
use captrack_domain::ids::{CorporationId, ItemId, LocationId, PilotId, SystemId, TypeId};
use captrack_domain::notice::HullLine;
use captrack_domain::pause::Pause;
use captrack_domain::pilot::{Pilot, SignInState};
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::{ActiveShip, DatedReading, OwnedHull, Reading};
use captrack_domain::section::{Freshness, SectionId, SectionKind};
use captrack_domain::snooze::Snooze;
use captrack_testing::eden::JITA_STATION;
use jiff::{Timestamp, ToSpan};

use crate::commit::refresh;
use crate::state::{KnownName, KnownSection, KnownStructure, State, new_section};

pub use captrack_testing::eden::{ARCHON, AVATAR, DELVE, JITA, KARA, MIRA, NYX, RIFTER};

/// Jita IV - Moon 4.
pub const STATION: LocationId = JITA_STATION;
pub const STRUCTURE: LocationId = LocationId(1_035_466_617_946);

/// A Sunday noon, and so many seconds later.
pub fn at(seconds: i64) -> Timestamp {
    "2026-11-22T12:00:00Z".parse::<Timestamp>().unwrap() + seconds.seconds()
}

pub fn item(n: i64) -> ItemId {
    ItemId(1_040_000_000_000 + n)
}

pub fn key(n: i64) -> HullKey {
    HullKey::Item(item(n))
}

pub fn section_id(kind: SectionKind, pilot: PilotId) -> SectionId {
    SectionId { kind, pilot }
}

/// Nothing but watched pilots, long since introduced.
pub fn watching(pilots: &[(PilotId, &str)]) -> State {
    let mut state = State::default();
    for (id, name) in pilots {
        let pilot = Pilot {
            id: *id,
            name: (*name).to_owned(),
            corporation: None,
            alliance: None,
            main: None,
            added_at: at(-3600),
            introduced_at: Some(at(-3500)),
            sign_in: SignInState::Valid,
            auth: None,
        };
        state.pilots.insert(*id, pilot);
        for kind in SectionKind::ALL {
            let section = new_section(kind, *id, at(0));
            state.sections.insert(section.status.id, section);
        }
    }
    state
}

pub fn kara() -> State {
    watching(&[(KARA, "Kara Volkov")])
}

/// A stored hull in the middle of its life.
pub fn hull(n: i64, pilot: PilotId, type_id: TypeId, place: Place) -> Hull {
    Hull {
        key: key(n),
        type_id,
        pilot,
        place,
        last_system: place.system,
        place_at: at(-60),
        seen_at: at(-60),
        first_seen_at: at(-3000),
        occupancy: Occupancy::Stored { since: at(-3000) },
        absences: 0,
        last_absence: None,
        flown_at: None,
        packaged: None,
    }
}

pub fn flown(n: i64, pilot: PilotId, type_id: TypeId, place: Place) -> Hull {
    Hull { occupancy: Occupancy::Flown, ..hull(n, pilot, type_id, place) }
}

/// In Jita IV - Moon 4.
pub const fn docked() -> Place {
    Place { system: Some(JITA), site: Site::Station(STATION) }
}

pub fn in_structure(system: Option<SystemId>) -> Place {
    Place { system, site: Site::Structure(STRUCTURE) }
}

pub fn ship(n: i64, type_id: TypeId) -> Reading {
    Reading::Ship(Some(ActiveShip { item: item(n), type_id }))
}

pub fn owned(n: i64, type_id: TypeId, place: Place) -> OwnedHull {
    OwnedHull { item: item(n), type_id, place, packaged: None }
}

pub fn paused() -> Pause {
    Pause { since: at(0), until: None }
}

pub fn snooze(pilot: PilotId, until: Option<Timestamp>) -> Snooze {
    Snooze { pilot, since: at(-10), until, by: "this desk".into(), why: None }
}

impl State {
    pub fn with_hull(mut self, hull: Hull) -> Self {
        self.fleet.hulls.insert(hull.key, hull);
        self
    }

    /// A section of a pilot has answered.
    pub fn with_answer(mut self, pilot: PilotId, reading: Reading, answered_at: Timestamp) -> Self {
        let kind = match reading {
            Reading::Online(_) => SectionKind::Online,
            Reading::Location(_) => SectionKind::Location,
            Reading::Ship(_) => SectionKind::Ship,
            Reading::Assets(_) | Reading::SomeAssets(_) => SectionKind::Assets,
            Reading::Affiliation { .. } => SectionKind::Affiliation,
        };
        let section = self.section_mut(kind, pilot);
        section.status.last_success = Some(answered_at);
        section.status.last_attempt = Some(answered_at);
        section.reading = Some(DatedReading { as_of: answered_at, reading });
        self.last_success = self.last_success.max(Some(answered_at));
        self
    }

    pub fn with_name(mut self, id: i64, name: &str) -> Self {
        self.names.insert(id, KnownName { name: Some(name.to_owned()), asked_at: at(0) });
        self
    }

    pub fn with_structure(mut self, known: Option<(&str, SystemId)>) -> Self {
        let known = known.map(|(name, system)| (name.to_owned(), system));
        let structure = KnownStructure { known, asked_at: at(0), denied_to: BTreeSet::new() };
        self.structures.insert(STRUCTURE, structure);
        self
    }

    pub fn in_corporation(mut self, pilot: PilotId, corporation: i64) -> Self {
        self.pilots.get_mut(&pilot).unwrap().corporation = Some(CorporationId(corporation));
        self
    }

    /// An alt of a main.
    pub fn alt(mut self, pilot: PilotId, main: PilotId) -> Self {
        self.pilots.get_mut(&pilot).unwrap().main = Some(main);
        self
    }

    /// As after a commit: facts and verdicts are those of now.
    pub fn judged(mut self, now: Timestamp) -> Self {
        refresh(&mut self, now);
        self
    }

    pub fn section(&self, kind: SectionKind, pilot: PilotId) -> &KnownSection {
        &self.sections[&section_id(kind, pilot)]
    }

    pub fn section_mut(&mut self, kind: SectionKind, pilot: PilotId) -> &mut KnownSection {
        self.sections.get_mut(&section_id(kind, pilot)).unwrap()
    }
}

/// A titan of Kara's as it is told.
pub fn hull_line(n: i64) -> HullLine {
    HullLine {
        key: key(n),
        pilot: KARA,
        pilot_name: "Kara Volkov".to_owned(),
        type_id: AVATAR,
        type_name: "Avatar".to_owned(),
        class: HullClass::Titan,
        system_name: None,
        region_name: None,
        place_name: None,
        observed_at: at(0),
        freshness: Freshness::Fresh,
        watch: None,
    }
}
