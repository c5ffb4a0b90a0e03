//! What an AllianceAuth does on a bad day, each by itself. Nothing of it happens unless it is switched on.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What goes wrong. The bridge answers all the same, and marks its answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is switched by itself")]
pub struct AuthUnkindness {
    /// Everybody is a guest: nobody has a main or an owner.
    pub mains_lost: bool,
    /// More than a fifth of the pilots is not named.
    pub lacks_pilots: bool,
    /// Rows that make no sense stand among those that do.
    pub odd_rows: bool,
    /// No hull says of which type it is.
    pub odd_hulls: bool,
    /// Times lie at the ends of time.
    pub ends_of_time: bool,
    /// Answers are larger than anybody takes.
    pub huge: bool,
}

/// A time that Python has and others have not.
const LAST: &str = "9999-12-31T23:59:59Z";
const FIRST: &str = "1-01-01T00:00:00Z";

impl AuthUnkindness {
    /// Spoils an answer to a question about something.
    pub(super) fn spoil(self, what: &str, body: &mut Value) {
        self.falsify(what, body);
        self.swell(what, body);
    }

    /// Puts into it what is not so.
    pub(super) fn falsify(self, what: &str, body: &mut Value) {
        if what == "capitals" {
            if self.lacks_pilots {
                lack_pilots(body);
            }
            if self.mains_lost {
                fill(&mut body["characters"]["main_id"], &Value::Null);
                fill(&mut body["characters"]["owned"], &json!(false));
            }
            if self.odd_hulls {
                fill(&mut body["hulls"]["type_id"], &json!({ "odd": ["type_id"] }));
            }
        }
        if self.odd_rows {
            odd_rows(what, body);
        }
        if self.ends_of_time {
            ends_of_time(what, body);
        }
    }

    /// Makes it larger than anybody takes.
    pub(super) fn swell(self, what: &str, body: &mut Value) {
        if self.huge {
            match what {
                "capitals" => body["hulls"]["item_id"] = json!(vec![0; 500_001]),
                "snoozes" | "acknowledgements" => body["padding"] = json!("x".repeat(9 << 20)),
                _ => body["padding"] = json!("x".repeat(300 << 10)),
            }
        }
    }
}

fn fill(column: &mut Value, with: &Value) {
    for value in column.as_array_mut().into_iter().flatten() {
        *value = with.clone();
    }
}

/// Of the characters only the first two thirds stay, and of the hulls theirs.
fn lack_pilots(body: &mut Value) {
    let ids = body["characters"]["character_id"].as_array().cloned().unwrap_or_default();
    let named = &ids[..ids.len() - ids.len().div_ceil(3)];
    for (table, column) in [("characters", "character_id"), ("hulls", "character_id")] {
        let owners = body[table][column].as_array().cloned().unwrap_or_default();
        let stays: Vec<bool> = owners.iter().map(|owner| named.contains(owner)).collect();
        for column in body[table].as_object_mut().into_iter().flatten().map(|(_, column)| column) {
            let mut stays = stays.iter();
            if let Some(values) = column.as_array_mut() {
                values.retain(|_| stays.next().is_some_and(|stays| *stays));
            }
        }
    }
}

fn odd_rows(what: &str, body: &mut Value) {
    match what {
        "capitals" => {
            let owner = body["characters"]["character_id"][0].clone();
            for (name, column) in body["hulls"].as_object_mut().into_iter().flatten() {
                let value = if name == "character_id" { owner.clone() } else { json!({"odd": [name]}) };
                column.as_array_mut().into_iter().for_each(|values| values.push(value.clone()));
            }
        }
        "snoozes" | "acknowledgements" => {
            for row in [json!(null), json!({"pilot_id": "odd", "state": 7}), json!([1, 2, 3])] {
                body[what].as_array_mut().into_iter().for_each(|rows| rows.insert(0, row.clone()));
            }
        }
        _ => {}
    }
}

fn ends_of_time(what: &str, body: &mut Value) {
    match what {
        "capitals" => {
            for (table, column, time) in [
                ("characters", "assets_observed_at", LAST),
                ("characters", "location_observed_at", FIRST),
                ("hulls", "observed_at", LAST),
                ("hulls", "location_observed_at", FIRST),
            ] {
                fill(&mut body[table][column], &json!(time));
            }
        }
        "snoozes" | "acknowledgements" => {
            for row in body[what].as_array_mut().into_iter().flatten() {
                row["decided_at"] = json!(LAST);
            }
        }
        "whoami" => {
            body["server"]["time"] = json!("9999-12-30T22:00:00Z");
            body["token"]["expires_at"] = json!(LAST);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capitals() -> Value {
        json!({
            "characters": { "character_id": [1, 2, 3], "main_id": [1, 1, 1], "owned": [true, true, true] },
            "hulls": { "item_id": [7, 8, 9], "character_id": [3, 1, 3] },
        })
    }

    #[test]
    fn nothing_is_spoilt_unless_it_is_switched_on() {
        let mut body = capitals();
        AuthUnkindness::default().spoil("capitals", &mut body);
        assert_eq!(body, capitals());
    }

    #[test]
    fn whom_it_lacks_it_lacks_with_their_hulls() {
        let mut body = capitals();
        AuthUnkindness { lacks_pilots: true, mains_lost: true, ..AuthUnkindness::default() }
            .spoil("capitals", &mut body);
        let characters = json!({ "character_id": [1, 2], "main_id": [null, null], "owned": [false, false] });
        assert_eq!(body, json!({ "characters": characters, "hulls": { "item_id": [8], "character_id": [1] } }));
    }

    #[test]
    fn columns_stay_equally_long_with_an_odd_row() {
        let mut body = capitals();
        AuthUnkindness { odd_rows: true, ..AuthUnkindness::default() }.spoil("capitals", &mut body);
        assert_eq!(body["hulls"], json!({ "item_id": [7, 8, 9, {"odd": ["item_id"]}], "character_id": [3, 1, 3, 1] }));
    }
}
