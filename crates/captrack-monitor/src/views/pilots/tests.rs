use captrack_contract::PilotRow;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::TypeId;
use captrack_domain::place::Place;
use captrack_domain::policy::ClassMode;
use captrack_domain::reading::Reading;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;

use super::*;
use crate::test_state::{ARCHON, AVATAR, JITA, KARA, MIRA, at, hull, kara, ship, snooze, watching};

const ZOE: PilotId = PilotId(2_112_000_003);

fn names(page: &PilotsView) -> Vec<&str> {
    page.pilots.iter().map(|row| row.name.as_str()).collect()
}

fn kara_of(state: &State) -> PilotRow {
    pilots_page(state, "kara", at(0)).pilots.remove(0)
}

fn why(state: State) -> String {
    kara_of(&state.judged(at(0))).why
}

fn signed_out(state: &mut State, pilot: PilotId) {
    state.pilots.get_mut(&pilot).unwrap().sign_in =
        captrack_domain::pilot::SignInState::Refused(RefusedAccess::new(at(0), Text::said("The token was revoked.")));
}

// Who is listed.

#[test]
fn pilots_stand_under_their_main_who_comes_first() {
    let eve = PilotId(2_112_000_004);
    let pilots = [(KARA, "Kara Volkov"), (MIRA, "Mira Solace"), (ZOE, "adam"), (eve, "Eve")];
    let state = watching(&pilots).alt(MIRA, eve).alt(ZOE, eve).judged(at(0));
    let page = pilots_page(&state, "", at(0));
    assert_eq!(names(&page), ["Eve", "adam", "Mira Solace", "Kara Volkov"]);
    assert_eq!((page.pilots[1].main_id, page.pilots[1].main_name.as_str()), (eve, "Eve"));
    assert_eq!((page.matched, page.coverage.mains), (4, 2));
}

#[test]
fn every_word_must_stand_in_a_name_of_the_pilot_its_main_or_where_it_belongs() {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace"), (ZOE, "Zoe Reyes")])
        .alt(MIRA, KARA)
        .in_corporation(ZOE, 98_000_001)
        .with_name(98_000_001, "Null Logistics")
        .with_name(99_000_001, "Synthetic Coalition");
    state.pilots.get_mut(&ZOE).unwrap().alliance = Some(captrack_domain::ids::AllianceId(99_000_001));
    let state = state.judged(at(0));
    let found =
        |search: &str| pilots_page(&state, search, at(0)).pilots.into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(found("VOLKOV"), [KARA, MIRA]);
    assert_eq!(found("kara mira"), [MIRA]);
    assert_eq!(found("zoe null synth"), [ZOE]);
    assert_eq!(found("zoe volkov"), []);
    assert_eq!(pilots_page(&state, "zoe", at(0)).coverage.pilots, 3, "coverage is of everybody");
}

#[test]
fn no_more_than_five_hundred_cross_and_all_are_counted() {
    let names: Vec<String> = (0..600).map(|n| format!("Pilot {n:03}")).collect();
    let pilots: Vec<(PilotId, &str)> = (1..).map(PilotId).zip(names.iter().map(String::as_str)).collect();
    let page = pilots_page(&watching(&pilots), "pilot", at(0));
    assert_eq!((page.matched, page.pilots.len()), (600, 500));
    assert_eq!(page.pilots[499].name, "Pilot 499");
}

// What a row says.

#[test]
fn a_row_has_the_highest_level_and_the_reason_of_its_hulls() {
    let mut state = read(kara(), 0, 0)
        .with_hull(hull(1, KARA, ARCHON, Place::space(JITA)))
        .with_hull(hull(2, KARA, AVATAR, Place::space(JITA)))
        .judged(at(0));
    let row = kara_of(&state);
    assert_eq!((row.hulls, row.level, row.why.as_str()), (2, Some(Level::Critical), "1 titan always alerts"));
    state.snoozes.0.insert(KARA, snooze(KARA, None));
    let row = kara_of(&state.judged(at(0)));
    assert_eq!((row.level, row.why.as_str()), (Some(Level::Snoozed), "Its pilot is snoozed until cleared"));
    assert_eq!(row.snooze.unwrap().by, "this desk");
}

#[test]
fn sections_tell_how_each_goes() {
    let mut state = kara().with_answer(KARA, ship(1, AVATAR), at(-600));
    state.section_mut(SectionKind::Assets, KARA).status.last_error = Some(Text::said("ESI is busy."));
    let sections = kara_of(&state.judged(at(0))).sections;
    assert_eq!(sections.len(), SectionKind::ALL.len());
    let of = |kind| sections.iter().find(|section| section.kind == kind).unwrap();
    assert_eq!(
        (of(SectionKind::Ship).freshness, of(SectionKind::Ship).last_success),
        (Freshness::Stale, Some(at(-600)))
    );
    assert_eq!(of(SectionKind::Assets).freshness, Freshness::Never);
    assert_eq!(of(SectionKind::Assets).last_error.as_deref(), Some("ESI is busy."));
}

// Why, without any hull.

fn read(state: State, ship_at: i64, assets_at: i64) -> State {
    state.with_answer(KARA, Reading::Ship(None), at(ship_at)).with_answer(
        KARA,
        Reading::Assets(Vec::new()),
        at(assets_at),
    )
}

#[test]
fn a_pilot_without_hulls_says_what_that_rests_on() {
    let none = "No capital ship is known of this pilot; ";
    let said = |state: State| why(state).strip_prefix(none).map(str::to_owned);
    let expect = |state: State, rest: &str| assert_eq!(said(state).as_deref(), Some(rest));
    expect(read(kara(), -5, -180), "its assets were read 3 min ago");
    expect(read(kara(), -5, -59), "its assets were read less than a minute ago");
    expect(read(kara(), -5, -7_199), "its assets were read 119 min ago");
    expect(read(kara(), -5, -5 * 3600), "its assets were read 5 h ago and not since");
    expect(read(kara(), -5, -49 * 3600), "its assets were read 2 d ago and not since");
    expect(kara(), "neither its ship nor its assets have been read yet");
    expect(kara().with_answer(KARA, Reading::Ship(None), at(-60)), "its assets have not been read yet");
    expect(kara().with_answer(KARA, Reading::Assets(Vec::new()), at(-60)), "its ship has not been read yet");
    let mut state = read(kara(), -5, -5);
    signed_out(&mut state, KARA);
    expect(state, "nothing is read while EVE refuses its sign-in");
}

#[test]
fn hulls_of_ignored_classes_are_named_as_such() {
    let jump_freighter = TypeId(28_844);
    let state = read(kara(), 0, 0).with_hull(hull(1, KARA, jump_freighter, Place::space(JITA))).with_hull(hull(
        2,
        KARA,
        jump_freighter,
        Place::space(JITA),
    ));
    let row = kara_of(&state.judged(at(0)));
    assert_eq!((row.level, row.hulls), (None, 2));
    assert_eq!(row.why, "Only of classes that are ignored: 2 jump freighters");
}

#[test]
fn what_was_never_read_is_said_besides() {
    let carrier = || kara().with_hull(hull(1, KARA, ARCHON, Place::space(JITA)));
    assert_eq!(why(read(carrier(), 0, 0)), "Nearest: 1 of 5 carriers");
    let flying = carrier().with_answer(KARA, ship(1, ARCHON), at(0));
    assert_eq!(why(flying), "Nearest: 1 of 5 carriers; its assets have not been read yet");
}

// Coverage.

#[test]
fn coverage_counts_how_well_everybody_is_seen() {
    let eve = PilotId(2_112_000_004);
    let mut state = watching(&[(KARA, "Kara"), (MIRA, "Mira"), (ZOE, "Zoe"), (eve, "Eve")]);
    for (pilot, location_at) in [(KARA, 0), (MIRA, -400), (eve, 0)] {
        state = state
            .with_answer(pilot, Reading::Ship(None), at(0))
            .with_answer(pilot, Reading::Location(Place::space(JITA)), at(location_at))
            .with_answer(pilot, Reading::Assets(Vec::new()), at(0));
    }
    signed_out(&mut state, ZOE);
    state = state
        .with_hull(hull(1, KARA, AVATAR, Place::space(JITA)))
        .with_hull(hull(2, KARA, AVATAR, Place::UNKNOWN))
        .with_hull(hull(3, MIRA, TypeId(28_844), Place::space(JITA)));
    state.policy.classes.get_mut(&HullClass::JumpFreighter).unwrap().mode = ClassMode::Ignore;
    state.snoozes.0.insert(MIRA, crate::test_state::snooze(MIRA, None));
    let state = state.judged(at(0));
    let coverage = pilots_page(&state, "", at(0)).coverage;
    let expected = Coverage {
        pilots: 4,
        fresh: 2,
        stale: 1,
        never: 1,
        need_sign_in: 1,
        hulls: 3,
        hulls_without_place: 1,
        mains: 4,
        snoozed: 1,
    };
    assert_eq!(coverage, expected);
    let left = |search: &str| {
        let page = pilots_page(&state, search, at(0));
        assert_eq!(page.matched, page.pilots.len());
        names(&page).join(" ")
    };
    assert_eq!(left("is:fresh"), "Eve Kara");
    assert_eq!(left("IS:Stale"), "Mira");
    assert_eq!(left("is:never"), "Zoe");
    assert_eq!(left("is:signed-out"), "Zoe");
    assert_eq!(left("is:placeless"), "Kara");
    assert_eq!(left("is:snoozed"), "Mira");
    assert_eq!(left("is:fresh kara"), "Kara");
    assert_eq!(left("is:fresh is:stale"), "", "nobody is both");
    assert_eq!(left("is:purple"), "", "no such word");
}

#[test]
fn a_pilot_whom_alliance_auth_alone_tells_of_shows_what_was_read_there() {
    use crate::test_state::auth::{connected, member, roster_of, take};
    let mut state = connected(State::default(), at(0));
    take(&mut state, &roster_of(vec![member(KARA, "Kara Volkov", at(-3600))], Vec::new()), at(0));
    let state = state.judged(at(0));
    let shown = row::row(&state, &state.pilots[&KARA], &[], at(0));
    assert_eq!(shown.why, "No capital ship is known of this pilot; its assets were read 60 min ago");
    let read: Vec<_> = shown.sections.iter().map(|section| (section.kind, section.last_success)).collect();
    let then = Some(at(-3600));
    assert_eq!(read, [(SectionKind::Ship, then), (SectionKind::Location, then), (SectionKind::Assets, then)]);
    assert!(shown.through_auth_alone && shown.needs_sign_in.is_none());
}
