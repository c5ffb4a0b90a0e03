//! Why a pilot alerts or does not, in one sentence, also without any hull.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::card_why;
use captrack_domain::pilot::Pilot;
use captrack_domain::section::{Freshness, SectionId, SectionKind, fresh_for, patience};
use jiff::Timestamp;

use crate::state::State;
use crate::state::auth::reads;

/// `hulls` are the pilot's, by their places among the facts.
pub fn why(state: &State, pilot: &Pilot, hulls: &[usize], now: Timestamp) -> String {
    let shown =
        || hulls.iter().filter_map(|index| Some((&state.facts[*index], state.evaluation.verdicts[*index].as_ref()?)));
    let reads = Reads::of(state, pilot);
    let why = if shown().next().is_some() {
        card_why(shown(), &state.policy)
    } else if hulls.is_empty() {
        return format!("No capital ship is known of this pilot; {}", reads.in_words(now));
    } else {
        format!("Only of classes that are ignored: {}", counted(state, hulls))
    };
    // What was never read may hold more.
    match reads.complete() {
        Ok(_) => why,
        Err(missing) => format!("{why}; {missing}"),
    }
}

fn counted(state: &State, hulls: &[usize]) -> String {
    let mut classes: BTreeMap<HullClass, usize> = BTreeMap::new();
    for index in hulls {
        *classes.entry(state.facts[*index].class).or_default() += 1;
    }
    classes.into_iter().map(|(class, n)| state.policy.counted(class, n)).collect::<Vec<_>>().join(", ")
}

/// When what hulls come from was last read, by whichever source.
struct Reads {
    ship: Option<Timestamp>,
    assets: Option<Timestamp>,
    /// So old the assets may be.
    assets_for: Duration,
    needs_sign_in: bool,
}

impl Reads {
    fn of(state: &State, pilot: &Pilot) -> Self {
        let [ship, assets] = [SectionKind::Ship, SectionKind::Assets].map(|kind| SectionId { kind, pilot: pilot.id });
        let last = |id| state.sections.get(&id).and_then(|section| section.status.last_success);
        let auth = pilot.auth.as_ref();
        let (assets_here, assets_there) = (last(assets), auth.and_then(|auth| auth.assets_at));
        Self {
            ship: last(ship).max(auth.and_then(|auth| auth.location_at)),
            assets: assets_here.max(assets_there),
            assets_for: if assets_there > assets_here {
                reads::ReadTimes::of_assets(&state.auth, pilot.id).patience()
            } else {
                patience(state.cadence(assets))
            },
            needs_sign_in: pilot.needs_sign_in().is_some(),
        }
    }

    /// When the assets were read, if all has been read at least once; else what has not.
    const fn complete(&self) -> Result<Timestamp, &'static str> {
        match (self.ship, self.assets) {
            (Some(_), Some(assets)) => Ok(assets),
            (Some(_), None) => Err("its assets have not been read yet"),
            (None, Some(_)) => Err("its ship has not been read yet"),
            (None, None) => Err("neither its ship nor its assets have been read yet"),
        }
    }

    /// What the absence of hulls rests on: `its assets were read 3 min ago`.
    fn in_words(&self, now: Timestamp) -> String {
        match self.complete() {
            _ if self.needs_sign_in => "nothing is read while EVE refuses its sign-in".to_owned(),
            Ok(assets) if fresh_for(self.assets_for, Some(assets), now) == Freshness::Stale => {
                format!("its assets were read {} and not since", ago(assets, now))
            }
            Ok(assets) => format!("its assets were read {}", ago(assets, now)),
            Err(missing) => missing.to_owned(),
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
