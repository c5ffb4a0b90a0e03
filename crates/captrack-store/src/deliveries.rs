//! What became of each request to Discord. Only ever appended to.

use std::time::Duration;

use captrack_domain::text;
use captrack_domain::text::Text;
use jiff::Timestamp;

use crate::column::{StoreRow, json, ms, reason};
use crate::error::StoreError;
use crate::forgotten_names::{reason_without, without};
use crate::open::Store;
use crate::tx::Tx;

const TABLE: &str = "deliveries";

/// A request to Discord and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// To which webhook: `critical` or `standard`.
    pub webhook: String,
    /// When Discord answered, or was given up.
    pub at: Timestamp,
    /// How long that took; kept in whole milliseconds.
    pub latency: Duration,
    /// A post, or an edit of an earlier message.
    pub kind: DeliveryKind,
    /// What became of it.
    pub outcome: DeliveryOutcome,
    /// How many hulls it named.
    pub hulls: u32,
    /// What it named, in a phrase. A pilot's name stands in words of its own, or forgetting that pilot does not find it.
    pub what: String,
    /// The same, to be worded in any language; none: an earlier version kept the words alone.
    pub what_text: Option<Text>,
    /// Discord's or the network's reason, of one that was not delivered; no secret in it.
    pub reason: Option<Text>,
}

/// What was asked of Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryKind {
    /// A new message.
    Post,
    /// Another wording of a message that stands.
    Edit,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeliveryOutcome {
    /// Discord took it.
    Delivered,
    /// Discord asked to wait.
    Limited,
    /// It did not arrive, or nobody knows.
    Retried,
    /// Discord refused it for good.
    Refused,
    /// Discord no longer knows the webhook.
    WebhookDead,
    /// Discord no longer knows the message that was to be edited.
    MessageGone,
}

impl DeliveryOutcome {
    /// Every outcome.
    pub const ALL: [Self; 6] =
        [Self::Delivered, Self::Limited, Self::Retried, Self::Refused, Self::WebhookDead, Self::MessageGone];

    const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Limited => "limited",
            Self::Retried => "retried",
            Self::Refused => "refused",
            Self::WebhookDead => "webhook_dead",
            Self::MessageGone => "message_gone",
        }
    }
}

#[derive(sqlx::FromRow)]
struct DeliveryRow {
    id: i64,
    webhook: String,
    at: i64,
    latency_ms: i64,
    edit: bool,
    outcome: String,
    hulls: u32,
    what: String,
    what_text: Option<String>,
    reason: Option<String>,
}

impl TryFrom<DeliveryRow> for Delivery {
    type Error = StoreError;
    fn try_from(row: DeliveryRow) -> Result<Self, StoreError> {
        let at = StoreRow { table: TABLE, key: row.id };
        let outcome = DeliveryOutcome::ALL.into_iter().find(|outcome| outcome.name() == row.outcome);
        Ok(Self {
            webhook: row.webhook,
            at: at.time(row.at)?,
            latency: Duration::from_millis(row.latency_ms.unsigned_abs()),
            kind: if row.edit { DeliveryKind::Edit } else { DeliveryKind::Post },
            outcome: outcome.ok_or_else(|| at.wrong(text!("row-no-such-outcome")))?,
            hulls: row.hulls,
            what: row.what,
            what_text: row.what_text.and_then(|text| serde_json::from_str(&text).ok()),
            reason: reason(row.reason),
        })
    }
}

impl Store {
    /// What became of the latest requests to a webhook, newest first.
    pub async fn deliveries(&self, webhook: &str, limit: u32) -> Result<Vec<Delivery>, StoreError> {
        let rows: Vec<DeliveryRow> = sqlx::query_as(
            "SELECT id, webhook, at, latency_ms, edit, outcome, hulls, what, what_text, reason FROM deliveries
             WHERE webhook = ?1 ORDER BY id DESC LIMIT ?2",
        )
        .bind(webhook)
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(TryFrom::try_from).collect()
    }
}

impl Tx {
    /// Writes down what became of a request.
    pub async fn append_delivery(&mut self, delivery: &Delivery) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO deliveries (webhook, at, latency_ms, edit, outcome, hulls, what, reason, what_text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )
        .bind(&delivery.webhook)
        .bind(ms(delivery.at))
        .bind(i64::try_from(delivery.latency.as_millis()).unwrap_or(i64::MAX))
        .bind(delivery.kind == DeliveryKind::Edit)
        .bind(delivery.outcome.name())
        .bind(delivery.hulls)
        .bind(&delivery.what)
        .bind(delivery.reason.as_ref().map(|reason| json(TABLE, reason)).transpose()?)
        .bind(delivery.what_text.as_ref().map(|text| json(TABLE, text)).transpose()?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Drops what was asked of Discord before then; gives how many lines.
    pub async fn prune_deliveries(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let done =
            sqlx::query("DELETE FROM deliveries WHERE at < ?1").bind(ms(before)).execute(self.connection()).await?;
        Ok(done.rows_affected())
    }

    /// Takes a name out of what was named, wherever it stands in words of its own; `nobody` stands there then.
    pub(crate) async fn forget_name_in_deliveries(&mut self, name: &str, nobody: &str) -> Result<(), StoreError> {
        let rows: Vec<(i64, String, Option<String>)> = sqlx::query_as(
            "SELECT id, what, reason FROM deliveries
             WHERE instr(what, ?1) > 0 OR instr(reason, ?1) > 0 OR instr(what_text, ?1) > 0",
        )
        .bind(name)
        .fetch_all(self.connection())
        .await?;
        for (id, what, reason) in rows {
            // Words without the name need no text.
            sqlx::query("UPDATE deliveries SET what = ?2, reason = ?3, what_text = NULL WHERE id = ?1")
                .bind(id)
                .bind(without(&what, name, nobody))
                .bind(reason_without(TABLE, reason, name, nobody)?)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}
