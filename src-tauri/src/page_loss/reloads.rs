//! When a page that was lost is loaded again, and when it is given up. Pure bookkeeping.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use captrack_monitor::WindowTrouble;

/// How long to wait before a page is loaded again: the first time, the second, the third.
const WAITS: [Duration; 3] = [Duration::ZERO, Duration::from_secs(2), Duration::from_secs(10)];
/// A page that has lived for so long has no past.
const FORGOTTEN: Duration = Duration::from_secs(600);
/// So many heartbeats in a row without an answer, and a page counts as lost: a minute of them.
const UNANSWERED: u32 = 12;

/// So many, and it is said: a quarter of a minute of them.
const SILENT: u32 = 4;

/// What is done about a page that was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRemedy {
    /// It is loaded again.
    Reload {
        /// After this time.
        after: Duration,
    },
    /// It was lost too often.
    GiveUp,
}

/// The pages of the windows that are open.
#[derive(Debug, Default)]
pub struct OpenPages {
    lives: HashMap<String, Life>,
    /// A window was wanted, and this computer lacks what draws pages.
    no_web_view: bool,
}

#[derive(Debug, Default)]
struct Life {
    /// When it was lost, of late.
    lost: Vec<Instant>,
    /// Heartbeats that it has not answered.
    unanswered: u32,
    /// It has answered since it was loaded.
    answers: bool,
    given_up: bool,
}

impl OpenPages {
    /// A window was made because somebody wanted it.
    pub fn begun(&mut self, label: &str) {
        let life = self.lives.entry(label.to_owned()).or_default();
        life.unanswered = 0;
        life.answers = false;
        if std::mem::take(&mut life.given_up) {
            life.lost.clear();
        }
    }

    /// A page was lost.
    pub fn lost(&mut self, label: &str, now: Instant) -> PageRemedy {
        let life = self.lives.entry(label.to_owned()).or_default();
        life.unanswered = 0;
        life.answers = false;
        life.lost.retain(|at| now.saturating_duration_since(*at) < FORGOTTEN);
        let remedy =
            WAITS.get(life.lost.len()).map_or(PageRemedy::GiveUp, |after| PageRemedy::Reload { after: *after });
        life.lost.push(now);
        life.given_up = remedy == PageRemedy::GiveUp;
        remedy
    }

    /// A page that was lost is loaded again now: whatever answered until now was the one before it.
    pub fn loaded_again(&mut self, label: &str) {
        if let Some(life) = self.lives.get_mut(label) {
            life.unanswered = 0;
            life.answers = false;
        }
    }

    /// A page that was lost could not be loaded again, nor its window made.
    pub fn not_back(&mut self, label: &str) {
        self.lives.entry(label.to_owned()).or_default().given_up = true;
    }

    /// Its window is gone: nobody misses its answers any more.
    pub fn gone(&mut self, label: &str) {
        self.heard(label);
    }

    /// A window was wanted, and cannot be made.
    pub fn no_web_view(&mut self) {
        self.no_web_view = true;
    }

    /// What is wrong with the windows, the worst of it.
    pub fn trouble(&self) -> Option<WindowTrouble> {
        // One that was never heard may still be loading.
        let is_silent = |life: &Life| life.answers && life.unanswered >= SILENT;
        if self.no_web_view {
            Some(WindowTrouble::NoWebView)
        } else if self.lives.values().any(|life| life.given_up) {
            Some(WindowTrouble::KeepsCrashing)
        } else {
            self.lives.values().any(is_silent).then_some(WindowTrouble::Silent)
        }
    }

    /// It was lost too often, and nobody has wanted it since.
    pub fn is_lost(&self, label: &str) -> bool {
        self.lives.get(label).is_some_and(|life| life.given_up)
    }

    /// A page has answered a heartbeat. True: for the first time since it was loaded.
    pub fn answered(&mut self, label: &str) -> bool {
        self.heard(label);
        self.no_web_view = false;
        self.lives.get_mut(label).is_some_and(|life| !std::mem::replace(&mut life.answers, true))
    }

    /// A page need not answer now.
    pub fn heard(&mut self, label: &str) {
        if let Some(life) = self.lives.get_mut(label) {
            life.unanswered = 0;
        }
    }

    /// A page is asked whether it lives. True: it has not answered for too long.
    pub fn asked(&mut self, label: &str) -> bool {
        let life = self.lives.entry(label.to_owned()).or_default();
        life.unanswered = life.unanswered.saturating_add(1);
        life.unanswered > UNANSWERED && !life.given_up
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "main";

    #[test]
    fn a_page_comes_back_at_once_then_later_and_after_the_third_time_not_at_all() {
        let (mut pages, start) = (OpenPages::default(), Instant::now());
        pages.begun(MAIN);
        for (after, lost_at) in WAITS.into_iter().zip([0, 5, 20]) {
            let remedy = pages.lost(MAIN, start + Duration::from_secs(lost_at));
            assert_eq!(remedy, PageRemedy::Reload { after });
            assert!(!pages.is_lost(MAIN));
        }
        assert_eq!(pages.lost(MAIN, start + Duration::from_secs(40)), PageRemedy::GiveUp);
        assert!(pages.is_lost(MAIN));
    }

    #[test]
    fn whoever_opens_it_again_gets_all_attempts_again_and_a_page_made_again_by_the_program_does_not() {
        let (mut pages, start) = (OpenPages::default(), Instant::now());
        for _ in 0..3 {
            pages.lost(MAIN, start);
            pages.begun(MAIN);
        }
        assert_eq!(pages.lost(MAIN, start), PageRemedy::GiveUp);
        pages.begun(MAIN);
        assert!(!pages.is_lost(MAIN));
        assert_eq!(pages.lost(MAIN, start), PageRemedy::Reload { after: Duration::ZERO });
    }

    #[test]
    fn a_window_that_could_not_be_made_again_is_said_to_be_lost_until_somebody_opens_it() {
        let mut pages = OpenPages::default();
        pages.begun(MAIN);
        assert_eq!(pages.lost(MAIN, Instant::now()), PageRemedy::Reload { after: Duration::ZERO });
        pages.gone(MAIN);
        pages.not_back(MAIN);
        assert_eq!(pages.trouble(), Some(WindowTrouble::KeepsCrashing));
        // What draws pages may have gone with it, as while it is replaced by a newer one.
        pages.no_web_view();
        assert_eq!(pages.trouble(), Some(WindowTrouble::NoWebView));
        pages.begun(MAIN);
        pages.answered(MAIN);
        assert_eq!(pages.trouble(), None);
    }

    #[test]
    fn an_answer_that_a_lost_page_had_still_sent_is_not_that_of_the_page_after_it() {
        let mut pages = OpenPages::default();
        pages.begun(MAIN);
        assert!(pages.answered(MAIN));
        pages.lost(MAIN, Instant::now());
        pages.answered(MAIN);
        pages.loaded_again(MAIN);
        assert!(pages.answered(MAIN), "the page that was loaded again answers for the first time");
    }

    #[test]
    fn a_page_that_was_lost_long_ago_has_no_past_and_windows_do_not_count_for_each_other() {
        let (mut pages, start) = (OpenPages::default(), Instant::now());
        for hour in 0..8 {
            let lost_at = start + Duration::from_secs(3600 * hour);
            assert_eq!(pages.lost(MAIN, lost_at), PageRemedy::Reload { after: Duration::ZERO });
            assert_eq!(pages.lost("settings", lost_at), PageRemedy::Reload { after: Duration::ZERO });
        }
    }

    #[test]
    fn what_is_wrong_with_a_window_is_said_until_it_is_mended_or_nobody_wants_it() {
        let (mut pages, start) = (OpenPages::default(), Instant::now());
        pages.begun(MAIN);
        let asked = |pages: &mut OpenPages, times| (0..times).for_each(|_| _ = pages.asked(MAIN));
        asked(&mut pages, UNANSWERED);
        assert_eq!(pages.trouble(), None, "it has not begun yet");
        pages.answered(MAIN);
        asked(&mut pages, SILENT - 1);
        assert_eq!(pages.trouble(), None);
        pages.asked(MAIN);
        assert_eq!(pages.trouble(), Some(WindowTrouble::Silent));
        pages.answered(MAIN);
        assert_eq!(pages.trouble(), None);
        asked(&mut pages, SILENT);
        pages.gone(MAIN);
        assert_eq!(pages.trouble(), None, "somebody has closed it");
        (0..=WAITS.len()).for_each(|_| _ = pages.lost(MAIN, start));
        pages.gone(MAIN);
        assert_eq!(pages.trouble(), Some(WindowTrouble::KeepsCrashing));
        pages.begun(MAIN);
        assert_eq!(pages.trouble(), None);
        pages.no_web_view();
        assert_eq!(pages.trouble(), Some(WindowTrouble::NoWebView));
        pages.answered("settings");
        assert_eq!(pages.trouble(), None);
    }

    #[test]
    fn a_page_counts_as_lost_after_a_minute_without_an_answer_and_never_while_it_answers() {
        let mut pages = OpenPages::default();
        pages.begun(MAIN);
        for n in 0..100 {
            assert!(!pages.asked(MAIN));
            assert_eq!(pages.answered(MAIN), n == 0, "the first answer is told");
        }
        for _ in 0..UNANSWERED {
            assert!(!pages.asked(MAIN));
        }
        assert!(pages.asked(MAIN));
    }
}
