use captrack_domain::alert::AlertId;
use captrack_domain::class::HullClass;
use captrack_domain::ids::{AllianceId, PilotId};
use captrack_domain::place::Place;
use captrack_domain::section::Freshness;
use captrack_domain::webhook_name::WebhookName;

use super::*;
use crate::state::relay::{Relay, RelayWebhook};
use crate::test_state::{ARCHON, AVATAR, DELVE, JITA, KARA, MIRA, at, hull, in_structure, kara, key, snooze, watching};

fn transition(level: AlertLevel, kind: NoticeKind, occasion: NoticeOccasion) -> Transition {
    Transition {
        alert: AlertId::Hull(key(1)),
        main: KARA,
        level,
        kind,
        occasion,
        hulls: vec![key(1)],
        opened_at: at(-600),
    }
}

fn opened() -> Transition {
    transition(AlertLevel::Critical, NoticeKind::Opened, NoticeOccasion::News)
}

fn relaying(webhooks: &[WebhookName]) -> Relay {
    let webhooks = webhooks.iter().map(|name| (*name, RelayWebhook::default())).collect();
    Relay { on: true, webhooks, ..Relay::default() }
}

fn told(state: &State, transition: &Transition) -> Vec<Receiver> {
    notices(state, std::slice::from_ref(transition), true, at(0)).into_iter().map(|notice| notice.receiver).collect()
}

// Who is told.

#[test]
fn by_default_the_desktop_is_told_of_what_is_critical_and_nobody_of_the_rest() {
    let state = kara().judged(at(0));
    assert_eq!(told(&state, &opened()), [Receiver::Os]);
    let alerting = transition(AlertLevel::Alerting, NoticeKind::Opened, NoticeOccasion::News);
    assert_eq!(told(&state, &alerting), []);
}

#[test]
fn the_desktop_is_told_of_the_levels_it_was_asked_to_show() {
    let mut state = kara().judged(at(0));
    state.preferences.notify_alerting = true;
    state.preferences.notify_critical = false;
    assert_eq!(told(&state, &opened()), []);
    let alerting = transition(AlertLevel::Alerting, NoticeKind::Grew, NoticeOccasion::News);
    assert_eq!(told(&state, &alerting), [Receiver::Os]);
}

#[test]
fn an_end_and_an_edit_raise_no_notification_but_discord_hears_of_them() {
    let mut state = kara().judged(at(0));
    state.relay = relaying(&[WebhookName::Critical]);
    for quiet in [
        transition(AlertLevel::Critical, NoticeKind::Resolved, NoticeOccasion::News),
        transition(AlertLevel::Critical, NoticeKind::Opened, NoticeOccasion::Edit),
    ] {
        assert_eq!(told(&state, &quiet), [Receiver::DiscordCritical], "{quiet:?}");
    }
    let first_read = transition(AlertLevel::Critical, NoticeKind::Opened, NoticeOccasion::FirstRead);
    assert_eq!(told(&state, &first_read), [Receiver::Os, Receiver::DiscordCritical]);
}

#[test]
fn without_a_desktop_only_discord_is_told() {
    let mut state = kara().judged(at(0));
    state.relay = relaying(&[WebhookName::Critical]);
    let notices = notices(&state, &[opened()], false, at(0));
    assert_eq!(notices.iter().map(|notice| notice.receiver).collect::<Vec<_>>(), [Receiver::DiscordCritical]);
}

#[test]
fn each_level_has_its_receiver_as_far_as_there_is_a_webhook_for_it() {
    let mut state = kara().judged(at(0));
    state.preferences.notify_critical = false;
    let alerting = transition(AlertLevel::Alerting, NoticeKind::Opened, NoticeOccasion::News);
    state.relay = relaying(&[WebhookName::Critical]);
    assert_eq!((told(&state, &opened()), told(&state, &alerting)), (vec![Receiver::DiscordCritical], vec![]));
    state.relay = relaying(&[WebhookName::Standard]);
    assert_eq!(told(&state, &opened()), [Receiver::DiscordCritical], "the standard webhook takes it");
    assert_eq!(told(&state, &alerting), [Receiver::DiscordStandard]);
    state.relay.on = false;
    assert_eq!((told(&state, &opened()), told(&state, &alerting)), (vec![], vec![]));
}

// When.

#[test]
fn what_is_critical_waits_two_seconds_and_the_rest_the_group_wait() {
    let mut state = kara().judged(at(0));
    state.relay = relaying(&WebhookName::ALL);
    state.policy.group_wait_secs = 45;
    let alerting = transition(AlertLevel::Alerting, NoticeKind::Opened, NoticeOccasion::News);
    let of = |transition: &Transition| notices(&state, std::slice::from_ref(transition), false, at(0)).remove(0);
    assert_eq!((of(&opened()).not_before, of(&opened()).decided_at), (at(2), at(0)));
    assert_eq!(of(&alerting).not_before, at(45));
    assert_eq!(of(&opened()).opened_at, at(-600));
}

// What.

#[test]
fn a_line_says_what_was_true_at_the_decision() {
    let state = kara()
        .with_hull(hull(1, KARA, AVATAR, in_structure(None)))
        .with_structure(Some(("1DQ1-A - Staging", DELVE)))
        .judged(at(0));
    let notice = notices(&state, &[opened()], true, at(0)).remove(0);
    assert_eq!(notice.main_name, "Kara Volkov");
    let line = &notice.hulls[0];
    assert_eq!((line.pilot, line.pilot_name.as_str()), (KARA, "Kara Volkov"));
    assert_eq!((line.type_id, line.type_name.as_str(), line.class), (AVATAR, "Avatar", HullClass::Titan));
    assert_eq!(line.system_name.as_deref(), Some("1DQ1-A"));
    assert_eq!(line.region_name.as_deref(), Some("Delve"));
    assert_eq!(line.place_name.as_deref(), Some("1DQ1-A - Staging"));
    assert_eq!((line.observed_at, line.freshness), (at(-60), Freshness::Fresh));
}

#[test]
fn a_hull_that_is_gone_is_named_as_it_was_last_known() {
    let mut state = kara().judged(at(0));
    state.departed.insert(key(1), hull(1, KARA, AVATAR, Place::space(DELVE)));
    let resolved = transition(AlertLevel::Critical, NoticeKind::Resolved, NoticeOccasion::News);
    state.relay = relaying(&WebhookName::ALL);
    let line = notices(&state, &[resolved], false, at(0)).remove(0).hulls.remove(0);
    assert_eq!((line.type_name.as_str(), line.class), ("Avatar", HullClass::Titan));
    assert_eq!((line.system_name.as_deref(), line.observed_at), (Some("1DQ1-A"), at(-60)));
}

#[test]
fn a_hull_nobody_remembers_is_still_a_line() {
    let state = kara().judged(at(0));
    let line = notices(&state, &[opened()], true, at(0)).remove(0).hulls.remove(0);
    assert_eq!((line.type_name.as_str(), line.pilot_name.as_str()), ("A capital", "Kara Volkov"));
    assert_eq!((line.system_name, line.observed_at), (None, at(0)));
}

#[test]
fn a_notice_names_corporation_and_alliance_as_far_as_they_are_known() {
    let affiliation = |state: &State| notices(state, &[opened()], true, at(0)).remove(0).affiliation;
    let mut state = kara().in_corporation(KARA, 98_000_001);
    assert_eq!(affiliation(&state), None, "its name is not known yet");
    state = state.with_name(98_000_001, "Null Logistics");
    assert_eq!(affiliation(&state).as_deref(), Some("Null Logistics"));
    state.pilots.get_mut(&KARA).unwrap().alliance = Some(AllianceId(99_000_001));
    state = state.with_name(99_000_001, "Synthetic Coalition");
    assert_eq!(affiliation(&state).as_deref(), Some("Null Logistics · Synthetic Coalition"));
}

#[test]
fn a_main_that_is_not_watched_is_named_from_the_cache_or_by_its_id() {
    let main = PilotId(2_112_000_099);
    let transition = Transition { main, ..opened() };
    let named = |state: &State| notices(state, std::slice::from_ref(&transition), true, at(0)).remove(0).main_name;
    assert_eq!(named(&kara()), "Pilot 2112000099");
    assert_eq!(named(&kara().with_name(main.0, "Old Hand")), "Old Hand");
}

// What already stands.

fn titan_and_carriers() -> State {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]);
    state = state.with_hull(hull(1, KARA, AVATAR, Place::space(DELVE)));
    for n in 2..=6 {
        state = state.with_hull(hull(n, MIRA, ARCHON, Place::space(JITA)));
    }
    state.relay = relaying(&WebhookName::ALL);
    state
}

#[test]
fn what_stands_is_told_to_discord_alone_and_only_on_the_levels_that_are_new() {
    let state = titan_and_carriers().judged(at(0));
    let told = |levels: &[AlertLevel]| {
        let notices = all_open_alerts(&state, levels, at(0));
        assert!(notices.iter().all(|notice| notice.not_before == at(2)), "all of it is known: nothing is gathered");
        notices.into_iter().map(|notice| (notice.receiver, notice.hulls.len(), notice.occasion)).collect::<Vec<_>>()
    };
    let critical = (Receiver::DiscordCritical, 1, NoticeOccasion::FirstRead);
    let alerting = (Receiver::DiscordStandard, 5, NoticeOccasion::FirstRead);
    assert_eq!(told(&[AlertLevel::Critical]), [critical]);
    assert_eq!(told(&[AlertLevel::Alerting]), [alerting]);
    assert_eq!(told(&[AlertLevel::Critical, AlertLevel::Alerting]), [critical, alerting]);
    assert_eq!(told(&[]), []);
}

#[test]
fn what_is_snoozed_is_not_told_when_the_relay_starts() {
    let mut state = titan_and_carriers();
    state.snoozes.0.insert(KARA, snooze(KARA, None));
    let state = state.judged(at(0));
    assert!(all_open_alerts(&state, &[AlertLevel::Critical], at(0)).is_empty());
}
