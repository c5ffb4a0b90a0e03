//! Who is snoozed, and until when. Pure.

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::text;
use captrack_ports::SnoozedPilot;
use serde_json::{Value, json};

use crate::hull_text::named;
use crate::limits::{FIELD_VALUE, units};
use crate::list::list;
use crate::said::said;

/// The longest name of a pilot that is shown.
const PILOT: usize = 120;
/// With less room than this nobody is named.
const LEAST_ROOM: usize = 200;

/// `**Mira Voss** until <t:1795363200:f>`.
pub(crate) fn who_until(snoozed: &SnoozedPilot) -> String {
    let name = named(&snoozed.name, PILOT, || text!("pilot-unnamed", id = snoozed.pilot.0));
    let pilot = format!("**{name}**");
    said(&match snoozed.until {
        Some(until) => text!("snoozed-pilot-until", pilot = pilot, time = format!("<t:{}:f>", until.as_second())),
        None => text!("snoozed-pilot", pilot = pilot),
    })
}

/// A field under what is said of a main, of at most `room` characters, name included. A channel for what alerts is told of nobody who would be
/// critical: fewer people may read of them. `None`: it has nobody to name, or no room.
pub(crate) fn field(snoozed: &[SnoozedPilot], level: AlertLevel, room: usize) -> Option<Value> {
    let lines: Vec<String> = snoozed.iter().filter(|pilot| level <= pilot.level).map(who_until).collect();
    if lines.is_empty() || room < LEAST_ROOM {
        return None;
    }
    let name = said(&text!("snoozed"));
    let value = list(&lines, FIELD_VALUE.min(room.saturating_sub(units(&name))));
    Some(json!({ "name": name, "value": value, "inline": false }))
}

/// What such a field takes of a message's characters.
pub(crate) fn units_of(field: &Value) -> usize {
    units(field["name"].as_str().unwrap_or_default()) + units(field["value"].as_str().unwrap_or_default())
}
