//! For how long this program has watched: a computer that sleeps, and a program that is paused or not there, miss nothing; what was missed
//! before that is missed still.

use jiff::{SignedDuration, Timestamp};

use crate::state::State;

/// A shorter sleep ends no watch: its time is left out. Else a clock that is corrected, or a lid that is closed, now and then
/// would keep everything from being out of sight.
const BRIEF: SignedDuration = SignedDuration::from_mins(10);

/// So many times of sleep are remembered.
const REMEMBERED: usize = 16;

impl State {
    /// The clock jumped ahead, from the last moment that was looked at: the computer slept, or the clock was put forward.
    pub fn note_sleep(&mut self, now: Timestamp) {
        let Some(fell_asleep) = self.latest_now else {
            self.watching_since = Some(now);
            return;
        };
        if self.slept.len() == REMEMBERED {
            let forgotten = self.slept.remove(0);
            // What lies before a sleep that nobody remembers any more is not counted, or the sleep would be.
            if !is_brief(&forgotten) {
                self.watching_since = self.watching_since.max(Some(forgotten.1));
            }
        }
        self.slept.push((fell_asleep, now));
    }

    /// Since when it watches without a break: its start, the end of a pause, waking up from more than a [brief](BRIEF) sleep.
    pub fn watching_since(&self) -> Option<Timestamp> {
        let woke = self.slept.iter().rfind(|sleep| !is_brief(sleep)).map(|(_, woke)| *woke);
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
        let (mut longest, mut asleep) = (SignedDuration::ZERO, SignedDuration::ZERO);
        for sleep in &self.slept {
            let (fell_asleep, woke) = (sleep.0.max(began), sleep.1.min(now));
            if woke <= fell_asleep {
                continue;
            }
            if is_brief(sleep) {
                asleep += length(fell_asleep, woke);
                continue;
            }
            longest = longest.max(length(began, fell_asleep) - asleep);
            (began, asleep) = (woke, SignedDuration::ZERO);
        }
        longest.max(length(began, now) - asleep)
    }
}

fn is_brief((fell_asleep, woke): &(Timestamp, Timestamp)) -> bool {
    woke.duration_since(*fell_asleep) < BRIEF
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
        state.note_sleep(at(9000));
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
            state.note_sleep(at(minute * 60 + 60));
        }
        assert_eq!(state.watching_since(), Some(at(0)));
        assert_eq!(watched(&state, 10 * 60, 70 * 60), 57 * 60, "an hour but for three minutes");
        assert_eq!(watched(&state, 40 * 60 + 30, 45 * 60), 4 * 60, "what was slept before that is no part of it");
        state.latest_now = Some(at(70 * 60));
        state.note_sleep(at(80 * 60));
        assert_eq!(watched(&state, 10 * 60, 90 * 60), 57 * 60, "the watch before a long sleep");
        assert_eq!(watched(&state, 10 * 60, 200 * 60), 120 * 60, "the one after it has none of the brief ones");
    }

    #[test]
    fn a_long_sleep_that_is_forgotten_was_not_watched() {
        let mut state = State { watching_since: Some(at(0)), latest_now: Some(at(1000)), ..State::default() };
        state.note_sleep(at(91_000));
        for minute in 1..=i64::try_from(REMEMBERED).unwrap() {
            state.latest_now = Some(at(91_000 + minute * 120));
            state.note_sleep(at(91_060 + minute * 120));
        }
        assert_eq!(watched(&state, 500, 93_000), 2000 - 16 * 60, "nothing of the day that it slept");
    }

    #[test]
    fn before_anything_was_looked_at_a_jump_is_the_start() {
        let mut state = State::default();
        state.note_sleep(at(50));
        assert_eq!((state.watching_since(), watched(&state, 0, 80)), (Some(at(50)), 30));
    }
}
