//! Decisions that leaders share through AllianceAuth: the newest of each kind about each character, and whether the server has it.

use captrack_domain::ids::PilotId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::column::{StoreRow, json};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "shared_decisions";

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionKind {
    /// A pilot was snoozed, or a snooze cleared.
    Snooze,
    /// A main was acknowledged, or that was taken back.
    Acknowledgement,
}

impl DecisionKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Snooze => "snooze",
            Self::Acknowledgement => "acknowledgement",
        }
    }
}

impl Store {
    /// The decisions of a kind, by whom they are about; true: the server does not have it yet.
    pub async fn shared_decisions<T: DeserializeOwned>(
        &self,
        kind: DecisionKind,
    ) -> Result<Vec<(T, bool)>, StoreError> {
        let rows: Vec<(i64, String, bool)> =
            sqlx::query_as("SELECT subject, decision, unsent FROM shared_decisions WHERE kind = ?1 ORDER BY subject")
                .bind(kind.name())
                .fetch_all(&self.readers)
                .await?;
        let read = |(subject, decision, unsent): (i64, String, bool)| {
            Ok((StoreRow { table: TABLE, key: subject }.json(&decision)?, unsent))
        };
        rows.into_iter().map(read).collect()
    }
}

impl Tx {
    /// Keeps a decision as the newest of its kind about a character.
    pub async fn put_shared_decision<T: Serialize + Sync>(
        &mut self,
        kind: DecisionKind,
        subject: PilotId,
        decision: &T,
        unsent: bool,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO shared_decisions (kind, subject, decision, unsent) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kind, subject) DO UPDATE SET decision = excluded.decision, unsent = excluded.unsent",
        )
        .bind(kind.name())
        .bind(subject.0)
        .bind(json(TABLE, decision)?)
        .bind(unsent)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Forgets all of them: the desk is not connected any more.
    pub async fn clear_shared_decisions(&mut self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM shared_decisions").execute(self.connection()).await?;
        Ok(())
    }
}
