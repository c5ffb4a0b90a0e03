//! What Discord's answer means. Pure.
//!
//! Only what [`LAST_WORDS`] lists is Discord's own word on a webhook, a message or an edit. Whatever else comes, with whatever status, is
//! trouble on the way: an edge's page, a proxy's JSON, the sign-in page of a network. Then the message is sent again.

use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_ports::{DeliveryVerdict, PostReceipt};
use serde::Deserialize;
use serde_json::Value;

use crate::address::is_id;
use crate::text::plain;

/// As much of Discord's own words is shown; the sentence around them takes less than 40 more.
const REASON: usize = 260;

/// What an answer of Discord's is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    /// The webhook; the key of the text that says what to do.
    Webhook(&'static str),
    /// The thread of the webhook's address: posts are refused, and of its messages none can be edited; the key of the text that says what to do.
    ClosedThread(&'static str),
    /// What the message says.
    Message,
    /// The message that was to be edited is gone, or is somebody else's.
    Edited,
    /// The message that was to be edited has been edited too often for now.
    TooManyEdits,
}

use About::{ClosedThread, Edited, Message, TooManyEdits, Webhook};

const CLOSED: &str = "discord-closed-thread";

/// Discord's own words: status and code of its JSON. The codes are those of its documentation ("JSON error codes", 2026-08); their statuses
/// were seen in the field, where nothing is said otherwise in the OpenAPI document of 2026-07. Any other code is not taken for a last word,
/// such as 40333, "internal network error", which comes from Discord's edge with a 403 (discord-api-docs #6473).
#[rustfmt::skip]
const LAST_WORDS: &[(u16, i64, About)] = &[
    // Unknown Webhook.
    (404, 10_015, Webhook("discord-unknown-webhook")),
    // Invalid Webhook Token.
    (401, 50_027, Webhook("discord-invalid-token")),
    // Missing Access, Missing Permissions.
    (403, 50_001, Webhook(FORBIDDEN)),
    (403, 50_013, Webhook(FORBIDDEN)),
    // Unknown Channel: of a webhook that exists, its thread.
    (404, 10_003, Webhook("discord-unknown-thread")),
    // A forum takes messages in a thread only.
    (400, 220_001, Webhook("discord-forum")),
    // Thread is archived; thread is locked.
    (400, 50_083, ClosedThread(CLOSED)),
    (403, 50_083, ClosedThread(CLOSED)),
    (400, 160_005, ClosedThread(CLOSED)),
    (403, 160_005, ClosedThread(CLOSED)),
    // Invalid Form Body; empty message; invalid JSON; Request entity too large; blocked by AutoMod; blocked by the filter of harmful links.
    (400, 50_035, Message),
    (400, 50_006, Message),
    (400, 50_109, Message),
    (413, 40_005, Message),
    (400, 200_000, Message),
    (400, 240_000, Message),
    // Unknown Message; cannot edit a message of somebody else.
    (404, 10_008, Edited),
    (403, 50_005, Edited),
    (400, 50_005, Edited),
    // Maximum number of edits to messages older than 1 hour (discord-api-docs #4413: a 429 without a wait).
    (429, 30_046, TooManyEdits),
    (400, 30_046, TooManyEdits),
];

const FORBIDDEN: &str = "discord-forbidden";

/// An answer, read as far as it could be.
#[derive(Debug, Clone, Default)]
pub(crate) struct DiscordResponse {
    pub(crate) status: u16,
    /// It calls itself JSON, as all of Discord's own answers do.
    pub(crate) is_json: bool,
    /// As much of the body as arrived.
    pub(crate) body: String,
}

/// Discord's error body.
#[derive(Debug, Deserialize)]
struct Refusal {
    code: i64,
    message: String,
    #[serde(default)]
    errors: Value,
}

impl DiscordResponse {
    /// The verdict on a message that was answered like that. A 429 is not judged here: it says nothing of the message.
    pub(crate) fn verdict(&self) -> DeliveryVerdict {
        if (200..=299).contains(&self.status) {
            return self.delivered();
        }
        match self.about() {
            Some(Webhook(key) | ClosedThread(key)) => DeliveryVerdict::WebhookDead(Text::new(key)),
            Some(Message) => DeliveryVerdict::Undeliverable(self.reason()),
            None if self.may_be_about_the_message() => DeliveryVerdict::NotNow(self.reason()),
            // Words about an edit say nothing of a post: whoever says them may know better later.
            Some(Edited | TooManyEdits) | None => self.trouble(),
        }
    }

    /// The verdict on an edit that was answered like that.
    ///
    /// A thread that is closed takes new messages again, which open it, but no edits: then the message can no longer be edited
    /// though the webhook is well.
    pub(crate) fn verdict_on_edit(&self) -> DeliveryVerdict {
        match self.about() {
            Some(Edited | ClosedThread(_)) => DeliveryVerdict::MessageGone,
            Some(TooManyEdits) => DeliveryVerdict::NotNow(text!("discord-too-many-edits")),
            _ => self.verdict(),
        }
    }

    /// The verdict on the question whether the webhook is there.
    pub(crate) fn verdict_on_look(&self) -> DeliveryVerdict {
        match (self.status, self.about()) {
            (200, _) if self.is_json && self.id().is_some() => {
                DeliveryVerdict::Delivered(PostReceipt { message_id: String::new() })
            }
            (_, Some(Webhook(_))) => self.verdict(),
            _ => self.trouble(),
        }
    }

    /// It says that one message is edited no more for now; as a 429 it is none of the limits of a webhook.
    pub(crate) fn is_about_one_message(&self) -> bool {
        self.about() == Some(TooManyEdits)
    }

    /// What Discord's own word is about, if this is one.
    fn about(&self) -> Option<About> {
        let code = self.refusal()?.code;
        LAST_WORDS
            .iter()
            .find(|(status, known, _)| (*status, *known) == (self.status, code))
            .map(|(_, _, about)| *about)
    }

    /// A 400 in Discord's form with a code that is not listed: one message may be at fault, so that the others must not wait for it. But nothing
    /// is given up for it.
    fn may_be_about_the_message(&self) -> bool {
        matches!(self.status, 400 | 413) && self.refusal().is_some()
    }

    /// Discord's error body, if it is one.
    fn refusal(&self) -> Option<Refusal> {
        serde_json::from_str(&self.body).ok().filter(|_| self.is_json)
    }

    fn trouble(&self) -> DeliveryVerdict {
        DeliveryVerdict::Retry(match self.status {
            status @ (408 | 425 | 500..=599) => text!("discord-in-trouble", status = status),
            status if self.refusal().is_some() => text!("discord-refused-request", status = status),
            status => text!("discord-something-between", status = status),
        })
    }

    /// With `wait=true` a 2xx comes after the message was saved. The rest of the answer may have been lost on the way; but a page
    /// or a text that some network puts in the way is no answer of Discord's, nor is whole JSON that is none of its messages.
    fn delivered(&self) -> DeliveryVerdict {
        if let Some(id) = self.id() {
            let message_id = if is_id(&id) { id } else { String::new() };
            return DeliveryVerdict::Delivered(PostReceipt { message_id });
        }
        let is_whole = serde_json::from_str::<Value>(&self.body).is_ok();
        let beginning = self.body.trim_start();
        let may_be_cut = self.is_json && !is_whole && (beginning.is_empty() || beginning.starts_with('{'));
        if may_be_cut || self.status == 204 {
            return DeliveryVerdict::Delivered(PostReceipt { message_id: String::new() });
        }
        DeliveryVerdict::Retry(text!("discord-foreign-answer"))
    }

    /// The id that all things of Discord's have, of an answer that is whole.
    fn id(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Thing {
            id: String,
        }
        serde_json::from_str(&self.body).ok().map(|Thing { id }| id)
    }

    /// In Discord's words, however many: they are cut once nothing secret is left in them, see [`shown`].
    fn reason(&self) -> Text {
        let mut details = Vec::new();
        let refusal = self.refusal();
        if let Some(refusal) = &refusal {
            flatten("", &refusal.errors, &mut details);
        }
        let said = match (refusal.as_ref().map_or("", |refusal| refusal.message.as_str()), details.is_empty()) {
            ("", true) => return text!("discord-refused-without-reason", status = self.status),
            ("", false) => details.join(", "),
            (message, true) => message.to_owned(),
            (message, false) => format!("{message}: {}", details.join(", ")),
        };
        text!("discord-refused-message", status = self.status, said = Argument::Said(plain(&said, usize::MAX)))
    }
}

/// A reason without what `censor` takes out of Discord's words, and as much of those as is shown.
pub(crate) fn shown(mut reason: Text, censor: impl Fn(&str) -> String) -> Text {
    for argument in reason.arguments.values_mut() {
        if let Argument::Said(words) = argument {
            *words = plain(&censor(words), REASON);
        }
    }
    reason
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

    fn answer(status: u16, body: &str) -> DeliveryVerdict {
        DiscordResponse { status, is_json: true, body: body.to_owned() }.verdict()
    }

    fn coded(status: u16, code: i64) -> DiscordResponse {
        DiscordResponse { status, is_json: true, body: format!(r#"{{"message":"x","code":{code}}}"#) }
    }

    fn delivered(id: &str) -> DeliveryVerdict {
        DeliveryVerdict::Delivered(PostReceipt { message_id: id.to_owned() })
    }

    /// Answers of an edge, a proxy, a filter and a network, all with the statuses that Discord also uses.
    fn foreign(status: u16) -> Vec<DiscordResponse> {
        let answer = |is_json, body: &str| DiscordResponse { status, is_json, body: body.to_owned() };
        vec![
            answer(false, "<html><head><title>400 Bad Request</title></head><center>cloudflare</center></html>"),
            answer(false, "<title>Access denied</title>"),
            answer(false, "error code: 1020"),
            answer(false, ""),
            answer(true, ""),
            answer(true, r#"{"error":"blocked by the proxy"}"#),
            answer(true, r#"{"code":"50013","message":"a code that is no number"}"#),
            answer(true, "[50013]"),
            // Discord's words in a page are not Discord's.
            answer(false, r#"{"message":"Unknown Webhook","code":10015}"#),
            answer(false, r#"{"message":"Missing Permissions","code":50013}"#),
        ]
    }

    #[test]
    fn a_saved_message_has_an_id() {
        assert_eq!(answer(200, r#"{"id":"1234","type":0}"#), delivered("1234"));
        assert_eq!(answer(204, ""), delivered(""));
    }

    #[test]
    fn a_word_that_is_no_id_is_not_kept_as_one() {
        for odd in ["", "1 2", "-1", "https://discord.com/api/webhooks/1/secret", "99999999999999999999"] {
            assert_eq!(answer(200, &format!(r#"{{"id":"{odd}"}}"#)), delivered(""), "{odd}");
        }
    }

    #[test]
    fn a_saved_message_is_not_sent_again_because_the_rest_of_the_answer_was_lost() {
        assert_eq!(answer(200, r#"{"id":"12"#), delivered(""));
        assert_eq!(answer(200, ""), delivered(""));
    }

    #[test]
    fn the_sign_in_page_of_a_network_has_delivered_nothing() {
        for body in ["<html>Welcome</html>", "Please sign in", ""] {
            let page = DiscordResponse { status: 200, is_json: false, body: body.into() };
            assert!(matches!(page.verdict(), DeliveryVerdict::Retry(_)), "{body}");
            assert!(matches!(page.verdict_on_edit(), DeliveryVerdict::Retry(_)), "{body}");
            assert!(matches!(page.verdict_on_look(), DeliveryVerdict::Retry(_)), "{body}");
        }
        assert!(matches!(answer(302, ""), DeliveryVerdict::Retry(_)));
    }

    #[test]
    fn json_that_is_whole_and_no_message_of_discords_has_delivered_nothing() {
        for body in [r#"{"error":"blocked by the proxy"}"#, r#"{"status":"sign in first"}"#, "{}", "[]", "null", "<p>"]
        {
            let foreign = DiscordResponse { status: 200, is_json: true, body: body.into() };
            for verdict in [foreign.verdict(), foreign.verdict_on_edit(), foreign.verdict_on_look()] {
                assert!(matches!(verdict, DeliveryVerdict::Retry(_)), "{body}: {verdict:?}");
            }
        }
    }

    #[test]
    fn a_refused_message_keeps_discords_reason() {
        let body = r#"{"message":"Invalid Form Body","code":50035,"errors":{"embeds":{"0":{"title":{"_errors":
            [{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 256 or fewer in length."}]}}}}}"#;
        assert_eq!(
            answer(400, body),
            DeliveryVerdict::Undeliverable(text!(
                "discord-refused-message",
                status = 400_u16,
                said = Argument::Said("Invalid Form Body: embeds.0.title Must be 256 or fewer in length.".into())
            ))
        );
        assert_eq!(
            answer(413, r#"{"message":"","code":40005}"#),
            DeliveryVerdict::Undeliverable(text!("discord-refused-without-reason", status = 413_u16))
        );
    }

    #[test]
    fn what_is_not_discords_own_word_is_trouble_on_the_way_whatever_its_status() {
        for status in [400, 401, 403, 404, 405, 407, 413, 418, 421, 451, 500, 502, 503, 520, 522, 526, 530] {
            for answer in foreign(status) {
                for verdict in [answer.verdict(), answer.verdict_on_edit(), answer.verdict_on_look()] {
                    assert!(matches!(verdict, DeliveryVerdict::Retry(_)), "{answer:?}: {verdict:?}");
                }
            }
        }
    }

    #[test]
    fn a_code_that_is_not_listed_is_no_last_word() {
        // The network of Discord's edge, a general error, an overload, and last words with another status than theirs.
        for (status, code) in
            [(403, 40_333), (401, 0), (403, 0), (404, 0), (403, 130_000), (500, 10_015), (403, 50_035)]
        {
            for verdict in [coded(status, code).verdict(), coded(status, code).verdict_on_edit()] {
                assert!(matches!(verdict, DeliveryVerdict::Retry(_)), "{status} {code}: {verdict:?}");
            }
        }
        // One message may be at fault: it is set aside, and nothing is given up.
        for code in [0, 40_333, 999_999] {
            assert!(matches!(coded(400, code).verdict(), DeliveryVerdict::NotNow(_)), "{code}");
            assert!(matches!(coded(400, code).verdict_on_edit(), DeliveryVerdict::NotNow(_)), "{code}");
        }
    }

    #[test]
    fn a_refused_webhook_says_what_to_do() {
        for (status, code, word) in [
            (401, 50_027, "copy"),
            (403, 50_013, "channel's settings"),
            (403, 50_001, "channel's settings"),
            (404, 10_015, "make a new one"),
            (404, 10_003, "thread_id"),
            (400, 220_001, "forum"),
            (400, 50_083, "closed"),
        ] {
            let DeliveryVerdict::WebhookDead(sentence) = coded(status, code).verdict() else {
                panic!("{status} {code}");
            };
            let sentence = captrack_text::english(&sentence);
            assert!(sentence.contains(word), "{sentence}");
        }
    }

    #[test]
    fn a_message_that_is_gone_leaves_the_webhook_alive() {
        for (status, code) in [(404, 10_008), (403, 50_005), (400, 50_083), (403, 160_005)] {
            assert_eq!(coded(status, code).verdict_on_edit(), DeliveryVerdict::MessageGone, "{status} {code}");
        }
        for (status, code) in [(404, 10_015), (404, 10_003), (401, 50_027), (403, 50_013)] {
            assert!(
                matches!(coded(status, code).verdict_on_edit(), DeliveryVerdict::WebhookDead(_)),
                "{status} {code}"
            );
        }
        assert!(matches!(coded(404, 10_008).verdict(), DeliveryVerdict::Retry(_)), "not a word about a post");
        assert!(matches!(coded(400, 50_035).verdict_on_edit(), DeliveryVerdict::Undeliverable(_)));
        assert_eq!(answer(200, ""), delivered(""));
    }

    #[test]
    fn a_message_that_was_edited_too_often_is_set_aside_alone() {
        for status in [400, 429] {
            assert!(matches!(coded(status, 30_046).verdict_on_edit(), DeliveryVerdict::NotNow(_)));
            assert!(coded(status, 30_046).is_about_one_message());
        }
        assert!(!coded(429, 0).is_about_one_message());
    }

    #[test]
    fn a_webhook_is_there_when_discord_shows_it_and_refused_when_discord_says_so() {
        let shown = DiscordResponse { status: 200, is_json: true, body: r#"{"id":"1","type":1}"#.into() };
        assert_eq!(shown.verdict_on_look(), delivered(""));
        assert!(matches!(coded(404, 10_015).verdict_on_look(), DeliveryVerdict::WebhookDead(_)));
        assert!(matches!(coded(403, 40_333).verdict_on_look(), DeliveryVerdict::Retry(_)));
    }

    #[test]
    fn trouble_at_discord_is_tried_again() {
        for status in [408, 500, 502, 503, 504, 522] {
            assert!(matches!(answer(status, "{}"), DeliveryVerdict::Retry(_)), "{status}");
        }
    }
}
