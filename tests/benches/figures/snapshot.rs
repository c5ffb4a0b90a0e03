//! What a window is shown: a desk that finds an alliance in its data folder, without asking anybody.

use std::sync::Arc;

use captrack_contract::{Command, Reply, Snapshot};
use captrack_desk::{Desk, EndpointsFile, Wired};
use captrack_monitor::ports::Clock;
use captrack_secrets::SessionSecrets;
use jiff::Timestamp;

use crate::figure::{median, middle, ms, print, timed};
use crate::stored;

/// A clock that stands.
struct Standing(Timestamp);

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        self.0
    }
}

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

    let wired = Wired {
        folder: folder.path().to_owned(),
        endpoints: EndpointsFile::default(),
        secrets: Arc::new(SessionSecrets::new()),
        clock: Arc::new(Standing(now)),
        notifier: None,
    };
    let started = std::time::Instant::now();
    let desk = Desk::wire(wired).await.unwrap();
    print(&format!("desk_opens_with_{hulls}_hulls"), ms(started.elapsed()), "ms");

    let mut builds = Vec::new();
    for _ in 0..21 {
        let started = std::time::Instant::now();
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
    desk.shutdown().await;
}

async fn taken(desk: &Desk) -> Snapshot {
    match desk.execute(Command::Snapshot).await.unwrap() {
        Reply::Snapshot(snapshot) => *snapshot,
        other => panic!("{other:?}"),
    }
}
