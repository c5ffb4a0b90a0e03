use captrack_contract::{AuthErrorCode, ProblemKind};
use captrack_domain::place::Place;
use captrack_domain::reading::Reading;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::section::ReadErrorCode;
use captrack_domain::text::Text;
use captrack_ports::AuthError;

use super::*;
use crate::shared::troubles::Health;
use crate::state::relay::RelayWebhook;
use crate::test_state::auth::connected;
use crate::test_state::{AVATAR, JITA, KARA, MIRA, at, hull, kara, paused, section_id, ship, watching};

/// 11:05 UTC, in the daily downtime; the tests' own noon is 55 minutes later.
fn in_downtime() -> Timestamp {
    at(-55 * 60)
}

// What the monitor does.

#[test]
fn a_desk_without_pilots_is_signed_out_whatever_else_is_so() {
    let mut state = State::default();
    assert_eq!(monitoring(&state, at(0)), MonitoringState::SignedOut);
    state.pause = Some(paused());
    assert_eq!(monitoring(&state, in_downtime()), MonitoringState::SignedOut);
}

#[test]
fn a_paused_desk_says_so_before_it_says_that_nothing_answers() {
    let mut state = kara();
    state.pause = Some(paused());
    state.last_failure = Some((at(0), Text::said("No connection.")));
    assert_eq!(monitoring(&state, at(0)), MonitoringState::Paused);
    state.last_success = Some(at(0));
    assert_eq!(monitoring(&state, at(0)), MonitoringState::Paused);
}

#[test]
fn a_new_desk_is_starting_until_something_answers_or_fails() {
    let mut state = kara();
    assert_eq!(monitoring(&state, at(0)), MonitoringState::Starting);
    state.last_failure = Some((at(0), Text::said("No connection.")));
    assert_eq!(monitoring(&state, at(0)), MonitoringState::Offline);
    state.last_success = Some(at(0));
    assert_eq!(monitoring(&state, at(0)), MonitoringState::Watching);
}

#[test]
fn a_desk_is_offline_two_and_a_half_minutes_after_the_last_answer() {
    let mut state = kara();
    state.last_success = Some(at(0));
    assert_eq!(monitoring(&state, at(149)), MonitoringState::Watching);
    assert_eq!(monitoring(&state, at(150)), MonitoringState::Offline);
}

#[test]
fn in_downtime_silence_is_expected_and_an_answer_still_counts() {
    let mut state = kara();
    assert_eq!(monitoring(&state, in_downtime()), MonitoringState::Downtime);
    state.last_success = Some(in_downtime() - Duration::from_secs(400));
    assert_eq!(monitoring(&state, in_downtime()), MonitoringState::Downtime);
    state.last_success = Some(in_downtime() - Duration::from_secs(10));
    assert_eq!(monitoring(&state, in_downtime()), MonitoringState::Watching);
}

#[test]
fn downtime_is_from_eleven_to_a_quarter_past() {
    for (minutes, expected) in [(-61, false), (-60, true), (-46, true), (-45, false), (0, false)] {
        assert_eq!(is_downtime(at(minutes * 60)), expected, "{minutes} minutes from noon");
    }
}

// The status.

fn shown(state: &State) -> DeskStatus {
    status(state, &HostStatus::default(), &Ok(0), &Health::default(), at(0))
}

#[test]
fn the_reason_for_silence_is_shown_only_while_it_is_silent() {
    let mut state = kara();
    state.last_failure = Some((at(-5), Text::said("No connection.")));
    state.last_failure_code = Some(ReadErrorCode::Unavailable);
    assert_eq!(shown(&state).trouble.as_deref(), Some("No connection."));
    assert_eq!(shown(&state).trouble_code, Some(ReadErrorCode::Unavailable));
    state.last_success = Some(at(-60));
    assert_eq!(shown(&state).trouble, None, "one failure among answers is no trouble");
    assert_eq!(shown(&state).trouble_code, None);
}

#[test]
fn where_a_sentence_says_why_there_is_a_code_and_nowhere_else() {
    let well = shown(&connected(kara(), at(0)));
    assert_eq!((well.auth_trouble, well.auth_trouble_code), (None, None));
    assert_eq!((well.relay_trouble, well.relay_trouble_code), (None, None));

    let mut state = connected(kara(), at(0));
    let connection = state.auth.connection.as_mut().unwrap();
    connection.failed(&AuthError::Silent { why: Text::said("Nobody answers.") }, at(0));
    let silent = shown(&state);
    assert_eq!(silent.auth_trouble.as_deref(), Some("Nobody answers."));
    assert_eq!(silent.auth_trouble_code, Some(AuthErrorCode::NoAnswer));

    let connection = state.auth.connection.as_mut().unwrap();
    connection.answered(at(0));
    connection.odd_rows.roster = 1;
    let odd = shown(&state);
    assert!(odd.auth_trouble.is_some());
    assert_eq!(odd.auth_trouble_code, Some(AuthErrorCode::InvalidRows));

    let unread = Err(Text::said("The database could not be read."));
    let unread = status(&kara(), &HostStatus::default(), &unread, &Health::default(), at(0));
    assert!(unread.relay_trouble.is_some());
    assert_eq!(unread.relay_trouble_code, Some(RelayTroubleCode::NotReadable));
}

#[test]
fn alliance_auths_answers_do_not_hide_that_eve_is_silent_and_do_where_nobody_is_signed_in() {
    let silent = |state: State| connected(state, at(-60));
    let mut with_a_pilot = silent(kara());
    with_a_pilot.last_success = Some(at(-3600));
    assert_eq!(shown(&with_a_pilot).monitoring, MonitoringState::Offline);
    assert_eq!(shown(&silent(State::default())).monitoring, MonitoringState::Watching);
    // It is asked every five minutes: silence in between is none.
    let asked_before = connected(State::default(), at(-299));
    assert_eq!(shown(&asked_before).monitoring, MonitoringState::Watching);
}

#[test]
fn a_paused_desk_has_no_next_check_and_pilots_who_must_sign_in_are_not_asked() {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]);
    for section in state.sections.values_mut() {
        section.status.due_at = at(30);
    }
    state.section_mut(SectionKind::Ship, MIRA).status.due_at = at(10);
    assert_eq!(shown(&state).next_check, Some(at(10)));
    state.pilots.get_mut(&MIRA).unwrap().sign_in =
        captrack_domain::pilot::SignInState::Refused(RefusedAccess::new(at(0), Text::said("The token was revoked.")));
    let status = shown(&state);
    assert_eq!((status.next_check, status.need_sign_in), (Some(at(30)), Vec::new()), "an incident of minutes");
    let refused = |problem: &captrack_contract::Problem| problem.kind == captrack_contract::ProblemKind::SignInsRefused;
    assert!(status.problems.iter().any(refused));
    let mut refused = RefusedAccess::new(at(-8 * 3600), Text::said("The token was revoked."));
    for hours in [7, 1] {
        refused.again(at(-hours * 3600), Text::said("The token was revoked."));
    }
    refused.next_try = at(300);
    state.pilots.get_mut(&MIRA).unwrap().sign_in = captrack_domain::pilot::SignInState::Refused(refused);
    assert_eq!(shown(&state).need_sign_in, ["Mira Solace"]);
    state.in_flight.extend(SectionKind::ALL.map(|kind| section_id(kind, KARA)));
    assert_eq!(shown(&state).next_check, Some(at(30)), "anybody may ask about Mira's corporation");
    state.in_flight.insert(section_id(SectionKind::Affiliation, MIRA));
    assert_eq!(shown(&state).next_check, None, "all is under way");
    state.in_flight.clear();
    state.pause = Some(paused());
    assert_eq!(shown(&state).next_check, None);
}

#[test]
fn trouble_with_a_webhook_is_told_with_what_waits() {
    let mut state = kara();
    let refused = RefusedAccess::new(at(0), Text::said("Discord does not know this webhook."));
    let refused = RelayWebhook { refused: Some(refused), ..RelayWebhook::default() };
    state.relay.webhooks.insert(WebhookName::Critical, refused);
    state.relay.webhooks.insert(WebhookName::Standard, RelayWebhook::default());
    let shown = |state: &State| status(state, &HostStatus::default(), &Ok(3), &Health::default(), at(0));
    assert_eq!(shown(&state).relay_trouble, None, "the relay is off");
    state.relay.on = true;
    let trouble = "Discord has refused the critical webhook since 12:00 EVE; next try 12:05 EVE. Discord does not know this webhook.";
    assert_eq!(shown(&state).relay_trouble.as_deref(), Some(trouble));
    assert_eq!((shown(&state).relay, shown(&state).relay_waiting), (true, 3));
}

/// Everything that refuses this desk, each by itself, since noon.
fn refusing() -> Vec<(ProblemKind, State)> {
    let refused = || RefusedAccess::new(at(0), Text::said("It was revoked."));
    let with_a_titan = || connected(watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]), at(0));
    let mut pilot = with_a_titan();
    pilot.pilots.get_mut(&KARA).unwrap().sign_in = captrack_domain::pilot::SignInState::Refused(refused());
    let webhook = |name| {
        let mut state = with_a_titan();
        state.relay.on = true;
        state.relay.webhooks.insert(name, RelayWebhook { refused: Some(refused()), ..RelayWebhook::default() });
        state
    };
    let auth = |error: &AuthError| {
        let mut state = with_a_titan();
        state.auth.connection.as_mut().unwrap().failed(error, at(5));
        state
    };
    let why = || Text::said("It was revoked.");
    vec![
        (ProblemKind::SignInsRefused, pilot),
        (ProblemKind::WebhookRefused, webhook(WebhookName::Critical)),
        (ProblemKind::WebhookRefused, webhook(WebhookName::Standard)),
        (ProblemKind::AllianceAuthRefused, auth(&AuthError::Token { why: why() })),
        (ProblemKind::AllianceAuthRefused, auth(&AuthError::Permission { why: why() })),
        (ProblemKind::AllianceAuthRefused, auth(&AuthError::Setup { why: why() })),
    ]
}

#[test]
fn whatever_refuses_this_desk_is_a_problem_at_once_until_it_no_longer_does() {
    for (kind, mut state) in refusing() {
        state.last_success = Some(at(60));
        let shown =
            |state: &State, now| status(state, &HostStatus::default(), &Ok(0), &Health::default(), now).problems;
        let problems = shown(&state, at(60));
        let [problem] = problems.as_slice() else { panic!("{kind:?}: {problems:?}") };
        assert_eq!((problem.kind, problem.kind.is_refusal()), (kind, true));
        let sentence = &problem.sentence;
        assert!(sentence.contains("It was revoked."), "{sentence}");
        if problem.since.is_some() {
            let next = sentence.contains("next try 12:05 EVE.") || sentence.contains("Next try 12:05 EVE.");
            assert!(sentence.contains("since 12:00 EVE") && next, "{sentence}");
        }
        for pilot in state.pilots.values_mut() {
            pilot.sign_in = captrack_domain::pilot::SignInState::Valid;
        }
        state.relay.webhooks.values_mut().for_each(|webhook| webhook.refused = None);
        state.auth.connection.as_mut().unwrap().answered(at(70));
        assert_eq!(shown(&state, at(70)), [], "{kind:?}");
    }
}

#[test]
fn an_allianceauth_that_tells_the_ships_and_refuses_something_else_hides_none() {
    let mut state = connected(kara(), at(0));
    state.last_success = Some(at(300));
    let connection = state.auth.connection.as_mut().unwrap();
    connection.note_hulls_read(at(300));
    connection.failed(&AuthError::Permission { why: Text::said("You may not publish rules.") }, at(300));
    let status = status(&state, &HostStatus::default(), &Ok(0), &Health::default(), at(300));
    assert_eq!((status.problems, status.auth_trouble.as_deref()), (Vec::new(), Some("You may not publish rules.")));
}

#[test]
fn an_allianceauth_that_refuses_for_half_an_hour_is_urgent_and_is_not_said_to_be_silent() {
    let of_auth = refusing().into_iter().filter(|(kind, _)| *kind == ProblemKind::AllianceAuthRefused);
    for (kind, state) in of_auth {
        let shown = |minutes: i64| {
            let now = at(60 * minutes);
            let mut problems = status(&state, &HostStatus::default(), &Ok(0), &Health::default(), now).problems;
            problems.retain(|problem| problem.kind != ProblemKind::EveSilent);
            problems
        };
        assert_eq!(shown(29).iter().map(|problem| (problem.kind, problem.urgent)).collect::<Vec<_>>(), [(kind, false)]);
        let late = shown(30);
        assert_eq!(late.iter().map(|problem| (problem.kind, problem.urgent)).collect::<Vec<_>>(), [(kind, true)]);
        assert!(late[0].sentence.ends_with("What CapTrack shows is from 12:00 EVE."), "{}", late[0].sentence);
    }
}

// Whether all was read.

fn all_answered() -> State {
    kara()
        .with_answer(KARA, ship(1, AVATAR), at(0))
        .with_answer(KARA, Reading::Location(Place::space(JITA)), at(0))
        .with_answer(KARA, Reading::Assets(Vec::new()), at(0))
}

#[test]
fn all_was_read_when_ship_location_and_assets_of_everybody_answered() {
    assert!(all_was_read(&all_answered()), "online and affiliation do not matter");
    assert!(!all_was_read(&State::default()), "nobody is watched");
    assert!(!all_was_read(&kara()));
    for kind in [SectionKind::Ship, SectionKind::Location, SectionKind::Assets] {
        let mut state = all_answered();
        state.section_mut(kind, KARA).status.last_error = Some(Text::said("ESI is busy."));
        assert!(!all_was_read(&state), "{kind}");
        state.section_mut(kind, KARA).status.last_error = None;
        state.section_mut(kind, KARA).status.last_success = None;
        assert!(!all_was_read(&state), "{kind}");
    }
}

#[test]
fn a_pilot_who_must_sign_in_again_leaves_things_unknown() {
    let mut state = all_answered();
    state.pilots.get_mut(&KARA).unwrap().sign_in =
        captrack_domain::pilot::SignInState::Refused(RefusedAccess::new(at(0), Text::said("The token was revoked.")));
    assert!(!all_was_read(&state));
}

// The snapshot.

#[test]
fn a_snapshot_counts_every_level_and_sorts_cards_by_level_then_name() {
    let zoe = captrack_domain::ids::PilotId(2_112_000_003);
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace"), (zoe, "Alma Reyes")]);
    for (n, pilot, type_id) in [(1, MIRA, AVATAR), (2, zoe, AVATAR), (3, KARA, crate::test_state::ARCHON)] {
        state = state.with_hull(hull(n, pilot, type_id, Place::space(JITA)));
    }
    let snapshot = snapshot(&state.judged(at(0)), at(0));
    let cards: Vec<_> = snapshot.mains.iter().map(|main| (main.level, main.main_name.as_str())).collect();
    let expected =
        [(Level::Critical, "Alma Reyes"), (Level::Critical, "Mira Solace"), (Level::Informational, "Kara Volkov")];
    assert_eq!(cards, expected);
    assert_eq!(snapshot.counts.len(), Level::ALL.len(), "a level without hulls is there, with 0");
    assert_eq!((snapshot.counts[&Level::Critical], snapshot.counts[&Level::Snoozed]), (2, 0));
    assert_eq!(snapshot.sections.len(), 3 * SectionKind::ALL.len());
}

#[test]
fn a_card_of_a_main_that_is_not_watched_shows_the_affiliation_of_its_first_pilot() {
    let main = captrack_domain::ids::PilotId(2_112_000_099);
    let state = kara()
        .alt(KARA, main)
        .in_corporation(KARA, 98_000_001)
        .with_name(98_000_001, "Null Logistics")
        .with_name(main.0, "Old Hand")
        .with_hull(hull(1, KARA, AVATAR, Place::space(JITA)));
    let card = snapshot(&state.judged(at(0)), at(0)).mains.remove(0);
    assert_eq!((card.main_id, card.main_name.as_str()), (main, "Old Hand"));
    assert_eq!(card.corporation_name.as_deref(), Some("Null Logistics"));
    assert_eq!((card.alliance_id, card.alliance_name), (None, None));
}
