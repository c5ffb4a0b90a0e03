//! How a message reaches Discord.

use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::notice::Notice;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use jiff::Timestamp;
use serde_json::Value;

use crate::message::{DigestContent, MessagePart, Post, Wording};
use crate::secrets::Secret;

/// A kind of request to a webhook. Discord may limit each by itself; edits that fail hold up no posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WebhookRequest {
    /// `POST`: a new message.
    Post,
    /// `PATCH`: another body for a message that was posted.
    Edit,
    /// `GET`: whether the webhook exists.
    Look,
}

/// What Discord gives back for a message that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostReceipt {
    /// Discord's id of the message, for later edits.
    pub message_id: String,
}

/// What a request to Discord came to, and what may be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryVerdict {
    /// 2xx with a message of Discord's own: its notices are done.
    Delivered(PostReceipt),
    /// 429 or an empty bucket: nothing was wrong with it, send it again after this.
    Wait(Duration),
    /// Discord's own word that this message is refused and never will be accepted; its reason.
    Undeliverable(Text),
    /// Discord's own word that the webhook takes nothing; for the user. Not for ever: it is tried again, see
    /// [`RefusedAccess`](captrack_domain::refused_access::RefusedAccess).
    WebhookDead(Text),
    /// Of this message alone: it is not taken now, in words that are not known to be final. Others may go; it is tried again later.
    NotNow(Text),
    /// Of an edit alone: the message was deleted, or can no longer be edited. The webhook is well.
    MessageGone,
    /// Anything else: 5xx, no connection, a time-out, the answer of something in between, an address that the place of secrets does not give:
    /// try again; for the user.
    Retry(Text),
}

/// What Discord allows on a webhook, as its last answer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookLimit {
    /// How many requests a window allows (`X-RateLimit-Limit`).
    pub limit: u32,
    /// How many of them are left (`X-RateLimit-Remaining`).
    pub remaining: u32,
    /// When the window ends and all are allowed again, by corrected time.
    pub resets_at: Timestamp,
}

/// Both webhooks to Discord: composing within Discord's limits, sending, and what its answers mean. Addresses are read from the secrets.
#[async_trait]
pub trait Webhooks: Send + Sync {
    /// The next message out of what waits, most urgent first; what does not fit is left for the one after it. `None`: nothing to say.
    fn compose(&self, waiting: &[(i64, Notice)], wording: &Wording<'_>) -> Option<Post>;
    /// The body of an edit: the same message with what it says now. It pings nobody, and leaves out what was added to it
    /// rather than grow over a limit.
    fn rewrite(&self, message_parts: &[MessagePart], wording: &Wording<'_>) -> Value;
    /// The body of a digest, without a sound.
    fn digest(&self, summary: &DigestContent, wording: &Wording<'_>) -> Value;
    /// The body of a message of a few sentences, without a sound.
    fn note(&self, text: &str, wording: &Wording<'_>) -> Value;
    /// How long to wait before the next request of that kind may be made; none when it may go at once.
    fn wait(&self, webhook: WebhookName, asked: WebhookRequest) -> Option<Duration>;
    /// Sends a message; the verdict says whether its notices are done.
    async fn post(&self, webhook: WebhookName, post: &Post) -> DeliveryVerdict;
    /// Puts another body in the place of a message's. Takes from the same limit as posting where Discord says so.
    async fn edit(&self, webhook: WebhookName, message_id: &str, body: &Value) -> DeliveryVerdict;
    /// Asks without a message whether the webhook is there; delivered: it is.
    async fn look(&self, webhook: WebhookName) -> DeliveryVerdict;
    /// What Discord allows of posts now, as far as its answers said.
    fn limit(&self, webhook: WebhookName) -> Option<WebhookLimit>;
    /// Reads an address as Discord's, or tells why it is not one. Gives the address with its token masked.
    fn check_address(&self, url: &Secret) -> Result<String, Text>;
    /// Reads a link as the titles of messages lead to it, or tells why it cannot be one.
    fn check_link(&self, link: &str) -> Result<(), Text>;
    /// Sends a test message and tells what Discord answered.
    async fn test(&self, webhook: WebhookName) -> Result<Text, Text>;
    /// The address was changed or removed: what was known of its limits no longer counts.
    fn address_changed(&self, webhook: WebhookName);
}
