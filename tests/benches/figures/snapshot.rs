//! What a window is shown: a desk that finds an alliance in its data folder, without asking anybody.

use std::sync::Arc;
use std::time::Instant;

use captrack_contract::{
    BoardAnswer, BoardQuery, BoardRequest, PilotRef, RowRange, Snapshot, SnoozeLength, commands, encode,
};
use captrack_desk::{Desk, DeskParts, EndpointsFile};
use captrack_secrets::SessionSecrets;
use captrack_testing::TestClock;
use jiff::Timestamp;

use crate::alliance::{HULLS_A_MAIN, main_of};
use crate::figure::{median, middle, ms, print, timed};
use crate::stored;

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for hulls in [3_000, 30_000] {
            measure(hulls).await;
        }
    });
}

async fn measure(hulls: usize) {
    let now: Timestamp = "2026-11-22T15:00:00Z".parse().unwrap();
    let folder = tempfile::tempdir().unwrap();
    stored::write(folder.path(), hulls, now).await;

    let wired = DeskParts {
        folder: folder.path().to_owned(),
        endpoints: EndpointsFile::default(),
        secrets: Arc::new(SessionSecrets::new()),
        clock: Arc::new(TestClock::standing(now)),
        notifier: None,
    };
    let started = Instant::now();
    let desk = Desk::wire(wired).await.unwrap();
    print(&format!("desk_opens_with_{hulls}_hulls"), ms(started.elapsed()), "ms");

    let mut builds = Vec::new();
    for _ in 0..21 {
        let started = Instant::now();
        let _snapshot = taken(&desk).await;
        builds.push(started.elapsed());
    }
    print(&format!("snapshot_build_{hulls}_hulls"), ms(middle(builds)), "ms");

    let snapshot = taken(&desk).await;
    let shown: usize = snapshot.counts.values().sum();
    let listed: usize = snapshot.mains.iter().map(|main| main.hulls.len()).sum();
    assert!(shown == listed && shown > hulls / 2, "{shown} of {hulls} are shown, {listed} listed");
    let (json, _) = timed(|| serde_json::to_vec(&snapshot).unwrap());
    print(&format!("snapshot_size_{hulls}_hulls"), json.len() as f64, "bytes");
    print(&format!("snapshot_to_json_{hulls}_hulls"), ms(median(11, || serde_json::to_vec(&snapshot).unwrap())), "ms");
    board(&desk, hulls).await;
    changes(&desk, hulls).await;
    desk.shutdown().await;
}

/// What the main window asks for: heads, then the rows of what is in view. The first after a change judges everything anew.
async fn board(desk: &Desk, hulls: usize) {
    let request = BoardRequest::Board { query: BoardQuery::default(), known: None };
    let mut anew = Vec::new();
    let mut again = Vec::new();
    let mut edits = Vec::new();
    for round in 0..11 {
        let length = SnoozeLength::Seconds(3600 + round);
        let pilots = vec![PilotRef::Id(main_of(1))];
        let started = Instant::now();
        desk.ask(commands::Snooze { pilots, length, why: None }).await.unwrap();
        edits.push(started.elapsed());
        for times in [&mut anew, &mut again] {
            let started = Instant::now();
            let bytes = encode(&desk.board(&request).await);
            times.push(started.elapsed());
            assert!(bytes.len() > hulls, "{}", bytes.len());
        }
    }
    print(&format!("snooze_{hulls}_hulls"), ms(middle(edits)), "ms");
    print(&format!("board_after_a_change_{hulls}_hulls"), ms(middle(anew)), "ms");
    print(&format!("board_unchanged_{hulls}_hulls"), ms(middle(again)), "ms");
    let reply = desk.board(&request).await;
    print(&format!("board_size_{hulls}_hulls"), encode(&reply).len() as f64, "bytes");
    let Ok(BoardAnswer::Board(board)) = reply else { panic!("no board") };
    let cards = board.cards.iter().take(60).map(|card| RowRange { card: card.key, from: 0, to: 40 }).collect();
    let rows = BoardRequest::Rows { query: BoardQuery::default(), cards };
    let mut times = Vec::new();
    for _ in 0..11 {
        let started = Instant::now();
        let _bytes = encode(&desk.board(&rows).await);
        times.push(started.elapsed());
    }
    print(&format!("rows_of_60_cards_{hulls}_hulls"), ms(middle(times)), "ms");
}

/// What a window that has the board is sent when every hundredth card has changed.
async fn changes(desk: &Desk, hulls: usize) {
    let mut known = None;
    let (mut times, mut bytes) = (Vec::new(), 0);
    for round in 0..11 {
        let length = SnoozeLength::Seconds(7200 + round);
        let mains = (0..hulls / HULLS_A_MAIN).step_by(100).map(|account| PilotRef::Id(main_of(account)));
        desk.ask(commands::Snooze { pilots: mains.collect(), length, why: None }).await.unwrap();
        let request = BoardRequest::Board { query: BoardQuery::default(), known };
        let started = Instant::now();
        let reply = desk.board(&request).await;
        let encoded = encode(&reply);
        match reply.unwrap() {
            BoardAnswer::Board(board) => known = Some(board.number),
            BoardAnswer::Changes(changes) => {
                times.push(started.elapsed());
                bytes = bytes.max(encoded.len());
                known = Some(changes.board.number);
                assert!(!changes.board.cards.is_empty());
            }
            _ => panic!("no board"),
        }
    }
    print(&format!("board_changes_of_1_in_100_{hulls}_hulls"), ms(middle(times)), "ms");
    print(&format!("board_changes_of_1_in_100_size_{hulls}_hulls"), bytes as f64, "bytes");
}

async fn taken(desk: &Desk) -> Snapshot {
    desk.ask(commands::Snapshot).await.unwrap()
}
