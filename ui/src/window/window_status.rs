//! What pages besides the board need to know of the desk: how it is doing, what its user may do, how it looks.

use std::rc::Rc;

use captrack_contract::{Overview, PreferencesChanged, Refusal, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::preferences::Preferences;
use yew::prelude::*;

use crate::desk;
use crate::desk::answer::{AskRhythm, OnChange, use_answer};
use crate::platform::shared::SharedRef;

/// Preferences that another process changed are heard of by asking, every so many seconds.
const LOOK_EVERY: u32 = 20;

/// What is known; nothing before the first answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WindowStatus {
    /// How things stand in short.
    pub overview: Option<SharedRef<Overview>>,
    /// Look and behaviour.
    pub preferences: Option<SharedRef<Preferences>>,
    /// Why the last questions were refused; what is known may be old.
    pub refused: RefusedQuestions,
}

/// Why each question was refused when it was asked last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RefusedQuestions {
    overview: Option<Refusal>,
    preferences: Option<Refusal>,
}

impl WindowStatus {
    /// Hulls that are critical and that nobody has acknowledged.
    pub fn critical(&self) -> usize {
        self.overview.as_ref().and_then(|overview| overview.unacknowledged.get(&Level::Critical).copied()).unwrap_or(0)
    }

    /// Why what a page shows may be old: its own question was refused, or the look at all around it.
    pub fn why_old<'a>(&'a self, own: Option<&'a Refusal>) -> Option<&'a Refusal> {
        own.or(self.refused.overview.as_ref()).or(self.refused.preferences.as_ref())
    }

    /// Pilots have pictures; in the demo they are invented, and other servers have others under these ids.
    pub fn has_pictures(&self) -> bool {
        self.overview.as_ref().is_some_and(|overview| !overview.status.demo && overview.status.other_servers.is_none())
    }
}

/// An answer.
#[derive(Debug)]
pub enum StatusAnswer {
    /// How things stand.
    Overview(Result<Box<Overview>, Refusal>),
    /// Look and behaviour.
    Preferences(Result<Box<Preferences>, Refusal>),
}

impl Reducible for WindowStatus {
    type Action = StatusAnswer;

    fn reduce(self: Rc<Self>, heard: StatusAnswer) -> Rc<Self> {
        let mut known = (*self).clone();
        match heard {
            StatusAnswer::Overview(Ok(overview)) => {
                known.overview = Some(SharedRef::unless_same(*overview, known.overview.as_ref()));
                known.refused.overview = None;
            }
            StatusAnswer::Preferences(Ok(preferences)) => {
                known.preferences = Some(SharedRef::unless_same(*preferences, known.preferences.as_ref()));
                known.refused.preferences = None;
            }
            StatusAnswer::Overview(Err(refusal)) => known.refused.overview = Some(refusal),
            StatusAnswer::Preferences(Err(refusal)) => known.refused.preferences = Some(refusal),
        }
        if known == *self { self } else { Rc::new(known) }
    }
}

/// What is known, followed for as long as it is `wanted`.
#[hook]
pub fn use_surroundings(wanted: bool) -> WindowStatus {
    let known = use_reducer_eq(WindowStatus::default);
    let question = wanted.then_some(());
    let told = known.dispatcher();
    use_answer(question, AskRhythm::every(LOOK_EVERY), move |()| {
        let told = told.clone();
        async move { told.dispatch(StatusAnswer::Overview(desk::ask(commands::Overview).await.map(Box::new))) }
    });
    let told = known.dispatcher();
    let rhythm = AskRhythm { every: Some(LOOK_EVERY), on_change: OnChange::Wait };
    use_answer(question, rhythm, move |()| {
        let told = told.clone();
        async move {
            let settings = desk::ask(commands::Settings).await;
            told.dispatch(StatusAnswer::Preferences(settings.map(|settings| Box::new(settings.preferences))));
        }
    });
    let told = known.dispatcher();
    use_effect_with(wanted, move |wanted| {
        let preferred = wanted.then(|| {
            desk::hear(PreferencesChanged::EVENT, move |changed: PreferencesChanged| {
                told.dispatch(StatusAnswer::Preferences(Ok(Box::new(changed.preferences))));
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
    fn nobody_gets_the_picture_of_a_stranger() {
        let known = |demo, other_servers: Option<&str>| {
            let mut overview = overview();
            overview.status.demo = demo;
            overview.status.other_servers = other_servers.map(Into::into);
            Rc::new(WindowStatus::default()).reduce(StatusAnswer::Overview(Ok(Box::new(overview)))).has_pictures()
        };
        assert!(known(false, None));
        assert!(!known(true, None));
        assert!(!known(false, Some("http://localhost:9000")));
    }

    #[test]
    fn a_look_that_was_refused_is_told_until_one_is_answered_and_after_what_the_page_itself_was_refused() {
        let known = Rc::new(WindowStatus::default());
        assert_eq!(known.why_old(None), None);
        let crashed = Refusal::new(ErrorCode::Internal, "CapTrack crashed while it did this.");
        let known = known.reduce(StatusAnswer::Overview(Err(crashed.clone())));
        assert_eq!(known.why_old(None), Some(&crashed));
        let own = Refusal::new(ErrorCode::Unavailable, "No desk.");
        assert_eq!(known.why_old(Some(&own)), Some(&own));
        let known = known.reduce(StatusAnswer::Preferences(Ok(Box::default())));
        assert_eq!(known.why_old(None), Some(&crashed), "the other question was not answered yet");
        let answered = known.reduce(StatusAnswer::Overview(Ok(Box::new(overview()))));
        assert_eq!(answered.why_old(None), None);
    }
}
