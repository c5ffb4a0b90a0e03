//! How many rows there are.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use crate::error::StoreError;
use crate::open::Store;

impl Store {
    /// For tests and measurements: how many rows each table has.
    #[doc(hidden)]
    pub async fn rows_by_table(&self) -> Result<BTreeMap<String, i64>, StoreError> {
        let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'";
        let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&self.readers).await?;
        let mut rows = BTreeMap::new();
        for name in names {
            // A name of the schema's own.
            let count = format!("SELECT count(*) FROM \"{name}\"");
            let count = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&self.readers).await?;
            rows.insert(name, count);
        }
        Ok(rows)
    }
}
