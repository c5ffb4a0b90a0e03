//! The outbox: notices that were decided and are to be told. A row is written in the transaction of its alert's transition, sent by a worker,
//! and marked after success, so that a kill in between sends twice at worst and never not at all.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::hull::HullKey;
use captrack_domain::notice::{Notice, NoticeState, Receiver};
use captrack_domain::text;
use jiff::Timestamp;

use crate::column::{StoreRow, json, ms};
use crate::error::StoreError;
use crate::open::Store;
use crate::tx::Tx;

mod history;
mod outcome;
mod queue;
mod undeliverable;
mod withdrawal;

pub use history::DeliveredNotice;
pub use queue::WaitingNotice;
pub use undeliverable::UndeliverableNotice;

pub(crate) const TABLE: &str = "outbox";

/// A row of the outbox. Never used again, also when the row is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeId(pub i64);

/// A notice that may be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueNotice {
    /// Its row.
    pub id: NoticeId,
    /// What is to be told; its hulls are those still to be named.
    pub notice: Notice,
    /// How often it was tried in vain.
    pub attempts: u32,
}

/// How many notices wait for a receiver.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoticeQueue {
    /// To be sent.
    pub pending: u32,
    /// Since when the oldest of them waits.
    pub oldest: Option<Timestamp>,
    /// Given up for good.
    pub undeliverable: u32,
}

/// The receiver of that name.
pub(crate) fn receiver(name: &str) -> Option<Receiver> {
    [Receiver::Os, Receiver::DiscordCritical, Receiver::DiscordStandard].into_iter().find(|known| known.name() == name)
}

/// The names of receivers, for `json_each`.
fn names(receivers: &[Receiver]) -> Result<String, StoreError> {
    let names: Vec<&str> = receivers.iter().map(|receiver| receiver.name()).collect();
    json(TABLE, &names)
}

/// A stored notice: what it named when it was decided, and what is still to be named.
pub(crate) struct StoredNotice {
    pub(crate) notice: Notice,
    /// `None`: all of its hulls.
    pub(crate) remaining: Option<BTreeSet<HullKey>>,
}

impl Tx {
    /// What a row holds, if it is there in this state.
    async fn stored(&mut self, id: NoticeId, state: NoticeState) -> Result<Option<StoredNotice>, StoreError> {
        let row: Option<(String, Option<String>)> =
            sqlx::query_as("SELECT notice, remaining FROM outbox WHERE id = ?1 AND state = ?2")
                .bind(id.0)
                .bind(state.name())
                .fetch_optional(self.connection())
                .await?;
        row.map(|(notice, remaining)| StoredNotice::read(id.0, &notice, remaining.as_deref())).transpose()
    }
}

impl StoredNotice {
    pub(crate) fn read(id: i64, notice: &str, remaining: Option<&str>) -> Result<Self, StoreError> {
        let row = StoreRow { table: TABLE, key: id };
        Ok(Self { notice: row.json(notice)?, remaining: remaining.map(|keys| row.json(keys)).transpose()? })
    }

    /// Whether a hull is still to be named.
    pub(crate) fn awaits(&self, key: HullKey) -> bool {
        self.remaining.as_ref().is_none_or(|keys| keys.contains(&key))
    }

    /// The hulls that are still to be named.
    fn waiting(&self) -> impl Iterator<Item = HullKey> {
        self.notice.hulls.iter().map(|line| line.key).filter(|key| self.awaits(*key))
    }

    /// The notice with these hulls alone.
    fn part(&self, keys: &BTreeSet<HullKey>) -> Notice {
        let mut part = self.notice.clone();
        part.hulls.retain(|line| keys.contains(&line.key));
        part
    }

    /// The notice as it is still to be told, after so many hulls of its list.
    fn rest(mut self, named_before: u32) -> Notice {
        if let Some(keys) = &self.remaining {
            self.notice.hulls.retain(|line| keys.contains(&line.key));
        }
        self.notice.named_before = named_before;
        self.notice
    }
}

impl Store {
    /// What may be sent to a receiver now: critical before standard, then older before newer.
    pub async fn pending(&self, receiver: Receiver, now: Timestamp) -> Result<Vec<DueNotice>, StoreError> {
        let rows: Vec<(i64, u32, String, Option<String>, u32)> = sqlx::query_as(
            "SELECT id, attempts, notice, remaining, named_before FROM outbox
             WHERE state = 'pending' AND receiver = ?1 AND due_at <= ?2
             ORDER BY rank, decided_at, id",
        )
        .bind(receiver.name())
        .bind(ms(now))
        .fetch_all(&self.readers)
        .await?;
        let mut pending = Vec::with_capacity(rows.len());
        for (id, attempts, notice, remaining, named_before) in rows {
            match StoredNotice::read(id, &notice, remaining.as_deref()) {
                Ok(stored) => pending.push(DueNotice { id: NoticeId(id), notice: stored.rest(named_before), attempts }),
                // One bad row must not hold up the others; `Store::recover` gives it up visibly.
                Err(error) => tracing::error!(%error, "a notice cannot be read"),
            }
        }
        Ok(pending)
    }

    /// When the next notice for a receiver may be sent; may have passed already.
    pub async fn next_due(&self, receiver: Receiver) -> Result<Option<Timestamp>, StoreError> {
        let due_at: Option<i64> =
            sqlx::query_scalar("SELECT min(due_at) FROM outbox WHERE state = 'pending' AND receiver = ?1")
                .bind(receiver.name())
                .fetch_one(&self.readers)
                .await?;
        StoreRow { table: TABLE, key: "next" }.time_opt(due_at)
    }

    /// How much waits, and how much was given up, for every receiver that has any.
    pub async fn queue_lengths(&self) -> Result<BTreeMap<Receiver, NoticeQueue>, StoreError> {
        let rows: Vec<(String, u32, Option<i64>, u32)> = sqlx::query_as(
            "SELECT receiver,
                    count(*) FILTER (WHERE state = 'pending'),
                    min(decided_at) FILTER (WHERE state = 'pending'),
                    count(*) FILTER (WHERE state = 'undeliverable')
             FROM outbox WHERE state IN ('pending', 'undeliverable') GROUP BY receiver",
        )
        .fetch_all(&self.readers)
        .await?;
        let mut queues = BTreeMap::new();
        for (name, pending, oldest, undeliverable) in rows {
            let row = StoreRow { table: TABLE, key: &name };
            let receiver = receiver(&name).ok_or_else(|| row.wrong(text!("row-no-such-receiver")))?;
            queues.insert(receiver, NoticeQueue { pending, oldest: row.time_opt(oldest)?, undeliverable });
        }
        Ok(queues)
    }
}

impl Tx {
    /// Puts notices into the outbox: in the transaction that writes their alerts.
    pub async fn enqueue(&mut self, notices: &[Notice]) -> Result<Vec<NoticeId>, StoreError> {
        let mut ids = Vec::with_capacity(notices.len());
        for notice in notices {
            let rank = match notice.level {
                AlertLevel::Critical => 0,
                AlertLevel::Alerting => 1,
            };
            let done = sqlx::query(
                "INSERT INTO outbox (receiver, rank, alert, state, decided_at, due_at, attempts, notice)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)",
            )
            .bind(notice.receiver.name())
            .bind(rank)
            .bind(notice.alert.to_string())
            .bind(NoticeState::Pending.name())
            .bind(ms(notice.decided_at))
            .bind(ms(notice.not_before))
            .bind(json(TABLE, notice)?)
            .execute(self.connection())
            .await?;
            ids.push(NoticeId(done.last_insert_rowid()));
        }
        Ok(ids)
    }
}
