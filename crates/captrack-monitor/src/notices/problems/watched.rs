//! For how long this program has watched: a computer that sleeps, and a program that is paused or not there, miss nothing; what was missed
//! before that is missed still.

use jiff::{SignedDuration, Timestamp};

use crate::state::State;

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
            self.slept.remove(0);
        }
        self.slept.push((fell_asleep, now));
    }

    /// Since when it watches without a break: its start, the end of a pause, waking up.
    pub fn watching_since(&self) -> Option<Timestamp> {
        self.watching_since.max(self.slept.last().map(|(_, woke)| *woke))
    }

    /// The longest time without a break in which it watched, from `since` until `now`, as `length` measures it.
    pub fn longest_watch(
        &self,
        since: Timestamp,
        now: Timestamp,
        length: impl Fn(Timestamp, Timestamp) -> SignedDuration,
    ) -> SignedDuration {
        let mut began = self.watching_since.map_or(since, |start| start.max(since));
        let mut longest = SignedDuration::ZERO;
        for (fell_asleep, woke) in self.slept.iter().filter(|(_, woke)| *woke > since) {
            longest = longest.max(length(began, (*fell_asleep).max(began)));
            began = began.max(*woke);
        }
        longest.max(length(began, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::at;

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
    fn before_anything_was_looked_at_a_jump_is_the_start() {
        let mut state = State::default();
        state.note_sleep(at(50));
        assert_eq!((state.watching_since(), watched(&state, 0, 80)), (Some(at(50)), 30));
    }
}
