//! Requests that are under way: sent off in the order of their urgency, as many at once as there are lanes.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::time::Duration;

use captrack_domain::section::SectionId;
use captrack_domain::text;
use captrack_ports::{NamesError, PollError, SectionRequest};
use tokio::time::Instant;

use crate::judge::types::looked_for;
use crate::poll::absorb::PolledSection;
use crate::poll::auth_round::{RoundAnswers, RoundQuestions};
use crate::poll::look_ups::{self, LookUpAnswer};
use crate::poll::requests::{Completed, InFlight};
use crate::poll::{Poller, priority};
use crate::shared::faults::SupervisedPart;
use crate::state::State;
use crate::state::look_ups::LookUpSubject;

/// So many sections are asked at once.
const LANES: usize = 64;
/// What answers within this time of the first answer is taken in together with it.
const GATHER: Duration = Duration::from_millis(300);

/// All that came back in one go.
#[derive(Default)]
pub(crate) struct CompletedRequests {
    pub sections: Vec<PolledSection>,
    pub rounds: Vec<RoundAnswers>,
    pub look_ups: Vec<(LookUpSubject, Result<LookUpAnswer, NamesError>)>,
}

impl Poller<'_> {
    /// Asks what is due and waits for all of it, or with `patience` for what comes soon: the rest stays under way. Nobody holds the state
    /// meanwhile.
    pub(crate) async fn ask_and_wait(&self, patience: Option<Duration>) -> CompletedRequests {
        let mut in_flight = self.requests.in_flight.lock().await;
        let mut queue: VecDeque<SectionId> = {
            let mut state = self.lock().await;
            self.forget_cut_off(&mut state, &mut in_flight).await;
            self.send_off_round(&mut state, &mut in_flight);
            let now = self.now();
            priority::in_order(&state, now).into()
        };
        let mut deadline = patience.map(|patience| Instant::now() + patience);
        let mut answered = CompletedRequests::default();
        loop {
            self.send_off_sections(&mut queue, &mut in_flight).await;
            let next = match deadline {
                Some(deadline) => match tokio::time::timeout_at(deadline, in_flight.tasks.join_next()).await {
                    Ok(next) => next,
                    Err(_) => return answered,
                },
                None => in_flight.tasks.join_next().await,
            };
            match next {
                Some(Ok(Completed::Section(polled))) => {
                    in_flight.sections = in_flight.sections.saturating_sub(self.lanes_of(polled.id));
                    answered.sections.push(polled);
                }
                Some(Ok(Completed::Auth(answers))) => answered.rounds.push(*answers),
                Some(Ok(Completed::LookUp(subject, answer))) => answered.look_ups.push((subject, answer)),
                Some(Err(error)) => tracing::error!(%error, "a request ended without an answer"),
                None => return answered,
            }
            // The first answer does not wait for the slowest.
            deadline = deadline.map(|deadline| deadline.min(Instant::now() + GATHER));
        }
    }

    /// Sends look-ups off, if there is anything to look up; whether there was.
    pub(crate) async fn send_off_look_ups(&self) -> bool {
        let mut in_flight = self.requests.in_flight.lock().await;
        let now = self.now();
        let begun = look_ups::begin(&mut *self.lock().await, now);
        let any = !begun.is_empty();
        for what in begun {
            let (names, types) = (self.ports.names.clone(), self.ports.types.clone());
            let (subject, faults) = (what.subject(), self.faults.clone());
            in_flight.tasks.spawn(async move {
                let asked = faults.caught(SupervisedPart::EveRequest, now, what.ask(&*names, &*types)).await;
                let broken = || Err(NamesError(text!("look-up-crashed")));
                Completed::LookUp(subject, asked.unwrap_or_else(broken))
            });
        }
        any
    }

    /// A cycle ended in the middle: what it had sent off does not come back.
    async fn forget_cut_off(&self, state: &mut State, in_flight: &mut InFlight) {
        if self.requests.cut_off.swap(false, Ordering::AcqRel) {
            in_flight.tasks.shutdown().await;
            in_flight.sections = 0;
            state.in_flight.clear();
            state.look_ups.cut_off();
        }
    }

    /// Sends the round of questions to AllianceAuth off, if one is due.
    fn send_off_round(&self, state: &mut State, in_flight: &mut InFlight) {
        let Some(server) = self.ports.auth.clone() else { return };
        let Some(question) = RoundQuestions::due(state, self.now()) else { return };
        let (secrets, faults, now) = (self.ports.secrets.clone(), self.faults.clone(), self.now());
        in_flight
            .tasks
            .spawn(async move { Completed::Auth(Box::new(question.ask(server, secrets, &faults, now).await)) });
    }

    /// How many lanes a section takes: none, where those that are asked at once share requests.
    fn lanes_of(&self, id: SectionId) -> usize {
        usize::from(!self.ports.source.shares_requests(id.kind))
    }

    /// Sends off the most urgent sections, as many as there are lanes.
    async fn send_off_sections(&self, queue: &mut VecDeque<SectionId>, in_flight: &mut InFlight) {
        if queue.is_empty() || in_flight.sections >= LANES {
            return;
        }
        let mut state = self.lock().await;
        let now = self.now();
        while in_flight.sections < LANES
            && let Some(id) = queue.pop_front()
        {
            let Some(section) = state.sections.get(&id).filter(|_| !state.in_flight.contains(&id)) else { continue };
            let validators = section.status.validators.clone().filter(|_| section.reading.is_some());
            let also = looked_for(&state);
            let ask = SectionRequest { section: id, validators, also: also.clone() };
            let (source, faults) = (self.ports.source.clone(), self.faults.clone());
            state.in_flight.insert(id);
            in_flight.sections += self.lanes_of(id);
            in_flight.tasks.spawn(async move {
                // A defect in a source must not leave the section under way for ever.
                let answer = faults.caught(SupervisedPart::EveRequest, now, source.poll(ask)).await;
                let broken = || Err(PollError::Later { why: text!("read-crashed"), after: None });
                Completed::Section(PolledSection { id, also, asked_at: now, result: answer.unwrap_or_else(broken) })
            });
        }
    }
}
