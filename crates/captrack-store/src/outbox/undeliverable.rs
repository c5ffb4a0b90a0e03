//! What a receiver has refused for good: kept with the reason until somebody has it sent again or discards it.

use std::collections::BTreeSet;

use captrack_domain::hull::HullKey;
use captrack_domain::notice::{Notice, NoticeState, Receiver};
use captrack_domain::text;
use captrack_domain::text::Text;
use jiff::Timestamp;

use super::{NoticeId, StoredNotice, TABLE, names, receiver};
use crate::column;
use crate::column::{StoreRow, json, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

/// A notice that was refused for good, or the part of one that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndeliverableNotice {
    /// Its row.
    pub id: NoticeId,
    /// Who did not take it.
    pub receiver: Receiver,
    /// What would have been told, with the hulls that were refused. None: it was written by another version and cannot be read, so it
    /// can only be discarded.
    pub notice: Option<Notice>,
    /// How often it was tried in vain.
    pub attempts: u32,
    /// When it was given up.
    pub at: Timestamp,
    /// Why.
    pub reason: Option<Text>,
}

impl Store {
    /// What was given up lately, newest first.
    pub async fn undeliverable(&self, limit: u32) -> Result<Vec<UndeliverableNotice>, StoreError> {
        self.undeliverable_to(&[Receiver::Os, Receiver::DiscordCritical, Receiver::DiscordStandard], limit).await
    }

    /// What was given up lately of that for these receivers, newest first.
    pub async fn undeliverable_to(
        &self,
        receivers: &[Receiver],
        limit: u32,
    ) -> Result<Vec<UndeliverableNotice>, StoreError> {
        type UndeliverableRow = (i64, String, u32, i64, Option<String>, String, Option<String>);
        let rows: Vec<UndeliverableRow> = sqlx::query_as(
            "SELECT id, receiver, attempts, settled_at, reason, notice, remaining FROM outbox
             WHERE state = 'undeliverable' AND state <> 'pending' AND settled_at IS NOT NULL
                 AND receiver IN (SELECT value FROM json_each(?1))
             ORDER BY settled_at DESC, id DESC LIMIT ?2",
        )
        .bind(names(receivers)?)
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        let read = |(id, name, attempts, at, reason, notice, remaining): UndeliverableRow| {
            let row = StoreRow { table: TABLE, key: id };
            let receiver = receiver(&name).ok_or_else(|| row.wrong(text!("row-no-such-receiver")))?;
            let notice = StoredNotice::read(id, &notice, remaining.as_deref()).ok().map(|stored| stored.rest(0));
            let reason = column::reason(reason);
            Ok(UndeliverableNotice { id: NoticeId(id), receiver, notice, attempts, at: row.time(at)?, reason })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Tx {
    /// The receiver has refused it for good, with every hull that is still to be named. It is kept, with the reason (no
    /// secret in it).
    pub async fn mark_undeliverable(&mut self, id: NoticeId, reason: &Text, at: Timestamp) -> Result<(), StoreError> {
        self.give_up(id, None, reason, at).await.map(drop)
    }

    /// The receiver has refused a message that named these hulls; the others still wait. Gives how many of them. What was refused
    /// stands in a row of its own from then on, unless it is all there was.
    pub async fn mark_hulls_undeliverable(
        &mut self,
        id: NoticeId,
        hulls: &[HullKey],
        reason: &Text,
        at: Timestamp,
    ) -> Result<usize, StoreError> {
        self.give_up(id, Some(hulls), reason, at).await
    }

    async fn give_up(
        &mut self,
        id: NoticeId,
        hulls: Option<&[HullKey]>,
        reason: &Text,
        at: Timestamp,
    ) -> Result<usize, StoreError> {
        let Some(stored) = self.stored(id, NoticeState::Pending).await? else {
            return Ok(0);
        };
        let waiting: BTreeSet<HullKey> = stored.waiting().collect();
        let is_refused = |key: &HullKey| hulls.is_none_or(|hulls| hulls.contains(key));
        let refused: BTreeSet<HullKey> = waiting.iter().copied().filter(is_refused).collect();
        if refused.len() == waiting.len() && stored.remaining.is_none() {
            sqlx::query(
                "UPDATE outbox SET state = 'undeliverable', settled_at = ?3, reason = ?2, attempts = attempts + 1
                 WHERE id = ?1",
            )
            .bind(id.0)
            .bind(json(TABLE, reason)?)
            .bind(ms(at))
            .execute(self.connection())
            .await?;
            return Ok(0);
        }
        if refused.is_empty() {
            return Ok(waiting.len());
        }
        self.put_refused_part(id, &stored.part(&refused), reason, at).await?;
        self.take_out(id.0, stored, &refused).await?;
        Ok(waiting.len() - refused.len())
    }

    async fn put_refused_part(
        &mut self,
        id: NoticeId,
        part: &Notice,
        reason: &Text,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO outbox (receiver, rank, alert, state, decided_at, due_at, attempts, settled_at, reason, notice)
             SELECT receiver, rank, alert, 'undeliverable', decided_at, due_at, attempts + 1, ?2, ?3, ?4
             FROM outbox WHERE id = ?1",
        )
        .bind(id.0)
        .bind(ms(at))
        .bind(json(TABLE, reason)?)
        .bind(json(TABLE, part)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Puts what was given up back among what waits, due then. Gives what is told again; none if it is not there, or cannot be
    /// read. Whether it is still so, and whether a pilot in it has been snoozed meanwhile, is for the caller to find out: in the
    /// same transaction, with [`Tx::withdraw_pilot`] or [`Tx::discard_undeliverable`].
    pub async fn retry_undeliverable(&mut self, id: NoticeId, at: Timestamp) -> Result<Option<Notice>, StoreError> {
        let row: Option<(String, Option<String>)> =
            sqlx::query_as("SELECT notice, remaining FROM outbox WHERE id = ?1 AND state = 'undeliverable'")
                .bind(id.0)
                .fetch_optional(self.connection())
                .await?;
        let Some((notice, remaining)) = row else {
            return Ok(None);
        };
        let Ok(stored) = StoredNotice::read(id.0, &notice, remaining.as_deref()) else {
            return Ok(None);
        };
        // It is a list of its own now: what was named before it has been named without it.
        sqlx::query(
            "UPDATE outbox SET state = 'pending', due_at = ?2, settled_at = NULL, reason = NULL, named_before = 0
             WHERE id = ?1",
        )
        .bind(id.0)
        .bind(ms(at))
        .execute(self.connection())
        .await?;
        Ok(Some(stored.rest(0)))
    }

    /// Takes what was given up out of the list; it is not told. False: it is not there.
    pub async fn discard_undeliverable(&mut self, id: NoticeId) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE outbox SET state = 'withdrawn' WHERE id = ?1 AND state = 'undeliverable'")
            .bind(id.0)
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() > 0)
    }
}
