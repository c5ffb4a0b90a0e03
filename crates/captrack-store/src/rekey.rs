//! Hulls whose item became known: whatever names them by pilot and type names the item from now on.
//!
//! All pairs of a cycle are looked up together, and only where they can be: alerts by their id, notices that are still to be sent, messages that
//! name them. What has been told stays as it was told.

use std::collections::BTreeMap;

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;

use crate::column::{StoreRow, json};
use crate::error::StoreError;
use crate::tx::Tx;
use crate::watch_alerts;

/// Rows in which a hull may be named, as number or id and JSON, and how they are written back. `?1` of the first: the old keys. That what was
/// refused does not wait is said for SQLite, which else does not see that there is an index.
const TEXTS: [(&str, &str); 7] = [
    (
        "SELECT id, alert FROM alerts WHERE id IN (SELECT 'hull/' || value FROM json_each(?1))
             OR (id >= 'fleet/' AND id < 'fleet0')",
        "UPDATE alerts SET alert = ?2 WHERE id = ?1",
    ),
    (
        "SELECT id, alert FROM watch_alerts WHERE subject IN (SELECT value FROM json_each(?1))
         UNION ALL SELECT id, alert FROM watch_alerts WHERE closed_at IS NULL
             AND subject NOT IN (SELECT value FROM json_each(?1))",
        "UPDATE watch_alerts SET alert = ?2 WHERE id = ?1",
    ),
    (
        "SELECT CAST(id AS TEXT), notice FROM outbox WHERE state = 'pending' AND ?1 <> ''
         UNION ALL SELECT CAST(id AS TEXT), notice FROM outbox WHERE state = 'undeliverable' AND state <> 'pending'",
        "UPDATE outbox SET notice = ?2 WHERE id = CAST(?1 AS INTEGER)",
    ),
    (
        "SELECT CAST(id AS TEXT), remaining FROM outbox WHERE state = 'pending' AND remaining IS NOT NULL AND ?1 <> ''
         UNION ALL SELECT CAST(id AS TEXT), remaining FROM outbox WHERE state = 'undeliverable' AND state <> 'pending' AND remaining IS NOT NULL",
        "UPDATE outbox SET remaining = ?2 WHERE id = CAST(?1 AS INTEGER)",
    ),
    (
        "SELECT CAST(id AS TEXT), tellings FROM messages WHERE id IN
             (SELECT message FROM message_hulls WHERE hull IN (SELECT value FROM json_each(?1)))",
        "UPDATE messages SET tellings = ?2 WHERE id = CAST(?1 AS INTEGER)",
    ),
    (
        "SELECT CAST(main AS TEXT), hulls FROM acknowledgements WHERE ?1 <> ''",
        "UPDATE acknowledgements SET hulls = ?2 WHERE main = CAST(?1 AS INTEGER)",
    ),
    (
        "SELECT CAST(subject AS TEXT), decision FROM shared_decisions WHERE kind = 'acknowledgement' AND ?1 <> ''",
        "UPDATE shared_decisions SET decision = ?2 WHERE kind = 'acknowledgement' AND subject = CAST(?1 AS INTEGER)",
    ),
];

/// Columns that are the id of a hull's alert or its key: `?1` is a JSON object of old and new ones. What stands under the new one already makes
/// way.
const ALERTS: [&str; 6] = [
    "UPDATE OR REPLACE alerts SET id = (SELECT j.value FROM json_each(?1) j WHERE j.key = alerts.id)
     WHERE id IN (SELECT key FROM json_each(?1))",
    "UPDATE OR REPLACE watch_alerts SET id = (SELECT j.value FROM json_each(?1) j WHERE j.key = watch_alerts.id)
     WHERE id IN (SELECT key FROM json_each(?1))",
    "UPDATE OR REPLACE watch_acknowledgements
         SET alert = (SELECT j.value FROM json_each(?1) j WHERE j.key = watch_acknowledgements.alert)
     WHERE alert IN (SELECT key FROM json_each(?1))",
    "UPDATE outbox SET alert = (SELECT j.value FROM json_each(?1) j WHERE j.key = outbox.alert)
     WHERE state = 'pending' AND alert IN (SELECT key FROM json_each(?1))",
    "UPDATE outbox SET alert = (SELECT j.value FROM json_each(?1) j WHERE j.key = outbox.alert)
     WHERE state = 'undeliverable' AND state <> 'pending' AND alert IN (SELECT key FROM json_each(?1))",
    "UPDATE OR REPLACE message_hulls SET alert = (SELECT j.value FROM json_each(?1) j WHERE j.key = message_hulls.alert)
     WHERE alert IN (SELECT key FROM json_each(?1))",
];
const KEYS: [&str; 4] = [
    "UPDATE OR REPLACE message_hulls SET hull = (SELECT j.value FROM json_each(?1) j WHERE j.key = message_hulls.hull)
     WHERE hull IN (SELECT key FROM json_each(?1))",
    "UPDATE watch_alerts SET subject = (SELECT j.value FROM json_each(?1) j WHERE j.key = watch_alerts.subject)
     WHERE subject IN (SELECT key FROM json_each(?1))",
    "UPDATE OR REPLACE watch_episodes SET hull = (SELECT j.value FROM json_each(?1) j WHERE j.key = watch_episodes.hull)
     WHERE hull IN (SELECT key FROM json_each(?1))",
    "UPDATE old_events SET hull = (SELECT j.value FROM json_each(?1) j WHERE j.key = old_events.hull)
     WHERE hull IN (SELECT key FROM json_each(?1))",
];

/// The watch alerts about ships.
const WATCHED: &str = "SELECT id FROM watch_alerts WHERE subject IN (SELECT value FROM json_each(?1))";

/// Replaces names in JSON: with their quotes, so that no other id that begins alike is meant.
struct Renamed(Vec<(String, String)>);

impl Renamed {
    fn of(pairs: &[(HullKey, HullKey)]) -> Self {
        let quoted = |from: String, to: String| (format!("\"{from}\""), format!("\"{to}\""));
        // At the end of the id of an alert: of the ship's own, and of watch rules.
        let alerts = pairs.iter().map(|(from, to)| (format!("/{from}\""), format!("/{to}\"")));
        let keys = pairs.iter().map(|(from, to)| quoted(from.to_string(), to.to_string()));
        Self(alerts.chain(keys).collect())
    }

    /// The text with the new names; `None`: it has none of the old.
    fn in_text(&self, text: &str) -> Option<String> {
        let mut changed: Option<String> = None;
        for (from, to) in &self.0 {
            let now = changed.as_deref().unwrap_or(text);
            if now.contains(from.as_str()) {
                changed = Some(now.replace(from.as_str(), to));
            }
        }
        changed
    }
}

impl Tx {
    /// The ids of the watch alerts about ships, old and new.
    async fn watch_alerts_of(
        &mut self,
        old: &str,
        pairs: &[(HullKey, HullKey)],
    ) -> Result<Vec<(String, String)>, StoreError> {
        let ids: Vec<String> = sqlx::query_scalar(WATCHED).bind(old).fetch_all(self.connection()).await?;
        let renamed = |id: String| {
            let before: AlertId = StoreRow { table: watch_alerts::TABLE, key: &id }.parse(&id)?;
            let after = pairs.iter().fold(before, |id, (from, to)| id.rekeyed(*from, *to));
            Ok((id, after.to_string()))
        };
        ids.into_iter().map(renamed).collect()
    }

    /// Gives hulls their item everywhere but in their own rows, which the caller writes and deletes. Nothing is told of it: each is the same
    /// hull, its alert the same alert and its message the same message.
    pub async fn rekey_hulls(&mut self, pairs: &[(HullKey, HullKey)]) -> Result<(), StoreError> {
        if pairs.is_empty() {
            return Ok(());
        }
        let old: Vec<String> = pairs.iter().map(|(from, _)| from.to_string()).collect();
        let old = json("hulls", &old)?;
        let renamed = Renamed::of(pairs);
        for (select, update) in TEXTS {
            let rows: Vec<(String, String)> = sqlx::query_as(select).bind(&old).fetch_all(self.connection()).await?;
            for (id, text) in rows {
                if let Some(text) = renamed.in_text(&text) {
                    sqlx::query(update).bind(id).bind(text).execute(self.connection()).await?;
                }
            }
        }
        let mut alerts: BTreeMap<String, String> =
            pairs.iter().map(|(from, to)| (AlertId::Hull(*from).to_string(), AlertId::Hull(*to).to_string())).collect();
        alerts.extend(self.watch_alerts_of(&old, pairs).await?);
        let keys: BTreeMap<String, String> =
            pairs.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect();
        for (names, statements) in [(&alerts, &ALERTS[..]), (&keys, &KEYS[..])] {
            let names = json("hulls", names)?;
            for statement in statements {
                sqlx::query(*statement).bind(&names).execute(self.connection()).await?;
            }
        }
        self.renumber_hulls(pairs).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::Store;

    /// How SQLite would find the rows of a statement.
    async fn plan(store: &Store, statement: &str) -> Vec<String> {
        let explained = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
        let rows: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(explained).bind("{}").bind("{}").fetch_all(&store.writer).await.unwrap();
        rows.into_iter().map(|(_, _, _, detail)| detail).collect()
    }

    #[tokio::test]
    async fn no_table_that_grows_with_history_is_read_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let texts = TEXTS.iter().flat_map(|(select, update)| [*select, *update]);
        for statement in texts.chain(ALERTS).chain(KEYS).chain([WATCHED]) {
            let plan = plan(&store, statement).await;
            // Whatever is searched by an index is well; of the outbox only what waits or was refused has one.
            let grows = ["SCAN alerts", "SCAN watch_alerts", "SCAN messages", "SCAN message_hulls", "SCAN events"];
            let reads_all = |step: &&String| {
                grows.iter().any(|table| step.starts_with(table))
                    || (step.starts_with("SCAN outbox") && !step.contains("INDEX"))
            };
            assert_eq!(plan.iter().find(reads_all), None, "{statement}: {plan:?}");
        }
    }
}
