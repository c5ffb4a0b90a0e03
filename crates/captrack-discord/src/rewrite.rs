//! A message said anew with what is so now. Pure.

use captrack_ports::{MessagePart, Wording};
use serde_json::{Value, json};

use crate::embed::NEUTRAL;
use crate::hull_text::HullDetail;
use crate::limits::EMBEDS;
use crate::message_content::{EmbedSharing, MessageContent};
use crate::pings::nobody;

/// Kept free for telling how many hulls have no room.
const FOR_THE_REST: usize = 60;

/// The body of an edit that makes a message say this.
///
/// It has no text of its own, so that what Discord shows above the embeds stays, mentions included, and nobody is pinged
/// again. What was added to it is left out, and counted, where there is no room; what was told when it was posted is rather told
/// in fewer words.
pub fn rewrite(tellings: &[MessagePart], wording: &Wording<'_>) -> Value {
    let page = laid_out(tellings, wording);
    let embeds = if page.is_empty() { vec![nothing_left()] } else { page.embeds() };
    json!({ "embeds": embeds, "allowed_mentions": nobody() })
}

fn laid_out<'a>(tellings: &[MessagePart], wording: &Wording<'a>) -> MessageContent<'a> {
    let added = tellings.iter().flat_map(|telling| &telling.hulls).filter(|told| told.added).count();
    // As it was posted, as far as that can be seen.
    let many = tellings.iter().filter(|telling| !telling.hulls.is_empty()).count() > EMBEDS;
    let (first, other) =
        if many { (EmbedSharing::Yes, EmbedSharing::No) } else { (EmbedSharing::No, EmbedSharing::Yes) };
    let laid = |kept, detail, sharing| with_added(tellings, kept, wording, detail, sharing);
    if let Some(whole) = laid(added, HullDetail::Full, first) {
        return whole;
    }
    for sharing in [first, other] {
        if let Some(without) = laid(0, HullDetail::Full, sharing) {
            return with_most(tellings, added, wording, sharing, without);
        }
    }
    let shorter = [HullDetail::ShortEnds, HullDetail::WithoutPlaces, HullDetail::Bare];
    let shorter = shorter.into_iter().find_map(|detail| laid(0, detail, first).or_else(|| laid(0, detail, other)));
    shorter.unwrap_or_else(|| as_much_as_fits(tellings, wording, first))
}

/// With the most of the added hulls that fits; none of them does, all of them do not.
fn with_most<'a>(
    tellings: &[MessagePart],
    all: usize,
    wording: &Wording<'a>,
    sharing: EmbedSharing,
    none: MessageContent<'a>,
) -> MessageContent<'a> {
    let (mut page, mut fits, mut too_many) = (none, 0, all);
    while fits + 1 < too_many {
        let some = usize::midpoint(fits, too_many);
        match with_added(tellings, some, wording, HullDetail::Full, sharing) {
            Some(with) => (page, fits) = (with, some),
            None => too_many = some,
        }
    }
    page
}

/// The whole message with so many of the added hulls; none: it does not fit.
fn with_added<'a>(
    tellings: &[MessagePart],
    kept: usize,
    wording: &Wording<'a>,
    detail: HullDetail,
    sharing: EmbedSharing,
) -> Option<MessageContent<'a>> {
    let mut parts = parts(tellings, kept);
    // What is left out of a main of which nothing else is told has no embed to be counted in.
    let uncounted = parts.iter().filter(|(telling, _)| telling.hulls.is_empty()).map(|(_, left_out)| *left_out).sum();
    parts.retain(|(telling, _)| !telling.hulls.is_empty());
    let mut page = empty(wording, detail, sharing);
    if uncounted > 0 {
        page = page.with_foot(more(uncounted));
    }
    parts.iter().all(|(telling, left_out)| page.fill(telling, *left_out) == telling.hulls.len()).then_some(page)
}

fn empty<'a>(wording: &Wording<'a>, detail: HullDetail, sharing: EmbedSharing) -> MessageContent<'a> {
    let page = MessageContent::new(wording, detail);
    if sharing == EmbedSharing::Yes { page.sharing() } else { page }
}

/// Names have grown beyond anything that was there when the message was posted: what has no room is at least counted.
fn as_much_as_fits<'a>(tellings: &[MessagePart], wording: &Wording<'a>, sharing: EmbedSharing) -> MessageContent<'a> {
    let mut page = empty(wording, HullDetail::Bare, sharing).less(FOR_THE_REST);
    let mut rest = 0;
    for (telling, left_out) in parts(tellings, 0) {
        rest += telling.hulls.len() - page.fill(&telling, 0) + left_out;
    }
    page.with_foot(more(rest))
}

/// The tellings with the first so many of the added hulls, and how many of each are left out.
fn parts(tellings: &[MessagePart], mut kept: usize) -> Vec<(MessagePart, usize)> {
    let part = |telling: &MessagePart| {
        let mut part = telling.clone();
        part.hulls.retain(|told| {
            let stays = !told.added || kept > 0;
            if told.added && stays {
                kept -= 1;
            }
            stays
        });
        let left_out = telling.hulls.len() - part.hulls.len();
        (part, left_out)
    };
    tellings.iter().map(part).collect()
}

fn more(hulls: usize) -> String {
    format!("and {hulls} more, see below")
}

fn nothing_left() -> Value {
    json!({ "description": "These ships are no longer watched.", "color": NEUTRAL })
}
