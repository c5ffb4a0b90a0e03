//! One cycle: ask what is due, take in what has answered, look names up, judge, persist.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::time::Duration;

use captrack_store::StoreError;
use tokio::task::JoinSet;

use crate::absorb::{Absorbed, Polled, absorb, see_ship};
use crate::auth::asking::{Answers, Question};
use crate::commit::Change;
use crate::groups::retrack;
use crate::holdings::Holdings;
use crate::monitor::Monitor;
use crate::ports::{Ask, PollError};
use crate::state::State;
use crate::supervised::{Supervised, Unfinished};

/// So many sections are asked at once.
const AT_ONCE: usize = 32;

/// Requests that have not answered yet.
#[derive(Default)]
pub(crate) struct Flights {
    tasks: JoinSet<Landed>,
}

/// What has come back.
enum Landed {
    Section(Polled),
    Auth(Box<Answers>),
}

/// What a cycle did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CycleReport {
    /// Sections that answered.
    pub answered: usize,
    /// Sections that could not be read.
    pub failed: usize,
}

impl Flights {
    /// Nothing is under way.
    pub(crate) fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }
}

impl Monitor {
    /// Asks everything that is due and waits for all of it. The single step that tests and `captrack check` take.
    pub async fn run_cycle(&self) -> Result<CycleReport, StoreError> {
        self.cycle(None).await
    }

    /// The same, but leaves slow requests under way after `patience`: the next cycle takes them in.
    pub(crate) async fn cycle(&self, patience: Option<Duration>) -> Result<CycleReport, StoreError> {
        let unfinished = Unfinished::begin(&self.cut_off);
        let done = self.cycle_once(patience).await;
        unfinished.finish();
        done
    }

    async fn cycle_once(&self, patience: Option<Duration>) -> Result<CycleReport, StoreError> {
        let mut flights = self.flights.lock().await;
        self.depart(&mut flights).await;
        let landed = gather(&mut flights.tasks, patience).await;
        drop(flights);
        let (mut polled, mut rounds) = (Vec::new(), Vec::new());
        for landed in landed {
            match landed {
                Landed::Section(section) => polled.push(section),
                Landed::Auth(answers) => rounds.push(*answers),
            }
        }
        let failed_rounds = rounds.iter().filter(|answers| answers.error.is_some()).count();
        let report = CycleReport {
            answered: polled.iter().filter(|polled| polled.result.is_ok()).count() + rounds.len() - failed_rounds,
            failed: polled.iter().filter(|polled| polled.result.is_err()).count() + failed_rounds,
        };
        for polled in &polled {
            if let Err(error) = &polled.result {
                tracing::info!(section = %polled.id.kind, pilot = %polled.id.pilot, %error, "not read");
            }
        }
        let mut state = self.lock().await;
        let now = self.now();
        let absorbed = absorb(&mut state, polled, now, rand::random::<f64>);
        // Whoever commits first writes it: an edit may come while names are looked up.
        state.unsaved = absorbed.joined(std::mem::take(&mut state.unsaved));
        drop(state);
        for answers in &rounds {
            self.take_auth(answers).await?;
        }
        // Names, structures and new types come from the network: the state is not held meanwhile.
        self.look_up_names().await?;
        let fly_new_types: BTreeSet<_> = self.look_up_types().await?.into_iter().collect();
        self.look_up_groups().await?;
        let mut state = self.lock().await;
        let mut absorbed = Absorbed::default();
        let mut holdings = Holdings::of(&state.fleet, &fly_new_types);
        for pilot in fly_new_types {
            see_ship(&mut state, pilot, now, &mut holdings, &mut absorbed);
        }
        // Types may have come to a group that is tracked.
        retrack(&mut state, now, &mut absorbed);
        self.commit(&mut state, Change { absorbed, ..Change::news() }).await?;
        drop(state);
        for answers in &rounds {
            self.follow_auth(answers).await?;
        }
        Ok(report)
    }

    /// Sends the round of questions to AllianceAuth off, if one is due.
    fn depart_to_auth(&self, state: &mut State, flights: &mut Flights) {
        let Some(server) = self.ports.auth.clone() else { return };
        let Some(question) = Question::due(state, self.now()) else { return };
        let secrets = self.ports.secrets.clone();
        let (faults, now) = (self.faults.clone(), self.now());
        flights.tasks.spawn(async move { Landed::Auth(Box::new(question.ask(server, secrets, &faults, now).await)) });
    }

    /// Judges without asking anybody: time alone ends snoozes and fades alerts.
    pub(crate) async fn judge(&self) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let absorbed = absorb(&mut state, Vec::new(), self.now(), rand::random::<f64>);
        self.commit(&mut state, Change { absorbed, ..Change::news() }).await
    }

    /// Sends off what is due, as many at once as there is room for.
    async fn depart(&self, flights: &mut Flights) {
        let mut state = self.lock().await;
        if self.cut_off.swap(false, Ordering::AcqRel) {
            flights.tasks.shutdown().await;
            state.in_flight.clear();
            state.auth.asking = false;
        }
        let now = self.now();
        for id in state.due(now) {
            let Some(section) = state.sections.get(&id) else { continue };
            let validators = section.status.validators.clone().filter(|_| section.reading.is_some());
            let also = state.tracked.types().clone();
            let ask = Ask { section: id, validators, also: also.clone(), now };
            let (source, room, faults) = (self.ports.source.clone(), self.room.clone(), self.faults.clone());
            state.in_flight.insert(id);
            flights.tasks.spawn(async move {
                let _room = room.acquire_owned().await;
                // A defect in a source must not leave the section under way for ever.
                let answer = faults.caught(Supervised::EveRequest, now, source.poll(ask)).await;
                let broken = || Err(PollError::Later { why: "Reading failed inside CapTrack.".into(), after: None });
                Landed::Section(Polled { id, also, result: answer.unwrap_or_else(broken) })
            });
        }
        self.depart_to_auth(&mut state, flights);
    }

    /// How many sections are asked at once.
    pub(crate) fn room() -> std::sync::Arc<tokio::sync::Semaphore> {
        std::sync::Arc::new(tokio::sync::Semaphore::new(AT_ONCE))
    }
}

/// Waits for all, or for those that answer within `patience` of the call.
async fn gather(tasks: &mut JoinSet<Landed>, patience: Option<Duration>) -> Vec<Landed> {
    let mut landed = Vec::new();
    let deadline = patience.map(|patience| tokio::time::Instant::now() + patience);
    loop {
        let next = match deadline {
            Some(deadline) => match tokio::time::timeout_at(deadline, tasks.join_next()).await {
                Ok(next) => next,
                Err(_) => return landed,
            },
            None => tasks.join_next().await,
        };
        match next {
            Some(Ok(answer)) => landed.push(answer),
            Some(Err(error)) => tracing::error!(%error, "a request ended without an answer"),
            None => return landed,
        }
    }
}
