//! Requests that are under way.

use std::sync::atomic::AtomicBool;

use captrack_ports::NamesError;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use crate::poll::absorb::PolledSection;
use crate::poll::auth_round::RoundAnswers;
use crate::poll::look_ups::LookUpAnswer;
use crate::state::look_ups::LookUpSubject;

/// What is under way, and whether a cycle was cut off in the middle.
#[derive(Default)]
pub struct Requests {
    /// What was polled and not yet taken in.
    pub(crate) in_flight: Mutex<InFlight>,
    /// A cycle ended in the middle.
    pub(crate) cut_off: AtomicBool,
}

/// Requests that have not answered yet.
#[derive(Default)]
pub(crate) struct InFlight {
    pub tasks: JoinSet<Completed>,
    pub sections: usize,
}

/// What has come back.
pub(crate) enum Completed {
    Section(PolledSection),
    Auth(Box<RoundAnswers>),
    LookUp(LookUpSubject, Result<LookUpAnswer, NamesError>),
}

impl InFlight {
    /// Nothing is under way.
    pub(crate) fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }
}
