//! Tables of any size, whole and damaged.

use std::collections::BTreeSet;

use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::place::Place;
use captrack_domain::roster::{InvalidRows, Roster};
use captrack_testing::cases;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::capitals::Body;
use super::{parse, roster};
use crate::asked::Asked;

const TABLES: [&str; 7] = ["hulls", "characters", "mains", "corporations", "alliances", "types", "places"];

fn asked() -> BTreeSet<GroupId> {
    BTreeSet::from([GroupId(30)])
}

fn read(body: &Value) -> Option<Roster> {
    let body: Body = parse(Asked::Capitals, body.to_string().as_bytes()).ok()?;
    roster::roster(body, &asked())
}

/// Rows as columns.
fn table(names: &[&str], rows: &[Vec<Value>]) -> Value {
    let column = |at: usize| rows.iter().map(|row| row[at].clone()).collect::<Value>();
    names
        .iter()
        .enumerate()
        .map(|(at, name)| ((*name).to_owned(), column(at)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A hull: item id, index of its owner, of its type and of its place, flown, asset safety.
type Row = (Option<i64>, usize, usize, Option<usize>, Option<bool>, bool);

const TIME: &str = "2026-11-05T17:00:00Z";
const SITES: [(i64, &str, Option<i64>); 5] = [
    (30_004_759, "space", Some(30_004_759)),
    (60_003_760, "station", Some(30_000_142)),
    (1_035_466_617_946, "structure", Some(30_004_759)),
    (1_035_466_617_999, "structure", None),
    (2004, "asset_safety", None),
];

fn body(pilots: usize, hulls: &[Row]) -> Value {
    let id = |pilot: usize| 2_112_000_001 + pilot as i64;
    let of_hull = |(item, pilot, kind, place, flown, safe): &Row| {
        let place = place.map(|place| SITES[place].0);
        vec![
            json!(item),
            json!(id(pilot % pilots)),
            json!(11_567 + kind),
            json!(1),
            json!(true),
            json!(flown),
            json!(TIME),
            json!(place),
            json!(place.map(|_| TIME)),
            json!(safe),
        ]
    };
    let of_pilot = |pilot: usize| {
        vec![
            json!(id(pilot)),
            json!("Pilot"),
            json!(98_000_001),
            json!(null),
            json!(id(0)),
            json!(true),
            json!(TIME),
            json!(null),
        ]
    };
    let place = |(id, site, system): (i64, &str, Option<i64>)| {
        vec![json!(id), json!("Name"), json!(site), json!(system), json!(null)]
    };
    json!({
        "version": 1,
        "groups": [30],
        "hulls": table(
            &["item_id", "character_id", "type_id", "quantity", "singleton", "flown", "observed_at", "location_id",
              "location_observed_at", "asset_safety"],
            &hulls.iter().map(of_hull).collect::<Vec<_>>(),
        ),
        "characters": table(
            &["character_id", "name", "corporation_id", "alliance_id", "main_id", "owned", "assets_observed_at",
              "location_observed_at"],
            &(0..pilots).map(of_pilot).collect::<Vec<_>>(),
        ),
        "mains": table(&["id", "name"], &[vec![json!(id(0)), json!("Pilot")]]),
        "corporations": table(&["id", "name"], &[vec![json!(98_000_001), json!(null)]]),
        "alliances": table(&["id", "name"], &[vec![json!(99_000_001), json!("Alliance")]]),
        "types": table(
            &["type_id", "name", "group_id"],
            &(0..3).map(|kind| vec![json!(11_567 + kind), json!("Type"), json!(30)]).collect::<Vec<_>>(),
        ),
        "places": table(&["location_id", "name", "site", "system_id", "region_id"], &SITES.map(place)),
    })
}

fn rows() -> impl Strategy<Value = (usize, Vec<Row>)> {
    let row = (
        option::of(1..i64::MAX),
        0..50_usize,
        0..3_usize,
        option::of(0..5_usize),
        option::of(any::<bool>()),
        any::<bool>(),
    );
    (1..50_usize, vec(row, 0..60))
}

proptest! {
    #![proptest_config(cases!(256, "roster"))]

    #[test]
    fn every_row_of_whole_tables_becomes_a_hull((pilots, rows) in rows()) {
        let roster = read(&body(pilots, &rows)).unwrap();
        prop_assert_eq!(roster.pilots.len(), pilots);
        prop_assert_eq!(roster.hulls.len(), rows.len());
        for (hull, (item, _, kind, place, flown, safe)) in roster.hulls.iter().zip(rows) {
            prop_assert_eq!(hull.key.item().map(|item| item.0), item);
            prop_assert_eq!(hull.type_id.0, 11_567 + kind as i64);
            prop_assert_eq!(hull.flown, flown);
            prop_assert_eq!(hull.place.is_known(), place.is_some() || safe);
            let system = place.and_then(|place| SITES[place].2);
            prop_assert_eq!(hull.place.system.map(|system| system.0), system);
        }
    }

    #[test]
    fn a_table_with_a_column_that_lacks_a_row_or_has_one_too_many_counts_for_nothing(
        (pilots, rows) in rows(),
        which in 0..TABLES.len(),
        column in any::<prop::sample::Index>(),
        longer in any::<bool>(),
    ) {
        let mut body = body(pilots, &rows);
        let table = body[TABLES[which]].as_object_mut().unwrap();
        let name = table.keys().nth(column.index(table.len())).unwrap().clone();
        let values = table[&name].as_array_mut().unwrap();
        if longer || values.is_empty() {
            values.push(values.first().cloned().unwrap_or(json!(1)));
        } else {
            values.pop();
        }
        prop_assert_eq!(read(&body), None);
    }

    #[test]
    fn a_table_without_one_of_its_columns_counts_for_nothing(
        (pilots, rows) in rows(),
        which in 0..TABLES.len(),
        column in any::<prop::sample::Index>(),
    ) {
        let mut body = body(pilots, &rows);
        let table = body[TABLES[which]].as_object_mut().unwrap();
        let name = table.keys().nth(column.index(table.len())).unwrap().clone();
        table.remove(&name);
        prop_assert_eq!(read(&body), None);
    }

    #[test]
    fn an_answer_cut_anywhere_counts_for_nothing((pilots, rows) in rows(), at in any::<prop::sample::Index>()) {
        let text = body(pilots, &rows).to_string();
        let cut = &text[..at.index(text.len())];
        prop_assert!(parse::<Body>(Asked::Capitals, cut.as_bytes()).is_err());
    }
}

fn one_hull() -> Value {
    body(2, &[(Some(1_040_000_000_001), 0, 0, Some(0), Some(true), false)])
}

/// Kara and her wingman, each with a hull.
fn two_hulls() -> Value {
    body(
        2,
        &[
            (Some(1_040_000_000_001), 0, 0, Some(0), Some(true), false),
            (Some(1_040_000_000_002), 1, 1, Some(2), Some(false), false),
        ],
    )
}

const FIRST: PilotId = PilotId(2_112_000_001);

#[test]
fn an_answer_in_which_all_makes_sense_leaves_no_doubt() {
    assert_eq!(read(&two_hulls()).unwrap().doubt, InvalidRows::default());
}

#[test]
fn a_hull_of_which_it_is_not_known_what_or_whose_it_is_is_left_out_alone() {
    for (column, value, whose) in [
        ("character_id", json!(7), Some(PilotId(7))),
        ("character_id", json!(null), None),
        ("character_id", json!("2112000001"), None),
        ("type_id", json!(587), Some(FIRST)),
        ("type_id", json!(1.5), Some(FIRST)),
        ("item_id", json!("1"), Some(FIRST)),
        ("item_id", json!(1e300), Some(FIRST)),
        ("item_id", json!(-1), Some(FIRST)),
        ("item_id", json!({"id": [1]}), Some(FIRST)),
    ] {
        let mut body = two_hulls();
        body["hulls"][column][0] = value.clone();
        let roster = read(&body).unwrap();
        let items: Vec<_> = roster.hulls.iter().filter_map(|hull| hull.key.item()).map(|item| item.0).collect();
        assert_eq!(items, [1_040_000_000_002], "{column} {value}");
        let pilots = whose.into_iter().collect();
        assert_eq!(roster.doubt, InvalidRows { rows: 1, pilots, everybody: whose.is_none() }, "{column} {value}");
        assert_eq!(roster.pilots.len(), 2);
    }
}

#[test]
fn of_a_value_that_makes_no_sense_nothing_is_known_and_the_hull_stays() {
    for (column, value) in [
        ("observed_at", json!("yesterday")),
        ("observed_at", json!("2026-11-05T17:00:00")),
        ("observed_at", json!("9999-12-31T23:59:59Z")),
        ("location_observed_at", json!("0001-01-01T00:00:00Z")),
        ("location_id", json!(60_000_001)),
        ("location_id", json!("here")),
        ("asset_safety", json!(null)),
        ("flown", json!(1)),
    ] {
        let mut body = two_hulls();
        body["hulls"][column][0] = value.clone();
        let roster = read(&body).unwrap();
        assert_eq!((roster.hulls.len(), roster.doubt.rows), (2, 1), "{column} {value}");
        let hull = roster.hulls[0];
        match column {
            "observed_at" => assert_eq!(hull.seen_at, None),
            "location_observed_at" => assert_eq!(hull.place_at, None),
            "location_id" => assert_eq!((hull.place, hull.place_at), (Place::UNKNOWN, None)),
            "flown" => assert_eq!(hull.flown, None),
            _ => {}
        }
        // Whether another of the pilot's hulls is flown is not known either.
        assert_eq!(roster.doubt.concerns(FIRST), column == "flown", "{column} {value}");
    }
}

#[test]
fn a_pilot_who_is_told_twice_or_has_no_number_is_left_out_and_the_others_are_not() {
    let mut twice = two_hulls();
    twice["characters"]["character_id"][1] = json!(FIRST.0);
    let roster = read(&twice).unwrap();
    assert_eq!((roster.pilots.len(), roster.hulls.len()), (0, 0));
    assert!(roster.doubt.concerns(FIRST) && roster.doubt.concerns(PilotId(FIRST.0 + 1)));

    let mut nameless = two_hulls();
    nameless["characters"]["character_id"][0] = json!(null);
    let roster = read(&nameless).unwrap();
    assert_eq!((roster.pilots.len(), roster.hulls.len(), roster.doubt.everybody), (1, 1, true));

    let mut corporation = two_hulls();
    corporation["characters"]["corporation_id"][0] = json!("none");
    let roster = read(&corporation).unwrap();
    assert_eq!((roster.pilots.len(), roster.hulls.len(), roster.doubt.everybody), (1, 1, false));
    assert!(roster.doubt.concerns(FIRST));
}

#[test]
fn of_a_pilot_with_an_odd_value_the_rest_counts() {
    for (column, value) in [
        ("name", json!(null)),
        ("main_id", json!("me")),
        ("owned", json!(1)),
        ("alliance_id", json!(true)),
        ("assets_observed_at", json!("9999-12-30T22:00:00Z")),
        ("location_observed_at", json!(5)),
    ] {
        let mut body = two_hulls();
        body["characters"][column][0] = value;
        let roster = read(&body).unwrap();
        assert_eq!((roster.pilots.len(), roster.hulls.len(), roster.doubt.rows), (2, 2, 1), "{column}");
        assert!(!roster.doubt.concerns(FIRST), "{column}");
        assert!(roster.pilots[0].owned, "{column}");
    }
}

proptest! {
    #![proptest_config(cases!(256, "roster-odd"))]

    #[test]
    fn whatever_stands_in_one_place_of_a_table_costs_at_most_what_hangs_on_it(
        which in 0..TABLES.len(),
        column in any::<prop::sample::Index>(),
        row in any::<prop::sample::Index>(),
        value in prop::sample::select(vec![
            json!(null), json!(true), json!(-1), json!(1.5), json!(1e300), json!("odd"), json!([1]), json!({"a": 1}), json!(u64::MAX),
        ]),
    ) {
        let rows: Vec<Row> = (0..20)
            .map(|row| (Some(1_040_000_000_000 + row), row as usize, row as usize % 3, Some(row as usize % 5), Some(false), false))
            .collect();
        let mut body = body(20, &rows);
        let table = body[TABLES[which]].as_object_mut().unwrap();
        let name = table.keys().nth(column.index(table.len())).unwrap().clone();
        let values = table[&name].as_array_mut().unwrap();
        let at = row.index(values.len());
        values[at] = value;
        let roster = read(&body).unwrap();
        prop_assert!(roster.pilots.len() >= 19, "{}.{name}", TABLES[which]);
        // A type is that of seven hulls.
        prop_assert!(roster.hulls.len() >= 13, "{}.{name}", TABLES[which]);
        prop_assert!(roster.hulls.len() == 20 || roster.doubt.rows >= 1);
    }
}

#[test]
fn tables_and_columns_of_tomorrow_are_left_alone() {
    let mut body = one_hull();
    body["fittings"] = json!({ "item_id": [1, 2] });
    body["hulls"]["fuel"] = json!([1, 2, 3]);
    assert!(read(&body).is_some());
}

#[test]
fn a_site_with_a_new_word_is_known_by_its_id() {
    use captrack_domain::ids::{LocationId, SystemId};
    use captrack_domain::place::Site;

    for (id, site) in [
        (30_004_759, Site::Space),
        (60_003_760, Site::Station(LocationId(60_003_760))),
        (1_035_466_617_946_i64, Site::Structure(LocationId(1_035_466_617_946))),
        (2004, Site::AssetSafety),
        (77, Site::Unknown),
    ] {
        let mut body = one_hull();
        body["places"]["location_id"][0] = json!(id);
        body["places"]["site"][0] = json!("moonbase");
        body["places"]["system_id"][0] = json!(null);
        body["hulls"]["location_id"][0] = json!(id);
        // Of two rows of a place the last one counts: take the other away.
        for column in ["location_id", "name", "site", "system_id", "region_id"] {
            body["places"][column].as_array_mut().unwrap().truncate(1);
        }
        let system = (site == Site::Space).then_some(SystemId(30_004_759));
        assert_eq!(read(&body).unwrap().hulls[0].place, Place { system, site }, "{id}");
    }
}

#[test]
fn a_station_in_the_field_of_a_system_is_not_taken_for_one() {
    let mut body = one_hull();
    body["places"]["system_id"][0] = json!(60_003_760);
    assert_eq!(read(&body).unwrap().hulls[0].place.system.map(|system| system.0), Some(30_004_759));
}

#[test]
fn an_item_that_is_told_twice_is_there_once_and_its_pilot_is_in_doubt() {
    let row: Row = (Some(1_040_000_000_001), 0, 0, Some(0), Some(false), false);
    let roster = read(&body(2, &[row, (row.0, 1, 1, Some(1), Some(true), false)])).unwrap();
    assert_eq!(roster.hulls.iter().map(|hull| hull.pilot.0).collect::<Vec<_>>(), [2_112_000_001]);
    assert!(roster.doubt.concerns(PilotId(2_112_000_002)), "{:?}", roster.doubt);
}

#[test]
fn a_number_that_cannot_be_a_mains_is_none() {
    let mut body = one_hull();
    for nobody in [0, -1, i64::MIN] {
        body["characters"]["main_id"][0] = json!(nobody);
        let roster = read(&body).unwrap();
        assert_eq!((roster.pilots[0].main, roster.doubt.rows), (None, 1), "{nobody}");
    }
}

#[test]
fn thirty_thousand_hulls_are_read_and_none_is_lost() {
    let rows: Vec<Row> =
        (0..30_000).map(|row| (Some(1_040_000_000_000 + row), row as usize, 0, Some(0), Some(false), false)).collect();
    let roster = read(&body(5_000, &rows)).unwrap();
    assert_eq!((roster.hulls.len(), roster.pilots.len()), (30_000, 5_000));
}
