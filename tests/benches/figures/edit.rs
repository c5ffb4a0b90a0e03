//! What an edit takes: what it does to a desk that watches an alliance, and all that follows from it but for the disk.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use captrack_contract::{PilotRef, SnoozeLength, commands};
use captrack_desk::{Desk, DeskParts, EndpointsFile};
use captrack_domain::preferences::Preferences;
use captrack_secrets::SessionSecrets;
use captrack_testing::TestClock;
use jiff::Timestamp;
use tempfile::TempDir;

use crate::alliance::main_of;
use crate::figure::{middle, ms, print};
use crate::stored;

const ROUNDS: u64 = 21;

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
    let folder = in_memory();
    stored::write(folder.path(), hulls, now).await;
    let wired = DeskParts {
        folder: folder.path().to_owned(),
        endpoints: EndpointsFile::default(),
        secrets: Arc::new(SessionSecrets::new()),
        clock: Arc::new(TestClock::standing(now)),
        notifier: None,
    };
    let desk = Desk::wire(wired).await.unwrap();

    let pilots = vec![PilotRef::Id(main_of(1))];
    let mut alone = Vec::new();
    for _ in 0..ROUNDS {
        alone.push(desk.monitor().edit().rehearse_snooze(&pilots).await.unwrap());
    }
    print(&format!("edit_{hulls}_hulls"), ms(middle(alone)), "ms");

    let mut snoozes = Vec::new();
    for round in 0..ROUNDS {
        let length = SnoozeLength::Seconds(3600 + round);
        let began = Instant::now();
        desk.ask(commands::Snooze { pilots: pilots.clone(), length, why: None }).await.unwrap();
        snoozes.push(began.elapsed());
    }
    print(&format!("edit_snooze_judged_{hulls}_hulls"), ms(middle(snoozes)), "ms");

    let mut preferences = Vec::new();
    for round in 0..ROUNDS {
        let preferences_now = Preferences { sound: round % 2 == 0, ..Preferences::default() };
        let began = Instant::now();
        desk.ask(commands::SavePreferences { preferences: preferences_now }).await.unwrap();
        preferences.push(began.elapsed());
    }
    print(&format!("edit_preferences_judged_{hulls}_hulls"), ms(middle(preferences)), "ms");
    desk.shutdown().await;
}

/// A folder that lies in memory, where the system has such a place.
fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}
