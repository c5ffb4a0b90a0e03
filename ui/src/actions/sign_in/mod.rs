//! A sign-in as the page goes through it: begun here, carried out in the system browser, ended by the desk.

pub mod client_id;
pub mod sign_in_box;
pub mod sign_in_panel;

use std::cell::Cell;
use std::rc::Rc;

use captrack_contract::{Refusal, WindowCommand, commands};
use yew::prelude::*;

use crate::desk::link::DeskLink;

/// Where a sign-in stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SignInStage {
    /// None is under way.
    #[default]
    Idle,
    /// The desk makes ready for it.
    Starting,
    /// The browser has EVE's page; the desk waits for what comes back.
    Waiting {
        /// The page's address, for a browser that did not open.
        authorize_url: String,
    },
    /// A pilot is signed in.
    Done {
        /// The name.
        name: String,
    },
    /// It came to nothing.
    Refused(Refusal),
}

/// What happens to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInStep {
    /// The user asks for it.
    Begin,
    /// The desk is ready.
    Ready(String),
    /// The desk says how it ended.
    Ended(Result<String, Refusal>),
    /// The user gives it up, or has read how it ended.
    GiveUp,
}

impl Reducible for SignInStage {
    type Action = SignInStep;

    fn reduce(self: Rc<Self>, step: SignInStep) -> Rc<Self> {
        let under_way = matches!(*self, Self::Starting | Self::Waiting { .. });
        Rc::new(match step {
            SignInStep::Begin => Self::Starting,
            SignInStep::GiveUp => Self::Idle,
            // What was given up may still be refused, which is no news.
            SignInStep::Ready(_) | SignInStep::Ended(Err(_)) if !under_way => return self,
            SignInStep::Ready(authorize_url) => Self::Waiting { authorize_url },
            SignInStep::Ended(Ok(name)) => Self::Done { name },
            SignInStep::Ended(Err(refusal)) => Self::Refused(refusal),
        })
    }
}

/// A sign-in and what the user can do about it.
#[derive(Clone, PartialEq)]
pub struct SignInFlow {
    /// Where it stands.
    pub state: UseReducerHandle<SignInStage>,
    /// Which attempt is under way: what an earlier one comes to is no news.
    attempt: Rc<Cell<u32>>,
    link: DeskLink,
}

impl SignInFlow {
    /// Begins, and opens EVE's page in the browser.
    pub fn begin(&self) {
        let (link, state) = (self.link.clone(), self.state.dispatcher());
        let is_current = self.next_attempt();
        state.dispatch(SignInStep::Begin);
        self.link.settle(commands::BeginSignIn, move |answer| {
            match answer {
                Ok(started) => state.dispatch(SignInStep::Ready(started.authorize_url)),
                Err(refusal) => {
                    state.dispatch(SignInStep::Ended(Err(refusal)));
                    return;
                }
            }
            link.ask_window(WindowCommand::OpenSignInPage);
            link.settle(commands::FinishSignIn, move |answer| match answer {
                Ok(signed_in) => state.dispatch(SignInStep::Ended(Ok(signed_in.name))),
                Err(refusal) if is_current() => state.dispatch(SignInStep::Ended(Err(refusal))),
                // The user has given this attempt up, or begun another one: that it ends is what they asked for.
                Err(_) => {}
            });
        });
    }

    fn next_attempt(&self) -> impl Fn() -> bool + 'static {
        let attempt = self.attempt.clone();
        let this = attempt.get() + 1;
        attempt.set(this);
        move || attempt.get() == this
    }

    /// Opens EVE's page once more.
    pub fn open_again(&self) {
        self.link.ask_window(WindowCommand::OpenSignInPage);
    }

    /// The user has read how it ended.
    pub fn close(&self) {
        self.state.dispatch(SignInStep::GiveUp);
    }

    /// Gives it up.
    pub fn give_up(&self) {
        let _ = self.next_attempt();
        self.state.dispatch(SignInStep::GiveUp);
        // It may have ended by itself meanwhile: then there is nothing to give up, and the desk refuses nothing.
        self.link.ask(commands::CancelSignIn);
    }
}

/// The sign-in of the window that a component is in: it goes on, and its end is kept, wherever the user goes meanwhile.
///
/// # Panics
/// Outside a window; each provides one.
#[hook]
pub fn use_sign_in() -> SignInFlow {
    use_context::<SignInFlow>().expect("every window provides a sign-in around its pages")
}

/// A sign-in of a window's own.
#[hook]
pub fn use_own_sign_in(link: &DeskLink) -> SignInFlow {
    let link = link.clone();
    let state = use_reducer(SignInStage::default);
    let attempt = (*use_memo((), |()| Rc::new(Cell::new(0)))).clone();
    SignInFlow { state, attempt, link }
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;

    use super::*;

    fn after(steps: Vec<SignInStep>) -> SignInStage {
        let end = steps.into_iter().fold(Rc::new(SignInStage::default()), Reducible::reduce);
        (*end).clone()
    }

    fn refusal() -> Refusal {
        Refusal::new(ErrorCode::SignInRefused, "You refused.")
    }

    #[test]
    fn a_sign_in_ends_with_a_name_or_a_reason() {
        let ready = SignInStep::Ready("https://login.example".into());
        assert_eq!(
            after(vec![SignInStep::Begin, ready.clone(), SignInStep::Ended(Ok("Kara".into()))]),
            SignInStage::Done { name: "Kara".into() }
        );
        assert_eq!(
            after(vec![SignInStep::Begin, ready, SignInStep::Ended(Err(refusal()))]),
            SignInStage::Refused(refusal())
        );
    }

    #[test]
    fn what_was_given_up_is_not_refused_as_well() {
        let ready = SignInStep::Ready("https://login.example".into());
        let given_up = vec![SignInStep::Begin, ready.clone(), SignInStep::GiveUp, SignInStep::Ended(Err(refusal()))];
        assert_eq!(after(given_up), SignInStage::Idle);
        assert_eq!(after(vec![SignInStep::Begin, SignInStep::GiveUp, ready]), SignInStage::Idle);
    }

    #[test]
    fn a_pilot_who_came_through_all_the_same_is_welcome() {
        let late = vec![SignInStep::Begin, SignInStep::GiveUp, SignInStep::Ended(Ok("Kara".into()))];
        assert_eq!(after(late), SignInStage::Done { name: "Kara".into() });
    }
}
