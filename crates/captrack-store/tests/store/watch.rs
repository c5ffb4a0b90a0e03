//! Alerts of watch rules: they come back, go with their pilots, and follow ships that get their item.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::alert::{AlertId, AlertState};
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::{Notice, Receiver};
use captrack_domain::watch::{
    SpaceEpisode, WatchAcknowledgement, WatchAlert, WatchAlertId, WatchDetail, WatchRuleId, WatchSubject,
};
use captrack_store::Tx;
use captrack_testing::eden::{AVATAR, JITA};
use jiff::Timestamp;

use crate::messages::{Telling, Told, message_part, post, told};
use crate::test_data::{Desk, at, commit, enqueue, hull, item, line, notice, pilot};

const KARA: i64 = 2_112_000_001;
const MIRA: i64 = 2_112_000_002;
const RULE: WatchRuleId = WatchRuleId(7);

fn id(subject: WatchSubject) -> WatchAlertId {
    WatchAlertId { rule: RULE, subject }
}

fn in_space(key: HullKey, main: i64) -> WatchAlert {
    WatchAlert {
        id: id(WatchSubject::Hull(key)),
        main: Some(PilotId(main)),
        level: AlertLevel::Critical,
        hulls: [key].into(),
        detail: WatchDetail::InSpace { stage: 1, since: at(0), minutes: 30, seen_at: at(1800) },
        sent: 1,
        sent_region: None,
        sent_at: Some(at(1800)),
        repeats: 0,
        opened_at: at(1800),
        state: AlertState::Open,
    }
}

fn massing(hulls: &[HullKey], mains: &[i64]) -> WatchAlert {
    let mains: BTreeSet<PilotId> = mains.iter().copied().map(PilotId).collect();
    let count = mains.len() as u32;
    WatchAlert {
        id: id(WatchSubject::System(JITA)),
        main: None,
        hulls: hulls.iter().copied().collect(),
        detail: WatchDetail::Massing { count, mains, stale: 0, older: 0, expected: 0 },
        ..in_space(item(1), KARA)
    }
}

fn seen(alert: WatchAlertId, by: &str) -> WatchAcknowledgement {
    WatchAcknowledgement { alert, at: at(2), by: by.to_owned(), why: Some(format!("{by} is there")), count: 2 }
}

fn episode(seconds: i64) -> SpaceEpisode {
    SpaceEpisode { began: at(0), seen_at: at(seconds), counted: Duration::from_secs(seconds as u64) }
}

async fn put(tx: &mut Tx, alerts: &[WatchAlert]) {
    tx.put_watch_alerts(alerts).await.unwrap();
}

async fn alerts(desk: &Desk) -> Vec<WatchAlert> {
    desk.store.watch_alerts(Timestamp::UNIX_EPOCH).await.unwrap()
}

#[tokio::test]
async fn they_come_back_as_they_were_and_closed_ones_for_a_while() {
    let desk = Desk::new().await;
    let (open, other) = (in_space(item(1), KARA), massing(&[item(1), item(2)], &[KARA, MIRA]));
    let closed = WatchAlert { state: AlertState::Closed { at: at(100) }, ..in_space(item(3), KARA) };
    commit(&desk.store, async |tx| {
        put(tx, &[open.clone(), other.clone(), closed.clone()]).await;
        tx.put_watch_acknowledgement(&seen(other.id, "Mira")).await.unwrap();
        tx.put_watch_episode(item(1), Some(&episode(60))).await.unwrap();
        tx.put_watch_episode(item(1), Some(&episode(120))).await.unwrap();
        tx.put_watch_episode(item(2), Some(&episode(60))).await.unwrap();
        tx.put_watch_episode(item(2), None).await.unwrap();
    })
    .await;
    let desk = desk.reopened().await;
    assert_eq!(alerts(&desk).await, [open.clone(), closed, other.clone()]);
    assert_eq!(desk.store.watch_alerts(at(100)).await.unwrap(), [open.clone(), other.clone()]);
    assert_eq!(desk.store.watch_acknowledgements().await.unwrap(), [seen(other.id, "Mira")]);
    assert_eq!(desk.store.watch_episodes().await.unwrap(), [(item(1), episode(120))]);
    commit(&desk.store, async |tx| {
        assert_eq!(tx.prune_watch_alerts(at(100)).await.unwrap(), 0);
        assert_eq!(tx.prune_watch_alerts(at(101)).await.unwrap(), 1);
        tx.clear_watch_acknowledgement(other.id).await.unwrap();
    })
    .await;
    assert_eq!(alerts(&desk).await, [open, other]);
    assert!(desk.store.watch_acknowledgements().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_forgotten_pilot_leaves_them_and_what_others_share_stays() {
    let (kara, mira) = (pilot(KARA, "Kara Volkov"), pilot(MIRA, "Mira Solace"));
    let desk = Desk::watching(&[kara, mira]).await;
    let (theirs, others) = (in_space(item(1), KARA), in_space(item(2), MIRA));
    let both = massing(&[item(1), item(2)], &[KARA, MIRA]);
    commit(&desk.store, async |tx| {
        tx.put_hulls(&[hull(item(1), KARA), hull(item(2), MIRA)]).await.unwrap();
        put(tx, &[theirs.clone(), others.clone(), both.clone()]).await;
        for one in [&theirs, &others, &both] {
            tx.put_watch_acknowledgement(&seen(one.id, "Kara Volkov")).await.unwrap();
        }
        tx.put_watch_episode(item(1), Some(&episode(60))).await.unwrap();
        tx.put_watch_episode(item(2), Some(&episode(60))).await.unwrap();
    })
    .await;
    commit(&desk.store, async |tx| tx.forget_pilot(PilotId(KARA)).await.unwrap()).await;
    let left = alerts(&desk).await;
    assert_eq!(left.iter().map(|alert| alert.id).collect::<Vec<_>>(), [others.id, both.id]);
    assert_eq!(left[1].hulls, [item(2)].into());
    assert!(matches!(&left[1].detail, WatchDetail::Massing { mains, .. } if *mains == [PilotId(MIRA)].into()));
    let seen = desk.store.watch_acknowledgements().await.unwrap();
    assert_eq!(seen.iter().map(|seen| seen.alert).collect::<Vec<_>>(), [others.id, both.id]);
    assert!(seen.iter().all(|seen| seen.by == "a forgotten pilot"));
    assert!(seen.iter().all(|seen| seen.why.as_deref() == Some("a forgotten pilot is there")));
    assert_eq!(desk.store.watch_episodes().await.unwrap(), [(item(2), episode(60))]);
    let folder = desk.folder.path().to_owned();
    desk.store.close().await;
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(11).any(|window| window == b"Kara Volkov"));
    }
}

#[tokio::test]
async fn a_ship_that_gets_its_item_keeps_its_alerts_notices_and_messages() {
    let desk = Desk::watching(&[pilot(KARA, "Kara")]).await;
    let (nameless, known) = (HullKey::PilotType(PilotId(KARA), AVATAR), item(9));
    let (of_ship, of_place) = (in_space(nameless, KARA), massing(&[nameless, item(2)], &[KARA]));
    let both = [of_ship.id, of_place.id].map(AlertId::Watch);
    commit(&desk.store, async |tx| {
        put(tx, &[of_ship.clone(), of_place.clone()]).await;
        tx.put_watch_acknowledgement(&seen(of_ship.id, "Mira")).await.unwrap();
        tx.put_watch_episode(nameless, Some(&episode(60))).await.unwrap();
        let hulls =
            both.iter().map(|alert| Told { line: line(nameless, KARA, "Kara"), ..told(*alert, 1, KARA, "Kara") });
        let part = message_part(KARA, "Kara", hulls.collect());
        post(tx, "critical", "1", &[part]).await;
    })
    .await;
    let waiting: Vec<Notice> =
        both.iter().map(|alert| notice(*alert, KARA, vec![line(nameless, KARA, "Kara")])).collect();
    enqueue(&desk.store, &waiting).await;
    commit(&desk.store, async |tx| tx.rekey_hulls(&[(nameless, known)]).await.unwrap()).await;

    let after = alerts(&desk).await;
    let rekeyed = of_ship.rekeyed(nameless, known);
    assert_eq!(after, [rekeyed.clone(), of_place.rekeyed(nameless, known)]);
    assert_eq!(desk.store.watch_acknowledgements().await.unwrap()[0].alert, rekeyed.id);
    assert_eq!(desk.store.watch_episodes().await.unwrap(), [(known, episode(60))]);
    let ids: Vec<AlertId> = after.iter().map(|alert| AlertId::Watch(alert.id)).collect();
    let waiting = desk.store.pending(Receiver::DiscordCritical, at(100_000)).await.unwrap();
    assert_eq!(waiting.iter().map(|row| row.notice.alert).collect::<Vec<_>>(), ids);
    let messages = desk.store.messages_about(&ids).await.unwrap();
    let parts = messages[0].message_parts::<Telling>().unwrap();
    let named: Vec<(AlertId, HullKey)> = parts[0].hulls.iter().map(|told| (told.alert, told.line.key)).collect();
    assert_eq!(named, ids.iter().map(|alert| (*alert, known)).collect::<Vec<_>>());
}
