//! A message that a webhook posted.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Webhook;

/// Whom a message would ping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pings {
    /// `@everyone` or `@here`.
    pub everyone: bool,
    /// Ids of roles.
    pub roles: Vec<String>,
    /// Ids of users.
    pub users: Vec<String>,
}

/// A message that was accepted, with everything that happened to it since.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DiscordMessage {
    /// Its id.
    pub id: String,
    /// The webhook that posted it.
    pub webhook_id: String,
    /// The name of that webhook, for example `critical`.
    pub webhook: String,
    /// What it says now: the payload of the post with all edits.
    pub payload: Value,
    /// The payloads of the edits, oldest first.
    pub edits: Vec<Value>,
    /// When it was posted, by the sim's clock.
    pub posted_at: Timestamp,
    /// When it was edited last.
    pub edited_at: Option<Timestamp>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// Whom the post pinged. Edits ping nobody.
    pub pings: Pings,
}

impl DiscordMessage {
    pub(super) fn new(id: String, webhook: &Webhook, payload: Value, now: Timestamp) -> Self {
        Self {
            id,
            webhook_id: webhook.id.clone(),
            webhook: webhook.name.clone(),
            pings: pings(&payload),
            payload,
            edits: Vec::new(),
            posted_at: now,
            edited_at: None,
            deleted_at: None,
        }
    }

    /// Its content; empty when it has none.
    pub fn content(&self) -> &str {
        self.payload["content"].as_str().unwrap_or_default()
    }

    /// Content, titles, descriptions, fields and footers as one text, to search in.
    pub fn text(&self) -> String {
        let mut text = String::new();
        gather(&self.payload, &mut text);
        text
    }

    pub(super) fn is(&self, webhook: &Webhook, id: &str) -> bool {
        self.id == id && self.webhook_id == webhook.id && self.deleted_at.is_none()
    }

    /// The payload as it would be after an edit: what is not named stays.
    pub(super) fn merged(&self, edit: &Value) -> Value {
        let mut merged = self.payload.as_object().cloned().unwrap_or_default();
        for (name, value) in edit.as_object().into_iter().flatten() {
            merged.insert(name.clone(), value.clone());
        }
        Value::Object(merged)
    }

    pub(super) fn edit(&mut self, edit: &Value, now: Timestamp) {
        self.payload = self.merged(edit);
        self.edits.push(edit.clone());
        self.edited_at = Some(now);
    }

    /// The message as Discord shows it.
    pub(super) fn describe(&self, webhook: &Webhook) -> Value {
        let embeds: Vec<Value> = self.payload["embeds"].as_array().into_iter().flatten().map(embed).collect();
        json!({
            "type": 0,
            "content": self.content(),
            "mentions": [],
            "mention_roles": self.pings.roles,
            "mention_everyone": self.pings.everyone,
            "attachments": [],
            "embeds": embeds,
            "timestamp": self.posted_at.to_string(),
            "edited_timestamp": self.edited_at.map(|at| at.to_string()),
            "flags": self.payload["flags"].as_i64().unwrap_or(0),
            "components": [],
            "id": self.id,
            "channel_id": self.payload["thread_id"].as_str().unwrap_or(&webhook.channel_id),
            "author": webhook.author(self.payload["username"].as_str()),
            "pinned": false,
            "tts": self.payload["tts"].as_bool().unwrap_or(false),
            "webhook_id": self.webhook_id,
        })
    }
}

/// An embed as Discord shows it: typed, without the empty parts.
fn embed(sent: &Value) -> Value {
    let mut shown = Map::new();
    shown.insert("type".to_owned(), json!("rich"));
    for (name, value) in sent.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
        let value = match name.as_str() {
            "type" => continue,
            "fields" => value
                .as_array()
                .into_iter()
                .flatten()
                .map(|field| json!({ "name": field["name"], "value": field["value"], "inline": field["inline"] == true }))
                .collect(),
            _ => value.clone(),
        };
        shown.insert(name.clone(), value);
    }
    Value::Object(shown)
}

/// Whom the content pings, as far as `allowed_mentions` lets it. Embeds never ping.
fn pings(payload: &Value) -> Pings {
    let content = payload["content"].as_str().unwrap_or_default();
    let allowed = payload.get("allowed_mentions").filter(|allowed| !allowed.is_null());
    let parses = |kind: &str| match allowed {
        None => true,
        Some(allowed) => allowed["parse"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind)),
    };
    let lists = |kind: &str, id: &str| {
        allowed.is_some_and(|allowed| allowed[kind].as_array().is_some_and(|ids| ids.iter().any(|one| one == id)))
    };
    let named = |opening: &[&str], kind: &str| -> Vec<String> {
        let mut ids: Vec<String> = opening.iter().flat_map(|opening| mentions(content, opening)).collect();
        ids.retain(|id| parses(kind) || lists(kind, id));
        ids.dedup();
        ids
    };
    Pings {
        everyone: (content.contains("@everyone") || content.contains("@here")) && parses("everyone"),
        roles: named(&["<@&"], "roles"),
        users: named(&["<@!", "<@"], "users"),
    }
}

/// Digits between `opening` and `>`.
fn mentions(content: &str, opening: &str) -> Vec<String> {
    content
        .split(opening)
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(id, _)| id))
        .filter(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_digit()))
        .map(ToOwned::to_owned)
        .collect()
}

fn gather(value: &Value, text: &mut String) {
    match value {
        Value::String(part) => {
            text.push_str(part);
            text.push('\n');
        }
        Value::Array(parts) => parts.iter().for_each(|part| gather(part, text)),
        Value::Object(parts) => parts.values().for_each(|part| gather(part, text)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_allowed_mentions_ping() {
        let payload = json!({
            "content": "@everyone <@&11> <@&22> <@33>",
            "allowed_mentions": { "parse": [], "roles": ["22"] },
        });
        assert_eq!(pings(&payload), Pings { everyone: false, roles: vec!["22".to_owned()], users: Vec::new() });
    }

    #[test]
    fn without_allowed_mentions_everything_pings() {
        let pings = pings(&json!({ "content": "@here <@&11> <@33>" }));
        assert_eq!(pings, Pings { everyone: true, roles: vec!["11".to_owned()], users: vec!["33".to_owned()] });
    }

    #[test]
    fn mentions_in_embeds_ping_nobody() {
        assert_eq!(pings(&json!({ "embeds": [{ "title": "<@&11>" }] })), Pings::default());
    }
}
