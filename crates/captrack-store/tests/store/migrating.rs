//! A database that an earlier version wrote keeps everything.

use std::path::Path;

use captrack_domain::alert::{AlertId, AlertState};
use captrack_domain::class::HullClass;
use captrack_domain::hull::Berth;
use captrack_domain::ids::{GroupId, PilotId, RegionId, SystemId};
use captrack_domain::notice::{Receiver, Said};
use captrack_domain::policy::{Mode, Policy, ScopeKind};
use captrack_domain::reading::Reading;
use captrack_store::{FILE, Store, settings};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::given::{at, item};

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Rows as the version with migration 0001 wrote them.
pub const WRITTEN_BY_THE_FIRST: &str = include_str!("written_by_0001.sql");

/// Makes a database as the version with these migrations left it.
pub async fn database_of(folder: &Path, schema: i64, rows: &'static str) {
    let options = SqliteConnectOptions::new().filename(folder.join(FILE)).create_if_missing(true).foreign_keys(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let earlier = MIGRATOR.iter().filter(|migration| migration.version <= schema).cloned().collect();
    Migrator::with_migrations(earlier).run(&mut connection).await.unwrap();
    sqlx::raw_sql(rows).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Opens what the first version left.
async fn opened(folder: &Path) -> Store {
    database_of(folder, 1, WRITTEN_BY_THE_FIRST).await;
    Store::open(folder).await.unwrap()
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_pilots_hulls_and_answers() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    let pilots = store.pilots().await.unwrap();
    assert_eq!(pilots.iter().map(|pilot| pilot.name.as_str()).collect::<Vec<_>>(), ["Kara Volkov", "Mira"]);
    assert_eq!(pilots[1].main, Some(PilotId(2_112_000_001)));
    let hulls = store.hulls().await.unwrap();
    assert_eq!((hulls.len(), hulls[0].key, hulls[0].berth), (1, item(1), Berth::Flown));
    let sections = store.sections().await.unwrap();
    assert_eq!(sections[0].1.as_ref().map(|dated| &dated.reading), Some(&Reading::Online(true)));
    while store.move_old_events(at(0)).await.unwrap() {}
    assert_eq!(store.events_since(at(0)).await.unwrap().len(), 1);
    assert_eq!(store.snoozes().await.unwrap().len(), 1);
    assert_eq!(store.names().await.unwrap().len(), 1);
    assert_eq!(store.structures().await.unwrap().len(), 1);
    assert_eq!(store.known_types().await.unwrap()[0].group_id, GroupId(4594));
    assert_eq!(store.window_state("main").await.unwrap().as_deref(), Some("{}"));
    assert_eq!(store.recover(at(9)).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_alerts_and_what_waits_to_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    let alerts = store.alerts(at(0)).await.unwrap();
    assert_eq!(alerts.len(), 2);
    assert_eq!(alerts[0].id, AlertId::Fleet(PilotId(2_112_000_001), HullClass::Carrier));
    assert!(matches!(alerts[0].state, AlertState::Fading { .. }));
    assert_eq!(alerts[1].told_regions, [(item(1), RegionId(10_000_002))].into());
    let pending = store.pending(Receiver::DiscordCritical, at(9)).await.unwrap();
    assert_eq!(pending.len(), 1);
    assert_eq!((pending[0].notice.said, pending[0].notice.main_name.as_str()), (Said::Opened, "Kara Volkov"));
    assert_eq!(store.recent_deliveries(9).await.unwrap().len(), 1);
    assert_eq!(store.undeliverable(9).await.unwrap()[0].reason.as_deref(), Some("Discord refused it."));
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_rules() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    let policy: Policy = store.setting(settings::POLICY).await.unwrap().unwrap();
    assert_eq!(policy.classes[&HullClass::Dreadnought].mode, Mode::Threshold { n: 7 });
    assert_eq!(policy.scope.kind, ScopeKind::OnlyListed);
    assert_eq!(policy.scope.systems, [SystemId(30_004_759)].into());
    assert_eq!(policy.repeat, Policy::default().repeat, "what is new begins as it comes");
    assert!(policy.places.is_empty());
    assert_eq!(store.setting::<bool>(settings::PAUSED).await.unwrap(), Some(true));
}

#[tokio::test]
async fn cards_of_mains_stay_as_they_were_turned() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    let expected = [(String::from("main/2112000001"), true), (String::from("main/2112000009"), false)];
    assert_eq!(store.closed_cards().await.unwrap(), expected.into());
}

#[tokio::test]
async fn what_the_first_version_did_not_know_begins_empty() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    assert!(store.acknowledgements().await.unwrap().is_empty());
    assert!(store.activity("", &[], None, 9).await.unwrap().is_empty());
    assert!(store.known_groups().await.unwrap().is_empty());
}

#[tokio::test]
async fn every_earlier_schema_is_brought_up_to_date() {
    for schema in 1..=Store::schema() {
        let folder = tempfile::tempdir().unwrap();
        database_of(folder.path(), schema, "").await;
        let store = Store::open(folder.path()).await.unwrap();
        assert_eq!(store.recover(at(0)).await.unwrap(), Vec::<String>::new(), "schema {schema}");
    }
}

#[test]
fn what_was_released_is_never_edited() {
    let beginnings: Vec<_> = MIGRATOR.iter().map(|migration| (migration.version, &migration.checksum[..4])).collect();
    // SHA-384 of the file. A database that ran another file of that number would be refused.
    assert_eq!(beginnings[0], (1, &[0xc3, 0xed, 0x54, 0x34][..]));
}
