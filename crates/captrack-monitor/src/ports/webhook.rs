//! How a message reaches Discord.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::hull::HullKey;
use captrack_domain::notice::Notice;
use serde::{Deserialize, Serialize};

use super::secrets::Secret;

/// The two webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookName {
    /// Titans, supercarriers and whatever else always alerts.
    Critical,
    /// Thresholds.
    Standard,
}

impl WebhookName {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Critical, Self::Standard];

    /// The word on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Standard => "standard",
        }
    }

    /// Under which name its URL is kept among the secrets.
    pub const fn secret_name(self) -> &'static str {
        match self {
            Self::Critical => "webhook/critical",
            Self::Standard => "webhook/standard",
        }
    }
}

impl fmt::Display for WebhookName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One message ready to be sent, and what it names.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// Discord's execute-webhook body.
    pub body: serde_json::Value,
    /// Which hulls of which outbox rows it names. A row of which no hull is left is done.
    pub covers: Vec<(i64, Vec<HullKey>)>,
}

/// What Discord said to an accepted message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Discord's id of the message, for later edits.
    pub message_id: String,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// 2xx.
    Delivered(Posted),
    /// 429 or an empty bucket: nothing was wrong with it, send it again after this.
    Wait(Duration),
    /// 400: refused and never will be accepted; Discord's reason.
    Undeliverable(String),
    /// 401, 403, 404: the webhook is dead; a sentence for the user.
    WebhookDead(String),
    /// 5xx, no connection, time-out: try again; a sentence for the log.
    Retry(String),
}

/// The webhooks.
#[async_trait]
pub trait Webhook: Send + Sync {
    /// The next message out of what waits, most urgent first; what does not fit is left for the one after it. `None`: nothing to say.
    fn compose(&self, waiting: &[(i64, Notice)]) -> Option<Post>;
    /// How long to wait before the next request may be made; none when it may go at once.
    fn wait(&self, webhook: WebhookName) -> Option<Duration>;
    /// Sends a message.
    async fn post(&self, webhook: WebhookName, post: &Post) -> Verdict;
    /// Reads an address as Discord's; a sentence when it is not one. Gives the address with its token masked.
    fn check_address(&self, url: &Secret) -> Result<String, String>;
    /// Sends a test message and tells in a sentence what Discord answered.
    async fn test(&self, webhook: WebhookName) -> Result<String, String>;
    /// The address was changed or removed: what was known of it (limits, "dead") no longer counts.
    fn address_changed(&self, webhook: WebhookName);
}
