//! Why a pilot alerts or does not, in one sentence, also without any hull.

use std::collections::BTreeMap;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::card_why;
use captrack_domain::pilot::{Pilot, SignIn};
use captrack_domain::section::{Freshness, SectionId, SectionKind, freshness};
use jiff::Timestamp;

use crate::state::State;

/// `hulls` are the pilot's, by their places among the facts.
pub fn why(state: &State, pilot: &Pilot, hulls: &[usize], now: Timestamp) -> String {
    let shown =
        || hulls.iter().filter_map(|index| Some((&state.facts[*index], state.evaluation.verdicts[*index].as_ref()?)));
    if shown().next().is_some() {
        return card_why(shown(), &state.policy);
    }
    if hulls.is_empty() {
        return format!("No capital is known of this pilot; {}", how_it_was_read(state, pilot, now));
    }
    let mut classes: BTreeMap<HullClass, usize> = BTreeMap::new();
    for index in hulls {
        *classes.entry(state.facts[*index].class).or_default() += 1;
    }
    let counted: Vec<String> = classes.into_iter().map(|(class, n)| state.policy.counted(class, n)).collect();
    format!("Only of classes that are ignored: {}", counted.join(", "))
}

/// What the absence of hulls rests on: `assets were read 3 min ago`.
fn how_it_was_read(state: &State, pilot: &Pilot, now: Timestamp) -> String {
    if pilot.sign_in != SignIn::Valid {
        return "nothing is read until it signs in again".to_owned();
    }
    let last = |kind| state.sections.get(&SectionId { kind, pilot: pilot.id }).and_then(|one| one.status.last_success);
    let [ship, assets] = [SectionKind::Ship, SectionKind::Assets].map(last);
    match (ship, assets) {
        (None, None) => "neither its ship nor its assets have been read yet".to_owned(),
        (Some(ship), None) => format!("its ship was read {}, its assets not yet", ago(ship, now)),
        (None, Some(assets)) => format!("its assets were read {}, its ship not yet", ago(assets, now)),
        (Some(_), Some(assets)) => {
            let id = SectionId { kind: SectionKind::Assets, pilot: pilot.id };
            let stale = freshness(Some(assets), state.cadence(id), now) == Freshness::Stale;
            let since = if stale { " and not since" } else { "" };
            format!("its assets were read {}{since}", ago(assets, now))
        }
    }
}

/// `less than a minute ago`, `3 min ago`, `5 h ago`, `2 d ago`: in the largest unit of which there are two, so that nothing is rounded much.
fn ago(then: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(then).as_secs().max(0) / 60;
    match minutes {
        0 => "less than a minute ago".to_owned(),
        minutes if minutes < 120 => format!("{minutes} min ago"),
        minutes if minutes < 48 * 60 => format!("{} h ago", minutes / 60),
        minutes => format!("{} d ago", minutes / (24 * 60)),
    }
}
