//! What pages besides the board need to know of the desk: how it is doing, what its user may do, how it looks.

use std::rc::Rc;

use captrack_contract::{Command, DashboardChanged, Overview, PreferencesChanged, Reply};
use captrack_domain::evaluate::Level;
use captrack_domain::preferences::Preferences;
use yew::prelude::*;

use crate::link::Puller;
use crate::shared::Shared;
use crate::{clock, desk};

/// Preferences that another process changed are heard of by asking, every so many seconds.
const LOOK_EVERY: u32 = 20;

/// What is known; nothing before the first answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Surroundings {
    /// How things stand in short.
    pub overview: Option<Shared<Overview>>,
    /// Look and behaviour.
    pub preferences: Option<Shared<Preferences>>,
}

impl Surroundings {
    /// Hulls that are critical.
    pub fn critical(&self) -> usize {
        self.overview.as_ref().and_then(|overview| overview.counts.get(&Level::Critical).copied()).unwrap_or(0)
    }

    /// Pilots have pictures; in the demo they are invented.
    pub fn has_pictures(&self) -> bool {
        self.overview.as_ref().is_some_and(|overview| !overview.status.demo)
    }
}

/// An answer.
#[derive(Debug)]
pub enum Heard {
    /// How things stand.
    Overview(Box<Overview>),
    /// Look and behaviour.
    Preferences(Box<Preferences>),
}

impl Reducible for Surroundings {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let mut known = (*self).clone();
        match heard {
            Heard::Overview(overview) => {
                known.overview = Some(Shared::unless_same(*overview, known.overview.as_ref()));
            }
            Heard::Preferences(preferences) => {
                known.preferences = Some(Shared::unless_same(*preferences, known.preferences.as_ref()));
            }
        }
        if known == *self { self } else { Rc::new(known) }
    }
}

/// What is known, followed for as long as it is `wanted`.
#[hook]
pub fn use_surroundings(wanted: bool) -> Surroundings {
    let known = use_reducer_eq(Surroundings::default);
    let dispatcher = known.dispatcher();
    use_effect_with(wanted, move |wanted| {
        let follow = wanted.then(|| {
            let puller = Rc::new(Puller::default());
            let told = dispatcher.clone();
            let look = Callback::from(move |preferences: bool| {
                let told = dispatcher.clone();
                puller.pull(move || ask(told.clone(), preferences));
            });
            look.emit(true);
            let changed = look.clone();
            let hearing = desk::hear(DashboardChanged::EVENT, move |_: DashboardChanged| changed.emit(false));
            let ticking = clock::every(LOOK_EVERY, move || look.emit(true));
            let preferred = desk::hear(PreferencesChanged::EVENT, move |changed: PreferencesChanged| {
                told.dispatch(Heard::Preferences(Box::new(changed.preferences)));
            });
            (hearing, preferred, ticking)
        });
        move || drop(follow)
    });
    (*known).clone()
}

/// Where something is refused the page's own question is refused as well, and the page says so.
async fn ask(told: UseReducerDispatcher<Surroundings>, preferences: bool) {
    if let Ok(Reply::Overview(overview)) = desk::ask(&Command::Overview).await {
        told.dispatch(Heard::Overview(overview));
    }
    if preferences && let Ok(Reply::Settings(settings)) = desk::ask(&Command::Settings).await {
        told.dispatch(Heard::Preferences(Box::new(settings.preferences)));
    }
}
