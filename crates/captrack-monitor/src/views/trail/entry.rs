//! One entry of a trail, in names and words.

use crate::views::trail::activity_kind::kind_text;
use captrack_contract::{TrailEntry, TrailPlace, TrailSubject};
use captrack_domain::activity::Activity;
use captrack_domain::ids::PilotId;
use captrack_domain::movement::{
    HullMove, HullMovement, PilotMovement, Route, SourceGap, hull_text, pilot_text, time_text,
};
use captrack_domain::place::Place;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text, author};
use captrack_text::english;
use jiff::Timestamp;

use crate::judge::labels::{pilot_label, type_label};
use crate::judge::movement_labels::{MovementLabels, system_text};
use crate::state::State;

/// Words for movements as of now.
pub struct TrailWording<'a> {
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

impl TrailWording<'_> {
    const fn labels(&self) -> MovementLabels<'_> {
        MovementLabels { state: self.state }
    }

    pub fn hull(&self, movement: &HullMovement) -> TrailEntry {
        let way = match movement.what {
            HullMove::Moved(way) => way,
            _ => Route::UNKNOWN,
        };
        let ship = type_label(self.state, movement.type_id).into_owned();
        let pilot = pilot_label(self.state, movement.pilot).into_owned();
        let what = hull_text(movement, &self.labels());
        let text = self.moved(&ship, &pilot, what, movement.before, movement.at);
        TrailEntry {
            before: movement.before,
            at: movement.at,
            about: TrailSubject::Hull,
            kind: movement.what.name().to_owned(),
            hull_key: Some(movement.key),
            type_id: Some(movement.type_id),
            type_name: Some(ship),
            pilot_id: Some(movement.pilot),
            pilot_name: Some(pilot),
            from: movement.from.map(|place| self.trail_place(&place)),
            to: Some(self.trail_place(&movement.to)),
            gates: way.gates,
            light_years: way.light_years.map(rounded),
            how: way.how.map(|how| how.name().to_owned()),
            text: english(&text),
            words: Some(text),
        }
    }

    pub fn pilot(&self, movement: &PilotMovement) -> TrailEntry {
        let ship = type_label(self.state, movement.type_id).into_owned();
        let pilot = pilot_label(self.state, movement.pilot).into_owned();
        let text = self.moved(&ship, &pilot, pilot_text(movement, &self.labels()), movement.before, movement.at);
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
            text: english(&text),
            words: Some(text),
        }
    }

    /// A time in which the source of a trail was silent.
    pub fn gap(&self, gap: SourceGap) -> TrailEntry {
        let source = gap.source.name();
        let at = gap.until.unwrap_or(self.now);
        let when = time_text(Some(gap.from), at, self.now);
        let text = match gap.until {
            Some(_) => text!("trail-no-data", source = source, when = when),
            None => text!("trail-no-data-until-now", source = source, when = when),
        };
        TrailEntry { before: Some(gap.from), ..about_nothing(at, TrailSubject::Source, "no_data", text) }
    }

    /// A line of the activity log.
    pub fn activity(&self, line: &Activity) -> TrailEntry {
        let Activity { at, by, kind, subject, old, new, texts } = line;
        // What is kept as words stands as it is.
        let said = |words: &str| Argument::Said(words.to_owned());
        let phrase = |words: &Option<String>, text: &Option<Text>| {
            let worded = words.as_deref().map(said);
            text.clone().map(Argument::from).or(worded)
        };
        let what = match (phrase(old, &texts.old), phrase(new, &texts.new)) {
            (Some(old), Some(new)) => Some(text!("trail-became", old = old, new = new).into()),
            (None, Some(new)) => Some(new),
            (Some(old), None) => Some(text!("trail-was", old = old).into()),
            (None, None) => None,
        };
        let (by, when) = (author(by), time_text(Some(*at), *at, self.now));
        let (subject, happened) = (subject.as_str(), kind_text(*kind));
        let text = match what {
            Some(what) => {
                text!("trail-activity-what", subject = subject, kind = happened, what = what, by = by, when = when)
            }
            None => text!("trail-activity", subject = subject, kind = happened, by = by, when = when),
        };
        about_nothing(*at, TrailSubject::Activity, kind.name(), text)
    }

    fn moved(&self, ship: &str, pilot: &str, what: Text, before: Option<Timestamp>, at: Timestamp) -> Text {
        text!("trail-move", ship = ship, pilot = pilot, what = what, when = time_text(before, at, self.now))
    }

    fn trail_place(&self, place: &Place) -> TrailPlace {
        TrailPlace {
            system_id: place.system,
            system_name: place.system.map(|system| english(&system_text(system))),
            place_name: self.labels().site(place),
        }
    }
}

fn about_nothing(at: Timestamp, about: TrailSubject, kind: &str, text: Text) -> TrailEntry {
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
        text: english(&text),
        words: Some(text),
    }
}

/// Four digits: a map's positions are no better in use.
fn rounded(light_years: f64) -> f64 {
    (light_years * 10_000.0).round() / 10_000.0
}
