use captrack_domain::class::HullClass;
use captrack_domain::place::Place;
use captrack_domain::policy::Policy;
use captrack_ports::hull_types::SHIPS;
use captrack_store::KnownGroup;

use super::*;
use crate::test_state::{
    ARCHON, AVATAR, JITA, KARA, MIRA, RIFTER, at, hull, kara, key, owned, section_id, ship, watching,
};

const FRIGATES: GroupId = GroupId(25);

/// Frigates are known as a group of ships, of one type.
fn knowing_frigates() -> State {
    let mut state = watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")]);
    let known =
        KnownGroup { group: FRIGATES, name: "Frigate".into(), category: SHIPS, types: vec![RIFTER], fetched_at: at(0) };
    state.groups.insert(FRIGATES, known);
    state
}

fn track(state: &mut State, groups: &[GroupId]) -> AbsorbedChanges {
    state.policy = Policy::default();
    state.policy.classes.get_mut(&HullClass::Carrier).unwrap().groups.extend(groups);
    let mut absorbed = AbsorbedChanges::default();
    retrack(state, at(10), &mut absorbed);
    absorbed
}

#[test]
fn what_is_flown_and_owned_of_a_group_becomes_hulls_when_it_is_tracked() {
    let mut state = knowing_frigates().with_answer(KARA, ship(1, RIFTER), at(0)).with_answer(
        MIRA,
        Reading::Assets(vec![owned(2, RIFTER, Place::space(JITA)), owned(3, ARCHON, Place::space(JITA))]),
        at(0),
    );
    let absorbed = track(&mut state, &[FRIGATES]);
    assert_eq!(state.fleet.hulls.keys().copied().collect::<Vec<_>>(), [key(1), key(2), key(3)]);
    assert_eq!(absorbed.hulls, [key(1), key(2), key(3)].into());
}

#[test]
fn only_hulls_of_a_group_that_is_tracked_no_longer_leave_and_without_an_event() {
    let mut state = knowing_frigates();
    track(&mut state, &[FRIGATES]);
    for (n, type_id) in [(1, RIFTER), (2, AVATAR), (3, TypeId(999_999_999))] {
        state = state.with_hull(hull(n, KARA, type_id, Place::space(JITA)));
    }
    let absorbed = track(&mut state, &[]);
    assert_eq!(state.fleet.hulls.keys().copied().collect::<Vec<_>>(), [key(2), key(3)], "what nobody knows yet stays");
    assert_eq!((absorbed.gone, absorbed.events.len()), ([key(1)].into(), 0));
}

#[test]
fn a_reading_from_before_brings_nothing_back_that_is_tracked_no_longer() {
    let mut state = knowing_frigates();
    track(&mut state, &[FRIGATES]);
    state = state.with_answer(KARA, Reading::Assets(vec![owned(1, RIFTER, Place::space(JITA))]), at(0));
    track(&mut state, &[]);
    let mut holdings = Holdings::of(&state.fleet, &[KARA].into());
    see_assets(&mut state, KARA, at(20), false, &mut holdings, &mut AbsorbedChanges::default());
    assert!(state.fleet.hulls.is_empty());
}

#[test]
fn assets_are_read_in_full_after_a_change_and_only_then() {
    let mut state = knowing_frigates();
    for pilot in [KARA, MIRA] {
        state.section_mut(SectionKind::Assets, pilot).status.validators = Some("etag".into());
    }
    assert!(track(&mut state, &[]).is_empty(), "as it was");
    assert!(state.section(SectionKind::Assets, KARA).status.validators.is_some());
    let absorbed = track(&mut state, &[FRIGATES]);
    assert_eq!(absorbed.sections, [KARA, MIRA].map(|pilot| section_id(SectionKind::Assets, pilot)).into());
    assert!(state.section(SectionKind::Assets, KARA).status.validators.is_none());
}

#[test]
fn groups_that_are_tracked_are_asked_about_once_a_week_and_capitals_never() {
    let mut state = knowing_frigates();
    track(&mut state, &[FRIGATES, GroupId(1972)]);
    assert_eq!(old_groups(&state, at(60)), [GroupId(1972)], "nobody has asked about it");
    assert_eq!(old_groups(&state, at(8 * 86_400)), [FRIGATES, GroupId(1972)]);
    assert!(old_groups(&kara(), at(60)).is_empty());
}
