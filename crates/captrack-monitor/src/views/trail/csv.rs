//! A trail as a table.

use captrack_contract::{Trail, TrailPlace};

use crate::shared::csv;

const COLUMNS: [&str; 18] = [
    "at",
    "before",
    "about",
    "kind",
    "hull_key",
    "type_name",
    "pilot_id",
    "pilot_name",
    "from_system_id",
    "from_system_name",
    "from_place_name",
    "to_system_id",
    "to_system_name",
    "to_place_name",
    "gates",
    "light_years",
    "how",
    "text",
];

/// A line an entry, oldest first, under the columns' names.
pub fn csv_of(trail: &Trail) -> String {
    fn or_empty<T: ToString>(value: Option<T>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    let place = |place: &Option<TrailPlace>| {
        let place = place.as_ref();
        [
            or_empty(place.and_then(|place| place.system_id)),
            or_empty(place.and_then(|place| place.system_name.as_deref())),
            or_empty(place.and_then(|place| place.place_name.as_deref())),
        ]
    };
    let mut text = csv::row(COLUMNS);
    for entry in &trail.entries {
        let [from_id, from_system, from_place] = place(&entry.from);
        let [to_id, to_system, to_place] = place(&entry.to);
        let fields: [String; COLUMNS.len()] = [
            entry.at.to_string(),
            or_empty(entry.before),
            entry.about.name().to_owned(),
            entry.kind.clone(),
            or_empty(entry.hull_key),
            or_empty(entry.type_name.as_deref()),
            or_empty(entry.pilot_id),
            or_empty(entry.pilot_name.as_deref()),
            from_id,
            from_system,
            from_place,
            to_id,
            to_system,
            to_place,
            or_empty(entry.gates),
            or_empty(entry.light_years),
            or_empty(entry.how.as_deref()),
            entry.text.clone(),
        ];
        text.push_str(&csv::row(fields.iter().map(String::as_str)));
    }
    text
}
