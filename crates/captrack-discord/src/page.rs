//! A message in the making: embeds, as many as fit.

use captrack_domain::ids::PilotId;
use captrack_monitor::ports::{Telling, Wording};
use serde_json::Value;

use crate::embed::{Embed, SEPARATOR};
use crate::limits::{ALL_EMBEDS, EMBEDS, units};
use crate::link::Link;
use crate::look::{Detail, Look};
use crate::text::plain;

/// The longest name of a desk that is shown.
const DESK: usize = 80;

/// What a message says in its embeds.
#[derive(Debug, Clone)]
pub(crate) struct Page<'a> {
    look: Look<'a>,
    link: Option<Link>,
    foot: Vec<String>,
    embeds: Vec<(PilotId, Embed)>,
    left: usize,
}

impl<'a> Page<'a> {
    /// An empty message.
    pub(crate) fn new(wording: &Wording<'a>, detail: Detail) -> Self {
        let page = Self {
            look: Look::new(wording).with(detail),
            link: wording.options.link.as_deref().and_then(Link::parse),
            foot: Vec::new(),
            embeds: Vec::new(),
            left: ALL_EMBEDS,
        };
        match signature(wording) {
            Some(desk) => page.with_foot(desk),
            None => page,
        }
    }

    /// Leaves so much free.
    #[must_use]
    pub(crate) fn less(mut self, room: usize) -> Self {
        self.left = self.left.saturating_sub(room);
        self
    }

    /// With this at the foot of the message.
    #[must_use]
    pub(crate) fn with_foot(mut self, text: String) -> Self {
        self.left = self.left.saturating_sub(units(&text) + units(SEPARATOR));
        self.foot.insert(0, text);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.embeds.is_empty()
    }

    /// Adds embeds for a telling while there is room; gives how many of its hulls they name.
    pub(crate) fn fill(&mut self, telling: &Telling, left_out: usize) -> usize {
        let mut from = 0;
        while from < telling.hulls.len() && self.embeds.len() < EMBEDS {
            let Some(embed) = Embed::of(telling, from, left_out, self.left, self.look) else {
                break;
            };
            from += embed.hulls;
            self.left -= embed.units;
            self.embeds.push((telling.main, embed));
        }
        from
    }

    /// As Discord takes them.
    pub(crate) fn embeds(&self) -> Vec<Value> {
        let foot = (!self.foot.is_empty()).then(|| self.foot.join(SEPARATOR));
        let is_last = |at: usize| at + 1 == self.embeds.len();
        let mains: Vec<PilotId> = self.embeds.iter().map(|(main, _)| *main).collect();
        let embed = |(at, (main, embed)): (usize, &(PilotId, Embed))| {
            let nth = mains[..at].iter().filter(|earlier| *earlier == main).count();
            let url = self.link.as_ref().map(|link| link.to_main(*main, nth));
            embed.json(foot.as_deref().filter(|_| is_last(at)), url.as_deref())
        };
        self.embeds.iter().enumerate().map(embed).collect()
    }
}

/// `Sent by Mira's desk`.
pub(crate) fn signature(wording: &Wording<'_>) -> Option<String> {
    let desk = wording.options.desk.as_ref().map(|desk| plain(desk, DESK));
    desk.filter(|desk| !desk.is_empty()).map(|desk| format!("Sent by {desk}"))
}
