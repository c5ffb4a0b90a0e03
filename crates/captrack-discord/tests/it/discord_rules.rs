//! What Discord takes without pinging anybody, or nobody but whom it should.

use serde_json::{Value, json};

use crate::discord_takes::assert_discord_takes_request;

/// Panics when Discord would refuse this body, or would ping somebody for it.
pub fn assert_discord_takes(body: &Value) {
    assert_eq!(body["allowed_mentions"], json!({ "parse": [] }));
    assert_discord_takes_request("POST", body);
}

/// Panics when Discord would refuse this body, or would ping anybody else for it.
pub fn assert_discord_takes_and_pings(body: &Value, roles: &[String], users: &[String]) {
    assert_eq!(body["allowed_mentions"], json!({ "parse": [], "roles": roles, "users": users }));
    let content = body["content"].as_str().unwrap();
    assert_eq!(content.matches('@').count(), roles.len() + users.len(), "{content}");
    assert_discord_takes_request("POST", body);
}

/// Panics when Discord would refuse this body of an edit, or would show another text above the embeds for it.
pub fn assert_discord_takes_as_an_edit(body: &Value) {
    assert_discord_takes(body);
    assert_discord_takes_request("PATCH", body);
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
