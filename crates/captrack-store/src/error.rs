//! What can go wrong, with texts that say what to do next.

use std::fmt::Display;
use std::io;

use captrack_domain::text;
use captrack_domain::text::{Argument, Text};

use crate::file::FILE;

/// Why the store could not do what it was asked. Nothing is ever deleted or overwritten because of one.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum StoreError {
    /// The file is no database, or a broken one.
    Damaged {
        /// The file.
        database: String,
    },
    /// The schema is from the future.
    Newer {
        /// The file.
        database: String,
        /// Its schema: the number of its last migration.
        schema: i64,
    },
    /// A healthy database of another program, or of a development build.
    Foreign {
        /// The file.
        database: String,
    },
    /// No right to write, or a read-only disk.
    ReadOnly {
        /// The file.
        database: String,
    },
    /// No space left. What was committed before is safe.
    DiskFull {
        /// The file.
        database: String,
    },
    /// No space left for the copy that is made before the database is brought up to date. Nothing was changed.
    NoRoomForCopy {
        /// The file.
        database: String,
    },
    /// Another program holds the file for longer than we wait.
    Busy {
        /// The file.
        database: String,
    },
    /// The data folder cannot be made.
    Folder {
        /// The folder.
        folder: String,
        /// What the system says.
        source: io::Error,
    },
    /// A row holds something this version cannot make sense of.
    Unreadable {
        /// The table.
        table: &'static str,
        /// Which row.
        key: String,
        /// What is wrong with it.
        why: Text,
    },
    /// A value has no JSON form; a mistake in the program.
    Unwritable {
        /// The table.
        table: &'static str,
        /// What serde says.
        source: serde_json::Error,
    },
    /// Anything else, such as a failing disk.
    Failed {
        /// The file.
        database: String,
        /// What SQLite says. Never contains values.
        source: sqlx::Error,
    },
}

impl StoreError {
    /// For the user: what happened, and what to do.
    pub fn text(&self) -> Text {
        let said = |error: &dyn Display| Argument::Said(error.to_string());
        match self {
            Self::Damaged { database } => text!("store-damaged", database = database.as_str()),
            Self::Newer { database, schema } => {
                text!("store-newer", database = database.as_str(), schema = *schema)
            }
            Self::Foreign { database } => text!("store-foreign", database = database.as_str()),
            Self::ReadOnly { database } => text!("store-read-only", database = database.as_str()),
            Self::DiskFull { database } => text!("store-disk-full", database = database.as_str()),
            Self::NoRoomForCopy { database } => text!("store-no-room-for-copy", database = database.as_str()),
            Self::Busy { database } => text!("store-busy", database = database.as_str()),
            Self::Folder { folder, source } => text!("store-no-folder", folder = folder.as_str(), error = said(source)),
            Self::Unreadable { table, key, why } => {
                text!("store-unreadable", table = *table, row = key.as_str(), why = why.clone())
            }
            Self::Unwritable { table, source } => text!("store-unwritable", table = *table, error = said(source)),
            Self::Failed { database, source } => {
                text!("store-failed", database = database.as_str(), error = said(source))
            }
        }
    }
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
pub(crate) fn unreadable(table: &'static str, key: impl Display, why: Text) -> StoreError {
    StoreError::Unreadable { table, key: key.to_string(), why }
}
