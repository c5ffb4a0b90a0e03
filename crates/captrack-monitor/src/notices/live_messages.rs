//! Messages that live on Discord: which alerts they speak of, and what they say once brought up to date.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::time::Duration;

use captrack_domain::alert::{Alert, AlertId, AlertState};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_ports::{HullAlertState, HullNews, MessageHull, MessagePart};
use jiff::Timestamp;
use rustc_hash::FxHasher;

use crate::judge::facts::{place_label, system_of};
use crate::notices::transition_notices::{affiliation, line, massing_reason};
use crate::state::State;

/// The alerts with messages that look different from when they were last looked at. `decided`: alerts as they are from now on, before
/// they are in the state.
pub fn changed(state: &State, decided: &[Alert]) -> Vec<(AlertId, u64)> {
    if state.live_messages.0.is_empty() {
        return Vec::new();
    }
    let decided: BTreeMap<AlertId, &Alert> = decided.iter().map(|alert| (alert.id, alert)).collect();
    let look = |(id, known): (&AlertId, &Option<u64>)| {
        let alert = decided.get(id).copied().map(Cow::Borrowed).or_else(|| state.told_alert(*id));
        let fingerprint = fingerprint(state, *id, alert.as_deref());
        (*known != Some(fingerprint)).then_some((*id, fingerprint))
    };
    state.live_messages.0.iter().filter_map(look).collect()
}

/// All that a message says of an alert, but for its age, in one number.
fn fingerprint(state: &State, id: AlertId, alert: Option<&Alert>) -> u64 {
    let mut hasher = FxHasher::default();
    alert.map(|alert| (std::mem::discriminant(&alert.state), alert.main)).hash(&mut hasher);
    if let Some(standing) = state.open_alert(id) {
        known_name(state, standing.main).hash(&mut hasher);
        for key in standing.hulls.keys() {
            key.hash(&mut hasher);
            if let Some(hull) = state.fleet.hulls.get(key) {
                (hull.type_id, system_of(state, hull), place_label(state, hull)).hash(&mut hasher);
                known_name(state, hull.pilot).hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}

fn known_name(state: &State, pilot: PilotId) -> Option<&str> {
    state.pilots.get(&pilot).map(|pilot| pilot.name.as_str()).or_else(|| state.name(pilot.0))
}

/// What a message that is brought up to date must know besides the state.
#[derive(Debug, Default)]
pub struct EditContext {
    /// When it was posted.
    pub posted_at: Timestamp,
    /// Alerts that were over so long ago that the state has forgotten them.
    pub old_alerts: BTreeMap<AlertId, Alert>,
    /// What no hull may be added for: an older message speaks of these alerts, and is the one to grow, or this one is old itself.
    pub older: BTreeSet<AlertId>,
    /// What other messages say of hulls: older ones in any way, later ones in their own right, or will say: it waits in the outbox.
    pub elsewhere: BTreeSet<(AlertId, HullKey)>,
    /// What later messages of the same webhook name and follow from there, once this one is old: it only says so, or that it ended.
    pub named_later: BTreeSet<(AlertId, HullKey)>,
}

/// What a message says, brought up to date.
pub fn brought_up_to_date(
    state: &State,
    message_parts: &[MessagePart],
    context: &EditContext,
    now: Timestamp,
) -> Vec<MessagePart> {
    let named: BTreeSet<(AlertId, HullKey)> = named(message_parts).collect();
    let mut grown: BTreeSet<AlertId> = BTreeSet::new();
    let bring = |message_part: &MessagePart| {
        let mut message_part = message_part.clone();
        for told in &mut message_part.hulls {
            bring_hull(state, told, context, now);
        }
        let alerts: Vec<AlertId> = message_part.hulls.iter().map(|told| told.alert).collect();
        let massing = alerts.iter().find_map(|alert| alert.massing());
        message_part.massing = massing.and_then(|id| massing_reason(state, id, now)).or(message_part.massing);
        for alert in alerts {
            if !context.older.contains(&alert) && grown.insert(alert) {
                let more = further_hulls(state, alert, &named, context, now);
                message_part.hulls.extend(more);
            }
        }
        if let Some(name) = known_name(state, message_part.main) {
            name.clone_into(&mut message_part.main_name);
        }
        message_part.affiliation = affiliation(state, message_part.main).or(message_part.affiliation);
        message_part
    };
    message_parts.iter().map(bring).collect()
}

/// The hulls that a message names, each with its alert.
pub fn named(message_parts: &[MessagePart]) -> impl Iterator<Item = (AlertId, HullKey)> {
    message_parts.iter().flat_map(|message_part| &message_part.hulls).flat_map(in_alerts)
}

/// A hull in each of the alerts that it is named for.
pub fn in_alerts(told: &MessageHull) -> impl Iterator<Item = (AlertId, HullKey)> + '_ {
    told.alerts().map(|alert| (alert, told.line.key))
}

/// The hulls that a message follows, each with its alert: all that it names but those that go on in a later message.
pub fn followed(message_parts: &[MessagePart]) -> impl Iterator<Item = (AlertId, HullKey)> {
    let hulls = message_parts.iter().flat_map(|message_part| &message_part.hulls);
    hulls.filter(|told| told.alert_state != HullAlertState::NamedLater).flat_map(in_alerts)
}

/// The tellings without pilots who were forgotten while the message was under way: nothing of them may be written down.
pub fn without_forgotten_pilots(state: &State, message_parts: &[MessagePart]) -> Vec<MessagePart> {
    let is_known =
        |main: PilotId| state.pilots.contains_key(&main) || state.pilots.values().any(|pilot| pilot.main_id() == main);
    let strip = |message_part: &MessagePart| {
        let mut message_part = message_part.clone();
        message_part.hulls.retain(|told| state.pilots.contains_key(&told.line.pilot));
        message_part.hulls.retain(|told| !matches!(told.alert, AlertId::Fleet(main, _) if !is_known(main)));
        let first = message_part.hulls.first()?;
        if !is_known(message_part.main) {
            (message_part.main, message_part.main_name) = (first.line.pilot, first.line.pilot_name.clone());
            message_part.affiliation = None;
        }
        Some(message_part)
    };
    message_parts.iter().filter_map(strip).collect()
}

/// Whether a message tells of a hull in its own right: not as one that came to an alert which an older message tells of.
pub fn is_its_own(told: &MessageHull) -> bool {
    !told.added && told.news != HullNews::Grew
}

/// Hulls that came to an alert since: a later message named them, this one lists them too.
fn further_hulls(
    state: &State,
    id: AlertId,
    named: &BTreeSet<(AlertId, HullKey)>,
    context: &EditContext,
    now: Timestamp,
) -> Vec<MessageHull> {
    let Some(standing) = state.open_alert(id) else { return Vec::new() };
    let is_new = |key: &&HullKey| !named.contains(&(id, **key)) && !context.elsewhere.contains(&(id, **key));
    let tell = |key: &HullKey| MessageHull {
        alert: id,
        also: Vec::new(),
        line: line(state, standing.main, *key, now),
        news: HullNews::Grew,
        alert_state: HullAlertState::Open,
        added: true,
    };
    standing.hulls.keys().filter(is_new).map(tell).collect()
}

fn bring_hull(state: &State, told: &mut MessageHull, context: &EditContext, now: Timestamp) {
    let alert_state = alert_state(state, told, context, now);
    if context.named_later.contains(&(told.alert, told.line.key)) {
        if told.alert_state == HullAlertState::Open {
            let goes_on = alert_state == HullAlertState::Open;
            told.alert_state = if goes_on { HullAlertState::NamedLater } else { alert_state };
        }
        return;
    }
    if alert_state == HullAlertState::Open && state.fleet.hulls.contains_key(&told.line.key) {
        told.line = line(state, told.line.pilot, told.line.key, now);
    }
    // How long it stood does not change any more.
    let is_still_over =
        matches!((told.alert_state, alert_state), (HullAlertState::Resolved { .. }, HullAlertState::Resolved { .. }));
    let is_back = matches!((told.alert_state, alert_state), (HullAlertState::Resolved { .. }, HullAlertState::Open));
    if is_back && is_its_own(told) && !told.news.is_over() {
        told.news = HullNews::Reopened;
    }
    if !is_still_over {
        told.alert_state = alert_state;
    }
}

/// Whether a hull stands in an alert.
pub fn is_open_now(state: &State, alert: AlertId, key: HullKey) -> bool {
    state.open_alert(alert).is_some_and(|standing| standing.hulls.contains_key(&key))
}

/// How it is with a hull that was told.
fn alert_state(state: &State, told: &MessageHull, context: &EditContext, now: Timestamp) -> HullAlertState {
    let key = told.line.key;
    if told.alerts().any(|alert| is_open_now(state, alert, key)) {
        return HullAlertState::Open;
    }
    let old = || context.old_alerts.get(&told.alert).map(Cow::Borrowed);
    let Some(alert) = state.told_alert(told.alert).or_else(old) else {
        return match told.alert_state {
            HullAlertState::Open | HullAlertState::NamedLater => HullAlertState::Silent,
            over => over,
        };
    };
    match alert.state {
        // It may come back within minutes; nothing has been said of an end.
        AlertState::Fading { .. } if alert.hulls.contains(&key) => told.alert_state,
        AlertState::Closed { at } if alert.sent_at == Some(at) => {
            HullAlertState::Resolved { after: between(alert.opened_at, at) }
        }
        AlertState::Closed { .. } => silent(told),
        // Its pilot is snoozed, or the rules were changed; or it left a fleet that goes on.
        _ if state.fleet.hulls.contains_key(&key) => silent(told),
        _ => {
            let since = if told.added || told.news == HullNews::Grew { context.posted_at } else { alert.opened_at };
            HullAlertState::Resolved { after: between(since.min(context.posted_at), now) }
        }
    }
}

/// What is over stays over.
fn silent(told: &MessageHull) -> HullAlertState {
    match told.alert_state {
        HullAlertState::Resolved { after } => HullAlertState::Resolved { after },
        HullAlertState::Open | HullAlertState::NamedLater | HullAlertState::Silent => HullAlertState::Silent,
    }
}

fn between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

/// Whether two wordings differ in nothing but ages and reasons: then nobody needs an edit.
pub fn say_the_same(one: &[MessagePart], other: &[MessagePart]) -> bool {
    let same_hull = |(one, other): (&MessageHull, &MessageHull)| {
        let rule = |told: &MessageHull| told.line.watch.as_ref().map(|watch| watch.rule.clone());
        let said =
            |told: &MessageHull| (told.alert, told.line.key, told.news, told.alert_state, told.added, rule(told));
        let (a, b) = (&one.line, &other.line);
        said(one) == said(other)
            && (&a.pilot_name, &a.type_name, a.class) == (&b.pilot_name, &b.type_name, b.class)
            && (&a.system_name, &a.region_name, &a.place_name) == (&b.system_name, &b.region_name, &b.place_name)
    };
    let same = |(one, other): (&MessagePart, &MessagePart)| {
        one.main_name == other.main_name
            && one.massing == other.massing
            && one.hulls.len() == other.hulls.len()
            && one.hulls.iter().zip(&other.hulls).all(same_hull)
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// Whether nothing that a message names alerts any more, or all that does is followed by a later one.
pub fn is_over(message_parts: &[MessagePart]) -> bool {
    message_parts
        .iter()
        .flat_map(|message_part| &message_part.hulls)
        .all(|told| told.alert_state != HullAlertState::Open)
}

#[cfg(test)]
mod tests;
