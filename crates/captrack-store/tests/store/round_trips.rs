use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::alert::{AlertId, AlertState};
use captrack_domain::class::HullClass;
use captrack_domain::hull::{HullKey, Occupancy};
use captrack_domain::ids::{AllianceId, CorporationId, GroupId, ItemId, LocationId, PilotId, SystemId, TypeId};
use captrack_domain::pilot::SignInState;
use captrack_domain::place::{Place, Site};
use captrack_domain::policy::Policy;
use captrack_domain::reading::{ActiveShip, DatedReading, OwnedHull, Reading};
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::section::{ReadErrorCode, SectionId, SectionKind, SectionStatus};
use captrack_domain::snooze::Snooze;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_store::{CachedName, CachedStructure, KnownGroup, KnownType, settings};
use captrack_testing::eden::{AVATAR, JITA};
use captrack_text::english;

use crate::test_data::{Desk, alert, at, hull, item, pilot};

#[tokio::test]
async fn pilots_come_back_as_they_were_written() {
    let mut alt = pilot(2, "Alt");
    alt.main = Some(PilotId(1));
    alt.alliance = None;
    alt.corporation = None;
    alt.introduced_at = None;
    alt.sign_in = SignInState::Refused(RefusedAccess::new(at(0), Text::said("EVE says the sign-in was revoked.")));
    let main = pilot(1, "Ünï 'quoted\" Pilot");
    let desk = Desk::watching(&[main.clone(), alt.clone()]).await.reopened().await;
    assert_eq!(desk.store.pilots().await.unwrap(), [main.clone(), alt]);

    let renamed = captrack_domain::pilot::Pilot { name: String::from("Renamed"), ..main };
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_pilot(&renamed).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.pilots().await.unwrap()[0], renamed);
}

#[tokio::test]
async fn every_kind_of_section_comes_back_with_its_answer() {
    let desk = Desk::watching(&[pilot(1, "One")]).await;
    let owned = OwnedHull {
        item: ItemId(1_040_000_000_001),
        type_id: TypeId(23917),
        place: Place { system: None, site: Site::Structure(LocationId(1_035_466_617_946)) },
        packaged: Some(3),
    };
    let readings = [
        (SectionKind::Online, Reading::Online(true)),
        (SectionKind::Location, Reading::Location(Place::space(JITA))),
        (
            SectionKind::Ship,
            Reading::Ship(Some(ActiveShip { item: ItemId(9_007_199_254_740_993), type_id: TypeId(670) })),
        ),
        (SectionKind::Assets, Reading::Assets(vec![owned])),
        (
            SectionKind::Affiliation,
            Reading::Affiliation { corporation: CorporationId(98), alliance: Some(AllianceId(99)) },
        ),
    ];
    let mut written = Vec::new();
    let mut tx = desk.store.begin().await.unwrap();
    for (kind, reading) in readings {
        let status = SectionStatus {
            last_success: Some(at(1)),
            last_attempt: Some(at(2)),
            last_error: Some(text!("esi-timed-out", what = text!("esi-assets"))),
            last_error_code: Some(ReadErrorCode::Unavailable),
            failures: 3,
            expires: Some(at(3)),
            due_at: at(4),
            validators: Some(String::from("W/\"abc\"")),
            ..SectionStatus::new(SectionId { kind, pilot: PilotId(1) }, at(0))
        };
        let dated = DatedReading { as_of: at(1), reading };
        tx.put_section(&status, Some(&dated)).await.unwrap();
        written.push((status, Some(dated)));
    }
    tx.commit().await.unwrap();

    let desk = desk.reopened().await;
    written.sort_by_key(|(status, _)| status.id.kind.name());
    assert_eq!(desk.store.sections().await.unwrap(), written);
}

#[tokio::test]
async fn a_failed_poll_keeps_the_last_good_answer() {
    let desk = Desk::watching(&[pilot(1, "One")]).await;
    let id = SectionId { kind: SectionKind::Online, pilot: PilotId(1) };
    let good = DatedReading { as_of: at(1), reading: Reading::Online(true) };
    let failed = SectionStatus { failures: 1, ..SectionStatus::new(id, at(9)) };
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_section(&SectionStatus::new(id, at(0)), Some(&good)).await.unwrap();
    tx.put_section(&failed, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.sections().await.unwrap(), [(failed, Some(good))]);
}

#[tokio::test]
async fn hulls_come_back_as_they_were_written_and_go_when_deleted() {
    let desk = Desk::watching(&[pilot(1, "One"), pilot(2, "Two")]).await;
    let flown = hull(item(1), 1);
    let mut stored = hull(HullKey::PilotType(PilotId(2), TypeId(23919)), 2);
    stored.place = Place { system: None, site: Site::AssetSafety };
    stored.last_system = None;
    stored.occupancy = Occupancy::Stored { since: at(5) };
    stored.absences = 1;
    stored.last_absence = Some(at(6));
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_hulls(&[stored.clone(), flown.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    let desk = desk.reopened().await;
    assert_eq!(desk.store.hulls().await.unwrap(), [flown.clone(), stored.clone()]);

    // The item id became known: the key changes, and the hull changed hands on the way.
    let rekeyed = captrack_domain::hull::Hull { key: item(2), pilot: PilotId(1), ..stored.clone() };
    let mut tx = desk.store.begin().await.unwrap();
    tx.delete_hull(stored.key).await.unwrap();
    tx.delete_hull(item(77)).await.unwrap();
    tx.put_hull(&rekeyed).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.hulls().await.unwrap(), [flown, rekeyed]);
}

#[tokio::test]
async fn caches_keep_negative_answers_too() {
    let desk = Desk::new().await;
    let names = [
        CachedName {
            id: 98_000_001,
            name: Some(String::from("Null Logistics")),
            category: Some(String::from("corporation")),
            fetched_at: at(1),
        },
        CachedName { id: 98_000_002, name: None, category: None, fetched_at: at(2) },
    ];
    let structures = [
        CachedStructure {
            id: LocationId(1_035_466_617_946),
            known: Some((String::from("4-HWWF - WinterCo. Central Station"), SystemId(30_000_240))),
            fetched_at: at(1),
        },
        CachedStructure { id: LocationId(1_035_466_617_947), known: None, fetched_at: at(2) },
    ];
    let known = KnownType {
        type_id: TypeId(90_000),
        name: String::from("A capital from the future"),
        group_id: GroupId(6_000),
        is_capital: true,
        fetched_at: at(1),
    };
    desk.store.put_names(&names).await.unwrap();
    desk.store.put_structures(&structures).await.unwrap();
    desk.store.put_type(&known).await.unwrap();
    let desk = desk.reopened().await;
    assert_eq!(desk.store.names().await.unwrap(), names);
    assert_eq!(desk.store.structures().await.unwrap(), structures);
    assert_eq!(desk.store.known_types().await.unwrap(), [known]);

    let lost = CachedStructure { known: None, fetched_at: at(9), ..structures[0].clone() };
    desk.store.put_structures(std::slice::from_ref(&lost)).await.unwrap();
    assert_eq!(desk.store.structures().await.unwrap()[0], lost);
}

#[tokio::test]
async fn a_snooze_stays_until_it_is_cleared() {
    let desk = Desk::watching(&[pilot(1, "One"), pilot(2, "Two")]).await;
    let timed =
        Snooze { pilot: PilotId(1), since: at(0), until: Some(at(3600)), by: String::from("this desk"), why: None };
    let open = Snooze {
        pilot: PilotId(2),
        since: at(1),
        until: None,
        by: String::from("One"),
        why: Some(String::from("moving a titan on purpose")),
    };
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_snooze(&timed).await.unwrap();
    tx.put_snooze(&open).await.unwrap();
    tx.commit().await.unwrap();
    let desk = desk.reopened().await;
    assert_eq!(desk.store.snoozes().await.unwrap(), [timed.clone(), open]);

    let extended = Snooze { until: Some(at(86_400)), ..timed };
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_snooze(&extended).await.unwrap();
    tx.clear_snooze(PilotId(2)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.snoozes().await.unwrap(), [extended]);
}

#[tokio::test]
async fn alerts_come_back_while_they_stand_and_for_a_while_after() {
    let desk = Desk::new().await;
    let standing = alert(AlertId::Hull(item(1)), 1, &[item(1)]);
    let mut fading = alert(AlertId::Fleet(PilotId(1), HullClass::Carrier), 1, &[item(2), item(3)]);
    fading.state = AlertState::Fading { since: at(5) };
    fading.moved_at = Some(at(4));
    let mut closed = alert(AlertId::Hull(item(4)), 1, &[]);
    closed.state = AlertState::Closed { at: at(100) };
    let mut silenced = alert(AlertId::Hull(HullKey::PilotType(PilotId(2), AVATAR)), 2, &[item(4)]);
    silenced.state = AlertState::Silenced;
    let mut written = vec![standing, fading, closed.clone(), silenced];
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_alerts(&written).await.unwrap();
    tx.commit().await.unwrap();

    let desk = desk.reopened().await;
    written.sort_by_key(|alert| alert.id.to_string());
    assert_eq!(desk.store.alerts(at(99)).await.unwrap(), written);
    written.retain(|alert| *alert != closed);
    assert_eq!(desk.store.alerts(at(100)).await.unwrap(), written);

    let mut tx = desk.store.begin().await.unwrap();
    assert_eq!(tx.prune_alerts(at(100)).await.unwrap(), 0);
    assert_eq!(tx.prune_alerts(at(101)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(desk.store.alerts(at(0)).await.unwrap(), written);
}

#[tokio::test]
async fn settings_come_back_in_their_own_type() {
    let desk = Desk::new().await;
    assert_eq!(desk.store.setting::<bool>(settings::PAUSED).await.unwrap(), None);
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_setting(settings::POLICY, &Policy::default()).await.unwrap();
    tx.put_setting(settings::PAUSED, &false).await.unwrap();
    tx.put_setting(settings::PAUSED, &true).await.unwrap();
    tx.put_setting(settings::CLIENT_ID, "0123456789abcdef").await.unwrap();
    tx.put_setting(settings::CALLBACK_PORT, &17_895_u16).await.unwrap();
    tx.commit().await.unwrap();

    let desk = desk.reopened().await;
    let store = &desk.store;
    assert_eq!(store.setting::<Policy>(settings::POLICY).await.unwrap(), Some(Policy::default()));
    assert_eq!(store.setting(settings::PAUSED).await.unwrap(), Some(true));
    assert_eq!(store.setting(settings::CALLBACK_PORT).await.unwrap(), Some(17_895_u16));
    let client_id: Option<String> = store.setting(settings::CLIENT_ID).await.unwrap();
    assert_eq!(client_id.as_deref(), Some("0123456789abcdef"));

    let mut tx = store.begin().await.unwrap();
    tx.clear_setting(settings::CLIENT_ID).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.setting::<String>(settings::CLIENT_ID).await.unwrap(), None);

    let wrong = english(&store.setting::<u16>(settings::POLICY).await.unwrap_err().text());
    assert!(wrong.starts_with("A row of settings (policy) cannot be read"), "{wrong}");
}

#[tokio::test]
async fn windows_and_cards_are_found_as_they_were_left() {
    let desk = Desk::new().await;
    assert_eq!(desk.store.window_state("main").await.unwrap(), None);
    desk.store.put_window_state("main", r#"{"w":1200}"#).await.unwrap();
    desk.store.put_window_state("main", r#"{"w":1300}"#).await.unwrap();
    desk.store.set_card_closed("main/1", true).await.unwrap();
    desk.store.set_card_closed("system/unknown", true).await.unwrap();
    desk.store.set_card_closed("system/unknown", false).await.unwrap();
    let desk = desk.reopened().await;
    assert_eq!(desk.store.window_state("main").await.unwrap().as_deref(), Some(r#"{"w":1300}"#));
    let closed = desk.store.closed_cards().await.unwrap();
    assert_eq!(closed, [(String::from("main/1"), true), (String::from("system/unknown"), false)].into());
}

#[tokio::test]
async fn an_acknowledgement_stays_until_it_is_cleared() {
    let desk = Desk::new().await;
    let mut seen = Acknowledgement {
        main: PilotId(2),
        at: at(5),
        by: String::from("this desk"),
        why: Some(String::from("moving on purpose")),
        hulls: [item(1), HullKey::PilotType(PilotId(2), AVATAR)].into(),
    };
    let other =
        Acknowledgement { main: PilotId(1), at: at(6), by: String::from("One"), why: None, hulls: [item(3)].into() };
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_acknowledgement(&seen).await.unwrap();
    tx.put_acknowledgement(&other).await.unwrap();
    tx.commit().await.unwrap();
    let desk = desk.reopened().await;
    assert_eq!(desk.store.acknowledgements().await.unwrap(), [other.clone(), seen.clone()]);

    // One of its hulls has stopped alerting.
    seen.hulls.remove(&item(1));
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_acknowledgement(&seen).await.unwrap();
    tx.clear_acknowledgement(PilotId(1)).await.unwrap();
    tx.clear_acknowledgement(PilotId(77)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.acknowledgements().await.unwrap(), [seen]);
}

#[tokio::test]
async fn a_known_group_comes_back_with_its_types_and_can_be_renewed() {
    let desk = Desk::new().await;
    let mut battleships = KnownGroup {
        group: GroupId(27),
        name: String::from("Battleship"),
        category: 6,
        types: vec![TypeId(638), TypeId(24_692)],
        fetched_at: at(1),
    };
    let empty = KnownGroup {
        group: GroupId(5),
        name: String::from("Solar System"),
        category: 2,
        types: Vec::new(),
        fetched_at: at(2),
    };
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_known_group(&battleships).await.unwrap();
    tx.put_known_group(&empty).await.unwrap();
    tx.commit().await.unwrap();
    let desk = desk.reopened().await;
    assert_eq!(desk.store.known_groups().await.unwrap(), [empty.clone(), battleships.clone()]);

    battleships.types.push(TypeId(24_694));
    battleships.fetched_at = at(9);
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_known_group(&battleships).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk.store.known_groups().await.unwrap(), [empty, battleships]);
}
