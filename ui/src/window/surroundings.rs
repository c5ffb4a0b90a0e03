//! What pages besides the board need to know of the desk: how it is doing, what its user may do, how it looks.

use std::rc::Rc;

use captrack_contract::{Overview, PreferencesChanged, Refusal, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::preferences::Preferences;
use yew::prelude::*;

use crate::desk;
use crate::desk::answer::{OnChange, Rhythm, use_answer};
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
    /// Why the last questions were refused; what is known may be old.
    pub refused: Refused,
}

/// Why each question was refused when it was asked last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Refused {
    overview: Option<Refusal>,
    preferences: Option<Refusal>,
}

impl Surroundings {
    /// Hulls that are critical.
    pub fn critical(&self) -> usize {
        self.overview.as_ref().and_then(|overview| overview.counts.get(&Level::Critical).copied()).unwrap_or(0)
    }

    /// Why what a page shows may be old: its own question was refused, or the look at all around it.
    pub fn why_old<'a>(&'a self, own: Option<&'a Refusal>) -> Option<&'a Refusal> {
        own.or(self.refused.overview.as_ref()).or(self.refused.preferences.as_ref())
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
    Overview(Result<Box<Overview>, Refusal>),
    /// Look and behaviour.
    Preferences(Result<Box<Preferences>, Refusal>),
}

impl Reducible for Surroundings {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let mut known = (*self).clone();
        match heard {
            Heard::Overview(Ok(overview)) => {
                known.overview = Some(Shared::unless_same(*overview, known.overview.as_ref()));
                known.refused.overview = None;
            }
            Heard::Preferences(Ok(preferences)) => {
                known.preferences = Some(Shared::unless_same(*preferences, known.preferences.as_ref()));
                known.refused.preferences = None;
            }
            Heard::Overview(Err(refusal)) => known.refused.overview = Some(refusal),
            Heard::Preferences(Err(refusal)) => known.refused.preferences = Some(refusal),
        }
        if known == *self { self } else { Rc::new(known) }
    }
}

/// What is known, followed for as long as it is `wanted`.
#[hook]
pub fn use_surroundings(wanted: bool) -> Surroundings {
    let known = use_reducer_eq(Surroundings::default);
    let question = wanted.then_some(());
    let told = known.dispatcher();
    use_answer(question, Rhythm::every(LOOK_EVERY), move |()| {
        let told = told.clone();
        async move { told.dispatch(Heard::Overview(desk::ask(commands::Overview).await.map(Box::new))) }
    });
    let told = known.dispatcher();
    let rhythm = Rhythm { every: Some(LOOK_EVERY), on_change: OnChange::Wait };
    use_answer(question, rhythm, move |()| {
        let told = told.clone();
        async move {
            let settings = desk::ask(commands::Settings).await;
            told.dispatch(Heard::Preferences(settings.map(|settings| Box::new(settings.preferences))));
        }
    });
    let told = known.dispatcher();
    use_effect_with(wanted, move |wanted| {
        let preferred = wanted.then(|| {
            desk::hear(PreferencesChanged::EVENT, move |changed: PreferencesChanged| {
                told.dispatch(Heard::Preferences(Ok(Box::new(changed.preferences))));
            })
        });
        move || drop(preferred)
    });
    (*known).clone()
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;

    use super::*;
    use crate::fixtures::overview;

    #[test]
    fn a_look_that_was_refused_is_told_until_one_is_answered_and_after_what_the_page_itself_was_refused() {
        let known = Rc::new(Surroundings::default());
        assert_eq!(known.why_old(None), None);
        let crashed = Refusal::new(ErrorCode::Internal, "CapTrack crashed while it did this.");
        let known = known.reduce(Heard::Overview(Err(crashed.clone())));
        assert_eq!(known.why_old(None), Some(&crashed));
        let own = Refusal::new(ErrorCode::Unavailable, "No desk.");
        assert_eq!(known.why_old(Some(&own)), Some(&own));
        let known = known.reduce(Heard::Preferences(Ok(Box::default())));
        assert_eq!(known.why_old(None), Some(&crashed), "the other question was not answered yet");
        let answered = known.reduce(Heard::Overview(Ok(Box::new(overview()))));
        assert_eq!(answered.why_old(None), None);
    }
}
