//! Taking back what has not been sent: after a snooze, or when a pilot is not watched any more.

use std::collections::BTreeSet;

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::Receiver;

use super::{Stored, TABLE};
use crate::column::json;
use crate::error::StoreError;
use crate::tx::Tx;

impl Tx {
    /// Takes back what waits to be told of these alerts; gives how many notices.
    pub async fn withdraw_alerts(&mut self, alerts: &[AlertId]) -> Result<u64, StoreError> {
        let mut withdrawn = 0;
        for alert in alerts {
            let done = sqlx::query(
                "UPDATE outbox SET state = 'withdrawn' WHERE state = 'pending' AND alert = ?1",
            )
            .bind(alert.to_string())
            .execute(self.connection())
            .await?;
            withdrawn += done.rows_affected();
        }
        Ok(withdrawn)
    }

    /// Takes back all that waits for a receiver; gives how many notices.
    pub async fn withdraw_receiver(&mut self, receiver: Receiver) -> Result<u64, StoreError> {
        let done = sqlx::query("UPDATE outbox SET state = 'withdrawn' WHERE state = 'pending' AND receiver = ?1")
            .bind(receiver.name())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }

    /// Takes a pilot's hulls out of what waits to be told; a notice that names nobody else is withdrawn. What was told of them already stays.
    /// Gives what was taken back: a receiver has not been told of that hull in that alert.
    pub async fn withdraw_pilot(
        &mut self,
        pilot: PilotId,
    ) -> Result<BTreeSet<(AlertId, HullKey)>, StoreError> {
        let rows: Vec<(i64, String, Option<String>)> =
            sqlx::query_as("SELECT id, notice, remaining FROM outbox WHERE state = 'pending'")
                .fetch_all(self.connection())
                .await?;
        let mut withdrawn = BTreeSet::new();
        for (id, notice, remaining) in rows {
            // A row that nobody can read is not sent either; it must not stand in the way of a snooze.
            let Ok(mut stored) = Stored::read(id, &notice, remaining.as_deref()) else {
                continue;
            };
            let waiting: Vec<_> = stored
                .notice
                .hulls
                .iter()
                .filter(|line| stored.awaits(line.key))
                .collect();
            let (theirs, others): (Vec<_>, Vec<_>) =
                waiting.into_iter().partition(|line| line.pilot == pilot);
            if theirs.is_empty() {
                continue;
            }
            let alert = stored.notice.alert;
            let others_wait = !others.is_empty();
            let theirs: Vec<_> = theirs.into_iter().map(|line| line.key).collect();
            withdrawn.extend(theirs.iter().map(|key| (alert, *key)));
            if !others_wait {
                sqlx::query("UPDATE outbox SET state = 'withdrawn' WHERE id = ?1")
                    .bind(id)
                    .execute(self.connection())
                    .await?;
                continue;
            }
            stored
                .notice
                .hulls
                .retain(|line| !theirs.contains(&line.key));
            if let Some(keys) = &mut stored.remaining {
                keys.retain(|key| !theirs.contains(key));
            }
            stored.write(id, self).await?;
        }
        Ok(withdrawn)
    }
}

impl Stored {
    /// Puts a changed notice back into its row.
    pub(crate) async fn write(&self, id: i64, tx: &mut Tx) -> Result<(), StoreError> {
        sqlx::query("UPDATE outbox SET notice = ?2, remaining = ?3 WHERE id = ?1")
            .bind(id)
            .bind(json(TABLE, &self.notice)?)
            .bind(
                self.remaining
                    .as_ref()
                    .map(|keys| json(TABLE, keys))
                    .transpose()?,
            )
            .execute(tx.connection())
            .await?;
        Ok(())
    }
}
