//! Levels, cards and what stands, for any alliance.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{Evaluation, HullFact, HullVerdict, Level, card_level, card_reason, evaluate};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::policy::{ClassMode, Policy};
use captrack_domain::section::Freshness;
use captrack_domain::snooze::Snoozes;
use captrack_domain::text::Text;
use captrack_domain::why::DecidingRule;
use captrack_testing::cases;
use captrack_testing::data::fact;
use captrack_text::{Language, sentence};
use proptest::prelude::*;

use crate::alliance::{Alliance, MAINS, alliance, now, system};
use crate::naive;

fn judged(alliance: &Alliance) -> Evaluation {
    evaluate(&alliance.facts, &alliance.policy, &alliance.snoozes, now())
}

fn by_key(facts: &[HullFact], evaluation: &Evaluation) -> BTreeMap<HullKey, Option<HullVerdict>> {
    facts.iter().map(|fact| fact.key).zip(evaluation.verdicts.iter().cloned()).collect()
}

/// Cards with keys in place of indices.
fn cards(facts: &[HullFact], evaluation: &Evaluation) -> Vec<(PilotId, Level, Vec<HullKey>)> {
    let keys = |hulls: &[usize]| hulls.iter().map(|index| facts[*index].key).collect();
    evaluation.cards.iter().map(|card| (card.main, card.level, keys(&card.hulls))).collect()
}

/// Begins like one, ends without a full stop, counts something where it counts.
fn is_a_sentence(text: &Text) -> bool {
    let text = sentence(text, Language::English);
    let begins = text.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    let counts = !text.starts_with("0 ") && !text.contains(" 0 ") && !text.contains("(0 ");
    begins && counts && !text.contains("  ") && !text.ends_with([' ', '.', ',', ';'])
}

fn standing_hulls(evaluation: &Evaluation) -> BTreeSet<HullKey> {
    evaluation.open_alerts.values().flat_map(|standing| standing.hulls.keys().copied()).collect()
}

proptest! {
    #![proptest_config(cases!(400, "judgement"))]

    #[test]
    fn every_level_is_that_of_the_rules_written_down_plainly(alliance in alliance()) {
        let evaluation = judged(&alliance);
        prop_assert_eq!(evaluation.verdicts.len(), alliance.facts.len());
        for (fact, verdict) in alliance.facts.iter().zip(&evaluation.verdicts) {
            let level = verdict.as_ref().map(|verdict| verdict.level);
            prop_assert_eq!(level, naive::level(&alliance, fact), "{:?}", fact);
            let counts = verdict.as_ref().and_then(|verdict| match verdict.why.reason {
                DecidingRule::Count { have, need, stale, .. } => Some((have, need, stale)),
                _ => None,
            });
            prop_assert_eq!(counts, naive::counts(&alliance, fact), "{:?}", fact);
        }
        for (fact, group) in alliance.facts.iter().zip(&alliance.groups) {
            prop_assert_eq!(fact.class, naive::class(&alliance.policy, *group));
        }
        for main in (0..MAINS).map(PilotId) {
            let part = evaluation.cards.iter().find(|card| card.main == main).map(|card| card.level);
            prop_assert_eq!(part, naive::part(&alliance, main), "{:?}", main);
        }
        prop_assert_eq!(standing_hulls(&evaluation), naive::standing(&alliance));
    }

    #[test]
    fn the_order_of_the_hulls_does_not_matter(
        (alliance, shuffled) in alliance().prop_flat_map(|alliance| {
            let facts = alliance.facts.clone();
            (Just(alliance), Just(facts).prop_shuffle())
        }),
    ) {
        let one = judged(&alliance);
        let other = evaluate(&shuffled, &alliance.policy, &alliance.snoozes, now());
        prop_assert_eq!(by_key(&alliance.facts, &one), by_key(&shuffled, &other));
        prop_assert_eq!(cards(&alliance.facts, &one), cards(&shuffled, &other));
        prop_assert_eq!(&one.open_alerts, &other.open_alerts);
        prop_assert_eq!(&one.without_snoozes, &other.without_snoozes);
    }

    #[test]
    fn a_snoozed_pilot_never_alerts(alliance in alliance()) {
        let evaluation = judged(&alliance);
        let standing = standing_hulls(&evaluation);
        for (fact, verdict) in alliance.facts.iter().zip(&evaluation.verdicts) {
            if alliance.snoozes.of(fact.pilot, now()).is_some() {
                let level = verdict.as_ref().map(|verdict| verdict.level);
                prop_assert!(matches!(level, None | Some(Level::Snoozed)), "{:?}", fact);
                prop_assert!(!standing.contains(&fact.key));
            } else {
                prop_assert_ne!(verdict.as_ref().map(|verdict| verdict.level), Some(Level::Snoozed));
            }
        }
    }

    #[test]
    fn snoozing_a_pilot_never_makes_anything_alert(alliance in alliance()) {
        let awake = evaluate(&alliance.facts, &alliance.policy, &Snoozes::default(), now());
        prop_assert!(standing_hulls(&judged(&alliance)).is_subset(&standing_hulls(&awake)));
        prop_assert_eq!(&judged(&alliance).without_snoozes, &awake.open_alerts);
    }

    #[test]
    fn staleness_changes_no_level_and_nothing_that_stands(alliance in alliance()) {
        let fresh = |fact: &HullFact| HullFact { freshness: Freshness::Fresh, ..fact.clone() };
        let other = Alliance { facts: alliance.facts.iter().map(fresh).collect(), ..alliance.clone() };
        let levels = |evaluation: &Evaluation| -> Vec<Option<Level>> {
            evaluation.verdicts.iter().map(|verdict| verdict.as_ref().map(|verdict| verdict.level)).collect()
        };
        prop_assert_eq!(levels(&judged(&alliance)), levels(&judged(&other)));
        prop_assert_eq!(judged(&alliance).open_alerts, judged(&other).open_alerts);
    }

    #[test]
    fn thresholds_count_exactly(hulls in 0_usize..30, n in 1_u32..30, other_main in 0_usize..30, snoozed in 0_i64..30) {
        let mut policy = Policy::default();
        policy.classes.get_mut(&HullClass::Carrier).unwrap().mode = ClassMode::Threshold { n };
        let carrier = |item: i64, main: i64| HullFact {
            main: PilotId(main),
            whereabouts: Some(system(0)),
            ..fact(item, HullClass::Carrier)
        };
        let mut facts: Vec<HullFact> = (0..hulls as i64).map(|item| carrier(item, 1)).collect();
        facts.extend((100..100 + other_main as i64).map(|item| carrier(item, 2)));
        let alliance = Alliance {
            groups: vec![GroupId(547); facts.len()],
            facts,
            policy,
            snoozes: (0..snoozed).map(|pilot| captrack_domain::snooze::Snooze {
                pilot: PilotId(pilot), since: now(), until: None, by: "Mira".into(), why: None,
            }).collect(),
        };
        let awake = hulls.saturating_sub(snoozed as usize);
        let mut expected = 0;
        if awake >= n as usize {
            expected += awake;
        }
        if other_main >= n as usize {
            expected += other_main;
        }
        prop_assert_eq!(standing_hulls(&judged(&alliance)).len(), expected);
    }

    #[test]
    fn every_shown_hull_is_on_exactly_one_card_and_has_a_reason(alliance in alliance()) {
        let evaluation = judged(&alliance);
        let mut on_cards: Vec<usize> = evaluation.cards.iter().flat_map(|card| card.hulls.clone()).collect();
        on_cards.sort_unstable();
        let shown: Vec<usize> =
            (0..alliance.facts.len()).filter(|index| evaluation.verdicts[*index].is_some()).collect();
        prop_assert_eq!(on_cards, shown);
        for verdict in evaluation.verdicts.iter().flatten() {
            prop_assert!(is_a_sentence(&captrack_text::level_reason(&verdict.why, &alliance.policy)));
        }
    }

    #[test]
    fn any_group_of_hulls_has_a_level_and_a_reason(alliance in alliance()) {
        let evaluation = judged(&alliance);
        let all: Vec<(&HullFact, &HullVerdict)> = alliance
            .facts
            .iter()
            .zip(&evaluation.verdicts)
            .filter_map(|(fact, verdict)| Some((fact, verdict.as_ref()?)))
            .collect();
        for card in &evaluation.cards {
            let hulls = || all.iter().filter(|(fact, _)| fact.main == card.main).copied();
            prop_assert_eq!(card_level(hulls().map(|(_, verdict)| (verdict.level, verdict.would_alert))), card.level);
            prop_assert!(is_a_sentence(&captrack_text::card_reason(&card_reason(hulls(), &alliance.policy), &alliance.policy)));
        }
        for number in 0..8 {
            let here = all.iter().filter(|(fact, _)| fact.whereabouts == Some(system(number))).copied();
            prop_assert!(is_a_sentence(&captrack_text::card_reason(&card_reason(here, &alliance.policy), &alliance.policy)));
        }
    }
}
