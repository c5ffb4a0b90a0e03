//! What a window tells the user about their last steps: what failed stays until it is put away, what worked goes by itself. They
//! belong to the window, so that neither a way back nor a refusal that comes late is lost with the page it began on.

use std::rc::Rc;

use captrack_contract::EditId;
use yew::{AttrValue, Callback, Reducible};

/// At most so many stand at once; the oldest gives way.
const MOST: usize = 3;

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepOutcome {
    /// It has taken effect.
    Done,
    /// It was refused.
    Refused,
}

/// One notice.
#[derive(Debug, Clone, PartialEq)]
pub struct PageNotice {
    /// Which.
    pub id: u32,
    /// How it went.
    pub outcome: StepOutcome,
    /// One sentence.
    pub text: AttrValue,
    /// The way back, where there is one.
    pub undo: Option<WayBack>,
}

/// How a step is undone.
#[derive(Debug, Clone, PartialEq)]
pub enum WayBack {
    /// The program undoes a change.
    Edit(EditId),
    /// The page undoes what it alone knows.
    Page(Callback<()>),
}

/// The notices that stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageNotices {
    next_id: u32,
    /// Oldest first.
    pub standing: Vec<PageNotice>,
}

/// What happens to them.
#[derive(Debug)]
pub enum NoticesAction {
    /// A step has an outcome.
    Tell {
        /// How it went.
        outcome: StepOutcome,
        /// One sentence.
        text: AttrValue,
        /// The way back, where there is one.
        undo: Option<WayBack>,
    },
    /// One is put away.
    PutAway(u32),
}

impl Reducible for PageNotices {
    type Action = NoticesAction;

    fn reduce(self: Rc<Self>, action: NoticesAction) -> Rc<Self> {
        let mut notices = (*self).clone();
        match action {
            NoticesAction::Tell { outcome, text, undo } => {
                // The same sentence twice is one sentence, and what worked before the last step is old news.
                notices.standing.retain(|notice| {
                    let old_news = outcome == StepOutcome::Done && notice.outcome == StepOutcome::Done;
                    notice.text != text && !old_news
                });
                if notices.standing.len() == MOST {
                    notices.standing.remove(0);
                }
                notices.standing.push(PageNotice { id: notices.next_id, outcome, text, undo });
                notices.next_id += 1;
            }
            NoticesAction::PutAway(id) => notices.standing.retain(|notice| notice.id != id),
        }
        Rc::new(notices)
    }
}

/// How long what worked stands, in seconds.
const STANDS_SECONDS: u32 = 8;

/// How long a notice stands yet. The clock stands still while somebody is on it, and begins again after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeCountdown {
    left: u32,
}

impl Default for NoticeCountdown {
    fn default() -> Self {
        Self { left: STANDS_SECONDS }
    }
}

impl NoticeCountdown {
    /// A second has passed, with somebody on the notice or not. True: its time is over.
    pub fn tick(&mut self, is_held: bool) -> bool {
        self.left = if is_held { STANDS_SECONDS } else { self.left.saturating_sub(1) };
        self.left == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_worked_goes_after_its_time_but_not_while_somebody_is_on_it() {
        let mut countdown = NoticeCountdown::default();
        for _ in 1..STANDS_SECONDS {
            assert!(!countdown.tick(false));
        }
        for _ in 0..100 {
            assert!(!countdown.tick(true), "somebody reads it, or is on its button");
        }
        for _ in 1..STANDS_SECONDS {
            assert!(!countdown.tick(false), "there is time to come back");
        }
        assert!(countdown.tick(false));
    }

    fn tell(notices: Rc<PageNotices>, outcome: StepOutcome, text: &'static str) -> Rc<PageNotices> {
        notices.reduce(NoticesAction::Tell { outcome, text: text.into(), undo: None })
    }

    fn refused(texts: &[&'static str]) -> Rc<PageNotices> {
        texts.iter().fold(Rc::default(), |notices, text| tell(notices, StepOutcome::Refused, text))
    }

    fn texts(notices: &PageNotices) -> Vec<&str> {
        notices.standing.iter().map(|notice| notice.text.as_str()).collect()
    }

    #[test]
    fn the_oldest_gives_way_and_nothing_is_said_twice() {
        assert_eq!(texts(&refused(&["a", "b", "c", "d"])), ["b", "c", "d"]);
        assert_eq!(texts(&refused(&["a", "b", "a"])), ["b", "a"]);
    }

    #[test]
    fn what_worked_gives_way_to_what_worked_later_and_refusals_stay() {
        let notices = tell(refused(&["no"]), StepOutcome::Done, "first");
        let notices = tell(notices, StepOutcome::Done, "second");
        assert_eq!(texts(&notices), ["no", "second"]);
    }

    #[test]
    fn one_that_is_put_away_is_gone_and_its_number_is_not_given_again() {
        let notices = refused(&["a", "b"]).reduce(NoticesAction::PutAway(1));
        assert_eq!(texts(&notices), ["a"]);
        let again = tell(notices, StepOutcome::Done, "c");
        assert_eq!(again.standing.last().unwrap().id, 2);
    }
}
