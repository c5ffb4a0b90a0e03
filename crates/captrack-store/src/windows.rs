//! Where the windows stood and which cards are closed.

use std::collections::BTreeMap;

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

    /// The cards whose chevron was turned by hand, by key (`main/ID`, `system/ID`, …): whether each is closed.
    pub async fn closed_cards(&self) -> Result<BTreeMap<String, bool>, StoreError> {
        let rows: Vec<(String, bool)> =
            sqlx::query_as("SELECT key, closed FROM cards").fetch_all(&self.readers).await?;
        Ok(rows.into_iter().collect())
    }

    /// Remembers a card's chevron. In a transaction of its own.
    pub async fn set_card_closed(&self, key: &str, closed: bool) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO cards (key, closed) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET closed = excluded.closed",
        )
        .bind(key)
        .bind(closed)
        .execute(tx.connection())
        .await?;
        tx.commit().await
    }
}
