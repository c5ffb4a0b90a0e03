//! What the desk keeps for AllianceAuth: memberships, shared decisions, and hulls that get their item.

use std::collections::BTreeSet;

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::alert::AlertId;
use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{PilotId, TypeId};
use captrack_domain::notice::Receiver;
use captrack_domain::pilot::{Absence, AuthMembership, SignInState};
use captrack_domain::snooze::Snooze;
use captrack_store::DecisionKind;
use captrack_testing::eden::AVATAR;

use crate::test_data::{Desk, alert, at, hull, item, line, notice, pilot};

const NAMELESS: HullKey = HullKey::PilotType(PilotId(1), AVATAR);
/// Begins like the other and is another.
const ALIKE: HullKey = HullKey::PilotType(PilotId(1), TypeId(115_671));

#[tokio::test]
async fn what_alliance_auth_says_of_a_pilot_comes_back() {
    let mut member = pilot(1, "Kara Volkov");
    member.sign_in = SignInState::NotSignedIn;
    member.auth = Some(AuthMembership {
        main: Some(PilotId(2)),
        assets_at: Some(at(5)),
        location_at: None,
        missing_since: Some(at(9)),
        missing_answered_secs: 7,
        main_lost: Some(Absence { since: at(8), answered_secs: 5 }),
        owner_lost: Some(Absence { since: at(8), answered_secs: 5 }),
        left: true,
        left_at: Some(at(5)),
    });
    let desk = Desk::watching(&[member.clone(), pilot(2, "Mira")]).await.reopened().await;
    assert_eq!(desk.store.pilots().await.unwrap(), [member, pilot(2, "Mira")]);
}

#[tokio::test]
async fn the_newest_decision_about_a_character_is_kept_until_the_desk_is_disconnected() {
    let desk = Desk::new().await;
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_shared_decision(DecisionKind::Snooze, PilotId(1), &"first", true).await.unwrap();
    tx.put_shared_decision(DecisionKind::Snooze, PilotId(1), &"second", false).await.unwrap();
    tx.put_shared_decision(DecisionKind::Acknowledgement, PilotId(1), &"seen", true).await.unwrap();
    tx.commit().await.unwrap();
    let desk = desk.reopened().await;
    let of = async |kind| desk.store.shared_decisions::<String>(kind).await.unwrap();
    assert_eq!(of(DecisionKind::Snooze).await, [("second".to_owned(), false)]);
    assert_eq!(of(DecisionKind::Acknowledgement).await, [("seen".to_owned(), true)]);
    let mut tx = desk.store.begin().await.unwrap();
    tx.clear_shared_decisions().await.unwrap();
    tx.commit().await.unwrap();
    assert!(of(DecisionKind::Snooze).await.is_empty());
}

#[tokio::test]
async fn a_hull_that_gets_its_item_is_named_by_it_everywhere() {
    let desk = Desk::watching(&[pilot(1, "Kara Volkov")]).await;
    let titan = item(77);
    let mut tx = desk.store.begin().await.unwrap();
    tx.put_hull(&hull(NAMELESS, 1)).await.unwrap();
    tx.put_hull(&hull(ALIKE, 1)).await.unwrap();
    tx.put_alerts(&[alert(AlertId::Hull(NAMELESS), 1, &[NAMELESS]), alert(AlertId::Hull(ALIKE), 1, &[ALIKE])])
        .await
        .unwrap();
    tx.enqueue(&[notice(AlertId::Hull(NAMELESS), 1, vec![line(NAMELESS, 1, "Kara"), line(ALIKE, 1, "Kara")])])
        .await
        .unwrap();
    let seen = Acknowledgement {
        main: PilotId(1),
        at: at(1),
        by: "this desk".to_owned(),
        why: None,
        hulls: [NAMELESS, ALIKE].into(),
    };
    tx.put_acknowledgement(&seen).await.unwrap();
    let boarded = HullEvent {
        key: NAMELESS,
        type_id: AVATAR,
        pilot: PilotId(1),
        at: at(2),
        before: None,
        what: HullChange::Boarded,
    };
    tx.append_events(&[boarded.into()]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = desk.store.begin().await.unwrap();
    tx.rekey_hulls(&[(NAMELESS, titan)]).await.unwrap();
    tx.delete_hull(NAMELESS).await.unwrap();
    tx.put_hull(&hull(titan, 1)).await.unwrap();
    tx.commit().await.unwrap();

    let store = &desk.reopened().await.store;
    let alerts = store.alerts(at(0)).await.unwrap();
    let ids: BTreeSet<AlertId> = alerts.iter().map(|alert| alert.id).collect();
    assert_eq!(ids, [AlertId::Hull(titan), AlertId::Hull(ALIKE)].into());
    let renamed = alerts.iter().find(|alert| alert.id == AlertId::Hull(titan)).unwrap();
    assert_eq!(renamed, &alert(AlertId::Hull(titan), 1, &[titan]));
    assert_eq!(store.acknowledgements().await.unwrap()[0].hulls, [titan, ALIKE].into());
    let waiting = store.pending(Receiver::DiscordCritical, at(100_000)).await.unwrap();
    assert_eq!(waiting[0].notice.alert, AlertId::Hull(titan));
    assert_eq!(waiting[0].notice.hulls.iter().map(|line| line.key).collect::<Vec<_>>(), [titan, ALIKE]);
    assert_eq!(store.trail(titan, at(0), at(9)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn many_pilots_are_forgotten_at_once_with_all_that_is_theirs() {
    let desk = Desk::watching(&[pilot(1, "Kara Volkov"), pilot(2, "Mira"), pilot(3, "Torvald")]).await;
    let mut tx = desk.store.begin().await.unwrap();
    for (key, owner) in [(item(1), 1), (item(2), 2), (item(3), 3)] {
        tx.put_hull(&hull(key, owner)).await.unwrap();
        tx.put_alerts(&[alert(AlertId::Hull(key), owner, &[key])]).await.unwrap();
        tx.enqueue(&[notice(AlertId::Hull(key), owner, vec![line(key, owner, "One")])]).await.unwrap();
        let snooze = Snooze { pilot: PilotId(owner), since: at(0), until: None, by: "this desk".into(), why: None };
        tx.put_snooze(&snooze).await.unwrap();
        tx.put_shared_decision(DecisionKind::Snooze, PilotId(owner), &"snoozed", false).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = desk.store.begin().await.unwrap();
    tx.forget_pilots([PilotId(1), PilotId(3)].into()).await.unwrap();
    tx.commit().await.unwrap();
    let store = &desk.reopened().await.store;
    assert_eq!(store.pilots().await.unwrap().iter().map(|pilot| pilot.id).collect::<Vec<_>>(), [PilotId(2)]);
    assert_eq!(store.hulls().await.unwrap().iter().map(|hull| hull.key).collect::<Vec<_>>(), [item(2)]);
    assert_eq!(store.alerts(at(0)).await.unwrap().len(), 1);
    assert_eq!(store.snoozes().await.unwrap().len(), 1);
    assert_eq!(store.shared_decisions::<String>(DecisionKind::Snooze).await.unwrap().len(), 1);
    let waiting = store.pending(Receiver::DiscordCritical, at(100_000)).await.unwrap();
    assert_eq!(waiting.iter().map(|pending| pending.notice.alert).collect::<Vec<_>>(), [AlertId::Hull(item(2))]);
}
