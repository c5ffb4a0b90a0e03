use captrack_domain::place::Place;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
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
fn what_began_while_the_clock_was_wrong_began_before_it_was_last_true() {
    let mut state = written_ahead();
    let section = state.section_mut(SectionKind::Ship, KARA);
    (section.since, section.before) = (Some(at(7100)), Some(at(7050)));
    state.latest_now = Some(at(7200));
    bring_into_order(&mut state, at(0));
    let section = state.section(SectionKind::Ship, KARA);
    assert_eq!((section.since, section.before), (Some(at(-100)), Some(at(-150))));
    // At a start nobody knows by how much it was wrong.
    let mut state = written_ahead();
    let section = state.section_mut(SectionKind::Ship, KARA);
    (section.since, section.before) = (Some(at(7100)), Some(at(-50)));
    bring_into_order(&mut state, at(0));
    let section = state.section(SectionKind::Ship, KARA);
    assert_eq!((section.since, section.before), (Some(at(0)), Some(at(-50))));
}

#[test]
fn what_began_while_the_clock_was_behind_is_put_forward_with_what_it_says() {
    let mut state = kara().with_answer(KARA, ship(1, AVATAR), at(30));
    let section = state.section_mut(SectionKind::Ship, KARA);
    (section.since, section.before) = (Some(at(20)), Some(at(-10)));
    bring_forward(&mut state, at(0), Duration::from_secs(10_800), at(10_840));
    let section = state.section(SectionKind::Ship, KARA);
    assert_eq!((section.since, section.before), (Some(at(10_820)), Some(at(-10))));
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
    state.note_jump(at(86_400), None);
    bring_into_order(&mut state, at(0));
    assert_eq!(state.watching_since(), Some(at(-3600)));
    assert!(state.time_jumps.is_empty());
}

#[test]
fn a_refused_sign_in_is_tried_after_its_wait() {
    let mut state = kara();
    let refused = RefusedAccess::new(at(7200), Text::said("Refused."));
    state.pilots.get_mut(&KARA).unwrap().sign_in = SignInState::Refused(refused);
    bring_into_order(&mut state, at(0));
    assert_eq!(state.pilots[&KARA].refused().unwrap().next_try, at(300));
}

#[test]
fn a_webhook_that_was_refused_again_while_the_clock_was_ahead_is_tried_on_its_schedule() {
    let mut state = kara();
    let mut refused = RefusedAccess::new(at(-60), Text::said("Refused."));
    refused.again(at(10_800), Text::said("Refused."));
    let webhook = crate::state::relay::RelayWebhook { refused: Some(refused), ..Default::default() };
    state.relay.webhooks.insert(captrack_domain::webhook_name::WebhookName::Critical, webhook);
    bring_into_order(&mut state, at(0));
    let refused = state.relay.webhooks[&captrack_domain::webhook_name::WebhookName::Critical].refused.as_ref().unwrap();
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
    state.pilots.get_mut(&KARA).unwrap().sign_in =
        SignInState::Refused(RefusedAccess::new(at(10), Text::said("Refused.")));
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
