//! What becomes of messages.

use std::collections::BTreeSet;

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::Serialize;

use super::message_parts::{StoredPart, read};
use super::{MessageId, MessageState, NewMessage, PostedMessage, TABLE, hull_in_alert};
use crate::column::{json, ms};
use crate::error::StoreError;
use crate::tx::Tx;

impl Tx {
    /// Remembers a message that Discord has taken: in the transaction that marks its notices delivered.
    ///
    /// One that tells of nobody, since who it told of was forgotten while it was under way, is due at once: it still names them there.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if the tellings do not have the fields that the store must know.
    pub async fn put_message<T: Serialize + Sync>(
        &mut self,
        message: &NewMessage<'_, T>,
    ) -> Result<MessageId, StoreError> {
        let message_parts = json(TABLE, &message.message_parts)?;
        let done = sqlx::query(
            "INSERT INTO messages (webhook, discord_id, thread, state, posted_at, revision, edit_due, attempts, tellings)
             VALUES (?1, ?2, ?3, 'open', ?4, 0, ?6, 0, ?5)",
        )
        .bind(message.webhook)
        .bind(message.discord_id)
        .bind(message.thread)
        .bind(ms(message.posted_at))
        .bind(&message_parts)
        .bind(message.message_parts.is_empty().then_some(0))
        .execute(self.connection())
        .await?;
        let id = MessageId(done.last_insert_rowid());
        self.put_message_hulls(id, &read(id, &message_parts)?).await?;
        Ok(id)
    }

    /// Something has changed in these alerts: the open messages that name a hull of one are to be edited, not before `due_at`. Gives how
    /// many. One that was due earlier stays so.
    pub async fn mark_messages_due(&mut self, alerts: &[AlertId], due_at: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query(
            "UPDATE messages SET revision = revision + 1, edit_due = min(coalesce(edit_due, ?2), ?2)
             WHERE state = 'open' AND id IN
                 (SELECT message FROM message_hulls WHERE alert IN (SELECT value FROM json_each(?1)))",
        )
        .bind(json(TABLE, &alerts)?)
        .bind(ms(due_at))
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected())
    }

    /// These alerts stand again: the closed messages about them that were last touched after then go on, and are to be edited, not before
    /// `due_at`. Gives how many.
    pub async fn reopen_messages(
        &mut self,
        alerts: &[AlertId],
        touched_after: Timestamp,
        due_at: Timestamp,
    ) -> Result<u64, StoreError> {
        let done = sqlx::query(
            "UPDATE messages SET state = 'open', revision = revision + 1, edit_due = ?3
             WHERE state = 'closed' AND coalesce(edited_at, posted_at) > ?2 AND id IN
                 (SELECT message FROM message_hulls WHERE alert IN (SELECT value FROM json_each(?1)))",
        )
        .bind(json(TABLE, &alerts)?)
        .bind(ms(touched_after))
        .bind(ms(due_at))
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected())
    }

    /// Which hulls of these alerts the open messages of these webhooks name.
    pub async fn named_by_open_messages(
        &mut self,
        alerts: &[AlertId],
        webhooks: &[&str],
    ) -> Result<BTreeSet<(AlertId, HullKey)>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT alert, hull FROM message_hulls WHERE alert IN (SELECT value FROM json_each(?1))
                 AND message IN (SELECT id FROM messages WHERE state = 'open'
                     AND webhook IN (SELECT value FROM json_each(?2)))",
        )
        .bind(json(TABLE, &alerts)?)
        .bind(json(TABLE, &webhooks)?)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(hull_in_alert).collect()
    }

    /// Discord has taken an edit of the message as it was read: it says this now. It stays due if what it names has changed since.
    /// False: it is not there any more.
    pub async fn mark_edited<T: Serialize + Sync>(
        &mut self,
        message: &PostedMessage,
        message_parts: &[T],
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let message_parts = json(TABLE, &message_parts)?;
        let done = sqlx::query(
            "UPDATE messages SET tellings = ?2, edited_at = ?4, attempts = 0, reason = NULL,
                 edit_due = CASE WHEN revision > ?3 THEN edit_due END
             WHERE id = ?1",
        )
        .bind(message.id.0)
        .bind(&message_parts)
        .bind(message.revision)
        .bind(ms(at))
        .execute(self.connection())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        self.put_message_hulls(message.id, &read(message.id, &message_parts)?).await?;
        Ok(true)
    }

    /// The message as it was read says what is so: there is nothing to edit. It stays due if what it names has changed since.
    pub async fn mark_up_to_date(&mut self, message: &PostedMessage) -> Result<(), StoreError> {
        sqlx::query("UPDATE messages SET edit_due = CASE WHEN revision > ?2 THEN edit_due END WHERE id = ?1")
            .bind(message.id.0)
            .bind(message.revision)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// An edit did not succeed; it is tried again then.
    pub async fn retry_edit_later(&mut self, id: MessageId, at: Timestamp, reason: &Text) -> Result<(), StoreError> {
        sqlx::query("UPDATE messages SET edit_due = ?2, reason = ?3, attempts = attempts + 1 WHERE id = ?1")
            .bind(id.0)
            .bind(ms(at))
            .bind(json(TABLE, reason)?)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// How a message stands from now on. One that is closed or gone is not edited any more.
    pub async fn put_message_state(&mut self, id: MessageId, state: MessageState) -> Result<(), StoreError> {
        sqlx::query("UPDATE messages SET state = ?2, edit_due = CASE WHEN ?2 = 'open' THEN edit_due END WHERE id = ?1")
            .bind(id.0)
            .bind(state.name())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The webhook has another address: what was posted through the old one cannot be edited any more. Gives how many messages.
    pub async fn lose_messages(&mut self, webhook: &str) -> Result<u64, StoreError> {
        let done =
            sqlx::query("UPDATE messages SET state = 'gone', edit_due = NULL WHERE state = 'open' AND webhook = ?1")
                .bind(webhook)
                .execute(self.connection())
                .await?;
        Ok(done.rows_affected())
    }

    /// Drops messages that are closed or gone and were last touched before then; gives how many. What is open stays, however old.
    pub async fn prune_messages(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM messages WHERE state <> 'open' AND coalesce(edited_at, posted_at) < ?1")
            .bind(ms(before))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }

    pub(super) async fn put_message_hulls(
        &mut self,
        id: MessageId,
        message_parts: &[StoredPart],
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM message_hulls WHERE message = ?1").bind(id.0).execute(self.connection()).await?;
        let hulls = message_parts.iter().flat_map(|message_part| &message_part.hulls);
        for (alert, key) in hulls.flat_map(|told| told.alerts().map(|alert| (alert, told.line.key))) {
            sqlx::query("INSERT OR IGNORE INTO message_hulls (alert, hull, message) VALUES (?1, ?2, ?3)")
                .bind(alert.to_string())
                .bind(key.to_string())
                .bind(id.0)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}
