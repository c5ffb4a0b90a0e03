//! What was delivered.

use captrack_domain::notice::Notice;
use jiff::Timestamp;

use super::{NoticeId, StoredNotice, TABLE};
use crate::column::{StoreRow, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

/// A notice that was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveredNotice {
    /// Its row.
    pub id: NoticeId,
    /// What was told, with every hull it named.
    pub notice: Notice,
    /// How often it was tried in vain.
    pub attempts: u32,
    /// When it was delivered.
    pub at: Timestamp,
}

impl Store {
    /// The latest deliveries, newest first.
    pub async fn recent_deliveries(&self, limit: u32) -> Result<Vec<DeliveredNotice>, StoreError> {
        type SettledRow = (i64, u32, i64, String);
        let rows: Vec<SettledRow> = sqlx::query_as(
            "SELECT id, attempts, settled_at, notice FROM outbox
             WHERE state = 'delivered' AND state <> 'pending' AND settled_at IS NOT NULL
             ORDER BY settled_at DESC, id DESC LIMIT ?1",
        )
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        let mut settled = Vec::with_capacity(rows.len());
        for (id, attempts, at, notice) in rows {
            match StoredNotice::read(id, &notice, None) {
                Ok(StoredNotice { notice, .. }) => {
                    let at = StoreRow { table: TABLE, key: id }.time(at)?;
                    settled.push(DeliveredNotice { id: NoticeId(id), notice, attempts, at });
                }
                Err(error) => tracing::error!(%error, "a notice cannot be read"),
            }
        }
        Ok(settled)
    }
}

impl Tx {
    /// Drops what was settled (or withdrawn, and decided) before then; gives how many. What is pending stays, however old.
    pub async fn prune_outbox(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM outbox WHERE state <> 'pending' AND coalesce(settled_at, decided_at) < ?1")
            .bind(ms(before))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }
}
