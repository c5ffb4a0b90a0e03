//! The desktop's notifications.

use async_trait::async_trait;
use captrack_domain::ids::PilotId;

/// A notification as it shall stand now. One a main: showing it again replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OsNotification {
    /// Which notification: `main/<id>`, `massing/<alert>`, `summary`, `many`, `quiet`, `reminder` or `source/<name>`.
    pub tag: String,
    /// One line, without markup.
    pub title: String,
    /// A few lines, plain text.
    pub body: String,
    /// The main whose card a click opens; none: it opens the window.
    pub main: Option<PilotId>,
    /// Whom its snooze buttons act on.
    pub pilots: Vec<PilotId>,
    /// Labels and durations of the snooze buttons, in seconds (`None`: until cleared); two at most.
    pub snoozes: Vec<(String, Option<u64>)>,
    /// Whether the desktop shall draw attention, or only replace the text in place.
    pub draws_attention: bool,
    /// Whether it may make a sound.
    pub sound: bool,
}

/// Why a notification could not be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotifierError(
    /// One sentence for the user.
    pub String,
);

/// Shows notifications. Presses come back as commands through the desk, not through here.
#[async_trait]
pub trait Notifier: Send + Sync {
    /// Shows a notification, or replaces the one with the same tag in place.
    async fn show(&self, notification: OsNotification) -> Result<(), NotifierError>;
    /// Takes the notification with this tag away; no error when there is none.
    async fn close(&self, tag: &str) -> Result<(), NotifierError>;
}
