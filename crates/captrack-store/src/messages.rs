//! Messages that stand on Discord: each is edited when what it says changes.
//!
//! What a message says is a list of *message parts*, one a main, as the caller's own type. The store keeps their JSON and knows of it what
//! forgetting a pilot needs: `main`, `main_name`, `affiliation` and `hulls`, and of each hull its `alert` and its `line`
//! (a [`HullLine`](captrack_domain::notice::HullLine)). Anything else in them is the caller's.

use std::collections::BTreeSet;

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::text;
use captrack_domain::text::Text;
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use crate::column::{StoreRow, json, ms, reason};
use crate::error::StoreError;
use crate::open::Store;

mod change;
mod message_parts;

pub(crate) use message_parts::StoredPart;

pub(crate) const TABLE: &str = "messages";

/// A row of `message_hulls`.
fn hull_in_alert((alert, hull): (String, String)) -> Result<(AlertId, HullKey), StoreError> {
    let row = StoreRow { table: "message_hulls", key: &alert };
    Ok((row.parse(&alert)?, row.parse(&hull)?))
}

/// A message's row. Never used again, also when the row is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub i64);

/// How a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageState {
    /// Something it says may still change.
    Open,
    /// All that it names is over.
    Closed,
    /// It was deleted on Discord, or belongs to a webhook that is not used any more.
    Gone,
}

impl MessageState {
    const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Gone];

    const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Gone => "gone",
        }
    }
}

/// A message that Discord has just taken.
#[derive(Debug, Clone)]
pub struct NewMessage<'a, T> {
    /// Through which webhook: `critical` or `standard`.
    pub webhook: &'a str,
    /// Discord's id of it.
    pub discord_id: &'a str,
    /// The thread it stands in, if in one.
    pub thread: Option<&'a str>,
    /// When.
    pub posted_at: Timestamp,
    /// What it says.
    pub message_parts: &'a [T],
}

/// A message that was posted.
#[derive(Debug, Clone, PartialEq)]
pub struct PostedMessage {
    /// Its row.
    pub id: MessageId,
    /// Through which webhook it was posted: `critical` or `standard`.
    pub webhook: String,
    /// Discord's id of it.
    pub discord_id: String,
    /// The thread it stands in, if in one.
    pub thread: Option<String>,
    /// How it stands.
    pub state: MessageState,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// Grows with each change of what it names.
    pub revision: i64,
    /// It is to be edited, but not before then; none: it says what is so.
    pub edit_due: Option<Timestamp>,
    /// Edits in vain since the last that Discord took.
    pub attempts: u32,
    /// Why the last of them failed.
    pub reason: Option<Text>,
    tellings: String,
}

impl PostedMessage {
    /// What it says, as it was given.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`]: another version wrote it.
    pub fn message_parts<T: DeserializeOwned>(&self) -> Result<Vec<T>, StoreError> {
        StoreRow { table: TABLE, key: self.id.0 }.json(&self.tellings)
    }
}

#[derive(sqlx::FromRow)]
struct MessageRow {
    id: i64,
    webhook: String,
    discord_id: String,
    thread: Option<String>,
    state: String,
    posted_at: i64,
    edited_at: Option<i64>,
    revision: i64,
    edit_due: Option<i64>,
    attempts: u32,
    reason: Option<String>,
    tellings: String,
}

impl TryFrom<MessageRow> for PostedMessage {
    type Error = StoreError;
    fn try_from(row: MessageRow) -> Result<Self, StoreError> {
        let at = StoreRow { table: TABLE, key: row.id };
        let state = MessageState::ALL.into_iter().find(|state| state.name() == row.state);
        Ok(Self {
            id: MessageId(row.id),
            webhook: row.webhook,
            discord_id: row.discord_id,
            thread: row.thread,
            state: state.ok_or_else(|| at.wrong(text!("row-no-such-state")))?,
            posted_at: at.time(row.posted_at)?,
            edited_at: at.time_opt(row.edited_at)?,
            revision: row.revision,
            edit_due: at.time_opt(row.edit_due)?,
            attempts: row.attempts,
            reason: reason(row.reason),
            tellings: row.tellings,
        })
    }
}

impl Store {
    /// The open messages of a webhook, oldest first.
    pub async fn open_messages(&self, webhook: &str) -> Result<Vec<PostedMessage>, StoreError> {
        let rows: Vec<MessageRow> = sqlx::query_as(
            "SELECT id, webhook, discord_id, thread, state, posted_at, edited_at, revision, edit_due, attempts, reason, tellings
             FROM messages WHERE state = 'open' AND webhook = ?1 ORDER BY id",
        )
        .bind(webhook)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(TryFrom::try_from).collect()
    }

    /// The open messages of any webhook that name a hull of one of these alerts, oldest first.
    pub async fn messages_about(&self, alerts: &[AlertId]) -> Result<Vec<PostedMessage>, StoreError> {
        let rows: Vec<MessageRow> = sqlx::query_as(
            "SELECT id, webhook, discord_id, thread, state, posted_at, edited_at, revision, edit_due, attempts, reason, tellings
             FROM messages WHERE state = 'open' AND id IN
                 (SELECT message FROM message_hulls WHERE alert IN (SELECT value FROM json_each(?1)))
             ORDER BY id",
        )
        .bind(json(TABLE, &alerts)?)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(TryFrom::try_from).collect()
    }

    /// The hulls of these alerts that later messages of the same webhook name, open or closed, each with its alert.
    pub async fn named_later(
        &self,
        message: &PostedMessage,
        alerts: &[AlertId],
    ) -> Result<BTreeSet<(AlertId, HullKey)>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT alert, hull FROM message_hulls WHERE alert IN (SELECT value FROM json_each(?3)) AND message > ?1
                 AND message IN (SELECT id FROM messages WHERE webhook = ?2 AND id > ?1 AND state <> 'gone')",
        )
        .bind(message.id.0)
        .bind(&message.webhook)
        .bind(json(TABLE, &alerts)?)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(hull_in_alert).collect()
    }

    /// The messages of a webhook that are to be edited now, the longest due first.
    pub async fn messages_due(
        &self,
        webhook: &str,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<PostedMessage>, StoreError> {
        let rows: Vec<MessageRow> = sqlx::query_as(
            "SELECT id, webhook, discord_id, thread, state, posted_at, edited_at, revision, edit_due, attempts, reason, tellings
             FROM messages WHERE state = 'open' AND webhook = ?1 AND edit_due <= ?2 ORDER BY edit_due, id LIMIT ?3",
        )
        .bind(webhook)
        .bind(ms(now))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(TryFrom::try_from).collect()
    }

    /// When the next message of a webhook is to be edited; may have passed already.
    pub async fn next_edit_due(&self, webhook: &str) -> Result<Option<Timestamp>, StoreError> {
        let due: Option<i64> =
            sqlx::query_scalar("SELECT min(edit_due) FROM messages WHERE state = 'open' AND webhook = ?1")
                .bind(webhook)
                .fetch_one(&self.readers)
                .await?;
        StoreRow { table: TABLE, key: "next" }.time_opt(due)
    }
}
