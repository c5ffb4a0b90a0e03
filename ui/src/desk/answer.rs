//! Asking the program for what a page shows: again and again, and one question at a time.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use captrack_contract::DashboardChanged;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::desk;
use crate::platform::clock;
use crate::platform::timer::Timer;

/// What is done when the program says that something has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnChange {
    /// Nothing.
    #[default]
    Wait,
    /// The question is asked at once.
    AskAtOnce,
    /// The question is asked with the next second, however much has changed meanwhile.
    AskWithTheSecond,
}

/// When a question is asked besides at first, when it is another one, and when told to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AskRhythm {
    /// Every so many seconds: facts age without anybody telling.
    pub every: Option<u32>,
    /// When something has changed.
    pub on_change: OnChange,
}

impl AskRhythm {
    /// Every so many seconds, and at once when something has changed.
    pub const fn every(seconds: u32) -> Self {
        Self { every: Some(seconds), on_change: OnChange::AskAtOnce }
    }
}

/// Keeps a rhythm, second by second.
#[derive(Debug)]
struct Pace {
    rhythm: AskRhythm,
    seconds: Cell<u32>,
    changed: Cell<bool>,
}

impl Pace {
    const fn new(rhythm: AskRhythm) -> Self {
        Self { rhythm, seconds: Cell::new(0), changed: Cell::new(false) }
    }

    /// Something has changed. True: it is to be asked at once.
    fn change(&self) -> bool {
        self.changed.set(self.rhythm.on_change == OnChange::AskWithTheSecond);
        self.rhythm.on_change == OnChange::AskAtOnce
    }

    /// A second has passed. True: it is to be asked.
    fn tick(&self) -> bool {
        let seconds = self.seconds.get().saturating_add(1);
        let asks = self.changed.replace(false) || self.rhythm.every.is_some_and(|every| seconds >= every);
        self.seconds.set(if asks { 0 } else { seconds });
        asks
    }
}

/// Asks a question in a rhythm, as it is when it is asked; none: nothing is asked. What it returns asks once more.
///
/// `ask` is the one of the first drawing for ever, and may hold only what never changes.
#[hook]
pub fn use_answer<Q, F>(question: Option<Q>, rhythm: AskRhythm, ask: impl Fn(Q) -> F + 'static) -> Callback<()>
where
    Q: Clone + PartialEq + 'static,
    F: Future<Output = ()> + 'static,
{
    let latest = use_mut_ref(|| None::<Q>);
    latest.borrow_mut().clone_from(&question);
    let ask = use_memo((), move |()| ask);
    let puller = use_memo((), |()| Rc::new(QuestionLoop::default()));
    let pull = use_callback((), move |(), ()| {
        let (latest, ask) = (latest.clone(), ask.clone());
        puller.pull(move || {
            // What is to be seen now, not when the question was put.
            let question = latest.borrow().clone();
            let ask = ask.clone();
            async move {
                if let Some(question) = question {
                    ask(question).await;
                }
            }
        });
    });
    {
        let pull = pull.clone();
        use_effect_with((question, rhythm), move |(question, rhythm)| {
            let asking = question.is_some().then(|| {
                pull.emit(());
                keep_asking(*rhythm, &pull)
            });
            move || drop(asking)
        });
    }
    pull
}

/// Asks in a rhythm until it is dropped.
fn keep_asking(rhythm: AskRhythm, pull: &Callback<()>) -> impl Sized + use<> {
    let pace = Rc::new(Pace::new(rhythm));
    let hearing = (rhythm.on_change != OnChange::Wait).then(|| {
        let (pace, pull) = (pace.clone(), pull.clone());
        desk::hear(DashboardChanged::EVENT, move |_: DashboardChanged| {
            if pace.change() {
                pull.emit(());
            }
        })
    });
    let ticking = (rhythm != AskRhythm::default()).then(|| {
        let pull = pull.clone();
        clock::every_second(move |_| {
            if pace.tick() {
                pull.emit(());
            }
        })
    });
    (hearing, ticking)
}

/// So long a question may take before the next one may be asked, in milliseconds: one that never settles must not stop the page for good.
const PATIENCE_MILLIS: i32 = 30_000;

/// Asks one question at a time. Told to ask while it is asking, it asks once more afterwards.
#[derive(Default)]
pub struct QuestionLoop {
    turn: QuestionTurn,
    patience: RefCell<Option<Timer>>,
}

impl QuestionLoop {
    /// Asks, now or after the question that is under way.
    pub fn pull<F>(self: &Rc<Self>, ask: impl Fn() -> F + 'static)
    where
        F: Future<Output = ()>,
    {
        let Some(mut number) = self.turn.begin() else { return };
        let puller = self.clone();
        spawn_local(async move {
            loop {
                puller.be_patient(number);
                ask().await;
                match puller.turn.end(number) {
                    Some(next) => number = next,
                    None => return,
                }
            }
        });
    }

    fn be_patient(self: &Rc<Self>, number: u32) {
        let puller = Rc::downgrade(self);
        let give_up = move || {
            if let Some(puller) = puller.upgrade() {
                puller.turn.give_up(number);
            }
        };
        self.patience.replace(Some(Timer::after(PATIENCE_MILLIS, give_up)));
    }
}

/// Which question is under way, and whether another is wanted after it.
#[derive(Debug, Default)]
struct QuestionTurn {
    asking: Cell<Option<u32>>,
    last: Cell<u32>,
    again: Cell<bool>,
}

impl QuestionTurn {
    /// A question is wanted: its number; none: after the one that is under way.
    fn begin(&self) -> Option<u32> {
        self.again.set(self.asking.get().is_some());
        self.asking.get().is_none().then(|| self.next())
    }

    fn next(&self) -> u32 {
        let number = self.last.get().wrapping_add(1);
        self.last.set(number);
        self.asking.set(Some(number));
        number
    }

    /// A question has settled: the number of the next, if one is wanted. One that was given up ends nothing.
    fn end(&self, number: u32) -> Option<u32> {
        if self.asking.get() != Some(number) {
            return None;
        }
        self.asking.set(None);
        self.again.replace(false).then(|| self.next())
    }

    /// It takes too long: the next may be asked. Its answer still counts if it comes.
    fn give_up(&self, number: u32) {
        if self.asking.get() == Some(number) {
            self.asking.set(None);
            self.again.set(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pace: &Pace, seconds: u32) -> usize {
        (0..seconds).filter(|_| pace.tick()).count()
    }

    #[test]
    fn it_is_asked_once_after_many_changes_and_every_half_minute_without_any() {
        let pace = Pace::new(AskRhythm { every: Some(30), on_change: OnChange::AskWithTheSecond });
        assert_eq!(asked(&pace, 29), 0);
        assert_eq!(asked(&pace, 1), 1);
        assert!(!pace.change() && !pace.change(), "not before the second is over");
        assert_eq!(asked(&pace, 1), 1);
        assert_eq!(asked(&pace, 29), 0);
        assert_eq!(asked(&pace, 1), 1);
    }

    #[test]
    fn one_question_is_asked_at_a_time_and_once_more_however_often_that_was_wanted() {
        let turn = QuestionTurn::default();
        let first = turn.begin().unwrap();
        assert_eq!((turn.begin(), turn.begin()), (None, None));
        let second = turn.end(first).unwrap();
        assert_eq!(turn.end(second), None);
        assert!(turn.begin().is_some());
    }

    #[test]
    fn a_question_that_never_settles_stops_nothing() {
        let turn = QuestionTurn::default();
        let stuck = turn.begin().unwrap();
        assert_eq!(turn.begin(), None);
        turn.give_up(stuck);
        let next = turn.begin().unwrap();
        assert_ne!(next, stuck);
        assert_eq!(turn.end(stuck), None, "it settles after all, and the next one is still under way");
        assert_eq!(turn.begin(), None);
        turn.give_up(stuck);
        assert!(turn.end(next).is_some(), "what is long over gives up nothing");
    }

    #[test]
    fn what_is_asked_at_once_is_not_asked_again_with_the_second() {
        let pace = Pace::new(AskRhythm::every(30));
        assert!(pace.change());
        assert_eq!(asked(&pace, 29), 0);
        let never = Pace::new(AskRhythm::default());
        assert!(!never.change());
        assert_eq!(asked(&never, 1000), 0);
    }
}
