//! Before a migration the database is copied beside itself.

use std::fs;
use std::path::{Path, PathBuf};

use captrack_domain::ids::PilotId;
use captrack_store::{FILE, Store, StoreError};
use captrack_text::english;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::migrations::{WRITTEN_BY_THE_FIRST, database_of};
use crate::test_data::{at, pilot};

fn copies(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with(FILE)).collect()
}

fn today() -> String {
    Timestamp::now().to_zoned(TimeZone::UTC).date().to_string()
}

#[tokio::test]
async fn a_database_of_an_earlier_schema_is_copied_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    database_of(folder.path(), 1, WRITTEN_BY_THE_FIRST).await;
    let before = today();
    let store = Store::open(folder.path()).await.unwrap();
    let copies = copies(folder.path());
    assert_eq!(copies.len(), 1, "{copies:?}");
    let name = copies[0].file_name().unwrap().to_string_lossy().into_owned();
    assert!([before, today()].iter().any(|day| name == format!("captrack-schema-1-{day}.db")), "{name}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&copies[0]).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // Put in the place of the database it opens like the one of before.
    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(&copies[0], elsewhere.path().join(FILE)).unwrap();
    let copied = Store::open(elsewhere.path()).await.unwrap();
    assert_eq!(copied.pilots().await.unwrap(), store.pilots().await.unwrap());
    assert_eq!(copied.alerts(at(0)).await.unwrap(), store.alerts(at(0)).await.unwrap());
}

#[tokio::test]
async fn nothing_is_copied_without_a_migration() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let store = Store::open(folder.path()).await.unwrap();
        store.close().await;
        assert_eq!(copies(folder.path()), Vec::<PathBuf>::new());
    }
}

#[tokio::test]
async fn without_its_copy_a_database_is_not_migrated() {
    let folder = tempfile::tempdir().unwrap();
    database_of(folder.path(), 5, "").await;
    let blocked = folder.path().join(format!("captrack-schema-5-{}.db", today()));
    fs::create_dir_all(blocked.join("in the way")).unwrap();
    let before = fs::read(folder.path().join(FILE)).unwrap();
    Store::open(folder.path()).await.unwrap_err();
    assert_eq!(copies(folder.path()), std::slice::from_ref(&blocked), "and nothing half-written is left");
    fs::remove_dir_all(&blocked).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join(FILE), before).unwrap();
    // Still of schema 5: it is copied and migrated now.
    Store::open(folder.path()).await.unwrap();
    assert_eq!(copies(folder.path()), [blocked]);
}

#[tokio::test]
async fn a_copy_goes_after_a_month_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let names =
        ["captrack-schema-5-2026-10-02.db", "captrack-schema-4-2026-10-01.db", "captrack-schema-5-2026-10-31.db.part"];
    for name in names.iter().chain(&["captrack-schema-x-2026-10-01.db", "notes.db"]) {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let now: Timestamp = "2026-10-31T12:00:00Z".parse().unwrap();
    assert_eq!(store.prune_copies(now), 1, "what a kill left half-written");
    assert_eq!(store.prune_copies(now + 24.hours()), 1);
    assert!(folder.path().join(names[0]).exists());
    assert_eq!(store.prune_copies(now + 48.hours()), 1);
    assert_eq!(copies(folder.path()).len(), 2, "other files are not ours");
}

#[tokio::test]
async fn a_pilot_who_is_forgotten_is_in_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    database_of(folder.path(), 1, WRITTEN_BY_THE_FIRST).await;
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(copies(folder.path()).len(), 1);
    let mut tx = store.begin().await.unwrap();
    tx.put_pilot(&pilot(3, "Third")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(copies(folder.path()).len(), 1);
    let mut tx = store.begin().await.unwrap();
    tx.forget_pilot(PilotId(3)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(copies(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_full_disk_is_said_with_what_to_do() {
    let error = StoreError::NoRoomForCopy { database: "DB".to_owned() };
    assert_eq!(
        english(&error.text()),
        "There is no room on the disk for a copy of DB, which CapTrack makes before it brings it up to date; make room and start CapTrack again. \
         Nothing was changed."
    );
}
