//! A copy of the database beside itself, made before a migration: what goes wrong then can be undone for a month.
//!
//! SQLite makes it (`VACUUM INTO`), of one moment and compact. It is written under a name of its own, put on the disk, and only then given the
//! name under which it is kept.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::Date;
use jiff::{Span, Timestamp, tz::TimeZone};
use sqlx::SqliteConnection;

use crate::error::{StoreError, explain, explain_io};
use crate::open::Store;

/// What a copy's name begins with; the schema and the day follow: `captrack-schema-5-2026-11-28.db`.
const PREFIX: &str = "captrack-schema-";
const SUFFIX: &str = ".db";
/// While it is written.
const UNFINISHED: &str = ".part";
/// So long a copy is kept.
const KEPT_DAYS: i64 = 30;

fn name(schema: i64, day: Date) -> String {
    format!("{PREFIX}{schema}-{day}{SUFFIX}")
}

/// The day of a copy, by its name; `None`: the file is none.
fn day_of(name: &str) -> Option<Date> {
    let rest = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
    let (schema, day) = rest.split_once('-')?;
    schema.parse::<i64>().ok()?;
    day.parse().ok()
}

/// The copies in a folder, finished or not, each with its day if it is finished.
fn copies(folder: &Path) -> Vec<(PathBuf, Option<Date>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let copy = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let finished = day_of(&name);
        let unfinished = name.strip_suffix(UNFINISHED).is_some_and(|name| day_of(name).is_some());
        (finished.is_some() || unfinished).then(|| (entry.path(), finished))
    };
    entries.filter_map(Result::ok).filter_map(copy).collect()
}

/// Makes a copy of a database of that schema. Does not return before it is on the disk.
///
/// # Errors
/// [`StoreError::NoRoomForCopy`] if the disk is full, and what else keeps a file from being written. Nothing is left of the copy then.
pub(crate) async fn copy(connection: &mut SqliteConnection, database: &Path, schema: i64) -> Result<(), StoreError> {
    let today = Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC).date();
    let copy = database.with_file_name(name(schema, today));
    let part = copy.with_extension(format!("db{UNFINISHED}"));
    let written = write(connection, &part)
        .await
        .and_then(|()| fs::rename(&part, &copy).map_err(|error| explain_io(copy.display(), error)));
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written.map_err(|error| match error {
        StoreError::DiskFull { .. } => StoreError::NoRoomForCopy { database: database.display().to_string() },
        other => other,
    })?;
    tracing::info!(copy = %copy.display(), "the database was copied before it is brought up to date");
    Ok(())
}

async fn write(connection: &mut SqliteConnection, part: &Path) -> Result<(), StoreError> {
    let shown = part.display();
    let explained = |error: io::Error| explain_io(shown.to_string(), error);
    if let Err(error) = fs::remove_file(part)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(explained(error));
    }
    // Made here, for its owner only: SQLite would let others read it. It writes into an empty file.
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    new.open(part).map_err(explained)?;
    sqlx::query("VACUUM INTO ?1")
        .bind(part.to_string_lossy().into_owned())
        .execute(connection)
        .await
        .map_err(|error| explain(shown.to_string(), error))?;
    File::open(part).and_then(|file| file.sync_all()).map_err(explained)
}

impl Store {
    /// Deletes copies of the database that were made a month ago or earlier; gives how many.
    pub fn prune_copies(&self, now: Timestamp) -> usize {
        let today = now.to_zoned(TimeZone::UTC).date();
        let Ok(oldest) = today.checked_sub(Span::new().days(KEPT_DAYS)) else { return 0 };
        delete(copies(&self.folder).into_iter().filter(|(_, day)| day.is_none_or(|day| day < oldest)))
    }
}

/// Deletes all copies in a folder: they hold what is to be forgotten.
pub(crate) fn delete_copies(folder: &Path) {
    delete(copies(folder).into_iter());
}

fn delete(copies: impl Iterator<Item = (PathBuf, Option<Date>)>) -> usize {
    let mut deleted = 0;
    for (path, _) in copies {
        match fs::remove_file(&path) {
            Ok(()) => deleted += 1,
            Err(error) => {
                tracing::warn!(%error, copy = %path.display(), "an old copy of the database could not be deleted; delete it by hand");
            }
        }
    }
    deleted
}
