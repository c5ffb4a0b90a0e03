use jiff::Timestamp;

use super::*;
use crate::data::fact;
use crate::evaluate::evaluate;
use crate::ids::ItemId;
use crate::policy::{ClassMode, Policy};
use crate::snooze::Snoozes;

fn hulls(main: i64, class: HullClass, n: i64) -> impl Iterator<Item = HullFact> {
    (0..n).map(move |number| HullFact {
        key: HullKey::Item(ItemId(main * 1000 + class as i64 * 100 + number)),
        pilot: PilotId(main),
        main: PilotId(main),
        whereabouts: None,
        ..fact(number, class)
    })
}

/// Main 1 has a titan and three carriers, main 2 five carriers, main 3 six dreadnoughts, main 4 a freighter.
fn alliance() -> Vec<HullFact> {
    hulls(1, HullClass::Titan, 1)
        .chain(hulls(1, HullClass::Carrier, 3))
        .chain(hulls(2, HullClass::Carrier, 5))
        .chain(hulls(3, HullClass::Dreadnought, 6))
        .chain(hulls(4, HullClass::Freighter, 1))
        .collect()
}

fn compared(edit: impl FnOnce(&mut Policy)) -> Differences {
    let facts = alliance();
    let mut policy = Policy::default();
    let judged = |policy: &Policy| evaluate(&facts, policy, &Snoozes::default(), Timestamp::UNIX_EPOCH);
    let now = judged(&policy);
    edit(&mut policy);
    compare((&facts, &now), (&facts, &judged(&policy)))
}

fn mode(policy: &mut Policy, class: HullClass, mode: ClassMode) {
    policy.classes.get_mut(&class).unwrap().mode = mode;
}

fn in_words(list: &[MainDifference]) -> Vec<String> {
    list.iter()
        .map(|main| {
            let levels = format!("{} to {}", main.level_now.name(), main.level_then.name());
            format!("main {}: {levels}, {:?} to {:?}", main.main, main.now, main.then)
        })
        .collect()
}

#[test]
fn rules_that_change_nothing_show_nothing() {
    let differences = compared(|_| {});
    assert_eq!(differences, Differences { mains_now: 3, mains_then: 3, ..Differences::default() });
}

#[test]
fn a_lower_threshold_makes_more_hulls_and_more_mains_alert() {
    let differences = compared(|policy| {
        mode(policy, HullClass::Carrier, ClassMode::Threshold { n: 3 });
        mode(policy, HullClass::Freighter, ClassMode::Always);
    });
    assert_eq!((differences.mains_now, differences.mains_then), (3, 4));
    assert_eq!(in_words(&differences.begins), ["main 4: informational to critical, {} to {Freighter: 1}"]);
    assert_eq!(
        in_words(&differences.changes),
        ["main 1: critical to critical, {Titan: 1} to {Titan: 1, Carrier: 3}"],
        "main 2 alerts as it did"
    );
    assert_eq!(in_words(&differences.falls_silent), [""; 0]);
}

#[test]
fn who_falls_silent_is_named_with_what_alerts_now() {
    let differences = compared(|policy| {
        mode(policy, HullClass::Carrier, ClassMode::Ignore);
        mode(policy, HullClass::Titan, ClassMode::TrackOnly);
    });
    assert_eq!((differences.mains_now, differences.mains_then), (3, 1));
    assert_eq!(
        in_words(&differences.falls_silent),
        [
            "main 1: critical to informational, {Titan: 1} to {}",
            "main 2: alerting to informational, {Carrier: 5} to {}"
        ]
    );
}

#[test]
fn another_level_is_a_change_although_the_hulls_are_the_same() {
    let differences = compared(|policy| mode(policy, HullClass::Dreadnought, ClassMode::Always));
    assert_eq!(in_words(&differences.changes), ["main 3: alerting to critical, {Dreadnought: 6} to {Dreadnought: 6}"]);
}

#[test]
fn another_class_is_a_change_although_hulls_and_level_are_the_same() {
    let facts = alliance();
    let regrouped: Vec<HullFact> = facts
        .iter()
        .map(|fact| match fact.class {
            HullClass::Dreadnought => HullFact { class: HullClass::LancerDreadnought, ..fact.clone() },
            _ => fact.clone(),
        })
        .collect();
    let judged = |facts: &[HullFact]| evaluate(facts, &Policy::default(), &Snoozes::default(), Timestamp::UNIX_EPOCH);
    let differences = compare((&facts, &judged(&facts)), (&regrouped, &judged(&regrouped)));
    assert_eq!(
        in_words(&differences.changes),
        ["main 3: alerting to alerting, {Dreadnought: 6} to {LancerDreadnought: 6}"]
    );
}
