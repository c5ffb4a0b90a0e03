//! What Discord's answer means. Pure.

use captrack_monitor::ports::{Posted, Verdict};
use serde::Deserialize;
use serde_json::Value;

use crate::text::plain;

/// The longest reason that is kept.
const REASON: usize = 300;

/// Unknown Channel: of a webhook that exists, its thread.
const UNKNOWN_CHANNEL: i64 = 10_003;
/// Unknown Message.
const UNKNOWN_MESSAGE: i64 = 10_008;
/// Somebody else's message.
const NOT_OURS: i64 = 50_005;
/// An operation in an archived thread.
const ARCHIVED_THREAD: i64 = 50_083;
/// The thread is locked.
const LOCKED_THREAD: i64 = 160_005;
/// A forum takes messages in a thread only.
const FORUM_WITHOUT_THREAD: i64 = 220_001;

/// An answer, read as far as it could be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// A web page: Discord's own answers are JSON.
    pub(crate) is_a_page: bool,
    /// As much of the body as arrived.
    pub(crate) body: String,
}

/// Discord's error body.
#[derive(Debug, Default, Deserialize)]
struct Refusal {
    #[serde(default)]
    code: i64,
    #[serde(default)]
    message: String,
    #[serde(default)]
    errors: Value,
}

impl Answer {
    /// The verdict on a message that was answered like that. A 429 is not judged here: it says nothing of the message.
    pub(crate) fn verdict(&self) -> Verdict {
        let refusal: Option<Refusal> = serde_json::from_str(&self.body).ok();
        let code = refusal.as_ref().map_or(0, |refusal| refusal.code);
        match (self.status, code) {
            (204, _) => Verdict::Delivered(Posted { message_id: String::new() }),
            (200..=299, _) => self.delivered(),
            (404, UNKNOWN_CHANNEL) => dead(
                "Discord no longer knows the thread of this webhook's address: set the address with another thread_id, or without one",
            ),
            (400, FORUM_WITHOUT_THREAD) => dead(
                "this webhook belongs to a forum: set its address again with ?thread_id=NUMBER of one of the posts at its end",
            ),
            (400 | 403, ARCHIVED_THREAD | LOCKED_THREAD) => dead(
                "the thread of this webhook's address is closed: open it in Discord and test the webhook, or set another address",
            ),
            (401, _) => dead(
                "Discord does not accept the token of this webhook's address (401): copy the address from Discord again",
            ),
            (403, _) => dead(
                "Discord forbids this webhook to post (403): look at it in the channel's settings, then test it or set another address",
            ),
            (404, _) => {
                dead("Discord no longer knows this webhook (404): it was deleted, make a new one and set its address")
            }
            (408 | 425 | 500..=599, _) => Verdict::Retry(format!(
                "Discord is in trouble (it answered {}): the message is sent again",
                self.status
            )),
            (400..=499, _) => Verdict::Undeliverable(self.reason(refusal)),
            _ => Verdict::Retry(format!(
                "something other than Discord answered ({}): the message is sent again",
                self.status
            )),
        }
    }

    /// The verdict on an edit that was answered like that.
    ///
    /// A thread that is closed takes new messages again, which open it, but no edits: then the message can no longer be edited
    /// though the webhook is well.
    pub(crate) fn verdict_on_edit(&self) -> Verdict {
        let refusal: Refusal = serde_json::from_str(&self.body).unwrap_or_default();
        match (self.status, refusal.code) {
            (404, UNKNOWN_MESSAGE) | (400 | 403, NOT_OURS | ARCHIVED_THREAD | LOCKED_THREAD) => Verdict::MessageGone,
            _ => self.verdict(),
        }
    }

    /// With `wait=true` a 2xx comes after the message was saved. The rest of the answer may have been lost on the way; but a page
    /// that some network puts in the way is no answer of Discord's.
    fn delivered(&self) -> Verdict {
        #[derive(Deserialize)]
        struct Message {
            id: String,
        }
        match serde_json::from_str(&self.body) {
            Ok(Message { id }) => Verdict::Delivered(Posted { message_id: id }),
            Err(_) if !self.is_a_page => Verdict::Delivered(Posted { message_id: String::new() }),
            Err(_) => Verdict::Retry(
                "something other than Discord answered, such as the sign-in page of a network: the message is sent again"
                    .to_owned(),
            ),
        }
    }

    fn reason(&self, refusal: Option<Refusal>) -> String {
        let refusal = refusal.unwrap_or_default();
        let mut details = Vec::new();
        flatten("", &refusal.errors, &mut details);
        let said = match (refusal.message.as_str(), details.is_empty()) {
            ("", true) => "without a reason".to_owned(),
            ("", false) => details.join(", "),
            (message, true) => message.to_owned(),
            (message, false) => format!("{message}: {}", details.join(", ")),
        };
        plain(&format!("Discord refused the message ({}): {said}", self.status), REASON)
    }
}

fn dead(sentence: &str) -> Verdict {
    Verdict::WebhookDead(sentence.to_owned())
}

/// `{"embeds": {"0": {"title": {"_errors": [{"message": …}]}}}}` as `embeds.0.title: …`.
fn flatten(path: &str, errors: &Value, into: &mut Vec<String>) {
    let Some(errors) = errors.as_object() else {
        return;
    };
    for (name, inner) in errors {
        if name == "_errors" {
            let messages = inner.as_array().into_iter().flatten();
            for message in messages.filter_map(|error| error["message"].as_str()) {
                into.push(format!("{path} {message}").trim().to_owned());
            }
        } else {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            flatten(&path, inner, into);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Verdict {
        Answer { status, is_a_page: false, body: body.to_owned() }.verdict()
    }

    fn delivered(id: &str) -> Verdict {
        Verdict::Delivered(Posted { message_id: id.to_owned() })
    }

    #[test]
    fn a_saved_message_has_an_id() {
        assert_eq!(answer(200, r#"{"id":"1234","type":0}"#), delivered("1234"));
        assert_eq!(answer(204, ""), delivered(""));
    }

    #[test]
    fn a_saved_message_is_not_sent_again_because_the_rest_of_the_answer_was_lost() {
        assert_eq!(answer(200, r#"{"id":"12"#), delivered(""));
        assert_eq!(answer(200, ""), delivered(""));
    }

    #[test]
    fn the_sign_in_page_of_a_network_has_delivered_nothing() {
        let page = Answer { status: 200, is_a_page: true, body: "<html>Welcome</html>".into() };
        assert!(matches!(page.verdict(), Verdict::Retry(_)));
        assert!(matches!(answer(302, ""), Verdict::Retry(_)));
    }

    #[test]
    fn a_refused_message_keeps_discords_reason() {
        let body = r#"{"message":"Invalid Form Body","code":50035,"errors":{"embeds":{"0":{"title":{"_errors":
            [{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 256 or fewer in length."}]}}}}}"#;
        assert_eq!(
            answer(400, body),
            Verdict::Undeliverable(
                "Discord refused the message (400): Invalid Form Body: embeds.0.title Must be 256 or fewer in length."
                    .into()
            )
        );
        assert_eq!(
            answer(400, ""),
            Verdict::Undeliverable("Discord refused the message (400): without a reason".into())
        );
        assert!(matches!(answer(413, "<html>"), Verdict::Undeliverable(_)));
    }

    #[test]
    fn a_dead_webhook_says_what_to_do() {
        for (status, code, word) in [
            (401, 50_027, "copy"),
            (403, 50_013, "channel's settings"),
            (404, 10_015, "make a new one"),
            (404, 10_003, "thread_id"),
            (400, 220_001, "forum"),
            (400, 50_083, "closed"),
        ] {
            let body = format!(r#"{{"message":"x","code":{code}}}"#);
            let Verdict::WebhookDead(sentence) = answer(status, &body) else {
                panic!("{status} {code}");
            };
            assert!(sentence.contains(word), "{sentence}");
        }
        assert!(matches!(answer(403, "<html>"), Verdict::WebhookDead(_)));
    }

    #[test]
    fn a_message_that_is_gone_leaves_the_webhook_alive() {
        let edit = |status, code| {
            let body = format!(r#"{{"message":"x","code":{code}}}"#);
            Answer { status, is_a_page: false, body }.verdict_on_edit()
        };
        for (status, code) in [(404, 10_008), (403, 50_005), (400, 50_083), (403, 160_005)] {
            assert_eq!(edit(status, code), Verdict::MessageGone, "{status} {code}");
        }
        for (status, code) in [(404, 10_015), (404, 10_003), (404, 0), (401, 50_027), (403, 50_013)] {
            assert!(matches!(edit(status, code), Verdict::WebhookDead(_)), "{status} {code}");
        }
        assert!(matches!(edit(400, 50_035), Verdict::Undeliverable(_)));
        assert_eq!(edit(200, 0), delivered(""));
    }

    #[test]
    fn trouble_at_discord_is_tried_again() {
        for status in [408, 500, 502, 503, 504, 522] {
            assert!(matches!(answer(status, "{}"), Verdict::Retry(_)), "{status}");
        }
    }
}
