use std::collections::BTreeMap;

use captrack_contract::{
    AcknowledgementView, BoardAnswer, CardHead, CardKey, CardSnooze, ClassCount, Facet, GroupBy, HullRow, SnoozeView,
    decode, encode,
};
use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::ids::{AllianceId, CorporationId, PilotId, SystemId, TypeId};
use captrack_domain::place::Place;
use captrack_domain::policy::ClassMode;
use captrack_domain::reading::Reading;
use captrack_domain::section::SectionKind;
use captrack_testing::eden::DELVE_REGION;
use captrack_text::{Language, card_reason, sentence};

use super::*;
use crate::shared::troubles::Health;
use crate::test_state::{ARCHON, AVATAR, DELVE, JITA, KARA, MIRA, NYX, at, flown, hull, kara, key, snooze, watching};

const ZOE: PilotId = PilotId(2_112_000_003);
/// A capital whose group nobody knows.
const NEWER: TypeId = TypeId(99_999);

fn query(search: &str) -> BoardQuery {
    BoardQuery { search: search.into(), ..BoardQuery::default() }
}

fn by(group_by: GroupBy) -> BoardQuery {
    BoardQuery { group_by, ..BoardQuery::default() }
}

fn shown(state: &State, query: &BoardQuery) -> Board {
    board(state, query, status(state, &HostStatus::default(), &Ok(0), &Health::default(), at(0)), at(0))
}

fn cards(state: &State) -> Vec<CardHead> {
    shown(state, &BoardQuery::default()).cards
}

fn all_rows(state: &State, query: &BoardQuery, card: CardKey) -> CardRows {
    let mut rows = rows(state, query, &[RowRange { card, from: 0, to: u32::MAX }], at(0));
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

fn keys(rows: &[HullRow]) -> Vec<String> {
    rows.iter().map(|row| row.hull.hull_key.to_string().split_off("item/104000000000".len())).collect()
}

fn names(cards: &[CardHead]) -> Vec<&str> {
    cards.iter().map(|card| card.name.as_str()).collect()
}

/// Kara with two titans, Mira as her alt with a supercarrier, Zoe with a carrier; all of it read just now.
fn alliance() -> State {
    watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace"), (ZOE, "zoe Reyes")])
        .alt(MIRA, KARA)
        .with_hull(hull(1, KARA, AVATAR, Place::space(DELVE)))
        .with_hull(hull(2, KARA, AVATAR, Place::space(JITA)))
        .with_hull(hull(3, MIRA, NYX, Place::space(JITA)))
        .with_hull(hull(4, ZOE, ARCHON, Place::space(JITA)))
        .with_answer(KARA, Reading::Assets(Vec::new()), at(0))
        .with_answer(MIRA, Reading::Assets(Vec::new()), at(0))
        .with_answer(ZOE, Reading::Assets(Vec::new()), at(0))
        .judged(at(0))
}

// Heads.

#[test]
fn a_head_sums_up_its_rows() {
    let state = alliance().with_answer(MIRA, Reading::Assets(Vec::new()), at(-4 * 3600)).judged(at(0));
    let cards = cards(&state);
    assert_eq!(names(&cards), ["Kara Volkov", "zoe Reyes"]);
    let card = &cards[0];
    assert_eq!((card.key, card.level, card.rows, card.stale), (CardKey::Main(KARA), Level::Critical, 3, 1));
    assert_eq!(
        card.classes,
        [
            ClassCount { class: HullClass::Titan, count: 2, alerts: Some(Level::Critical) },
            ClassCount { class: HullClass::Supercarrier, count: 1, alerts: Some(Level::Critical) },
        ]
    );
    assert_eq!(cards[1].classes, [ClassCount { class: HullClass::Carrier, count: 1, alerts: None }]);
    assert_eq!(card.pilots, [KARA, MIRA]);
    assert_eq!((&card.snooze, &card.acknowledged), (&CardSnooze::Nobody, &None));
}

#[test]
fn cards_stand_in_the_order_of_the_parts_then_by_name_whatever_its_case() {
    let pilots = ["zed", "Adam", "bert", "Cora", "Dora", "Enya", "alma"];
    let ids: Vec<(PilotId, &str)> = pilots.iter().zip(1..).map(|(name, n)| (PilotId(n), *name)).collect();
    let mut state = watching(&ids);
    let types = [AVATAR, NYX, AVATAR, ARCHON, NEWER, AVATAR, ARCHON];
    for (n, ((pilot, _), type_id)) in (1..).zip(ids.iter().zip(types)) {
        state = state.with_hull(hull(n, *pilot, type_id, Place::space(JITA)));
    }
    state.snoozes.0.insert(PilotId(6), snooze(PilotId(6), None));
    state.policy.classes.get_mut(&HullClass::Supercarrier).unwrap().mode = ClassMode::Threshold { n: 1 };
    let cards = cards(&state.judged(at(0)));
    let parts: Vec<(Level, &str)> = cards.iter().map(|card| (card.level, card.name.as_str())).collect();
    assert_eq!(
        parts,
        [
            (Level::Critical, "bert"),
            (Level::Critical, "zed"),
            (Level::Alerting, "Adam"),
            (Level::Informational, "alma"),
            (Level::Informational, "Cora"),
            (Level::Snoozed, "Enya"),
            (Level::Unclassified, "Dora"),
        ]
    );
}

#[test]
fn a_card_stands_where_all_of_its_hulls_put_it_also_those_a_search_leaves_out() {
    let found = shown(&alliance(), &query("class:supercarrier -delve"));
    assert_eq!((found.matched, found.cards.len()), (1, 1));
    let card = &found.cards[0];
    assert_eq!((card.name.as_str(), card.level, card.rows), ("Kara Volkov", Level::Critical, 1));
    assert_eq!(card.pilots, [MIRA]);
    assert_eq!(said(card, &found.class_names), "2 titans and 1 supercarrier always alert", "of the whole card");
    assert_eq!(found.counts[&Level::Critical], 3, "of everything");
    let mut state = alliance();
    state.snoozes.0.insert(KARA, snooze(KARA, None));
    let state = state.judged(at(0));
    assert_eq!(shown(&state, &query("pilot:kara")).cards[0].level, Level::Critical, "Mira's supercarrier alerts");
}

#[test]
fn parts_that_the_user_hides_are_left_out_and_still_counted() {
    let mut state = alliance().with_hull(hull(5, MIRA, NEWER, Place::space(JITA))).alt(MIRA, MIRA);
    state.fleet.hulls.remove(&key(3));
    let mut state = state.judged(at(0));
    assert_eq!(names(&cards(&state)), ["Kara Volkov", "zoe Reyes", "Mira Solace"]);
    state.preferences.show_informational = false;
    assert_eq!(names(&cards(&state)), ["Kara Volkov", "Mira Solace"]);
    state.preferences.show_unclassified = false;
    let board = shown(&state, &BoardQuery::default());
    assert_eq!(names(&board.cards), ["Kara Volkov"]);
    assert_eq!((board.counts[&Level::Informational], board.counts[&Level::Unclassified], board.matched), (1, 1, 4));
}

/// Why a card stands where it stands, as the page says it.
fn said(card: &CardHead, names: &BTreeMap<HullClass, String>) -> String {
    sentence(&card_reason(&card.why, names), Language::English)
}

#[test]
fn the_reason_speaks_as_the_user_does() {
    let mut state = alliance();
    state.policy.classes.get_mut(&HullClass::Titan).unwrap().display_name = Some("Big Ones".into());
    state.policy.classes.get_mut(&HullClass::Supercarrier).unwrap().mode = ClassMode::TrackOnly;
    let state = state.judged(at(0));
    let board = shown(&state, &BoardQuery::default());
    assert_eq!(said(&board.cards[0], &board.class_names), "2 Big Ones always alert");
    assert_eq!(board.class_names, [(HullClass::Titan, "Big Ones".to_owned())].into());
    let rows = all_rows(&state, &BoardQuery::default(), CardKey::Main(KARA)).rows;
    assert_eq!(rows[0].hull.why, "Big Ones always alert");
    assert_eq!(shown(&state, &query("\"big ones\"")).matched, 2, "and finds them by that name");
}

// Snoozes and acknowledgements.

#[test]
fn one_snooze_of_all_pilots_is_told_apart_from_some_and_from_several() {
    let mut state = alliance();
    let mut told = |snoozes: &[(PilotId, Option<i64>)]| {
        state.snoozes.0.clear();
        for (pilot, until) in snoozes {
            state.snoozes.0.insert(*pilot, snooze(*pilot, until.map(at)));
        }
        crate::commit::refresh(&mut state, at(0));
        let cards = cards(&state);
        cards.into_iter().find(|card| card.key == CardKey::Main(KARA)).unwrap().snooze
    };
    let view = |until: Option<i64>| SnoozeView { until: until.map(at), by: "this desk".into(), why: None };
    assert_eq!(told(&[(KARA, Some(60)), (MIRA, Some(60))]), CardSnooze::All(view(Some(60))));
    assert_eq!(told(&[(KARA, None), (MIRA, None)]), CardSnooze::All(view(None)));
    assert_eq!(told(&[(KARA, Some(60))]), CardSnooze::Some { pilots: 1, first: view(Some(60)) });
    assert_eq!(
        told(&[(KARA, None), (MIRA, Some(90))]),
        CardSnooze::Some { pilots: 2, first: view(Some(90)) },
        "one without an end never ends first"
    );
    assert_eq!(told(&[(KARA, Some(-1)), (ZOE, None)]), CardSnooze::Nobody, "one is over, one is not of this card");
}

#[test]
fn an_acknowledgement_shows_on_its_main_and_nowhere_else() {
    let mut state = alliance();
    let seen = Acknowledgement {
        main: KARA,
        at: at(-5),
        by: "this desk".into(),
        why: Some("escorted".into()),
        hulls: [key(1)].into(),
    };
    state.acknowledgements.0.insert(KARA, seen);
    let view = AcknowledgementView { at: at(-5), by: "this desk".into(), why: Some("escorted".into()) };
    let cards = cards(&state);
    assert_eq!((&cards[0].acknowledged, &cards[1].acknowledged), (&Some(view), &None));
    let systems = shown(&state, &by(GroupBy::System)).cards;
    assert!(systems.iter().all(|card| card.acknowledged.is_none()));
}

// Open and closed.

#[test]
fn a_card_is_as_the_user_left_it_else_as_its_part_is() {
    let mut state = alliance();
    let closed = |state: &State| cards(state).iter().map(|card| card.closed).collect::<Vec<_>>();
    assert_eq!(closed(&state), [false, true], "critical cards are open");
    state.preferences.open_parts = [Level::Informational].into();
    assert_eq!(closed(&state), [true, false]);
    state.closed_cards.insert(CardKey::Main(KARA).to_string(), false);
    state.closed_cards.insert(CardKey::Main(ZOE).to_string(), true);
    state.closed_cards.insert("of an earlier time".into(), true);
    assert_eq!(closed(&state), [false, true]);
    state.preferences.remember_collapse = false;
    assert_eq!(closed(&state), [false, true], "for this run");
}

// Rows.

#[test]
fn rows_stand_by_level_then_titans_then_supercarriers_then_by_pilot() {
    let pilots = [(PilotId(1), "cora"), (PilotId(2), "Bert"), (PilotId(3), "Adam"), (PilotId(4), "Dora")];
    let mut state = watching(&pilots);
    let dreadnought = TypeId(19_720);
    for (n, (pilot, type_id)) in (1..).zip([
        (1, ARCHON),
        (2, dreadnought),
        (3, NYX),
        (1, AVATAR),
        (4, AVATAR),
        (3, AVATAR),
        (2, ARCHON),
        (2, AVATAR),
        (3, NEWER),
    ]) {
        state = state.with_hull(hull(n, PilotId(pilot), type_id, Place::space(JITA)));
    }
    for pilot in [2, 3, 4] {
        state = state.alt(PilotId(pilot), PilotId(1));
    }
    state.snoozes.0.insert(PilotId(4), snooze(PilotId(4), None));
    let state = state.judged(at(0));
    let rows = all_rows(&state, &BoardQuery::default(), CardKey::Main(PilotId(1))).rows;
    let order: Vec<(Level, &str, &str)> =
        rows.iter().map(|row| (row.hull.level, row.hull.type_name.as_str(), row.hull.pilot_name.as_str())).collect();
    assert_eq!(
        order,
        [
            (Level::Critical, "Avatar", "Adam"),
            (Level::Critical, "Avatar", "Bert"),
            (Level::Critical, "Avatar", "cora"),
            (Level::Critical, "Nyx", "Adam"),
            (Level::Snoozed, "Avatar", "Dora"),
            (Level::Informational, "Revelation", "Bert"),
            (Level::Informational, "Archon", "Bert"),
            (Level::Informational, "Archon", "cora"),
            (Level::Unclassified, "Type 99999", "Adam"),
        ]
    );
}

#[test]
fn rows_come_in_the_pieces_that_are_asked_for() {
    let state = alliance();
    let main = |main| CardKey::Main(main);
    let range = |card, from, to| RowRange { card, from, to };
    let asked = [range(main(KARA), 1, 2), range(main(MIRA), 0, 9), range(main(ZOE), 0, 9), range(main(KARA), 2, 900)];
    let pieces = rows(&state, &BoardQuery::default(), &asked, at(0));
    let told: Vec<(CardKey, u32, Vec<String>)> =
        pieces.iter().map(|piece| (piece.card, piece.from, keys(&piece.rows))).collect();
    assert_eq!(
        told,
        [
            (main(KARA), 1, vec!["2".to_owned()]),
            (main(ZOE), 0, vec!["4".to_owned()]),
            (main(KARA), 2, vec!["3".to_owned()])
        ],
        "an alt has no card"
    );
    let beyond = rows(&state, &BoardQuery::default(), &[range(main(KARA), 7, 5)], at(0));
    assert_eq!((beyond[0].from, beyond[0].rows.len()), (3, 0));
    assert!(
        rows(&state, &query("class:carrier"), &[range(main(KARA), 0, 9)], at(0)).is_empty(),
        "nothing is left of it"
    );
}

#[test]
fn a_row_names_its_main() {
    let rows = all_rows(&alliance(), &by(GroupBy::System), CardKey::System(Some(JITA))).rows;
    let mains: Vec<(&str, PilotId, &str)> =
        rows.iter().map(|row| (row.hull.pilot_name.as_str(), row.main_id, row.main_name.as_str())).collect();
    assert_eq!(
        mains,
        [("Kara Volkov", KARA, "Kara Volkov"), ("Mira Solace", KARA, "Kara Volkov"), ("zoe Reyes", ZOE, "zoe Reyes")]
    );
}

// Grouping.

#[test]
fn cards_may_be_systems_or_regions_each_with_the_level_of_its_own_hulls() {
    let mut state = alliance().with_hull(hull(5, ZOE, ARCHON, Place::UNKNOWN)).judged(at(0));
    let systems = shown(&state, &by(GroupBy::System)).cards;
    let told: Vec<(CardKey, &str, Level, u32)> =
        systems.iter().map(|card| (card.key, card.name.as_str(), card.level, card.rows)).collect();
    assert_eq!(
        told,
        [
            (CardKey::System(Some(DELVE)), "1DQ1-A", Level::Critical, 1),
            (CardKey::System(Some(JITA)), "Jita", Level::Critical, 3),
            (CardKey::System(None), "Place not known", Level::Informational, 1),
        ]
    );
    assert_eq!([&systems[0].belongs, &systems[2].belongs], [&vec!["Delve".to_owned()], &Vec::new()]);
    assert_eq!((systems[0].corporation_id, systems[0].alliance_id), (None, None));
    let regions = shown(&state, &by(GroupBy::Region)).cards;
    assert_eq!(names(&regions), ["Delve", "The Forge", "Place not known"]);
    assert_eq!(keys(&all_rows(&state, &by(GroupBy::Region), CardKey::Region(None)).rows), ["5"]);
    assert_eq!(keys(&all_rows(&state, &by(GroupBy::Region), CardKey::Region(Some(DELVE_REGION))).rows), ["1"]);
    state.snoozes.0.insert(KARA, snooze(KARA, None));
    let state = state.judged(at(0));
    let levels: Vec<Level> = shown(&state, &by(GroupBy::System)).cards.iter().map(|card| card.level).collect();
    assert_eq!(levels, [Level::Critical, Level::Informational, Level::Snoozed], "Delve holds only what is snoozed");
}

#[test]
fn a_mains_card_has_its_logos_and_what_it_belongs_to() {
    let mut state = alliance().in_corporation(KARA, 98_000_001).with_name(98_000_001, "Null Logistics");
    state.pilots.get_mut(&KARA).unwrap().alliance = Some(AllianceId(99_000_001));
    let card = cards(&state).remove(0);
    assert_eq!(card.corporation_id, Some(CorporationId(98_000_001)));
    assert_eq!((card.alliance_id, card.belongs), (Some(AllianceId(99_000_001)), vec!["Null Logistics".to_owned()]));
    let card = cards(&state.with_name(99_000_001, "Synthetic Coalition")).remove(0);
    assert_eq!(card.belongs, ["Null Logistics", "Synthetic Coalition"]);
}

// Facets.

#[test]
fn filters_are_offered_by_name_with_what_they_leave() {
    let state = alliance()
        .in_corporation(KARA, 98_000_001)
        .in_corporation(MIRA, 98_000_002)
        .in_corporation(ZOE, 98_000_003)
        .with_name(98_000_001, "beta")
        .with_name(98_000_002, "Alpha")
        .judged(at(0));
    let board = shown(&state, &query("class:carrier"));
    let facet = |name: &str, hulls| Facet { name: name.into(), hulls };
    assert_eq!(board.corporations, [facet("Alpha", 1), facet("beta", 2)], "one without a name cannot be filtered by");
    assert_eq!(board.regions, [facet("Delve", 1), facet("The Forge", 3)], "of everything, not of what is found");
    for facet in board.corporations {
        assert_eq!(shown(&state, &query(&format!("corporation:\"{}\"", facet.name))).matched, facet.hulls);
    }
}

#[test]
fn hulls_of_ignored_classes_are_nowhere() {
    let mut state = alliance();
    state.policy.classes.get_mut(&HullClass::Carrier).unwrap().mode = ClassMode::Ignore;
    let state = state.judged(at(0));
    let board = shown(&state, &BoardQuery::default());
    assert_eq!((board.matched, names(&board.cards)), (3, vec!["Kara Volkov"]));
    assert_eq!(board.regions[1], Facet { name: "The Forge".into(), hulls: 2 });
    assert_eq!(shown(&state, &by(GroupBy::System)).matched, 3);
}

// The digest.

type Change<'a> = &'a dyn Fn(&mut State);

fn digest_of_kara(state: &State) -> u64 {
    cards(state).into_iter().find(|card| card.key == CardKey::Main(KARA)).unwrap().digest
}

#[test]
fn time_alone_changes_no_digest_and_rows_carry_the_one_of_their_head() {
    let state = alliance();
    let digest = digest_of_kara(&state);
    assert_eq!(digest_of_kara(&alliance().judged(at(900))), digest);
    assert_eq!(all_rows(&state, &BoardQuery::default(), CardKey::Main(KARA)).digest, digest);
    assert_ne!(shown(&state, &query("class:titan")).cards[0].digest, digest, "of what the search leaves");
}

#[test]
fn whatever_a_row_shows_changes_its_digest() {
    let digest = digest_of_kara(&alliance());
    let with = |change: Change| {
        let mut state = alliance();
        change(&mut state);
        digest_of_kara(&state.judged(at(0)))
    };
    let changes: [(&str, Change); 10] = [
        ("its place", &|state| state.fleet.hulls.get_mut(&key(1)).unwrap().place = Place::space(SystemId(30_002_187))),
        ("when that was true", &|state| state.fleet.hulls.get_mut(&key(1)).unwrap().place_at = at(-1)),
        ("who flies it", &|state| {
            *state = std::mem::take(state).with_hull(flown(1, KARA, AVATAR, Place::space(DELVE)));
        }),
        ("another hull", &|state| *state = std::mem::take(state).with_hull(hull(9, KARA, NYX, Place::space(JITA)))),
        ("its pilot's name", &|state| state.pilots.get_mut(&MIRA).unwrap().name = "Mira Moon".into()),
        ("its main's name", &|state| state.pilots.get_mut(&KARA).unwrap().name = "Kara Moon".into()),
        ("a snooze", &|state| drop(state.snoozes.0.insert(MIRA, snooze(MIRA, None)))),
        ("its freshness", &|state| {
            state.section_mut(SectionKind::Assets, MIRA).status.last_success = Some(at(-14_400));
        }),
        ("its reason", &|state| {
            state.policy.classes.get_mut(&HullClass::Titan).unwrap().display_name = Some("Big".into());
        }),
        ("its class", &|state| {
            let group = captrack_domain::ids::GroupId(30);
            state.policy.classes.get_mut(&HullClass::Titan).unwrap().groups.clear();
            state.policy.classes.get_mut(&HullClass::Carrier).unwrap().groups.push(group);
        }),
    ];
    for (what, change) in changes {
        assert_ne!(with(change), digest, "{what}");
    }
}

#[test]
fn a_structure_that_gets_a_name_changes_the_digest() {
    let state = || kara().with_hull(hull(1, KARA, AVATAR, crate::test_state::in_structure(Some(DELVE))));
    let before = digest_of_kara(&state().judged(at(0)));
    let named = state().with_structure(Some(("1DQ1-A - Staging", DELVE)));
    assert_ne!(digest_of_kara(&named.judged(at(0))), before);
}

// As it crosses.

#[test]
fn a_board_and_its_rows_cross_as_bytes() {
    let mut state = alliance().in_corporation(KARA, 98_000_001).with_name(98_000_001, "Null Logistics");
    state.snoozes.0.insert(KARA, snooze(KARA, Some(at(60))));
    state.preferences.quiet_hours = Some(captrack_domain::quiet::QuietHours {
        from: jiff::civil::Time::constant(22, 0, 0, 0),
        to: jiff::civil::Time::constant(7, 0, 0, 0),
        critical_breaks_through: true,
    });
    let state = state.judged(at(0));
    let all = RowRange { card: CardKey::Main(KARA), from: 0, to: 9 };
    for answer in [
        BoardAnswer::Board(Box::new(shown(&state, &BoardQuery::default()))),
        BoardAnswer::Rows(rows(&state, &BoardQuery::default(), &[all], at(0))),
    ] {
        let bytes = encode(&Ok(answer.clone()));
        assert_eq!(decode(&bytes), Ok(answer));
    }
}

#[test]
fn a_hull_that_is_gone_since_the_last_judgement_is_merely_missing() {
    let mut state = alliance();
    state.fleet.hulls.remove(&key(2));
    let card = cards(&state).remove(0);
    assert_eq!(card.rows, 2);
    let rows = all_rows(&state, &BoardQuery::default(), CardKey::Main(KARA));
    assert_eq!((keys(&rows.rows), rows.digest), (vec!["1".to_owned(), "3".to_owned()], card.digest));
}

#[test]
fn the_pilots_of_whom_something_is_out_of_date_are_counted() {
    let state = kara()
        .with_hull(flown(1, KARA, AVATAR, Place::space(JITA)))
        .with_answer(KARA, Reading::Online(true), at(0))
        .with_answer(KARA, Reading::Location(Place::space(JITA)), at(0))
        .with_answer(KARA, crate::test_state::ship(1, AVATAR), at(0))
        .with_answer(KARA, Reading::Assets(Vec::new()), at(0))
        .judged(at(0));
    let stale = |now| {
        let status = status(&state, &HostStatus::default(), &Ok(0), &Health::default(), now);
        board(&state, &BoardQuery::default(), status, now).stale_pilots
    };
    assert_eq!((stale(at(0)), stale(at(86_400))), (0, 1));
}
