//! What can go wrong, as sentences that say what to do next.

use std::borrow::Cow;
use std::fmt::Display;
use std::io;

use crate::file::FILE;

/// Why the store could not do what it was asked. Nothing is ever deleted or overwritten because of one.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is no database, or a broken one.
    #[error("{database} is damaged; it was left as it is. Move it away to start with a new one.")]
    Damaged {
        /// The file.
        database: String,
    },
    /// The schema is from the future.
    #[error("{database} was written by a newer CapTrack (schema {schema}); update CapTrack.")]
    Newer {
        /// The file.
        database: String,
        /// Its schema: the number of its last migration.
        schema: i64,
    },
    /// A healthy database of another program, or of a development build.
    #[error(
        "{database} is not a database of this CapTrack; it was left as it is. Move it away to start with a new one."
    )]
    Foreign {
        /// The file.
        database: String,
    },
    /// No right to write, or a read-only disk.
    #[error("{database} cannot be written; make the file and its folder writable, or choose another folder.")]
    ReadOnly {
        /// The file.
        database: String,
    },
    /// No space left. What was committed before is safe.
    #[error("The disk that holds {database} is full; make room on it, what was saved before is safe.")]
    DiskFull {
        /// The file.
        database: String,
    },
    /// No space left for the copy that is made before the database is brought up to date. Nothing was changed.
    #[error(
        "There is no room on the disk for a copy of {database}, which CapTrack makes before it brings it up to date; make room and start CapTrack again. Nothing was changed."
    )]
    NoRoomForCopy {
        /// The file.
        database: String,
    },
    /// Another program holds the file for longer than we wait.
    #[error("{database} is in use by another program; close that program and try again.")]
    Busy {
        /// The file.
        database: String,
    },
    /// The data folder cannot be made.
    #[error("The folder {folder} cannot be made ({source}); choose another folder.")]
    Folder {
        /// The folder.
        folder: String,
        /// What the system says.
        source: io::Error,
    },
    /// A row holds something this version cannot make sense of.
    #[error("A row of {table} ({key}) cannot be read ({why}); update CapTrack.")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// Which row.
        key: String,
        /// What is wrong with it.
        why: String,
    },
    /// A value has no JSON form; a mistake in the program.
    #[error("A value for {table} cannot be written ({source}); please report this.")]
    Unwritable {
        /// The table.
        table: &'static str,
        /// What serde says.
        source: serde_json::Error,
    },
    /// Anything else, such as a failing disk.
    #[error("{database} could not be used ({source}); check the disk and start CapTrack again.")]
    Failed {
        /// The file.
        database: String,
        /// What SQLite says. Never contains values.
        source: sqlx::Error,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        explain(FILE, error)
    }
}

/// The sentence for an error of SQLite. The numbers are SQLite's primary result codes: <https://sqlite.org/rescode.html>.
pub(crate) fn explain(database: impl Display, error: sqlx::Error) -> StoreError {
    const PERM: i32 = 3;
    const BUSY: i32 = 5;
    const LOCKED: i32 = 6;
    const READONLY: i32 = 8;
    const CORRUPT: i32 = 11;
    const FULL: i32 = 13;
    const CANTOPEN: i32 = 14;
    const NOTADB: i32 = 26;

    let database = database.to_string();
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return StoreError::Busy { database };
    }
    let Some(answer) = error.as_database_error() else {
        return StoreError::Failed { database, source: error };
    };
    let extended: Option<i32> = answer.code().as_deref().and_then(|code: &str| code.parse().ok());
    match extended.map(|code| code & 0xff) {
        Some(CORRUPT | NOTADB) => StoreError::Damaged { database },
        Some(PERM | READONLY | CANTOPEN) => StoreError::ReadOnly { database },
        Some(FULL) => StoreError::DiskFull { database },
        Some(BUSY | LOCKED) => StoreError::Busy { database },
        _ => StoreError::Failed { database, source: error },
    }
}

/// The sentence for an error of the file system.
pub(crate) fn explain_io(database: impl Display, error: io::Error) -> StoreError {
    let database = database.to_string();
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { database },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull { database },
        _ => StoreError::Failed { database, source: sqlx::Error::Io(error) },
    }
}

/// Shortens `Unreadable`.
pub(crate) fn unreadable(table: &'static str, key: impl Display, why: impl Into<Cow<'static, str>>) -> StoreError {
    StoreError::Unreadable { table, key: key.to_string(), why: why.into().into_owned() }
}
