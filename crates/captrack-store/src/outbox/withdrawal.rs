//! Taking back what has not been sent: after a snooze, or when a pilot is not watched any more.

use std::collections::BTreeSet;

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::HullLine;
use captrack_domain::notice::Receiver;

use super::{StoredNotice, TABLE};
use crate::column::json;
use crate::error::StoreError;
use crate::tx::Tx;

impl Tx {
    /// Takes back what waits to be told of these alerts. Gives what was taken back: a receiver has not been told of that hull in
    /// that alert.
    pub async fn withdraw_alerts(&mut self, alerts: &[AlertId]) -> Result<BTreeSet<(AlertId, HullKey)>, StoreError> {
        let mut withdrawn = BTreeSet::new();
        for alert in alerts {
            let rows: Vec<(i64, String, Option<String>)> =
                sqlx::query_as("SELECT id, notice, remaining FROM outbox WHERE state = 'pending' AND alert = ?1")
                    .bind(alert.to_string())
                    .fetch_all(self.connection())
                    .await?;
            for (id, stored) in readable(rows) {
                let taken = self.take_back(id, stored, |_| true).await?;
                withdrawn.extend(taken.into_iter().map(|key| (*alert, key)));
            }
        }
        Ok(withdrawn)
    }

    /// Takes back all that waits for a receiver; gives how many notices.
    pub async fn withdraw_receiver(&mut self, receiver: Receiver) -> Result<usize, StoreError> {
        let rows: Vec<(i64, String, Option<String>)> =
            sqlx::query_as("SELECT id, notice, remaining FROM outbox WHERE state = 'pending' AND receiver = ?1")
                .bind(receiver.name())
                .fetch_all(self.connection())
                .await?;
        let mut withdrawn = 0;
        for (id, stored) in readable(rows) {
            self.take_back(id, stored, |_| true).await?;
            withdrawn += 1;
        }
        Ok(withdrawn)
    }

    /// Takes a pilot's hulls out of what waits to be told; a notice that names nobody else is withdrawn. What was told of them
    /// already stays. Gives what was taken back: a receiver has not been told of that hull in that alert.
    pub async fn withdraw_pilot(&mut self, pilot: PilotId) -> Result<BTreeSet<(AlertId, HullKey)>, StoreError> {
        let rows: Vec<(i64, String, Option<String>)> =
            sqlx::query_as("SELECT id, notice, remaining FROM outbox WHERE state = 'pending'")
                .fetch_all(self.connection())
                .await?;
        let mut withdrawn = BTreeSet::new();
        for (id, stored) in readable(rows) {
            let alert = stored.notice.alert;
            if stored.notice.hulls.iter().any(|line| line.pilot == pilot) {
                let taken = self.take_back(id, stored, |line| line.pilot == pilot).await?;
                withdrawn.extend(taken.into_iter().map(|key| (alert, key)));
            }
        }
        Ok(withdrawn)
    }

    /// Takes hulls out of a pending notice, as far as they are still to be named; gives which.
    async fn take_back(
        &mut self,
        id: i64,
        stored: StoredNotice,
        theirs: impl Fn(&HullLine) -> bool,
    ) -> Result<BTreeSet<HullKey>, StoreError> {
        let waits = |line: &&HullLine| stored.awaits(line.key) && theirs(line);
        let taken: BTreeSet<_> = stored.notice.hulls.iter().filter(waits).map(|line| line.key).collect();
        let is_emptied = taken.len() == stored.waiting().count();
        if is_emptied && stored.remaining.is_none() {
            sqlx::query("UPDATE outbox SET state = 'withdrawn' WHERE id = ?1")
                .bind(id)
                .execute(self.connection())
                .await?;
        } else {
            self.take_out(id, stored, &taken).await?;
        }
        Ok(taken)
    }

    /// Takes hulls that are still to be named out of a notice that is told for the rest, or of which a part was told.
    pub(crate) async fn take_out(
        &mut self,
        id: i64,
        mut stored: StoredNotice,
        taken: &BTreeSet<HullKey>,
    ) -> Result<(), StoreError> {
        let is_emptied = taken.len() == stored.waiting().count();
        stored.notice.hulls.retain(|line| !taken.contains(&line.key));
        if let Some(keys) = &mut stored.remaining {
            keys.retain(|key| !taken.contains(key));
        }
        stored.write(id, self).await?;
        if is_emptied {
            self.settle_told_part(id).await?;
        }
        Ok(())
    }

    /// Nothing is left to be named of a notice, but a part of it was delivered, when it was last due.
    pub(crate) async fn settle_told_part(&mut self, id: i64) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET state = 'delivered', settled_at = due_at, remaining = NULL
             WHERE id = ?1 AND state = 'pending'",
        )
        .bind(id)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

/// A row that nobody can read is not sent either; it must not stand in the way of a snooze.
fn readable(rows: Vec<(i64, String, Option<String>)>) -> impl Iterator<Item = (i64, StoredNotice)> {
    rows.into_iter()
        .filter_map(|(id, notice, remaining)| Some((id, StoredNotice::read(id, &notice, remaining.as_deref()).ok()?)))
}

impl StoredNotice {
    /// Puts a changed notice back into its row.
    pub(crate) async fn write(&self, id: i64, tx: &mut Tx) -> Result<(), StoreError> {
        sqlx::query("UPDATE outbox SET notice = ?2, remaining = ?3 WHERE id = ?1")
            .bind(id)
            .bind(json(TABLE, &self.notice)?)
            .bind(self.remaining.as_ref().map(|keys| json(TABLE, keys)).transpose()?)
            .execute(tx.connection())
            .await?;
        Ok(())
    }
}
