//! What people decide on this computer, as data: put into the state it gives back what undoes it.

use std::collections::BTreeMap;

use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::ids::PilotId;
use captrack_domain::pause::Pause;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::snooze::Snooze;
use captrack_domain::watch::{WatchAcknowledgement, WatchAlertId};
use jiff::Timestamp;

use crate::state::State;

/// When the user last looked; none: never yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookedAt(pub Option<Timestamp>);

/// The pause that holds; none: monitoring is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PauseEdit(pub Option<Pause>);

/// What is to be otherwise. What is none or not named stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StateEdits {
    /// The rules in force.
    pub policy: Option<Policy>,
    /// Look and behaviour.
    pub preferences: Option<Preferences>,
    /// Whether monitoring is paused, and until when.
    pub pause: Option<PauseEdit>,
    /// When everything that alerts was looked at.
    pub looked_at: Option<LookedAt>,
    /// This computer relays to Discord.
    pub relay_on: Option<bool>,
    /// How messages to Discord are written.
    pub relay_options: Option<RelayOptions>,
    /// Mains that are set by hand, by pilot; none: its own.
    pub mains: BTreeMap<PilotId, Option<PilotId>>,
    /// Snoozes by pilot; none: cleared.
    pub snoozes: BTreeMap<PilotId, Option<Snooze>>,
    /// Acknowledgements by main; none: taken back.
    pub acknowledgements: BTreeMap<PilotId, Option<Acknowledgement>>,
    /// Acknowledgements of what watch rules alert about; none: taken back.
    pub watch_acknowledgements: BTreeMap<WatchAlertId, Option<WatchAcknowledgement>>,
}

impl StateEdits {
    /// Puts them in force, and gives what undoes them. Pilots who are not watched have no main.
    pub fn put(self, state: &mut State) -> Self {
        let mut before = Self {
            policy: put_over(&mut state.policy, self.policy),
            preferences: put_over(&mut state.preferences, self.preferences),
            pause: self.pause.map(|PauseEdit(pause)| PauseEdit(std::mem::replace(&mut state.pause, pause))),
            looked_at: self.looked_at.map(|LookedAt(at)| LookedAt(std::mem::replace(&mut state.looked_at, at))),
            relay_on: put_over(&mut state.relay.on, self.relay_on),
            relay_options: put_over(&mut state.relay.options, self.relay_options),
            ..Self::default()
        };
        for (id, main) in self.mains {
            if let Some(pilot) = state.pilots.get_mut(&id) {
                before.mains.insert(id, std::mem::replace(&mut pilot.main, main));
            }
        }
        for (pilot, snooze) in self.snoozes {
            let old = match snooze {
                Some(snooze) => state.snoozes.0.insert(pilot, snooze),
                None => state.snoozes.0.remove(&pilot),
            };
            before.snoozes.insert(pilot, old);
        }
        for (main, seen) in self.acknowledgements {
            let old = match seen {
                Some(seen) => state.acknowledgements.0.insert(main, seen),
                None => state.acknowledgements.0.remove(&main),
            };
            before.acknowledgements.insert(main, old);
        }
        for (alert, seen) in self.watch_acknowledgements {
            let old = match seen {
                Some(seen) => state.watch.acknowledged.insert(alert, seen),
                None => state.watch.acknowledged.remove(&alert),
            };
            before.watch_acknowledgements.insert(alert, old);
        }
        before
    }

    /// Together with later ones, which count where both name the same.
    pub fn followed_by(mut self, later: Self) -> Self {
        self.mains.extend(later.mains);
        self.snoozes.extend(later.snoozes);
        self.acknowledgements.extend(later.acknowledgements);
        self.watch_acknowledgements.extend(later.watch_acknowledgements);
        Self {
            policy: later.policy.or(self.policy),
            preferences: later.preferences.or(self.preferences),
            pause: later.pause.or(self.pause),
            looked_at: later.looked_at.or(self.looked_at),
            relay_on: later.relay_on.or(self.relay_on),
            relay_options: later.relay_options.or(self.relay_options),
            ..self
        }
    }

    /// Nothing is to be otherwise.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Puts a value in the place of another, which is given back; none: nothing is put.
fn put_over<T>(place: &mut T, value: Option<T>) -> Option<T> {
    value.map(|value| std::mem::replace(place, value))
}

#[cfg(test)]
mod tests;
