//! Since when cards and rows alert, what is new, and the order that follows.

use captrack_contract::{CardHead, GroupBy};
use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::alert::{AlertId, AlertState};
use captrack_domain::hull::HullKey;
use captrack_domain::place::Place;
use captrack_testing::data;

use super::*;
use crate::shared::troubles::Health;
use crate::test_state::{AVATAR, DELVE, JITA, KARA, MIRA, at, hull, key, watching};

const ZOE: PilotId = PilotId(2_112_000_003);

fn cards(state: &State, group_by: GroupBy) -> Vec<CardHead> {
    let query = BoardQuery { group_by, ..BoardQuery::default() };
    board(state, &query, status(state, &HostStatus::default(), &Ok(0), &Health::default(), at(0)), at(0)).cards
}

fn names(state: &State) -> Vec<String> {
    cards(state, GroupBy::Main).into_iter().map(|card| card.name).collect()
}

fn new_rows(state: &State, main: PilotId) -> Vec<bool> {
    let range = RowRange { card: captrack_contract::CardKey::Main(main), from: 0, to: 9 };
    rows(state, &BoardQuery::default(), &[range], at(0)).remove(0).rows.iter().map(|row| row.new).collect()
}

/// Kara, Mira and Zoe with a titan each in Jita, and Kara with a second one in Delve; they alert since these seconds.
fn titans(since: [i64; 4]) -> State {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace"), (ZOE, "Zoe Reyes")])
        .with_hull(hull(1, KARA, AVATAR, Place::space(JITA)))
        .with_hull(hull(2, MIRA, AVATAR, Place::space(JITA)))
        .with_hull(hull(3, ZOE, AVATAR, Place::space(JITA)))
        .with_hull(hull(4, KARA, AVATAR, Place::space(DELVE)))
        .judged(at(0));
    for ((n, main), second) in (1..).zip([KARA, MIRA, ZOE, KARA]).zip(since) {
        let id = AlertId::Hull(key(n));
        state.alerts.insert(id, data::alert(id, main, &[key(n)], at(second)));
    }
    state
}

fn acknowledge(state: &mut State, main: PilotId, hulls: impl IntoIterator<Item = HullKey>) {
    let by = "this desk".to_owned();
    let seen = Acknowledgement { main, at: at(0), by, why: None, hulls: hulls.into_iter().collect() };
    state.acknowledgements.0.insert(main, seen);
}

#[test]
fn the_newest_alert_comes_first_and_what_alerts_equally_long_by_name() {
    let state = titans([-900, -60, -900, -900]);
    assert_eq!(names(&state), ["Mira Solace", "Kara Volkov", "Zoe Reyes"]);
    let cards = cards(&titans([-900, -700, -800, -30]), GroupBy::Main);
    assert_eq!((cards[0].name.as_str(), cards[0].since), ("Kara Volkov", Some(at(-30))), "its newest ship counts");
}

#[test]
fn what_is_acknowledged_stands_below_what_is_not() {
    let mut state = titans([-60, -900, -800, -60]);
    acknowledge(&mut state, KARA, [key(1), key(4)]);
    assert_eq!(names(&state), ["Zoe Reyes", "Mira Solace", "Kara Volkov"]);
    assert!(cards(&state, GroupBy::Main)[2].all_acknowledged);
    acknowledge(&mut state, KARA, [key(1)]);
    assert_eq!(names(&state)[0], "Kara Volkov", "one of hers is not");
}

#[test]
fn a_place_is_acknowledged_when_all_that_alerts_there_is() {
    let mut state = titans([-60, -60, -60, -60]);
    acknowledge(&mut state, KARA, [key(1), key(4)]);
    let done: Vec<(String, bool)> =
        cards(&state, GroupBy::Region).into_iter().map(|c| (c.name, c.all_acknowledged)).collect();
    assert_eq!(done, [("The Forge".to_owned(), false), ("Delve".to_owned(), true)]);
}

#[test]
fn new_is_what_alerts_since_the_window_was_left_and_nobody_has_acknowledged() {
    let mut state = titans([-900, -60, -60, -60]);
    let new = |state: &State| cards(state, GroupBy::Main).iter().map(|card| card.new).collect::<Vec<_>>();
    assert_eq!(new(&state), [0, 0, 0], "nobody has left it yet");
    state.looked_at = Some(at(-300));
    assert_eq!(new(&state), [1, 1, 1]);
    assert_eq!(new_rows(&state, KARA), [false, true]);
    let before = cards(&state, GroupBy::Main)[0].digest;
    acknowledge(&mut state, KARA, [key(4)]);
    assert_eq!((new(&state), new_rows(&state, KARA)), (vec![0, 1, 1], vec![false, false]));
    assert_ne!(cards(&state, GroupBy::Main)[0].digest, before, "its rows look otherwise");
    state.looked_at = Some(at(0));
    assert_eq!(new(&state), [0, 0, 0]);
}

#[test]
fn what_does_not_alert_has_no_since() {
    let mut state = titans([-900, -60, -60, -60]);
    state.alerts.get_mut(&AlertId::Hull(key(2))).unwrap().state = AlertState::Silenced;
    let mira = cards(&state, GroupBy::Main).into_iter().find(|card| card.name == "Mira Solace").unwrap();
    assert_eq!((mira.since, mira.new), (None, 0));
}
