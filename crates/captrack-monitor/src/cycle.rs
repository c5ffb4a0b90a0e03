//! One cycle: ask what is due, take in what has answered, judge, persist. What has no name yet is looked up afterwards, beside the next cycles.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::section::SectionId;
use captrack_store::StoreError;

use crate::commit::{PendingChange, commit};
use crate::judge::types::pilots_flying;
use crate::monitor::Monitor;
use crate::poll::absorb::{absorb, see_ship};
use crate::poll::groups::retrack;
use crate::poll::in_flight::CompletedRequests;
use crate::poll::pilot_hulls::Holdings;
use crate::poll::reads::note_reads;
use crate::shared::supervision::UnfinishedGuard;
use crate::state::unsaved_changes::AbsorbedChanges;

/// How long a step of [`Monitor::ask_all_due`] waits for slow answers.
const STEP: Duration = Duration::from_millis(1500);

/// What a cycle did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CycleReport {
    /// Sections that answered.
    pub answered: usize,
    /// Sections that could not be read.
    pub failed: usize,
}

impl Monitor {
    /// Asks everything that is due and waits for all of it, names included: the single step that tests take.
    pub async fn run_cycle(&self) -> Result<CycleReport, StoreError> {
        let mut report = CycleReport::default();
        loop {
            let step = self.cycle(None).await?;
            report.answered += step.answered;
            report.failed += step.failed;
            if self.requests.in_flight.lock().await.is_empty() {
                return Ok(report);
            }
        }
    }

    /// Asks everything that is due now, and returns when all of it has answered or failed. Beside the loop, which goes on meanwhile.
    pub async fn ask_all_due(&self) -> Result<(), StoreError> {
        let (wanted, mut waits_for_auth) = {
            let state = self.shared.lock().await;
            let now = self.shared.now();
            let wanted: BTreeSet<SectionId> =
                state.due(now).into_iter().chain(state.in_flight.iter().copied()).collect();
            (wanted, state.auth.rounds.is_under_way() || state.auth.is_due(now))
        };
        loop {
            self.cycle(Some(STEP)).await?;
            let state = self.shared.lock().await;
            let due: BTreeSet<SectionId> = state.due(self.shared.now()).into_iter().collect();
            waits_for_auth &= state.auth.rounds.is_under_way();
            let waits = wanted.iter().any(|id| due.contains(id) || state.in_flight.contains(id));
            if !waits && !waits_for_auth {
                return Ok(());
            }
        }
    }

    /// One cycle. With `patience` slow requests stay under way: the next cycle takes them in.
    pub(crate) async fn cycle(&self, patience: Option<Duration>) -> Result<CycleReport, StoreError> {
        let unfinished = UnfinishedGuard::begin(&self.requests.cut_off);
        let done = self.cycle_once(patience).await;
        unfinished.finish();
        done
    }

    async fn cycle_once(&self, patience: Option<Duration>) -> Result<CycleReport, StoreError> {
        let CompletedRequests { sections, rounds, look_ups } = self.poll().ask_and_wait(patience).await;
        let failed_rounds = rounds.iter().filter(|answers| answers.error.is_some()).count();
        let report = CycleReport {
            answered: sections.iter().filter(|polled| polled.result.is_ok()).count() + rounds.len() - failed_rounds,
            failed: sections.iter().filter(|polled| polled.result.is_err()).count() + failed_rounds,
        };
        for polled in &sections {
            if let Err(error) = &polled.result {
                tracing::info!(section = %polled.id.kind, pilot = %polled.id.pilot, %error, "not read");
            }
        }
        let mut state = self.shared.lock().await;
        let now = self.shared.now();
        // Before anything can fail: what is not taken in now is asked about again.
        for (subject, _) in &look_ups {
            state.look_ups.under_way.remove(subject);
        }
        let absorbed = absorb(&mut state, sections, now, rand::random::<f64>);
        // Whoever commits first writes it: an edit may come in between.
        state.unsaved = absorbed.joined(std::mem::take(&mut state.unsaved));
        drop(state);
        for answers in &rounds {
            self.edit().take_auth(answers).await?;
        }
        if !rounds.is_empty() {
            let now = self.shared.now();
            note_reads(&mut *self.shared.lock().await, now);
        }
        let mut new_capitals = BTreeSet::new();
        for (subject, answer) in look_ups {
            new_capitals.extend(self.poll().take_look_up(subject, answer).await?);
        }
        let mut state = self.shared.lock().await;
        let mut absorbed = AbsorbedChanges::default();
        let fly_new_types = pilots_flying(&state, &new_capitals);
        let mut holdings = Holdings::of(&state.fleet, &fly_new_types);
        for pilot in fly_new_types {
            see_ship(&mut state, pilot, now, &mut holdings, &mut absorbed);
        }
        // Types may have come to a group that is tracked.
        retrack(&mut state, now, &mut absorbed);
        commit(&self.shared, &mut state, PendingChange { absorbed, ..PendingChange::news() }).await?;
        drop(state);
        for answers in &rounds {
            self.edit().follow_auth(answers).await?;
        }
        self.poll().send_off_look_ups().await;
        Ok(report)
    }

    /// Judges without asking anybody: time alone ends snoozes and fades alerts.
    pub(crate) async fn judge(&self) -> Result<(), StoreError> {
        let mut state = self.shared.lock().await;
        let absorbed = absorb(&mut state, Vec::new(), self.shared.now(), rand::random::<f64>);
        commit(&self.shared, &mut state, PendingChange { absorbed, ..PendingChange::news() }).await
    }
}
