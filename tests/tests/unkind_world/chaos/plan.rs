//! What goes wrong when, by seed: bursts of several troubles that begin within minutes, each burst followed by a calm that is long enough for
//! everything to be known and told again.

use std::ops::{Range, RangeInclusive};

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};

use crate::cast::Cast;
use crate::kind::Kind;
use crate::span::Span;
use crate::story::MINUTE;
use crate::trouble::Trouble;
use crate::trouble::Trouble::*;

/// First everybody is seen once.
const KIND: i64 = 10 * MINUTE;
const BURSTS: usize = 5;
const TROUBLES: RangeInclusive<usize> = 5..=8;
/// The troubles of a burst begin within this.
const WITHIN: Range<i64> = 0..15 * MINUTE;
/// What flies is known and told within this after the last trouble, and what that takes longer for.
const CALM: i64 = 45 * MINUTE;

/// A list of assets is read within this: one lives for an hour.
const TRUE_LIST: i64 = 75 * MINUTE;
/// So often another pilot is drawn, before a trouble that can befall nobody now is left out.
const DRAWS: usize = 20;

/// A trouble, when it begins, and for how many minutes it lasts at most.
struct Begun {
    trouble: Trouble,
    from: i64,
    lasts: (i64, i64),
}

/// Troubles together, and until when the calm after them is.
pub struct Burst {
    begun: Vec<Begun>,
    until: i64,
}

/// The bursts of a run. Each kind has its turn before any has another.
pub fn bursts(rng: &mut StdRng) -> Vec<Burst> {
    let (mut bursts, mut at, mut bag) = (Vec::new(), KIND, Vec::new());
    for _ in 0..BURSTS {
        let mut begun: Vec<Begun> = Vec::new();
        for _ in 0..rng.random_range(TROUBLES) {
            if bag.is_empty() {
                bag = Kind::ALL.to_vec();
                bag.shuffle(rng);
            }
            let trouble = bag.pop().and_then(|(_, troubles)| troubles.choose(rng).copied()).unwrap();
            if begun.iter().all(|other| can_be_together(other.trouble, trouble)) {
                begun.push(Begun { trouble, from: at + rng.random_range(WITHIN), lasts: lasts_briefly(trouble) });
            }
        }
        let ends = begun.iter().map(|begun| begun.from + begun.lasts.1 * MINUTE).max().unwrap_or(at);
        let recovers = begun.iter().map(|begun| begun.trouble.recovers_in().as_secs().cast_signed()).max().unwrap_or(0);
        at = ends + recovers + CALM;
        bursts.push(Burst { begun, until: at });
    }
    bursts
}

/// How many seconds the bursts take.
pub fn length(bursts: &[Burst]) -> i64 {
    bursts.last().map_or(KIND, |burst| burst.until)
}

/// Whom each trouble is about, and when it ends.
pub fn spans(bursts: &[Burst], cast: &Cast, rng: &mut StdRng) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for begun in bursts.iter().flat_map(|burst| &burst.begun) {
        let mut drawn = (0..DRAWS).map(|_| Span::random(begun.trouble, begun.from, begun.lasts, cast, rng));
        let span = drawn.find(|span| spans.iter().all(|before| !lies_again(before, span)));
        spans.extend(span);
    }
    spans.sort_by_key(|span| span.from);
    spans
}

/// Whether a pilot's lists lack ships once more before a true one was read. Two in a row are believed, as they should be: that would be no fault of
/// the program's.
fn lies_again(before: &Span, span: &Span) -> bool {
    let is_short = |span: &Span| matches!(span.trouble, EsiShortList | EsiEmptyList);
    let of_all = before.pilot.is_none() || span.pilot.is_none();
    is_short(before) && is_short(span) && (of_all || before.pilot == span.pilot) && span.from - before.until < TRUE_LIST
}

/// What nobody can come back from by themselves: a program that dies while it can keep no new sign-in has lost it.
fn can_be_together(one: Trouble, other: Trouble) -> bool {
    let full_at_its_end = |full: Trouble, end: Trouble| matches!(full, KeyringFull) && matches!(end, Restart | Off);
    !full_at_its_end(one, other) && !full_at_its_end(other, one)
}

/// Minutes, at least and at most: long enough to be met.
const fn lasts_briefly(trouble: Trouble) -> (i64, i64) {
    match trouble {
        // Lists are asked for once an hour.
        AssetsRouteOff | EsiWithoutPages | EsiShortList => (62, 75),
        EsiEmptyList => (45, 50),
        // Access lives for twenty minutes.
        SsoInvalidGrant | SsoRevoked | SsoEdge200 | SsoEdge403 | SsoAnswers502 | SsoMalformed | SsoBlackHole
        | SsoPanics | KeyringLocked | KeyringFull | KeyringPanics => (22, 40),
        // Something has to be told meanwhile.
        DesktopRefuses | DesktopPanics | DiscordResetAfterServing | DiscordMalformed => (30, 60),
        DiscordUnauthorized
        | DiscordUnknownWebhook
        | DiscordEdge200
        | DiscordEdge403
        | DiscordEdge429
        | DiscordRateLimit429
        | DiscordAnswers500
        | DiscordReset
        | DiscordBlackHole
        | DiscordPanics => (20, 50),
        DatabaseFails | DatabaseReadOnly | DiskFull => (5, 40),
        Restart => (1, 1),
        Off | Sleep => (10, 180),
        _ => (4, 45),
    }
}
