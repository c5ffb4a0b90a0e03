//! The next message out of what waits. Pure: the same rows make the same message.

use std::collections::BTreeMap;

use captrack_domain::hull::HullKey;
use captrack_domain::notice::{Notice, NoticeOccasion};
use captrack_domain::text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{MessagePart, Post, Wording};
use serde_json::{Value, json};

use crate::embed::NEUTRAL;
use crate::hull_text::HullDetail;
use crate::limits::EMBEDS;
use crate::main_groups::{GatheredPart, group_notices};
use crate::message_content::{EmbedSharing, MessageContent};
use crate::pings::{allowed, mentions, mentions_somebody, nobody};
use crate::said::said;

/// No notification sound (Discord's `SUPPRESS_NOTIFICATIONS`).
pub(crate) const WITHOUT_SOUND: u32 = 4096;

/// The next message: an embed a main and level, most urgent first, as many as fit; where more mains wait than a message has embeds, mains
/// share embeds. `None`: nothing is to be said.
///
/// No hull is cut off. `covers` tells which hulls of which rows the message names; take those out of the rows once it is
/// delivered and compose again for the rest. Rows without a hull say nothing and are covered by any message.
pub fn compose(waiting: &[(i64, Notice)], wording: &Wording<'_>) -> Option<Post> {
    let groups = group_notices(waiting, wording.only, wording.pinged_at);
    let tone = groups.first()?.message_part.tone;
    let of_this_tone: Vec<&GatheredPart> = groups.iter().filter(|group| group.message_part.tone == tone).collect();
    let mut draft = Draft::new(wording, EmbedSharing::No);
    let is_all = of_this_tone.iter().all(|group| draft.take(group));
    if !is_all && of_this_tone.len() > EMBEDS {
        let mut shared = Draft::new(wording, EmbedSharing::Yes);
        let _ = of_this_tone.iter().all(|group| shared.take(group));
        if shared.message_parts.len() > EMBEDS {
            draft = shared;
        }
    }
    for (row, notice) in waiting {
        if notice.hulls.is_empty() {
            draft.covers.entry(*row).or_default();
        }
    }
    Some(draft.post(tone))
}

/// What the test button sends.
pub fn test_message(webhook: WebhookName) -> Value {
    let takes = match webhook {
        WebhookName::Critical => text!("test-critical"),
        WebhookName::Standard => text!("test-standard"),
    };
    json!({
        "embeds": [{
            "title": said(&text!("test-title")),
            "description": said(&takes),
            "color": NEUTRAL,
        }],
        "allowed_mentions": nobody(),
    })
}

/// A message in the making, and what it names.
struct Draft<'a> {
    wording: &'a Wording<'a>,
    sharing: EmbedSharing,
    page: MessageContent<'a>,
    covers: BTreeMap<i64, Vec<HullKey>>,
    message_parts: Vec<MessagePart>,
    mentions_somebody: bool,
}

impl<'a> Draft<'a> {
    fn new(wording: &'a Wording<'a>, sharing: EmbedSharing) -> Self {
        let page = empty(wording, sharing);
        Self { wording, sharing, page, covers: BTreeMap::new(), message_parts: Vec::new(), mentions_somebody: false }
    }

    /// Takes a group in. Whole if that can be: one that would fit whole into an empty message is left for the next one rather than
    /// torn apart. False: the message is full.
    fn take(&mut self, group: &GatheredPart) -> bool {
        let hulls = group.message_part.hulls.len();
        let mut with = self.page.clone();
        let named = with.fill(&group.message_part, 0);
        let better_alone =
            || !self.page.is_empty() && empty(self.wording, self.sharing).fill(&group.message_part, 0) == hulls;
        if named == hulls || (named > 0 && !better_alone()) {
            self.page = with;
            self.keep(group, named);
        }
        named == hulls
    }

    fn keep(&mut self, group: &GatheredPart, named: usize) {
        let mut message_part = group.message_part.clone();
        let rest = message_part.hulls.split_off(named);
        message_part.after = message_part.after.saturating_add(u32::try_from(rest.len()).unwrap_or(u32::MAX));
        let marks = &group.marks[..named];
        for (told, marks) in message_part.hulls.iter().zip(marks) {
            for row in &marks.rows {
                self.covers.entry(*row).or_default().push(told.line.key);
            }
        }
        self.mentions_somebody |=
            mentions_somebody(&message_part, self.wording) && marks.iter().any(|marks| marks.mentions_somebody);
        self.message_parts.push(message_part);
    }

    fn post(self, tone: NoticeOccasion) -> Post {
        let pings = &self.wording.options.pings;
        let words = match tone {
            NoticeOccasion::News => None,
            NoticeOccasion::FirstRead => Some(text!("tone-first-read")),
            NoticeOccasion::Edit => Some(text!("tone-edit")),
            NoticeOccasion::Reminder => Some(text!("tone-reminder")),
        };
        let content: Vec<String> =
            self.mentions_somebody.then(|| mentions(pings)).into_iter().chain(words.as_ref().map(said)).collect();
        let mut body = json!({
            "embeds": self.page.embeds(),
            "allowed_mentions": if self.mentions_somebody { allowed(pings) } else { nobody() },
        });
        if !content.is_empty() {
            body["content"] = content.join(" ").into();
        }
        if matches!(tone, NoticeOccasion::Edit | NoticeOccasion::Reminder) {
            body["flags"] = WITHOUT_SOUND.into();
        }
        Post {
            body,
            covers: self.covers.into_iter().collect(),
            message_parts: self.message_parts,
            pings: self.mentions_somebody,
        }
    }
}

fn empty<'a>(wording: &Wording<'a>, sharing: EmbedSharing) -> MessageContent<'a> {
    let page = MessageContent::new(wording, HullDetail::Full);
    let page = if sharing == EmbedSharing::Yes { page.sharing() } else { page };
    page.with_room_for_edits()
}
