//! Bringing remembered moments into order when *now* went back: nothing that has happened lies ahead, and what waits waits no longer than it
//! was to.
//!
//! A row is known to be of a wrong time by a moment of its past that lies ahead: what it waits for is moved by as much.

use std::time::Duration;

use captrack_domain::alert::AlertState;
use captrack_domain::hull::{Hull, Occupancy};
use captrack_domain::moment::{earlier, later};
use captrack_domain::pilot::SignInState;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::watch::WatchDetail;
use jiff::{SignedDuration, Timestamp};

use crate::state::auth::AuthConnection;
use crate::state::{KnownSection, State};

/// Times that are so little ahead are those of the same moment.
const SLACK: Duration = Duration::from_secs(2);
/// Nothing waits longer than a day, and its jitter.
const LONGEST_WAIT: Duration = Duration::from_secs(26 * 3600);

/// How time went back.
#[derive(Clone, Copy)]
struct PutRight {
    now: Timestamp,
    /// By so much, as far as this program has seen; nothing at its start.
    by: Duration,
}

/// Whether time went back since `latest`.
pub fn went_back(latest: Timestamp, now: Timestamp) -> bool {
    now.duration_since(latest) < -SignedDuration::try_from(SLACK).unwrap_or_default()
}

/// Brings everything that the state remembers into order.
pub fn bring_into_order(state: &mut State, now: Timestamp) {
    let right = PutRight { now, by: state.latest_now.map_or(Duration::ZERO, |latest| ahead(latest, now)) };
    state.put_back.note(&state.fleet, now);
    for section in state.sections.values_mut() {
        order_section(section, right);
    }
    for hulls in [&mut state.fleet.hulls, &mut state.saved_hulls, &mut state.departed] {
        for hull in hulls.values_mut() {
            order_hull(hull, right);
        }
    }
    for pilot in state.pilots.values_mut() {
        past(&mut pilot.added_at, right);
        past_opt(&mut pilot.introduced_at, right);
        if let SignInState::Refused(refused) = &mut pilot.sign_in {
            order_refused(refused, now);
        }
        if let Some(auth) = &mut pilot.auth {
            for at in [&mut auth.assets_at, &mut auth.location_at, &mut auth.missing_since, &mut auth.left_at] {
                past_opt(at, right);
            }
            for lost in [&mut auth.main_lost, &mut auth.owner_lost].into_iter().flatten() {
                past(&mut lost.since, right);
            }
        }
    }
    for asked_at in state
        .names
        .values_mut()
        .map(|known| &mut known.asked_at)
        .chain(state.structures.values_mut().map(|known| &mut known.asked_at))
        .chain(state.types.values_mut().map(|known| &mut known.fetched_at))
        .chain(state.groups.values_mut().map(|known| &mut known.fetched_at))
    {
        past(asked_at, right);
    }
    state.look_ups.forget_waits();
    for first in state.first_answers.values_mut() {
        past(first, right);
    }
    for snooze in state.snoozes.0.values_mut() {
        let ahead = ahead(snooze.since, now);
        if !ahead.is_zero() {
            back(&mut snooze.since, ahead);
            if let Some(until) = &mut snooze.until {
                back(until, ahead);
            }
            state.reordered_snoozes.push(snooze.clone());
        }
    }
    for seen in state.acknowledgements.0.values_mut() {
        past(&mut seen.at, right);
    }
    for alert in state.alerts.values_mut() {
        past(&mut alert.opened_at, right);
        for since in alert.since.values_mut() {
            past(since, right);
        }
        for at in [&mut alert.moved_at, &mut alert.sent_at, &mut alert.reminded_at] {
            past_opt(at, right);
        }
        match &mut alert.state {
            AlertState::Fading { since } => past(since, right),
            AlertState::Closed { at } => past(at, right),
            AlertState::Open | AlertState::Silenced => {}
        }
    }
    order_watch(state, right);
    if let Some(connection) = &mut state.auth.connection {
        order_connection(connection, right);
    }
    if let Some(told) = &mut *state.auth.coverage {
        past(&mut told.told_at, right);
    }
    // One that lies ahead would hide every read until then.
    for reads in state.auth.reads.0.values_mut().flatten() {
        reads.retain(|read| *read <= now);
    }
    state.auth.asked.not_after(now);
    state.auth.unlisted.not_after(now);
    for (decision, _) in state.auth.snoozes.values_mut().filter(|(_, unsent)| *unsent) {
        past(&mut decision.decided_at, right);
    }
    for (decision, _) in state.auth.acknowledgements.values_mut().filter(|(_, unsent)| *unsent) {
        past(&mut decision.decided_at, right);
    }
    if let Some(silence) = &mut state.silence {
        past(&mut silence.since, right);
    }
    for at in [&mut state.relay.first_read_pinged, &mut state.relay.digest_at] {
        past_opt(at, right);
    }
    for webhook in state.relay.webhooks.values_mut() {
        for at in [&mut webhook.last_delivery, &mut webhook.pinged_at] {
            past_opt(at, right);
        }
        if let Some(refused) = &mut webhook.refused {
            order_refused(refused, now);
        }
        if let Some(failing) = &mut webhook.failing {
            past(&mut failing.since, right);
        }
    }
    for at in [&mut state.announced_at, &mut state.last_success, &mut state.watching_since, &mut state.looked_at] {
        past_opt(at, right);
    }
    if let Some(pause) = &mut state.pause {
        let was = pause.since;
        past(&mut pause.since, right);
        // It lasts as long as it was meant to.
        pause.until = pause.until.map(|until| earlier(until, was.duration_since(pause.since).unsigned_abs()));
    }
    // A jump that ends later than now was none: the clock was wrong for a while, and has been put right.
    state.time_jumps.retain(|jump| jump.until <= now);
    if let Some((at, _)) = &mut state.last_failure {
        past(at, right);
    }
}

/// The clock was behind since `began`, by so much: what was noted since then is as much later. What an older run had left lay ahead of that
/// clock and was put to `began`: of that only waits begin anew, and it stays as old as it looks.
pub fn bring_forward(state: &mut State, began: Timestamp, by: Duration, now: Timestamp) {
    let forward = |at: &mut Timestamp| *at = later(*at, by);
    let noted = |at: &mut Timestamp| {
        if *at > began {
            *at = later(*at, by).min(now);
        }
    };
    let refused = |refused: &mut RefusedAccess| {
        if refused.since >= began {
            forward(&mut refused.since);
            forward(&mut refused.next_try);
            refused.since = refused.since.min(now);
            refused.keep_schedule(now);
        }
    };
    for section in state.sections.values_mut() {
        for at in [&mut section.status.last_attempt, &mut section.status.last_success].into_iter().flatten() {
            noted(at);
        }
        let noted_moments = [section.since.as_mut(), section.before.as_mut()].into_iter().flatten();
        for at in noted_moments.chain(section.reading.as_mut().map(|dated| &mut dated.as_of)) {
            noted(at);
        }
    }
    for hulls in [&mut state.fleet.hulls, &mut state.saved_hulls] {
        for hull in hulls.values_mut() {
            noted(&mut hull.place_at);
            noted(&mut hull.seen_at);
            if let Some(flown_at) = &mut hull.flown_at {
                noted(flown_at);
            }
        }
    }
    for pilot in state.pilots.values_mut() {
        if let SignInState::Refused(access) = &mut pilot.sign_in {
            refused(access);
        }
    }
    for snooze in state.snoozes.0.values_mut().filter(|snooze| snooze.since > began) {
        snooze.until.iter_mut().for_each(forward);
        noted(&mut snooze.since);
        state.reordered_snoozes.push(snooze.clone());
    }
    for alert in state.alerts.values_mut() {
        noted(&mut alert.opened_at);
        alert.since.values_mut().for_each(&noted);
        if let AlertState::Fading { since } = &mut alert.state
            && *since >= began
        {
            *since = later(*since, by).min(now);
        }
    }
    if !state.watch.alerts.is_empty() || !state.watch.episodes.is_empty() {
        let watch = &mut *state.watch;
        for alert in watch.alerts.values_mut() {
            noted(&mut alert.opened_at);
            match &mut alert.detail {
                WatchDetail::Moves { at, judged_at, .. } => {
                    noted(at);
                    noted(judged_at);
                }
                WatchDetail::InSpace { since, seen_at, .. } => {
                    noted(since);
                    noted(seen_at);
                }
                WatchDetail::Massing { .. } => {}
            }
            if let AlertState::Fading { since } = &mut alert.state {
                noted(since);
            }
        }
        for episode in watch.episodes.values_mut().chain(watch.saved_episodes.values_mut()) {
            noted(&mut episode.began);
            noted(&mut episode.seen_at);
        }
    }
    // Else what another leader has decided meanwhile would be newer.
    for (decision, _) in state.auth.snoozes.values_mut().filter(|(_, unsent)| *unsent) {
        noted(&mut decision.decided_at);
    }
    for (decision, _) in state.auth.acknowledgements.values_mut().filter(|(_, unsent)| *unsent) {
        noted(&mut decision.decided_at);
    }
    if let Some(connection) = &mut state.auth.connection {
        for at in [&mut connection.last_attempt, &mut connection.last_success].into_iter().flatten() {
            noted(at);
        }
        connection.refused.iter_mut().for_each(refused);
    }
    for webhook in state.relay.webhooks.values_mut() {
        webhook.refused.iter_mut().for_each(refused);
        if let Some(failing) = &mut webhook.failing {
            noted(&mut failing.since);
        }
    }
    state.last_success.iter_mut().for_each(noted);
    if let Some((at, _)) = &mut state.last_failure {
        noted(at);
    }
}

fn order_watch(state: &mut State, right: PutRight) {
    if state.watch.alerts.is_empty() && state.watch.episodes.is_empty() && state.watch.acknowledged.is_empty() {
        return;
    }
    let watch = &mut *state.watch;
    for alert in watch.alerts.values_mut() {
        past(&mut alert.opened_at, right);
        past_opt(&mut alert.sent_at, right);
        match &mut alert.state {
            AlertState::Fading { since } => past(since, right),
            AlertState::Closed { at } => past(at, right),
            AlertState::Open | AlertState::Silenced => {}
        }
        match &mut alert.detail {
            WatchDetail::Moves { before, at, judged_at, .. } => {
                past(at, right);
                past(judged_at, right);
                past_opt(before, right);
            }
            WatchDetail::InSpace { since, seen_at, .. } => {
                past(since, right);
                past(seen_at, right);
            }
            WatchDetail::Massing { .. } => {}
        }
    }
    for seen in watch.acknowledged.values_mut() {
        past(&mut seen.at, right);
    }
    for episode in watch.episodes.values_mut().chain(watch.saved_episodes.values_mut()) {
        past(&mut episode.began, right);
        past(&mut episode.seen_at, right);
    }
}

fn order_section(section: &mut KnownSection, right: PutRight) {
    let now = right.now;
    let status = &mut section.status;
    let ahead = ahead(status.last_attempt.max(status.last_success).unwrap_or(now), now);
    if !ahead.is_zero() {
        for at in [&mut status.last_attempt, &mut status.last_success] {
            past_opt(at, right);
        }
        back(&mut status.due_at, ahead);
        for wish in [&mut status.expires, &mut section.not_before].into_iter().flatten() {
            back(wish, ahead);
        }
    }
    no_further(&mut status.due_at, now);
    if let Some(expires) = &mut status.expires {
        no_further(expires, now);
    }
    past_opt(&mut section.saved_at, right);
    let Some(dated) = &mut section.reading else { return };
    past(&mut dated.as_of, right);
    // One after the other, as they were: what began later than it was last true never was.
    let mut latest = dated.as_of;
    for at in [&mut section.since, &mut section.before].into_iter().flatten() {
        past(at, right);
        *at = (*at).min(latest);
        latest = *at;
    }
}

fn order_hull(hull: &mut Hull, right: PutRight) {
    for at in [&mut hull.place_at, &mut hull.seen_at, &mut hull.first_seen_at] {
        past(at, right);
    }
    past_opt(&mut hull.last_absence, right);
    past_opt(&mut hull.flown_at, right);
    if let Occupancy::Stored { since } = &mut hull.occupancy {
        past(since, right);
    }
}

pub fn order_refused(refused: &mut RefusedAccess, now: Timestamp) {
    let ahead = ahead(refused.since, now);
    back(&mut refused.since, ahead);
    back(&mut refused.next_try, ahead);
    // It may have been refused before the clock was wrong, and once more while it was.
    refused.keep_schedule(now);
}

fn order_connection(connection: &mut AuthConnection, right: PutRight) {
    let now = right.now;
    let newest = connection.last_attempt.max(connection.last_success).unwrap_or(connection.connected_at);
    let ahead = ahead(newest, now);
    past(&mut connection.connected_at, right);
    if let Some(refused) = &mut connection.refused {
        order_refused(refused, now);
    }
    for at in [&mut connection.last_attempt, &mut connection.last_success] {
        past_opt(at, right);
    }
    back(&mut connection.due_at, ahead);
    no_further(&mut connection.due_at, now);
    if let Some(wish) = &mut connection.not_before {
        back(wish, ahead);
        no_further(wish, now);
    }
    if let Some(best) = &mut connection.best_coverage {
        past(&mut best.at, right);
        past_opt(&mut best.dropped_since, right);
    }
}

/// By how much a moment that has been lies ahead.
fn ahead(at: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(at.duration_since(now)).unwrap_or_default()
}

fn back(at: &mut Timestamp, by: Duration) {
    *at = at.checked_sub(by).unwrap_or(Timestamp::MIN);
}

/// A moment that has been does not lie ahead. By the clock that was wrong it was as long ago as it is by the right one.
fn past(at: &mut Timestamp, right: PutRight) {
    if *at > right.now {
        back(at, right.by);
        *at = (*at).min(right.now);
    }
}

fn past_opt(at: &mut Option<Timestamp>, right: PutRight) {
    if let Some(at) = at {
        past(at, right);
    }
}

fn no_further(at: &mut Timestamp, now: Timestamp) {
    *at = (*at).min(now.checked_add(LONGEST_WAIT).unwrap_or(now));
}

#[cfg(test)]
mod tests;
