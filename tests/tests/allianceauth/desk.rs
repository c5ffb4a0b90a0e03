//! What the program's snapshot says, hull by hull, in the words of what was expected.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::program::{Ended, Program};
use crate::server::Expected;

/// Jump freighters and freighters: ignored unless the rules say otherwise.
const IGNORED: [i64; 2] = [902, 513];

/// A hull, as told or as expected.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Hull {
    pub hull_key: String,
    pub type_id: i64,
    pub type_name: String,
    pub pilot_id: i64,
    pub pilot_name: String,
    pub system_id: Option<i64>,
    pub region_id: Option<i64>,
    pub place_name: Option<String>,
    pub flown: bool,
    pub observed_at: Timestamp,
    pub level: String,
    #[serde(skip)]
    pub main: (i64, String),
}

/// Hulls by key.
pub type Hulls = BTreeMap<String, Hull>;

/// What stands in a snapshot.
pub fn told(snapshot: &Value) -> Hulls {
    let mut hulls = Hulls::new();
    for main in snapshot["mains"].as_array().unwrap() {
        for told in main["hulls"].as_array().unwrap() {
            let mut hull: Hull = serde_json::from_value(told.clone()).unwrap();
            hull.main = (main["main_id"].as_i64().unwrap(), main["main_name"].as_str().unwrap().to_owned());
            assert!(hulls.insert(hull.hull_key.clone(), hull).is_none(), "a hull stands twice: {told}");
        }
    }
    hulls
}

/// What must stand there of these, by the default rules.
pub fn expected(rows: &[Expected]) -> Hulls {
    let mut numbers: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    for row in rows {
        *numbers.entry((main_of(row).0, row.group_id)).or_default() += if row.singleton { 1 } else { row.quantity };
    }
    let shown = rows.iter().filter(|row| !IGNORED.contains(&row.group_id));
    let hull = |row: &Expected| {
        let key = match row.item_id {
            Some(item) => format!("item/{item}"),
            None => format!("pilot/{}/{}", row.character_id, row.type_id),
        };
        let place_name = match row.site.as_str() {
            _ if row.asset_safety => Some("Asset safety".to_owned()),
            "space" => Some("In space".to_owned()),
            _ => row.location_name.clone(),
        };
        let level = match row.group_id {
            // What is packaged cannot jump.
            30 | 659 if row.singleton => "critical",
            485 | 4594 | 547 | 5120 | 1538 if numbers[&(main_of(row).0, row.group_id)] >= 5 => "alerting",
            _ => "informational",
        };
        let seen = row.location_observed_at.as_ref().or(row.observed_at.as_ref());
        let hull = Hull {
            hull_key: key.clone(),
            type_id: row.type_id,
            type_name: named(row),
            pilot_id: row.character_id,
            pilot_name: row.character_name.clone(),
            system_id: row.system_id,
            region_id: row.region_id,
            place_name,
            flown: row.flown == Some(true),
            observed_at: seen.map_or(Timestamp::UNIX_EPOCH, |at| at.parse().unwrap()),
            level: level.to_owned(),
            main: main_of(row),
        };
        (key, hull)
    };
    shown.map(hull).collect()
}

/// What its type is called; of packaged ones with their number.
fn named(row: &Expected) -> String {
    let name = &row.type_name;
    match (row.singleton, row.quantity) {
        (true, _) => name.clone(),
        (false, 1) => format!("{name} (packaged)"),
        (false, n) => format!("{name} ×{n} (packaged)"),
    }
}

fn main_of(row: &Expected) -> (i64, String) {
    match (row.main_id, &row.main_name) {
        (Some(id), Some(name)) => (id, name.clone()),
        _ => (row.character_id, row.character_name.clone()),
    }
}

/// Connects the program with a token, as a person without a browser does.
pub fn connect(program: &Program, url: &str, token: &str) -> Ended {
    let ended = program.run_with_input(&["connect", url, "--stdin"], &format!("{token}\n"));
    assert!(!format!("{ended:?}").contains(token), "the token is told");
    ended
}

/// Why AllianceAuth does not answer as it should, after it was asked again.
pub fn trouble_after_check(program: &Program) -> Option<String> {
    let check = program.run(&["check"]);
    assert!([0, 10, 20, 30].contains(&check.code), "{check:?}");
    program.snapshot()["allianceauth"]["last_error"].as_str().map(str::to_owned)
}
