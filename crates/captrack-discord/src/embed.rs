//! One embed: a main's hulls at one level, or as many of them as there is room for.

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::notice::HullLine;
use captrack_domain::section::Freshness;
use serde_json::{Value, json};

use crate::gather::{Group, Told};
use crate::limits::{DESCRIPTION, units};
use crate::tale::Tale;
use crate::text::{escaped, plain};

/// EVE's own names have at most 37 (pilots) to 100 (structures) characters. Four such names, fully escaped, leave a line far below
/// a description's limit, so that every hull fits somewhere.
const NAME: usize = 120;
const AFFILIATION: usize = 200;

/// The colours of the dashboard's dark theme.
const CRITICAL: u32 = 0x00FF_5D6C;
const ALERTING: u32 = 0x00FF_B54A;
const RESOLVED: u32 = 0x004F_D39A;

/// An embed that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Embed {
    author: String,
    title: String,
    description: String,
    footer: Option<String>,
    colour: u32,
    /// How many hulls it names.
    pub(crate) hulls: usize,
    /// What it takes of the message's 6000.
    pub(crate) units: usize,
}

impl Embed {
    /// As many of the group's hulls from the `from`th on as fit into `room` characters; `None`: not one.
    pub(crate) fn of(group: &Group<'_>, from: usize, room: usize) -> Option<Self> {
        let mut draft = Draft::new(group, from);
        let mut fits = None;
        for (at, told) in group.hulls.iter().enumerate().skip(from) {
            draft.add(told);
            let still = group.hulls.len() - at - 1;
            let length = draft.fixed_units(still) + draft.description_units;
            if draft.description_units <= DESCRIPTION && length <= room {
                fits = Some(at + 1 - from);
            }
            // The footer that says how many follow is gone at the last hull: only that can still make it fit.
            if draft.description_units > DESCRIPTION || draft.fixed_units(0) + draft.description_units > room {
                break;
            }
        }
        fits.map(|hulls| Draft::with(group, from, hulls).finish())
    }

    /// As Discord takes it.
    pub(crate) fn json(&self) -> Value {
        let mut embed = json!({
            "author": { "name": self.author },
            "title": self.title,
            "description": self.description,
            "color": self.colour,
        });
        if let Some(footer) = &self.footer {
            embed["footer"] = json!({ "text": footer });
        }
        embed
    }
}

/// An embed that grows hull by hull.
struct Draft<'a> {
    group: &'a Group<'a>,
    from: usize,
    hulls: usize,
    name: String,
    author: String,
    /// Says different things of its hulls: each under a heading of its own.
    several: bool,
    tales: Vec<Tale>,
    last: Option<(Tale, Option<&'a str>)>,
    description: String,
    description_units: usize,
}

impl<'a> Draft<'a> {
    fn new(group: &'a Group<'a>, from: usize) -> Self {
        let notice = group.latest;
        Self {
            group,
            from,
            hulls: 0,
            name: named(&notice.main_name, || format!("Main {}", notice.main)),
            author: author(group),
            several: group.says_several_things(),
            tales: Vec::new(),
            last: None,
            description: String::new(),
            description_units: 0,
        }
    }

    fn with(group: &'a Group<'a>, from: usize, hulls: usize) -> Self {
        let mut draft = Self::new(group, from);
        for told in group.hulls.iter().skip(from).take(hulls) {
            draft.add(told);
        }
        draft
    }

    fn add(&mut self, told: &'a Told<'a>) {
        let section = (told.tale, told.stood.as_deref());
        if self.last != Some(section) {
            self.last = Some(section);
            if !self.tales.contains(&told.tale) {
                self.tales.push(told.tale);
            }
            // A group that says one thing says it in its title.
            if self.several {
                self.push(&format!("__{}__", with_length(told.tale.heading(), section.1)));
            }
        }
        self.push(&line(told.hull));
        self.hulls += 1;
    }

    fn push(&mut self, line: &str) {
        if !self.description.is_empty() {
            self.description.push('\n');
            self.description_units += 1;
        }
        self.description.push_str(line);
        self.description_units += units(line);
    }

    fn title(&self) -> String {
        let said = if self.several {
            let words: Vec<&str> = self.tales.iter().map(|tale| tale.words()).collect();
            words.join(", ")
        } else {
            self.last.map_or_else(String::new, |(tale, stood)| with_length(tale.words(), stood))
        };
        let continued = if self.from > 0 { " (continued)" } else { "" };
        format!("{} · {said}{continued}", self.name)
    }

    fn fixed_units(&self, still: usize) -> usize {
        let footer = follow(still).map_or(0, |text| units(&text));
        units(&self.author) + units(&self.title()) + footer
    }

    fn finish(self) -> Embed {
        let still = self.group.hulls.len() - self.from - self.hulls;
        Embed {
            units: self.fixed_units(still) + self.description_units,
            title: self.title(),
            footer: follow(still),
            colour: colour(self.group.level, &self.tales),
            author: self.author,
            description: self.description,
            hulls: self.hulls,
        }
    }
}

impl Group<'_> {
    fn says_several_things(&self) -> bool {
        let first = self.hulls.first();
        self.hulls.iter().any(|told| first.is_some_and(|first| (first.tale, &first.stood) != (told.tale, &told.stood)))
    }
}

/// `Critical · Null Logistics · Synthetic Coalition`. Colours alone do not tell levels apart.
fn author(group: &Group<'_>) -> String {
    let level = match group.level {
        AlertLevel::Critical => "Critical",
        AlertLevel::Alerting => "Alerting",
    };
    let affiliation = group.latest.affiliation.as_deref().unwrap_or_default();
    match plain(affiliation, AFFILIATION).as_str() {
        "" => level.to_owned(),
        affiliation => format!("{level} · {affiliation}"),
    }
}

fn colour(level: AlertLevel, tales: &[Tale]) -> u32 {
    match level {
        _ if tales.iter().all(|tale| tale.is_over()) => RESOLVED,
        AlertLevel::Critical => CRITICAL,
        AlertLevel::Alerting => ALERTING,
    }
}

fn with_length(words: &str, stood: Option<&str>) -> String {
    stood.map_or_else(|| words.to_owned(), |stood| format!("{words} (stood {stood})"))
}

/// Nothing is cut off without a word: the rest comes in the next embed or message.
fn follow(still: usize) -> Option<String> {
    match still {
        0 => None,
        1 => Some("1 more hull follows".to_owned()),
        still => Some(format!("{still} more hulls follow")),
    }
}

/// `**Avatar** (titan) · Mira Voss · 1DQ1-A, Delve · 1DQ1-A - Keepstar · seen 3 minutes ago`.
fn line(hull: &HullLine) -> String {
    let type_name = named(&hull.type_name, || format!("Type {}", hull.type_id));
    let what = match hull.class {
        HullClass::Unclassified => format!("**{type_name}**"),
        class => format!("**{type_name}** ({})", class.singular()),
    };
    let mut parts = vec![what, named(&hull.pilot_name, || format!("Pilot {}", hull.pilot))];
    parts.extend(place(hull));
    // Discord shows it as "3 minutes ago" and keeps it true while the message stands.
    let seen = format!("seen <t:{}:R>", hull.observed_at.as_second());
    parts.push(match hull.freshness {
        Freshness::Fresh => seen,
        Freshness::Stale => format!("**stale**, last {seen}"),
        Freshness::Never => format!("**not confirmed**, last {seen}"),
    });
    parts.join(" · ")
}

/// `1DQ1-A, Delve` and `1DQ1-A - Keepstar`, as far as they are known.
fn place(hull: &HullLine) -> Vec<String> {
    let known = |name: &Option<String>| {
        let name = escaped(name.as_deref().unwrap_or_default(), NAME);
        (!name.is_empty()).then_some(name)
    };
    let system: Vec<String> = [&hull.system_name, &hull.region_name].into_iter().filter_map(known).collect();
    let system = (!system.is_empty()).then(|| system.join(", "));
    let parts: Vec<String> = system.into_iter().chain(known(&hull.place_name)).collect();
    if parts.is_empty() { vec!["place not known".to_owned()] } else { parts }
}

fn named(name: &str, otherwise: impl Fn() -> String) -> String {
    let name = escaped(name, NAME);
    if name.is_empty() { otherwise() } else { name }
}
