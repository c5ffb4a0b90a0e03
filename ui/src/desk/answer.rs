//! Asking the program for what a page shows: again and again, and one question at a time.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use captrack_contract::DashboardChanged;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::desk;
use crate::platform::clock;

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

/// Asks one question at a time. Told to ask while it is asking, it asks once more afterwards.
#[derive(Default)]
pub struct QuestionLoop {
    asking: Cell<bool>,
    again: Cell<bool>,
}

impl QuestionLoop {
    /// Asks, now or after the question that is under way.
    pub fn pull<F>(self: &Rc<Self>, ask: impl Fn() -> F + 'static)
    where
        F: Future<Output = ()>,
    {
        if self.asking.replace(true) {
            self.again.set(true);
            return;
        }
        let puller = self.clone();
        spawn_local(async move {
            loop {
                puller.again.set(false);
                ask().await;
                if !puller.again.get() {
                    break;
                }
            }
            puller.asking.set(false);
        });
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
    fn what_is_asked_at_once_is_not_asked_again_with_the_second() {
        let pace = Pace::new(AskRhythm::every(30));
        assert!(pace.change());
        assert_eq!(asked(&pace, 29), 0);
        let never = Pace::new(AskRhythm::default());
        assert!(!never.change());
        assert_eq!(asked(&never, 1000), 0);
    }
}
