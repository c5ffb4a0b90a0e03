//! A trouble in time.

use rand::Rng;
use rand::rngs::StdRng;

use crate::cast::Cast;
use crate::story::{DAY, HOUR, MINUTE};
use crate::trouble::Trouble;

/// The world begins at three in the afternoon.
const BEGINS: i64 = 15 * HOUR;

/// EVE's daily downtime.
pub fn is_daily_downtime(seconds: i64) -> bool {
    (11 * HOUR..11 * HOUR + 15 * MINUTE).contains(&(BEGINS + seconds).rem_euclid(DAY))
}

/// A trouble from a second to another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    pub trouble: Trouble,
    pub from: i64,
    pub until: i64,
    /// About whom alone.
    pub pilot: Option<i64>,
}

impl Span {
    /// A trouble that begins at `from` and lasts so many minutes, at least and at most.
    pub fn random(trouble: Trouble, from: i64, (least, most): (i64, i64), cast: &Cast, rng: &mut StdRng) -> Self {
        let lasts = rng.random_range(least..=most) * MINUTE;
        let signed_in: Vec<i64> = cast.pilots.iter().filter(|pilot| pilot.signed_in).map(|pilot| pilot.id).collect();
        let whose = signed_in[rng.random_range(0..signed_in.len())];
        let of_one = trouble.is_of_one() || trouble.may_be_of_one() && rng.random_bool(0.5);
        // Only of many ships is a list doubted that lacks them.
        let whose = if trouble == Trouble::EsiEmptyListForLong { cast.squadron } else { whose };
        Self { trouble, from, until: from + lasts, pilot: of_one.then_some(whose) }
    }
}
