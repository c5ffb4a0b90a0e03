use captrack_domain::class::HullClass;
use captrack_domain::hull::Occupancy;
use captrack_domain::ids::PilotId;
use captrack_domain::pause::Pause;
use captrack_domain::pilot::{AuthMembership, SignInState};
use captrack_domain::place::Place;
use captrack_domain::policy::{ClassMode, Scope, ScopeKind};
use captrack_domain::reading::Reading;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_ports::{ReadPeriod, ReadPeriods};
use captrack_testing::eden::REVELATION;

use super::*;
use crate::poll::reads::note_reads;
use crate::shared::troubles::Health;
use crate::test_state::auth::connected;
use crate::test_state::{AVATAR, JITA, KARA, MIRA, at, docked, flown, hull, kara, key, paused, ship, snooze, watching};

/// Minutes after noon.
fn minute(minutes: i64) -> Timestamp {
    at(minutes * 60)
}

fn kinds(state: &State, now: Timestamp) -> Vec<ProblemKind> {
    problems(state, &Health::default(), now).into_iter().map(|problem| problem.kind).collect()
}

fn sentences(state: &State, now: Timestamp) -> Vec<String> {
    problems(state, &Health::default(), now).into_iter().map(|problem| problem.sentence).collect()
}

/// Kara flies a titan and answered at noon; something of hers goes on answering.
fn titan_seen_at_noon() -> State {
    let mut state = kara()
        .with_hull(flown(1, KARA, AVATAR, Place::space(JITA)))
        .with_answer(KARA, ship(1, AVATAR), at(0))
        .with_answer(KARA, Reading::Location(Place::space(JITA)), at(0))
        .judged(at(0));
    state.watching_since = Some(at(-3600));
    state
}

/// Her corporation is told of all the time, which says nothing of her ship.
fn but_affiliation_answers(state: &mut State, now: Timestamp) {
    state.last_success = Some(now);
}

#[test]
fn a_titan_whose_whereabouts_fail_is_out_of_sight_after_half_an_hour_whatever_else_answers() {
    let mut state = titan_seen_at_noon();
    state.section_mut(SectionKind::Ship, KARA).status.last_error = Some(Text::said("ESI is busy"));
    but_affiliation_answers(&mut state, minute(29));
    assert_eq!(kinds(&state, minute(29)), []);
    but_affiliation_answers(&mut state, minute(30));
    assert_eq!(kinds(&state, minute(30)), [ProblemKind::EveOutOfSight]);
    assert_eq!(sentences(&state, minute(30)), ["1 titan not seen since 11:59 EVE. ESI is busy."]);
}

#[test]
fn a_titan_that_is_stored_is_out_of_sight_when_its_assets_are_out_of_date() {
    let mut state = kara()
        .with_hull(hull(1, KARA, AVATAR, docked()))
        .with_answer(KARA, Reading::Assets(Vec::new()), at(0))
        .judged(at(0));
    state.watching_since = Some(at(-3600));
    but_affiliation_answers(&mut state, minute(179));
    assert_eq!(kinds(&state, minute(179)), []);
    but_affiliation_answers(&mut state, minute(180));
    assert_eq!(kinds(&state, minute(180)), [ProblemKind::EveOutOfSight]);
}

#[test]
fn a_stored_titan_that_is_on_no_list_that_can_be_read_is_out_of_sight_though_lists_answer() {
    let stored = || kara().with_hull(hull(1, KARA, AVATAR, docked())).judged(at(0));
    let on_some = Reading::SomeAssets(Vec::new());
    let lists = [(Reading::Assets(Vec::new()), vec![]), (on_some, vec![ProblemKind::EveOutOfSight])];
    for (list, expected) in lists {
        let mut state = stored().with_answer(KARA, list, minute(170));
        state.watching_since = Some(at(-3600));
        assert_eq!(kinds(&state, minute(178)), []);
        assert_eq!(kinds(&state, minute(180)), expected);
    }
}

#[test]
fn what_was_left_in_space_no_source_could_tell_of() {
    let mut state = kara()
        .with_hull(hull(1, KARA, AVATAR, Place::space(JITA)))
        .with_answer(KARA, Reading::Assets(Vec::new()), at(0))
        .judged(at(0));
    state.fleet.hulls.get_mut(&key(1)).unwrap().occupancy = Occupancy::Stored { since: at(0) };
    but_affiliation_answers(&mut state, minute(600));
    assert_eq!(kinds(&state, minute(600)), []);
}

#[test]
fn a_snoozed_pilot_s_titan_is_not_missed() {
    let mut state = titan_seen_at_noon();
    state.snoozes.0.insert(KARA, snooze(KARA, None));
    let mut state = state.judged(minute(60));
    but_affiliation_answers(&mut state, minute(60));
    assert_eq!(kinds(&state, minute(60)), []);
}

#[test]
fn the_time_counts_from_the_start_of_watching_and_not_over_the_daily_downtime() {
    let mut state = titan_seen_at_noon();
    let morning = minute(24 * 60 - 120);
    state.watching_since = Some(morning);
    but_affiliation_answers(&mut state, morning);
    assert_eq!(kinds(&state, morning), [], "it has just begun to ask");
    but_affiliation_answers(&mut state, minute(24 * 60 - 90));
    assert_eq!(kinds(&state, minute(24 * 60 - 90)), [ProblemKind::EveOutOfSight]);
    // Ten minutes before the downtime, and twenty after it.
    state.watching_since = Some(minute(24 * 60 - 70));
    for (minutes, expected) in [(-40, vec![]), (-26, vec![]), (-25, vec![ProblemKind::EveOutOfSight])] {
        let now = minute(24 * 60 + minutes);
        but_affiliation_answers(&mut state, now);
        assert_eq!(kinds(&state, now), expected, "{minutes}");
    }
}

#[test]
fn a_titan_at_home_that_nobody_sees_any_more_may_be_anywhere() {
    let mut state = titan_seen_at_noon();
    state.policy.scope = Scope { kind: ScopeKind::AllButListed, systems: [JITA].into(), ..Scope::default() };
    let mut state = state.judged(at(0));
    assert!(state.evaluation.open_alerts.is_empty(), "at home it alerts nobody");
    for (minutes, expected) in [(29, vec![]), (30, vec![ProblemKind::EveOutOfSight])] {
        but_affiliation_answers(&mut state, minute(minutes));
        assert_eq!(kinds(&state, minute(minutes)), expected);
    }
    state.policy.classes.get_mut(&HullClass::Titan).unwrap().mode = ClassMode::TrackOnly;
    assert_eq!(kinds(&state.judged(minute(30)), minute(30)), [], "one that never alerts is not missed");
}

#[test]
fn a_dreadnought_at_home_that_nobody_sees_is_missed_where_its_main_has_enough_of_them_to_alert() {
    let mut state = kara()
        .with_hull(flown(1, KARA, REVELATION, Place::space(JITA)))
        .with_answer(KARA, ship(1, REVELATION), at(0))
        .with_answer(KARA, Reading::Location(Place::space(JITA)), at(0));
    state.policy.scope = Scope { kind: ScopeKind::AllButListed, systems: [JITA].into(), ..Scope::default() };
    state.watching_since = Some(at(-3600));
    for (n, expected) in [(2, vec![]), (1, vec![ProblemKind::EveOutOfSight])] {
        state.policy.classes.get_mut(&HullClass::Dreadnought).unwrap().mode = ClassMode::Threshold { n };
        state = state.judged(at(0));
        but_affiliation_answers(&mut state, minute(30));
        assert_eq!(kinds(&state, minute(30)), expected, "alerts at {n}");
    }
}

#[test]
fn what_was_out_of_sight_before_the_computer_slept_is_so_still_and_the_rest_not_yet() {
    let mut early = titan_seen_at_noon();
    early.latest_now = Some(minute(20));
    early.note_jump(minute(600), None);
    for (minutes, expected) in [(629, vec![]), (630, vec![ProblemKind::EveOutOfSight])] {
        but_affiliation_answers(&mut early, minute(minutes));
        assert_eq!(kinds(&early, minute(minutes)), expected, "it fell asleep after 20 min, {minutes}");
    }
    let mut state = titan_seen_at_noon();
    state.latest_now = Some(minute(35));
    state.note_jump(minute(600), None);
    but_affiliation_answers(&mut state, minute(601));
    assert_eq!(kinds(&state, minute(601)), [ProblemKind::EveOutOfSight], "it was missed before");
}

#[test]
fn a_paused_desk_misses_nothing() {
    let mut state = titan_seen_at_noon();
    state.pause = Some(paused());
    assert_eq!(kinds(&state, minute(600)), []);
}

#[test]
fn a_pause_without_an_end_is_said_after_a_day_and_in_other_words_every_day() {
    let mut state = titan_seen_at_noon();
    state.pause = Some(paused());
    assert_eq!(kinds(&state, minute(24 * 60 - 1)), []);
    let said = |minutes| sentences(&state, minute(minutes)).join(" ");
    assert_eq!(
        said(24 * 60),
        "CapTrack has been paused for 1 day, since 2026-11-22 12:00 EVE. It polls nothing and sends no alerts until you resume."
    );
    assert_eq!(said(24 * 60), said(48 * 60 - 1), "once a day");
    assert!(said(48 * 60).contains("for 2 days"), "{}", said(48 * 60));
    state.pause = Some(Pause { until: Some(minute(99 * 60)), ..paused() });
    assert_eq!(kinds(&state, minute(48 * 60)), [], "it ends without anybody");
}

#[test]
fn classes_are_packed_into_one_sentence_titans_first() {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")])
        .with_hull(flown(1, KARA, AVATAR, Place::space(JITA)))
        .with_hull(flown(2, MIRA, AVATAR, Place::space(JITA)))
        .with_hull(flown(3, KARA, crate::test_state::NYX, Place::space(JITA)));
    for pilot in [KARA, MIRA] {
        state = state.with_answer(pilot, ship(1, AVATAR), at(0)).with_answer(
            pilot,
            Reading::Location(Place::space(JITA)),
            at(0),
        );
    }
    for kind in [SectionKind::Ship, SectionKind::Location] {
        state.section_mut(kind, MIRA).status.last_success = Some(minute(40));
    }
    let mut state = state.judged(minute(40));
    but_affiliation_answers(&mut state, minute(40));
    assert_eq!(
        sentences(&state, minute(40)),
        ["1 of 2 titans not seen since 11:59 EVE, 1 supercarrier not seen since 11:59 EVE."]
    );
}

// Sign-ins.

fn refuse(state: &mut State, pilot: PilotId, since: Timestamp) {
    state.pilots.get_mut(&pilot).unwrap().sign_in =
        SignInState::Refused(RefusedAccess::new(since, Text::said("Refused.")));
}

#[test]
fn one_refusal_among_many_pilots_is_shown_and_disturbs_nobody() {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]);
    refuse(&mut state, KARA, at(0));
    but_affiliation_answers(&mut state, minute(60));
    let problems = problems(&state, &Health::default(), minute(1));
    assert_eq!(problems.len(), 1);
    assert!(!problems[0].urgent);
    assert_eq!(
        problems[0].sentence,
        "EVE has refused the sign-in of Kara Volkov since 12:00 EVE; next try 12:05 EVE. Refused."
    );
}

#[test]
fn when_nobody_is_left_who_can_be_asked_about_it_is_said_after_half_an_hour() {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]);
    for pilot in [KARA, MIRA] {
        refuse(&mut state, pilot, at(0));
    }
    but_affiliation_answers(&mut state, minute(35));
    let of = |now| {
        let problem = problems(&state, &Health::default(), now).remove(0);
        (problem.kind, problem.urgent, problem.sentence)
    };
    assert!(!of(minute(29)).1);
    let (kind, urgent, sentence) = of(minute(35));
    assert_eq!((kind, urgent), (ProblemKind::SignInsRefused, true));
    assert!(sentence.starts_with("CapTrack watches no pilots any more."), "{sentence}");
}

#[test]
fn a_refusal_that_is_certain_asks_the_user_to_sign_in_again() {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]);
    let mut refused = RefusedAccess::new(at(0), Text::said("Refused."));
    for hour in [1, 7] {
        refused.again(minute(60 * hour), Text::said("Refused."));
    }
    state.pilots.get_mut(&KARA).unwrap().sign_in = SignInState::Refused(refused);
    but_affiliation_answers(&mut state, minute(421));
    let problem = problems(&state, &Health::default(), minute(421)).remove(0);
    assert!(problem.urgent && problem.sentence.contains("Sign in again"), "{}", problem.sentence);
}

// AllianceAuth.

/// A titan that AllianceAuth alone knows, read once a day.
fn read_once_a_day(days: i64) -> State {
    let mut state = connected(kara(), at(0)).with_hull(hull(1, KARA, AVATAR, docked()));
    state.pilots.get_mut(&KARA).unwrap().sign_in = SignInState::NotSignedIn;
    for day in 0..days {
        let read = Some(at(day * 86_400));
        let membership = AuthMembership { assets_at: read, location_at: read, ..AuthMembership::default() };
        state.pilots.get_mut(&KARA).unwrap().auth = Some(membership);
        note_reads(&mut state, at(day * 86_400));
    }
    state.watching_since = Some(at(-3600));
    state.judged(at(0))
}

fn auth_answers(state: &mut State, now: Timestamp) {
    state.auth.connection.as_mut().unwrap().last_success = Some(now);
}

#[test]
fn an_allianceauth_that_reads_once_a_day_gives_no_false_alarm_and_one_that_stalls_does_within_two_periods() {
    let last = 4 * 24 * 60;
    let mut state = read_once_a_day(5);
    for hours in [1, 24, 48] {
        let now = minute(last + hours * 60);
        auth_answers(&mut state, now);
        assert_eq!(kinds(&state, now), [], "{hours} h");
    }
    let now = minute(last + 49 * 60);
    auth_answers(&mut state, now);
    assert_eq!(kinds(&state, now), [ProblemKind::AllianceAuthOutOfSight]);
}

/// A period that a bridge tells, in hours.
const fn told(hours: u64, observed: bool) -> ReadPeriod {
    ReadPeriod { usual_secs: 600, slowest_secs: hours * 3600, observed }
}

#[test]
fn what_the_bridge_has_seen_counts_until_the_pilots_own_rhythm_is_known() {
    for (period, quiet, said) in [
        (None, 48, 49),
        (Some(told(4, true)), 8, 9),
        // The daily downtime does not count.
        (Some(told(36, true)), 72, 74),
        // Nobody has seen that the schedule is kept.
        (Some(told(4, false)), 48, 49),
        (Some(told(36, false)), 72, 74),
        (Some(told(u64::MAX / 3600, true)), 60 * 24, 60 * 24 + 17),
    ] {
        let mut state = read_once_a_day(1);
        state.auth.connection.as_mut().unwrap().whoami.reads = ReadPeriods { assets: period, location: period };
        for (hours, expected) in [(quiet, vec![]), (said, vec![ProblemKind::AllianceAuthOutOfSight])] {
            auth_answers(&mut state, minute(hours * 60));
            assert_eq!(kinds(&state, minute(hours * 60)), expected, "{period:?} after {hours} h");
        }
    }
    // This one is read more seldom than the others.
    let mut state = read_once_a_day(5);
    state.auth.connection.as_mut().unwrap().whoami.reads.assets = Some(told(1, true));
    let now = minute((4 * 24 + 48) * 60);
    auth_answers(&mut state, now);
    assert_eq!(kinds(&state, now), []);
}

#[test]
fn pilots_whom_allianceauth_does_not_name_any_more_are_missed_after_half_an_hour() {
    let mut state = read_once_a_day(1);
    state.pilots.get_mut(&KARA).unwrap().auth.as_mut().unwrap().missing_since = Some(minute(10));
    for (minutes, expected) in [(39, vec![]), (40, vec![ProblemKind::AllianceAuthOutOfSight])] {
        auth_answers(&mut state, minute(minutes));
        assert_eq!(kinds(&state, minute(minutes)), expected);
    }
}

#[test]
fn what_either_source_still_tells_of_is_in_sight() {
    let mut state = read_once_a_day(1);
    state.pilots.get_mut(&KARA).unwrap().sign_in = SignInState::Valid;
    auth_answers(&mut state, minute(400));
    but_affiliation_answers(&mut state, minute(400));
    assert_eq!(kinds(&state, minute(400)), [], "EVE has not told its assets for hours, AllianceAuth has them of today");
}

#[test]
fn a_roster_that_suddenly_lacks_many_is_said_at_once() {
    let pilots: Vec<(PilotId, String)> = (1..=20).map(|id| (PilotId(id), format!("Pilot {id}"))).collect();
    let named: Vec<(PilotId, &str)> = pilots.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let mut state = connected(watching(&named), at(0));
    for (id, pilot) in &mut state.pilots {
        pilot.sign_in = SignInState::NotSignedIn;
        let missing_since = (id.0 <= 8).then(|| at(0));
        pilot.auth = Some(AuthMembership { missing_since, ..AuthMembership::default() });
    }
    auth_answers(&mut state, minute(1));
    let found = problems(&state, &Health::default(), minute(1));
    assert_eq!((found[0].kind, found[0].urgent), (ProblemKind::RosterShrunk, true));
    assert!(found[0].sentence.starts_with("AllianceAuth no longer names 8 of 20 pilots since 12:00 EVE."));
}

#[test]
fn ships_that_allianceauth_suddenly_does_not_list_are_said_at_once() {
    let mut state = connected(kara(), at(0));
    auth_answers(&mut state, minute(1));
    state.auth.unlisted.note((1..=8).map(key).collect(), 10, at(0));
    let found = problems(&state, &Health::default(), minute(1));
    let problem = found.iter().find(|problem| problem.kind == ProblemKind::RosterShrunk).unwrap();
    assert!(problem.urgent);
    assert!(problem.sentence.starts_with("AllianceAuth has not listed 8 of 10 ships since 12:00 EVE."));
}

// What the program notices of itself.

#[test]
fn what_the_program_notices_of_itself_is_said_too() {
    let health = Health {
        cannot_notify: Some((at(0), Text::said("the desktop's notification server cannot be reached; start one"))),
        cannot_save: Some((at(0), Text::said("The disk that holds /data/captrack.db is full; make room on it."))),
        windows: Some((at(0), crate::shared::troubles::WindowTrouble::KeepsCrashing)),
        clock_ahead: Some(10_800),
        data_at_risk: Some(text!("data-on-the-network", folder = "/srv/captrack")),
        ..Health::default()
    };
    let found = problems(&State::default(), &health, minute(5));
    let kinds: Vec<_> = found.iter().map(|problem| (problem.kind, problem.urgent)).collect();
    assert_eq!(
        kinds,
        [
            (ProblemKind::CannotSave, true),
            (ProblemKind::DataAtRisk, false),
            (ProblemKind::CannotNotify, true),
            (ProblemKind::WindowLost, true),
            (ProblemKind::ClockWrong, false)
        ]
    );
    assert_eq!(
        [&found[0].sentence, &found[2].sentence],
        [
            "CapTrack has saved nothing since 12:00 EVE. The disk that holds /data/captrack.db is full; make room on it. Alerts go on, but \
             may be sent again after a restart.",
            "This desktop has shown no notifications since 12:00 EVE. The desktop's notification server cannot be reached; start one. Until \
             they work again, look at the window."
        ]
    );
    assert_eq!(
        without_names(&found[0], minute(5)),
        "CapTrack has saved nothing since 12:00 EVE.",
        "no folder is named"
    );
    assert_eq!(
        found[4].sentence,
        "This computer's clock is 3 h ahead of EVE's. CapTrack goes by EVE's; set the clock right."
    );
}
