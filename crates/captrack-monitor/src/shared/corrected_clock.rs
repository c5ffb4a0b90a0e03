//! The one owner of *now*: the computer's clock, put right by what the servers say, smooth over steps.
//!
//! Two answers that agree, within [`AGREE`], that the clock is off by more than [`MATTERS`] move *now*; two that agree that it is right move it
//! back. A clock that is put back while the program runs does not put *now* back: the steady measure goes on. A clock that jumps ahead may
//! have slept: *now* follows it, and what cannot be taken back waits until the time is [confirmed](CorrectedClock::is_confirmed).

use std::sync::Arc;
use std::time::Duration;

use captrack_ports::Clock;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;

/// A clock that is off by less is as good as right.
const MATTERS: SignedDuration = SignedDuration::from_secs(60);
/// Two measurements that differ by no more agree: `Date` has whole seconds, and an answer is under way for some.
const AGREE: SignedDuration = SignedDuration::from_secs(10);
/// A clock that differs by more from the steady measure was stepped, or the computer slept.
const STEP: SignedDuration = SignedDuration::from_secs(30);
/// Where no server has said anything for so long, the clock has to do.
const UNSAID: Duration = Duration::from_secs(15 * 60);

/// The computer's clock and how far it is off.
pub struct CorrectedClock {
    clock: Arc<dyn Clock>,
    known: Mutex<Known>,
}

/// What is known of the clock.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// To be added to what the clock shows.
    offset: SignedDuration,
    /// Two answers have confirmed the time since the start or the last jump.
    confirmed: bool,
    /// The last measurement of the whole offset, to be agreed with.
    measured: Option<SignedDuration>,
    /// What the clock and the steady measure showed last.
    last: Option<(Timestamp, Duration)>,
    /// The latest time that was confirmed.
    trusted: Option<Timestamp>,
    /// Since when the time is not confirmed, by the steady measure.
    unconfirmed_since: Duration,
    /// How often it was put forward or had slept, or was found to be behind.
    jumps: u64,
    /// By how much in all answers have put *now* forward.
    put_forward: SignedDuration,
}

impl CorrectedClock {
    /// Over a clock of which nothing is known yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let steps_unseen = clock.steady().is_some();
        let known = Known {
            offset: SignedDuration::ZERO,
            confirmed: !steps_unseen,
            measured: None,
            last: None,
            trusted: None,
            unconfirmed_since: clock.steady().unwrap_or_default(),
            jumps: 0,
            put_forward: SignedDuration::ZERO,
        };
        Self { clock, known: Mutex::new(known) }
    }

    /// By how much the computer's clock is ahead of the servers'; none while it is as good as right, or nobody has said.
    pub fn ahead(&self) -> Option<SignedDuration> {
        let known = *self.known.lock();
        let ahead = -known.offset;
        (known.confirmed && ahead.abs() > MATTERS).then_some(ahead)
    }

    /// Whether two answers have confirmed the time since the program started, or since the clock jumped.
    pub fn is_confirmed(&self) -> bool {
        self.now();
        self.known.lock().confirmed
    }

    /// The latest time that is certain to have come: *now* once that is confirmed, or where no server says anything for [`UNSAID`]. Snoozes end
    /// by this one.
    pub fn trusted(&self) -> Option<Timestamp> {
        let now = self.now();
        let known = self.known.lock();
        let unsaid = self.clock.steady().unwrap_or_default().saturating_sub(known.unconfirmed_since);
        if known.confirmed || unsaid >= UNSAID { Some(now) } else { known.trusted }
    }

    /// How often *now* jumped ahead since the start: the clock was put forward or was found to be behind, or the computer slept.
    pub fn jumps(&self) -> u64 {
        self.now();
        self.known.lock().jumps
    }

    /// By how much in all answers have put *now* forward: the clock was behind, and so is what was noted by it.
    pub fn put_forward(&self) -> SignedDuration {
        self.known.lock().put_forward
    }

    /// Whoever has a clock of its own agrees with this computer's. That confirms the time as two answers do, and never moves it.
    pub fn agrees(&self) {
        let mut known = self.known.lock();
        if known.offset.is_zero() {
            known.confirmed = true;
        }
    }

    /// The store remembers a time that had come: nothing ends before it is later than this.
    pub fn trust(&self, at: Timestamp) {
        let mut known = self.known.lock();
        known.trusted = known.trusted.max(Some(at));
    }
}

impl Known {
    /// The clock shows `shown`; what *now* is.
    fn read(&mut self, shown: Timestamp, steady: Option<Duration>) -> Timestamp {
        if let (Some((before, then)), Some(steady)) = (self.last, steady) {
            let passed = SignedDuration::try_from(steady.saturating_sub(then)).unwrap_or(SignedDuration::MAX);
            let stepped = shown.duration_since(before) - passed;
            if stepped < -STEP {
                // Put back: what was measured before says nothing of this clock.
                self.offset -= stepped;
                self.doubt(steady);
            } else if stepped > STEP && (self.offset - stepped).abs() <= AGREE {
                // Put right again by as much as it was wrong: *now* goes on as it did.
                self.offset = SignedDuration::ZERO;
                self.doubt(steady);
            } else if stepped > STEP {
                // Put forward, or asleep.
                self.trusted = if self.confirmed { Some(self.corrected(before)) } else { self.trusted };
                self.jumps += 1;
                self.doubt(steady);
            }
        }
        self.last = steady.map(|steady| (shown, steady)).or(self.last);
        self.corrected(shown)
    }

    const fn doubt(&mut self, steady: Duration) {
        self.confirmed = false;
        self.measured = None;
        self.unconfirmed_since = steady;
    }

    fn corrected(&self, shown: Timestamp) -> Timestamp {
        shown.checked_add(self.offset).unwrap_or(shown)
    }

    /// A server says that it is `date` while the clock shows `shown`.
    fn measure(&mut self, date: Timestamp, shown: Timestamp) {
        let measured = date.duration_since(shown);
        let agrees = self.measured.is_some_and(|before| (before - measured).abs() <= AGREE);
        self.measured = Some(measured);
        if !agrees {
            return;
        }
        let wanted = if measured.abs() > MATTERS { measured } else { SignedDuration::ZERO };
        // About the same as before stays the same: the time must not tremble with every answer.
        if (self.offset - wanted).abs() > AGREE {
            tracing::warn!(seconds = -measured.as_secs(), "this computer's clock is ahead of the servers' by so much");
            let forward = wanted.saturating_sub(self.offset);
            if forward > STEP {
                self.jumps += 1;
                self.put_forward = self.put_forward.saturating_add(forward);
            }
            self.offset = wanted;
        }
        self.confirmed = true;
    }
}

impl Clock for CorrectedClock {
    fn now(&self) -> Timestamp {
        let mut known = self.known.lock();
        known.read(self.clock.now(), self.clock.steady())
    }

    fn steady(&self) -> Option<Duration> {
        self.clock.steady()
    }

    fn asleep(&self) -> Option<Duration> {
        self.clock.asleep()
    }

    fn note_server_time(&self, date: Timestamp) {
        let mut known = self.known.lock();
        let shown = self.clock.now();
        known.read(shown, self.clock.steady());
        known.measure(date, shown);
    }

    fn time_zone(&self) -> TimeZone {
        self.clock.time_zone()
    }
}

#[cfg(test)]
mod tests {
    use captrack_testing::TestClock;
    use jiff::ToSpan;

    use super::*;
    use crate::test_state::at;

    /// The clock is put forward or back.
    fn step(clock: &TestClock, seconds: i64) {
        clock.turn(clock.turned() + SignedDuration::from_secs(seconds));
    }

    fn clocks() -> (Arc<TestClock>, CorrectedClock) {
        let turned = Arc::new(TestClock::standing(at(0)).with_steady());
        let corrected = CorrectedClock::new(turned.clone());
        corrected.now();
        (turned, corrected)
    }

    fn hear(clock: &CorrectedClock, seconds: i64) {
        clock.note_server_time(at(seconds));
    }

    #[test]
    fn two_answers_that_agree_put_a_wrong_clock_right() {
        let (turned, clock) = clocks();
        hear(&clock, -10_800);
        assert_eq!((clock.now(), clock.ahead()), (at(0), None), "one may be a lie");
        turned.pass(Duration::from_secs(5));
        hear(&clock, -10_794);
        assert_eq!(clock.ahead(), Some(SignedDuration::from_secs(10_799)));
        assert!((clock.now().duration_since(at(-10_795))).abs() < SignedDuration::from_secs(3));
    }

    #[test]
    fn a_clock_that_is_found_to_be_behind_jumps_and_says_by_how_much() {
        let (_, clock) = clocks();
        hear(&clock, 10_800);
        assert_eq!((clock.jumps(), clock.put_forward()), (0, SignedDuration::ZERO));
        hear(&clock, 10_800);
        assert_eq!((clock.now(), clock.jumps()), (at(10_800), 1));
        assert_eq!(clock.put_forward(), SignedDuration::from_secs(10_800));
        hear(&clock, 0);
        hear(&clock, 0);
        assert_eq!((clock.now(), clock.put_forward().as_secs()), (at(0), 10_800), "back is another matter");
    }

    #[test]
    fn a_lie_between_two_true_answers_moves_nothing() {
        let (_, clock) = clocks();
        for seconds in [0, 86_400 * 365, 0, -7200, 1, 0] {
            hear(&clock, seconds);
            assert_eq!(clock.now(), at(0));
        }
        assert!(clock.is_confirmed());
    }

    #[test]
    fn a_clock_that_is_a_little_off_counts_as_right() {
        let (_, clock) = clocks();
        hear(&clock, 50);
        hear(&clock, 51);
        assert_eq!((clock.now(), clock.ahead()), (at(0), None));
        assert!(clock.is_confirmed());
    }

    #[test]
    fn a_clock_put_back_does_not_put_now_back() {
        let (turned, clock) = clocks();
        hear(&clock, 0);
        hear(&clock, 0);
        turned.pass(Duration::from_secs(100));
        step(&turned, -7200);
        assert_eq!(clock.now(), at(100));
        assert!(!clock.is_confirmed());
        turned.pass(Duration::from_secs(10));
        hear(&clock, 110);
        hear(&clock, 110);
        assert!(clock.is_confirmed());
        assert_eq!((clock.now(), clock.ahead()), (at(110), Some(SignedDuration::from_secs(-7200))));
        step(&turned, 7200);
        assert_eq!(clock.now(), at(110), "the user has put it right");
        assert!(!clock.is_confirmed(), "it may have slept for just as long");
        hear(&clock, 110);
        hear(&clock, 110);
        assert_eq!((clock.now(), clock.ahead()), (at(110), None));
        assert_eq!(clock.jumps(), 0);
        step(&turned, -7200);
        turned.pass(Duration::from_secs(10));
        assert_eq!(clock.now(), at(120));
        step(&turned, 7200 + 60);
        assert_eq!(clock.now(), at(120 + 7200 + 60), "by more than it was wrong: it may have slept");
    }

    #[test]
    fn what_jumps_ahead_is_followed_but_not_trusted_until_two_answers_agree() {
        let (turned, clock) = clocks();
        hear(&clock, 0);
        hear(&clock, 0);
        turned.pass(Duration::from_secs(100));
        assert_eq!(clock.trusted(), Some(at(100)));
        step(&turned, 10_800);
        assert_eq!(clock.now(), at(10_900));
        assert_eq!(clock.trusted(), Some(at(100)));
        hear(&clock, 10_900);
        assert_eq!(clock.trusted(), Some(at(100)));
        hear(&clock, 10_900);
        assert_eq!(clock.trusted(), Some(at(10_900)), "it had slept");
        assert_eq!(clock.jumps(), 1);
    }

    #[test]
    fn where_nobody_says_what_time_it_is_the_clock_has_to_do() {
        let (turned, clock) = clocks();
        turned.pass(Duration::from_secs(899));
        assert_eq!(clock.trusted(), None);
        turned.pass(Duration::from_secs(1));
        assert_eq!(clock.trusted(), Some(at(900)));
        assert!(!clock.is_confirmed(), "nothing is deleted for it");
    }

    #[test]
    fn another_clock_that_agrees_confirms_the_time_and_one_that_does_not_moves_nothing() {
        let (_, clock) = clocks();
        clock.agrees();
        assert!(clock.is_confirmed());
        let (turned, clock) = clocks();
        step(&turned, -7200);
        clock.agrees();
        assert!(!clock.is_confirmed(), "what it agrees with is not the time that goes on here");
    }

    #[test]
    fn at_the_start_nothing_is_certain_but_what_the_store_remembers() {
        let (_, clock) = clocks();
        assert_eq!(clock.trusted(), None);
        clock.trust(at(-500));
        clock.trust(at(-900));
        assert_eq!(clock.trusted(), Some(at(-500)));
        hear(&clock, -86_400);
        hear(&clock, -86_400);
        assert_eq!(clock.trusted(), Some(at(-86_400)));
    }

    #[test]
    fn a_clock_that_nobody_steps_unseen_is_taken_at_its_word() {
        let clock = CorrectedClock::new(Arc::new(TestClock::standing(at(7))));
        assert!(clock.is_confirmed());
        assert_eq!(clock.trusted(), Some(at(7)));
    }

    #[test]
    fn the_ends_of_time_are_no_panic() {
        let (turned, clock) = clocks();
        for date in [Timestamp::MAX, Timestamp::MAX, Timestamp::MIN, Timestamp::MIN] {
            clock.note_server_time(date);
            turned.pass(Duration::from_secs(1));
            clock.now();
        }
        assert!(at(0) + 1.second() > at(0));
    }
}
