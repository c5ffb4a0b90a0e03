use captrack_domain::fleet::{HullChange, HullEvent};
use captrack_domain::ids::{AllianceId, CorporationId};
use captrack_domain::pilot::SignInState;
use captrack_domain::place::Place;
use captrack_domain::text::Text;

use super::*;
use crate::state::needs_sign_in;
use crate::state::unsaved_changes::AbsorbedChanges;
use crate::test_state::{
    AVATAR, DELVE, JITA, KARA, MIRA, RIFTER, at, docked, flown, hull, item, kara, key, owned, section_id, ship,
};

/// No jitter.
fn steady() -> f64 {
    0.0
}

fn polled(kind: SectionKind, result: Result<SectionAnswer, PollError>) -> PolledSection {
    PolledSection { id: section_id(kind, KARA), also: Arc::default(), asked_at: at(0), result }
}

fn answer(found: SectionContent) -> SectionAnswer {
    SectionAnswer { found, age: Duration::ZERO, life: None, validators: None }
}

fn new(kind: SectionKind, reading: Reading, as_of: Timestamp) -> PolledSection {
    PolledSection { asked_at: as_of, ..polled(kind, Ok(answer(SectionContent::New(reading)))) }
}

fn unchanged(kind: SectionKind, as_of: Timestamp) -> PolledSection {
    PolledSection { asked_at: as_of, ..polled(kind, Ok(answer(SectionContent::Unchanged))) }
}

fn later(why: &str) -> PollError {
    PollError::Later { why: Text::said(why), after: None }
}

fn is_saved(absorbed: &AbsorbedChanges, kind: SectionKind) -> bool {
    absorbed.sections.contains(&section_id(kind, KARA))
}

// Sections.

#[test]
fn unchanged_confirms_what_is_known_as_far_as_its_cache_entry_goes_and_no_further() {
    let mut state = kara();
    absorb(&mut state, vec![new(SectionKind::Ship, ship(1, RIFTER), at(0))], at(0), steady);
    absorb(&mut state, vec![unchanged(SectionKind::Ship, at(-600))], at(60), steady);
    let as_of = |state: &State| state.section(SectionKind::Ship, KARA).reading.as_ref().unwrap().as_of;
    assert_eq!(as_of(&state), at(0), "an entry that somebody else filled before makes it no older");
    absorb(&mut state, vec![unchanged(SectionKind::Ship, at(90))], at(120), steady);
    assert_eq!(as_of(&state), at(90), "and no younger than it is");
}

#[test]
fn assets_that_may_lack_some_take_nothing_away() {
    let list = |owned| new(SectionKind::Assets, Reading::Assets(owned), at(0));
    let some = |second| new(SectionKind::Assets, Reading::SomeAssets(Vec::new()), at(second));
    let mut state = kara();
    absorb(&mut state, vec![list(vec![owned(1, AVATAR, Place::space(JITA))])], at(0), steady);
    for hour in 1..6 {
        let absorbed = absorb(&mut state, vec![some(3600 * hour)], at(3600 * hour), steady);
        assert!(absorbed.gone.is_empty());
    }
    assert!(state.fleet.hulls.contains_key(&key(1)));
}

#[test]
fn an_answer_is_kept_with_its_age_and_decides_when_to_ask_again() {
    let mut state = kara();
    let sent = SectionAnswer {
        found: SectionContent::New(Reading::Online(false)),
        age: Duration::from_secs(20),
        life: Some(Duration::from_secs(90)),
        validators: Some("etag".into()),
    };
    let absorbed = absorb(&mut state, vec![polled(SectionKind::Online, Ok(sent))], at(0), steady);
    let section = state.section(SectionKind::Online, KARA);
    assert_eq!(section.reading, Some(DatedReading { as_of: at(-20), reading: Reading::Online(false) }));
    assert_eq!((section.status.last_success, section.status.last_attempt), (Some(at(0)), Some(at(0))));
    assert_eq!(section.status.due_at, at(90), "not before it expires");
    assert_eq!(section.status.validators.as_deref(), Some("etag"));
    assert!(is_saved(&absorbed, SectionKind::Online));
    assert_eq!(state.last_success, Some(at(0)));
}

#[test]
fn an_answer_that_somebody_on_the_way_kept_for_too_long_makes_nothing_fresh() {
    let mut state = kara();
    let mut told = |secs, age| {
        let answer = SectionAnswer { age: Duration::from_secs(age), ..answer(SectionContent::New(ship(1, AVATAR))) };
        let asked = PolledSection { asked_at: at(secs), ..polled(SectionKind::Ship, Ok(answer)) };
        absorb(&mut state, vec![asked], at(secs), steady);
        let status = &state.section(SectionKind::Ship, KARA).status;
        (status.last_success, status.last_error.is_some())
    };
    assert_eq!(told(0, 7200), (Some(at(-7200)), true), "as old as what it says");
    assert_eq!(told(60, 300), (Some(at(60)), false), "as old as a cache may be");
    assert_eq!(told(120, 7200), (Some(at(60)), true), "it takes nothing back");
    assert_eq!(told(180, 0), (Some(at(180)), false));
}

#[test]
fn nothing_is_true_in_the_future() {
    let mut state = kara();
    absorb(&mut state, vec![new(SectionKind::Online, Reading::Online(true), at(500))], at(0), steady);
    assert_eq!(state.section(SectionKind::Online, KARA).reading.as_ref().unwrap().as_of, at(0));
    absorb(&mut state, vec![unchanged(SectionKind::Online, at(900))], at(60), steady);
    assert_eq!(state.section(SectionKind::Online, KARA).reading.as_ref().unwrap().as_of, at(60));
}

#[test]
fn unchanged_makes_the_reading_younger_and_never_older() {
    let mut state = kara().with_answer(KARA, Reading::Online(true), at(0));
    absorb(&mut state, vec![unchanged(SectionKind::Online, at(60))], at(60), steady);
    let as_of = |state: &State| state.section(SectionKind::Online, KARA).reading.as_ref().unwrap().as_of;
    assert_eq!(as_of(&state), at(60));
    absorb(&mut state, vec![unchanged(SectionKind::Online, at(30))], at(70), steady);
    assert_eq!(as_of(&state), at(60));
}

#[test]
fn unchanged_against_nothing_is_asked_again_at_once_without_conditions() {
    let mut state = kara();
    state.section_mut(SectionKind::Ship, KARA).status.validators = Some("etag".into());
    absorb(&mut state, vec![unchanged(SectionKind::Ship, at(5))], at(5), steady);
    let status = &state.section(SectionKind::Ship, KARA).status;
    assert_eq!((status.due_at, &status.validators, status.last_success), (at(5), &None, None));
}

/// When a ship that is read every quarter of a minute is written, up to half an hour.
fn written(mut read: impl FnMut(i64) -> PolledSection) -> Vec<i64> {
    let mut state = kara();
    absorb(&mut state, vec![new(SectionKind::Online, Reading::Online(true), at(0))], at(0), steady);
    absorb(&mut state, vec![new(SectionKind::Ship, ship(1, RIFTER), at(0))], at(0), steady);
    let rounds = (15..=1800).step_by(15);
    let is_written =
        |second: &i64| is_saved(&absorb(&mut state, vec![read(*second)], at(*second), steady), SectionKind::Ship);
    rounds.filter(is_written).collect()
}

#[test]
fn an_answer_that_says_what_was_known_is_written_every_ten_minutes() {
    assert_eq!(written(|second| unchanged(SectionKind::Ship, at(second))), [600, 1200, 1800]);
    let in_full = |second| new(SectionKind::Ship, ship(1, RIFTER), at(second));
    assert_eq!(written(in_full), [600, 1200, 1800], "told in full it is the same all the same");
}

#[test]
fn another_answer_is_written_at_once() {
    let boards_another = |second| new(SectionKind::Ship, ship(if second < 300 { 1 } else { 2 }, RIFTER), at(second));
    assert_eq!(written(boards_another), [300, 900, 1500]);
}

#[test]
fn a_slow_section_is_written_every_time() {
    let mut state = kara().with_answer(KARA, Reading::Assets(Vec::new()), at(0));
    state.section_mut(SectionKind::Assets, KARA).saved_at = Some(at(0));
    let absorbed = absorb(&mut state, vec![unchanged(SectionKind::Assets, at(1))], at(1), steady);
    assert!(is_saved(&absorbed, SectionKind::Assets), "its due time must survive a restart");
}

#[test]
fn a_failure_keeps_the_reading_and_counts() {
    let mut state = kara().with_answer(KARA, ship(1, AVATAR), at(-60));
    let absorbed = absorb(&mut state, vec![polled(SectionKind::Ship, Err(later("ESI is busy.")))], at(0), steady);
    let section = state.section(SectionKind::Ship, KARA);
    assert_eq!(section.reading.as_ref().unwrap().reading, ship(1, AVATAR));
    assert_eq!((section.status.failures, section.status.last_success), (1, Some(at(-60))));
    assert_eq!(section.status.last_error, Some(Text::said("ESI is busy.")));
    assert_eq!(section.status.last_error_code, Some(ReadErrorCode::Unavailable));
    assert_eq!(state.last_failure_code, Some(ReadErrorCode::Unavailable));
    assert!(section.status.due_at > at(0));
    assert_eq!(state.last_failure, Some((at(0), Text::said("ESI is busy."))));
    assert!(is_saved(&absorbed, SectionKind::Ship));
}

#[test]
fn the_same_failure_is_written_every_ten_minutes_and_another_one_at_once() {
    let mut state = kara();
    let mut fails = |why, second| {
        let failure = vec![polled(SectionKind::Ship, Err(later(why)))];
        is_saved(&absorb(&mut state, failure, at(second), steady), SectionKind::Ship)
    };
    assert!(fails("ESI is busy.", 0));
    assert!(!fails("ESI is busy.", 15));
    assert!(fails("No connection.", 30));
    assert!(!fails("No connection.", 629));
    assert!(fails("No connection.", 630));
}

#[test]
fn after_a_failure_an_answer_is_written_at_once_and_takes_the_error_back() {
    // Online: a quick section, of which not every answer is written.
    let mut state = kara().with_answer(KARA, Reading::Online(true), at(0)).with_answer(KARA, ship(1, RIFTER), at(0));
    absorb(&mut state, vec![polled(SectionKind::Ship, Err(later("ESI is busy.")))], at(5), steady);
    let absorbed = absorb(&mut state, vec![unchanged(SectionKind::Ship, at(10))], at(10), steady);
    let status = &state.section(SectionKind::Ship, KARA).status;
    assert_eq!((status.failures, &status.last_error), (0, &None));
    assert!(is_saved(&absorbed, SectionKind::Ship));
}

#[test]
fn a_refused_sign_in_is_tried_again_with_one_question_and_one_good_answer_takes_it_back() {
    let refused = |kind| polled(kind, Err(PollError::SignInRefused { why: Text::said("The token was revoked.") }));
    let mut state = kara();
    let absorbed = absorb(&mut state, vec![refused(SectionKind::Ship), refused(SectionKind::Location)], at(0), steady);
    assert_eq!(absorbed.pilots, [KARA].into());
    let known = state.pilots[&KARA].refused().unwrap();
    assert_eq!((known.times, known.since, known.next_try), (1, at(0), at(300)), "asked together is one refusal");
    let private = |state: &State, now| -> usize { state.due(now).iter().filter(|id| needs_sign_in(id.kind)).count() };
    assert_eq!(private(&state, at(299)), 0, "nothing of theirs is asked until then");
    assert_eq!(private(&state, at(300)), 1);
    let absorbed = absorb(&mut state, vec![refused(SectionKind::Ship)], at(300), steady);
    assert_eq!(absorbed.pilots, [KARA].into());
    assert_eq!(state.pilots[&KARA].refused().unwrap().next_try, at(300 + 900));
    let good = new(SectionKind::Ship, ship(1, AVATAR), at(1200));
    assert_eq!(absorb(&mut state, vec![good], at(1200), steady).pilots, [KARA].into());
    assert_eq!(state.pilots[&KARA].sign_in, SignInState::Valid);
    assert_eq!(private(&state, at(1200)), 3, "what waited for it is asked at once");
}

#[test]
fn trouble_on_the_way_neither_counts_as_a_refusal_nor_takes_one_back() {
    let mut state = kara();
    let refused =
        polled(SectionKind::Ship, Err(PollError::SignInRefused { why: Text::said("The token was revoked.") }));
    absorb(&mut state, vec![refused], at(0), steady);
    absorb(&mut state, vec![polled(SectionKind::Ship, Err(later("ESI is busy.")))], at(300), steady);
    assert_eq!(state.pilots[&KARA].refused().unwrap().times, 1);
    let known = Reading::Affiliation { corporation: CorporationId(98_000_001), alliance: None };
    absorb(&mut state, vec![new(SectionKind::Affiliation, known, at(301))], at(301), steady);
    assert!(state.pilots[&KARA].refused().is_some(), "anybody may ask about that");
}

#[test]
fn answers_of_a_pilot_who_was_forgotten_meanwhile_change_nothing() {
    let mut state = kara();
    state.in_flight.insert(section_id(SectionKind::Ship, MIRA));
    let stray = PolledSection {
        also: Arc::default(),
        asked_at: at(0),
        id: section_id(SectionKind::Ship, MIRA),
        result: Ok(answer(SectionContent::New(ship(1, AVATAR)))),
    };
    let absorbed = absorb(&mut state, vec![stray], at(0), steady);
    assert!(absorbed.is_empty() && state.fleet.hulls.is_empty());
    assert!(state.in_flight.is_empty());
}

#[test]
fn a_section_is_under_way_until_it_answers_or_fails() {
    let mut state = kara();
    for kind in [SectionKind::Ship, SectionKind::Online] {
        state.in_flight.insert(section_id(kind, KARA));
    }
    let answers = vec![
        new(SectionKind::Online, Reading::Online(true), at(0)),
        polled(SectionKind::Ship, Err(later("No connection."))),
    ];
    absorb(&mut state, answers, at(0), steady);
    assert!(state.in_flight.is_empty());
}

#[test]
fn a_new_affiliation_is_written_and_the_same_one_is_not() {
    let reading =
        Reading::Affiliation { corporation: CorporationId(98_000_001), alliance: Some(AllianceId(99_000_001)) };
    let mut state = kara();
    let tell = |state: &mut State, at_second| {
        absorb(state, vec![new(SectionKind::Affiliation, reading.clone(), at(at_second))], at(at_second), steady).pilots
    };
    assert_eq!(tell(&mut state, 0), [KARA].into());
    assert_eq!(state.pilots[&KARA].alliance, Some(AllianceId(99_000_001)));
    assert!(tell(&mut state, 3600).is_empty());
}

// When a section is asked again.

#[test]
fn only_slow_sections_are_spread_and_by_a_tenth_at_most() {
    let due = |kind, reading: Reading, spread: f64| {
        let mut state = kara();
        absorb(&mut state, vec![new(kind, reading, at(0))], at(0), || spread);
        state.section(kind, KARA).status.due_at
    };
    for spread in [0.0, 0.5, 0.999] {
        assert_eq!(due(SectionKind::Online, Reading::Online(false), spread), at(60));
        let assets = due(SectionKind::Assets, Reading::Assets(Vec::new()), spread);
        assert!(at(3600) <= assets && assets < at(3960), "{assets} for {spread}");
    }
    assert_eq!(due(SectionKind::Assets, Reading::Assets(Vec::new()), 0.5), at(3780));
}

#[test]
fn a_pilot_coming_online_is_followed_more_closely_at_once() {
    let mut state = kara();
    let offline = vec![
        new(SectionKind::Online, Reading::Online(false), at(0)),
        new(SectionKind::Ship, ship(1, RIFTER), at(0)),
        new(SectionKind::Location, Reading::Location(Place::space(JITA)), at(0)),
    ];
    absorb(&mut state, offline, at(0), steady);
    assert_eq!(state.section(SectionKind::Ship, KARA).status.due_at, at(60));
    absorb(&mut state, vec![new(SectionKind::Online, Reading::Online(true), at(5))], at(5), steady);
    assert_eq!(state.section(SectionKind::Ship, KARA).status.due_at, at(15));
    assert_eq!(state.section(SectionKind::Location, KARA).status.due_at, at(15));
}

#[test]
fn boarding_a_capital_brings_the_location_forward() {
    let mut state = kara().with_answer(KARA, Reading::Online(true), at(0));
    let before = vec![
        new(SectionKind::Ship, ship(9, RIFTER), at(0)),
        new(SectionKind::Location, Reading::Location(Place::space(JITA)), at(0)),
    ];
    absorb(&mut state, before, at(0), steady);
    assert_eq!(state.section(SectionKind::Location, KARA).status.due_at, at(15));
    absorb(&mut state, vec![new(SectionKind::Ship, ship(1, AVATAR), at(3))], at(3), steady);
    assert_eq!(state.section(SectionKind::Location, KARA).status.due_at, at(5));
}

#[test]
fn boarding_a_capital_that_is_known_brings_the_location_forward_too() {
    let online = || kara().with_answer(KARA, Reading::Online(true), at(0));
    let mut state = online().with_hull(hull(1, KARA, AVATAR, Place::space(JITA)));
    let before = vec![
        new(SectionKind::Ship, ship(9, RIFTER), at(0)),
        new(SectionKind::Location, Reading::Location(Place::space(JITA)), at(0)),
    ];
    absorb(&mut state, before, at(0), steady);
    absorb(&mut state, vec![new(SectionKind::Ship, ship(1, AVATAR), at(3))], at(3), steady);
    assert_eq!(state.section(SectionKind::Location, KARA).status.due_at, at(5));
}

// Hulls.

#[test]
fn ship_and_location_of_one_round_belong_together_in_whatever_order_they_came() {
    let location = || new(SectionKind::Location, Reading::Location(Place::space(DELVE)), at(0));
    let flies = || new(SectionKind::Ship, ship(1, AVATAR), at(0));
    for round in [vec![location(), flies()], vec![flies(), location()]] {
        let mut state = kara();
        let absorbed = absorb(&mut state, round, at(0), steady);
        let hull = &state.fleet.hulls[&key(1)];
        assert_eq!((hull.place, hull.occupancy), (Place::space(DELVE), Occupancy::Flown));
        assert_eq!(absorbed.hulls, [key(1)].into());
        let what: Vec<HullChange> = absorbed.events.iter().map(|event| event.what).collect();
        assert_eq!(what, [HullChange::Appeared { place: Place::space(DELVE) }, HullChange::Boarded]);
    }
}

#[test]
fn a_frigate_is_no_hull() {
    let mut state = kara();
    let absorbed = absorb(&mut state, vec![new(SectionKind::Ship, ship(1, RIFTER), at(0))], at(0), steady);
    assert!(state.fleet.hulls.is_empty() && absorbed.hulls.is_empty() && absorbed.events.is_empty());
}

#[test]
fn a_hull_merely_seen_again_is_written_every_ten_minutes_and_a_move_at_once() {
    let mut state = kara().with_answer(KARA, Reading::Online(true), at(0));
    let see = |state: &mut State, place, second| {
        let round = vec![
            new(SectionKind::Ship, ship(1, AVATAR), at(second)),
            new(SectionKind::Location, Reading::Location(place), at(second)),
        ];
        absorb(state, round, at(second), steady).hulls.contains(&key(1))
    };
    assert!(see(&mut state, Place::space(JITA), 0));
    let written: Vec<i64> =
        (5..=1205).step_by(5).filter(|second| see(&mut state, Place::space(JITA), *second)).collect();
    assert_eq!(written, [600, 1200]);
    assert!(see(&mut state, Place::space(DELVE), 1210));
}

#[test]
fn a_hull_that_two_complete_reads_lacked_is_gone_and_remembered_for_its_end() {
    let stored = hull(1, KARA, AVATAR, docked());
    let mut state = kara().with_hull(stored.clone());
    state.saved_hulls.insert(key(1), stored);
    let empty = |second| new(SectionKind::Assets, Reading::Assets(Vec::new()), at(second));
    let first = absorb(&mut state, vec![empty(0)], at(0), steady);
    assert_eq!((first.hulls, first.gone.len()), ([key(1)].into(), 0), "its first absence is written");
    let second = absorb(&mut state, vec![empty(3600)], at(3600), steady);
    assert_eq!((second.hulls.len(), second.gone), (0, [key(1)].into()));
    assert!(!state.fleet.hulls.contains_key(&key(1)) && !state.saved_hulls.contains_key(&key(1)));
    assert_eq!(state.departed[&key(1)].type_id, AVATAR);
}

#[test]
fn a_hull_that_was_left_and_gone_in_one_round_is_only_gone() {
    let mut left = flown(1, KARA, AVATAR, docked());
    (left.absences, left.last_absence) = (1, Some(at(-3600)));
    let mut state = kara().with_hull(left);
    let round = vec![
        new(SectionKind::Ship, ship(9, RIFTER), at(-5)),
        new(SectionKind::Assets, Reading::Assets(Vec::new()), at(0)),
    ];
    let absorbed = absorb(&mut state, round, at(0), steady);
    assert_eq!((absorbed.hulls.len(), absorbed.gone), (0, [key(1)].into()));
}

#[test]
fn an_unchanged_assets_answer_counts_as_another_complete_read() {
    let mut state = kara().with_hull(hull(1, KARA, AVATAR, docked()));
    absorb(&mut state, vec![new(SectionKind::Assets, Reading::Assets(Vec::new()), at(0))], at(0), steady);
    let absorbed = absorb(&mut state, vec![unchanged(SectionKind::Assets, at(3600))], at(3600), steady);
    assert_eq!(absorbed.gone, [key(1)].into());
}

#[test]
fn a_list_that_is_asked_for_while_the_last_one_is_still_good_is_no_second_witness() {
    let mut state = kara().with_hull(hull(1, KARA, AVATAR, docked()));
    let empty = |second| {
        let found = SectionContent::New(Reading::Assets(Vec::new()));
        let good_for_an_hour = SectionAnswer { life: Some(Duration::from_secs(3600)), ..answer(found) };
        PolledSection { asked_at: at(second), ..polled(SectionKind::Assets, Ok(good_for_an_hour)) }
    };
    for second in [0, 600, 1800] {
        assert!(absorb(&mut state, vec![empty(second)], at(second), steady).gone.is_empty(), "{second}");
    }
    assert_eq!(state.fleet.hulls[&key(1)].absences, 1);
    assert_eq!(absorb(&mut state, vec![empty(5400)], at(5400), steady).gone, [key(1)].into());
}

#[test]
fn a_clock_that_jumped_ahead_makes_no_second_witness_of_a_list_that_is_still_good() {
    let month = 30 * 86_400;
    let list = |asked_at| {
        let found = SectionContent::New(Reading::Assets(Vec::new()));
        let good_for_an_hour = SectionAnswer { life: Some(Duration::from_secs(3600)), ..answer(found) };
        PolledSection { asked_at: at(asked_at), ..polled(SectionKind::Assets, Ok(good_for_an_hour)) }
    };
    // The clock is put right by the answers, or no server has said anything of it yet.
    for (now, certain) in [(1800, None), (month, Some(at(1800)))] {
        let mut state = kara().with_hull(hull(1, KARA, AVATAR, docked()));
        absorb(&mut state, vec![list(0)], at(0), steady);
        state.certain_now = certain;
        let absorbed = absorb(&mut state, vec![list(month)], at(now), steady);
        assert!(absorbed.gone.is_empty(), "now {now}, certain {certain:?}");
    }
}

#[test]
fn a_failed_assets_read_takes_nothing_away() {
    let mut state = kara().with_hull(hull(1, KARA, AVATAR, Place::space(JITA))).with_answer(
        KARA,
        Reading::Assets(Vec::new()),
        at(-3600),
    );
    for round in 0..5 {
        let failure = vec![polled(SectionKind::Assets, Err(later("ESI is busy.")))];
        let absorbed = absorb(&mut state, failure, at(3600 * round), steady);
        assert!(absorbed.gone.is_empty());
    }
    assert_eq!(state.fleet.hulls[&key(1)].absences, 0);
}

#[test]
fn assets_name_hulls_that_nobody_flies() {
    let mut state = kara().with_hull(flown(2, KARA, AVATAR, Place::space(JITA)));
    let assets = Reading::Assets(vec![owned(1, AVATAR, Place::space(DELVE))]);
    let absorbed = absorb(&mut state, vec![new(SectionKind::Assets, assets, at(0))], at(0), steady);
    assert!(matches!(state.fleet.hulls[&key(1)].occupancy, Occupancy::Stored { .. }));
    assert_eq!(state.fleet.hulls[&key(2)].absences, 0, "a flown hull has no negatives");
    assert_eq!(absorbed.events[0].key.item(), Some(item(1)));
}

// Introduction.

fn newcomer() -> State {
    let mut state = kara();
    let pilot = state.pilots.get_mut(&KARA).unwrap();
    (pilot.added_at, pilot.introduced_at) = (at(0), None);
    state
}

#[test]
fn a_pilot_is_introduced_once_ship_and_assets_have_answered() {
    let mut state = newcomer();
    let absorbed = absorb(&mut state, vec![new(SectionKind::Ship, ship(1, AVATAR), at(1))], at(1), steady);
    assert!(absorbed.introduced.is_empty());
    let assets = || new(SectionKind::Assets, Reading::Assets(Vec::new()), at(2));
    let absorbed = absorb(&mut state, vec![assets()], at(2), steady);
    assert_eq!((absorbed.introduced, absorbed.pilots), ([KARA].into(), [KARA].into()));
    assert_eq!(state.pilots[&KARA].introduced_at, Some(at(2)));
    assert!(absorb(&mut state, vec![assets()], at(3), steady).introduced.is_empty(), "once is enough");
}

#[test]
fn a_pilot_whose_assets_do_not_answer_is_introduced_a_minute_after_its_ship_did() {
    let mut state = newcomer();
    let fails = || vec![polled(SectionKind::Assets, Err(later("ESI is busy.")))];
    assert!(absorb(&mut state, fails(), at(3600), steady).introduced.is_empty(), "there is nothing to tell yet");
    absorb(&mut state, vec![new(SectionKind::Ship, ship(1, AVATAR), at(3700))], at(3700), steady);
    assert!(absorb(&mut state, Vec::new(), at(3759), steady).introduced.is_empty());
    assert_eq!(absorb(&mut state, Vec::new(), at(3760), steady).introduced, [KARA].into());
}

#[test]
fn the_first_complete_picture_is_a_first_read_whenever_it_comes() {
    let mut state = newcomer();
    absorb(&mut state, vec![new(SectionKind::Ship, ship(1, AVATAR), at(0))], at(0), steady);
    assert_eq!(absorb(&mut state, Vec::new(), at(60), steady).introduced, [KARA].into());
    let assets = |second| new(SectionKind::Assets, Reading::Assets(Vec::new()), at(second));
    assert_eq!(absorb(&mut state, vec![assets(900)], at(900), steady).introduced, [KARA].into());
    assert!(absorb(&mut state, vec![assets(4500)], at(4500), steady).introduced.is_empty());
}

#[test]
fn an_answer_that_was_asked_by_a_clock_far_ahead_lives_as_long_as_it_was_to() {
    let mut state = kara();
    let mut polled = new(SectionKind::Location, Reading::Location(Place::space(JITA)), at(7200));
    polled.result.as_mut().unwrap().life = Some(Duration::from_secs(5));
    absorb(&mut state, vec![polled], at(0), steady);
    let section = state.section(SectionKind::Location, KARA);
    assert_eq!((section.status.expires, section.status.due_at), (Some(at(5)), at(60)));
    assert_eq!(section.reading.as_ref().unwrap().as_of, at(0));
}

#[test]
fn an_answer_from_a_cache_that_was_filled_earlier_changes_nothing() {
    let mut state = kara();
    let place = |system, second| new(SectionKind::Location, Reading::Location(Place::space(system)), at(second));
    absorb(&mut state, vec![place(JITA, 100)], at(100), steady);
    absorb(&mut state, vec![place(DELVE, 90)], at(105), steady);
    let section = state.section(SectionKind::Location, KARA);
    assert_eq!(section.reading.as_ref().unwrap().reading, Reading::Location(Place::space(JITA)));
    assert_eq!((section.status.last_success, section.status.validators.as_ref()), (Some(at(105)), None));
    absorb(&mut state, vec![place(DELVE, 110)], at(110), steady);
    let section = state.section(SectionKind::Location, KARA);
    assert_eq!((section.since, section.reading.as_ref().unwrap().as_of), (Some(at(110)), at(110)));
}

// What has to be written.

#[test]
fn what_could_not_be_written_comes_before_what_was_read_since() {
    let event =
        |n| HullEvent { key: key(n), type_id: AVATAR, pilot: KARA, at: at(n), before: None, what: HullChange::Boarded };
    let earlier = AbsorbedChanges { hulls: [key(1)].into(), events: vec![event(1)], ..AbsorbedChanges::default() };
    let now = AbsorbedChanges { hulls: [key(2)].into(), events: vec![event(2)], ..AbsorbedChanges::default() };
    let both = now.joined(earlier);
    assert_eq!(both.hulls, [key(1), key(2)].into());
    assert_eq!(both.events.iter().map(|event| event.key).collect::<Vec<_>>(), [key(1), key(2)]);
}

#[test]
fn of_a_hull_that_went_and_came_back_unwritten_the_later_word_counts() {
    let seen = || AbsorbedChanges { hulls: [key(1)].into(), ..AbsorbedChanges::default() };
    let gone = || AbsorbedChanges { gone: [key(1)].into(), ..AbsorbedChanges::default() };
    let (back, away) = (seen().joined(gone()), gone().joined(seen()));
    assert_eq!((back.hulls.len(), back.gone.len()), (1, 0));
    assert_eq!((away.hulls.len(), away.gone.len()), (0, 1));
}

#[test]
fn seeing_things_again_changes_only_ages() {
    let mut state = kara().with_answer(KARA, Reading::Online(true), at(0));
    let round = |second| {
        vec![
            new(SectionKind::Ship, ship(1, AVATAR), at(second)),
            new(SectionKind::Location, Reading::Location(Place::space(JITA)), at(second)),
        ]
    };
    assert!(!absorb(&mut state, round(0), at(0), steady).changes_only_ages(), "it appeared");
    let again = absorb(&mut state, round(600), at(600), steady);
    assert!(again.changes_only_ages() && !again.is_empty());
}
