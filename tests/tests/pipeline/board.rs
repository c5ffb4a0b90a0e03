use captrack_contract::{BoardQuery, CardKey, GroupBy};
use captrack_domain::evaluate::Level;
use captrack_monitor::NewPilot;
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE, JITA, NYX, THE_FORGE};

use crate::stage::Stage;

/// Kara with a titan in Delve and, as her alt, Mira with a supercarrier in The Forge; Oran with a carrier in Delve.
async fn three_pilots() -> Stage {
    let stage = Stage::new().await;
    let [kara, mira, oran] = ["Kara Volkov", "Mira Solace", "Oran Vaari"].map(|name| stage.pilot(name));
    for pilot in [kara, mira, oran] {
        stage.sign_in(pilot).await;
    }
    stage
        .desk
        .monitor()
        .edit()
        .add_pilots(&[NewPilot { id: mira, name: "Mira Solace", main: Some(kara) }])
        .await
        .unwrap();
    for (pilot, hull, system) in [(kara, AVATAR.0, DELVE.0), (mira, NYX.0, JITA.0), (oran, ARCHON.0, DELVE.0)] {
        stage.world.place(Placement::flown(pilot.0, hull, Place::Space(system))).unwrap();
    }
    stage.after(1).await;
    stage.after(60).await;
    stage
}

fn searching(search: &str) -> BoardQuery {
    BoardQuery { search: search.into(), ..BoardQuery::default() }
}

#[tokio::test]
async fn cards_come_without_rows_and_rows_when_they_are_asked_for() {
    let stage = three_pilots().await;
    let board = stage.board(&BoardQuery::default()).await;
    let cards: Vec<(&str, Level, u32)> =
        board.cards.iter().map(|card| (card.name.as_str(), card.level, card.rows)).collect();
    assert_eq!(cards, [("Kara Volkov", Level::Critical, 2), ("Oran Vaari", Level::Informational, 1)]);
    assert!(!board.cards[0].closed, "critical cards are open");
    assert!(board.cards[1].closed);
    let rows = stage.rows(&BoardQuery::default(), board.cards[0].key).await;
    let hulls: Vec<&str> = rows.iter().map(|row| row.hull.type_name.as_str()).collect();
    assert_eq!(hulls, ["Avatar", "Nyx"], "titan before supercarrier");
}

#[tokio::test]
async fn a_search_leaves_what_matches_and_the_levels_as_they_are() {
    let stage = three_pilots().await;
    let board = stage.board(&searching("class:supercarrier region:forge")).await;
    assert_eq!((board.matched, board.cards.len(), board.cards[0].rows), (1, 1, 1));
    assert_eq!(board.counts[&Level::Critical], 2, "the numbers at the top count everything");
    assert!(stage.board(&searching("colour:red")).await.cards.is_empty());
    assert_eq!(stage.board(&searching("mira")).await.cards[0].name, "Kara Volkov");
    assert!(board.regions.iter().any(|facet| facet.name == "Delve" && facet.hulls == 2), "{:?}", board.regions);
}

#[tokio::test]
async fn cards_can_be_systems_or_regions() {
    let stage = three_pilots().await;
    let by = |group_by| BoardQuery { group_by, ..BoardQuery::default() };
    let board = stage.board(&by(GroupBy::System)).await;
    let delve = board.cards.iter().find(|card| card.key == CardKey::System(Some(DELVE))).unwrap();
    assert_eq!((delve.name.as_str(), delve.rows, delve.level), ("1DQ1-A", 2, Level::Critical));
    let rows = stage.rows(&by(GroupBy::System), delve.key).await;
    assert_eq!(rows[1].main_name, "Oran Vaari");
    let board = stage.board(&by(GroupBy::Region)).await;
    assert!(board.cards.iter().any(|card| card.key == CardKey::Region(Some(THE_FORGE))));
}

#[tokio::test]
async fn a_card_stays_as_it_was_left_over_a_restart() {
    let mut stage = three_pilots().await;
    let kara = stage.board(&BoardQuery::default()).await.cards[0].key;
    let close = captrack_contract::commands::SetCollapsed { card: kara, collapsed: true };
    stage.desk.ask(close).await.unwrap();
    stage.die_and_restart().await;
    assert!(stage.board(&BoardQuery::default()).await.cards[0].closed);
}
