//! The two webhooks of the relay.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which of the two webhooks; each may lead to a Discord channel of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookName {
    /// Titans, supercarriers and whatever else always alerts.
    Critical,
    /// Alerts of classes that have reached their threshold.
    Standard,
}

impl WebhookName {
    /// The critical one first.
    pub const ALL: [Self; 2] = [Self::Critical, Self::Standard];

    /// The webhook that is told when this one takes nothing.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Critical => Self::Standard,
            Self::Standard => Self::Critical,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_calls_a_webhook_as_the_command_line_does() {
        for webhook in WebhookName::ALL {
            assert_eq!(webhook.to_string(), webhook.name());
        }
    }
}
