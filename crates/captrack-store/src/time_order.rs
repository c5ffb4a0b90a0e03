//! What waits, when the clock went back: it waits no longer than it was to.

use std::time::Duration;

use captrack_domain::moment::later;
use jiff::Timestamp;

use crate::column::ms;
use crate::error::StoreError;
use crate::open::Store;

/// No notice waits longer to be gathered or tried again: quiet hours and pauses are no part of its row.
const LONGEST_NOTICE: Duration = Duration::from_secs(3600);
/// The same of the edit of a message.
const LONGEST_EDIT: Duration = Duration::from_secs(600);

impl Store {
    /// Notices that were decided at a time that has not come yet wait from now on for as long as they were to; what else is due further ahead
    /// than anything can be, is due now.
    pub async fn bring_into_order(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "UPDATE outbox SET due_at = due_at - (decided_at - ?1), decided_at = ?1 WHERE state = 'pending' AND decided_at > ?1",
        )
        .bind(ms(now))
        .execute(tx.connection())
        .await?;
        sqlx::query("UPDATE outbox SET due_at = ?1 WHERE state = 'pending' AND due_at > ?2")
            .bind(ms(now))
            .bind(ms(later(now, LONGEST_NOTICE)))
            .execute(tx.connection())
            .await?;
        sqlx::query("UPDATE messages SET edit_due = ?1 WHERE edit_due > ?2")
            .bind(ms(now))
            .bind(ms(later(now, LONGEST_EDIT)))
            .execute(tx.connection())
            .await?;
        tx.commit().await
    }
}
