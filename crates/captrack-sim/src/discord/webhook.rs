//! A webhook.

use serde_json::{Value, json};

use crate::digest::random_word;

/// A webhook of a channel.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) id: String,
    pub(crate) token: String,
    pub(crate) name: String,
    pub(crate) channel_id: String,
    /// Its channel is a forum: messages need a thread.
    pub(crate) forum: bool,
    pub(crate) deleted: bool,
}

impl Webhook {
    pub(super) fn new(id: String, channel_id: String, name: &str, forum: bool) -> Self {
        // 68 characters, as Discord's are.
        let token = random_word(51);
        Self { id, token, name: name.to_owned(), channel_id, forum, deleted: false }
    }

    /// The URL as a person pastes it.
    pub(crate) fn url(&self, host: &str) -> String {
        // Without sockets the host has no port, and is spoken to as Discord itself is.
        let scheme = if host.contains(':') { "http" } else { "https" };
        format!("{scheme}://{host}/api/webhooks/{}/{}", self.id, self.token)
    }

    /// What `GET` says about it.
    pub(super) fn describe(&self) -> Value {
        json!({
            "application_id": null,
            "avatar": null,
            "channel_id": self.channel_id,
            "guild_id": "1442000000000000000",
            "id": self.id,
            "name": self.name,
            "type": 1,
            "token": self.token,
        })
    }

    /// The author of its messages.
    pub(super) fn author(&self, username: Option<&str>) -> Value {
        json!({
            "id": self.id,
            "username": username.unwrap_or(&self.name),
            "avatar": null,
            "discriminator": "0000",
            "public_flags": 0,
            "flags": 0,
            "bot": true,
            "global_name": null,
            "primary_guild": null,
        })
    }
}
