//! From a transition to the notices that tell it: one a receiver, with its hulls frozen as they are now.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_domain::alert::{AlertId, Transition};
use captrack_domain::evaluate::{AlertLevel, OpenAlert};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::notice::{HullLine, Notice, NoticeKind, NoticeOccasion, Receiver, WatchReason};
use captrack_domain::policy::CRITICAL_WAIT_SECS;
use captrack_domain::watch::{WatchAlertId, WatchDetail, WatchKind, WatchSubject, WatchTransition};
use captrack_universe::universe;
use jiff::Timestamp;

use crate::judge::facts::place_name;
use crate::judge::labels::{region_name, type_name};
use crate::judge::types::capital;
use crate::judge::watch::why_it_alerts;
use crate::state::State;
use crate::state::relay::discord_receiver;

/// The notices of all transitions of one decision.
pub fn notices(state: &State, transitions: &[Transition], os: bool, now: Timestamp) -> Vec<Notice> {
    let of = |transition: &Transition| to(state, transition, receivers(state, transition, os), now);
    transitions.iter().flat_map(of).collect()
}

/// The same of what watch rules decided, whose alerts are in the state already.
pub fn watch_notices(state: &State, transitions: &[WatchTransition], os: bool, now: Timestamp) -> Vec<Notice> {
    let of = |watched: &WatchTransition| {
        let Some(transition) = as_told(state, watched) else { return Vec::new() };
        let receivers = match watched.receivers.clone().or_else(|| receivers_of_stages(state, watched)) {
            Some(wanted) => wanted.into_iter().filter(|receiver| is_there(state, *receiver, &transition, os)).collect(),
            None => receivers(state, &transition, os),
        };
        to(state, &transition, receivers, now)
    };
    transitions.iter().flat_map(of).collect()
}

/// A watch rule's transition in the form of any other. A ship that is critical by its class is told of there, whatever the rule's level: so one
/// notice names both. None: it has no ship.
pub fn as_told(state: &State, watched: &WatchTransition) -> Option<Transition> {
    let first = watched.hulls.first()?;
    let main = watched.main.or_else(|| state.fact(*first).map(|fact| fact.main));
    let is_critical = |key: &HullKey| {
        state.evaluation.open_alerts.get(&AlertId::Hull(*key)).is_some_and(|open| open.level == AlertLevel::Critical)
    };
    let is_one_ship = watched.main.is_some();
    let level = if is_one_ship && watched.hulls.iter().any(is_critical) { AlertLevel::Critical } else { watched.level };
    Some(Transition {
        alert: AlertId::Watch(watched.alert),
        main: main.or_else(|| Some(state.departed.get(first)?.pilot))?,
        level,
        kind: watched.kind,
        occasion: watched.occasion,
        hulls: watched.hulls.iter().copied().collect(),
        opened_at: watched.opened_at,
    })
}

/// Whoever was told of a stay in space by its stages is told of its end, and nobody else; none: the rule has no stages.
fn receivers_of_stages(state: &State, watched: &WatchTransition) -> Option<BTreeSet<Receiver>> {
    let WatchDetail::InSpace { stage, .. } = watched.detail else { return None };
    let WatchKind::InSpace { stages, .. } = &state.watch_rule(watched.alert)?.kind else { return None };
    Some(stages.iter().take(stage as usize).flat_map(|stage| stage.receivers.iter().copied()).collect())
}

/// Whether a receiver that a rule names can be told.
fn is_there(state: &State, receiver: Receiver, transition: &Transition, os: bool) -> bool {
    match receiver {
        Receiver::Os => os && transition.kind != NoticeKind::Resolved && transition.occasion != NoticeOccasion::Edit,
        Receiver::DiscordCritical => state.relay.reaches(AlertLevel::Critical),
        Receiver::DiscordStandard => state.relay.reaches(AlertLevel::Alerting),
    }
}

fn to(state: &State, transition: &Transition, receivers: Vec<Receiver>, now: Timestamp) -> Vec<Notice> {
    receivers.into_iter().map(|receiver| notice(state, transition, receiver, now)).collect()
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
        hulls: transition.hulls.iter().map(|key| told_line(state, transition, *key, now)).collect(),
        named_before: 0,
        opened_at: transition.opened_at,
        decided_at: now,
        not_before: later(now, Duration::from_secs(u64::from(wait))),
        massing: transition.alert.massing().and_then(|id| massing_reason(state, id, now)),
    }
}

/// A hull as it is now. What a watch rule says of it is said of its end too.
fn told_line(state: &State, transition: &Transition, key: HullKey, now: Timestamp) -> HullLine {
    let line = line(state, transition.main, key, now);
    let own = transition.alert.watch().filter(|id| id.subject == WatchSubject::Hull(key));
    let reason = own.and_then(|id| why_it_alerts(state, state.watch.alerts.get(&id)?, now));
    HullLine { watch: reason.or(line.watch), ..line }
}

/// Of a massing the rule, and what gathers.
pub fn massing_reason(state: &State, id: WatchAlertId, now: Timestamp) -> Option<WatchReason> {
    why_it_alerts(state, state.watch.alerts.get(&id)?, now)
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
        watch: state
            .watch
            .about_hull(key)
            .min_by_key(|alert| alert.level)
            .and_then(|alert| why_it_alerts(state, alert, now)),
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
    let watched: Vec<(AlertId, OpenAlert)> = state.open_watch_alerts().collect();
    let watched = watched.iter().map(|(id, open)| Transition {
        opened_at: state.told_alert(*id).map_or(now, |alert| alert.opened_at),
        ..transition((id, open))
    });
    state.evaluation.open_alerts.iter().map(transition).chain(watched).collect()
}

#[cfg(test)]
mod tests;
