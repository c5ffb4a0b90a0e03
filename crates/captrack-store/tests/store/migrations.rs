//! A database that an earlier version wrote keeps everything.

use std::path::Path;

use captrack_domain::activity::ActivityKind;
use captrack_domain::alert::{AlertId, AlertState};
use captrack_domain::class::HullClass;
use captrack_domain::hull::Occupancy;
use captrack_domain::ids::{GroupId, PilotId, TypeId};
use captrack_domain::notice::{NoticeKind, Receiver};
use captrack_domain::policy::{ClassMode, Policy, ScopeKind};
use captrack_domain::reading::Reading;
use captrack_domain::text::Text;
use captrack_store::{DecisionKind, DeliveryOutcome, FILE, Store, settings};
use captrack_testing::eden::{DELVE, MONITOR, THE_FORGE};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::test_data::{at, item};

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

/// Rows as the versions with migrations 0002 to 0005 wrote them, each into what was new in it.
const WRITTEN_BY_LATER_ONES: [&str; 4] = [
    include_str!("written_by_0002.sql"),
    include_str!("written_by_0003.sql"),
    include_str!("written_by_0004.sql"),
    include_str!("written_by_0005.sql"),
];

/// A database that was used by every version up to one, as that one left it.
async fn grown_to(folder: &Path, schema: i64) {
    database_of(folder, 1, WRITTEN_BY_THE_FIRST).await;
    for (schema, rows) in (2..=schema).zip(WRITTEN_BY_LATER_ONES) {
        database_of(folder, schema, rows).await;
    }
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
    assert_eq!((hulls.len(), hulls[0].key, hulls[0].occupancy), (1, item(1), Occupancy::Flown));
    let sections = store.sections().await.unwrap();
    assert_eq!(sections[0].1.as_ref().map(|dated| &dated.reading), Some(&Reading::Online(true)));
    assert_eq!(sections[0].0.last_error_code, None, "that version knew no codes");
    let words = Text::said("ESI did not answer.");
    assert_eq!(sections[1].0.last_error, Some(words), "what that version wrote as words stays");
    while store.move_old_events(at(0)).await.unwrap() {}
    assert_eq!(store.events_since(at(0)).await.unwrap().len(), 1);
    assert_eq!(store.snoozes().await.unwrap().len(), 1);
    assert_eq!(store.names().await.unwrap().len(), 1);
    assert_eq!(store.structures().await.unwrap().len(), 1);
    assert_eq!(store.known_types().await.unwrap()[0].group_id, GroupId(4594));
    assert_eq!(store.window_state("main").await.unwrap().as_deref(), Some("{}"));
    assert_eq!(store.recover(at(9), &Text::said("Unreadable.")).await.unwrap(), Vec::<Text>::new());
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_alerts_and_what_waits_to_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    let alerts = store.alerts(at(0)).await.unwrap();
    assert_eq!(alerts.len(), 2);
    assert_eq!(alerts[0].id, AlertId::Fleet(PilotId(2_112_000_001), HullClass::Carrier));
    assert!(matches!(alerts[0].state, AlertState::Fading { .. }));
    assert_eq!(alerts[1].sent_regions, [(item(1), THE_FORGE)].into());
    let pending = store.pending(Receiver::DiscordCritical, at(9)).await.unwrap();
    assert_eq!(pending.len(), 1);
    assert_eq!((pending[0].notice.kind, pending[0].notice.main_name.as_str()), (NoticeKind::Opened, "Kara Volkov"));
    assert_eq!(store.recent_deliveries(9).await.unwrap().len(), 1);
    assert_eq!(store.undeliverable(9).await.unwrap()[0].reason, Some(Text::said("Discord refused it.")));
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_rules() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    let policy: Policy = store.setting(settings::POLICY).await.unwrap().unwrap();
    assert_eq!(policy.classes[&HullClass::Dreadnought].mode, ClassMode::Threshold { n: 7 });
    assert_eq!(policy.scope.kind, ScopeKind::OnlyListed);
    assert_eq!(policy.scope.systems, [DELVE].into());
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
        assert_eq!(
            store.recover(at(0), &Text::said("Unreadable.")).await.unwrap(),
            Vec::<Text>::new(),
            "schema {schema}"
        );
    }
}

/// What each version added is there after all later migrations.
async fn look_at(store: &Store, schema: i64) {
    assert_eq!(store.pilots().await.unwrap().len(), 2);
    assert_eq!(store.alerts(at(0)).await.unwrap().len(), 2);
    if schema >= 2 {
        let seen = &store.acknowledgements().await.unwrap()[0];
        assert_eq!(
            (seen.main, seen.by.as_str(), seen.why.as_deref()),
            (PilotId(2_112_000_001), "this desk", Some("on purpose"))
        );
        assert_eq!(seen.hulls, [item(1), item(2)].into());
        let lines = store.activity("", &[], None, 9).await.unwrap();
        assert_eq!(lines[0].1.kind, ActivityKind::Acknowledged);
        assert_eq!(
            (lines[0].1.subject.as_str(), lines[0].1.new.as_deref()),
            ("Kara Volkov", Some("1 titan: on purpose"))
        );
        assert_eq!(store.known_groups().await.unwrap()[0].types, [MONITOR, TypeId(45_649)]);
        assert!(store.closed_cards().await.unwrap()["region/10000002"]);
    }
    if schema >= 3 {
        let messages = store.messages_about(&[AlertId::Hull(item(1))]).await.unwrap();
        assert_eq!(messages.len(), 1);
        assert_eq!((messages[0].discord_id.as_str(), messages[0].revision), ("1442000000000000001", 3));
        let message_parts: Vec<serde_json::Value> = messages[0].message_parts().unwrap();
        assert_eq!(message_parts[0]["hulls"][0]["line"]["type_name"], "Avatar");
        let deliveries = store.deliveries("critical", 9).await.unwrap();
        assert_eq!((deliveries[0].outcome, deliveries[0].hulls), (DeliveryOutcome::Delivered, 1));
    }
    if schema >= 4 {
        let waiting = store.waiting(&[Receiver::DiscordStandard], 9).await.unwrap();
        assert_eq!((waiting[0].continues, waiting[0].notice.named_before), (true, 7));
    }
    if schema >= 5 {
        let pilots = store.pilots().await.unwrap();
        assert_eq!(pilots[0].auth.as_ref().unwrap().main, Some(PilotId(2_112_000_001)));
        let decisions: Vec<(serde_json::Value, bool)> = store.shared_decisions(DecisionKind::Snooze).await.unwrap();
        assert_eq!((&decisions[0].0["by"], decisions[0].1), (&"Fleet Leader".into(), true));
        while store.move_old_events(at(0)).await.unwrap() {}
        let trail = store.trail(item(1), at(0), at(9_999)).await.unwrap();
        assert_eq!(trail.len(), 2, "boarded by the first version, moved by this one: {trail:?}");
    }
    assert_eq!(store.recover(at(0), &Text::said("Unreadable.")).await.unwrap(), Vec::<Text>::new(), "schema {schema}");
}

#[tokio::test]
async fn a_database_that_was_used_by_every_version_up_to_one_keeps_what_each_wrote() {
    for schema in 1..=5 {
        let folder = tempfile::tempdir().unwrap();
        grown_to(folder.path(), schema).await;
        for _ in 0..2 {
            let store = Store::open(folder.path()).await.unwrap();
            look_at(&store, schema).await;
            store.close().await;
        }
    }
}

#[test]
fn what_was_released_is_never_edited() {
    let beginnings: Vec<_> = MIGRATOR.iter().map(|migration| (migration.version, &migration.checksum[..4])).collect();
    // SHA-384 of the files. A database that ran another file of that number would be refused.
    let released: [(i64, [u8; 4]); 6] = [
        (1, [0xc3, 0xed, 0x54, 0x34]),
        (2, [0x94, 0x3f, 0x42, 0x77]),
        (3, [0xc9, 0xf5, 0x57, 0xda]),
        (4, [0x29, 0xf6, 0xfc, 0x11]),
        (5, [0xa6, 0xc9, 0xbc, 0x51]),
        (6, [0x89, 0x63, 0x92, 0x2e]),
    ];
    for (migration, released) in beginnings.iter().zip(released) {
        assert_eq!((migration.0, migration.1), (released.0, &released.1[..]));
    }
    assert!(beginnings.len() >= released.len());
}
