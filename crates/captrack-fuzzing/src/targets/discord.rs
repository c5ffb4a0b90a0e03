//! Discord: its answers and those of whatever stands in its place. The first line says what is asked, then come the answers.

use std::sync::Arc;

use captrack_discord::DiscordWebhooks;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{DeliveryVerdict, Post, WebhookRequest, Webhooks};
use captrack_testing::{TestClock, TestSecrets};
use serde_json::json;

use super::signed_in::NOW;
use crate::answers::{all, block_on, client, first_line, one_after_the_other};
use crate::hold;

pub const TOKEN: &str = "Fuzz_0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxy";
const ID: &str = "1234567890123456789";
/// The longest id that Discord gives: 64 bits.
const LONGEST_ID: usize = 20;

pub fn check(bytes: &[u8]) {
    let (what, answers) = first_line(bytes);
    let told = all(answers);
    let requests = told.len().min(8);
    let secrets = Arc::new(TestSecrets::default());
    let name = WebhookName::Critical;
    secrets.overwrite(name.secret_name(), &format!("https://discord.com/api/webhooks/{ID}/{TOKEN}"));
    let clock = Arc::new(TestClock::standing(NOW));
    let webhooks = DiscordWebhooks::new(&client(one_after_the_other(told)), secrets, Vec::new(), clock.clone());
    let body = json!({ "content": "Something stands." });
    block_on(async {
        for _ in 0..requests {
            let verdict = match what {
                "edit" => webhooks.edit(name, "1112223334445556667", &body).await,
                "look" => webhooks.look(name).await,
                "test" => {
                    let (Ok(text) | Err(text)) = webhooks.test(name).await;
                    hold::text(&text, &[TOKEN]);
                    continue;
                }
                _ => {
                    let post = Post { body: body.clone(), covers: Vec::new(), message_parts: Vec::new(), pings: false };
                    webhooks.post(name, &post).await
                }
            };
            judged(&verdict);
            for asked in [WebhookRequest::Post, WebhookRequest::Edit, WebhookRequest::Look] {
                if let Some(wait) = webhooks.wait(name, asked) {
                    hold::wait(wait);
                    clock.pass(wait);
                }
            }
            if let Some(limit) = webhooks.limit(name) {
                assert!(limit.remaining <= limit.limit, "{limit:?}");
                hold::time(limit.resets_at);
            }
        }
    });
}

fn judged(verdict: &DeliveryVerdict) {
    match verdict {
        DeliveryVerdict::Delivered(posted) => {
            let id = &posted.message_id;
            let is_id = id.len() <= LONGEST_ID && id.bytes().all(|byte| byte.is_ascii_digit());
            assert!(is_id, "no message has the id {id:.200}");
        }
        DeliveryVerdict::Wait(wait) => hold::wait(*wait),
        DeliveryVerdict::Undeliverable(why)
        | DeliveryVerdict::WebhookDead(why)
        | DeliveryVerdict::NotNow(why)
        | DeliveryVerdict::Retry(why) => hold::text(why, &[TOKEN]),
        DeliveryVerdict::MessageGone => {}
    }
}
