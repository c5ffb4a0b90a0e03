//! The gate: when answers look as if the cluster were down, `/status` is asked, never before its last answer has expired; while it says
//! so, and nothing else answers, nothing is asked.

use std::time::Duration;

use jiff::Timestamp;
use parking_lot::Mutex;

use crate::error::EsiError;
use crate::moment::{ElapsedTime, at_least_a_second, left};

/// How long what `/status` said holds, where it does not say so itself. ESI: cached 30 s.
const LOOK: Duration = Duration::from_secs(30);
/// The same while only VIPs are let in.
const LOOK_VIP: Duration = Duration::from_secs(60);
/// How often one ordinary request is let through a closed gate, in case it is `/status` itself that is broken.
const PROBE: Duration = Duration::from_secs(300);

/// What a look at `/status` told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusAnswer {
    /// Up, or at least not down.
    Up,
    /// Up, for VIPs only.
    Vip,
    /// Not up.
    Down,
}

/// What to do with a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum GateDecision {
    /// It may go.
    Go,
    /// Look at `/status` first and tell [`Gate::looked`].
    Look,
    /// It must wait.
    Wait(EsiError),
}

/// Open as long as nothing points to an outage.
#[derive(Debug, Default)]
pub(crate) struct Gate(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    trouble: Option<Trouble>,
    /// Until when the last answer of `/status` holds: it is not asked again before.
    looked: Option<ElapsedTime>,
}

/// An answer said that the cluster is not there.
#[derive(Debug, Default)]
struct Trouble {
    /// Something else has answered well since.
    but_others_answer: bool,
    /// Nothing is asked; until one request is let through to see.
    closed: Option<Closed>,
}

#[derive(Debug)]
struct Closed {
    probe: ElapsedTime,
    vip: bool,
}

impl Gate {
    /// Whether a request may go now. The first to be told `StatusAnswer` looks; the others wait meanwhile if the gate is closed.
    pub(crate) fn pass(&self, now: Timestamp) -> GateDecision {
        let mut state = self.0.lock();
        let wait = left(&mut state.looked, now);
        let State { trouble: Some(trouble), looked } = &mut *state else { return GateDecision::Go };
        let Some(wait) = wait else {
            *looked = Some(ElapsedTime::new(now, LOOK));
            return GateDecision::Look;
        };
        let Some(closed) = &mut trouble.closed else { return GateDecision::Go };
        if closed.probe.is_over(now) {
            closed.probe = ElapsedTime::new(now, PROBE);
            return GateDecision::Go;
        }
        let after = at_least_a_second(wait);
        GateDecision::Wait(if closed.vip { EsiError::VipOnly(after) } else { EsiError::NotUp(after) })
    }

    /// An answer said that the cluster is not there. It is believed against what `/status` said a moment ago only when that has expired.
    pub(crate) fn suspect(&self) {
        let mut state = self.0.lock();
        if state.trouble.is_none() {
            tracing::info!("ESI answers as if the cluster were down; asking for the server status");
            state.trouble = Some(Trouble::default());
        }
    }

    /// An ordinary request was answered: something is there.
    pub(crate) fn answered(&self) {
        let mut state = self.0.lock();
        let Some(trouble) = &mut state.trouble else { return };
        trouble.but_others_answer = true;
        if trouble.closed.take().is_some() {
            tracing::info!("ESI answers again");
        }
    }

    /// `/status` was looked at; its answer holds for `life`. Gives the error of the request that looked, when it cannot go.
    pub(crate) fn looked(&self, look: StatusAnswer, life: Option<Duration>, now: Timestamp) -> Result<(), EsiError> {
        let mut state = self.0.lock();
        let (vip, shortest) = match look {
            StatusAnswer::Vip => (true, LOOK_VIP),
            StatusAnswer::Up | StatusAnswer::Down => (false, LOOK),
        };
        let wait = life.map_or(shortest, |life| life.max(if vip { shortest } else { Duration::from_secs(5) }));
        state.looked = Some(ElapsedTime::new(now, wait));
        if look == StatusAnswer::Up {
            if state.trouble.take().is_some_and(|trouble| trouble.closed.is_some()) {
                tracing::info!("ESI is up again");
            }
            return Ok(());
        }
        let trouble = state.trouble.get_or_insert_default();
        // When other answers are good it is the status that is in trouble. What has answered by now may not answer next time.
        if look == StatusAnswer::Down && std::mem::take(&mut trouble.but_others_answer) {
            return Ok(());
        }
        if trouble.closed.is_none() {
            tracing::warn!(vip, "ESI is not up; nothing is asked until it is");
        }
        let closed = trouble.closed.get_or_insert(Closed { probe: ElapsedTime::new(now, PROBE), vip });
        closed.vip = vip;
        Err(if vip { EsiError::VipOnly(wait) } else { EsiError::NotUp(wait) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        "2026-08-18T11:20:00Z".parse().unwrap()
    }

    fn at(seconds: u64) -> Timestamp {
        start() + Duration::from_secs(seconds)
    }

    fn suspected() -> Gate {
        let gate = Gate::default();
        gate.suspect();
        gate
    }

    /// Closed by a look at the start.
    fn closed(look: StatusAnswer) -> Gate {
        let gate = suspected();
        assert_eq!(gate.pass(start()), GateDecision::Look);
        gate.looked(look, None, start()).unwrap_err();
        gate
    }

    #[test]
    fn an_open_gate_lets_everything_through() {
        assert_eq!(Gate::default().pass(start()), GateDecision::Go);
    }

    #[test]
    fn after_a_hint_of_an_outage_one_looks_and_when_all_is_well_everybody_goes_on() {
        let gate = suspected();
        assert_eq!(gate.pass(start()), GateDecision::Look);
        assert_eq!(gate.pass(start()), GateDecision::Go, "nothing is closed because of one answer");
        gate.looked(StatusAnswer::Up, None, start()).unwrap();
        assert_eq!(gate.pass(start()), GateDecision::Go);
    }

    #[test]
    fn the_status_is_not_asked_again_before_its_answer_has_expired_however_much_fails() {
        let gate = suspected();
        assert_eq!(gate.pass(start()), GateDecision::Look);
        gate.looked(StatusAnswer::Up, Some(Duration::from_secs(22)), start()).unwrap();
        for second in 0..22 {
            gate.suspect();
            assert_eq!(gate.pass(at(second)), GateDecision::Go, "{second}");
        }
        assert_eq!(gate.pass(at(22)), GateDecision::Look);
    }

    #[test]
    fn the_gate_stays_closed_while_the_cluster_is_down() {
        let gate = closed(StatusAnswer::Down);
        assert_eq!(gate.pass(start()), GateDecision::Wait(EsiError::NotUp(LOOK)));
        assert!(matches!(gate.pass(at(29)), GateDecision::Wait(_)));
        assert_eq!(gate.pass(at(30)), GateDecision::Look);
        assert!(matches!(gate.pass(at(30)), GateDecision::Wait(_)), "the others wait meanwhile");
        gate.looked(StatusAnswer::Up, None, at(30)).unwrap();
        assert_eq!(gate.pass(at(30)), GateDecision::Go);
    }

    #[test]
    fn a_status_that_is_in_trouble_by_itself_closes_nothing_while_others_answer() {
        let gate = suspected();
        for look in 0..5 {
            assert_eq!(gate.pass(at(30 * look)), GateDecision::Look);
            gate.answered();
            gate.looked(StatusAnswer::Down, None, at(30 * look)).unwrap();
            assert_eq!(gate.pass(at(30 * look + 29)), GateDecision::Go);
        }
        assert_eq!(gate.pass(at(150)), GateDecision::Look);
        assert!(
            gate.looked(StatusAnswer::Down, None, at(150)).is_err(),
            "nobody else has answered since the last look"
        );
    }

    #[test]
    fn vips_alone_are_not_enough() {
        let gate = closed(StatusAnswer::Vip);
        assert_eq!(gate.pass(at(30)), GateDecision::Wait(EsiError::VipOnly(LOOK)));
        assert_eq!(gate.pass(at(60)), GateDecision::Look);
    }

    #[test]
    fn a_broken_status_route_does_not_keep_the_gate_closed_for_ever() {
        let gate = closed(StatusAnswer::Down);
        let later = start() + PROBE;
        assert_eq!(gate.pass(later), GateDecision::Look);
        gate.looked(StatusAnswer::Down, None, later).unwrap_err();
        assert_eq!(gate.pass(later), GateDecision::Go);
        gate.answered();
        assert_eq!(gate.pass(later), GateDecision::Go);
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nothing_closed_for_longer() {
        let gate = closed(StatusAnswer::Down);
        let before = start() - Duration::from_secs(7200);
        assert_eq!(gate.pass(before), GateDecision::Wait(EsiError::NotUp(LOOK)));
        assert_eq!(gate.pass(before + LOOK), GateDecision::Look);
    }
}
