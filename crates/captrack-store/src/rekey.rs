//! A hull whose item became known: whatever names it by pilot and type names the item from now on.

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;

use crate::error::StoreError;
use crate::tx::Tx;

/// Columns of JSON in which a hull's key or its alert's id stands as a string.
const TEXTS: [&str; 6] = [
    "UPDATE alerts SET alert = replace(alert, ?1, ?2) WHERE instr(alert, ?1) > 0",
    "UPDATE outbox SET notice = replace(notice, ?1, ?2) WHERE instr(notice, ?1) > 0",
    "UPDATE outbox SET remaining = replace(remaining, ?1, ?2) WHERE instr(remaining, ?1) > 0",
    "UPDATE messages SET tellings = replace(tellings, ?1, ?2) WHERE instr(tellings, ?1) > 0",
    "UPDATE acknowledgements SET hulls = replace(hulls, ?1, ?2) WHERE instr(hulls, ?1) > 0",
    "UPDATE shared_decisions SET decision = replace(decision, ?1, ?2) WHERE instr(decision, ?1) > 0",
];

/// Columns that are the id of a hull's alert. What stands under the new one already makes way.
const ALERTS: [&str; 3] = [
    "UPDATE OR REPLACE alerts SET id = ?2 WHERE id = ?1",
    "UPDATE outbox SET alert = ?2 WHERE alert = ?1",
    "UPDATE OR REPLACE message_hulls SET alert = ?2 WHERE alert = ?1",
];

/// Columns that are a hull's key.
const KEYS: [&str; 2] =
    ["UPDATE OR REPLACE message_hulls SET hull = ?2 WHERE hull = ?1", "UPDATE events SET hull = ?2 WHERE hull = ?1"];

impl Tx {
    /// Gives a hull its item everywhere but in its own row, which the caller writes and deletes. Nothing is told of it: it is the same
    /// hull, its alert the same alert and its message the same message.
    pub async fn rekey_hull(&mut self, from: HullKey, to: HullKey) -> Result<(), StoreError> {
        let alerts = [from, to].map(|key| AlertId::Hull(key).to_string());
        let keys = [from, to].map(|key| key.to_string());
        for ([from, to], statements) in [(&alerts, &ALERTS[..]), (&keys, &KEYS[..])] {
            for statement in statements {
                sqlx::query(*statement).bind(from).bind(to).execute(self.connection()).await?;
            }
        }
        for [from, to] in [&alerts, &keys] {
            for statement in TEXTS {
                // With its quotes, so that no other id that begins alike is meant.
                let [from, to] = [from, to].map(|text| format!("\"{text}\""));
                sqlx::query(statement).bind(from).bind(to).execute(self.connection()).await?;
            }
        }
        Ok(())
    }
}
