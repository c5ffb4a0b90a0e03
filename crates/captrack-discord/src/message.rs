//! The next message out of what waits. Pure: the same rows make the same message.

use std::collections::BTreeMap;

use captrack_domain::hull::HullKey;
use captrack_domain::notice::Notice;
use captrack_monitor::ports::{Post, WebhookName};
use serde_json::{Value, json};

use crate::embed::Embed;
use crate::gather::{Group, Tone, gather};
use crate::limits::{ALL_EMBEDS, EMBEDS, units};
use crate::options::MessageOptions;
use crate::text::plain;

/// No notification sound (Discord's `SUPPRESS_NOTIFICATIONS`).
const WITHOUT_SOUND: u32 = 4096;
/// The longest name of a desk that is shown.
const DESK: usize = 80;

/// The next message: an embed a main and level, most urgent first, as many as fit. `None`: nothing is to be said.
///
/// No hull is cut off. `covers` tells which hulls of which rows the message names; take those out of the rows once it is
/// delivered and compose again for the rest. Rows without a hull say nothing and are covered by any message.
pub fn compose(waiting: &[(i64, Notice)], options: &MessageOptions) -> Option<Post> {
    let groups = gather(waiting);
    let tone = groups.first()?.tone;
    let mut page = Page::new(options);
    for group in groups.iter().filter(|group| group.tone == tone) {
        if !page.take(group) {
            break;
        }
    }
    for (row, notice) in waiting {
        if notice.hulls.is_empty() {
            page.covers.entry(*row).or_default();
        }
    }
    Some(page.post(tone))
}

/// What the test button sends.
pub fn test_message(webhook: WebhookName) -> Value {
    let takes = match webhook {
        WebhookName::Critical => "what is critical",
        WebhookName::Standard => "what alerts",
    };
    json!({
        "embeds": [{
            "title": "CapTrack test",
            "description": format!("This channel will be told {takes}. Nothing is wrong: somebody pressed the test button."),
            "color": 0x006E_A8FE,
        }],
        "allowed_mentions": { "parse": [] },
    })
}

/// A message in the making.
#[derive(Clone)]
struct Page {
    embeds: Vec<Embed>,
    left: usize,
    desk: Option<String>,
    covers: BTreeMap<i64, Vec<HullKey>>,
}

impl Page {
    fn new(options: &MessageOptions) -> Self {
        let desk = options.desk.as_ref().map(|desk| plain(desk, DESK));
        Self::empty(desk.filter(|desk| !desk.is_empty()).map(|desk| format!("Sent by {desk}")))
    }

    fn empty(desk: Option<String>) -> Self {
        let foot = desk.as_ref().map_or(0, |desk| units(desk) + units(SEPARATOR));
        Self { embeds: Vec::new(), left: ALL_EMBEDS - foot, desk, covers: BTreeMap::new() }
    }

    /// Takes a group in. Whole if that can be: one that would fit whole into an empty message is left for the next one rather than
    /// torn apart. False: the message is full.
    fn take(&mut self, group: &Group<'_>) -> bool {
        let mut with = self.clone();
        let whole = with.fill(group);
        let better_alone = || !self.embeds.is_empty() && Self::empty(self.desk.clone()).fill(group);
        if whole || !better_alone() {
            *self = with;
        }
        whole
    }

    /// Adds embeds for a group while there is room; whether all of its hulls are named.
    fn fill(&mut self, group: &Group<'_>) -> bool {
        let mut from = 0;
        while from < group.hulls.len() && self.embeds.len() < EMBEDS {
            let Some(embed) = Embed::of(group, from, self.left) else {
                break;
            };
            for told in &group.hulls[from..from + embed.hulls] {
                for row in &told.rows {
                    self.covers.entry(*row).or_default().push(told.hull.key);
                }
            }
            from += embed.hulls;
            self.left -= embed.units;
            self.embeds.push(embed);
        }
        from == group.hulls.len()
    }

    fn post(self, tone: Tone) -> Post {
        let mut embeds: Vec<Value> = self.embeds.iter().map(Embed::json).collect();
        if let (Some(desk), Some(last)) = (self.desk, embeds.last_mut()) {
            let footer = match last["footer"]["text"].as_str() {
                Some(footer) => format!("{footer}{SEPARATOR}{desk}"),
                None => desk,
            };
            last["footer"] = json!({ "text": footer });
        }
        let mut body = json!({
            "embeds": embeds,
            "allowed_mentions": { "parse": [] },
        });
        match tone {
            Tone::News => {}
            Tone::FirstRead => body["content"] = "What already stands:".into(),
            Tone::Edit => {
                body["content"] = "After a change of settings:".into();
                body["flags"] = WITHOUT_SOUND.into();
            }
            Tone::Reminder => {
                body["content"] = "Still standing:".into();
                body["flags"] = WITHOUT_SOUND.into();
            }
        }
        Post { body, covers: self.covers.into_iter().collect() }
    }
}

const SEPARATOR: &str = " · ";
