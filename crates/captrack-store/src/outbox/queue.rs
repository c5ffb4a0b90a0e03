//! What waits, to be shown: also what may not be sent yet.

use captrack_domain::notice::{Notice, Receiver};
use captrack_domain::text::Text;
use jiff::Timestamp;

use super::{NoticeId, StoredNotice, TABLE, names};
use crate::column;
use crate::column::StoreRow;
use crate::error::StoreError;
use crate::open::Store;

/// A notice that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingNotice {
    /// Its row.
    pub id: NoticeId,
    /// What is to be told; its hulls are those still to be named.
    pub notice: Notice,
    /// How often it was tried in vain.
    pub attempts: u32,
    /// Not to be sent before.
    pub due_at: Timestamp,
    /// Why the last attempt failed.
    pub reason: Option<Text>,
    /// Its alert is back within the hour: the message that told of its end goes on.
    pub continues: bool,
}

impl Store {
    /// The first of what waits for these receivers, in the order of sending: critical before standard, then older before newer.
    pub async fn waiting(&self, receivers: &[Receiver], limit: u32) -> Result<Vec<WaitingNotice>, StoreError> {
        type WaitingRow = (i64, u32, i64, Option<String>, String, Option<String>, u32, bool);
        let rows: Vec<WaitingRow> = sqlx::query_as(
            "SELECT id, attempts, due_at, reason, notice, remaining, named_before, continues FROM outbox
             WHERE state = 'pending' AND receiver IN (SELECT value FROM json_each(?1))
             ORDER BY rank, decided_at, id LIMIT ?2",
        )
        .bind(names(receivers)?)
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        let mut waiting = Vec::with_capacity(rows.len());
        for (id, attempts, due_at, reason, notice, remaining, named_before, continues) in rows {
            let due_at = StoreRow { table: TABLE, key: id }.time(due_at)?;
            match StoredNotice::read(id, &notice, remaining.as_deref()) {
                Ok(stored) => {
                    let (notice, reason) = (stored.rest(named_before), column::reason(reason));
                    waiting.push(WaitingNotice { id: NoticeId(id), notice, attempts, due_at, reason, continues });
                }
                Err(error) => tracing::error!(%error, "a notice cannot be read"),
            }
        }
        Ok(waiting)
    }
}
