//! What a message says, as far as the store knows it: enough to forget a pilot.

use captrack_domain::alert::AlertId;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::HullLine;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{MessageId, TABLE};
use crate::column::{StoreRow, json};
use crate::error::StoreError;
use crate::tx::Tx;

/// A telling; what else is in it stays as it is.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredPart {
    pub(crate) main: PilotId,
    pub(crate) main_name: String,
    pub(crate) affiliation: Option<String>,
    pub(crate) hulls: Vec<StoredHull>,
    #[serde(flatten)]
    more: Map<String, Value>,
}

/// A hull of a telling.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredHull {
    pub(crate) alert: AlertId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) also: Vec<AlertId>,
    pub(crate) line: HullLine,
    #[serde(flatten)]
    more: Map<String, Value>,
}

impl StoredHull {
    /// Every alert that it is named for.
    pub(super) fn alerts(&self) -> impl Iterator<Item = AlertId> + '_ {
        std::iter::once(self.alert).chain(self.also.iter().copied())
    }
}

pub(super) fn read(id: MessageId, message_parts: &str) -> Result<Vec<StoredPart>, StoreError> {
    StoreRow { table: TABLE, key: id.0 }.json(message_parts)
}

impl StoredPart {
    /// The telling without pilots who leave and their hulls; none if it is about nobody else.
    pub(crate) fn without(
        &self,
        leaves: impl Fn(PilotId) -> bool,
        is_theirs: impl Fn(&StoredHull) -> bool,
    ) -> Option<Self> {
        let mut rest = self.clone();
        rest.hulls.retain(|told| !is_theirs(told));
        let is_emptied = rest.hulls.is_empty() && (!self.hulls.is_empty() || leaves(self.main));
        if is_emptied {
            return None;
        }
        // What was told under a forgotten main is now under the first pilot it still names.
        if leaves(rest.main)
            && let Some(told) = rest.hulls.first()
        {
            rest.main = told.line.pilot;
            rest.main_name = told.line.pilot_name.clone();
            rest.affiliation = None;
        }
        Some(rest)
    }
}

impl Tx {
    /// Puts changed tellings back into their row, as due at once: Discord does not say so yet.
    pub(crate) async fn put_stripped(&mut self, id: MessageId, message_parts: &[StoredPart]) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE messages SET tellings = ?2, revision = revision + 1, edit_due = CASE WHEN state = 'open' THEN 0 END
             WHERE id = ?1",
        )
        .bind(id.0)
        .bind(json(TABLE, &message_parts)?)
        .execute(self.connection())
        .await?;
        self.put_message_hulls(id, message_parts).await
    }

    /// Every message with what it says, and whether it can still be edited; one that nobody can read is deleted.
    pub(crate) async fn stored_messages(&mut self) -> Result<Vec<(MessageId, Vec<StoredPart>, bool)>, StoreError> {
        let rows: Vec<(i64, String, bool)> =
            sqlx::query_as("SELECT id, tellings, state = 'open' FROM messages ORDER BY id")
                .fetch_all(self.connection())
                .await?;
        let mut messages = Vec::with_capacity(rows.len());
        for (id, message_parts, is_open) in rows {
            match read(MessageId(id), &message_parts) {
                Ok(message_parts) => messages.push((MessageId(id), message_parts, is_open)),
                Err(error) => {
                    tracing::error!(%error, "a message cannot be read and is deleted with a forgotten pilot");
                    self.delete_message(MessageId(id)).await?;
                }
            }
        }
        Ok(messages)
    }

    pub(crate) async fn delete_message(&mut self, id: MessageId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM messages WHERE id = ?1").bind(id.0).execute(self.connection()).await?;
        Ok(())
    }
}
