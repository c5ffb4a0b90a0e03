use jiff::{SignedDuration, ToSpan};

use super::*;
use crate::data::{fact, key};
use crate::eden::{DELVE_REGION, JITA};
use crate::ids::{GroupId, SystemId, TypeId};
use crate::movement::Drive;
use crate::text::in_english;

const NOON: Timestamp = Timestamp::constant(1_795_348_800, 0);

struct NoMap;

impl StarMap for NoMap {
    fn gates(&self, _: SystemId, _: SystemId) -> Option<u32> {
        None
    }

    fn metres(&self, _: SystemId, _: SystemId) -> Option<f64> {
        None
    }

    fn can_be_jumped_to(&self, _: SystemId) -> bool {
        false
    }

    fn drive(&self, _: TypeId) -> Drive {
        Drive::Unknown
    }

    fn group(&self, _: TypeId) -> Option<GroupId> {
        None
    }
}

/// For everybody in Delve, from noon to six.
fn operation() -> Exemption {
    Exemption {
        id: ExemptionId(1),
        pilots: ExemptedPilots::Everyone,
        classes: BTreeSet::new(),
        places: WatchPlaces { kind: ScopeKind::OnlyListed, listed: vec![WatchPlace::Region(DELVE_REGION)] },
        from: NOON,
        until: NOON + 6.hours(),
        made_at: NOON - 1.hour(),
        by: "Mira".to_owned(),
        why: "Moving the cache".to_owned(),
    }
}

fn covers(exemption: &Exemption, fact: &HullFact, now: Timestamp) -> bool {
    exemption.covers(fact, now, &BTreeMap::new(), &NoMap)
}

fn listed(mains: &[i64], pilots: &[i64]) -> ExemptedPilots {
    let ids = |all: &[i64]| all.iter().copied().map(PilotId).collect();
    ExemptedPilots::Listed { mains: ids(mains), pilots: ids(pilots) }
}

#[test]
fn what_leaves_the_frame_alerts() {
    let titan = fact(7, HullClass::Titan);
    let operation = operation();
    let second = SignedDuration::from_secs(1);
    let at = |now| covers(&operation, &titan, now);
    assert_eq!([NOON - second, NOON, NOON + 6.hours() - second, NOON + 6.hours()].map(at), [false, true, true, false]);
    let elsewhere = crate::scope::SystemLocation { region: crate::ids::RegionId(1), ..titan.whereabouts.unwrap() };
    for place in [Some(elsewhere), None] {
        assert!(!covers(&operation, &HullFact { whereabouts: place, ..titan.clone() }, NOON), "{place:?}");
    }
    let everywhere = Exemption { places: WatchPlaces::default(), ..operation };
    assert!(covers(&everywhere, &HullFact { whereabouts: None, ..titan }, NOON));
}

#[test]
fn it_is_for_everyone_or_for_mains_or_for_pilots_and_of_some_classes() {
    // Pilot 7 under main 1.
    let titan = fact(7, HullClass::Titan);
    let of = |pilots, classes: &[HullClass]| {
        let classes = classes.iter().copied().collect();
        covers(&Exemption { pilots, classes, ..operation() }, &titan, NOON)
    };
    assert!(of(listed(&[1], &[]), &[]) && of(listed(&[], &[7]), &[HullClass::Carrier, HullClass::Titan]));
    assert!(!of(listed(&[7], &[1]), &[]), "the pilot is no main and the main no pilot");
    assert!(!of(ExemptedPilots::Everyone, &[HullClass::Carrier]));
}

#[test]
fn of_two_that_cover_a_ship_the_one_that_ends_later_counts() {
    let longer = Exemption { id: ExemptionId(2), until: NOON + 9.hours(), ..operation() };
    let later = Exemption { id: ExemptionId(3), from: NOON + 1.hour(), until: NOON + 12.hours(), ..operation() };
    let all = [operation(), longer, later];
    let facts = [fact(1, HullClass::Titan), fact(2, HullClass::Titan)];
    let found = expected(&all, &facts, NOON, &BTreeMap::new(), &NoMap);
    assert_eq!(found.len(), 2);
    let found = expected(&all, &[HullFact { key: key(1), ..facts[0].clone() }], NOON, &BTreeMap::new(), &NoMap);
    assert_eq!(found[&key(1)].id, ExemptionId(2));
    assert!(expected(&all, &facts, NOON + 12.hours(), &BTreeMap::new(), &NoMap).is_empty());
    assert_eq!(in_english(&operation().text()), "Expected until 2026-11-22 18:00 EVE by Mira: Moving the cache");
}

#[test]
fn one_word_is_due_an_hour_before_its_end_and_one_at_it() {
    let all = [operation()];
    let ids = || vec![ExemptionId(1)];
    let due = |from: i64, to: i64| due(&all, NOON + from.minutes(), NOON + to.minutes());
    assert_eq!(due(0, 299), (vec![], vec![]));
    assert_eq!(due(299, 300), (ids(), vec![]));
    assert_eq!(due(300, 359), (vec![], vec![]));
    assert_eq!(due(359, 360), (vec![], ids()));
    assert_eq!(due(0, 600), (vec![], ids()), "asleep: that it ends soon is said no more");
    let next = |minutes: i64| next_change(&all, NOON + minutes.minutes()).map(|at| at.duration_since(NOON).as_mins());
    assert_eq!([-1, 0, 300, 360].map(next), [Some(0), Some(300), Some(360), None]);
    let short = Exemption { until: NOON + 30.minutes(), ..operation() };
    assert_eq!(short.reminds_at(), None, "shorter than an hour");
    let hour = Exemption { until: NOON + 1.hour(), ..operation() };
    assert_eq!(hour.reminds_at(), None, "its beginning says when it ends");
    let late = Exemption { from: NOON - 9.hours(), made_at: NOON + 5.hours(), ..operation() };
    assert_eq!(late.reminds_at(), None, "so does whoever makes it an hour before its end");
}

#[test]
fn what_cannot_be_meant_is_one_plain_sentence() {
    let set = |name: &str| WatchPlaces { kind: ScopeKind::OnlyListed, listed: vec![WatchPlace::Set(name.to_owned())] };
    let many = WatchPlaces { kind: ScopeKind::AllButListed, listed: vec![WatchPlace::System(JITA); 21] };
    let none = WatchPlaces { kind: ScopeKind::OnlyListed, listed: vec![] };
    let said = |exemption: Exemption| in_english(&exemption.validate(NOON, &BTreeMap::new()).unwrap_err().text());
    let said = [
        said(Exemption { pilots: listed(&[], &[]), ..operation() }),
        said(Exemption { why: " ".to_owned(), ..operation() }),
        said(Exemption { why: "x".repeat(201), ..operation() }),
        said(Exemption { until: NOON - 1.hour(), ..operation() }),
        said(Exemption { from: NOON - 3.hours(), until: NOON, ..operation() }),
        said(Exemption { until: NOON + (24 * 365 * 2).hours(), ..operation() }),
        said(Exemption { places: none, ..operation() }),
        said(Exemption { places: many, ..operation() }),
        said(Exemption { places: set("away"), ..operation() }),
    ];
    insta::assert_snapshot!(said.join("\n"), @r#"
    an exemption needs at least one main or pilot, or has to be for everyone
    an exemption needs a reason of 1 to 200 visible characters
    an exemption needs a reason of 1 to 200 visible characters
    the exemption ends at 2026-11-22 11:00 EVE before it begins at 2026-11-22 12:00 EVE
    the exemption is over already: it ends at 2026-11-22 12:00 EVE
    an exemption can last 14 days at most, not 730 days
    the exemption needs at least one place, or has to hold everywhere
    an exemption can list 20 places at most, not 21
    there is no set of places called "away"
    "#);
}

#[test]
fn what_is_just_within_the_limits_can_be_meant() {
    let sets = BTreeMap::from([("home".to_owned(), PlaceSet::default())]);
    let in_places = |listed| Exemption { places: WatchPlaces { kind: ScopeKind::OnlyListed, listed }, ..operation() };
    for exemption in [
        operation(),
        Exemption { until: NOON + (24 * 14).hours(), ..operation() },
        Exemption { why: "x".repeat(200), ..operation() },
        in_places(vec![WatchPlace::System(JITA); 20]),
        in_places(vec![WatchPlace::Set("home".to_owned())]),
    ] {
        assert_eq!(exemption.validate(NOON, &sets), Ok(()), "{exemption:?}");
    }
}
