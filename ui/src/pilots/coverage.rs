//! How much of the alliance is seen: the counts above the pilots, and the words of the search that leave what each counts. Pure.

use captrack_contract::Coverage;
use yew::AttrValue;

use crate::words::text::{args, say, say_with};

/// One of the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverageCount {
    /// Everybody.
    Watched,
    /// Everything of them answers.
    Fresh,
    /// Something has not answered for a while.
    Stale,
    /// Something has never answered.
    Never,
    /// EVE refuses their sign-in.
    SignIn,
    /// They have a hull whose place was never known.
    Placeless,
    /// They are snoozed.
    Snoozed,
}

impl CoverageCount {
    /// Every count, as they stand side by side.
    pub const ALL: [Self; 7] =
        [Self::Watched, Self::Fresh, Self::Stale, Self::Never, Self::SignIn, Self::Placeless, Self::Snoozed];

    /// The name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Watched => "watched",
            Self::Fresh => "fresh",
            Self::Stale => "stale",
            Self::Never => "never",
            Self::SignIn => "sign-in",
            Self::Placeless => "placeless",
            Self::Snoozed => "snoozed",
        }
    }

    /// The word of the search that leaves only these.
    pub const fn search_word(self) -> Option<&'static str> {
        match self {
            Self::Watched => None,
            Self::Fresh => Some("is:fresh"),
            Self::Stale => Some("is:stale"),
            Self::Never => Some("is:never"),
            Self::SignIn => Some("is:signed-out"),
            Self::Placeless => Some("is:placeless"),
            Self::Snoozed => Some("is:snoozed"),
        }
    }

    /// How many.
    pub const fn count(self, coverage: &Coverage) -> usize {
        match self {
            Self::Watched => coverage.pilots,
            Self::Fresh => coverage.fresh,
            Self::Stale => coverage.stale,
            Self::Never => coverage.never,
            Self::SignIn => coverage.need_sign_in,
            Self::Placeless => coverage.hulls_without_place,
            Self::Snoozed => coverage.snoozed,
        }
    }

    /// Under the number.
    pub fn label(self) -> AttrValue {
        say(match self {
            Self::Watched => "seen-watched",
            Self::Fresh => "seen-all-fresh",
            Self::Stale => "seen-in-part-stale",
            Self::Never => "seen-never-answered",
            Self::SignIn => "seen-sign-in",
            Self::Placeless => "seen-placeless",
            Self::Snoozed => "seen-snoozed",
        })
    }

    /// What it counts, in a sentence.
    pub fn meaning(self, coverage: &Coverage) -> AttrValue {
        match self {
            Self::Watched => say_with("seen-watched-meaning", &args!("n" => coverage.mains, "hulls" => coverage.hulls)),
            Self::Fresh => say("seen-all-fresh-meaning"),
            Self::Stale => say("seen-in-part-stale-meaning"),
            Self::Never => say("seen-never-answered-meaning"),
            Self::SignIn => say("seen-sign-in-meaning"),
            Self::Placeless => say("seen-placeless-meaning"),
            Self::Snoozed => say("seen-snoozed-meaning"),
        }
    }

    /// Whether a search leaves only these.
    pub fn is_chosen(self, search: &str) -> bool {
        match self.search_word() {
            Some(word) => search.split_whitespace().any(|said| said.eq_ignore_ascii_case(word)),
            None => !Self::ALL.into_iter().any(|other| other.search_word().is_some() && other.is_chosen(search)),
        }
    }

    /// The search after a click on the count: it leaves only these, or everybody again.
    pub fn choose(self, search: &str) -> String {
        let of_ours = |said: &&str| {
            let mut words = Self::ALL.into_iter().filter_map(Self::search_word);
            words.any(|word| said.eq_ignore_ascii_case(word))
        };
        let others = search.split_whitespace().filter(|said| !of_ours(said));
        let word = self.search_word().filter(|_| !self.is_chosen(search));
        others.chain(word).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_leaves_only_what_was_counted_and_a_second_everybody() {
        let once = CoverageCount::Stale.choose("kara");
        assert_eq!(once, "kara is:stale");
        assert!(CoverageCount::Stale.is_chosen(&once));
        assert!(!CoverageCount::Watched.is_chosen(&once));
        assert_eq!(CoverageCount::Stale.choose(&once), "kara");
    }

    #[test]
    fn another_count_takes_the_place_of_the_first_and_watched_takes_all_out() {
        assert_eq!(CoverageCount::Never.choose("IS:Stale kara"), "kara is:never");
        assert_eq!(CoverageCount::Watched.choose("kara is:stale"), "kara");
        assert!(CoverageCount::Watched.is_chosen("kara"));
    }

    #[test]
    fn every_count_has_its_number_and_its_words() {
        let coverage = Coverage {
            pilots: 9,
            fresh: 4,
            stale: 3,
            never: 2,
            need_sign_in: 1,
            hulls: 40,
            hulls_without_place: 5,
            mains: 6,
            snoozed: 7,
        };
        let counts = CoverageCount::ALL.map(|seen| seen.count(&coverage));
        assert_eq!(counts, [9, 4, 3, 2, 1, 5, 7]);
        assert_eq!(CoverageCount::Watched.meaning(&coverage), "6 mains, 40 ships");
        for seen in CoverageCount::ALL {
            assert!(!seen.label().is_empty());
        }
    }
}
