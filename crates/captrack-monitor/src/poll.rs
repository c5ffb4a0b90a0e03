//! Asking: what is due, what is under way, and what the answers make of what is known.

pub mod absorb;
pub mod auth_round;
pub mod early_reads;
mod find_group;
pub mod first_reads;
pub mod groups;
pub mod in_flight;
mod look_up_answers;
pub mod look_ups;
pub mod membership;
pub mod names;
pub mod pilot_hulls;
pub mod priority;
pub mod reads;
pub mod requests;
pub mod rosters;
pub mod schedule;
pub mod sign_ins;

use std::ops::Deref;

use crate::shared::MonitorCore;
use early_reads::hurry_everything;
use requests::Requests;

/// Asks, and takes in what comes back.
#[derive(Clone, Copy)]
pub struct Poller<'a> {
    pub(crate) shared: &'a MonitorCore,
    pub(crate) requests: &'a Requests,
}

impl Deref for Poller<'_> {
    type Target = MonitorCore;

    fn deref(&self) -> &MonitorCore {
        self.shared
    }
}

impl Poller<'_> {
    /// Makes everything due that no server has forbidden.
    pub async fn hurry_everything(&self) {
        let mut state = self.lock().await;
        hurry_everything(&mut state, self.now());
    }
}
