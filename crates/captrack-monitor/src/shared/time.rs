//! What has become of the time: noticed in one place, whenever the state is looked at.

use captrack_ports::Clock;
use captrack_store::StoreError;
use jiff::Timestamp;

use super::MonitorCore;
use crate::state::State;
use crate::state::judgement_expiry::JudgedUntil;
use crate::state::time_order::{bring_forward, bring_into_order, went_back};

impl MonitorCore {
    /// Notices what has become of the time since the state was last looked at: the one place where that is done.
    pub(super) fn note_time(&self, state: &mut State) {
        let now = self.now();
        if let Some(latest) = state.latest_now.filter(|latest| went_back(*latest, now)) {
            tracing::warn!(%latest, %now, "time went back; what is remembered is brought into order");
            bring_into_order(state, now);
            state.judged = JudgedUntil::default();
            state.store_disordered = true;
            // What windows pulled meanwhile is of the wrong time.
            state.revision += 1;
            self.revision.send_replace(state.revision);
            state.time_began = Some(now);
            // A notification that names a time is renewed.
            self.outbox.notify_one();
        }
        let forward = self.ports.clock.put_forward();
        let by = forward.saturating_sub(std::mem::replace(&mut state.put_forward, forward));
        if by.is_positive() {
            tracing::warn!(%by, "the clock was behind; what was noted by it is put forward");
            let began = state.time_began.replace(now);
            bring_forward(state, began.unwrap_or(now), by.unsigned_abs(), now);
            state.judged = JudgedUntil::default();
            self.outbox.notify_one();
        }
        let jumps = self.ports.clock.jumps();
        let jumped = std::mem::replace(&mut state.jumps, jumps) != jumps;
        if by.is_positive() || jumped && !self.ports.clock.is_confirmed() {
            state.put_back.give_back(&mut state.fleet, &mut state.unsaved, now);
        } else if self.ports.clock.is_confirmed() {
            state.put_back.forget();
        }
        let asleep = self.ports.clock.asleep();
        let slept = asleep.zip(state.asleep).map(|(asleep, before)| asleep.saturating_sub(before));
        state.asleep = asleep;
        if jumped {
            // Where it has slept, nothing that did not answer meanwhile has been asked.
            state.note_jump(now, slept);
        }
        state.latest_now = Some(now);
        state.certain_now = self.ports.clock.trusted().or(state.certain_now);
    }

    /// Brings what waits in the store into order, if time went back since it was done last.
    pub(crate) async fn order_store(&self, now: Timestamp) -> Result<(), StoreError> {
        if !self.lock().await.store_disordered {
            return Ok(());
        }
        self.store.bring_into_order(now).await?;
        self.lock().await.store_disordered = false;
        Ok(())
    }

    /// Whether history may be deleted: only when two answers have said what time it is.
    pub(crate) fn may_prune(&self) -> bool {
        self.ports.clock.is_confirmed()
    }
}
