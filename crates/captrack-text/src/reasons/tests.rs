//! Why a ship alerts, in English and marked.

use captrack_domain::class::HullClass;
use captrack_domain::policy::Policy;

use super::*;
use crate::{Language, sentence, unmarked_words};

fn said_in(language: Language, reason: DecidingRule, place_unknown: bool, policy: &Policy) -> String {
    sentence(&level_reason(&LevelReason { reason, place_unknown }, policy), language)
}

fn said(reason: DecidingRule) -> String {
    said_in(Language::English, reason, false, &Policy::default())
}

fn unplaced(reason: DecidingRule) -> String {
    said_in(Language::English, reason, true, &Policy::default())
}

fn all(said: impl Fn(DecidingRule) -> String, unplaced: impl Fn(DecidingRule) -> String) -> String {
    use HullClass::{CapitalIndustrial, Carrier, Titan};
    let until = Some("2026-11-22T18:40:00Z".parse().unwrap());
    let count = |have, need, stale| DecidingRule::Count { class: Carrier, have, need, stale };
    let said = [
        said(DecidingRule::Always { class: Titan }),
        said(count(3, 5, 0)),
        said(count(6, 5, 2)),
        said(count(1, 1, 0)),
        said(DecidingRule::TrackOnly { class: CapitalIndustrial }),
        said(DecidingRule::OutOfScope { listed: true }),
        said(DecidingRule::OutOfScope { listed: false }),
        said(DecidingRule::Snoozed { by: "Mira".into(), until }),
        said(DecidingRule::Snoozed { by: "this desk".into(), until: None }),
        said(DecidingRule::Unclassified),
        said(DecidingRule::Packaged { class: Titan }),
        said(DecidingRule::LeftAuth),
        unplaced(DecidingRule::Always { class: Titan }),
        unplaced(count(3, 5, 1)),
        unplaced(DecidingRule::OutOfScope { listed: true }),
    ];
    said.join("\n")
}

#[test]
fn every_reason_is_one_plain_sentence() {
    insta::assert_snapshot!(all(said, unplaced), @r"
    Titans always alert
    3 carriers (alerts at 5)
    6 carriers, 2 out of date (alerts at 5)
    1 carrier (alerts at 1)
    Capital industrials are only tracked
    Outside the listed places
    In a place that the rules leave out
    Snoozed by Mira until 2026-11-22 18:40 EVE
    Snoozed by this computer until cleared
    A capital ship of a group that is in no class
    Titans always alert, but not while packaged
    Its pilot has left AllianceAuth
    Titans always alert, place unknown
    3 carriers, 1 out of date (alerts at 5), place unknown
    Its location was never known, and the rules leave such ships out
    ");
}

#[test]
fn nothing_of_a_reason_but_names_comes_from_elsewhere_than_the_files() {
    let policy = Policy::default();
    let marked = |unknown| {
        let policy = &policy;
        move |reason| said_in(Language::Pseudo, reason, unknown, policy)
    };
    let said = all(marked(false), marked(true));
    assert!(said.contains("⟦Snoozed by ⟧Mira ⟦until ⟧2026-11-22 18:40⟦ EVE⟧"), "{said}");
    assert_eq!(unmarked_words(&said), ["Mira"], "{said}");
}

#[test]
fn reasons_use_the_names_that_the_user_gave() {
    let mut policy = Policy::default();
    for (class, name) in [(HullClass::Titan, "big ones"), (HullClass::Carrier, "Flat tops")] {
        policy.classes.get_mut(&class).unwrap().display_name = Some(name.into());
    }
    let said = |reason| said_in(Language::English, reason, false, &policy);
    assert_eq!(said(DecidingRule::Always { class: HullClass::Titan }), "Big ones always alert");
    assert_eq!(said(DecidingRule::TrackOnly { class: HullClass::Carrier }), "Flat tops are only tracked");
    let count = |need| DecidingRule::Count { class: HullClass::Carrier, have: 2, need, stale: 0 };
    assert_eq!(said(count(5)), "2 Flat tops (alerts at 5)");
    assert_eq!(said(count(1)), "2 Flat tops (alerts at 1)");
}
