//! What a card says of its ships, whichever stand on it.

use std::time::Duration;

use super::*;
use crate::data::fact;
use crate::evaluate::evaluate;
use crate::ids::{ConstellationId, RegionId, SystemId};
use crate::scope::{Scope, ScopeKind, SystemLocation};
use crate::snooze::{Snooze, Snoozes};

const ELSEWHERE: SystemLocation = SystemLocation {
    system: SystemId(30_003_900),
    constellation: ConstellationId(20_000_600),
    region: RegionId(10_000_050),
};

fn now() -> Timestamp {
    "2026-11-22T15:00:00Z".parse().unwrap()
}

fn hours(hours: u64) -> Timestamp {
    now() + Duration::from_secs(3600 * hours)
}

fn of(items: std::ops::Range<i64>, class: HullClass) -> Vec<HullFact> {
    items.map(|item| fact(item, class)).collect()
}

fn away(facts: Vec<HullFact>) -> Vec<HullFact> {
    facts.into_iter().map(|fact| HullFact { whereabouts: Some(ELSEWHERE), ..fact }).collect()
}

/// One card with all of these ships; the pilots are snoozed until then.
fn reason(facts: &[HullFact], policy: &Policy, snoozed: &[(i64, Option<Timestamp>)]) -> CardReason {
    let snooze = |(pilot, until): &(i64, _)| {
        let pilot = PilotId(*pilot);
        Snooze { pilot, since: now(), until: *until, by: "Mira".to_owned(), why: None }
    };
    let snoozes: Snoozes = snoozed.iter().map(snooze).collect();
    let evaluation = evaluate(facts, policy, &snoozes, now());
    card_reason(facts.iter().zip(evaluation.verdicts.iter().flatten()), policy)
}

fn of_card(facts: &[Vec<HullFact>]) -> CardReason {
    reason(&facts.concat(), &Policy::default(), &[])
}

fn threshold(class: HullClass, n: u32) -> Policy {
    let mut policy = Policy::default();
    policy.classes.get_mut(&class).unwrap().mode = ClassMode::Threshold { n };
    policy
}

/// Without the ships that are [`ELSEWHERE`], and without those whose place was never known.
fn only_here(kind: ScopeKind) -> Policy {
    let region = match kind {
        ScopeKind::OnlyListed => crate::eden::DELVE_REGION,
        _ => ELSEWHERE.region,
    };
    let scope = Scope { kind, regions: [region].into(), ..Scope::default() };
    Policy { scope, never_known_in_scope: false, ..Policy::default() }
}

#[test]
fn a_card_without_ships_says_so() {
    assert_eq!(of_card(&[]), CardReason::NoShips);
}

#[test]
fn what_alerts_is_counted_by_class_and_what_does_not_is_left_out() {
    let mut carriers = of(10..15, HullClass::Carrier);
    carriers[0].freshness = crate::section::Freshness::Stale;
    let quiet = of(20..22, HullClass::CapitalIndustrial);
    let fleet = FleetReason { class: HullClass::Carrier, here: 5, mains: 1, have: 5, need: 5, stale: 1 };
    assert_eq!(
        of_card(&[of(1..3, HullClass::Titan), of(3..4, HullClass::Supercarrier), carriers, quiet]),
        CardReason::Alerts { always: vec![(HullClass::Titan, 2), (HullClass::Supercarrier, 1)], fleets: vec![fleet] }
    );
    let theirs = of(20..26, HullClass::Carrier).into_iter().map(|fact| HullFact { main: PilotId(2), ..fact }).collect();
    let CardReason::Alerts { always, fleets } = of_card(&[of(10..15, HullClass::Carrier), theirs]) else { panic!() };
    assert_eq!((always.len(), fleets[0].here, fleets[0].mains), (0, 11, 2), "of two mains in one place");
}

#[test]
fn a_card_whose_pilots_are_all_snoozed_says_when_the_first_wakes() {
    let titans = of(1..3, HullClass::Titan);
    let ends = |first, second| match reason(&titans, &Policy::default(), &[(1, first), (2, second)]) {
        CardReason::AllSnoozed { pilots: 2, ends } => (ends.first, ends.differ),
        other => panic!("{other:?}"),
    };
    assert_eq!(ends(Some(hours(2)), Some(hours(1))), (Some(hours(1)), true));
    assert_eq!(ends(Some(hours(2)), Some(hours(2))), (Some(hours(2)), false));
    assert_eq!(ends(None, Some(hours(3))), (Some(hours(3)), true));
    assert_eq!(ends(None, None), (None, false));
}

#[test]
fn of_a_card_with_others_it_says_what_would_alert() {
    let mut facts = [of(1..2, HullClass::Titan), of(5..7, HullClass::CapitalIndustrial)].concat();
    facts.push(HullFact { pilot: PilotId(1), ..fact(8, HullClass::Supercarrier) });
    assert_eq!(
        reason(&facts, &Policy::default(), &[(1, Some(hours(1))), (5, Some(hours(9)))]),
        CardReason::WouldAlert {
            ships: vec![(HullClass::Titan, 1), (HullClass::Supercarrier, 1)],
            snoozed: 1,
            pilots: 1,
            ends: SnoozeEnds { first: Some(hours(1)), differ: false },
        }
    );
    let fleet = of(10..15, HullClass::Carrier);
    let CardReason::WouldAlert { ships, snoozed, pilots, .. } = reason(&fleet, &Policy::default(), &[(10, None)])
    else {
        panic!()
    };
    assert_eq!((ships, snoozed, pilots), (vec![(HullClass::Carrier, 5)], 1, 5));
}

#[test]
fn of_classes_that_are_too_few_the_one_that_lacks_the_smallest_share_is_named() {
    let nearest = |policy: &Policy, facts: &[Vec<HullFact>]| match reason(&facts.concat(), policy, &[]) {
        CardReason::TooFew { left_out: None, nearest } => nearest,
        other => panic!("{other:?}"),
    };
    let of_carriers = NearestThreshold { class: HullClass::Carrier, have: 4, need: 5, of_one_main: false };
    let ten = threshold(HullClass::Dreadnought, 10);
    let (carriers, dreadnoughts) = (of(10..14, HullClass::Carrier), of(20..26, HullClass::Dreadnought));
    assert_eq!(nearest(&ten, &[carriers.clone(), dreadnoughts.clone()]), of_carriers);
    assert_eq!(nearest(&ten, &[dreadnoughts.clone(), carriers.clone()]), of_carriers, "in whatever order they come");
    assert_eq!(nearest(&ten, &[of(10..12, HullClass::Carrier), dreadnoughts.clone()]).class, HullClass::Dreadnought);
    let same_share = [dreadnoughts, of(10..13, HullClass::Carrier)];
    assert_eq!(nearest(&ten, &same_share).class, HullClass::Carrier, "two are fewer than four");
    let theirs = of(20..21, HullClass::CapitalIndustrial).into_iter().map(|fact| HullFact { main: PilotId(2), ..fact });
    assert!(nearest(&ten, &[carriers, theirs.collect()]).of_one_main);
}

#[test]
fn ships_that_would_always_alert_and_are_out_of_scope_are_named_beside_it() {
    let policy = only_here(ScopeKind::OnlyListed);
    let (carriers, titans) = (of(10..14, HullClass::Carrier), away(of(1..3, HullClass::Titan)));
    let left_out = |others: &[Vec<HullFact>]| match reason(&[carriers.clone(), others.concat()].concat(), &policy, &[])
    {
        CardReason::TooFew { left_out, .. } => left_out,
        other => panic!("{other:?}"),
    };
    let expected = LeftOut { ships: vec![(HullClass::Titan, 2)], kinds: vec![(QuietKind::Outside, 2)] };
    assert_eq!(left_out(&[titans, away(of(20..21, HullClass::Dreadnought))]), Some(expected));
    let packaged = HullFact { packaged: Some(1), ..fact(1, HullClass::Titan) };
    assert_eq!(left_out(&[vec![packaged]]), None, "it is in scope");
}

#[test]
fn a_card_of_ships_that_are_out_of_scope_says_why() {
    let lost = HullFact { whereabouts: None, ..fact(3, HullClass::Titan) };
    let facts = [away(of(1..3, HullClass::Titan)), vec![lost]].concat();
    for (kind, quiet) in [(ScopeKind::OnlyListed, QuietKind::Outside), (ScopeKind::AllButListed, QuietKind::LeftOut)] {
        let kinds = vec![(quiet, 2), (QuietKind::PlaceUnknown, 1)];
        assert_eq!(reason(&facts, &only_here(kind), &[]), CardReason::Quiet { ships: 3, kinds });
    }
}

#[test]
fn what_no_count_is_kept_of_is_quiet_for_its_own_reason() {
    let facts = [
        fact(1, HullClass::CapitalIndustrial),
        fact(2, HullClass::CapitalIndustrial),
        fact(3, HullClass::Unclassified),
        HullFact { packaged: Some(7), ..fact(4, HullClass::Titan) },
        HullFact { left: true, ..fact(5, HullClass::Titan) },
    ];
    let kinds = vec![(QuietKind::Tracked, 2), (QuietKind::NoClass, 1), (QuietKind::Packaged, 1), (QuietKind::Left, 1)];
    assert_eq!(reason(&facts, &Policy::default(), &[]), CardReason::Quiet { ships: 5, kinds });
}
