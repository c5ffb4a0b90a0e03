//! What is typed into the search.

use captrack_contract::search::{FILTERS, Search, SearchCandidate, Term, TermKind};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::section::Freshness;

use crate::hold;

/// What is looked through.
const CANDIDATE: SearchCandidate<'_> = SearchCandidate {
    pilot: "Kara Volkov",
    main: "Jünger Käse",
    hull: "Avatar",
    class: HullClass::Titan,
    class_name: Some("Big ones"),
    system: Some("1DQ1-A"),
    region: Some("Delve"),
    place: None,
    corporation: Some("Null Logistics"),
    alliance: None,
    level: Level::Critical,
    freshness: Freshness::Stale,
    flown: true,
};

pub fn check(bytes: &[u8]) {
    let Ok(typed) = std::str::from_utf8(bytes) else { return };
    let search = Search::parse(typed);
    assert!(search.terms.len() <= typed.len());
    let all: Vec<&str> = search.terms.iter().map(|term| term.typed.as_str()).collect();
    hold::same(&Search::parse(&all.join(" ")), &search);
    // A term that is taken out takes no other with it.
    for at in 0..search.terms.len().min(8) {
        let mut rest = search.terms.clone();
        rest.remove(at);
        hold::same(&Search::parse(&search.without(at)).terms, &rest);
    }
    for term in
        search.terms.iter().take(8).filter(|term| !matches!(term.what, TermKind::Unknown | TermKind::Unfinished))
    {
        let holds = |not: bool| Search { terms: vec![Term { not, ..term.clone() }] }.matches(&CANDIDATE);
        assert_ne!(holds(true), holds(false), "{term:?}");
    }
    assert!(Search::default().matches(&CANDIDATE), "no term leaves anything out");
    for filter in FILTERS {
        let with = search.with_filter(filter, "Period Basis");
        let last = Search::parse(&with).terms.pop().expect("a filter is a term");
        assert_eq!(last.typed, format!("{filter}:\"Period Basis\""), "{with}");
        // Typed again it takes the place of the first.
        hold::same(&Search::parse(&with).with_filter(filter, "Period Basis"), &with);
    }
}
