//! Days in which each trouble comes once a week, about ten a day, often several at once.
//!
//! An ordinary run has one day. `CAPTRACK_WEEK_DAYS=7` has seven, `CAPTRACK_WEEK_SEEDS="1 2 3"` other ones.

use rand::Rng;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use crate::cast::Cast;
use crate::kind::all_troubles;
use crate::numbers;
use crate::run::{Days, Steps, run};
use crate::span::Span;
use crate::story::{DAY, HOUR, Pace, story};

/// The first hour is kind: everybody is seen once.
const KIND: i64 = HOUR;
/// A list that lacks something would be believed after a long silence of assets: one that is half a day newer is enough.
const APART: i64 = 12 * HOUR;
/// So many seconds pass at once, at most.
const STEPS: Steps = Steps { busy: 40, quiet: 180, echo: 240 };
/// Pilots go away some times a day.
const PACE: Pace = Pace {
    first: HOUR..7 * HOUR,
    rests: 2 * HOUR..10 * HOUR,
    // The list of a day's second half has it.
    buys: 9 * HOUR..12 * HOUR,
    sells: 40 * HOUR..90 * HOUR,
};

fn plan(cast: &Cast, until: i64, rng: &mut StdRng) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut troubles = all_troubles();
    troubles.shuffle(rng);
    let apart = 7 * DAY / i64::try_from(troubles.len()).unwrap();
    for (at, trouble) in (0..).zip(troubles) {
        let from = KIND + at * apart + rng.random_range(0..apart);
        spans.push(Span::random(trouble, from, trouble.lasts(), cast, rng));
    }
    let is_short = |span: &Span| span.trouble.shortens_lists();
    let others: Vec<Span> =
        spans.iter().filter(|span| span.trouble.hides().assets && !is_short(span)).cloned().collect();
    spans.retain(|span| {
        let is_near = |other: &Span| {
            other.until - other.from > 2 * HOUR && (span.from - APART..span.until + APART).contains(&other.until)
        };
        !is_short(span) || !others.iter().any(is_near)
    });
    spans.retain(|span| span.from < until);
    spans.sort_by_key(|span| span.from);
    spans
}

#[tokio::test]
async fn nothing_is_missed_and_nothing_is_blind_and_green() {
    let days = numbers("CAPTRACK_WEEK_DAYS", "1")[0];
    let until = i64::try_from(days).unwrap() * DAY;
    let mut wrong = Vec::new();
    for seed in numbers("CAPTRACK_WEEK_SEEDS", "1") {
        let figures = run(seed, until, STEPS, |cast| Days {
            acts: story(cast, until, &PACE, &mut StdRng::seed_from_u64(seed)),
            spans: plan(cast, until, &mut StdRng::seed_from_u64(seed ^ 0x7e57)),
        })
        .await;
        println!("{figures}");
        if !figures.is_clean() {
            wrong.push(seed);
        }
    }
    assert_eq!(wrong, Vec::<u64>::new(), "the figures of these seeds are not what they have to be");
}
