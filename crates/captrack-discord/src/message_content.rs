//! A message in the making: embeds, as many as fit.

use std::collections::BTreeMap;

use captrack_domain::ids::PilotId;
use captrack_domain::relay_options::MessageMode;
use captrack_domain::text;
use captrack_ports::{MessagePart, SnoozedPilot, Wording};
use serde_json::{Value, json};

use crate::card_link::CardLink;
use crate::embed::{Embed, SEPARATOR};
use crate::hull_text::{HullDetail, HullStyle};
use crate::limits::{ALL_EMBEDS, EMBEDS, units};
use crate::said::said;
use crate::shared::SharedEmbed;
use crate::snoozed::units_of;
use crate::text::plain;

/// The longest name of a desk that is shown.
const DESK: usize = 80;

/// A message is not filled to the brim: an edit of it may need a few characters more.
const FOR_EDITS: usize = 100;
/// And more where mains have said together what each of their hulls may say for itself after an edit.
const FOR_EDITS_OF_MANY: usize = 300;

/// Whether mains share embeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EmbedSharing {
    No,
    Yes,
}

/// What a message says in its embeds.
#[derive(Debug, Clone)]
pub(crate) struct MessageContent<'a> {
    look: HullStyle<'a>,
    link: Option<CardLink>,
    snoozed: &'a BTreeMap<PilotId, Vec<SnoozedPilot>>,
    foot: Vec<String>,
    embeds: Vec<Entry>,
    left: usize,
    /// Of what is left so much is kept for edits.
    kept: usize,
    /// Mains share embeds.
    shares: bool,
}

/// An embed of a message.
#[derive(Debug, Clone)]
enum Entry {
    OfOne(PilotId, Embed),
    Shared(SharedEmbed),
}

impl<'a> MessageContent<'a> {
    /// An empty message.
    pub(crate) fn new(wording: &Wording<'a>, detail: HullDetail) -> Self {
        let page = Self {
            look: HullStyle::new(wording).with(detail),
            link: wording.options.link.as_deref().and_then(CardLink::parse),
            snoozed: wording.snoozed,
            foot: Vec::new(),
            embeds: Vec::new(),
            left: ALL_EMBEDS,
            kept: 0,
            shares: false,
        };
        match signature(wording) {
            Some(desk) => page.with_footer(desk),
            None => page,
        }
    }

    /// In which mains share embeds: there is room for more mains than embeds, and for more of each. What has a field a hull does not share.
    #[must_use]
    pub(crate) fn sharing(mut self) -> Self {
        self.shares = self.look.mode == MessageMode::Compact;
        self.look.to_the_minute = self.shares;
        self
    }

    /// Leaves free what edits may need.
    #[must_use]
    pub(crate) fn with_room_for_edits(mut self) -> Self {
        self.kept = self.for_edits();
        let kept = self.kept;
        self.less(kept)
    }

    const fn for_edits(&self) -> usize {
        if self.shares { FOR_EDITS_OF_MANY } else { FOR_EDITS }
    }

    /// Leaves so much free.
    #[must_use]
    pub(crate) fn less(mut self, room: usize) -> Self {
        self.left = self.left.saturating_sub(room);
        self
    }

    /// With this at the foot of the message.
    #[must_use]
    pub(crate) fn with_footer(mut self, text: String) -> Self {
        self.left = self.left.saturating_sub(units(&text) + units(SEPARATOR));
        self.foot.insert(0, text);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.embeds.is_empty()
    }

    /// Adds embeds for a telling while there is room; gives how many of its hulls they name.
    pub(crate) fn fill(&mut self, message_part: &MessagePart, left_out: usize) -> usize {
        if self.shares && self.share(message_part, left_out) {
            return message_part.hulls.len();
        }
        let mut from = 0;
        while from < message_part.hulls.len() && self.embeds.len() < EMBEDS {
            let Some(embed) = Embed::of(message_part, from, left_out, self.left, self.look) else {
                break;
            };
            from += embed.hulls;
            self.left -= embed.units;
            self.embeds.push(Entry::OfOne(message_part.main, embed));
        }
        from
    }

    /// Puts a whole list into the last embed, or into a new one that others may share. False: it is no whole list, or has no room so.
    fn share(&mut self, message_part: &MessagePart, left_out: usize) -> bool {
        if message_part.massing.is_some()
            || message_part.before > 0
            || message_part.after > 0
            || left_out > 0
            || message_part.hulls.is_empty()
        {
            return false;
        }
        if let Some(Entry::Shared(last)) = self.embeds.last_mut() {
            let before = last.units();
            if last.take(message_part, self.look, self.left + before) {
                self.left -= last.units() - before;
                return true;
            }
        }
        let mut new = SharedEmbed::for_the_first(message_part, self.look);
        if self.embeds.len() == EMBEDS || !new.take(message_part, self.look, self.left) {
            return false;
        }
        self.left -= new.units();
        self.embeds.push(Entry::Shared(new));
        true
    }

    /// As Discord takes them.
    pub(crate) fn embeds(&self) -> Vec<Value> {
        let foot = (!self.foot.is_empty()).then(|| self.foot.join(SEPARATOR));
        let is_last = |at: usize| at + 1 == self.embeds.len();
        let mains: Vec<Option<PilotId>> = self.embeds.iter().map(Entry::main).collect();
        // As much as there was when it was posted: an edit says the same.
        let mut left = self.left.saturating_add(self.kept).saturating_sub(self.for_edits());
        let embed = |(at, entry): (usize, &Entry)| {
            let foot = foot.as_deref().filter(|_| is_last(at));
            match entry {
                Entry::Shared(embed) => embed.json(foot),
                Entry::OfOne(main, embed) => {
                    let nth = mains[..at].iter().filter(|earlier| **earlier == Some(*main)).count();
                    let link = self.link.as_ref().filter(|_| !embed.is_massing);
                    let url = link.map(|link| link.to_main(*main, nth));
                    let mut body = embed.json(foot, url.as_deref());
                    if nth == 0 && embed.begins() && !embed.is_massing {
                        left = self.add_the_main(*main, embed, &mut body, left);
                    }
                    body
                }
            }
        };
        self.embeds.iter().enumerate().map(embed).collect()
    }

    /// The main's portrait, and who of it is snoozed where what is said leaves room; gives the room that is left then.
    fn add_the_main(&self, main: PilotId, embed: &Embed, body: &mut Value, left: usize) -> usize {
        if self.look.include.portrait && !self.look.is_bare() {
            body["thumbnail"] = json!({ "url": portrait(main) });
        }
        let pilots =
            self.snoozed.get(&main).filter(|_| self.look.include.snoozed && self.look.detail == HullDetail::Full);
        let Some(field) = pilots.and_then(|pilots| embed.snoozed(pilots, left)) else { return left };
        let taken = units_of(&field);
        match body["fields"].as_array_mut() {
            Some(fields) => fields.push(field),
            None => body["fields"] = json!([field]),
        }
        left.saturating_sub(taken)
    }
}

impl Entry {
    /// The main that it is about, if it is about one.
    const fn main(&self) -> Option<PilotId> {
        match self {
            Self::OfOne(main, _) => Some(*main),
            Self::Shared(_) => None,
        }
    }
}

/// Discord fetches the picture itself, from EVE's image server.
fn portrait(main: PilotId) -> String {
    format!("https://images.evetech.net/characters/{main}/portrait?size=128")
}

/// `Sent by Mira's desk`.
pub(crate) fn signature(wording: &Wording<'_>) -> Option<String> {
    let desk = wording.options.desk.as_ref().map(|desk| plain(desk, DESK));
    desk.filter(|desk| !desk.is_empty()).map(|desk| said(&text!("sent-by", desk = desk)))
}
