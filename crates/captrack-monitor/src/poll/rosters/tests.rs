use captrack_domain::hull::{HullKey, Occupancy};
use captrack_domain::ids::{AllianceId, CorporationId};
use captrack_domain::pilot::SignInState;
use captrack_domain::place::Place;
use captrack_domain::reading::Reading;
use captrack_domain::section::Freshness;

use super::*;
use crate::judge::facts::refresh::refresh;
use crate::test_state::auth::{connected, member, roster_of, take, take_groups, titan};
use crate::test_state::{AVATAR, DELVE, JITA, KARA, MIRA, STRUCTURE, at, hull, in_structure, kara, key, ship};

fn freshness(state: &mut State, now: Timestamp) -> Vec<Freshness> {
    refresh(state, now);
    state.facts.iter().map(|fact| fact.freshness).collect()
}

#[test]
fn pilots_whom_it_names_are_watched_with_their_mains_and_hulls_and_known_at_once() {
    let mut state = connected(State::default(), at(0));
    let mut told = member(KARA, "Kara Volkov", at(-60));
    told.main = Some(MIRA);
    let mut roster = roster_of(vec![told], vec![titan(1, KARA, DELVE, at(-60))]);
    roster.names.insert(MIRA.0, "Mira Solace".to_owned());
    let taken = take(&mut state, &roster, at(0));
    let pilot = &state.pilots[&KARA];
    assert_eq!((pilot.main_id(), pilot.introduced_at), (MIRA, Some(at(0))));
    assert_eq!((pilot.corporation, pilot.alliance), (Some(CorporationId(98_000_001)), Some(AllianceId(99_000_001))));
    assert_eq!(pilot.sign_in, SignInState::NotSignedIn);
    assert_eq!(state.fleet.hulls[&key(1)].place, Place::space(DELVE));
    assert_eq!(state.pilot_name(MIRA), "Mira Solace");
    assert_eq!((taken.joined.new, taken.learned.names.len()), (1, 1));
    assert_eq!(taken.absorbed.introduced, [KARA].into());
    assert_eq!(taken.absorbed.hulls, [key(1)].into());
    assert!(state.sections.is_empty(), "EVE is asked about nobody who is not signed in");
}

#[test]
fn the_same_roster_again_writes_nothing() {
    let mut state = connected(State::default(), at(0));
    let roster = roster_of(vec![member(KARA, "Kara Volkov", at(-60))], vec![titan(1, KARA, DELVE, at(-60))]);
    take(&mut state, &roster, at(0));
    let again = take(&mut state, &roster, at(300));
    assert!(again.absorbed.is_empty(), "{:?}", again.absorbed);
    assert!(again.learned.names.is_empty() && again.learned.structures.is_empty() && again.joined.new == 0);
}

#[test]
fn whoever_is_signed_in_here_keeps_what_eve_says_of_them_and_gets_the_main() {
    let mut state = connected(kara().in_corporation(KARA, 98_000_777), at(0));
    state.pilots.get_mut(&KARA).unwrap().main = Some(KARA);
    let mut told = member(KARA, "An older name", at(-60));
    told.main = Some(MIRA);
    take(&mut state, &roster_of(vec![told], Vec::new()), at(0));
    let pilot = &state.pilots[&KARA];
    assert_eq!((pilot.name.as_str(), pilot.corporation), ("Kara Volkov", Some(CorporationId(98_000_777))));
    assert_eq!(pilot.main_id(), MIRA, "AllianceAuth's mains win");
    assert!(pilot.is_signed_in());
}

#[test]
fn the_same_hull_from_both_sources_counts_once_and_the_fresher_place_wins() {
    let mut state = connected(
        kara().with_hull(hull(1, KARA, AVATAR, Place::space(JITA))).with_answer(KARA, ship(9, AVATAR), at(-30)),
        at(0),
    );
    let older = roster_of(vec![member(KARA, "Kara Volkov", at(-7200))], vec![titan(1, KARA, DELVE, at(-7200))]);
    take(&mut state, &older, at(0));
    assert_eq!(state.fleet.hulls[&key(1)].place, Place::space(JITA));
    let newer = roster_of(vec![member(KARA, "Kara Volkov", at(-10))], vec![titan(1, KARA, DELVE, at(-10))]);
    take(&mut state, &newer, at(0));
    assert_eq!(state.fleet.hulls[&key(1)].place, Place::space(DELVE));
    assert_eq!(state.fleet.hulls.len(), 1);
}

#[test]
fn facts_are_as_fresh_as_alliance_auth_read_them_and_as_it_answers() {
    let mut state = connected(State::default(), at(0));
    let roster = roster_of(vec![member(KARA, "Kara Volkov", at(-3600))], vec![titan(1, KARA, DELVE, at(-3600))]);
    take(&mut state, &roster, at(0));
    assert_eq!(freshness(&mut state, at(0)), [Freshness::Fresh]);
    // It answers, but has not read the pilot for two of its usual rounds, a day each, and half an hour.
    for (hours, expected) in [(47, Freshness::Fresh), (48, Freshness::Stale)] {
        state.auth.connection.as_mut().unwrap().last_success = Some(at(hours * 3600));
        assert_eq!(freshness(&mut state, at(hours * 3600)), [expected], "{hours} h");
    }
    // It has read the pilot lately, but does not answer.
    state.auth.connection.as_mut().unwrap().last_success = Some(at(0));
    assert_eq!(freshness(&mut state, at(901)), [Freshness::Stale]);
}

#[test]
fn the_better_of_both_sources_makes_a_hull_fresh() {
    let stale = kara().with_hull(hull(1, KARA, AVATAR, Place::space(JITA))).with_answer(
        KARA,
        Reading::Assets(Vec::new()),
        at(-20_000),
    );
    let mut state = connected(stale, at(0));
    assert_eq!(freshness(&mut state, at(0)), [Freshness::Stale]);
    let roster = roster_of(vec![member(KARA, "Kara Volkov", at(-60))], vec![titan(1, KARA, JITA, at(-60))]);
    take(&mut state, &roster, at(0));
    assert_eq!(freshness(&mut state, at(0)), [Freshness::Fresh]);
}

#[test]
fn whom_it_does_not_name_any_more_is_stale_and_loses_no_hull() {
    let mut state = connected(State::default(), at(0));
    let both = || vec![member(KARA, "Kara Volkov", at(-60)), member(MIRA, "Mira Solace", at(-60))];
    take(&mut state, &roster_of(both(), vec![titan(1, KARA, DELVE, at(-60))]), at(0));
    // A permission was withdrawn: half the alliance is not told.
    let half = roster_of(vec![member(MIRA, "Mira Solace", at(-60))], Vec::new());
    take(&mut state, &half, at(300));
    assert_eq!(freshness(&mut state, at(300)), [Freshness::Stale]);
    assert_eq!(state.fleet.hulls.len(), 1, "an answer that lacks a pilot takes no hull away");
    take(&mut state, &roster_of(both(), vec![titan(1, KARA, DELVE, at(-60))]), at(900));
    assert_eq!(freshness(&mut state, at(900)), [Freshness::Fresh]);
}

#[test]
fn what_was_not_understood_of_a_pilot_takes_none_of_theirs_away() {
    for everybody in [false, true] {
        let mut state = connected(State::default(), at(0));
        let listed = |read_at| vec![member(KARA, "Kara Volkov", at(read_at))];
        let mut flown = titan(2, KARA, DELVE, at(-60));
        flown.flown = Some(true);
        let mut docked = titan(1, KARA, DELVE, at(-60));
        docked.place = in_structure(Some(DELVE));
        take(&mut state, &roster_of(listed(-60), vec![docked, flown]), at(0));
        for hours in 1..5 {
            let mut roster = roster_of(listed(hours * 3600), Vec::new());
            roster.doubt.note_row(Some(KARA).filter(|_| !everybody));
            take(&mut state, &roster, at(hours * 3600));
        }
        assert_eq!(state.fleet.hulls[&key(1)].absences, 0);
        assert_eq!(state.fleet.hulls[&key(2)].occupancy, Occupancy::Flown, "nor does it make it stored");
        take(&mut state, &roster_of(listed(6 * 3600), Vec::new()), at(6 * 3600));
        assert_eq!(state.fleet.hulls[&key(1)].absences, 1, "a whole answer counts again");
    }
}

#[test]
fn names_of_things_that_the_answer_does_not_speak_of_are_not_kept() {
    let mut state = connected(State::default(), at(0));
    let mut roster = roster_of(vec![member(KARA, "Kara Volkov", at(-60))], vec![titan(1, KARA, DELVE, at(-60))]);
    roster.names = (1..=1000).map(|id| (id, "Nobody".to_owned())).collect();
    roster.names.insert(98_000_001, "A corporation".to_owned());
    roster.structures = (1..=1000).map(|id| (LocationId(id), ("Nowhere".to_owned(), DELVE))).collect();
    let taken = take(&mut state, &roster, at(0));
    assert_eq!((taken.learned.names.len(), taken.learned.structures.len()), (1, 0));
    assert_eq!((state.names.len(), state.structures.len()), (1, 0));
}

#[test]
fn whom_it_names_for_the_first_time_is_a_first_read_also_who_is_signed_in_here() {
    let mut state = connected(kara(), at(0));
    let roster = roster_of(vec![member(KARA, "Kara Volkov", at(-60))], vec![titan(1, KARA, DELVE, at(-60))]);
    assert_eq!(take(&mut state, &roster, at(0)).absorbed.introduced, [KARA].into());
    assert_eq!(take(&mut state, &roster, at(300)).absorbed.introduced, BTreeSet::new());
}

#[test]
fn a_structure_that_it_knows_has_its_name_and_system_here_too() {
    let mut state = connected(State::default(), at(0));
    let mut stored = titan(1, KARA, DELVE, at(-60));
    stored.place = in_structure(None);
    let mut roster = roster_of(vec![member(KARA, "Kara Volkov", at(-60))], vec![stored]);
    roster.structures.insert(STRUCTURE, ("A Keepstar".to_owned(), DELVE));
    let taken = take(&mut state, &roster, at(0));
    assert_eq!(taken.learned.structures.len(), 1);
    refresh(&mut state, at(0));
    assert_eq!(state.facts[0].whereabouts.map(|place| place.system), Some(DELVE));
}

#[test]
fn a_hull_that_gets_its_item_keeps_its_alert() {
    let mut state = connected(State::default(), at(0));
    let nameless = HullKey::PilotType(KARA, AVATAR);
    let mut flown = titan(1, KARA, DELVE, at(-60));
    flown.flown = Some(true);
    let told = |hull| roster_of(vec![member(KARA, "Kara Volkov", at(-60))], vec![hull]);
    take(&mut state, &told(captrack_domain::roster::RosterHull { key: nameless, ..flown }), at(0));
    refresh(&mut state, at(0));
    let decision = crate::test_state::auth::decided(&mut state, at(0));
    assert_eq!(decision, 1, "a titan in scope is told");
    let taken = take(&mut state, &told(flown), at(60));
    assert_eq!(taken.absorbed.rekeyed, [(nameless, key(1))]);
    assert_eq!(state.fleet.hulls[&key(1)].occupancy, Occupancy::Flown);
    refresh(&mut state, at(60));
    assert_eq!(crate::test_state::auth::decided(&mut state, at(60)), 0, "it is the same hull: nothing is told");
}

#[test]
fn what_was_not_asked_for_is_not_missing() {
    let known = kara().with_hull(hull(1, KARA, AVATAR, Place::space(JITA)));
    let mut state = connected(known, at(0));
    for hours in 1..5 {
        let roster = roster_of(vec![member(KARA, "Kara Volkov", at(hours * 3600))], Vec::new());
        let others = state.policy.tracked_groups().filter(|group| *group != GroupId(30)).collect();
        take_groups(&mut state, &others, &roster, at(hours * 3600));
    }
    assert_eq!(state.fleet.hulls[&key(1)].absences, 0);
}

/// Eight pilots with a titan each, all read then; the roster lists the first so many of the titans.
fn eight(read: i64, listed: usize) -> Roster {
    let pilots: Vec<PilotId> = (1..=8).map(|n| PilotId(2_112_000_100 + n)).collect();
    let members = pilots.iter().map(|id| member(*id, "Somebody", at(read))).collect();
    let titans = pilots.iter().zip(1..).take(listed).map(|(id, n)| titan(n, *id, DELVE, at(read)));
    roster_of(members, titans.collect())
}

#[test]
fn a_roster_that_suddenly_lacks_the_ships_of_all_takes_none_away_however_much_newer_it_is() {
    let day = 86_400;
    let mut state = connected(State::default(), at(0));
    take(&mut state, &eight(0, 8), at(0));
    take(&mut state, &eight(day, 0), at(day));
    assert_eq!(state.fleet.hulls.len(), 8, "one answer that is a day newer");
    assert_eq!(state.auth.unlisted.doubtful(), Some((8, 8, at(day))));
    take(&mut state, &eight(day, 8), at(day + 300));
    assert_eq!(state.auth.unlisted.doubtful(), None);
    assert!(state.fleet.hulls.values().all(|hull| hull.absences == 0), "the same read after all has them");
    for read in 2..=4 {
        take(&mut state, &eight(day * read, 0), at(day * read));
        assert_eq!(state.fleet.hulls.len(), 8, "{read}");
    }
    take(&mut state, &eight(day * 5, 0), at(day * 5));
    assert_eq!(state.fleet.hulls.len(), 0, "it has said so four times");
    take(&mut state, &eight(day * 6, 0), at(day * 6));
    assert_eq!(state.auth.unlisted.doubtful(), None);
}

#[test]
fn of_a_roster_that_lacks_the_ships_of_all_nobody_is_believed_who_is_read_later_alone() {
    let day = 86_400;
    let mut state = connected(State::default(), at(0));
    take(&mut state, &eight(0, 8), at(0));
    // The table was emptied, and nobody has been read since.
    take(&mut state, &eight(0, 0), at(300));
    assert!(state.auth.unlisted.doubtful().is_some());
    for n in 0..8 {
        let mut one = eight(day + n * 600, 0);
        one.pilots.drain(..usize::try_from(n).unwrap());
        one.pilots.truncate(1);
        one.removed = Some(BTreeSet::new());
        take(&mut state, &one, at(day + n * 600));
    }
    assert_eq!(state.fleet.hulls.len(), 8);
}

#[test]
fn a_few_ships_that_a_roster_lacks_are_gone_as_ever() {
    let day = 86_400;
    let mut state = connected(State::default(), at(0));
    take(&mut state, &eight(0, 8), at(0));
    take(&mut state, &eight(day, 7), at(day));
    assert_eq!(state.fleet.hulls.len(), 7);
}
