//! The name of the database.

/// The database's name in its data folder. SQLite keeps `captrack.db-wal` and `captrack.db-shm` beside it.
pub const FILE: &str = "captrack.db";
