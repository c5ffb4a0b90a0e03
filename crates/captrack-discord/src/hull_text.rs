//! How a hull is written: one line, or a field.

use captrack_text::place_name;
use std::collections::BTreeMap;

use captrack_domain::class::HullClass;
use captrack_domain::notice::HullLine;
use captrack_domain::relay_options::{Include, MessageMode};
use captrack_domain::section::Freshness;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_ports::{HullAlertState, MessageHull, Wording};

use crate::said::said;
use crate::text::escaped;

/// EVE's own names have at most 37 (pilots) to 100 (structures) characters. Four such names, fully escaped, leave a line far below
/// the limits of a description and of a field, so that every hull fits somewhere.
const NAME: usize = 120;
/// The longest reason of a watch rule that is shown.
pub(crate) const REASON: usize = 200;
/// The longest name of a class that is shown.
const CLASS: usize = 60;

/// How much is said of a hull. An edit says less before it leaves anything out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HullDetail {
    /// All that is wanted.
    Full,
    /// Of what is over only which and whose.
    ShortEnds,
    /// And no places.
    WithoutPlaces,
    /// Only which and whose. No longer than the message was when it was posted, whatever has changed about its hulls since.
    Bare,
}

/// How hulls are written in a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HullStyle<'a> {
    pub(crate) mode: MessageMode,
    pub(crate) include: Include,
    pub(crate) class_names: &'a BTreeMap<HullClass, String>,
    pub(crate) detail: HullDetail,
    /// Times are told to the minute before, so that hulls have more in common.
    pub(crate) to_the_minute: bool,
}

/// What hulls of one main have in common: said once, over their lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CommonDetails {
    system: Option<String>,
    site: Option<String>,
    seen: Option<String>,
}

impl CommonDetails {
    /// In the order of a line.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &str> {
        [&self.system, &self.site, &self.seen].into_iter().filter_map(Option::as_deref)
    }
}

impl<'a> HullStyle<'a> {
    pub(crate) fn new(wording: &Wording<'a>) -> Self {
        let options = wording.options;
        Self {
            mode: options.mode,
            include: options.include,
            class_names: wording.class_names,
            detail: HullDetail::Full,
            to_the_minute: false,
        }
    }

    pub(crate) fn with(self, detail: HullDetail) -> Self {
        Self { detail, ..self }
    }

    pub(crate) fn is_bare(&self) -> bool {
        self.detail == HullDetail::Bare
    }

    /// `**Avatar** (titan) · Mira Voss · 1DQ1-A, Delve · 1DQ1-A - Keepstar · seen 3 minutes ago`.
    pub(crate) fn line(&self, told: &MessageHull) -> String {
        self.line_below(told, &CommonDetails::default())
    }

    /// The same below a line that says what hulls have in common: without that.
    pub(crate) fn line_below(&self, told: &MessageHull, common: &CommonDetails) -> String {
        let hull = &told.line;
        let (type_name, pilot) = (type_name(hull), pilot_name(hull));
        match ended(told) {
            Some(_) if self.is_bare() => format!("~~{type_name} · {pilot}~~"),
            None if self.is_bare() => format!("**{type_name}** · {pilot}"),
            Some(ended) if self.detail >= HullDetail::ShortEnds => format!("~~{type_name} · {pilot}~~ · {ended}"),
            Some(ended) => {
                let which = self.which(hull, &type_name, pilot, common).join(" · ");
                let rule = hull.watch.as_ref().map(|watch| format!(" · {}", escaped(&watch.rule, NAME)));
                format!("~~{which}~~ · {ended}{}", rule.unwrap_or_default())
            }
            None => {
                let mut parts = self.which(hull, &type_name, pilot, common);
                parts.extend(again(told));
                parts.extend(self.seen_at(told).filter(|seen| common.seen.as_ref() != Some(seen)));
                parts.extend(self.watch_rule(hull));
                parts.join(" · ")
            }
        }
    }

    /// What most of these hulls have in common, of what is said of each of them.
    pub(crate) fn common(&self, hulls: &[MessageHull]) -> CommonDetails {
        let places: Vec<[Option<String>; 2]> = hulls.iter().map(|told| self.places(&told.line)).collect();
        let seen = hulls.iter().filter(|told| ended(told).is_none()).map(|told| self.seen_at(told));
        CommonDetails {
            system: most_common(places.iter().map(|[system, _]| system.clone())),
            site: most_common(places.iter().map(|[_, site]| site.clone())),
            seen: most_common(seen),
        }
    }

    /// Which hull, whose, and where.
    fn which(&self, hull: &HullLine, type_name: &str, pilot: String, common: &CommonDetails) -> Vec<String> {
        let what = match self.class(hull.class) {
            None => format!("**{type_name}**"),
            Some(class) => format!("**{type_name}** ({class})"),
        };
        let [system, site] = self.places(hull);
        let system = system.filter(|system| common.system.as_ref() != Some(system));
        let site = site.filter(|site| common.site.as_ref() != Some(site));
        [what, pilot].into_iter().chain(system).chain(site).collect()
    }

    /// The name and the value of a field: `Avatar (titan)`, and the rest line by line.
    pub(crate) fn field(&self, told: &MessageHull) -> (String, String) {
        let hull = &told.line;
        let (type_name, pilot) = (type_name(hull), pilot_name(hull));
        let class = self.class(hull.class).unwrap_or_else(|| said(&text!("class-none")));
        match ended(told) {
            Some(_) if self.is_bare() => (format!("~~{type_name}~~"), pilot),
            None if self.is_bare() => (type_name, pilot),
            Some(ended) => {
                let mut lines = vec![pilot];
                if self.detail == HullDetail::Full {
                    lines.extend(self.place(hull));
                }
                lines.push(ended);
                (format!("~~{type_name} ({class})~~"), lines.join("\n"))
            }
            None => {
                let mut lines = vec![pilot];
                lines.extend(self.place(hull));
                lines.extend(self.seen(told));
                lines.extend(self.watch_rule(hull));
                (format!("{type_name} ({class})"), lines.join("\n"))
            }
        }
    }

    /// What hulls of a class are called. The unclassified ones have no name but that which the user gives them.
    fn class(&self, class: HullClass) -> Option<String> {
        match self.class_names.get(&class) {
            Some(name) => Some(escaped(name, CLASS)).filter(|name| !name.is_empty()),
            None => (class != HullClass::Unclassified).then(|| said(&captrack_text::class(class, &()))),
        }
    }

    /// `1DQ1-A, Delve` and `1DQ1-A - Keepstar`, as far as they are wanted and known.
    fn places(&self, hull: &HullLine) -> [Option<String>; 2] {
        let Include { system, region, place, .. } = self.include;
        if self.detail >= HullDetail::WithoutPlaces || !(system || region || place) {
            return [None, None];
        }
        let known = |wanted: bool, name: &Option<String>| {
            let name = escaped(name.as_deref().filter(|_| wanted).unwrap_or_default(), NAME);
            (!name.is_empty()).then_some(name)
        };
        let system: Vec<String> =
            [known(system, &hull.system_name), known(region, &hull.region_name)].into_iter().flatten().collect();
        let system = (!system.is_empty()).then(|| system.join(", "));
        let site = hull.place_name.as_deref().map(|kept| said(&place_name(kept)));
        match (system, known(place, &site)) {
            (None, None) => [Some(said(&text!("place-unknown"))), None],
            (system, site) => [system, site],
        }
    }

    fn place(&self, hull: &HullLine) -> Vec<String> {
        self.places(hull).into_iter().flatten().collect()
    }

    /// The watch rule that alerts about it, and why.
    fn watch_rule(&self, hull: &HullLine) -> Option<String> {
        let watch = hull.watch.as_ref().filter(|_| self.detail < HullDetail::WithoutPlaces)?;
        let (rule, why) = (escaped(&watch.rule, NAME), escaped(&said(&watch.text), REASON));
        Some(said(&text!("watch-rule-and-why", rule = Argument::Said(rule), why = Argument::Said(why))))
    }

    fn seen(&self, told: &MessageHull) -> Vec<String> {
        again(told).into_iter().chain(self.seen_at(told)).collect()
    }

    /// When it was true. That it may not be true any more is said also when nobody wants to know the time.
    fn seen_at(&self, told: &MessageHull) -> Option<String> {
        let hull = &told.line;
        let second = hull.observed_at.as_second();
        let second = if self.to_the_minute { second - second.rem_euclid(60) } else { second };
        // Discord shows it as "3 minutes ago" and keeps it true while the message stands.
        let when = self.include.age.then(|| format!("<t:{second}:R>"));
        let doubt = match hull.freshness {
            Freshness::Fresh => None,
            Freshness::Stale => Some(text!("out-of-date")),
            Freshness::Never => Some(text!("not-confirmed")),
        };
        let doubt = doubt.map(|doubt| format!("**{}**", said(&doubt)));
        match (doubt, when) {
            (Some(doubt), Some(when)) => Some(said(&text!("last-seen", doubt = doubt, when = when))),
            (None, Some(when)) => Some(said(&text!("seen", when = when))),
            (doubt, None) => doubt,
        }
    }
}

fn again(told: &MessageHull) -> Option<String> {
    (told.news.is_over() && told.alert_state == HullAlertState::Open)
        .then(|| format!("**{}**", said(&text!("alerts-again"))))
}

/// What at least two say, and most; none where one says nothing, so that nobody takes the others' for its own.
fn most_common(values: impl Iterator<Item = Option<String>>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value?).or_default() += 1;
    }
    let (value, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count > 1).then_some(value)
}

/// How a hull that was told as standing has ended since.
fn ended(told: &MessageHull) -> Option<String> {
    match told.alert_state {
        _ if told.news.is_over() => None,
        HullAlertState::Open => None,
        HullAlertState::Resolved { after } => Some(said(&text!("resolved-after", length = after))),
        HullAlertState::NamedLater => Some(said(&text!("named-later"))),
        HullAlertState::Silent => Some(said(&text!("no-longer-alerts"))),
    }
}

fn type_name(hull: &HullLine) -> String {
    named(&hull.type_name, NAME, || text!("type-unnamed", id = hull.type_id.0))
}

fn pilot_name(hull: &HullLine) -> String {
    named(&hull.pilot_name, NAME, || text!("pilot-unnamed", id = hull.pilot.0))
}

/// A name, or something else where nothing visible is in it.
pub(crate) fn named(name: &str, limit: usize, otherwise: impl Fn() -> Text) -> String {
    let name = escaped(name, limit);
    if name.is_empty() { said(&otherwise()) } else { name }
}
