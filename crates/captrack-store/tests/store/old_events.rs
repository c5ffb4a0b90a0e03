//! Rows of before events were numbers are moved in slices, whatever happens meanwhile.

use std::fmt::Write;
use std::path::Path;

use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use captrack_store::{FILE, Store};
use jiff::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use tempfile::TempDir;

use crate::history::{append, event, keepstar, system};
use crate::migrations::database_of;
use crate::test_data::{at, item};

/// A row as the version of schema 5 wrote it.
fn row(second: i64, kind: &str, hull: i64, detail: &str) -> String {
    let ms = at(second).as_millisecond();
    let detail = if detail.is_empty() { String::new() } else { format!("{detail},") };
    format!("({ms}, '{kind}', '{}', 1, '{{{detail}\"type_id\":11567}}')", item(hull))
}

fn space(id: i64) -> String {
    format!(r#"{{"site":{{"kind":"space"}},"system":{}}}"#, 30_000_000 + id)
}

fn docked(system: &str) -> String {
    format!(r#"{{"site":{{"id":1035466617946,"kind":"structure"}},"system":{system}}}"#)
}

fn moved(second: i64, hull: i64, from: &str, to: &str) -> String {
    row(second, "moved", hull, &format!(r#""from":{from},"to":{to}"#))
}

async fn written(rows: &[String]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    database_of(folder.path(), 5, "").await;
    insert(folder.path(), rows).await;
    folder
}

async fn insert(folder: &Path, rows: &[String]) {
    let options = SqliteConnectOptions::new().filename(folder.join(FILE));
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let mut statement = String::from("INSERT INTO events (at, kind, hull, pilot, detail) VALUES ");
    write!(statement, "{}", rows.join(", ")).unwrap();
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn all_moved(store: &Store) -> u32 {
    let mut slices = 0;
    while store.move_old_events(at(0)).await.unwrap() {
        slices += 1;
    }
    slices
}

async fn trail(store: &Store, hull: i64) -> Vec<HullEvent> {
    store.trail(item(hull), Timestamp::MIN, Timestamp::MAX).await.unwrap()
}

#[tokio::test]
async fn old_rows_get_the_time_before_and_lose_the_noise() {
    let docked_named = docked("30000142");
    let folder = written(&[
        row(10, "appeared", 1, &format!(r#""place":{}"#, docked("null"))),
        moved(20, 1, &docked("null"), &docked_named),
        moved(30, 1, &docked_named, &docked("null")),
        moved(40, 1, &docked("null"), &space(142)),
        row(50, "boarded", 1, ""),
        row(60, "changed", 1, r#""from":2"#),
        row(70, "gone", 1, ""),
        row(80, "snoozed", 1, ""),
    ])
    .await;
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(trail(&store, 1).await, [], "nothing is moved by the start itself");
    assert_eq!(all_moved(&store).await, 1);
    assert_eq!(
        trail(&store, 1).await,
        [
            event(item(1), 10, None, HullChange::Appeared { place: keepstar(Some(142)) }),
            event(item(1), 40, Some(30), HullChange::Moved { from: keepstar(Some(142)), to: system(142) }),
            event(item(1), 50, Some(40), HullChange::Boarded),
            event(item(1), 60, Some(50), HullChange::Changed { from: PilotId(2) }),
            event(item(1), 70, Some(60), HullChange::Gone { place: system(142) }),
        ]
    );
}

#[tokio::test]
async fn a_move_that_is_interrupted_goes_on_and_what_happens_meanwhile_comes_after() {
    let rows: Vec<String> = (0..12_000)
        .map(|n| {
            if n < 3 {
                row(n, "appeared", n, &format!(r#""place":{}"#, space(n)))
            } else {
                moved(n, n % 3, &space(n - 3), &space(n))
            }
        })
        .collect();
    let folder = written(&rows).await;
    let store = Store::open(folder.path()).await.unwrap();
    assert!(store.move_old_events(at(0)).await.unwrap());
    assert_eq!(store.events_since(at(0)).await.unwrap().len(), 5_000, "a slice at a time");
    append(&store, &[event(item(0), 20_000, None, HullChange::Boarded)]).await;
    store.close().await;

    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(all_moved(&store).await, 2);
    let events = store.events_since(at(0)).await.unwrap();
    assert_eq!(events.len(), 12_001);
    let trail = trail(&store, 0).await;
    assert_eq!(trail.len(), 4_001);
    for pair in trail.windows(2).take(3_999) {
        assert_eq!(pair[1].before, Some(pair[0].at), "also from one slice to the next");
    }
    assert_eq!(trail.last().unwrap().what, HullChange::Boarded);
    assert_eq!(store.recover(at(0), &Text::said("Unreadable.")).await.unwrap(), Vec::<Text>::new());
}

#[tokio::test]
async fn what_is_older_than_it_is_kept_is_not_moved() {
    let folder =
        written(&[row(-10, "appeared", 1, &format!(r#""place":{}"#, space(1))), moved(5, 1, &space(1), &space(2))])
            .await;
    let store = Store::open(folder.path()).await.unwrap();
    all_moved(&store).await;
    let expected = HullChange::Moved { from: system(1), to: system(2) };
    assert_eq!(trail(&store, 1).await, [event(item(1), 5, Some(-10), expected)]);
}

#[tokio::test]
async fn a_pilot_who_is_forgotten_before_the_rows_are_moved_is_in_none_of_them() {
    let folder = written(&[
        row(1, "appeared", 1, &format!(r#""place":{}"#, space(1))),
        row(2, "changed", 2, r#""from":1"#).replace(", 1, '{", ", 7, '{"),
        row(3, "boarded", 3, "").replace(", 1, '{", ", 7, '{"),
    ])
    .await;
    let store = Store::open(folder.path()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.forget_pilot(PilotId(1)).await.unwrap();
    tx.commit().await.unwrap();
    all_moved(&store).await;
    let events = store.events_since(at(0)).await.unwrap();
    let hulls: Vec<_> = events.iter().filter_map(|event| event.hull_event()).map(|event| event.key).collect();
    assert_eq!(hulls, [item(3)]);
}
