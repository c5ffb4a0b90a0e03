//! What a cycle writes in which fifty ships change, into a store that holds ninety days of history.

use captrack_domain::activity::{Activity, ActivityKind, ActivityTexts};
use captrack_domain::alert::{Alert, AlertId, AlertState};
use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::{ItemId, PilotId, SystemId};
use captrack_domain::notice::{Notice, NoticeKind, Receiver};
use captrack_domain::place::Place;
use captrack_domain::text;
use captrack_store::{HistoryEvent, NewMessage, Store};
use captrack_testing::data::{self, hull_line};
use captrack_testing::eden::AVATAR;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::figure::{middle, ms, print};
use crate::{history, stored};

const HULLS: usize = 3_000;
const EVENTS: i64 = 800_000;
const TOLD: i64 = 30_000;
const MESSAGES: i64 = 5_000;
const SHIPS: usize = 50;

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let now = Timestamp::UNIX_EPOCH + (20_600 * 24).hours();
    stored::write(folder.path(), HULLS, now).await;
    let store = Store::open(folder.path()).await.unwrap();
    history::fill(&store, HULLS as i64, EVENTS, now).await;
    fill_told(&store, now).await;
    let hulls: Vec<Hull> = store.hulls().await.unwrap().into_iter().take(SHIPS).collect();
    let mut times = Vec::new();
    for round in 0..21_i64 {
        let began = std::time::Instant::now();
        write_moves(&store, &hulls, now + round.minutes(), round).await;
        times.push(began.elapsed());
    }
    print("commit_50_ships_moved_with_90_days", ms(middle(times)), "ms");
    let mut times = Vec::new();
    for round in 0..9_i64 {
        let nameless = write_nameless(&store, now, round).await;
        let began = std::time::Instant::now();
        let mut tx = store.begin().await.unwrap();
        tx.rekey_hulls(&nameless).await.unwrap();
        tx.commit().await.unwrap();
        times.push(began.elapsed());
    }
    print("commit_50_ships_get_their_items_with_90_days", ms(middle(times)), "ms");
    store.close().await;
}

fn alert(id: AlertId, main: PilotId, hull: HullKey, at: Timestamp, state: AlertState) -> Alert {
    Alert { state, ..data::alert(id, main, &[hull], at) }
}

fn notice(key: HullKey, pilot: PilotId, at: Timestamp, receiver: Receiver) -> Notice {
    Notice {
        receiver,
        main_name: format!("Pilot {pilot}"),
        affiliation: None,
        kind: NoticeKind::Moved,
        ..data::notice(AlertId::Hull(key), pilot, vec![hull_line(key, pilot, at)], at)
    }
}

fn message_part(key: HullKey, pilot: PilotId, at: Timestamp) -> Value {
    json!({
        "main": pilot, "main_name": format!("Pilot {pilot}"), "affiliation": null, "level": "critical",
        "hulls": [{"alert": AlertId::Hull(key), "line": hull_line(key, pilot, at)}],
    })
}

/// What was told in ninety days: delivered notices, closed alerts, messages, the log.
async fn fill_told(store: &Store, now: Timestamp) {
    let mut tx = store.begin().await.unwrap();
    for number in 0..TOLD {
        let at = now - (number % (90 * 24 * 60)).minutes();
        let (key, pilot) = (HullKey::Item(ItemId(1_050_000_000_000 + number)), PilotId(2_112_000_000 + number % 900));
        let ids = tx.enqueue(&[notice(key, pilot, at, Receiver::DiscordCritical)]).await.unwrap();
        tx.mark_delivered(ids[0], at).await.unwrap();
        let closed = AlertState::Closed { at };
        tx.put_alerts(&[alert(AlertId::Hull(key), pilot, key, at, closed)]).await.unwrap();
        let log = Activity {
            at,
            by: "CapTrack".to_owned(),
            kind: ActivityKind::NoticeSent,
            subject: "critical webhook".to_owned(),
            old: None,
            new: Some(format!("Pilot {pilot}: 1 titan")),
            texts: ActivityTexts {
                subject: Some(text!("activity-webhook", webhook = text!("webhook-critical"))),
                new: Some(text!(
                    "named-main",
                    main = format!("Pilot {pilot}"),
                    ships = text!("count-titan", n = 1_i64)
                )),
                old: None,
            },
        };
        tx.append_activity(&[log]).await.unwrap();
        if number < MESSAGES {
            let id = number.to_string();
            let message = NewMessage {
                webhook: "critical",
                discord_id: &id,
                thread: None,
                posted_at: at,
                message_parts: &[message_part(key, pilot, at)],
            };
            tx.put_message(&message).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// Fifty ships are seen elsewhere, and each is told to two receivers.
async fn write_moves(store: &Store, hulls: &[Hull], at: Timestamp, round: i64) {
    let mut tx = store.begin().await.unwrap();
    let mut events = Vec::new();
    let mut moved = Vec::new();
    let mut alerts = Vec::new();
    let mut notices = Vec::new();
    for (hull, number) in hulls.iter().zip(0_i64..) {
        let to = Place::space(SystemId(30_000_001 + (number * 97 + round * 13) % 5_000));
        let what = HullChange::Moved { from: hull.place, to };
        let (key, pilot) = (hull.key, hull.pilot);
        let event = HullEvent { key, type_id: hull.type_id, pilot, at, before: Some(hull.place_at), what };
        events.push(HistoryEvent::Hull(event));
        moved.push(Hull { place: to, place_at: at, seen_at: at, ..hull.clone() });
        alerts.push(alert(AlertId::Hull(key), pilot, key, at, AlertState::Open));
        notices.push(notice(key, pilot, at, Receiver::Os));
        notices.push(notice(key, pilot, at, Receiver::DiscordCritical));
    }
    tx.put_hulls(&moved).await.unwrap();
    tx.append_events(&events).await.unwrap();
    tx.put_alerts(&alerts).await.unwrap();
    tx.enqueue(&notices).await.unwrap();
    let ids: Vec<AlertId> = alerts.iter().map(|alert| alert.id).collect();
    tx.mark_messages_due(&ids, at).await.unwrap();
    tx.commit().await.unwrap();
}

/// Fifty ships of which only the type is known, with their alerts, notices and messages; gives what they are to be called.
async fn write_nameless(store: &Store, now: Timestamp, round: i64) -> Vec<(HullKey, HullKey)> {
    let mut tx = store.begin().await.unwrap();
    let mut pairs = Vec::new();
    for number in 0..SHIPS as i64 {
        let pilot = PilotId(2_113_000_000 + round * 100 + number);
        let key = HullKey::PilotType(pilot, AVATAR);
        tx.put_alerts(&[alert(AlertId::Hull(key), pilot, key, now, AlertState::Open)]).await.unwrap();
        tx.enqueue(&[notice(key, pilot, now, Receiver::DiscordCritical)]).await.unwrap();
        let id = format!("n{round}-{number}");
        let message = NewMessage {
            webhook: "critical",
            discord_id: &id,
            thread: None,
            posted_at: now,
            message_parts: &[message_part(key, pilot, now)],
        };
        tx.put_message(&message).await.unwrap();
        let boarded = HullChange::Boarded;
        let event = HullEvent { key, type_id: AVATAR, pilot, at: now, before: None, what: boarded };
        tx.append_events(&[HistoryEvent::Hull(event)]).await.unwrap();
        pairs.push((key, HullKey::Item(ItemId(1_060_000_000_000 + round * 100 + number))));
    }
    tx.commit().await.unwrap();
    pairs
}
