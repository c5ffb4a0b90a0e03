//! The board: what the main window shows. Headers of cards first, the rows of a card when they are asked for.
//!
//! With 30,000 hulls most of the work would be making texts, so everything is borrowed until it is written into an answer, and rows are
//! made only of the cards that a window shows.

mod card;
mod facets;
mod groups;
mod roster;
mod snooze_effect;

use std::cmp::Reverse;

use captrack_contract::search::Search;
use captrack_contract::{
    Board, BoardAnswer, BoardQuery, BoardRequest, CardRows, DeskStatus, FoundMain, Refusal, RowRange,
};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::section::Freshness;
use jiff::Timestamp;

use crate::judge::facts::refresh::refresh_for_show;
use crate::judge::facts::section_freshness::answering;
use crate::state::State;
use crate::views::Views;
use crate::views::snapshot::counts;
use crate::views::status::{HostStatus, status};
use card::ClosedCards;
use groups::{CardGroup, GroupMembers};
use roster::BoardHulls;

impl Views<'_> {
    /// Answers the main window.
    pub async fn board(&self, request: &BoardRequest, surroundings: &HostStatus) -> Result<BoardAnswer, Refusal> {
        let waiting = match request {
            BoardRequest::Board { .. } => self.relay_waiting().await,
            BoardRequest::Rows { .. } | BoardRequest::Find { .. } => Ok(0),
        };
        let health = self.health();
        let mut state = self.lock().await;
        let now = self.now();
        refresh_for_show(&mut state, now);
        Ok(match request {
            BoardRequest::Board { query, known: _ } => {
                let status = status(&state, surroundings, &waiting, &health, now);
                BoardAnswer::Board(Box::new(board(&state, query, status, now)))
            }
            BoardRequest::Rows { query, cards } => BoardAnswer::Rows(rows(&state, query, cards, now)),
            BoardRequest::Find { main } => BoardAnswer::Found(find(&state, *main)),
        })
    }
}

/// The board without rows, as of the last judgement.
fn board(state: &State, query: &BoardQuery, status: DeskStatus, now: Timestamp) -> Board {
    let search = Search::parse(&query.search);
    let roster = BoardHulls::of_all(state, now);
    let mut matched = 0;
    let mut shown: Vec<(InPart, CardGroup<'_>)> = Vec::new();
    for members in GroupMembers::of_all(state, query.group_by) {
        let group = CardGroup::new(state, &roster, &members, &search);
        matched += group.rows.len();
        if !group.rows.is_empty() && has_a_part(state, group.level) {
            shown.push((in_part(&group), group));
        }
    }
    shown.sort_unstable_by(|(one_place, one), (other_place, other)| {
        (part(one.level), one_place, one.key).cmp(&(part(other.level), other_place, other.key))
    });
    let closed = ClosedCards::of(state, (!search.terms.is_empty()).then_some(shown.len()));
    let cards = shown.iter().map(|(_, group)| card::head(state, group, &closed, now)).collect();
    let (corporations, regions) = facets::of(state);
    Board {
        revision: state.revision,
        number: 0,
        generated_at: now,
        status,
        counts: counts(state),
        stale_pilots: stale_pilots(state, now),
        matched,
        cards,
        corporations,
        regions,
        class_names: HullClass::ALL
            .into_iter()
            .filter_map(|class| Some((class, state.policy.display_name(class)?.to_owned())))
            .collect(),
        snooze_durations: state.policy.snooze_durations.clone(),
        preferences: (&state.preferences).into(),
    }
}

fn stale_pilots(state: &State, now: Timestamp) -> usize {
    answering(state, now).iter().filter(|pilot| pilot.together().freshness == Freshness::Stale).count()
}

/// The place of a card in its part.
type InPart = (bool, Reverse<Option<Timestamp>>, String);

/// What nobody has acknowledged first, then the newest, then by name.
fn in_part(group: &CardGroup<'_>) -> InPart {
    (group.is_acknowledged(), Reverse(group.newest()), group.name.to_lowercase())
}

/// Rows of some of its cards. Nothing else is looked at.
fn rows(state: &State, query: &BoardQuery, ranges: &[RowRange], now: Timestamp) -> Vec<CardRows> {
    let search = Search::parse(&query.search);
    let members = GroupMembers::of(state, &ranges.iter().map(|range| range.card).collect());
    let roster = BoardHulls::of(state, members.iter().flat_map(|members| members.hulls.iter().copied()), now);
    let groups: Vec<CardGroup<'_>> =
        members.iter().map(|members| CardGroup::new(state, &roster, members, &search)).collect();
    let found = |range: &RowRange| groups.iter().find(|group| group.key == range.card && !group.rows.is_empty());
    ranges.iter().filter_map(|range| Some(card::rows(state, found(range)?, *range, now))).collect()
}

/// Whether a main has a card that is shown while nothing is searched for.
fn find(state: &State, main: PilotId) -> FoundMain {
    let card = state.evaluation.cards.iter().find(|card| card.main == main);
    let has_card = card.is_some_and(|card| !card.hulls.is_empty() && has_a_part(state, card.level));
    let is_known = state.pilots.contains_key(&main) || state.name(main.0).is_some();
    FoundMain { name: is_known.then(|| state.pilot_name(main)), has_card }
}

/// The order of the parts on the page: what is snoozed stands below what is merely tracked.
const fn part(level: Level) -> u8 {
    match level {
        Level::Critical => 0,
        Level::Alerting => 1,
        Level::Informational => 2,
        Level::Snoozed => 3,
        Level::Unclassified => 4,
    }
}

/// Whether the user wants to see that part.
const fn has_a_part(state: &State, level: Level) -> bool {
    match level {
        Level::Informational => state.preferences.show_informational,
        Level::Unclassified => state.preferences.show_unclassified,
        Level::Critical | Level::Alerting | Level::Snoozed => true,
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod standing_tests;
#[cfg(test)]
mod tests;
