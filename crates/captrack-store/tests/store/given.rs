//! Test data: one of each, to be changed where a test cares.

use captrack_domain::alert::{Alert, AlertId, AlertState};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::hull::{Berth, Hull, HullKey};
use captrack_domain::ids::{AllianceId, CorporationId, ItemId, PilotId};
use captrack_domain::notice::{HullLine, Notice, Occasion, Receiver, Said};
use captrack_domain::pilot::{Pilot, SignIn};
use captrack_domain::place::Place;
use captrack_domain::section::Freshness;
use captrack_store::Store;
use captrack_testing::eden::{AVATAR, JITA, THE_FORGE};
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

/// Seconds after the beginning of the test's time.
pub fn at(seconds: i64) -> Timestamp {
    "2026-11-01T12:00:00.125Z".parse::<Timestamp>().unwrap() + seconds.seconds()
}

pub fn pilot(id: i64, name: &str) -> Pilot {
    Pilot {
        id: PilotId(id),
        name: name.to_owned(),
        corporation: Some(CorporationId(98_000_001)),
        alliance: Some(AllianceId(99_000_001)),
        main: None,
        added_at: at(0),
        introduced_at: Some(at(60)),
        sign_in: SignIn::Valid,
        auth: None,
    }
}

pub fn item(id: i64) -> HullKey {
    HullKey::Item(ItemId(1_040_000_000_000 + id))
}

pub fn hull(key: HullKey, pilot: i64) -> Hull {
    Hull {
        key,
        type_id: AVATAR,
        pilot: PilotId(pilot),
        place: Place::space(JITA),
        last_system: Some(JITA),
        place_at: at(10),
        seen_at: at(20),
        first_seen_at: at(1),
        berth: Berth::Flown,
        absences: 0,
        last_absence: None,
    }
}

pub fn alert(id: AlertId, main: i64, hulls: &[HullKey]) -> Alert {
    Alert {
        id,
        main: PilotId(main),
        level: AlertLevel::Critical,
        class: HullClass::Titan,
        hulls: hulls.iter().copied().collect(),
        told: hulls.iter().copied().collect(),
        told_regions: hulls.iter().map(|key| (*key, THE_FORGE)).collect(),
        moved_at: None,
        handover_waits: false,
        told_at: Some(at(1)),
        reminded_at: None,
        opened_at: at(0),
        state: AlertState::Standing,
    }
}

pub fn line(key: HullKey, pilot: i64, name: &str) -> HullLine {
    HullLine {
        key,
        pilot: PilotId(pilot),
        pilot_name: name.to_owned(),
        type_id: AVATAR,
        type_name: String::from("Avatar"),
        class: HullClass::Titan,
        system_name: Some(String::from("Jita")),
        region_name: Some(String::from("The Forge")),
        place_name: None,
        observed_at: at(10),
        freshness: Freshness::Fresh,
        why: String::from("titans always alert"),
    }
}

/// A critical notice for the critical webhook, which may be sent at once.
pub fn notice(alert: AlertId, main: i64, hulls: Vec<HullLine>) -> Notice {
    Notice {
        receiver: Receiver::DiscordCritical,
        main: PilotId(main),
        main_name: format!("Main {main}"),
        affiliation: Some(String::from("Null Logistics · Synthetic Coalition")),
        alert,
        level: AlertLevel::Critical,
        said: Said::Opened,
        occasion: Occasion::News,
        hulls,
        named_before: 0,
        opened_at: at(0),
        decided_at: at(0),
        not_before: at(0),
    }
}

/// A notice about one hull of one pilot.
pub fn notice_of(id: i64, pilot: i64, name: &str) -> Notice {
    notice(AlertId::Hull(item(id)), pilot, vec![line(item(id), pilot, name)])
}
