//! Webhooks and the relay to Discord.

use captrack_domain::relay_options::RelayOptions;
use captrack_domain::webhook_name::WebhookName;

use crate::commands::declare::commands;
use crate::confidential::Confidential;
use crate::relay::{DiscordView, WebhookTested};

commands! {
    /// Keeps a webhook's URL; the first one turns the relay on.
    SetWebhook {
        /// Which.
        webhook: WebhookName,
        /// Its URL.
        url: Confidential,
    } -> ();

    /// Forgets a webhook's URL.
    ClearWebhook {
        /// Which.
        webhook: WebhookName,
    } -> ();

    /// Sends a test message.
    TestWebhook {
        /// Which.
        webhook: WebhookName,
    } -> WebhookTested;

    /// Whether this desk relays to Discord.
    SetRelay {
        /// It does.
        on: bool,
    } -> ();

    /// The Discord page: what waits, what became of the last messages, the next one.
    Discord -> DiscordView;

    /// How messages to Discord are written. Nothing is sent again for it.
    SaveRelayOptions {
        /// All of them.
        options: RelayOptions,
    } -> ();

    /// Sends what Discord refused once more, as far as it is still so.
    RetryUndeliverable {
        /// The rows, as the Discord page names them; one that is not there any more is passed over.
        rows: Vec<i64>,
    } -> ();

    /// Takes what Discord refused out of the list, unsent.
    DiscardUndeliverable {
        /// The rows, as the Discord page names them; one that is not there any more is passed over.
        rows: Vec<i64>,
    } -> ();
}
