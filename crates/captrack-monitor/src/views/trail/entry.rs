//! One entry of a trail, in names and words.

use captrack_contract::{TrailEntry, TrailPlace, TrailSubject};
use captrack_domain::activity::Activity;
use captrack_domain::ids::{PilotId, SystemId};
use captrack_domain::movement::{
    HullMove, HullMovement, MovementNames, PilotMovement, Route, SourceGap, hull_words, pilot_words, time_words,
};
use captrack_domain::place::{Place, Site};
use captrack_universe::universe;
use jiff::Timestamp;

use crate::judge::labels::{pilot_label, type_label};
use crate::state::State;

/// Words for movements as of now.
pub struct Wording<'a> {
    pub state: &'a State,
    pub now: Timestamp,
}

/// The pilot from whom a movement took a ship, if it did.
pub const fn former(movement: &HullMovement) -> Option<PilotId> {
    match movement.what {
        HullMove::ChangedPilot { from } => Some(from),
        _ => None,
    }
}

impl Wording<'_> {
    pub fn hull(&self, movement: &HullMovement) -> TrailEntry {
        let way = match movement.what {
            HullMove::Moved(way) => way,
            _ => Route::UNKNOWN,
        };
        TrailEntry {
            before: movement.before,
            at: movement.at,
            about: TrailSubject::Hull,
            kind: movement.what.name().to_owned(),
            hull_key: Some(movement.key),
            type_id: Some(movement.type_id),
            type_name: Some(type_label(self.state, movement.type_id).into_owned()),
            pilot_id: Some(movement.pilot),
            pilot_name: Some(pilot_label(self.state, movement.pilot).into_owned()),
            from: movement.from.map(|place| self.trail_place(&place)),
            to: Some(self.trail_place(&movement.to)),
            gates: way.gates,
            light_years: way.light_years.map(rounded),
            how: way.how.map(|how| how.name().to_owned()),
            text: self.sentence(movement.before, movement.at, &{
                let ship = type_label(self.state, movement.type_id);
                let pilot = pilot_label(self.state, movement.pilot);
                format!("{ship}, {pilot}: {}", hull_words(movement, self))
            }),
        }
    }

    pub fn pilot(&self, movement: &PilotMovement) -> TrailEntry {
        let ship = type_label(self.state, movement.type_id).into_owned();
        let pilot = pilot_label(self.state, movement.pilot).into_owned();
        let what = format!("{ship}, {pilot}: {}", pilot_words(movement, self));
        TrailEntry {
            before: movement.before,
            at: movement.at,
            about: TrailSubject::Pilot,
            kind: movement.what.name().to_owned(),
            hull_key: Some(movement.key),
            type_id: Some(movement.type_id),
            type_name: Some(ship),
            pilot_id: Some(movement.pilot),
            pilot_name: Some(pilot),
            from: None,
            to: Some(self.trail_place(&movement.place)),
            gates: None,
            light_years: None,
            how: None,
            text: self.sentence(movement.before, movement.at, &what),
        }
    }

    /// A time in which the source of a trail was silent.
    pub fn gap(&self, gap: SourceGap) -> TrailEntry {
        let source = gap.source.name();
        let what = match gap.until {
            Some(_) => format!("No data from {source}"),
            None => format!("No data from {source} until now"),
        };
        let at = gap.until.unwrap_or(self.now);
        let text = self.sentence(Some(gap.from), at, &what);
        TrailEntry { before: Some(gap.from), text, ..about_nothing(at, TrailSubject::Source, "no_data") }
    }

    /// A line of the activity log.
    pub fn activity(&self, line: &Activity) -> TrailEntry {
        let Activity { at, by, kind, subject, old, new } = line;
        let what = match (old, new) {
            (Some(old), Some(new)) => format!("{old} → {new}"),
            (None, Some(new)) => new.clone(),
            (Some(old), None) => format!("was {old}"),
            (None, None) => String::new(),
        };
        let by = captrack_domain::words::author(by);
        let kind = kind.name();
        let what = [subject.as_str(), &kind.replace('_', " "), &what].join(": ").trim_end_matches(": ").to_owned();
        let text = self.sentence(Some(*at), *at, &format!("{what}, by {by}"));
        TrailEntry { text, ..about_nothing(*at, TrailSubject::Activity, kind) }
    }

    fn sentence(&self, before: Option<Timestamp>, at: Timestamp, what: &str) -> String {
        format!("{what}, {}", time_words(before, at, self.now))
    }

    fn trail_place(&self, place: &Place) -> TrailPlace {
        TrailPlace {
            system_id: place.system,
            system_name: place.system.map(|system| self.system(system)),
            place_name: self.site(place),
        }
    }

    fn site(&self, place: &Place) -> Option<String> {
        match place.site {
            Site::Space => Some("In space".to_owned()),
            Site::AssetSafety => Some("Asset safety".to_owned()),
            Site::Station(id) => universe().station(id).map(|station| station.name.to_owned()),
            Site::Structure(id) => {
                let known = self.state.structures.get(&id).and_then(|structure| structure.known.as_ref());
                known.map(|(name, _)| name.clone())
            }
            Site::Unknown => None,
        }
    }
}

impl MovementNames for Wording<'_> {
    fn place(&self, place: &Place) -> String {
        let system = place.system.map(|system| self.system(system));
        match (place.site, self.site(place), system) {
            (Site::Space, _, Some(system)) => format!("{system} (in space)"),
            (Site::Station(_) | Site::Structure(_), Some(site), _) => site,
            (Site::Station(_) | Site::Structure(_), None, Some(system)) => {
                format!("{system} (docked, structure not known)")
            }
            (Site::AssetSafety, Some(site), _) => site.to_lowercase(),
            (_, _, Some(system)) => system,
            (Site::Station(_) | Site::Structure(_), None, None) => "an unknown structure".to_owned(),
            _ => "an unknown location".to_owned(),
        }
    }

    fn system(&self, system: SystemId) -> String {
        // One that is newer than the embedded map has a number alone.
        universe().system(system).map_or_else(|| format!("System {system}"), |found| found.name.to_owned())
    }

    fn pilot(&self, pilot: PilotId) -> String {
        pilot_label(self.state, pilot).into_owned()
    }
}

fn about_nothing(at: Timestamp, about: TrailSubject, kind: &str) -> TrailEntry {
    TrailEntry {
        before: None,
        at,
        about,
        kind: kind.to_owned(),
        hull_key: None,
        type_id: None,
        type_name: None,
        pilot_id: None,
        pilot_name: None,
        from: None,
        to: None,
        gates: None,
        light_years: None,
        how: None,
        text: String::new(),
    }
}

/// Four digits: a map's positions are no better in use.
fn rounded(light_years: f64) -> f64 {
    (light_years * 10_000.0).round() / 10_000.0
}
