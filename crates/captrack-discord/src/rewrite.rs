//! A message said anew with what is so now. Pure.

use captrack_domain::text;
use captrack_ports::{MessagePart, Wording};
use serde_json::{Value, json};

use crate::embed::NEUTRAL;
use crate::hull_text::HullDetail;
use crate::limits::EMBEDS;
use crate::message_content::{EmbedSharing, MessageContent};
use crate::pings::nobody;
use crate::said::said;

/// Kept free for telling how many hulls have no room.
const FOR_THE_REST: usize = 60;

/// The body of an edit that makes a message say this.
///
/// It has no text of its own, so that what Discord shows above the embeds stays, mentions included, and nobody is pinged
/// again. What was added to it is left out, and counted, where there is no room; what was told when it was posted is rather told
/// in fewer words.
pub fn rewrite(message_parts: &[MessagePart], wording: &Wording<'_>) -> Value {
    let page = laid_out(message_parts, wording);
    let embeds = if page.is_empty() { vec![nothing_left()] } else { page.embeds() };
    json!({ "embeds": embeds, "allowed_mentions": nobody() })
}

fn laid_out<'a>(message_parts: &[MessagePart], wording: &Wording<'a>) -> MessageContent<'a> {
    let added = message_parts.iter().flat_map(|message_part| &message_part.hulls).filter(|told| told.added).count();
    // As it was posted, as far as that can be seen.
    let many = message_parts.iter().filter(|message_part| !message_part.hulls.is_empty()).count() > EMBEDS;
    let (first, other) =
        if many { (EmbedSharing::Yes, EmbedSharing::No) } else { (EmbedSharing::No, EmbedSharing::Yes) };
    let laid = |kept, detail, sharing| with_added(message_parts, kept, wording, detail, sharing);
    if let Some(whole) = laid(added, HullDetail::Full, first) {
        return whole;
    }
    for sharing in [first, other] {
        if let Some(without) = laid(0, HullDetail::Full, sharing) {
            return with_most(message_parts, added, wording, sharing, without);
        }
    }
    let shorter = [HullDetail::ShortEnds, HullDetail::WithoutPlaces, HullDetail::Bare];
    let shorter = shorter.into_iter().find_map(|detail| laid(0, detail, first).or_else(|| laid(0, detail, other)));
    shorter.unwrap_or_else(|| as_much_as_fits(message_parts, wording, first))
}

/// With the most of the added hulls that fits; none of them does, all of them do not.
fn with_most<'a>(
    message_parts: &[MessagePart],
    all: usize,
    wording: &Wording<'a>,
    sharing: EmbedSharing,
    none: MessageContent<'a>,
) -> MessageContent<'a> {
    let (mut page, mut fits, mut too_many) = (none, 0, all);
    while fits + 1 < too_many {
        let some = usize::midpoint(fits, too_many);
        match with_added(message_parts, some, wording, HullDetail::Full, sharing) {
            Some(with) => (page, fits) = (with, some),
            None => too_many = some,
        }
    }
    page
}

/// The whole message with so many of the added hulls; none: it does not fit.
fn with_added<'a>(
    message_parts: &[MessagePart],
    kept: usize,
    wording: &Wording<'a>,
    detail: HullDetail,
    sharing: EmbedSharing,
) -> Option<MessageContent<'a>> {
    let mut parts = parts(message_parts, kept);
    // What is left out of a main of which nothing else is told has no embed to be counted in.
    let uncounted =
        parts.iter().filter(|(message_part, _)| message_part.hulls.is_empty()).map(|(_, left_out)| *left_out).sum();
    parts.retain(|(message_part, _)| !message_part.hulls.is_empty());
    let mut page = empty(wording, detail, sharing);
    if uncounted > 0 {
        page = page.with_footer(more(uncounted));
    }
    parts
        .iter()
        .all(|(message_part, left_out)| page.fill(message_part, *left_out) == message_part.hulls.len())
        .then_some(page)
}

fn empty<'a>(wording: &Wording<'a>, detail: HullDetail, sharing: EmbedSharing) -> MessageContent<'a> {
    let page = MessageContent::new(wording, detail);
    if sharing == EmbedSharing::Yes { page.sharing() } else { page }
}

/// Names have grown beyond anything that was there when the message was posted: what has no room is at least counted.
fn as_much_as_fits<'a>(
    message_parts: &[MessagePart],
    wording: &Wording<'a>,
    sharing: EmbedSharing,
) -> MessageContent<'a> {
    let mut page = empty(wording, HullDetail::Bare, sharing).less(FOR_THE_REST);
    let mut rest = 0;
    for (message_part, left_out) in parts(message_parts, 0) {
        rest += message_part.hulls.len() - page.fill(&message_part, 0) + left_out;
    }
    page.with_footer(more(rest))
}

/// The tellings with the first so many of the added hulls, and how many of each are left out.
fn parts(message_parts: &[MessagePart], mut kept: usize) -> Vec<(MessagePart, usize)> {
    let part = |message_part: &MessagePart| {
        let mut part = message_part.clone();
        part.hulls.retain(|told| {
            let stays = !told.added || kept > 0;
            if told.added && stays {
                kept -= 1;
            }
            stays
        });
        let left_out = message_part.hulls.len() - part.hulls.len();
        (part, left_out)
    };
    message_parts.iter().map(part).collect()
}

fn more(hulls: usize) -> String {
    said(&text!("and-more-below", n = hulls))
}

fn nothing_left() -> Value {
    json!({ "description": said(&text!("no-longer-watched")), "color": NEUTRAL })
}
