//! The relay to Discord: how it writes, what waits, what became of it.

use captrack_domain::relay_options::RelayOptions;
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The Discord page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DiscordView {
    /// This desk relays.
    pub on: bool,
    /// How messages are written.
    pub options: RelayOptions,
    /// Both webhooks, the critical one first.
    pub queues: Vec<QueueView>,
    /// The next message as it would be sent now, or, when nothing waits, one about what stands: Discord's body. Null: nothing stands. Of two
    /// webhooks for which something waits it is that of the one that can be used, then of the more urgent, then of the earlier news.
    pub preview: Option<serde_json::Value>,
    /// The preview is of what waits, not merely of what stands.
    pub preview_is_next: bool,
}

/// One webhook and what waits for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueView {
    /// Which.
    pub webhook: WebhookName,
    /// The address with its token masked; null: not set.
    pub masked_url: Option<String>,
    /// Why it is not used; one sentence.
    pub trouble: Option<String>,
    /// How many notices wait.
    pub waiting: usize,
    /// When it last took a message.
    pub last_delivery: Option<Timestamp>,
    /// The first of them, in the order of sending (at most 50).
    pub next: Vec<WaitingView>,
    /// The last messages, newest first (at most 50).
    pub deliveries: Vec<DeliveryView>,
    /// What Discord refused for good (at most 200).
    pub undeliverable: Vec<UndeliverableView>,
    /// What Discord allows now, as far as its answers said.
    pub limit: Option<LimitView>,
    /// Until when nothing is sent, and why: an empty bucket, or a pause after a failure.
    pub paused_until: Option<Timestamp>,
}

/// A notice that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// The outbox row.
    pub id: i64,
    /// What it says: `Kara Volkov: 1 titan opened`.
    pub what: String,
    /// Since when.
    pub decided_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last attempt failed.
    pub reason: Option<String>,
}

/// A message that was sent or edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryView {
    /// When Discord answered.
    pub at: Timestamp,
    /// How long that took, in milliseconds.
    pub latency_ms: u64,
    /// What it named.
    pub what: String,
    /// It was an edit of an earlier message.
    pub edit: bool,
    /// How many hulls it named.
    pub hulls: usize,
    /// What became of it.
    pub outcome: MessageOutcome,
    /// Discord's or the network's reason, of one that was not delivered.
    pub reason: Option<String>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageOutcome {
    /// Discord took it.
    Delivered,
    /// Discord asked to wait; it is sent again.
    Limited,
    /// It did not arrive, or nobody knows; it is sent again.
    Retried,
    /// Discord refused it for good.
    Refused,
    /// Discord no longer knows the webhook.
    WebhookDead,
    /// Somebody deleted the message that was to be edited; what still stands of it is posted anew.
    MessageGone,
}

/// A notice that Discord refused for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndeliverableView {
    /// The outbox row.
    pub id: i64,
    /// What it would have said.
    pub what: String,
    /// Discord's reason.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// What Discord allows on a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitView {
    /// Requests in a window.
    pub limit: u32,
    /// Of them, those that are left.
    pub remaining: u32,
    /// When the window ends.
    pub resets_at: Timestamp,
}

/// What Discord said to a test message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookTested {
    /// One sentence.
    pub sentence: String,
}
