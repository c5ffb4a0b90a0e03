//! Test data: one of each, to be changed where a test cares.

use captrack_domain::alert::{Alert, AlertId};
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::{AllianceId, CorporationId, PilotId};
use captrack_domain::notice::{HullLine, Notice};
use captrack_domain::pilot::Pilot;
use captrack_domain::place::Place;
use captrack_store::{NoticeId, Store, Tx};
use captrack_testing::data;
use captrack_testing::eden::JITA;
use jiff::{Timestamp, ToSpan};
use tempfile::TempDir;

/// A data folder that is removed after the test.
pub struct Desk {
    pub folder: TempDir,
    pub store: Store,
}

impl Desk {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        Self { folder, store }
    }

    /// Closes the store and opens it again: what is read after this has been in the file.
    pub async fn reopened(self) -> Self {
        self.store.close().await;
        let store = Store::open(self.folder.path()).await.unwrap();
        Self { folder: self.folder, store }
    }

    /// A desk that watches these pilots.
    pub async fn watching(pilots: &[Pilot]) -> Self {
        let desk = Self::new().await;
        let mut tx = desk.store.begin().await.unwrap();
        for pilot in pilots {
            tx.put_pilot(pilot).await.unwrap();
        }
        tx.commit().await.unwrap();
        desk
    }
}

/// Does something in one transaction.
pub async fn commit<R>(store: &Store, work: impl AsyncFnOnce(&mut Tx) -> R) -> R {
    let mut tx = store.begin().await.unwrap();
    let done = work(&mut tx).await;
    tx.commit().await.unwrap();
    done
}

/// Decides on these notices.
pub async fn enqueue(store: &Store, notices: &[Notice]) -> Vec<NoticeId> {
    commit(store, async |tx| tx.enqueue(notices).await.unwrap()).await
}

/// Seconds after the beginning of the test's time.
pub fn at(seconds: i64) -> Timestamp {
    "2026-11-01T12:00:00.125Z".parse::<Timestamp>().unwrap() + seconds.seconds()
}

pub fn pilot(id: i64, name: &str) -> Pilot {
    Pilot {
        corporation: Some(CorporationId(98_000_001)),
        alliance: Some(AllianceId(99_000_001)),
        introduced_at: Some(at(60)),
        ..data::pilot(PilotId(id), name, at(0))
    }
}

pub use captrack_testing::data::key as item;

pub fn hull(key: HullKey, pilot: i64) -> Hull {
    Hull { place_at: at(10), first_seen_at: at(1), ..data::hull(key, PilotId(pilot), Place::space(JITA), at(20)) }
}

pub fn alert(id: AlertId, main: i64, hulls: &[HullKey]) -> Alert {
    Alert { sent_at: Some(at(1)), ..data::alert(id, PilotId(main), hulls, at(0)) }
}

pub fn line(key: HullKey, pilot: i64, name: &str) -> HullLine {
    HullLine { pilot_name: name.to_owned(), ..data::hull_line(key, PilotId(pilot), at(10)) }
}

/// A critical notice for the critical webhook, which may be sent at once.
pub fn notice(alert: AlertId, main: i64, hulls: Vec<HullLine>) -> Notice {
    data::notice(alert, PilotId(main), hulls, at(0))
}

/// A notice about one hull of one pilot.
pub fn notice_of(id: i64, pilot: i64, name: &str) -> Notice {
    notice(AlertId::Hull(item(id)), pilot, vec![line(item(id), pilot, name)])
}
