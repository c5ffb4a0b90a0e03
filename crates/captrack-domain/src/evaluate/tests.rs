//! The rules of levels, cards and what stands, one by one. What must hold for any alliance is in `tests/`.

use std::time::Duration;

use super::*;
use crate::data::{fact, in_delve};
use crate::ids::{ConstellationId, GroupId, ItemId, SystemId};
use crate::policy::{ClassRule, Scope};
use crate::snooze::Snooze;

const DELVE: SystemLocation = in_delve();
const QUERIOUS: SystemLocation = whereabouts(10_000_050, 20_000_600, 30_003_900);

const fn whereabouts(region: i64, constellation: i64, system: i64) -> SystemLocation {
    SystemLocation { system: SystemId(system), constellation: ConstellationId(constellation), region: RegionId(region) }
}

fn now() -> Timestamp {
    "2026-11-22T15:00:00Z".parse().unwrap()
}

fn carriers(items: std::ops::Range<i64>) -> Vec<HullFact> {
    items.map(|item| fact(item, HullClass::Carrier)).collect()
}

fn snoozed(pilots: &[i64]) -> Snoozes {
    pilots.iter().map(|pilot| snooze(*pilot, Some(now() + Duration::from_secs(3600)))).collect()
}

fn snooze(pilot: i64, until: Option<Timestamp>) -> Snooze {
    Snooze { pilot: PilotId(pilot), since: now(), until, by: "Mira".into(), why: None }
}

fn judged(facts: &[HullFact]) -> Evaluation {
    evaluate(facts, &Policy::default(), &Snoozes::default(), now())
}

fn with_snoozes(facts: &[HullFact], snoozes: &Snoozes) -> Evaluation {
    evaluate(facts, &Policy::default(), snoozes, now())
}

fn levels(evaluation: &Evaluation) -> Vec<Option<Level>> {
    evaluation.verdicts.iter().map(|verdict| verdict.as_ref().map(|verdict| verdict.level)).collect()
}

fn why(evaluation: &Evaluation, index: usize) -> LevelReason {
    evaluation.verdicts[index].as_ref().unwrap().why.clone()
}

const fn because(reason: DecidingRule) -> LevelReason {
    LevelReason { reason, place_unknown: false }
}

const fn unplaced(reason: DecidingRule) -> LevelReason {
    LevelReason { reason, place_unknown: true }
}

/// So many carriers count, and so many of them are out of date.
const fn carriers_of(have: u32, need: u32, stale: u32) -> LevelReason {
    because(DecidingRule::Count { class: HullClass::Carrier, have, need, stale })
}

fn parts(evaluation: &Evaluation) -> Vec<(i64, Level)> {
    evaluation.cards.iter().map(|card| (card.main.0, card.level)).collect()
}

fn standing(evaluation: &Evaluation) -> Vec<String> {
    evaluation.open_alerts.keys().map(ToString::to_string).collect()
}

fn mode(policy: &mut Policy, class: HullClass, mode: ClassMode) {
    policy.classes.get_mut(&class).unwrap().mode = mode;
}

fn only_in(region: RegionId) -> Policy {
    Policy {
        scope: Scope { kind: ScopeKind::OnlyListed, regions: [region].into(), ..Scope::default() },
        ..Policy::default()
    }
}

// Levels

#[test]
fn titans_and_supercarriers_are_critical_wherever_they_are() {
    let evaluation = judged(&[fact(1, HullClass::Titan), fact(2, HullClass::Supercarrier)]);
    assert_eq!(levels(&evaluation), [Some(Level::Critical); 2]);
    assert_eq!(why(&evaluation, 0), because(DecidingRule::Always { class: HullClass::Titan }));
}

#[test]
fn a_titan_in_an_unknown_system_still_alerts_and_says_so() {
    let lost = HullFact { whereabouts: None, ..fact(1, HullClass::Titan) };
    for policy in [Policy::default(), only_in(DELVE.region)] {
        let evaluation = evaluate(std::slice::from_ref(&lost), &policy, &Snoozes::default(), now());
        assert_eq!(levels(&evaluation), [Some(Level::Critical)]);
        assert_eq!(why(&evaluation, 0), unplaced(DecidingRule::Always { class: HullClass::Titan }));
        assert_eq!(evaluation.open_alerts.values().next().unwrap().hulls, [(lost.key, None)].into());
    }
}

#[test]
fn a_policy_may_leave_hulls_out_whose_place_was_never_known() {
    let lost = HullFact { whereabouts: None, ..fact(1, HullClass::Titan) };
    let policy = Policy { never_known_in_scope: false, ..only_in(DELVE.region) };
    let evaluation = evaluate(&[lost], &policy, &Snoozes::default(), now());
    assert_eq!(levels(&evaluation), [Some(Level::Informational)]);
    assert_eq!(why(&evaluation, 0), unplaced(DecidingRule::OutOfScope { listed: true }));
    assert!(evaluation.open_alerts.is_empty());
}

#[test]
fn a_class_with_a_threshold_alerts_from_exactly_n_hulls_on() {
    let evaluation = judged(&carriers(1..5));
    assert_eq!(levels(&evaluation), [Some(Level::Informational); 4]);
    assert_eq!(why(&evaluation, 0), carriers_of(4, 5, 0));
    assert!(evaluation.open_alerts.is_empty());

    let evaluation = judged(&carriers(1..6));
    assert_eq!(levels(&evaluation), [Some(Level::Alerting); 5]);
    assert_eq!(why(&evaluation, 4), carriers_of(5, 5, 0));
    assert_eq!(standing(&evaluation), ["fleet/1/carrier"]);
    assert_eq!(evaluation.open_alerts.values().next().unwrap().hulls.len(), 5);
}

#[test]
fn each_class_with_a_threshold_has_one_of_five() {
    let classes = [
        HullClass::Dreadnought,
        HullClass::LancerDreadnought,
        HullClass::Carrier,
        HullClass::CommandCarrier,
        HullClass::ForceAuxiliary,
    ];
    for class in classes {
        let hulls = |n: i64| (0..n).map(|item| fact(item, class)).collect::<Vec<_>>();
        assert!(judged(&hulls(4)).open_alerts.is_empty(), "{class:?}");
        assert_eq!(judged(&hulls(5)).open_alerts.len(), 1, "{class:?}");
    }
}

#[test]
fn a_threshold_counts_one_class_under_one_main() {
    let mut facts = carriers(1..5);
    facts.push(fact(5, HullClass::Dreadnought));
    facts.push(HullFact { main: PilotId(2), ..fact(6, HullClass::Carrier) });
    assert!(judged(&facts).open_alerts.is_empty());
}

#[test]
fn a_threshold_of_one_and_the_highest_one_count_as_any_other() {
    let mut policy = Policy::default();
    mode(&mut policy, HullClass::Carrier, ClassMode::Threshold { n: 1 });
    let evaluation = evaluate(&carriers(1..2), &policy, &Snoozes::default(), now());
    assert_eq!(levels(&evaluation), [Some(Level::Alerting)]);
    assert_eq!(why(&evaluation, 0), carriers_of(1, 1, 0));
    mode(&mut policy, HullClass::Carrier, ClassMode::Threshold { n: 1000 });
    assert!(evaluate(&carriers(0..999), &policy, &Snoozes::default(), now()).open_alerts.is_empty());
    assert_eq!(evaluate(&carriers(0..1000), &policy, &Snoozes::default(), now()).open_alerts.len(), 1);
}

#[test]
fn industrials_are_only_tracked_and_freighters_are_not_shown() {
    let evaluation = judged(&[
        fact(1, HullClass::CapitalIndustrial),
        fact(2, HullClass::JumpFreighter),
        fact(3, HullClass::Freighter),
    ]);
    assert_eq!(levels(&evaluation), [Some(Level::Informational), None, None]);
    assert_eq!(why(&evaluation, 0), because(DecidingRule::TrackOnly { class: HullClass::CapitalIndustrial }));
    assert_eq!(evaluation.cards[0].hulls, [0]);
}

#[test]
fn a_main_with_nothing_but_ignored_hulls_has_no_card() {
    assert!(judged(&[fact(1, HullClass::Freighter)]).cards.is_empty());
}

#[test]
fn a_capital_of_an_unknown_group_is_unclassified_and_never_vanishes() {
    let class = Policy::default().class_of(Some(GroupId(9999)));
    let evaluation = judged(&[fact(1, class)]);
    assert_eq!(levels(&evaluation), [Some(Level::Unclassified)]);
    assert_eq!(parts(&evaluation), [(1, Level::Unclassified)]);
    assert_eq!(why(&evaluation, 0), because(DecidingRule::Unclassified));
}

#[test]
fn any_class_can_be_given_any_mode() {
    let mut policy = Policy::default();
    mode(&mut policy, HullClass::CapitalIndustrial, ClassMode::Always);
    mode(&mut policy, HullClass::Unclassified, ClassMode::Always);
    mode(&mut policy, HullClass::Titan, ClassMode::Ignore);
    let facts = [fact(1, HullClass::CapitalIndustrial), fact(2, HullClass::Unclassified), fact(3, HullClass::Titan)];
    let evaluation = evaluate(&facts, &policy, &Snoozes::default(), now());
    assert_eq!(levels(&evaluation), [Some(Level::Critical), Some(Level::Critical), None]);
}

#[test]
fn a_class_without_a_rule_has_its_default() {
    let policy = Policy { classes: std::collections::BTreeMap::<HullClass, ClassRule>::new(), ..Policy::default() };
    let evaluation = evaluate(&[fact(1, HullClass::Titan)], &policy, &Snoozes::default(), now());
    assert_eq!(levels(&evaluation), [Some(Level::Critical)]);
}

// Scope

#[test]
fn outside_the_listed_places_nothing_alerts_and_nothing_counts() {
    let mut facts = carriers(1..5);
    facts.push(HullFact { whereabouts: Some(QUERIOUS), ..fact(5, HullClass::Carrier) });
    facts.push(HullFact { whereabouts: Some(QUERIOUS), ..fact(6, HullClass::Titan) });
    let evaluation = evaluate(&facts, &only_in(DELVE.region), &Snoozes::default(), now());
    assert_eq!(levels(&evaluation), [Some(Level::Informational); 6]);
    assert_eq!(why(&evaluation, 0), carriers_of(4, 5, 0));
    assert_eq!(why(&evaluation, 4), because(DecidingRule::OutOfScope { listed: true }));
    assert!(evaluation.open_alerts.is_empty() && evaluation.without_snoozes.is_empty());
}

#[test]
fn a_hull_out_of_scope_does_not_alert_with_the_fleet_that_does() {
    let mut facts = carriers(1..6);
    facts.push(HullFact { whereabouts: Some(QUERIOUS), ..fact(6, HullClass::Carrier) });
    let evaluation = evaluate(&facts, &only_in(DELVE.region), &Snoozes::default(), now());
    assert_eq!(levels(&evaluation)[4..], [Some(Level::Alerting), Some(Level::Informational)]);
    assert_eq!(evaluation.open_alerts.values().next().unwrap().hulls.len(), 5);
}

#[test]
fn everywhere_but_in_the_listed_places_is_the_other_way_round() {
    let mut policy = only_in(DELVE.region);
    policy.scope.kind = ScopeKind::AllButListed;
    let facts = [fact(1, HullClass::Titan), HullFact { whereabouts: Some(QUERIOUS), ..fact(2, HullClass::Titan) }];
    let evaluation = evaluate(&facts, &policy, &Snoozes::default(), now());
    assert_eq!(levels(&evaluation), [Some(Level::Informational), Some(Level::Critical)]);
    assert_eq!(why(&evaluation, 0), because(DecidingRule::OutOfScope { listed: false }));
}

#[test]
fn a_place_is_listed_by_its_region_its_constellation_or_its_system() {
    let lists = [
        Scope { regions: [DELVE.region].into(), ..Scope::default() },
        Scope { constellations: [DELVE.constellation].into(), ..Scope::default() },
        Scope { systems: [DELVE.system].into(), ..Scope::default() },
    ];
    for list in lists {
        let policy = Policy { scope: Scope { kind: ScopeKind::OnlyListed, ..list }, ..Policy::default() };
        let facts = [fact(1, HullClass::Titan), HullFact { whereabouts: Some(QUERIOUS), ..fact(2, HullClass::Titan) }];
        let evaluation = evaluate(&facts, &policy, &Snoozes::default(), now());
        assert_eq!(levels(&evaluation), [Some(Level::Critical), Some(Level::Informational)]);
    }
}

// Snoozes

#[test]
fn every_hull_of_a_snoozed_pilot_is_snoozed_whatever_its_class() {
    let facts = [HullClass::Titan, HullClass::Carrier, HullClass::CapitalIndustrial, HullClass::Unclassified]
        .map(|class| HullFact { pilot: PilotId(9), ..fact(class as i64, class) });
    let evaluation = with_snoozes(&facts, &snoozed(&[9]));
    assert_eq!(levels(&evaluation), [Some(Level::Snoozed); 4]);
    assert_eq!(
        why(&evaluation, 0),
        because(DecidingRule::Snoozed { by: "Mira".into(), until: Some(now() + Duration::from_secs(3600)) })
    );
    assert!(evaluation.open_alerts.is_empty());
    assert_eq!(evaluation.without_snoozes.len(), 1, "only the titan would alert");
}

#[test]
fn hulls_of_snoozed_pilots_do_not_count() {
    let evaluation = with_snoozes(&carriers(1..6), &snoozed(&[3]));
    assert_eq!(levels(&evaluation)[2], Some(Level::Snoozed));
    assert_eq!(levels(&evaluation)[0], Some(Level::Informational));
    assert_eq!(why(&evaluation, 0), carriers_of(4, 5, 0));
    assert!(evaluation.open_alerts.is_empty());
    assert_eq!(evaluation.without_snoozes.values().next().unwrap().hulls.len(), 5);
}

#[test]
fn a_fleet_that_is_large_enough_without_its_snoozed_pilots_alerts_without_them() {
    let evaluation = with_snoozes(&carriers(1..7), &snoozed(&[3]));
    assert_eq!(levels(&evaluation)[0], Some(Level::Alerting));
    let standing = &evaluation.open_alerts.values().next().unwrap().hulls;
    assert_eq!(standing.len(), 5);
    assert!(!standing.contains_key(&HullKey::Item(ItemId(3))));
}

#[test]
fn a_snooze_ends_at_its_end_and_one_without_end_does_not() {
    let titan = [fact(1, HullClass::Titan)];
    for (until, level) in [
        (Some(now() + Duration::from_millis(1)), Level::Snoozed),
        (Some(now()), Level::Critical),
        (Some(now() - Duration::from_secs(1)), Level::Critical),
        (None, Level::Snoozed),
    ] {
        let snoozes = std::iter::once(snooze(1, until)).collect();
        assert_eq!(levels(&with_snoozes(&titan, &snoozes)), [Some(level)], "{until:?}");
    }
    let snoozes = std::iter::once(snooze(1, None)).collect();
    assert_eq!(
        why(&with_snoozes(&titan, &snoozes), 0),
        because(DecidingRule::Snoozed { by: "Mira".into(), until: None })
    );
}

// Staleness

#[test]
fn stale_hulls_keep_counting_and_say_so() {
    let mut facts = carriers(1..6);
    facts[0].freshness = Freshness::Stale;
    facts[1].freshness = Freshness::Never;
    let evaluation = judged(&facts);
    assert_eq!(levels(&evaluation), [Some(Level::Alerting); 5]);
    assert_eq!(why(&evaluation, 4), carriers_of(5, 5, 2));
    assert_eq!(evaluation.open_alerts.values().next().unwrap().hulls.len(), 5);
}

#[test]
fn a_stale_titan_still_stands() {
    let titan = HullFact { freshness: Freshness::Stale, ..fact(1, HullClass::Titan) };
    assert_eq!(judged(&[titan]).open_alerts.len(), 1);
}

// Pilots whose hulls are not known yet

#[test]
fn a_new_pilots_hulls_are_shown_at_once_but_do_not_stand_before_all_are_known() {
    let mut facts = carriers(1..6);
    facts[4].introduced = false;
    facts.push(HullFact { introduced: false, ..fact(6, HullClass::Titan) });
    let evaluation = judged(&facts);
    assert_eq!(levels(&evaluation)[4..], [Some(Level::Alerting), Some(Level::Critical)]);
    assert!(evaluation.open_alerts.is_empty() && evaluation.without_snoozes.is_empty());
    facts[5].introduced = true;
    facts[4].introduced = true;
    assert_eq!(standing(&judged(&facts)), ["hull/item/6", "fleet/1/carrier"]);
}

// Cards

#[test]
fn a_card_stands_at_the_highest_of_its_hulls() {
    let mut facts = vec![fact(1, HullClass::CapitalIndustrial), fact(2, HullClass::Unclassified)];
    assert_eq!(parts(&judged(&facts)), [(1, Level::Informational)]);
    facts.extend(carriers(10..15));
    assert_eq!(parts(&judged(&facts)), [(1, Level::Alerting)]);
    facts.push(fact(20, HullClass::Titan));
    assert_eq!(parts(&judged(&facts)), [(1, Level::Critical)]);
}

#[test]
fn a_card_is_snoozed_only_when_nothing_on_it_alerts_and_something_snoozed_would() {
    let titans = [fact(1, HullClass::Titan), fact(2, HullClass::Titan)];
    assert_eq!(parts(&with_snoozes(&titans, &snoozed(&[1, 2]))), [(1, Level::Snoozed)]);
    assert_eq!(parts(&with_snoozes(&titans, &snoozed(&[1]))), [(1, Level::Critical)]);
    let calm = [fact(1, HullClass::CapitalIndustrial), fact(2, HullClass::Carrier)];
    assert_eq!(parts(&with_snoozes(&calm, &snoozed(&[1, 2]))), [(1, Level::Informational)]);
    let fleet = carriers(1..6);
    assert_eq!(parts(&with_snoozes(&fleet, &snoozed(&[1]))), [(1, Level::Snoozed)]);
    let small = carriers(1..5);
    assert_eq!(parts(&with_snoozes(&small, &snoozed(&[1]))), [(1, Level::Informational)]);
}

#[test]
fn a_snoozed_titan_that_is_out_of_scope_does_not_make_its_card_snoozed() {
    let away = [HullFact { whereabouts: Some(QUERIOUS), ..fact(1, HullClass::Titan) }];
    let evaluation = evaluate(&away, &only_in(DELVE.region), &snoozed(&[1]), now());
    assert_eq!(levels(&evaluation), [Some(Level::Snoozed)]);
    assert_eq!(parts(&evaluation), [(1, Level::Informational)]);
}

#[test]
fn cards_come_by_level_and_their_hulls_by_level_then_titans_first() {
    let mut facts = vec![
        HullFact { main: PilotId(3), ..fact(1, HullClass::CapitalIndustrial) },
        HullFact { main: PilotId(2), ..fact(2, HullClass::Supercarrier) },
        HullFact { main: PilotId(2), ..fact(3, HullClass::CapitalIndustrial) },
        HullFact { main: PilotId(2), ..fact(4, HullClass::Titan) },
    ];
    facts.extend(carriers(10..15));
    let evaluation = judged(&facts);
    assert_eq!(parts(&evaluation), [(2, Level::Critical), (1, Level::Alerting), (3, Level::Informational)]);
    assert_eq!(evaluation.cards[0].hulls, [3, 1, 2]);
}

#[test]
fn no_hulls_no_cards() {
    assert_eq!(judged(&[]), Evaluation::default());
}

#[test]
fn a_stack_of_packaged_hulls_counts_its_number_and_is_never_critical() {
    let stack = |n, class, many| HullFact { packaged: Some(many), ..fact(n, class) };
    let judged = |facts: &[HullFact]| evaluate(facts, &Policy::default(), &Snoozes::default(), now());
    let carriers = judged(&[stack(1, HullClass::Carrier, 4), fact(2, HullClass::Carrier)]);
    let levels: Vec<Level> = carriers.verdicts.iter().flatten().map(|verdict| verdict.level).collect();
    assert_eq!(levels, [Level::Alerting; 2]);
    assert_eq!(carriers.open_alerts.len(), 1);
    let too_few = judged(&[stack(1, HullClass::Carrier, 3), fact(2, HullClass::Carrier)]);
    assert!(too_few.open_alerts.is_empty());
    let titan = judged(&[stack(1, HullClass::Titan, 2)]);
    let verdict = titan.verdicts[0].as_ref().unwrap();
    assert_eq!((verdict.level, verdict.would_alert, titan.open_alerts.len()), (Level::Informational, false, 0));
    assert_eq!(verdict.why, because(DecidingRule::Packaged { class: HullClass::Titan }));
    // More than any number holds is no overflow.
    let many = judged(&[stack(1, HullClass::Carrier, u32::MAX), stack(2, HullClass::Carrier, u32::MAX)]);
    assert_eq!(many.open_alerts.len(), 1);
}

#[test]
fn hulls_of_pilots_who_left_long_ago_are_shown_and_count_for_nothing() {
    let gone = |n, class| HullFact { left: true, ..fact(n, class) };
    let mut facts: Vec<HullFact> = (1..=4).map(|n| fact(n, HullClass::Carrier)).collect();
    facts.extend([gone(5, HullClass::Carrier), gone(6, HullClass::Titan)]);
    let evaluation = evaluate(&facts, &Policy::default(), &Snoozes::default(), now());
    assert!(evaluation.open_alerts.is_empty() && evaluation.without_snoozes.is_empty());
    let of_the_titan = evaluation.verdicts[5].as_ref().unwrap();
    assert_eq!((of_the_titan.level, of_the_titan.would_alert), (Level::Informational, false));
    assert_eq!(of_the_titan.why, because(DecidingRule::LeftAuth));
}
