//! Why a pilot alerts or does not, also without any hull.

use std::collections::BTreeMap;
use std::time::Duration;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::card_reason;
use captrack_domain::pilot::Pilot;
use captrack_domain::section::{Freshness, SectionId, SectionKind, fresh_for, patience};
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};
use captrack_text::counted;
use jiff::Timestamp;

use crate::state::State;
use crate::state::auth::reads;

/// `hulls` are the pilot's, by their places among the facts.
pub fn why(state: &State, pilot: &Pilot, hulls: &[usize], now: Timestamp) -> Text {
    let shown =
        || hulls.iter().filter_map(|index| Some((&state.facts[*index], state.evaluation.verdicts[*index].as_ref()?)));
    let reads = Reads::of(state, pilot);
    let why = if shown().next().is_some() {
        captrack_text::card_reason(&card_reason(shown(), &state.policy), &state.policy)
    } else if hulls.is_empty() {
        return text!("pilot-no-ships", read = reads.in_words(now));
    } else {
        text!("pilot-only-ignored", ships = ignored(state, hulls))
    };
    // What was never read may hold more.
    match reads.complete() {
        Ok(_) => why,
        Err(missing) => text!("pilot-not-all-read", why = why, missing = missing),
    }
}

fn ignored(state: &State, hulls: &[usize]) -> Argument {
    let mut classes: BTreeMap<HullClass, u32> = BTreeMap::new();
    for index in hulls {
        *classes.entry(state.facts[*index].class).or_default() += 1;
    }
    Argument::list(Joined::Comma, classes.into_iter().map(|(class, n)| counted(class, n, &state.policy)))
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
    fn complete(&self) -> Result<Timestamp, Text> {
        match (self.ship, self.assets) {
            (Some(_), Some(assets)) => Ok(assets),
            (Some(_), None) => Err(text!("pilot-assets-unread")),
            (None, Some(_)) => Err(text!("pilot-ship-unread")),
            (None, None) => Err(text!("pilot-unread")),
        }
    }

    /// What the absence of hulls rests on: `its assets were read 3 min ago`.
    fn in_words(&self, now: Timestamp) -> Text {
        match self.complete() {
            _ if self.needs_sign_in => text!("pilot-refused"),
            Ok(assets) if fresh_for(self.assets_for, Some(assets), now) == Freshness::Stale => {
                text!("pilot-read-and-not-since", ago = ago(assets, now))
            }
            Ok(assets) => text!("pilot-read", ago = ago(assets, now)),
            Err(missing) => missing,
        }
    }
}

/// `less than a minute ago`, `3 min ago`, `5 h ago`, `2 d ago`: in the largest unit of which there are two, so that nothing is rounded much.
fn ago(then: Timestamp, now: Timestamp) -> Text {
    let minutes = now.duration_since(then).as_secs().max(0) / 60;
    match minutes {
        0 => text!("ago-moments"),
        minutes if minutes < 120 => text!("ago-minutes", n = minutes),
        minutes if minutes < 48 * 60 => text!("ago-hours", n = minutes / 60),
        minutes => text!("ago-days", n = minutes / (24 * 60)),
    }
}
