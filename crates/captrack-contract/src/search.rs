//! What is typed into the search: words and filters. Read here for both ends: the page draws the filters as chips, the desk matches.
//!
//! `kara class:titan region:"Period Basis" stale:yes -system:Jita`. Every word and filter must hold; a minus turns one around; case counts for nothing.

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::section::Freshness;

use crate::board::HullRow;

/// A search, parsed: the terms that a hull must all match.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Its parts, in the order in which they were typed.
    pub terms: Vec<Term>,
}

/// One word or filter of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Written with `-` before it: the hull must not match.
    pub not: bool,
    /// What the hull must match.
    pub what: TermKind,
    /// As typed, so that it can be taken out again.
    pub typed: String,
}

/// What a part of a search asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermKind {
    /// In any of the texts of a row.
    Word(String),
    /// The text, in lower case, must be in this field.
    In(SearchField, String),
    /// The class, by its name or the beginning of it.
    Class(String),
    /// The hull's level must be this one.
    Level(Level),
    /// Stale or never confirmed, or not.
    Stale(bool),
    /// Somebody sits in it, or not.
    Flown(bool),
    /// A filter without a value: as long as it is being typed it takes nothing away. The page says that it has none.
    Unfinished,
    /// A filter that there is not, or one with a value that it does not take: nothing matches, and the page says so.
    Unknown,
}

/// A text of a row that a filter can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchField {
    /// `pilot:`
    Pilot,
    /// `main:`
    Main,
    /// `hull:`
    Hull,
    /// `system:`
    System,
    /// `region:`
    Region,
    /// `place:`
    Place,
    /// `corporation:` or `corp:`
    Corporation,
    /// `alliance:`
    Alliance,
}

/// The filters that there are, for help and completion.
pub const FILTERS: [&str; 12] = [
    "class",
    "level",
    "region",
    "system",
    "place",
    "pilot",
    "main",
    "hull",
    "corporation",
    "alliance",
    "stale",
    "flown",
];

/// What is matched: a row and what it does not carry itself.
#[derive(Debug, Clone, Copy)]
pub struct SearchCandidate<'a> {
    /// The pilot's name.
    pub pilot: &'a str,
    /// The name of the pilot's main.
    pub main: &'a str,
    /// The name of the ship's type.
    pub hull: &'a str,
    /// The ship's class under the policy.
    pub class: HullClass,
    /// What the user calls the class.
    pub class_name: Option<&'a str>,
    /// None: its system is not known.
    pub system: Option<&'a str>,
    /// None: its system is not known.
    pub region: Option<&'a str>,
    /// The name of the station or structure; none: in space, or not known.
    pub place: Option<&'a str>,
    /// None: not looked up yet.
    pub corporation: Option<&'a str>,
    /// None: in no alliance, or not looked up yet.
    pub alliance: Option<&'a str>,
    /// The ship's level.
    pub level: Level,
    /// Of the section that tells where it is.
    pub freshness: Freshness,
    /// Its pilot sits in it.
    pub flown: bool,
}

impl<'a> SearchCandidate<'a> {
    /// Of a row, with what rows do not carry.
    pub fn of(row: &'a HullRow, corporation: Option<&'a str>, alliance: Option<&'a str>) -> Self {
        let hull = &row.hull;
        Self {
            pilot: &hull.pilot_name,
            main: &row.main_name,
            hull: &hull.type_name,
            class: hull.class,
            class_name: None,
            system: hull.system_name.as_deref(),
            region: hull.region_name.as_deref(),
            place: hull.place_name.as_deref(),
            corporation,
            alliance,
            level: hull.level,
            freshness: hull.freshness,
            flown: hull.flown,
        }
    }
}

impl Search {
    /// Reads what was typed. Nothing is an error: what makes no sense is a term that says so.
    pub fn parse(typed: &str) -> Self {
        Self { terms: split(typed).iter().map(|typed| term(typed)).collect() }
    }

    /// What was typed ends within the name of a filter, or before its value: `cla`, `class:`. What it finds says nothing yet.
    pub fn is_unfinished(typed: &str) -> bool {
        let pieces = split(typed);
        let Some(last) = pieces.last().filter(|_| !typed.ends_with(char::is_whitespace)) else { return false };
        let last = last.strip_prefix('-').unwrap_or(last).to_lowercase();
        let name = last.strip_suffix(':').unwrap_or(&last);
        name.len() > 1 && FILTERS.iter().any(|filter| filter.starts_with(name))
    }

    /// No terms: every hull matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a hull matches every term.
    pub fn matches(&self, candidate: &SearchCandidate<'_>) -> bool {
        self.terms.iter().all(|term| match &term.what {
            TermKind::Unknown => false,
            TermKind::Unfinished => true,
            what => holds(what, candidate) != term.not,
        })
    }

    /// The search without one of its terms, as it would be typed.
    pub fn without(&self, index: usize) -> String {
        let rest = self.terms.iter().enumerate().filter(|(at, _)| *at != index);
        rest.map(|(_, term)| term.typed.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The search with one more filter, as it would be typed: `region:"Period Basis"`. One of that filter that is there gives way.
    pub fn with_filter(&self, filter: &str, value: &str) -> String {
        let start = format!("{filter}:");
        let kept = self.terms.iter().map(Term::whole).filter(|typed| !typed.starts_with(&start));
        let quoted =
            if value.contains(char::is_whitespace) { format!("{start}\"{value}\"") } else { start.clone() + value };
        kept.chain([quoted]).collect::<Vec<_>>().join(" ")
    }
}

impl Term {
    /// As typed, with the quote at its end that may still be to come: what stands after it is another term.
    fn whole(&self) -> String {
        let is_open = self.typed.matches('"').count() % 2 == 1;
        if is_open { format!("{}\"", self.typed) } else { self.typed.clone() }
    }
}

/// Pieces between blanks; quotes hold a piece together.
fn split(typed: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for letter in typed.chars() {
        if letter == '"' {
            quoted = !quoted;
        }
        if letter.is_whitespace() && !quoted {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces.retain(|piece| !piece.trim_matches(['"', '-']).is_empty());
    pieces
}

fn term(typed: &str) -> Term {
    let (not, rest) = match typed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, typed),
    };
    let unquoted = |text: &str| text.replace('"', "").trim().to_lowercase();
    let what = match rest.split_once(':') {
        Some((filter, value)) if !filter.contains('"') => filtered(&filter.to_lowercase(), &unquoted(value)),
        _ => TermKind::Word(unquoted(rest)),
    };
    Term { not, what, typed: typed.to_owned() }
}

fn filtered(filter: &str, value: &str) -> TermKind {
    let kind = valued(filter, value.to_owned());
    if value.is_empty() && kind != TermKind::Unknown { TermKind::Unfinished } else { kind }
}

fn valued(filter: &str, value: String) -> TermKind {
    let field = match filter {
        "pilot" => SearchField::Pilot,
        "main" => SearchField::Main,
        "hull" | "type" => SearchField::Hull,
        "system" => SearchField::System,
        "region" => SearchField::Region,
        "place" => SearchField::Place,
        "corporation" | "corp" => SearchField::Corporation,
        "alliance" => SearchField::Alliance,
        "class" => return TermKind::Class(value),
        "level" => {
            let level = Level::ALL.into_iter().find(|level| level.name().starts_with(&value));
            return level.map_or(TermKind::Unknown, TermKind::Level);
        }
        "stale" => return yes_or_no(&value).map_or(TermKind::Unknown, TermKind::Stale),
        "flown" => return yes_or_no(&value).map_or(TermKind::Unknown, TermKind::Flown),
        _ => return TermKind::Unknown,
    };
    TermKind::In(field, value)
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "1" => Some(true),
        "0" => Some(false),
        _ if ["yes", "true"].iter().any(|word| word.starts_with(value)) => Some(true),
        _ if ["no", "false"].iter().any(|word| word.starts_with(value)) => Some(false),
        _ => None,
    }
}

fn holds(what: &TermKind, candidate: &SearchCandidate<'_>) -> bool {
    let has = |text: Option<&str>, wanted: &str| text.is_some_and(|text| contains(text, wanted));
    match what {
        TermKind::Word(word) => {
            let texts = [
                Some(candidate.pilot),
                Some(candidate.main),
                Some(candidate.hull),
                Some(candidate.class.singular()),
                candidate.class_name,
                candidate.system,
                candidate.region,
                candidate.place,
                candidate.corporation,
                candidate.alliance,
            ];
            texts.into_iter().any(|text| has(text, word))
        }
        TermKind::In(field, wanted) => {
            let text = match field {
                SearchField::Pilot => Some(candidate.pilot),
                SearchField::Main => Some(candidate.main),
                SearchField::Hull => Some(candidate.hull),
                SearchField::System => candidate.system,
                SearchField::Region => candidate.region,
                SearchField::Place => candidate.place,
                SearchField::Corporation => candidate.corporation,
                SearchField::Alliance => candidate.alliance,
            };
            has(text, wanted)
        }
        TermKind::Class(wanted) => {
            let class = candidate.class;
            let named = [class.name(), class.singular(), class.plural()];
            named.into_iter().any(|name| name.starts_with(wanted.as_str())) || has(candidate.class_name, wanted)
        }
        TermKind::Level(level) => candidate.level == *level,
        TermKind::Stale(stale) => (candidate.freshness != Freshness::Fresh) == *stale,
        TermKind::Flown(flown) => candidate.flown == *flown,
        TermKind::Unfinished => true,
        TermKind::Unknown => false,
    }
}

/// `wanted` is in lower case.
fn contains(text: &str, wanted: &str) -> bool {
    if text.is_ascii() {
        let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
        return wanted.is_empty() || text.windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted));
    }
    text.to_lowercase().contains(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate() -> SearchCandidate<'static> {
        SearchCandidate {
            pilot: "Kara Volkov II",
            main: "Kara Volkov",
            hull: "Erebus",
            class: HullClass::Titan,
            class_name: None,
            system: Some("1DQ1-A"),
            region: Some("Period Basis"),
            place: None,
            corporation: Some("Null Logistics"),
            alliance: Some("Größenwahn"),
            level: Level::Critical,
            freshness: Freshness::Stale,
            flown: true,
        }
    }

    fn finds(typed: &str) -> bool {
        Search::parse(typed).matches(&candidate())
    }

    #[test]
    fn every_word_and_filter_must_hold() {
        for found in [
            "",
            "  ",
            "kara",
            "VOLKOV erebus",
            "class:titan",
            "class:Tit",
            "region:\"period basis\"",
            "region:basis",
            "stale:yes flown:yes",
            "level:critical",
            "corp:null -system:jita",
            "größen",
            "\"null logistics\"",
            "-class:carrier",
            "1dq",
        ] {
            assert!(finds(found), "{found}");
        }
        for lost in
            ["kara carrier", "class:carrier", "region:delve", "stale:no", "level:alerting", "-kara", "place:keep"]
        {
            assert!(!finds(lost), "{lost}");
        }
    }

    #[test]
    fn a_filter_that_there_is_not_leaves_nothing_and_says_so() {
        for wrong in ["colour:red", "stale:perhaps", "level:loud", "colour:", "-colour:red"] {
            assert!(!finds(wrong), "{wrong}");
            assert!(Search::parse(wrong).terms.iter().any(|term| term.what == TermKind::Unknown), "{wrong}");
        }
    }

    #[test]
    fn a_filter_that_is_being_typed_takes_nothing_away() {
        for unfinished in ["region:", "class: kara", "-corp:", "region:\"", "stale:", "Type:", "stale:ye", "flown:t"] {
            assert!(finds(unfinished), "{unfinished}");
        }
        assert!(!finds("region: carrier"), "what else is there must hold");
        for within in ["cla", "class", "class:", "kara re", "-sys", "STALE:"] {
            assert!(Search::is_unfinished(within), "{within}");
        }
        for whole in ["", "c", "kara", "class:t", "class: ", "class ", "region:delve kara"] {
            assert!(!Search::is_unfinished(whole), "{whole}");
        }
    }

    #[test]
    fn a_term_can_be_taken_out_and_a_filter_put_in() {
        let search = Search::parse("kara class:titan region:\"Period Basis\"");
        assert_eq!(search.without(1), "kara region:\"Period Basis\"");
        assert_eq!(search.with_filter("region", "Delve"), "kara class:titan region:Delve");
        assert_eq!(
            search.with_filter("corporation", "Null Logistics"),
            "kara class:titan region:\"Period Basis\" corporation:\"Null Logistics\""
        );
    }

    #[test]
    fn a_quote_that_is_still_open_does_not_swallow_the_filter_that_is_put_in() {
        for open in ["\"kara vol", "pilot:\"kara vol", "x \"y\"z\" "] {
            let with = Search::parse(open).with_filter("region", "Delve");
            let terms = Search::parse(&with).terms;
            assert_eq!(terms.last().unwrap().what, TermKind::In(SearchField::Region, "delve".to_owned()), "{with}");
            assert_eq!(Search::parse(&with).with_filter("region", "Delve"), with);
        }
    }
}
