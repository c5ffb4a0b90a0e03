//! What Discord refuses, written down once more and apart from the code that is to keep to it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

static POST: LazyLock<Option<Validator>> = LazyLock::new(|| schema("IncomingWebhookRequestPartial"));
static EDIT: LazyLock<Option<Validator>> = LazyLock::new(|| schema("IncomingWebhookUpdateRequestPartial"));

/// Panics when Discord would refuse this body, or would ping somebody for it.
pub fn assert_discord_takes(body: &Value) {
    assert_eq!(body["allowed_mentions"], json!({ "parse": [] }));
    let content = body["content"].as_str().unwrap_or_default();
    assert!(!content.contains('@'), "{content}");
    assert_within_limits(body);
}

/// Panics when Discord would refuse this body, or would ping anybody else for it.
pub fn assert_discord_takes_and_pings(body: &Value, roles: &[String], users: &[String]) {
    assert_eq!(body["allowed_mentions"], json!({ "parse": [], "roles": roles, "users": users }));
    let content = body["content"].as_str().unwrap();
    for role in roles {
        assert_eq!(content.matches(&format!("<@&{role}>")).count(), 1, "{content}");
    }
    for user in users {
        assert_eq!(content.matches(&format!("<@{user}>")).count(), 1, "{content}");
    }
    assert_eq!(content.matches('@').count(), roles.len() + users.len(), "{content}");
    assert_within_limits(body);
}

/// Panics when Discord would refuse this body of an edit, or would show another text above the embeds for it.
pub fn assert_discord_takes_as_an_edit(body: &Value) {
    assert_only(body, &["allowed_mentions", "embeds"]);
    assert_discord_takes(body);
    assert_schema(EDIT.as_ref(), body);
}

fn assert_within_limits(body: &Value) {
    assert_only(body, &["allowed_mentions", "content", "embeds", "flags"]);
    let content = body["content"].as_str().unwrap_or_default();
    assert!(long(content) <= 2000);
    let embeds = body["embeds"].as_array().unwrap();
    assert!(!embeds.is_empty() && embeds.len() <= 10);
    let mut all = 0;
    let mut urls = Vec::new();
    for embed in embeds {
        assert_only(embed, &["author", "color", "description", "fields", "footer", "title", "url"]);
        let mut measured = |text: &Value, limit: usize, name: &str| {
            let text = text.as_str().unwrap_or_default();
            assert!(long(text) <= limit, "{name} has {} characters", long(text));
            all += long(text);
        };
        measured(&embed["title"], 256, "title");
        measured(&embed["description"], 4096, "description");
        measured(&embed["author"]["name"], 256, "author");
        measured(&embed["footer"]["text"], 2048, "footer");
        let fields = embed["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert!(fields.len() <= 25);
        for field in fields {
            assert_only(field, &["inline", "name", "value"]);
            measured(&field["name"], 256, "name of a field");
            measured(&field["value"], 1024, "value of a field");
            assert!(says(&field["name"]) && says(&field["value"]), "{field}");
        }
        assert!(says(&embed["title"]) || says(&embed["description"]), "{embed}");
        assert!(embed["author"].is_null() || says(&embed["author"]["name"]));
        assert!(embed["footer"].is_null() || says(&embed["footer"]["text"]));
        assert!(embed["color"].as_u64().is_none_or(|colour| colour <= 0x00FF_FFFF));
        urls.extend(embed["url"].as_str());
    }
    assert!(all <= 6000, "all embeds together have {all} characters");
    let unlike: BTreeSet<&str> = urls.iter().copied().collect();
    assert_eq!(unlike.len(), urls.len(), "Discord merges embeds that lead to the same address: {urls:?}");
    for url in urls {
        assert!(url.starts_with("https://") && url.len() <= 2048, "{url}");
    }
    assert_schema(POST.as_ref(), body);
}

fn assert_only(object: &Value, names: &[&str]) {
    for name in object.as_object().unwrap().keys() {
        assert!(names.contains(&name.as_str()), "{name}");
    }
}

fn says(text: &Value) -> bool {
    text.as_str().is_some_and(|text| !text.trim().is_empty())
}

/// The larger of characters and UTF-16 units.
fn long(text: &str) -> usize {
    text.chars().count().max(text.encode_utf16().count())
}

fn assert_schema(schema: Option<&Validator>, body: &Value) {
    let Some(schema) = schema else {
        return;
    };
    let errors: Vec<String> = schema.iter_errors(body).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{body:#}");
}

/// Discord's own description of the request, where it lies beside the checkout.
fn schema(name: &str) -> Option<Validator> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs/discord-webhooks.openapi.json");
    let text = std::fs::read_to_string(path).ok()?;
    let document: Value = serde_json::from_str(&text).unwrap();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/schemas/{name}"),
        "components": document["components"],
    });
    Some(jsonschema::validator_for(&schema).unwrap())
}

#[test]
fn these_rules_refuse_what_discord_refuses() {
    let refused = |body: Value| std::panic::catch_unwind(move || assert_discord_takes(&body)).is_err();
    let embed = json!({ "title": "t", "description": "d" });
    let good = json!({ "embeds": [embed], "allowed_mentions": { "parse": [] } });
    assert!(!refused(good.clone()));
    let mut body = good.clone();
    body["embeds"] = json!(vec![embed.clone(); 11]);
    assert!(refused(body));
    let mut body = good.clone();
    body["embeds"][0]["description"] = "😀".repeat(2049).into();
    assert!(refused(body));
    let mut body = good.clone();
    body["allowed_mentions"]["parse"] = json!(["everyone"]);
    assert!(refused(body));
    let mut body = good;
    body["embeds"] = json!(vec![json!({ "title": "t", "description": "d".repeat(3001) }); 2]);
    assert!(refused(body));
}
