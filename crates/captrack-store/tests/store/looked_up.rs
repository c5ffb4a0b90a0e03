//! What was looked up and nothing refers to any more goes; what is still somebody's stays.

use captrack_domain::hull::Hull;
use captrack_domain::ids::{CorporationId, GroupId, LocationId, PilotId, TypeId};
use captrack_domain::pilot::{AuthMembership, SignInState};
use captrack_domain::place::{Place, Site};
use captrack_store::{CachedName, CachedStructure, DecisionKind, KnownGroup, KnownType};
use captrack_testing::eden::JITA;
use serde_json::json;

use crate::test_data::{Desk, at, hull, item, pilot};

#[tokio::test]
async fn only_what_is_old_and_nobodys_is_deleted() {
    let mut listed = pilot(1, "Kara Volkov");
    (listed.main, listed.sign_in) = (Some(PilotId(2)), SignInState::NotSignedIn);
    listed.auth = Some(AuthMembership { main: Some(PilotId(3)), ..AuthMembership::default() });
    listed.corporation = Some(CorporationId(4));
    let desk = Desk::watching(&[listed]).await;
    let store = &desk.store;
    let name = |id, second| CachedName { id, name: Some("N".to_owned()), category: None, fetched_at: at(second) };
    store.put_names(&[name(1, 0), name(2, 0), name(3, 0), name(4, 0), name(5, 0), name(6, 100)]).await.unwrap();
    let structure = |id, second| CachedStructure {
        id: LocationId(id),
        known: Some(("S".to_owned(), JITA)),
        fetched_at: at(second),
    };
    store.put_structures(&[structure(10, 0), structure(11, 0), structure(12, 100)]).await.unwrap();
    let docked = Place { system: None, site: Site::Structure(LocationId(10)) };
    let known_type = |id, second| KnownType {
        type_id: TypeId(id),
        name: "T".to_owned(),
        group_id: GroupId(1),
        is_capital: true,
        fetched_at: at(second),
    };
    for (id, second) in [(11_567, 0), (21, 0), (22, 100)] {
        store.put_type(&known_type(id, second)).await.unwrap();
    }
    let mut tx = store.begin().await.unwrap();
    tx.put_hull(&Hull { place: docked, ..hull(item(1), 1) }).await.unwrap();
    for (id, second) in [(31, 0), (32, 0), (33, 100)] {
        let group = GroupId(id);
        let known = KnownGroup { group, name: "G".to_owned(), category: 6, types: Vec::new(), fetched_at: at(second) };
        tx.put_known_group(&known).await.unwrap();
    }
    let decided = |second| json!({"decided_at": at(second)});
    for (subject, second, unsent) in [(1, 0, false), (41, 0, false), (42, 0, true), (43, 100, false)] {
        tx.put_shared_decision(DecisionKind::Snooze, PilotId(subject), &decided(second), unsent).await.unwrap();
    }
    tx.commit().await.unwrap();
    for card in ["main/1", "main/2", "main/9", "region/9"] {
        store.set_card_closed(card, true).await.unwrap();
    }

    let mut tx = store.begin().await.unwrap();
    let dropped = tx.prune_looked_up(at(50), &[GroupId(31)]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(dropped, 6);
    let ids: Vec<i64> = store.names().await.unwrap().iter().map(|name| name.id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 6]);
    let ids: Vec<i64> = store.structures().await.unwrap().iter().map(|structure| structure.id.0).collect();
    assert_eq!(ids, [10, 12]);
    let ids: Vec<i64> = store.known_types().await.unwrap().iter().map(|known| known.type_id.0).collect();
    assert_eq!(ids, [22, 11_567]);
    let ids: Vec<i64> = store.known_groups().await.unwrap().iter().map(|known| known.group.0).collect();
    assert_eq!(ids, [31, 33]);
    let decisions: Vec<(serde_json::Value, bool)> = store.shared_decisions(DecisionKind::Snooze).await.unwrap();
    assert_eq!(decisions.len(), 3);
    let cards: Vec<String> = store.closed_cards().await.unwrap().into_keys().collect();
    assert_eq!(cards, ["main/1", "main/2", "region/9"]);
}
