//! What a snooze of pilots would silence: how many, what of theirs is critical, and where that is besides the card one looks at.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::search::Search;
use captrack_contract::{AffectedPlace, PilotRef, Refusal, SnoozeFrom, SnoozeReach};
use captrack_domain::evaluate::{HullFact, Level};
use captrack_domain::ids::PilotId;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_text::english;
use captrack_universe::universe;
use jiff::Timestamp;

use crate::edit::snoozes::watched;
use crate::judge::facts::refresh::refresh_for_show;
use crate::notices::notification::counted;
use crate::state::State;
use crate::views::Views;
use crate::views::board::groups::{CardGroup, GroupMembers};
use crate::views::board::roster::BoardHulls;

impl Views<'_> {
    /// What a snooze of pilots would silence.
    pub async fn snooze_reach(&self, pilots: &[PilotRef], from: Option<&SnoozeFrom>) -> Result<SnoozeReach, Refusal> {
        let mut state = self.lock().await;
        let pilots = watched(&state, pilots)?;
        let now = self.now();
        refresh_for_show(&mut state, now);
        Ok(reach(&state, &pilots.into_iter().collect(), from, now))
    }
}

fn reach(state: &State, pilots: &BTreeSet<PilotId>, from: Option<&SnoozeFrom>, now: Timestamp) -> SnoozeReach {
    let is_critical = |index: usize| {
        state.evaluation.verdicts[index].as_ref().is_some_and(|verdict| verdict.level == Level::Critical)
    };
    let ships: Vec<usize> = (0..state.facts.len())
        .filter(|index| pilots.contains(&state.facts[*index].pilot) && state.evaluation.verdicts[*index].is_some())
        .collect();
    let critical: Vec<usize> = ships.iter().copied().filter(|index| is_critical(*index)).collect();
    let on_card = from.map(|from| rows_of(state, from, now)).unwrap_or_default();
    let mut places: BTreeMap<String, AffectedPlace> = BTreeMap::new();
    for index in ships.iter().copied().filter(|index| !on_card.contains(index)) {
        let name = place(&state.facts[index]);
        let there = places.entry(english(&name)).or_insert(AffectedPlace { name, ships: 0, critical: 0 });
        there.ships += 1;
        there.critical += usize::from(is_critical(index));
    }
    let mut elsewhere: Vec<AffectedPlace> = places.into_values().collect();
    // By name already.
    elsewhere.sort_by_key(|place| Reverse((place.critical, place.ships)));
    SnoozeReach {
        pilots: pilots.len(),
        name: pilots.first().map(|pilot| state.pilot_name(*pilot)).unwrap_or_default(),
        ships: ships.len(),
        critical: critical.len(),
        critical_words: (!critical.is_empty()).then(|| counted(state, &critical)),
        elsewhere,
    }
}

/// The rows of the card, by their places among the facts.
fn rows_of(state: &State, from: &SnoozeFrom, now: Timestamp) -> BTreeSet<usize> {
    let search = Search::parse(&from.query.search);
    let members = GroupMembers::of(state, &BTreeSet::from([from.card]));
    let roster = BoardHulls::of(state, members.iter().flat_map(|members| members.hulls.iter().copied()), now);
    let groups = members.iter().map(|members| CardGroup::new(state, &roster, members, &search));
    groups.flat_map(|group| group.rows.iter().map(|line| line.index).collect::<Vec<_>>()).collect()
}

/// `T5ZI-S (Fountain)`.
fn place(fact: &HullFact) -> Text {
    let known = fact.whereabouts.and_then(|place| {
        let (system, region) = (universe().system(place.system)?, universe().region(place.region)?);
        Some(text!("place-in-region", system = system.name, region = region.name))
    });
    known.unwrap_or_else(|| text!("place-no-one-knows"))
}

#[cfg(test)]
mod tests {
    use captrack_contract::{BoardQuery, CardKey};
    use captrack_domain::ids::RegionId;
    use captrack_domain::place::Place;

    use super::*;
    use crate::test_state::{ARCHON, AVATAR, DELVE, JITA, KARA, MIRA, NYX, at, hull, snooze, watching};

    /// Kara has a titan in Delve and one in Jita, Mira a supercarrier and a carrier in Delve.
    fn two_pilots() -> State {
        watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")])
            .with_hull(hull(1, KARA, AVATAR, Place::space(DELVE)))
            .with_hull(hull(2, KARA, AVATAR, Place::space(JITA)))
            .with_hull(hull(3, MIRA, NYX, Place::space(DELVE)))
            .with_hull(hull(4, MIRA, ARCHON, Place::space(DELVE)))
    }

    fn told(state: State, pilots: &[PilotId], from: Option<(CardKey, &str)>) -> SnoozeReach {
        let state = state.judged(at(0));
        let from = from.map(|(card, search)| SnoozeFrom {
            query: BoardQuery { search: search.to_owned(), ..BoardQuery::default() },
            card,
        });
        reach(&state, &pilots.iter().copied().collect(), from.as_ref(), at(0))
    }

    fn places(reach: &SnoozeReach) -> Vec<(String, usize, usize)> {
        reach.elsewhere.iter().map(|place| (english(&place.name), place.ships, place.critical)).collect()
    }

    fn of(places: &[(&str, usize, usize)]) -> Vec<(String, usize, usize)> {
        places.iter().map(|(name, ships, critical)| ((*name).to_owned(), *ships, *critical)).collect()
    }

    const IN_DELVE: CardKey = CardKey::Region(Some(RegionId(10_000_060)));

    #[test]
    fn a_region_s_card_names_the_critical_ships_in_other_regions() {
        let reach = told(two_pilots(), &[KARA, MIRA], Some((IN_DELVE, "")));
        assert_eq!((reach.pilots, reach.critical), (2, 3));
        assert_eq!(reach.critical_words.as_ref().map(english).as_deref(), Some("2 titans, 1 supercarrier"));
        assert_eq!(places(&reach), of(&[("Jita (The Forge)", 1, 1)]));
        assert!(places(&told(two_pilots(), &[MIRA], Some((IN_DELVE, "")))).is_empty());
    }

    #[test]
    fn a_main_s_card_shows_all_of_it_but_for_what_a_search_leaves_out() {
        let on_card = |search| told(two_pilots(), &[KARA], Some((CardKey::Main(KARA), search)));
        assert!(places(&on_card("")).is_empty());
        assert_eq!(places(&on_card("region:Delve")), of(&[("Jita (The Forge)", 1, 1)]));
    }

    #[test]
    fn without_a_card_every_place_is_named_the_fullest_first() {
        let reach = told(two_pilots(), &[KARA, MIRA], None);
        assert_eq!(places(&reach), of(&[("1DQ1-A (Delve)", 3, 2), ("Jita (The Forge)", 1, 1)]));
    }

    #[test]
    fn who_is_snoozed_already_has_nothing_critical_left_to_silence() {
        let mut state = two_pilots();
        state.snoozes.0.insert(KARA, snooze(KARA, None));
        let reach = told(state, &[KARA, MIRA], Some((IN_DELVE, "")));
        assert_eq!((reach.pilots, reach.ships, reach.critical), (2, 4, 1));
        assert_eq!(places(&reach), of(&[("Jita (The Forge)", 1, 0)]), "her ship there is named, and silent already");
        assert!(!reach.needs_a_question());
    }
}
