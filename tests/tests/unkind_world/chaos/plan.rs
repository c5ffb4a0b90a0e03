//! What goes wrong when, by seed: bursts of several troubles that begin within minutes, each burst followed by a calm that is long enough for
//! everything to be known and told again.

use std::ops::{Range, RangeInclusive};

use captrack_sim::Place;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};

use crate::cast::{Cast, HOME};
use crate::kind::Kind;
use crate::span::Span;
use crate::story::{Act, HOUR, MINUTE};
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

/// Troubles that do harm only together, or that another one's words would hide, and seldom meet as they have to by chance. A run has some of
/// them, after its bursts.
const MEETINGS: [fn(i64, &mut StdRng) -> Vec<Begun>; 7] = [
    lists_are_asked_again,
    wrong_time_is_noted,
    boarding_is_seen_without_a_place,
    death_without_a_disk,
    rosters_are_odd_while_a_ship_is_away,
    answers_are_old,
    the_desktop_refuses_for_long,
];
const MEETINGS_A_RUN: usize = 3;
/// What a trouble waits for happens within this, if it happens.
const HAPPENS_WITHIN: i64 = 2 * HOUR;
/// The ship that AllianceAuth alone tells of is known to be away within this.
const KNOWN_AWAY: i64 = 35 * MINUTE;

/// What a trouble may wait for.
#[derive(Debug, Clone, Copy)]
enum Occasion {
    /// Somebody boards a ship far away who was at home, a little later.
    Boarding,
    /// The ship that AllianceAuth alone tells of has been away for a while.
    ListedIsAway,
}

/// A trouble, when it begins, and for how many minutes it lasts at most.
struct Begun {
    trouble: Trouble,
    from: i64,
    lasts: (i64, i64),
    /// It begins when this happens, if it does within [`HAPPENS_WITHIN`] of `from`.
    waits_for: Option<Occasion>,
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
                begun.push(Begun::new(trouble, at + rng.random_range(WITHIN), lasts_briefly(trouble)));
            }
        }
        bursts.push(Burst::of(begun, at));
        at = bursts[bursts.len() - 1].until;
    }
    let mut meetings = MEETINGS.to_vec();
    meetings.shuffle(rng);
    for meeting in meetings.into_iter().take(MEETINGS_A_RUN) {
        bursts.push(Burst::of(meeting(at, rng), at));
        at = bursts[bursts.len() - 1].until;
    }
    bursts
}

impl Begun {
    const fn new(trouble: Trouble, from: i64, lasts: (i64, i64)) -> Self {
        Self { trouble, from, lasts, waits_for: None }
    }
}

impl Burst {
    fn of(begun: Vec<Begun>, at: i64) -> Self {
        let waits = |begun: &Begun| begun.waits_for.map_or(0, |_| HAPPENS_WITHIN + KNOWN_AWAY);
        let end = |begun: &Begun| begun.from + waits(begun) + begun.lasts.1 * MINUTE;
        let ends = begun.iter().map(end).max().unwrap_or(at);
        let recovers = begun.iter().map(|begun| begun.trouble.recovers_in().as_secs().cast_signed()).max().unwrap_or(0);
        Self { begun, until: ends + recovers + CALM }
    }
}

/// A list that lacks ships, and somebody's reason to ask for it once more before another one is due.
fn lists_are_asked_again(at: i64, rng: &mut StdRng) -> Vec<Begun> {
    let ahead = *[ClockAheadThreeHours, ClockAheadADay, ClockAheadAMonth].choose(rng).unwrap();
    let soon_over = at + rng.random_range(38..44) * MINUTE;
    vec![Begun::new(EsiEmptyList, at, (48, 50)), Begun::new(ahead, soon_over, (10, 40))]
}

/// Nobody says that the clock is wrong, until servers answer again.
fn wrong_time_is_noted(at: i64, rng: &mut StdRng) -> Vec<Begun> {
    let ahead = *[ClockAheadADay, ClockAheadAMonth, ClockAheadAYear].choose(rng).unwrap();
    vec![Begun::new(OutOfReach, at, (40, 50)), Begun::new(ahead, at + 5 * MINUTE, (80, 90))]
}

/// Somebody flies a ship again, and where that is nobody says.
fn boarding_is_seen_without_a_place(at: i64, _: &mut StdRng) -> Vec<Begun> {
    let begun = Begun::new(LocationRouteOff, at, (10, 15));
    vec![Begun { waits_for: Some(Occasion::Boarding), ..begun }]
}

/// AllianceAuth's lists lose a ship that is away.
fn rosters_are_odd_while_a_ship_is_away(at: i64, _: &mut StdRng) -> Vec<Begun> {
    let begun = Begun::new(AuthOddHulls, at, (50, 60));
    vec![Begun { waits_for: Some(Occasion::ListedIsAway), ..begun }]
}

/// Nothing but that is wrong with what EVE answers, so that nothing else is said either.
fn answers_are_old(at: i64, _: &mut StdRng) -> Vec<Begun> {
    vec![Begun::new(EsiOldAnswers, at, (55, 60))]
}

/// Alerts of several mains wait for the desktop, each for its own next attempt.
fn the_desktop_refuses_for_long(at: i64, _: &mut StdRng) -> Vec<Begun> {
    vec![Begun::new(DesktopRefuses, at, (100, 120))]
}

/// The program dies while nothing can be kept.
fn death_without_a_disk(at: i64, rng: &mut StdRng) -> Vec<Begun> {
    let disk = *[DatabaseReadOnly, DiskFull].choose(rng).unwrap();
    vec![Begun::new(disk, at, (30, 40)), Begun::new(Restart, at + rng.random_range(15..28) * MINUTE, (1, 1))]
}

/// How many seconds the bursts take.
pub fn length(bursts: &[Burst]) -> i64 {
    bursts.last().map_or(KIND, |burst| burst.until)
}

/// Whom each trouble is about, and when it ends.
pub fn spans(bursts: &[Burst], cast: &Cast, acts: &[(i64, Act)], rng: &mut StdRng) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for begun in bursts.iter().flat_map(|burst| &burst.begun) {
        let happens = begun.waits_for.and_then(|occasion| match occasion {
            Occasion::Boarding => boards(acts, cast, begun.from).map(|(at, pilot)| (at - 2 * MINUTE, Some(pilot))),
            Occasion::ListedIsAway => leaves(acts, cast, begun.from).map(|at| (at + KNOWN_AWAY, None)),
        });
        if let Some((from, pilot)) = happens {
            spans.push(Span { pilot, ..Span::random(begun.trouble, from, begun.lasts, cast, rng) });
            continue;
        }
        let mut drawn = (0..DRAWS).map(|_| Span::random(begun.trouble, begun.from, begun.lasts, cast, rng));
        let span = drawn.find(|span| spans.iter().all(|before| !lies_again(before, span)));
        spans.extend(span);
    }
    spans.sort_by_key(|span| span.from);
    spans
}

/// When somebody who was at home without a ship boards one, first within a time; and who.
fn boards(acts: &[(i64, Act)], cast: &Cast, from: i64) -> Option<(i64, i64)> {
    acts.iter().find_map(|(at, act)| {
        let Act::Board { pilot, .. } = *act else { return None };
        let before = acts.iter().rev().find(|(earlier, act)| earlier < at && act.moves(pilot));
        let was_at_home = before.is_some_and(|(_, act)| *act == Act::JumpClone(pilot));
        let is_signed_in = cast.pilots.iter().any(|known| known.id == pilot && known.signed_in);
        ((from..from + HAPPENS_WITHIN).contains(at) && was_at_home && is_signed_in).then_some((*at, pilot))
    })
}

/// When the ship that AllianceAuth alone tells of leaves home first.
fn leaves(acts: &[(i64, Act)], cast: &Cast, from: i64) -> Option<i64> {
    acts.iter().find_map(|(at, act)| {
        let Act::Go { ship, to: Place::Space(system) } = *act else { return None };
        let leaves = cast.is_of_listed(ship) && system != HOME;
        (leaves && (from..from + HAPPENS_WITHIN).contains(at)).then_some(*at)
    })
}

/// Whether a pilot's lists lack ships once more before a true one was read. Two in a row are believed, as they should be: that would be no fault of
/// the program's.
fn lies_again(before: &Span, span: &Span) -> bool {
    let is_short = |span: &Span| span.trouble.shortens_lists();
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
        EsiEmptyListForLong => (125, 140),
        EsiOddLines => (125, 150),
        // Longer than ships may be out of sight without a word.
        EsiOldAnswers | AuthOddHulls => (40, 60),
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
        | DiscordUnknownRefusal
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
