//! From a transition to the notices that tell it: one a receiver, with its hulls frozen as they are now.

use std::time::Duration;

use captrack_domain::alert::{AlertId, Transition};
use captrack_domain::evaluate::{AlertLevel, OpenAlert};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::notice::{HullLine, Notice, NoticeKind, NoticeOccasion, Receiver};
use captrack_domain::policy::CRITICAL_WAIT_SECS;
use captrack_universe::universe;
use jiff::Timestamp;

use crate::judge::facts::place_name;
use crate::judge::labels::{region_name, type_name};
use crate::judge::types::capital;
use crate::state::State;
use crate::state::relay::discord_receiver;

/// The notices of all transitions of one decision.
pub fn notices(state: &State, transitions: &[Transition], os: bool, now: Timestamp) -> Vec<Notice> {
    transitions
        .iter()
        .flat_map(|transition| {
            receivers(state, transition, os).into_iter().map(|receiver| notice(state, transition, receiver, now))
        })
        .collect()
}

/// Who is told: Discord when this desk relays and has a webhook, the desktop for what it was asked to show.
fn receivers(state: &State, transition: &Transition, os: bool) -> Vec<Receiver> {
    let mut receivers = Vec::new();
    let wanted = match transition.level {
        AlertLevel::Critical => state.preferences.notify_critical,
        AlertLevel::Alerting => state.preferences.notify_alerting,
    };
    // The desktop shows what stands: an end closes the notification and needs no notice; edits raise none.
    if os && wanted && transition.kind != NoticeKind::Resolved && transition.occasion != NoticeOccasion::Edit {
        receivers.push(Receiver::Os);
    }
    if state.relay.reaches(transition.level) {
        receivers.push(discord_receiver(transition.level));
    }
    receivers
}

fn notice(state: &State, transition: &Transition, receiver: Receiver, now: Timestamp) -> Notice {
    let wait = match transition.level {
        AlertLevel::Critical => CRITICAL_WAIT_SECS,
        AlertLevel::Alerting => state.policy.group_wait_secs,
    };
    Notice {
        receiver,
        main: transition.main,
        main_name: state.pilot_name(transition.main),
        affiliation: affiliation(state, transition.main),
        alert: transition.alert,
        level: transition.level,
        kind: transition.kind,
        occasion: transition.occasion,
        hulls: transition.hulls.iter().map(|key| line(state, transition.main, *key, now)).collect(),
        named_before: 0,
        opened_at: transition.opened_at,
        decided_at: now,
        not_before: later(now, Duration::from_secs(u64::from(wait))),
    }
}

/// `Null Logistics · Synthetic Coalition`, as far as known.
pub fn affiliation(state: &State, main: PilotId) -> Option<String> {
    let pilot = state.pilots.get(&main)?;
    let corporation = pilot.corporation.and_then(|id| state.name(id.0));
    let alliance = pilot.alliance.and_then(|id| state.name(id.0));
    let names: Vec<&str> = corporation.into_iter().chain(alliance).collect();
    (!names.is_empty()).then(|| names.join(" · "))
}

/// A hull as it is now; of one that is gone, what the alert still knows. `otherwise`: whose it is when nobody knows.
pub fn line(state: &State, otherwise: PilotId, key: HullKey, now: Timestamp) -> HullLine {
    let index = state.facts.binary_search_by_key(&key, |fact| fact.key).ok();
    let fact = index.map(|index| &state.facts[index]);
    let hull = state.fleet.hulls.get(&key).or_else(|| state.departed.get(&key));
    HullLine {
        key,
        pilot: hull.map_or(otherwise, |hull| hull.pilot),
        pilot_name: state.pilot_name(hull.map_or(otherwise, |hull| hull.pilot)),
        type_id: hull.map_or(captrack_domain::ids::TypeId(0), |hull| hull.type_id),
        type_name: hull.map_or_else(|| "A capital".to_owned(), |hull| type_name(state, hull)),
        class: fact.map_or_else(|| departed_class(state, key), |fact| fact.class),
        system_name: system_name(state, key),
        region_name: fact.and_then(region_name),
        place_name: hull.and_then(|hull| place_name(state, hull)),
        observed_at: hull.map_or(now, captrack_domain::hull::Hull::observed_at),
        freshness: fact.map_or(captrack_domain::section::Freshness::Fresh, |fact| fact.freshness),
    }
}

fn departed_class(state: &State, key: HullKey) -> captrack_domain::class::HullClass {
    let group = state.departed.get(&key).and_then(|hull| capital(state, hull.type_id)).map(|(_, group)| group);
    state.policy.class_of(group)
}

fn system_name(state: &State, key: HullKey) -> Option<String> {
    let hull = state.fleet.hulls.get(&key).or_else(|| state.departed.get(&key))?;
    let system = crate::judge::facts::system_of(state, hull)?;
    universe().system(system).map(|system| system.name.to_owned())
}

/// Everything that stands on these levels and is not silenced, for Discord alone: it reaches Discord from now on.
pub fn all_open_alerts(state: &State, levels: &[AlertLevel], now: Timestamp) -> Vec<Notice> {
    let mut transitions = standing(state, now);
    transitions.retain(|transition| levels.contains(&transition.level));
    let mut notices = notices(state, &transitions, false, now);
    // All of it is known: nothing further is waited for.
    let soon = later(now, Duration::from_secs(u64::from(CRITICAL_WAIT_SECS)));
    for notice in &mut notices {
        notice.not_before = notice.not_before.min(soon);
    }
    notices
}

/// Everything that stands and is not silenced, as Discord would be told of it, whether it is or not.
pub fn current_notices(state: &State, now: Timestamp) -> Vec<Notice> {
    let of_level = |transition: &Transition| notice(state, transition, discord_receiver(transition.level), now);
    standing(state, now).iter().map(of_level).collect()
}

fn standing(state: &State, now: Timestamp) -> Vec<Transition> {
    let transition = |(id, standing): (&AlertId, &OpenAlert)| Transition {
        alert: *id,
        main: standing.main,
        level: standing.level,
        kind: NoticeKind::Opened,
        occasion: NoticeOccasion::FirstRead,
        hulls: standing.hulls.keys().copied().collect(),
        opened_at: state.alerts.get(id).map_or(now, |alert| alert.opened_at),
    };
    state.evaluation.open_alerts.iter().map(transition).collect()
}

#[cfg(test)]
mod tests;
