//! How a message reaches Discord.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

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

/// One webhook.
#[async_trait]
pub trait Webhook: Send + Sync {
    /// How long to wait before the next request may be made; none when it may go at once.
    fn wait(&self, webhook: WebhookName) -> Option<Duration>;
    /// Sends a message.
    async fn post(&self, webhook: WebhookName, post: &Post) -> Verdict;
}
