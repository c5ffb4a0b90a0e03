//! When a section is asked again: pure decisions.

use std::time::Duration;

use captrack_domain::moment::later;
use captrack_domain::section::{SectionKind, SectionStatus};
use captrack_ports::PollError;
use jiff::Timestamp;

/// No failure postpones a pilot's whereabouts by more than this, unless the server says so.
const LONGEST_WAIT_WHEREABOUTS: Duration = Duration::from_secs(300);
/// The same for what changes slowly.
const LONGEST_WAIT_REST: Duration = Duration::from_secs(1800);
/// The first wait after a refusal, which trebles up to the longest: what is heard once may be an incident, and scopes and roles can be granted later.
const WAIT_AFTER_REFUSAL: Duration = Duration::from_secs(300);
const LONGEST_WAIT_AFTER_REFUSAL: Duration = Duration::from_secs(3600);

/// When to ask again after an answer: at the cadence, never before `Expires`.
///
/// `spread` in 0..1 shifts slow sections by up to a tenth of their cadence, so that requests do not bunch up.
pub fn after_answer(now: Timestamp, expires: Option<Timestamp>, cadence: Duration, spread: f64) -> Timestamp {
    let jitter = if cadence >= Duration::from_secs(600) { cadence.mul_f64(0.1 * spread) } else { Duration::ZERO };
    let due = later(now, cadence);
    later(expires.map_or(due, |expires| due.max(expires)), jitter)
}

/// When to ask again after a failure: growing waits, or what the server asked for.
pub fn after_failure(
    now: Timestamp,
    kind: SectionKind,
    cadence: Duration,
    failures: u32,
    error: &PollError,
    spread: f64,
) -> Timestamp {
    let wait = match error {
        PollError::Refused { .. } => WAIT_AFTER_REFUSAL
            .saturating_mul(3_u32.saturating_pow(failures.saturating_sub(1)))
            .min(LONGEST_WAIT_AFTER_REFUSAL),
        // When the sign-in is tried again is kept with it.
        PollError::SignInRefused { .. } => cadence.min(Duration::from_secs(15)),
        PollError::Later { after, .. } => {
            let longest = match kind {
                SectionKind::Location | SectionKind::Ship | SectionKind::Online => LONGEST_WAIT_WHEREABOUTS,
                SectionKind::Assets | SectionKind::Affiliation => LONGEST_WAIT_REST,
            };
            let first = cadence.min(Duration::from_secs(15));
            let grown = first.saturating_mul(1 << failures.saturating_sub(1).min(12)).min(longest);
            grown.max(after.unwrap_or_default())
        }
    };
    later(later(now, wait), wait.mul_f64(0.1 * spread))
}

/// The cadence changed (a pilot came online): bring the section forward, never before `Expires`.
pub fn bring_forward(status: &mut SectionStatus, cadence: Duration) {
    let Some(last) = status.last_success.filter(|_| status.failures == 0) else { return };
    let due = later(last, cadence);
    let due = status.expires.map_or(due, |expires| due.max(expires));
    status.due_at = status.due_at.min(due);
}

#[cfg(test)]
mod tests {
    use captrack_domain::ids::PilotId;
    use captrack_domain::section::SectionId;

    use captrack_domain::text::Text;

    use super::*;

    fn noon() -> Timestamp {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    fn later(after: Option<u64>) -> PollError {
        PollError::Later { why: Text::said("ESI is busy."), after: after.map(Duration::from_secs) }
    }

    #[test]
    fn a_section_is_never_asked_before_expires() {
        let expires = noon() + Duration::from_secs(90);
        assert_eq!(after_answer(noon(), Some(expires), Duration::from_secs(5), 0.9), expires);
        assert_eq!(after_answer(noon(), None, Duration::from_secs(5), 0.9), noon() + Duration::from_secs(5));
        let spread = after_answer(noon(), None, Duration::from_secs(3600), 0.5);
        assert_eq!(spread, noon() + Duration::from_secs(3780));
    }

    #[test]
    fn failures_wait_longer_each_time_up_to_a_limit() {
        let wait = |failures, error: &PollError| {
            after_failure(noon(), SectionKind::Location, Duration::from_secs(5), failures, error, 0.0)
                .duration_since(noon())
                .as_secs()
        };
        assert_eq!([1, 2, 3].map(|n| wait(n, &later(None))), [5, 10, 20]);
        assert_eq!(wait(40, &later(None)), 300);
        assert_eq!(wait(1, &later(Some(900))), 900, "the server's wish counts");
        let refused = PollError::Refused { why: Text::said("") };
        assert_eq!([1, 2, 3, 4, 40].map(|n| wait(n, &refused)), [300, 900, 2700, 3600, 3600]);
    }

    #[test]
    fn a_pilot_coming_online_is_asked_sooner_but_not_before_expires() {
        let id = SectionId { kind: SectionKind::Ship, pilot: PilotId(1) };
        let mut status = SectionStatus::new(id, noon());
        status.last_success = Some(noon());
        status.due_at = noon() + Duration::from_secs(60);
        status.expires = Some(noon() + Duration::from_secs(7));
        bring_forward(&mut status, Duration::from_secs(5));
        assert_eq!(status.due_at, noon() + Duration::from_secs(7));
    }
}
