//! What pages besides the board need to know of the desk: how it is doing, what its user may do, how it looks.

use std::rc::Rc;

use captrack_contract::{DashboardChanged, Overview, PreferencesChanged, Refusal, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::preferences::Preferences;
use yew::prelude::*;

use crate::desk;
use crate::desk::link::Puller;
use crate::platform::clock;
use crate::platform::shared::Shared;

/// Preferences that another process changed are heard of by asking, every so many seconds.
const LOOK_EVERY: u32 = 20;

/// What is known; nothing before the first answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Surroundings {
    /// How things stand in short.
    pub overview: Option<Shared<Overview>>,
    /// Look and behaviour.
    pub preferences: Option<Shared<Preferences>>,
    /// Why the last look was refused; what is known may be old.
    pub refused: Option<Refusal>,
}

impl Surroundings {
    /// Hulls that are critical.
    pub fn critical(&self) -> usize {
        self.overview.as_ref().and_then(|overview| overview.counts.get(&Level::Critical).copied()).unwrap_or(0)
    }

    /// Why what a page shows may be old: its own question was refused, or the look at all around it.
    pub fn why_old<'a>(&'a self, own: Option<&'a Refusal>) -> Option<&'a Refusal> {
        own.or(self.refused.as_ref())
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
    /// A look is over; why it was refused, if it was.
    Looked(Option<Refusal>),
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
            Heard::Looked(refused) => known.refused = refused,
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

async fn ask(told: UseReducerDispatcher<Surroundings>, preferences: bool) {
    told.dispatch(Heard::Looked(look(&told, preferences).await.err()));
}

async fn look(told: &UseReducerDispatcher<Surroundings>, preferences: bool) -> Result<(), Refusal> {
    told.dispatch(Heard::Overview(Box::new(desk::ask(commands::Overview).await?)));
    if preferences {
        let settings = desk::ask(commands::Settings).await?;
        told.dispatch(Heard::Preferences(Box::new(settings.preferences)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;

    use super::*;

    #[test]
    fn a_look_that_was_refused_is_told_until_one_is_answered_and_after_what_the_page_itself_was_refused() {
        let known = Rc::new(Surroundings::default());
        assert_eq!(known.why_old(None), None);
        let crashed = Refusal::new(ErrorCode::Internal, "CapTrack crashed while it did this.");
        let known = known.reduce(Heard::Looked(Some(crashed.clone())));
        assert_eq!(known.why_old(None), Some(&crashed));
        let own = Refusal::new(ErrorCode::Unavailable, "No desk.");
        assert_eq!(known.why_old(Some(&own)), Some(&own));
        assert_eq!(known.reduce(Heard::Looked(None)).why_old(None), None);
    }
}
