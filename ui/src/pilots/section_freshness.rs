//! How well the sections of a pilot answer, in words. Pure.

use captrack_contract::SectionState;
use captrack_domain::section::{Freshness, SectionKind};
use jiff::Timestamp;
use yew::AttrValue;

use crate::words::text::{args, say, say_with};
use crate::words::time::{self, ShownAge};

/// `Assets`.
pub fn section(kind: SectionKind) -> AttrValue {
    say(match kind {
        SectionKind::Ship => "section-ship",
        SectionKind::Location => "section-location",
        SectionKind::Online => "section-online",
        SectionKind::Assets => "section-assets",
        SectionKind::Affiliation => "section-affiliation",
    })
}

/// Whether there is more to say of a section than that it is recent.
pub fn is_troubled(state: &SectionState) -> bool {
    state.freshness != Freshness::Fresh || state.last_error.is_some()
}

/// `Assets: updated 15:42:07 EVE. ESI answers with an error.`
pub fn title(state: &SectionState) -> AttrValue {
    let name = section(state.kind).to_string();
    let time = state.last_success.map(|at| time::exact(at).to_string()).unwrap_or_default();
    let note = match state.freshness {
        Freshness::Never => say_with("section-never", &args!("name" => name)),
        Freshness::Fresh => say_with("section-fresh", &args!("name" => name, "time" => time)),
        Freshness::Stale => say_with("section-stale", &args!("name" => name, "time" => time)),
    };
    match state.last_error.as_deref().map(|why| captrack_contract::said(state.last_error_text.as_ref(), why)) {
        Some(why) => say_with("section-error", &args!("note" => note.to_string(), "why" => why)),
        None => note,
    }
}

/// How a pilot answers on the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverallFreshness {
    /// The worst of its sections.
    pub freshness: Freshness,
    /// How old the oldest answer of that freshness is; none: there is none.
    pub age: Option<ShownAge>,
    /// For a screen reader: what does not answer.
    pub words: AttrValue,
}

/// How a pilot with these sections answers on the whole, as of now.
pub fn overall(sections: &[SectionState], now: Timestamp) -> OverallFreshness {
    let freshness = sections.iter().map(|state| state.freshness).max().unwrap_or(Freshness::Never);
    let worst = || sections.iter().filter(|state| state.freshness == freshness);
    let oldest = worst().filter_map(|state| state.last_success).min();
    let names: Vec<String> = worst().map(|state| section(state.kind).to_lowercase()).collect();
    let names = names.join(", ");
    let words = match freshness {
        Freshness::Fresh => say("answers-all"),
        Freshness::Stale => say_with("answers-stale", &args!("name" => names)),
        Freshness::Never if sections.is_empty() => say("answers-nothing-asked"),
        Freshness::Never => say_with("answers-never", &args!("name" => names)),
    };
    OverallFreshness { freshness, age: oldest.map(|at| ShownAge::of(at, now)), words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::then;

    fn state(kind: SectionKind, freshness: Freshness, at: Option<&str>) -> SectionState {
        SectionState {
            kind,
            freshness,
            last_success: at.map(|at| at.parse().unwrap()),
            last_error: None,
            last_error_text: None,
        }
    }

    #[test]
    fn the_worst_section_speaks_for_the_pilot() {
        let fresh = state(SectionKind::Ship, Freshness::Fresh, Some("2026-11-22T15:42:00Z"));
        let assets = state(SectionKind::Assets, Freshness::Stale, Some("2026-11-22T12:42:07Z"));
        let online = state(SectionKind::Online, Freshness::Stale, Some("2026-11-22T15:12:07Z"));
        let said = overall(std::slice::from_ref(&fresh), then());
        assert_eq!((said.freshness, said.age), (Freshness::Fresh, Some(ShownAge::Seconds(7))));
        assert_eq!(said.words, "All data is recent");
        let said = overall(&[fresh.clone(), assets, online], then());
        assert_eq!((said.freshness, said.age), (Freshness::Stale, Some(ShownAge::Hours { hours: 3, minutes: 0 })));
        assert_eq!(said.words, "Out of date: assets, online state");
        let said = overall(&[fresh, state(SectionKind::Location, Freshness::Never, None)], then());
        assert_eq!((said.freshness, said.age), (Freshness::Never, None));
        assert_eq!(said.words, "No data yet: location");
        assert_eq!(overall(&[], then()).words, "Nothing asked yet");
    }

    #[test]
    fn a_section_that_answers_and_one_that_fails_are_told_apart() {
        let mut ship = state(SectionKind::Ship, Freshness::Fresh, Some("2026-11-22T15:42:00Z"));
        assert!(!is_troubled(&ship));
        ship.last_error = Some("EVE answers with an error.".into());
        assert!(is_troubled(&ship), "a recent answer hides no error after it");
        assert!(is_troubled(&state(SectionKind::Assets, Freshness::Never, None)));
    }

    #[test]
    fn a_section_says_when_it_answered_and_why_not() {
        let mut assets = state(SectionKind::Assets, Freshness::Stale, Some("2026-11-22T12:42:07Z"));
        assert_eq!(title(&assets), "Assets: out of date, last updated 2026-11-22 12:42:07 EVE");
        assets.last_error = Some("EVE answers with an error.".into());
        assert!(title(&assets).ends_with("EVE. EVE answers with an error."));
        assert_eq!(title(&state(SectionKind::Ship, Freshness::Never, None)), "Ship: no data yet");
    }
}
