//! Filters of the board: what the search says as chips, what the menus choose and take back. Pure.

use captrack_contract::search::{FILTERS, Search, SearchField, Term, TermKind};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;

/// A filter that has a menu of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// The pilot's corporation.
    Corporation,
    /// Where the hull is.
    Region,
    /// What it is.
    Class,
    /// How it stands.
    Level,
    /// What is out of date.
    Stale,
}

impl Filter {
    /// Its word in the search.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Corporation => "corporation",
            Self::Region => "region",
            Self::Class => "class",
            Self::Level => "level",
            Self::Stale => "stale",
        }
    }

    /// What a term of the search asks of this filter; none: it is another one's, or turned around.
    fn of(self, term: &Term) -> Option<String> {
        if term.not {
            return None;
        }
        match (self, &term.what) {
            (Self::Corporation, TermKind::In(SearchField::Corporation, value))
            | (Self::Region, TermKind::In(SearchField::Region, value))
            | (Self::Class, TermKind::Class(value)) => Some(value.clone()),
            (Self::Level, TermKind::Level(level)) => Some(level.name().to_owned()),
            (Self::Stale, TermKind::Stale(stale)) => Some(if *stale { "yes" } else { "no" }.to_owned()),
            _ => None,
        }
    }

    /// What the search asks of this filter, in lower case.
    pub fn chosen(self, search: &Search) -> Option<String> {
        search.terms.iter().find_map(|term| self.of(term))
    }

    /// Whether that is this value: names count without case, classes by their beginning as the desk reads them.
    pub fn is_chosen(self, search: &Search, value: &str) -> bool {
        let value = value.to_lowercase();
        self.chosen(search).is_some_and(|chosen| match self {
            Self::Class => HullClass::ALL
                .into_iter()
                .find(|class| class.name().starts_with(&chosen))
                .is_some_and(|class| class.name() == value),
            _ => chosen == value,
        })
    }

    /// The search with another value of this filter, or without it, as it would be typed.
    pub fn put(self, search: &Search, value: Option<&str>) -> String {
        let kept = search.terms.iter().filter(|term| self.of(term).is_none()).cloned().collect();
        let kept = Search { terms: kept };
        match value {
            Some(value) => kept.with_filter(self.name(), value),
            None => kept.terms.iter().map(|term| term.typed.as_str()).collect::<Vec<_>>().join(" "),
        }
    }
}

/// A filter of the search as it is shown, to be taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterChip {
    /// Which term of the search.
    pub term: usize,
    /// As typed, without quotes: `region:Period Basis`.
    pub text: String,
    /// It must not hold.
    pub not: bool,
    /// Why it leaves nothing, if it makes no sense.
    pub problem: Option<FilterProblem>,
}

/// Why a filter makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterProblem {
    /// There is no such filter.
    NoSuchFilter {
        /// What was taken for one.
        filter: String,
    },
    /// Nothing follows it.
    NoValue {
        /// Which.
        filter: String,
    },
    /// It takes `yes` or `no`.
    YesOrNo {
        /// Which.
        filter: String,
    },
    /// It takes the name of a level.
    NoSuchLevel,
}

/// The filters of a search; plain words are none.
pub fn chips(search: &Search) -> Vec<FilterChip> {
    let of = |(term, of): (usize, &Term)| {
        let text = of.typed.strip_prefix('-').unwrap_or(&of.typed).replace('"', "");
        let problem = match &of.what {
            TermKind::Word(_) => return None,
            TermKind::Unknown | TermKind::Unfinished => Some(problem(&text)),
            _ => None,
        };
        Some(FilterChip { term, text, not: of.not, problem })
    };
    search.terms.iter().enumerate().filter_map(of).collect()
}

fn problem(text: &str) -> FilterProblem {
    let (filter, value) = text.split_once(':').unwrap_or((text, ""));
    let filter = filter.to_lowercase();
    match filter.as_str() {
        "level" if !value.trim().is_empty() => FilterProblem::NoSuchLevel,
        "stale" | "flown" => FilterProblem::YesOrNo { filter },
        _ if value.trim().is_empty() => FilterProblem::NoValue { filter },
        _ => FilterProblem::NoSuchFilter { filter },
    }
}

/// The filters that there are, for a sentence.
pub fn all_filters() -> String {
    FILTERS.join(", ")
}

/// The levels that there are, for a sentence.
pub fn all_levels() -> String {
    Level::ALL.map(Level::name).join(", ")
}

/// The names with these letters in them, those that begin with them first; at most so many, and how many are left out.
pub fn find<'a, T>(all: &'a [T], name: impl Fn(&T) -> &str, typed: &str, most: usize) -> (Vec<&'a T>, usize) {
    let typed = typed.trim().to_lowercase();
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for one in all {
        match name(one).to_lowercase().find(&typed) {
            Some(0) => first.push(one),
            Some(_) => then.push(one),
            None => {}
        }
    }
    first.append(&mut then);
    let left_out = first.len().saturating_sub(most);
    first.truncate(most);
    (first, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_chips_and_words_are_none() {
        let search = Search::parse("kara class:titan -region:\"Period Basis\" stale:yes");
        let said: Vec<_> =
            chips(&search).into_iter().map(|chip| (chip.term, chip.text, chip.not, chip.problem)).collect();
        assert_eq!(
            said,
            [
                (1, "class:titan".to_owned(), false, None),
                (2, "region:Period Basis".to_owned(), true, None),
                (3, "stale:yes".to_owned(), false, None),
            ]
        );
        assert_eq!(search.without(2), "kara class:titan stale:yes");
    }

    #[test]
    fn a_filter_that_makes_no_sense_says_why() {
        let problem = |typed: &str| chips(&Search::parse(typed)).remove(0).problem;
        assert_eq!(problem("Colour:red"), Some(FilterProblem::NoSuchFilter { filter: "colour".into() }));
        assert_eq!(problem("region:"), Some(FilterProblem::NoValue { filter: "region".into() }));
        assert_eq!(problem("stale:perhaps"), Some(FilterProblem::YesOrNo { filter: "stale".into() }));
        assert_eq!(problem("-flown:"), Some(FilterProblem::YesOrNo { filter: "flown".into() }));
        assert_eq!(problem("level:loud"), Some(FilterProblem::NoSuchLevel));
        assert_eq!(problem("level:crit"), None);
    }

    #[test]
    fn a_menu_puts_its_value_in_place_of_the_earlier_one_however_that_was_typed() {
        let search = Search::parse("kara corp:null region:Delve");
        assert_eq!(
            Filter::Corporation.put(&search, Some("Rorqual Miners")),
            "kara region:Delve corporation:\"Rorqual Miners\""
        );
        assert_eq!(Filter::Corporation.put(&search, None), "kara region:Delve");
        assert_eq!(Filter::Stale.put(&search, Some("yes")), "kara corp:null region:Delve stale:yes");
        assert_eq!(
            Filter::Region.put(&Search::parse("-region:Delve"), Some("Fountain")),
            "-region:Delve region:Fountain"
        );
    }

    #[test]
    fn a_menu_knows_what_is_chosen() {
        let search = Search::parse("region:\"period basis\" class:tit level:crit -corp:null");
        assert!(Filter::Region.is_chosen(&search, "Period Basis"));
        assert!(!Filter::Region.is_chosen(&search, "Delve"));
        assert!(Filter::Class.is_chosen(&search, "titan"));
        assert!(Filter::Level.is_chosen(&search, "critical"));
        assert_eq!(Filter::Corporation.chosen(&search), None);
        assert_eq!(Filter::Stale.chosen(&search), None);
    }

    #[test]
    fn names_are_found_by_any_part_those_that_begin_with_it_first() {
        let names = ["Delve", "Fountain", "Outer Ring", "Ringfield", "Querious"];
        let find = |typed, most| find(&names, |name| name, typed, most);
        assert_eq!(find("RING", 9), (vec![&"Ringfield", &"Outer Ring"], 0));
        assert_eq!(find("", 2), (vec![&"Delve", &"Fountain"], 3));
        assert_eq!(find("zz", 9).0.len(), 0);
    }
}
