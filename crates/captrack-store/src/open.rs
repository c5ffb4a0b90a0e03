//! Opening a data folder.
//!
//! How the connections are set up, and why:
//! - `journal_mode = WAL`: a window can read while the monitor writes, and a kill leaves a log that the next opening replays.
//! - `synchronous = FULL`: a commit returns when the log is on the disk. WAL's usual `NORMAL` could lose the last commits in a power cut, and with
//!   them alerts that were decided. It costs one `fsync` a commit: 0.4 to 4 ms on a busy SSD, and there are
//!   a few commits a polling cycle (3,000 hulls: 40 ms, most of it not the disk).
//! - `fullfsync`, `checkpoint_fullfsync`: on macOS `fsync` alone stops at the drive's cache; elsewhere they do nothing.
//! - `foreign_keys = ON`: what is known of a pilot cannot outlive the pilot.
//! - `busy_timeout` 10 s, `BEGIN IMMEDIATE`, one writing connection: a second writer waits instead of failing.
//! - `secure_delete = ON`: deleted content is overwritten with zeros, and [`Tx::forget_pilot`](crate::Tx::forget_pilot) sweeps what that leaves.
//! - `journal_size_limit` 4 MiB: after a large first import the log shrinks back.
//! - Two reading connections at most, opened when wanted and closed after half a minute: each is a thread and a page cache.
//!
//! Before anything is opened for writing, an existing file is looked at through a read-only connection: whose it is, its schema, and SQLite's `quick_check`.
//! A connection that may write would replay and remove the log of a damaged database when it closes. For a database of 20 MB, with 100,000 events, all of
//! it takes 30 ms. Before a migration the database is copied beside itself (`copy.rs`).

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

use crate::copy::copy;
use crate::error::{StoreError, explain, explain_io};
use crate::failing_store::FailPoint;
use crate::file::FILE;

/// `PRAGMA application_id`, set by the first migration: "CapT".
const APPLICATION_ID: i64 = 0x4361_7054;

/// How long a connection waits for another one's lock.
const PATIENCE: Duration = Duration::from_secs(10);

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// One data folder's database. Cheap to clone; all clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
    pub(crate) folder: Arc<Path>,
    pub(crate) fail_point: Arc<FailPoint>,
}

impl Store {
    /// Opens the database of a data folder; makes both if they are not there, readable for their owner only.
    ///
    /// # Errors
    /// A sentence for each way in which a database can be unusable; the files are then left as they are.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = std::path::absolute(folder).map_err(|error| explain_io(folder.display(), error))?.join(FILE);
        make_folder(folder)?;
        if make_file(&path)? == Found::Something {
            inspect(&path).await?;
        }
        let writer = open_writer(&path).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(2)
            .idle_timeout(Duration::from_secs(30))
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_lazy_with(options(&path).read_only(true));
        let folder = path.parent().unwrap_or(folder).into();
        Ok(Self { writer, readers, folder, fail_point: Arc::default() })
    }

    /// Opens the database of a data folder to read it, beside whoever writes to it. None: there is none yet, or one that has to be brought up to
    /// date first, which takes a writer.
    ///
    /// # Errors
    /// As [`Store::open`]. What wants to write is told that the database may only be read.
    pub async fn open_to_read(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = std::path::absolute(folder).map_err(|error| explain_io(folder.display(), error))?.join(FILE);
        if !fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() > 0) {
            return Ok(None);
        }
        inspect(&path).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(2)
            .test_before_acquire(false)
            .connect_lazy_with(options(&path).read_only(true));
        let schema = sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations").fetch_one(&readers);
        let schema: i64 = schema.await.map_err(|error| explain(path.display(), error))?;
        if schema < Self::schema() {
            readers.close().await;
            return Ok(None);
        }
        let folder = path.parent().unwrap_or(folder).into();
        Ok(Some(Self { writer: readers.clone(), readers, folder, fail_point: Arc::default() }))
    }

    /// Closes all connections, which also folds the write-ahead log into the database. What was committed is safe without it.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// The schema this version writes: the number of the last migration.
    pub fn schema() -> i64 {
        MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or(0)
    }
}

/// What every connection has in common. The file is never made by SQLite, which would let others read it.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
}

fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| StoreError::Folder { folder: folder.display().to_string(), source })
}

/// What stood in the place of the database.
#[derive(PartialEq, Eq)]
enum Found {
    Nothing,
    Something,
}

/// Makes an empty file where there is none, and closes an existing one to others.
///
/// An existing file is only looked at, never opened: closing it would drop the locks that SQLite holds on it elsewhere in this process.
fn make_file(path: &Path) -> Result<Found, StoreError> {
    let damaged = |path: &Path| StoreError::Damaged { database: path.display().to_string() };
    let log = log_of(path);
    let log_has_content = fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    let found = match fs::metadata(path) {
        Ok(found) => found,
        // With a new database SQLite would delete a log that was left when the old one was moved away.
        Err(error) if error.kind() == io::ErrorKind::NotFound && log_has_content => return Err(damaged(&log)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return create(path),
        Err(error) => return Err(explain_io(path.display(), error)),
    };
    if !found.is_file() {
        return Err(damaged(path));
    }
    if found.len() == 0 {
        // The same, and here the log may be all that is left.
        return if log_has_content { Err(damaged(path)) } else { Ok(Found::Nothing) };
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = found.permissions().mode();
        if mode & 0o077 != 0
            && let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(mode & !0o077))
        {
            tracing::warn!(%error, "the database can be read by other users of this computer");
        }
    }
    Ok(Found::Something)
}

fn create(path: &Path) -> Result<Found, StoreError> {
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    match new.open(path) {
        Ok(_) => Ok(Found::Nothing),
        // Another process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Found::Something),
        Err(error) => Err(explain_io(path.display(), error)),
    }
}

fn log_of(path: &Path) -> PathBuf {
    path.with_file_name(format!("{FILE}-wal"))
}

/// Whether the file is a healthy database that this version may write to.
async fn inspect(path: &Path) -> Result<(), StoreError> {
    let database = || path.display().to_string();
    let look = async {
        let mut connection = SqliteConnection::connect_with(&options(path).read_only(true)).await?;
        let seen = look_at(&mut connection).await;
        connection.close().await?;
        seen
    };
    match look.await.map_err(|error| explain(path.display(), error))? {
        Seen::Ours => Ok(()),
        Seen::Foreign => Err(StoreError::Foreign { database: database() }),
        Seen::Newer(schema) => Err(StoreError::Newer { database: database(), schema }),
        Seen::Damaged(notes) => {
            tracing::error!(%notes, "the database is damaged");
            Err(StoreError::Damaged { database: database() })
        }
    }
}

enum Seen {
    Ours,
    Foreign,
    Newer(i64),
    Damaged(String),
}

async fn look_at(connection: &mut SqliteConnection) -> Result<Seen, sqlx::Error> {
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut *connection).await?;
    // No table at all: another process has just made the file and is about to migrate it.
    if tables > 0 {
        let application: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
        if application != APPLICATION_ID {
            return Ok(Seen::Foreign);
        }
        let schema = schema_of(&mut *connection).await?;
        if schema > Store::schema() {
            return Ok(Seen::Newer(schema));
        }
    }
    let notes: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(3)").fetch_all(&mut *connection).await?;
    if notes != ["ok"] {
        return Ok(Seen::Damaged(notes.join("; ")));
    }
    Ok(Seen::Ours)
}

/// The one connection that writes, with the schema brought up to date.
async fn open_writer(path: &Path) -> Result<SqlitePool, StoreError> {
    let options = options(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("fullfsync", "ON")
        .pragma("checkpoint_fullfsync", "ON")
        .pragma("secure_delete", "ON")
        .pragma("journal_size_limit", "4194304");
    let started = Instant::now();
    loop {
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.clone());
        let opened = async {
            let pool = pool.await.map_err(|error| explain(path.display(), error))?;
            let ready = async {
                copy_before_migration(&pool, path).await?;
                migrate(&pool).await.map_err(|error| explain_migration(path, error))
            };
            if let Err(error) = ready.await {
                pool.close().await;
                return Err(error);
            }
            Ok(pool)
        };
        match opened.await {
            // Turning a new database into a WAL one needs it alone, and SQLite does not wait for that by itself.
            Err(StoreError::Busy { .. }) if started.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            opened => return opened,
        }
    }
}

/// Copies a database of an earlier schema. A new one has nothing to lose.
async fn copy_before_migration(pool: &SqlitePool, path: &Path) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await.map_err(|error| explain(path.display(), error))?;
    let schema = schema_of(&mut connection).await.map_err(|error| explain(path.display(), error))?;
    if (1..Store::schema()).contains(&schema) {
        copy(&mut connection, path, schema).await?;
    }
    Ok(())
}

/// The number of the last migration that ran; 0: none did.
async fn schema_of(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        .fetch_one(&mut *connection)
        .await?;
    if tables == 0 {
        return Ok(0);
    }
    sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations").fetch_one(&mut *connection).await
}

/// All missing migrations in one transaction; two processes that open the same new folder take turns.
async fn migrate(pool: &SqlitePool) -> Result<(), MigrateError> {
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    MIGRATOR.run(&mut *tx).await?;
    // Changes nothing, but a database that may only be read shows itself here and not at the first alert.
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version < 0").execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

fn explain_migration(path: &Path, error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => explain(path.display(), error),
        MigrateError::VersionMissing(schema) if schema > Store::schema() => {
            StoreError::Newer { database: path.display().to_string(), schema }
        }
        _ => StoreError::Foreign { database: path.display().to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pragma(store: &Store, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement).fetch_one(&store.writer).await.unwrap()
    }

    #[tokio::test]
    async fn a_commit_is_on_the_disk_when_it_returns() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&store.writer).await.unwrap();
        assert_eq!(mode, "wal");
        assert_eq!(pragma(&store, "PRAGMA synchronous").await, 2, "FULL");
        assert_eq!(pragma(&store, "PRAGMA fullfsync").await, 1);
        assert_eq!(pragma(&store, "PRAGMA foreign_keys").await, 1);
        assert_eq!(pragma(&store, "PRAGMA secure_delete").await, 1);
        assert_eq!(pragma(&store, "PRAGMA busy_timeout").await, 10_000);
        assert_eq!(pragma(&store, "PRAGMA application_id").await, APPLICATION_ID);
    }

    #[tokio::test]
    async fn readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let error = sqlx::query("DELETE FROM pilots").execute(&store.readers).await.unwrap_err();
        assert!(matches!(StoreError::from(error), StoreError::ReadOnly { .. }));
    }

    #[tokio::test]
    async fn a_database_is_read_beside_its_writer_and_without_one_and_never_written() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Store::open_to_read(folder.path()).await.unwrap().is_none());
        let writer = Store::open(folder.path()).await.unwrap();
        for writes in [true, false] {
            let state = if writes { "while it is written" } else { "afterwards" };
            if writes {
                writer.put_window_state("main", state).await.unwrap();
            } else {
                writer.put_window_state("main", state).await.unwrap();
                writer.close().await;
            }
            let reader = Store::open_to_read(folder.path()).await.unwrap().unwrap();
            assert_eq!(reader.window_state("main").await.unwrap().as_deref(), Some(state));
            let refused = reader.put_window_state("main", "mine").await.unwrap_err();
            assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
            reader.close().await;
        }
    }

    #[tokio::test]
    async fn a_database_of_an_older_version_is_not_only_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        sqlx::query("DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)")
            .execute(&store.writer)
            .await
            .unwrap();
        assert!(Store::open_to_read(folder.path()).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_full_disk_is_a_sentence_and_costs_nothing_that_was_saved() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        store.put_window_state("main", "kept").await.unwrap();
        let pages = pragma(&store, "PRAGMA page_count").await;
        // SQLite then answers as it does when the disk has no more room.
        sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}")))
            .execute(&store.writer)
            .await
            .unwrap();
        let error = store.put_window_state("main", &"x".repeat(100_000)).await.unwrap_err();
        assert_eq!(
            captrack_text::english(&error.text()),
            "The disk that holds captrack.db is full; make room on it, what was saved before is safe."
        );
        assert_eq!(store.window_state("main").await.unwrap().as_deref(), Some("kept"));
        sqlx::query("PRAGMA max_page_count = 100000").execute(&store.writer).await.unwrap();
        store.put_window_state("main", &"x".repeat(100_000)).await.unwrap();
    }

    #[test]
    fn a_file_systems_answer_is_a_sentence_too() {
        let full = explain_io("DB", io::ErrorKind::StorageFull.into());
        assert!(matches!(full, StoreError::DiskFull { .. }));
        let denied = explain_io("DB", io::ErrorKind::PermissionDenied.into());
        assert!(matches!(denied, StoreError::ReadOnly { .. }));
    }
}
