//! Bringing remembered moments into order when *now* went back: nothing that has happened lies ahead, and what waits waits no longer than it
//! was to.
//!
//! A row is known to be of a wrong time by a moment of its past that lies ahead: what it waits for is moved by as much.

use std::time::Duration;

use captrack_domain::alert::AlertState;
use captrack_domain::hull::{Hull, Occupancy};
use captrack_domain::moment::later;
use captrack_domain::pilot::SignInState;
use captrack_domain::refused_access::RefusedAccess;
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
    // A sleep that ends later than now was none: the clock was wrong for a while, and has been put right.
    state.slept.retain(|(_, woke)| *woke <= now);
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
        if let Some(dated) = &mut section.reading {
            noted(&mut dated.as_of);
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
    if let Some(dated) = &mut section.reading {
        past(&mut dated.as_of, right);
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
mod tests {
    use captrack_domain::place::Place;
    use captrack_domain::section::SectionKind;
    use captrack_ports::{AuthCoverage, Decision};

    use super::*;
    use crate::state::auth::coverage::{BestCoverage, ReportedCoverage};
    use crate::test_state::auth::connected;
    use crate::test_state::{AVATAR, JITA, KARA, MIRA, at, flown, kara, ship, snooze};

    /// The clock was two hours ahead when all this was written.
    fn written_ahead() -> State {
        let mut state =
            kara().with_answer(KARA, ship(1, AVATAR), at(7200)).with_hull(flown(1, KARA, AVATAR, Place::space(JITA)));
        let status = &mut state.section_mut(SectionKind::Ship, KARA).status;
        (status.due_at, status.expires) = (at(7205), Some(at(7204)));
        state
    }

    #[test]
    fn what_is_due_is_due_as_soon_as_it_was_to_be() {
        let mut state = written_ahead();
        bring_into_order(&mut state, at(0));
        let section = state.section(SectionKind::Ship, KARA);
        assert_eq!((section.status.due_at, section.status.expires), (at(5), Some(at(4))));
        assert_eq!((section.status.last_success, section.status.last_attempt), (Some(at(0)), Some(at(0))));
        assert_eq!(section.reading.as_ref().unwrap().as_of, at(0));
        assert_eq!(state.last_success, Some(at(0)));
    }

    #[test]
    fn a_server_s_wish_is_kept_as_long_as_it_was() {
        let mut state = kara().with_answer(KARA, ship(1, AVATAR), at(-60));
        let section = state.section_mut(SectionKind::Ship, KARA);
        (section.status.due_at, section.not_before) = (at(600), Some(at(600)));
        bring_into_order(&mut state, at(0));
        assert_eq!(state.section(SectionKind::Ship, KARA).status.due_at, at(600), "it was written at the right time");
    }

    #[test]
    fn nothing_waits_for_longer_than_a_day() {
        let mut state = kara();
        state.section_mut(SectionKind::Assets, KARA).status.due_at = at(86_400 * 400);
        bring_into_order(&mut state, at(0));
        assert_eq!(state.section(SectionKind::Assets, KARA).status.due_at, at(26 * 3600));
    }

    #[test]
    fn a_snooze_keeps_its_length_and_is_written_again() {
        let mut state = kara();
        let mut six_hours = snooze(KARA, Some(at(7200 + 6 * 3600)));
        six_hours.since = at(7200);
        state.snoozes.0.insert(KARA, six_hours);
        bring_into_order(&mut state, at(0));
        let known = &state.snoozes.0[&KARA];
        assert_eq!((known.since, known.until), (at(0), Some(at(6 * 3600))));
        assert_eq!(state.reordered_snoozes.as_slice(), std::slice::from_ref(known));
    }

    #[test]
    fn what_was_seen_ahead_gives_way_to_what_is_seen_now() {
        let mut state = written_ahead();
        let hull = state.fleet.hulls.values_mut().next().unwrap();
        (hull.seen_at, hull.place_at, hull.last_absence) = (at(9000), at(8000), Some(at(7000)));
        bring_into_order(&mut state, at(0));
        let hull = state.fleet.hulls.values().next().unwrap();
        assert_eq!((hull.seen_at, hull.place_at, hull.last_absence), (at(0), at(0), Some(at(0))));
    }

    #[test]
    fn what_was_noted_by_a_clock_that_was_ahead_is_as_long_ago_as_it_is() {
        let day = 86_400;
        let mut state = kara().with_answer(KARA, ship(1, AVATAR), at(day - 900));
        (state.watching_since, state.latest_now) = (Some(at(day - 1200)), Some(at(day)));
        bring_into_order(&mut state, at(0));
        assert_eq!(state.watching_since, Some(at(-1200)));
        assert_eq!(state.section(SectionKind::Ship, KARA).status.last_success, Some(at(-900)), "it is no fresher");
        let mut state = kara().with_answer(KARA, ship(1, AVATAR), at(3600));
        state.latest_now = Some(at(day));
        bring_into_order(&mut state, at(7200));
        assert_eq!(state.section(SectionKind::Ship, KARA).status.last_success, Some(at(3600)), "it lies behind");
    }

    #[test]
    fn a_clock_that_was_ahead_for_a_while_was_no_sleep_and_ends_no_watch() {
        let mut state = kara();
        state.watching_since = Some(at(-3600));
        state.latest_now = Some(at(-600));
        state.note_sleep(at(86_400));
        bring_into_order(&mut state, at(0));
        assert_eq!(state.watching_since(), Some(at(-3600)));
        assert!(state.slept.is_empty());
    }

    #[test]
    fn a_refused_sign_in_is_tried_after_its_wait() {
        let mut state = kara();
        let refused = RefusedAccess::new(at(7200), "Refused.");
        state.pilots.get_mut(&KARA).unwrap().sign_in = SignInState::Refused(refused);
        bring_into_order(&mut state, at(0));
        assert_eq!(state.pilots[&KARA].refused().unwrap().next_try, at(300));
    }

    #[test]
    fn a_webhook_that_was_refused_again_while_the_clock_was_ahead_is_tried_on_its_schedule() {
        let mut state = kara();
        let mut refused = RefusedAccess::new(at(-60), "Refused.");
        refused.again(at(10_800), "Refused.");
        let webhook = crate::state::relay::RelayWebhook { refused: Some(refused), ..Default::default() };
        state.relay.webhooks.insert(captrack_domain::webhook_name::WebhookName::Critical, webhook);
        bring_into_order(&mut state, at(0));
        let refused =
            state.relay.webhooks[&captrack_domain::webhook_name::WebhookName::Critical].refused.as_ref().unwrap();
        assert_eq!((refused.since, refused.next_try), (at(-60), at(900)));
    }

    #[test]
    fn what_was_noted_while_the_clock_was_behind_is_put_forward_and_what_is_older_looks_no_younger() {
        let mut state =
            kara().with_answer(KARA, ship(1, AVATAR), at(30)).with_hull(flown(1, KARA, AVATAR, Place::space(JITA)));
        state.section_mut(SectionKind::Assets, KARA).status.last_success = Some(at(0));
        let mut new = snooze(KARA, Some(at(20 + 3600)));
        new.since = at(20);
        let mut old = snooze(MIRA, Some(at(7200)));
        old.since = at(0);
        state.snoozes.0.extend([(KARA, new), (MIRA, old)]);
        state.pilots.get_mut(&KARA).unwrap().sign_in = SignInState::Refused(RefusedAccess::new(at(10), "Refused."));
        bring_forward(&mut state, at(0), Duration::from_secs(10_800), at(10_840));
        assert_eq!(state.section(SectionKind::Ship, KARA).status.last_success, Some(at(10_830)));
        assert_eq!(state.section(SectionKind::Assets, KARA).status.last_success, Some(at(0)), "of an older run");
        assert_eq!(state.snoozes.0[&KARA].until, Some(at(10_820 + 3600)), "an hour is an hour");
        assert_eq!(state.snoozes.0[&MIRA].until, Some(at(7200)), "nothing is silent for longer than it was to be");
        let refused = state.pilots[&KARA].refused().unwrap();
        assert_eq!((refused.since, refused.next_try), (at(10_810), at(11_110)));
        assert_eq!(state.reordered_snoozes.len(), 1);
    }

    fn unsent(decided_at: i64) -> State {
        let mut state = connected(kara(), at(0));
        for (subject, is_unsent) in [(KARA, true), (MIRA, false)] {
            let (made, by) = (None, "Mira Solace".to_owned());
            let decided = Decision { subject, made, decided_at: at(decided_at), by, local: None };
            state.auth.snoozes.insert(subject, (decided, is_unsent));
        }
        state
    }

    fn decided_at(state: &State) -> [Timestamp; 2] {
        [KARA, MIRA].map(|subject| state.auth.snoozes[&subject].0.decided_at)
    }

    #[test]
    fn what_was_decided_here_and_not_sent_is_as_old_as_it_is_and_hides_nobody_elses_decision() {
        let mut state = unsent(7200);
        bring_into_order(&mut state, at(0));
        assert_eq!(decided_at(&state), [at(0), at(7200)], "the other has the server's time");
        let mut state = unsent(20);
        bring_forward(&mut state, at(0), Duration::from_secs(10_800), at(10_840));
        assert_eq!(decided_at(&state), [at(10_820), at(20)]);
    }

    #[test]
    fn what_allianceauth_told_a_clock_that_was_ahead_is_asked_for_as_soon_as_ever() {
        let mut state = connected(kara(), at(0));
        let coverage = ReportedCoverage { told_at: at(86_400), etag: None, coverage: AuthCoverage::default() };
        state.auth.coverage = Some(coverage).into();
        state.auth.reads.0.insert(KARA, [vec![at(-60), at(90_000)], Vec::new()]);
        let connection = state.auth.connection.as_mut().unwrap();
        connection.not_before = Some(at(86_400 * 400));
        connection.best_coverage =
            Some(BestCoverage { readable: 9, at: at(90_000), now: 2, dropped_since: Some(at(90_000)) });
        bring_into_order(&mut state, at(0));
        assert!(ReportedCoverage::is_due(state.auth.coverage.as_ref(), at(3600)));
        assert_eq!(state.auth.reads.0[&KARA][0], [at(-60)], "a read that lies ahead would hide all until then");
        let connection = state.auth.connection.as_ref().unwrap();
        assert_eq!(connection.not_before, Some(at(26 * 3600)));
        let best = connection.best_coverage.unwrap();
        assert_eq!((best.at, best.dropped_since), (at(0), Some(at(0))));
    }

    #[test]
    fn a_trembling_clock_went_nowhere() {
        assert!(!went_back(at(10), at(9)));
        assert!(!went_back(at(10), at(10)));
        assert!(went_back(at(10), at(7)));
    }
}
