//! What Discord takes, written down once more and apart from the code that is to keep to it. Every request that a test has made is held to it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

static POST: LazyLock<Option<Validator>> = LazyLock::new(|| schema("IncomingWebhookRequestPartial"));
static EDIT: LazyLock<Option<Validator>> = LazyLock::new(|| schema("IncomingWebhookUpdateRequestPartial"));

/// Panics when Discord would refuse this request, or when it would ping anybody but whom its text mentions.
pub fn assert_discord_takes_request(method: &str, body: &Value) {
    let content = body["content"].as_str().unwrap_or_default();
    let mentioned = |kind: &str, opening: &str| {
        let ids = body["allowed_mentions"][kind].as_array().map(Vec::as_slice).unwrap_or_default();
        for id in ids.iter().map(|id| id.as_str().unwrap()) {
            assert_eq!(content.matches(&format!("<@{opening}{id}>")).count(), 1, "{content}");
        }
        ids.len()
    };
    assert_eq!(body["allowed_mentions"]["parse"], json!([]), "{body:#}");
    let all = mentioned("roles", "&") + mentioned("users", "");
    assert_eq!(content.matches('@').count(), all, "{content}");
    assert_within_limits(body);
    match method {
        "POST" => {}
        "PATCH" => assert_is_an_edit(body),
        other => panic!("{other} has a body"),
    }
}

/// An edit must not show another text above the embeds.
fn assert_is_an_edit(body: &Value) {
    assert_only(body, &["allowed_mentions", "embeds"]);
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
        assert_only(embed, &["author", "color", "description", "fields", "footer", "thumbnail", "title", "url"]);
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
        assert!(embed["thumbnail"].is_null() || is_a_portrait(&embed["thumbnail"]), "{embed}");
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

/// A picture of nobody but one of EVE's own.
fn is_a_portrait(thumbnail: &Value) -> bool {
    assert_only(thumbnail, &["url"]);
    let url = thumbnail["url"].as_str().unwrap();
    let of =
        url.strip_prefix("https://images.evetech.net/characters/").and_then(|of| of.strip_suffix("/portrait?size=128"));
    of.is_some_and(|of| of.parse::<i64>().is_ok())
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
    let beside = |folder: &Path| folder.join("../shared/specs/discord-webhooks.openapi.json");
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = folders.find_map(|folder| std::fs::read_to_string(beside(folder)).ok());
    assert!(
        found.is_some() || std::env::var_os("CI").is_none(),
        "Discord's description is not here, which on CI is a failure"
    );
    let text = found?;
    let document: Value = serde_json::from_str(&text).unwrap();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/schemas/{name}"),
        "components": document["components"],
    });
    Some(jsonschema::validator_for(&schema).unwrap())
}
