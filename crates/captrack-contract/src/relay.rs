//! The relay to Discord: how it writes, what waits, what became of it.

use captrack_domain::relay_options::RelayOptions;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// All that the Discord page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DiscordView {
    /// This computer relays alerts to Discord.
    pub on: bool,
    /// The options in force.
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
    /// The webhook whose queue it is.
    pub webhook: WebhookName,
    /// The address with its token masked; null: not set.
    pub masked_url: Option<String>,
    /// Why it is not used; one sentence.
    pub trouble: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble_text: Option<Text>,
    /// How many outbox rows wait for it.
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

/// A notice in the outbox that Discord has not taken yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// The number of its outbox row.
    pub id: i64,
    /// What it says, in English: `Kara Volkov: 1 titan new`.
    pub what: String,
    /// The same, to be worded in any language.
    pub what_text: Text,
    /// When it was decided: it has waited since then.
    pub decided_at: Timestamp,
    /// How many requests with it have failed.
    pub attempts: u32,
    /// Why the last request failed; none: there was none, or it did not.
    pub reason: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_text: Option<Text>,
}

/// A message that was sent or edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryView {
    /// When Discord answered, or the request was given up.
    pub at: Timestamp,
    /// How long that took, in milliseconds.
    pub latency_ms: u64,
    /// The mains and classes that it named, in one phrase.
    pub what: String,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_text: Option<Text>,
    /// It was an edit of an earlier message.
    pub edit: bool,
    /// How many hulls it named.
    pub hulls: usize,
    /// How Discord answered.
    pub outcome: MessageOutcome,
    /// Discord's or the network's reason, of one that was not delivered.
    pub reason: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_text: Option<Text>,
}

/// How Discord answered a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageOutcome {
    /// 2xx with a message of Discord's.
    Delivered,
    /// Discord asked to wait; it is sent again.
    Limited,
    /// It did not arrive, or nobody knows; it is sent again.
    Retried,
    /// Discord's own word that it never takes this message.
    Refused,
    /// Discord no longer knows the webhook.
    WebhookDead,
    /// Somebody deleted the message that was to be edited; what still stands of it is posted anew.
    MessageGone,
}

/// A notice that Discord refused for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndeliverableView {
    /// The number of its outbox row, to send it again or discard it.
    pub id: i64,
    /// What it would have said, in one English phrase.
    pub what: String,
    /// The same, to be worded in any language.
    pub what_text: Text,
    /// Discord's reason, shortened and without anything secret; none: it gave none.
    pub reason: Option<String>,
    /// The same, to be worded in any language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_text: Option<Text>,
    /// When Discord refused it.
    pub at: Timestamp,
}

/// What Discord allows on a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitView {
    /// How many requests a window allows (`X-RateLimit-Limit`).
    pub limit: u32,
    /// Of them, those that are left.
    pub remaining: u32,
    /// When the window ends and all requests are allowed again.
    pub resets_at: Timestamp,
}

/// What Discord said to a test message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookTested {
    /// What Discord answered to the test message, in one sentence.
    pub sentence: String,
}
