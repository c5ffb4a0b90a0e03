//! Where the windows stood and which cards are collapsed.

use std::collections::BTreeMap;

use captrack_domain::ids::PilotId;

use crate::error::StoreError;
use crate::open::Store;

impl Store {
    /// Where a window stood, as it was written.
    pub async fn window_state(&self, label: &str) -> Result<Option<String>, StoreError> {
        let state = sqlx::query_scalar("SELECT state FROM windows WHERE label = ?1")
            .bind(label)
            .fetch_optional(&self.readers)
            .await?;
        Ok(state)
    }

    /// Remembers where a window stands: JSON that only the window reads. In a transaction of its own.
    pub async fn put_window_state(&self, label: &str, state: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO windows (label, state) VALUES (?1, ?2) ON CONFLICT (label) DO UPDATE SET state = excluded.state",
        )
        .bind(label)
        .bind(state)
        .execute(tx.connection())
        .await?;
        tx.commit().await
    }

    /// The cards whose chevron was turned by hand, by main: whether each is collapsed.
    pub async fn collapsed(&self) -> Result<BTreeMap<PilotId, bool>, StoreError> {
        let rows: Vec<(i64, bool)> =
            sqlx::query_as("SELECT main, collapsed FROM cards").fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(|(main, collapsed)| (PilotId(main), collapsed)).collect())
    }

    /// Remembers a card's chevron. In a transaction of its own.
    pub async fn set_collapsed(&self, main: PilotId, collapsed: bool) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO cards (main, collapsed) VALUES (?1, ?2)
             ON CONFLICT (main) DO UPDATE SET collapsed = excluded.collapsed",
        )
        .bind(main.0)
        .bind(collapsed)
        .execute(tx.connection())
        .await?;
        tx.commit().await
    }
}
