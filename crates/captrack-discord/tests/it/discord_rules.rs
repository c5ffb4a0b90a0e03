//! What Discord refuses, written down once more and apart from the code that is to keep to it.

use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

static SCHEMA: LazyLock<Option<Validator>> = LazyLock::new(schema);

/// Panics when Discord would refuse this body, or would ping somebody for it.
pub fn assert_discord_takes(body: &Value) {
    assert_eq!(body["allowed_mentions"], json!({ "parse": [] }));
    let object = body.as_object().unwrap();
    for name in object.keys() {
        assert!(["allowed_mentions", "content", "embeds", "flags"].contains(&name.as_str()), "{name}");
    }
    let content = body["content"].as_str().unwrap_or_default();
    assert!(long(content) <= 2000);
    let embeds = body["embeds"].as_array().unwrap();
    assert!(!embeds.is_empty() && embeds.len() <= 10);
    let mut all = 0;
    for embed in embeds {
        let parts = [
            (&embed["title"], 256, "title"),
            (&embed["description"], 4096, "description"),
            (&embed["author"]["name"], 256, "author"),
            (&embed["footer"]["text"], 2048, "footer"),
        ];
        for (text, limit, name) in parts {
            let text = text.as_str().unwrap_or_default();
            assert!(long(text) <= limit, "{name} has {} characters", long(text));
            all += long(text);
        }
        assert!(embed["fields"].is_null());
        assert!(!embed["title"].as_str().unwrap().trim().is_empty());
        assert!(embed["color"].as_u64().is_none_or(|colour| colour <= 0x00FF_FFFF));
    }
    assert!(all <= 6000, "all embeds together have {all} characters");
    assert_schema(body);
}

/// The larger of characters and UTF-16 units.
fn long(text: &str) -> usize {
    text.chars().count().max(text.encode_utf16().count())
}

fn assert_schema(body: &Value) {
    let Some(schema) = SCHEMA.as_ref() else {
        return;
    };
    let errors: Vec<String> = schema.iter_errors(body).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{body:#}");
}

/// Discord's own description of the request, where it lies beside the checkout.
fn schema() -> Option<Validator> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs/discord-webhooks.openapi.json");
    let text = std::fs::read_to_string(path).ok()?;
    let document: Value = serde_json::from_str(&text).unwrap();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/components/schemas/IncomingWebhookRequestPartial",
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
