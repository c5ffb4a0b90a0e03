//! What Discord has taken and the store could not note yet. Data only.

use std::time::Duration;

use captrack_domain::notice::Notice;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{Post, PostReceipt};
use jiff::Timestamp;

/// A message that Discord has taken.
#[derive(Debug)]
pub(crate) struct UnrecordedMessage {
    pub webhook: WebhookName,
    /// What waited when it was sent, of which it names a part.
    pub waiting: Vec<(i64, Notice)>,
    pub post: Post,
    pub posted: PostReceipt,
    pub took: Duration,
    pub at: Timestamp,
}
