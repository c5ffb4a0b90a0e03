//! One embed: a main's hulls at one level, or as many of them as there is room for.

use std::time::Duration;

use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::relay_options::MessageMode;
use captrack_domain::text;
use captrack_domain::words::capitalised;
use captrack_ports::{HullAlertState, HullNews, MessageHull, MessagePart, SnoozedPilot};
use serde_json::{Value, json};

use crate::hull_text::{HullStyle, REASON, named};
use crate::limits::{DESCRIPTION, FIELDS, units};
use crate::notice_kind::{heading, words};
use crate::said::said;
use crate::snoozed;
use crate::text::{escaped, plain};

/// The longest name of a main: a title holds it together with everything that can be said.
pub(crate) const MAIN: usize = 100;
pub(crate) const AFFILIATION: usize = 200;
/// Between the parts of a line.
pub(crate) const SEPARATOR: &str = " · ";

/// The colours of the dashboard's dark theme.
pub(crate) const CRITICAL: u32 = 0x00FF_5D6C;
pub(crate) const ALERTING: u32 = 0x00FF_B54A;
pub(crate) const RESOLVED: u32 = 0x004F_D39A;
pub(crate) const NEUTRAL: u32 = 0x006E_A8FE;

/// An embed that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Embed {
    author: String,
    title: String,
    body: Body,
    footer: Option<String>,
    colour: u32,
    level: AlertLevel,
    is_continued: bool,
    /// It stands under no main: no portrait, no card, nobody who is snoozed.
    pub(crate) is_massing: bool,
    /// How many hulls it names.
    pub(crate) hulls: usize,
    /// What it takes of the message's 6000.
    pub(crate) units: usize,
}

/// What is said of the hulls.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    /// One line a hull.
    Lines(String),
    /// One field a hull: its name and value.
    Fields(Vec<(String, String)>),
}

impl Embed {
    /// As many of the telling's hulls from the `from`th on as fit into `room` characters; `None`: not one. So many as are
    /// `left_out` of it altogether are counted under its last hull.
    pub(crate) fn of(
        message_part: &MessagePart,
        from: usize,
        left_out: usize,
        room: usize,
        look: HullStyle<'_>,
    ) -> Option<Self> {
        let mut draft = Draft::new(message_part, from, left_out, look);
        let mut fits = None;
        for (at, told) in message_part.hulls.iter().enumerate().skip(from) {
            draft.add(told);
            if draft.is_too_large() {
                break;
            }
            if draft.units() <= room {
                fits = Some(at + 1 - from);
            } else if draft.units_at_least() > room {
                break;
            }
        }
        let mut whole = Draft::new(message_part, from, left_out, look);
        for told in message_part.hulls.iter().skip(from).take(fits?) {
            whole.add(told);
        }
        Some(whole.finish())
    }

    /// Whether it begins what is said of its main: there its portrait stands, and who of it is snoozed.
    pub(crate) const fn begins(&self) -> bool {
        !self.is_continued
    }

    /// Who under its main is snoozed, in at most `room` characters; `None`: there is nobody to name, or no room.
    pub(crate) fn snoozed(&self, pilots: &[SnoozedPilot], room: usize) -> Option<Value> {
        let has_room = match &self.body {
            Body::Lines(_) => true,
            Body::Fields(fields) => fields.len() < FIELDS,
        };
        has_room.then(|| snoozed::field(pilots, self.level, room)).flatten()
    }

    /// As Discord takes it, with what stands at the foot of the message and where its title leads to.
    pub(crate) fn json(&self, foot: Option<&str>, url: Option<&str>) -> Value {
        let mut embed = json!({ "author": { "name": self.author }, "title": self.title, "color": self.colour });
        match &self.body {
            Body::Lines(lines) => embed["description"] = lines.as_str().into(),
            Body::Fields(fields) => {
                let field = |(name, value): &(String, String)| json!({ "name": name, "value": value, "inline": true });
                embed["fields"] = fields.iter().map(field).collect();
            }
        }
        let footer: Vec<&str> = self.footer.as_deref().into_iter().chain(foot).collect();
        if !footer.is_empty() {
            embed["footer"] = json!({ "text": footer.join(SEPARATOR) });
        }
        if let Some(url) = url {
            embed["url"] = url.into();
        }
        embed
    }
}

/// An embed that grows hull by hull.
struct Draft<'a> {
    message_part: &'a MessagePart,
    from: usize,
    left_out: usize,
    look: HullStyle<'a>,
    hulls: usize,
    name: String,
    author: String,
    /// Says different things of its hulls: each under a heading of its own.
    several: bool,
    all_news: Vec<HullNews>,
    last: Option<(HullNews, Option<Duration>)>,
    ends: HullEnds,
    body: Body,
    body_units: usize,
}

impl<'a> Draft<'a> {
    fn new(message_part: &'a MessagePart, from: usize, left_out: usize, look: HullStyle<'a>) -> Self {
        let intro = intro(message_part, from, look);
        let rule = message_part.massing.as_ref().map(|massing| named(&massing.rule, MAIN, || text!("watch-rule")));
        let (body_units, body) = match (look.mode, intro) {
            (MessageMode::Compact, intro) => {
                let lines = intro.unwrap_or_default();
                (units(&lines), Body::Lines(lines))
            }
            (MessageMode::Detailed, None) => (0, Body::Fields(Vec::new())),
            (MessageMode::Detailed, Some(intro)) => {
                let field = (said(&text!("massing")), intro);
                (units(&field.0) + units(&field.1), Body::Fields(vec![field]))
            }
        };
        Self {
            message_part,
            from,
            left_out,
            look,
            hulls: 0,
            name: rule.unwrap_or_else(|| main_name(&message_part.main_name, message_part.main)),
            author: author(message_part, look),
            several: says_several_things(&message_part.hulls),
            all_news: Vec::new(),
            last: None,
            ends: HullEnds::default(),
            body,
            body_units,
        }
    }

    fn add(&mut self, told: &MessageHull) {
        let section = section(told);
        let is_first = self.last.as_ref() != Some(&section);
        // What says one thing says it in its title.
        // The last resort says only which and whose: it must not grow by what hulls have come to since.
        let heading = (self.several && !self.look.is_bare())
            .then(|| format!("__{}__", with_length(&heading(section.0), section.1)));
        if !self.all_news.contains(&told.news) {
            self.all_news.push(told.news);
        }
        self.last = Some(section);
        self.ends.add(told);
        match &mut self.body {
            Body::Lines(lines) => {
                for line in heading.filter(|_| is_first).into_iter().chain([self.look.line(told)]) {
                    self.body_units += units(&line) + usize::from(!lines.is_empty());
                    if !lines.is_empty() {
                        lines.push('\n');
                    }
                    lines.push_str(&line);
                }
            }
            // Fields stand side by side: each has to say it for itself.
            Body::Fields(fields) => {
                let (name, value) = self.look.field(told);
                let value = heading.map_or(value.clone(), |heading| format!("{heading}\n{value}"));
                self.body_units += units(&name) + units(&value);
                fields.push((name, value));
            }
        }
        self.hulls += 1;
    }

    fn is_too_large(&self) -> bool {
        match &self.body {
            Body::Lines(_) => self.body_units > DESCRIPTION,
            Body::Fields(fields) => fields.len() > FIELDS,
        }
    }

    fn title(&self) -> String {
        let news = if self.several {
            let all: Vec<String> = self.all_news.iter().map(|news| words(*news)).collect();
            all.join(", ")
        } else {
            let last = self.last.as_ref();
            last.map_or_else(String::new, |(news, stood)| with_length(&words(*news), *stood))
        };
        let now = if self.look.is_bare() { None } else { self.ends.words() };
        let now = now.map_or_else(String::new, |now| format!(", {now}"));
        let title = format!("{}{SEPARATOR}{news}{now}", self.name);
        if self.is_continued() { said(&text!("title-continued", title = title)) } else { title }
    }

    fn is_continued(&self) -> bool {
        self.from > 0 || self.message_part.before > 0
    }

    /// Nothing is cut off without a word: which hulls of how many they are, and how many were left out.
    fn footer(&self) -> Option<String> {
        let is_last = self.from + self.hulls == self.message_part.hulls.len();
        let left_out = match self.left_out {
            0 => None,
            _ if !is_last => None,
            more => Some(said(&text!("and-more-below", n = more))),
        };
        let is_all = is_last && self.message_part.after == 0 && !self.is_continued();
        let numbers = (!is_all).then(|| self.numbers());
        let parts: Vec<String> = numbers.into_iter().chain(left_out).collect();
        (!parts.is_empty()).then(|| parts.join(SEPARATOR))
    }

    /// `Hulls 41 to 80 of 120`.
    fn numbers(&self) -> String {
        let before = self.message_part.before as usize + self.from;
        let all = self.message_part.before as usize + self.message_part.hulls.len() + self.message_part.after as usize;
        let (first, last) = (before + 1, before + self.hulls);
        said(&if first == last {
            text!("ship-number", n = first, all = all)
        } else {
            text!("ship-numbers", first = first, last = last, all = all)
        })
    }

    fn units(&self) -> usize {
        self.units_at_least() + self.footer().map_or(0, |text| units(&text))
    }

    /// The footer may go at the last hull, and only that can make it smaller again.
    fn units_at_least(&self) -> usize {
        units(&self.author) + units(&self.title()) + self.body_units
    }

    fn finish(self) -> Embed {
        Embed {
            units: self.units(),
            title: self.title(),
            footer: self.footer(),
            colour: self.ends.colour(self.message_part.level),
            level: self.message_part.level,
            is_continued: self.is_continued(),
            is_massing: self.message_part.massing.is_some(),
            author: self.author,
            body: self.body,
            hulls: self.hulls,
        }
    }
}

/// What gathers, over the ships that do.
fn intro(message_part: &MessagePart, from: usize, look: HullStyle<'_>) -> Option<String> {
    let massing = message_part.massing.as_ref().filter(|_| from == 0 && !look.is_bare())?;
    Some(escaped(&said(&massing.text), REASON))
}

/// How it is now with the hulls of an embed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct HullEnds {
    open: usize,
    silent: usize,
    named_later: usize,
    /// Told as over.
    over: usize,
    all: usize,
}

impl HullEnds {
    pub(crate) fn add(&mut self, told: &MessageHull) {
        self.all += 1;
        self.open += usize::from(told.alert_state == HullAlertState::Open);
        self.silent += usize::from(told.alert_state == HullAlertState::Silent);
        self.named_later += usize::from(told.alert_state == HullAlertState::NamedLater);
        self.over += usize::from(told.news.is_over());
    }

    /// What has become of them since they were told; none while one stands, and when their end is what was told.
    pub(crate) fn words(&self) -> Option<String> {
        match self {
            _ if self.open > 0 || self.over == self.all => None,
            _ if self.named_later > 0 => Some(said(&text!("named-later"))),
            _ if self.silent > 0 => Some(said(&text!("no-longer-alerts"))),
            _ => Some(said(&text!("now-resolved"))),
        }
    }

    pub(crate) fn colour(&self, level: AlertLevel) -> u32 {
        match level {
            _ if self.open == 0 && self.silent + self.named_later > 0 => NEUTRAL,
            _ if self.open == 0 => RESOLVED,
            AlertLevel::Critical => CRITICAL,
            AlertLevel::Alerting => ALERTING,
        }
    }
}

/// What is said of a hull; of what is over with how long it stood.
pub(crate) fn section(told: &MessageHull) -> (HullNews, Option<Duration>) {
    let stood = match told.alert_state {
        HullAlertState::Resolved { after } if told.news.is_over() => Some(after),
        _ => None,
    };
    (told.news, stood)
}

pub(crate) fn says_several_things(hulls: &[MessageHull]) -> bool {
    let first = hulls.first().map(section);
    hulls.iter().any(|told| Some(section(told)) != first)
}

/// `Critical · Null Logistics · Synthetic Coalition`. Colours alone do not tell levels apart.
pub(crate) fn author(message_part: &MessagePart, look: HullStyle<'_>) -> String {
    let level = level(message_part.level);
    match affiliation(message_part, look).as_str() {
        "" => level,
        affiliation => format!("{level}{SEPARATOR}{affiliation}"),
    }
}

/// The main's corporation and alliance, where that is wanted and known; else empty. For a place that Discord shows as it is.
pub(crate) fn affiliation(message_part: &MessagePart, look: HullStyle<'_>) -> String {
    // Ships that gather are of many.
    let wanted = look.include.corporation && !look.is_bare() && message_part.massing.is_none();
    plain(message_part.affiliation.as_deref().filter(|_| wanted).unwrap_or_default(), AFFILIATION)
}

/// A level as a word of its own.
pub(crate) fn level(level: AlertLevel) -> String {
    capitalised(&level_inline(level))
}

/// The same in the middle of a line.
pub(crate) fn level_inline(level: AlertLevel) -> String {
    said(&match level {
        AlertLevel::Critical => text!("level-critical"),
        AlertLevel::Alerting => text!("level-alerting"),
    })
}

/// What is said, with how long it stood.
pub(crate) fn with_length(words: &str, stood: Option<Duration>) -> String {
    stood.map_or_else(|| words.to_owned(), |stood| said(&text!("open-for", news = words, length = stood)))
}

/// A main's name; its number where nothing visible is in it.
pub(crate) fn main_name(name: &str, main: PilotId) -> String {
    named(name, MAIN, || text!("main-unnamed", id = main.0))
}
