//! A thorough look at the database, for the start after an unclean end and for a bug report.

use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use jiff::Timestamp;

use crate::column::{json, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::outbox::StoredNotice;

impl Store {
    /// Gives up notices that nobody can read, so that they are counted as undeliverable instead of waiting for ever, and says what is wrong with
    /// the database. Empty: all is well. `unreadable`: what is kept as the reason of those notices.
    ///
    /// Reads everything: a tenth of a second for a large database.
    pub async fn recover(&self, now: Timestamp, unreadable: &Text) -> Result<Vec<Text>, StoreError> {
        let mut notes = Vec::new();

        let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(5)").fetch_all(&self.readers).await?;
        let damages = found.into_iter().filter(|note| note != "ok");
        notes.extend(damages.map(|note| text!("database-damaged", why = Argument::Said(note))));

        let strays: Vec<(String, Option<i64>, String, i64)> =
            sqlx::query_as("PRAGMA foreign_key_check").fetch_all(&self.readers).await?;
        if !strays.is_empty() {
            notes.push(text!("database-strays", n = strays.len()));
        }

        let given_up = self.give_up_unreadable(now, unreadable).await?;
        if given_up > 0 {
            notes.push(text!("database-given-up", n = given_up));
        }
        Ok(notes)
    }

    async fn give_up_unreadable(&self, now: Timestamp, reason: &Text) -> Result<u32, StoreError> {
        let mut tx = self.begin().await?;
        let rows: Vec<(i64, String, Option<String>)> =
            sqlx::query_as("SELECT id, notice, remaining FROM outbox WHERE state = 'pending'")
                .fetch_all(tx.connection())
                .await?;
        let mut given_up = 0;
        for (id, notice, remaining) in rows {
            let Err(error) = StoredNotice::read(id, &notice, remaining.as_deref()) else {
                continue;
            };
            tracing::error!(%error, "a notice cannot be read and is given up");
            sqlx::query("UPDATE outbox SET state = 'undeliverable', settled_at = ?2, reason = ?3 WHERE id = ?1")
                .bind(id)
                .bind(ms(now))
                .bind(json("outbox", reason)?)
                .execute(tx.connection())
                .await?;
            given_up += 1;
        }
        tx.commit().await?;
        Ok(given_up)
    }
}
