//! For any alliance, any search and any grouping: the board and its rows hold exactly the hulls of the snapshot that match, in the
//! promised order. The snapshot is made another way, and what is promised is written down here once more, plainly.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::search::SearchCandidate;
use captrack_contract::{CardHead, CardKey, ClassCount, GroupBy, HullRow, HullView};
use captrack_domain::hull::{HullKey, Occupancy};
use captrack_domain::ids::{AllianceId, CorporationId, PilotId, SystemId, TypeId};
use captrack_domain::place::{Place, Site};
use captrack_domain::policy::ClassMode;
use captrack_domain::reading::Reading;
use captrack_domain::section::Freshness;
use captrack_domain::snooze::Snooze;
use captrack_testing::cases;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::shared::troubles::Health;
use crate::test_state::{ARCHON, AVATAR, DELVE, JITA, NYX, STRUCTURE, at, hull, snooze, watching};
use crate::views::snapshot::snapshot;

const NAMES: [&str; 6] = ["Kara Volkov", "mira solace", "Mira Solace", "Ångström", "adam", "Zoe"];
const CORPORATIONS: [(i64, &str); 2] = [(98_000_001, "Null Logistics"), (98_000_002, "Øresund")];
const ALLIANCE: (i64, &str) = (99_000_001, "Synthetic Coalition");
/// A dreadnought, a jump freighter, which is ignored, and a capital whose group nobody knows.
const TYPES: [TypeId; 6] = [AVATAR, NYX, ARCHON, TypeId(19_720), TypeId(28_844), TypeId(99_999)];
const SEARCHES: [&str; 16] = [
    "",
    "kara",
    "MIRA solace",
    "ång",
    "class:titan",
    "class:dread",
    "class:\"big ones\"",
    "region:delve",
    "-region:delve",
    "system:jita stale:no",
    "stale:yes",
    "flown:yes",
    "level:snoozed",
    "corp:null -class:carrier",
    "place:space",
    "colour:red",
];

#[derive(Debug, Clone)]
struct SomePilot {
    name: &'static str,
    /// Another pilot, or somebody who is not watched.
    main: Option<usize>,
    corporation: usize,
    in_alliance: bool,
    /// Seconds ago; none: never.
    assets_read: Option<i64>,
    snooze: Option<Snooze>,
}

#[derive(Debug, Clone)]
struct SomeHull {
    pilot: usize,
    type_id: TypeId,
    place: Place,
    flown: bool,
}

#[derive(Debug, Clone)]
struct Scene {
    pilots: Vec<SomePilot>,
    hulls: Vec<SomeHull>,
    threshold: u32,
    renamed: bool,
    everything_unclassified: bool,
    show: (bool, bool),
}

fn some_pilot() -> impl Strategy<Value = SomePilot> {
    let read = option::of(select(vec![0, 3600, 4 * 3600]));
    let until = option::of(select(vec![at(-60), at(600)]));
    let snoozed = option::weighted(0.2, until.prop_map(|until| snooze(PilotId(0), until)));
    (select(NAMES.as_slice()), option::of(0..9_usize), 0..3_usize, any::<bool>(), read, snoozed).prop_map(
        |(name, main, corporation, in_alliance, assets_read, snooze)| SomePilot {
            name,
            main,
            corporation,
            in_alliance,
            assets_read,
            snooze,
        },
    )
}

fn some_hull() -> impl Strategy<Value = SomeHull> {
    let sites = vec![Site::Space, Site::Structure(STRUCTURE), Site::Unknown];
    let place = (option::of(select(vec![JITA, DELVE, SystemId(30_004_760)])), select(sites))
        .prop_map(|(system, site)| Place { system, site });
    (0..8_usize, select(TYPES.as_slice()), place, any::<bool>()).prop_map(|(pilot, type_id, place, flown)| SomeHull {
        pilot,
        type_id,
        place,
        flown,
    })
}

fn scene() -> impl Strategy<Value = Scene> {
    let show = (prop::bool::weighted(0.8), prop::bool::weighted(0.8));
    let few = prop::bool::weighted(0.1);
    (vec(some_pilot(), 1..8), vec(some_hull(), 0..30), 1..5_u32, any::<bool>(), few, show).prop_map(
        |(pilots, hulls, threshold, renamed, everything_unclassified, show)| Scene {
            pilots,
            hulls,
            threshold,
            renamed,
            everything_unclassified,
            show,
        },
    )
}

impl Scene {
    fn state(&self) -> State {
        let id = |n: usize| PilotId(2_112_000_000 + n as i64);
        let pilots: Vec<(PilotId, &str)> = self.pilots.iter().enumerate().map(|(n, one)| (id(n), one.name)).collect();
        let mut state = watching(&pilots).with_name(ALLIANCE.0, ALLIANCE.1);
        for (corporation, name) in CORPORATIONS {
            state = state.with_name(corporation, name);
        }
        for (n, one) in self.pilots.iter().enumerate() {
            let pilot = state.pilots.get_mut(&id(n)).unwrap();
            pilot.main = one.main.map(id).filter(|main| *main != id(n));
            pilot.corporation = CORPORATIONS.get(one.corporation).map(|(corporation, _)| CorporationId(*corporation));
            pilot.alliance = one.in_alliance.then_some(AllianceId(ALLIANCE.0));
            if let Some(ago) = one.assets_read {
                state = state.with_answer(id(n), Reading::Assets(Vec::new()), at(-ago));
            }
            if let Some(snooze) = &one.snooze {
                state.snoozes.0.insert(id(n), Snooze { pilot: id(n), ..snooze.clone() });
            }
        }
        for (n, one) in (1..).zip(&self.hulls) {
            let mut known = hull(n, id(one.pilot), one.type_id, one.place);
            if one.flown {
                known.occupancy = Occupancy::Flown;
            }
            state = state.with_hull(known);
        }
        for class in [HullClass::Carrier, HullClass::Dreadnought] {
            state.policy.classes.get_mut(&class).unwrap().mode = ClassMode::Threshold { n: self.threshold };
        }
        if self.renamed {
            state.policy.classes.get_mut(&HullClass::Titan).unwrap().display_name = Some("Big Ones".into());
        }
        if self.everything_unclassified {
            state.policy.classes.values_mut().for_each(|rule| rule.groups.clear());
        }
        (state.preferences.show_informational, state.preferences.show_unclassified) = self.show;
        state.judged(at(0))
    }
}

/// The rows that the snapshot promises, by card.
fn promised(state: &State, query: &BoardQuery) -> BTreeMap<CardKey, Vec<HullRow>> {
    let search = Search::parse(&query.search);
    let mut cards: BTreeMap<CardKey, Vec<HullRow>> = BTreeMap::new();
    for main in snapshot(state, at(0)).mains {
        for hull in main.hulls {
            let key = match query.group_by {
                GroupBy::Main => CardKey::Main(main.main_id),
                GroupBy::System => CardKey::System(hull.system_id),
                GroupBy::Region => CardKey::Region(hull.region_id),
            };
            let row = HullRow { hull, new: false, main_id: main.main_id, main_name: main.main_name.clone() };
            if found(state, &search, &row) {
                cards.entry(key).or_default().push(row);
            }
        }
    }
    cards
}

fn found(state: &State, search: &Search, row: &HullRow) -> bool {
    let pilot = &state.pilots[&row.hull.pilot_id];
    let corporation = pilot.corporation.and_then(|id| state.name(id.0));
    let alliance = pilot.alliance.and_then(|id| state.name(id.0));
    let class_name = state.policy.display_name(row.hull.class);
    search.matches(&SearchCandidate { class_name, ..SearchCandidate::of(row, corporation, alliance) })
}

fn row_order(hull: &HullView) -> (Level, u8, String) {
    let class = match hull.class {
        HullClass::Titan => 0,
        HullClass::Supercarrier => 1,
        _ => 2,
    };
    (hull.level, class, hull.pilot_name.to_lowercase())
}

fn card_order(card: &CardHead) -> (usize, bool, Reverse<Option<Timestamp>>, String) {
    let parts = [Level::Critical, Level::Alerting, Level::Informational, Level::Snoozed, Level::Unclassified];
    let part = parts.iter().position(|part| *part == card.level).unwrap();
    (part, card.all_acknowledged, Reverse(card.since), card.name.to_lowercase())
}

fn head_says_what_the_rows_show(card: &CardHead, rows: &[HullRow]) -> Result<(), TestCaseError> {
    let hulls: Vec<&HullView> = rows.iter().map(|row| &row.hull).collect();
    prop_assert_eq!(card.rows as usize, hulls.len());
    prop_assert_eq!(card.stale as usize, hulls.iter().filter(|hull| hull.freshness != Freshness::Fresh).count());
    let mut pilots: Vec<PilotId> = Vec::new();
    for hull in &hulls {
        if !pilots.contains(&hull.pilot_id) {
            pilots.push(hull.pilot_id);
        }
    }
    prop_assert_eq!(&card.pilots, &pilots);
    let classes: BTreeSet<HullClass> = hulls.iter().map(|hull| hull.class).collect();
    let counted: Vec<ClassCount> = classes
        .into_iter()
        .map(|class| {
            let of_class = hulls.iter().filter(|hull| hull.class == class);
            let alerts = |hull: &&&HullView| matches!(hull.level, Level::Critical | Level::Alerting);
            ClassCount {
                class,
                count: of_class.clone().count() as u32,
                alerts: of_class.filter(alerts).map(|hull| hull.level).min(),
            }
        })
        .collect();
    prop_assert_eq!(&card.classes, &counted);
    Ok(())
}

fn by_key(rows: &[HullRow]) -> BTreeMap<HullKey, &HullRow> {
    rows.iter().map(|row| (row.hull.hull_key, row)).collect()
}

proptest! {
    #![proptest_config(cases!(400, "board"))]

    #[test]
    fn the_board_holds_exactly_what_the_snapshot_promises(
        scene in scene(),
        search in select(SEARCHES.as_slice()),
        group_by in select(vec![GroupBy::Main, GroupBy::System, GroupBy::Region]),
    ) {
        let state = scene.state();
        let query = BoardQuery { search: search.to_owned(), group_by };
        let board = board(&state, &query, status(&state, &HostStatus::default(), &Ok(0), &Health::default(), at(0)), at(0));
        let mut promised = promised(&state, &query);
        prop_assert_eq!(board.matched, promised.values().map(Vec::len).sum::<usize>());

        let order: Vec<_> = board.cards.iter().map(card_order).collect();
        prop_assert!(order.is_sorted(), "{:?}", order);

        for card in &board.cards {
            // In two pieces, as a window that scrolls would ask.
            let half = card.rows / 2;
            let range = |from, to| RowRange { card: card.key, from, to };
            let pieces = rows(&state, &query, &[range(0, half), range(half, u32::MAX)], at(0));
            prop_assert!(pieces.iter().all(|piece| (piece.card, piece.digest) == (card.key, card.digest)));
            let shown: Vec<HullRow> = pieces.into_iter().flat_map(|piece| piece.rows).collect();

            let expected = promised.remove(&card.key).unwrap_or_default();
            prop_assert_eq!(by_key(&shown), by_key(&expected));
            prop_assert_eq!(shown.len(), expected.len(), "each once");
            let order: Vec<_> = shown.iter().map(|row| row_order(&row.hull)).collect();
            prop_assert!(order.is_sorted(), "{:?}", order);
            head_says_what_the_rows_show(card, &shown)?;
        }
        // What is left stands in a part that is hidden.
        let all = BoardQuery { search: String::new(), group_by };
        let mut open = state;
        (open.preferences.show_informational, open.preferences.show_unclassified) = (true, true);
        let everything = super::board(&open, &all, status(&open, &HostStatus::default(), &Ok(0), &Health::default(), at(0)), at(0)).cards;
        for key in promised.keys() {
            let level = everything.iter().find(|card| card.key == *key).unwrap().level;
            let hidden = match level {
                Level::Informational => !scene.show.0,
                Level::Unclassified => !scene.show.1,
                _ => false,
            };
            prop_assert!(hidden, "{} is missing", key);
        }
        if group_by == GroupBy::Main {
            let levels: BTreeMap<CardKey, Level> = everything.iter().map(|card| (card.key, card.level)).collect();
            let judged = snapshot(&open, at(0)).mains;
            prop_assert_eq!(levels, judged.iter().map(|main| (CardKey::Main(main.main_id), main.level)).collect());
        }
    }
}
