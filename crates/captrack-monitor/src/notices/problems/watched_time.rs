//! For how long this program has watched: a computer that sleeps, and a program that is paused or not there, miss nothing; what was missed
//! before that is missed still. A clock that is put forward ends no watch: only the time that it was put forward by is left out.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::state::State;
use crate::state::time_jump::TimeJump;

/// A shorter sleep ends no watch: its time is left out. Else a clock that is corrected, or a lid that is closed, now and then
/// would keep everything from being out of sight.
const BRIEF: Duration = Duration::from_secs(10 * 60);

/// So many jumps are remembered.
const REMEMBERED: usize = 16;

impl State {
    /// *Now* jumped ahead, from the last moment that was looked at. `slept`: for how long the computer slept in between; none: it cannot be told,
    /// and it may have been all of it.
    pub fn note_jump(&mut self, now: Timestamp, slept: Option<Duration>) {
        let Some(from) = self.latest_now else {
            self.watching_since = Some(now);
            return;
        };
        if self.time_jumps.len() == REMEMBERED {
            let forgotten = self.time_jumps.remove(0);
            // What lies before a sleep that nobody remembers any more is not counted, or the sleep would be.
            if forgotten.ends_watch {
                self.watching_since = self.watching_since.max(Some(forgotten.until));
            }
        }
        let slept = slept.unwrap_or_else(|| Duration::try_from(now.duration_since(from)).unwrap_or_default());
        self.time_jumps.push(TimeJump { from, until: now, ends_watch: slept >= BRIEF });
    }

    /// Since when it watches without a break: its start, the end of a pause, waking up from more than a [brief](BRIEF) sleep.
    pub fn watching_since(&self) -> Option<Timestamp> {
        let woke = self.time_jumps.iter().rfind(|jump| jump.ends_watch).map(|jump| jump.until);
        self.watching_since.max(woke)
    }

    /// The longest time without a break in which it watched, from `since` until `now`, as `length` measures it.
    pub fn longest_watch(
        &self,
        since: Timestamp,
        now: Timestamp,
        length: impl Fn(Timestamp, Timestamp) -> SignedDuration,
    ) -> SignedDuration {
        let mut began = self.watching_since.map_or(since, |start| start.max(since));
        let (mut longest, mut left_out) = (SignedDuration::ZERO, SignedDuration::ZERO);
        for jump in &self.time_jumps {
            let (from, until) = (jump.from.max(began), jump.until.min(now));
            if until <= from {
                continue;
            }
            if !jump.ends_watch {
                left_out += length(from, until);
                continue;
            }
            longest = longest.max(length(began, from) - left_out);
            (began, left_out) = (until, SignedDuration::ZERO);
        }
        longest.max(length(began, now) - left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_state::at;

    fn watched(state: &State, since: i64, now: i64) -> i64 {
        state.longest_watch(at(since), at(now), |from, until| until.duration_since(from)).as_secs()
    }

    #[test]
    fn time_asleep_does_not_count_and_what_was_watched_before_it_does() {
        let mut state = State { watching_since: Some(at(0)), latest_now: Some(at(1000)), ..State::default() };
        state.note_jump(at(9000), None);
        assert_eq!(state.watching_since(), Some(at(9000)));
        assert_eq!(watched(&state, 900, 9050), 100, "the stretch before it");
        assert_eq!(watched(&state, 900, 9400), 400, "the one after it");
        assert_eq!(watched(&state, 9100, 9400), 300);
        assert_eq!(watched(&state, -500, 9050), 1000, "it began to watch at 0");
        state.watching_since = Some(at(9600));
        assert_eq!(watched(&state, 900, 9700), 100, "a pause begins anew");
    }

    #[test]
    fn a_brief_sleep_ends_no_watch_however_often_it_comes() {
        let mut state = State { watching_since: Some(at(0)), ..State::default() };
        for minute in [20, 40, 60] {
            state.latest_now = Some(at(minute * 60));
            state.note_jump(at(minute * 60 + 60), None);
        }
        assert_eq!(state.watching_since(), Some(at(0)));
        assert_eq!(watched(&state, 10 * 60, 70 * 60), 57 * 60, "an hour but for three minutes");
        assert_eq!(watched(&state, 40 * 60 + 30, 45 * 60), 4 * 60, "what was slept before that is no part of it");
        state.latest_now = Some(at(70 * 60));
        state.note_jump(at(80 * 60), None);
        assert_eq!(watched(&state, 10 * 60, 90 * 60), 57 * 60, "the watch before a long sleep");
        assert_eq!(watched(&state, 10 * 60, 200 * 60), 120 * 60, "the one after it has none of the brief ones");
    }

    #[test]
    fn a_clock_that_is_put_forward_ends_no_watch() {
        let year = 365 * 86_400;
        let mut state = State { watching_since: Some(at(0)), latest_now: Some(at(800)), ..State::default() };
        state.note_jump(at(800 + year), Some(Duration::ZERO));
        assert_eq!(watched(&state, 0, 1800 + year), 1800, "the year is no part of it");
        state.latest_now = Some(at(2000 + year));
        state.note_jump(at(9000 + year), Some(Duration::from_secs(7000)));
        assert_eq!(state.watching_since(), Some(at(9000 + year)), "the computer slept");
    }

    #[test]
    fn a_long_sleep_that_is_forgotten_was_not_watched() {
        let mut state = State { watching_since: Some(at(0)), latest_now: Some(at(1000)), ..State::default() };
        state.note_jump(at(91_000), None);
        for minute in 1..=i64::try_from(REMEMBERED).unwrap() {
            state.latest_now = Some(at(91_000 + minute * 120));
            state.note_jump(at(91_060 + minute * 120), None);
        }
        assert_eq!(watched(&state, 500, 93_000), 2000 - 16 * 60, "nothing of the day that it slept");
    }

    #[test]
    fn before_anything_was_looked_at_a_jump_is_the_start() {
        let mut state = State::default();
        state.note_jump(at(50), None);
        assert_eq!((state.watching_since(), watched(&state, 0, 80)), (Some(at(50)), 30));
    }
}
