//! SQLite through sqlx: one file an aggregate. The only crate with SQL.
