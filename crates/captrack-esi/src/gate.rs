//! The gate: after a 502, 503 or 504 nothing is asked until `/status` says that the cluster is up.

use std::time::Duration;

use jiff::Timestamp;
use parking_lot::Mutex;

use crate::budget::positive;
use crate::error::EsiError;

/// How often `/status` is looked at. ESI: cached 30 s.
const LOOK: Duration = Duration::from_secs(30);
/// The same while only VIPs are let in.
const LOOK_VIP: Duration = Duration::from_secs(60);
/// How often one ordinary request is let through a closed gate, in case it is `/status` itself that is broken.
const PROBE: Duration = Duration::from_secs(300);

/// What a look at `/status` told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Up, or at least not down.
    Up,
    /// Up, for VIPs only.
    Vip,
    /// Not up.
    Down,
}

/// What to do with a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    /// It may go.
    Go,
    /// Look at `/status` first and tell [`Gate::looked`].
    Look,
    /// It must wait.
    Wait(EsiError),
}

/// Open as long as nothing points to an outage.
#[derive(Debug, Default)]
pub(crate) struct Gate(Mutex<Option<Closed>>);

#[derive(Debug)]
struct Closed {
    look_at: Timestamp,
    probe_at: Timestamp,
    vip: bool,
}

impl Gate {
    /// Whether a request may go now. The first to be told `Look` looks; the others wait meanwhile.
    pub(crate) fn pass(&self, now: Timestamp) -> Pass {
        let mut state = self.0.lock();
        let Some(closed) = state.as_mut() else { return Pass::Go };
        if now >= closed.look_at {
            closed.look_at = now + LOOK;
            return Pass::Look;
        }
        if now >= closed.probe_at {
            closed.probe_at = now + PROBE;
            return Pass::Go;
        }
        let after = positive(closed.look_at, now);
        Pass::Wait(if closed.vip { EsiError::VipOnly(after) } else { EsiError::NotUp(after) })
    }

    /// An answer said that the cluster is not there.
    pub(crate) fn close(&self, now: Timestamp) {
        let mut state = self.0.lock();
        if state.is_none() {
            tracing::warn!("ESI answers as if the cluster were down; asking for the server status first");
            *state = Some(Closed { look_at: now, probe_at: now + PROBE, vip: false });
        }
    }

    /// An ordinary request was answered: it is there.
    pub(crate) fn open(&self) {
        if self.0.lock().take().is_some() {
            tracing::info!("ESI is up again");
        }
    }

    /// `/status` was looked at. Gives the error of the request that looked, when it cannot go.
    pub(crate) fn looked(&self, look: Look, now: Timestamp) -> Result<(), EsiError> {
        let (wait, vip) = match look {
            Look::Up => {
                self.open();
                return Ok(());
            }
            Look::Vip => (LOOK_VIP, true),
            Look::Down => (LOOK, false),
        };
        if let Some(closed) = self.0.lock().as_mut() {
            closed.look_at = now + wait;
            closed.vip = vip;
        }
        Err(if vip { EsiError::VipOnly(wait) } else { EsiError::NotUp(wait) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        "2026-08-18T11:20:00Z".parse().unwrap()
    }

    #[test]
    fn an_open_gate_lets_everything_through() {
        assert_eq!(Gate::default().pass(start()), Pass::Go);
    }

    #[test]
    fn after_an_outage_one_looks_and_the_others_wait() {
        let gate = Gate::default();
        gate.close(start());
        assert_eq!(gate.pass(start()), Pass::Look);
        assert_eq!(gate.pass(start()), Pass::Wait(EsiError::NotUp(LOOK)));
        gate.looked(Look::Up, start()).unwrap();
        assert_eq!(gate.pass(start()), Pass::Go);
    }

    #[test]
    fn the_gate_stays_closed_while_the_cluster_is_down() {
        let gate = Gate::default();
        gate.close(start());
        assert_eq!(gate.pass(start()), Pass::Look);
        assert_eq!(gate.looked(Look::Down, start()), Err(EsiError::NotUp(LOOK)));
        assert!(matches!(gate.pass(start() + Duration::from_secs(29)), Pass::Wait(_)));
        assert_eq!(gate.pass(start() + LOOK), Pass::Look);
    }

    #[test]
    fn vips_alone_are_not_enough() {
        let gate = Gate::default();
        gate.close(start());
        assert_eq!(gate.pass(start()), Pass::Look);
        assert_eq!(gate.looked(Look::Vip, start()), Err(EsiError::VipOnly(LOOK_VIP)));
        assert_eq!(gate.pass(start() + LOOK), Pass::Wait(EsiError::VipOnly(LOOK)));
        assert_eq!(gate.pass(start() + LOOK_VIP), Pass::Look);
    }

    #[test]
    fn a_broken_status_route_does_not_keep_the_gate_closed_for_ever() {
        let gate = Gate::default();
        gate.close(start());
        let later = start() + PROBE;
        assert_eq!(gate.pass(later), Pass::Look);
        assert_eq!(gate.looked(Look::Down, later), Err(EsiError::NotUp(LOOK)));
        assert_eq!(gate.pass(later), Pass::Go);
        gate.open();
        assert_eq!(gate.pass(later), Pass::Go);
    }
}
