//! What other rules would change, for any alliance and any two policies.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::evaluate::evaluate;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::preview::{Differences, MainDifference, compare};
use captrack_testing::cases;
use proptest::prelude::*;

use crate::alliance::{Alliance, alliance, now, policy};
use crate::naive;

fn compared(now_in_force: &Alliance, then: &Alliance) -> Differences {
    let judged = |alliance: &Alliance| evaluate(&alliance.facts, &alliance.policy, &alliance.snoozes, now());
    compare((&now_in_force.facts, &judged(now_in_force)), (&then.facts, &judged(then)))
}

fn alerting(alliance: &Alliance) -> BTreeMap<PilotId, BTreeSet<HullKey>> {
    let mains = alliance.mains().into_iter().map(|main| (main, naive::alerting(alliance, main)));
    mains.filter(|(_, hulls)| !hulls.is_empty()).collect()
}

fn mains(list: &[MainDifference]) -> BTreeSet<PilotId> {
    list.iter().map(|one| one.main).collect()
}

proptest! {
    #![proptest_config(cases!(400, "previews"))]

    #[test]
    fn a_preview_names_every_main_that_would_alert_otherwise(alliance in alliance(), policy in policy()) {
        let then = alliance.under(policy);
        let differences = compared(&alliance, &then);
        let (alerts_now, alerts_then) = (alerting(&alliance), alerting(&then));
        prop_assert_eq!(differences.mains_now, alerts_now.len());
        prop_assert_eq!(differences.mains_then, alerts_then.len());
        for main in alliance.mains() {
            let (hulls_now, hulls_then) = (alerts_now.get(&main), alerts_then.get(&main));
            let levels = (naive::part(&alliance, main), naive::part(&then, main));
            let (begins, ends) = (hulls_now.is_none() && hulls_then.is_some(), hulls_now.is_some() && hulls_then.is_none());
            let both = hulls_now.is_some() && hulls_then.is_some();
            let classes = naive::classes(&alliance, main) != naive::classes(&then, main);
            let changes = both && (hulls_now != hulls_then || levels.0 != levels.1 || classes);
            prop_assert_eq!(mains(&differences.begins).contains(&main), begins);
            prop_assert_eq!(mains(&differences.falls_silent).contains(&main), ends);
            prop_assert_eq!(mains(&differences.changes).contains(&main), changes);
        }
        for one in differences.begins.iter().chain(&differences.falls_silent).chain(&differences.changes) {
            let count = |hulls: Option<&BTreeSet<HullKey>>| hulls.map_or(0, BTreeSet::len) as u32;
            prop_assert_eq!(one.now.values().sum::<u32>(), count(alerts_now.get(&one.main)));
            prop_assert_eq!(one.then.values().sum::<u32>(), count(alerts_then.get(&one.main)));
        }
    }

    #[test]
    fn the_rules_in_force_would_change_nothing(alliance in alliance()) {
        let differences = compared(&alliance, &alliance);
        prop_assert!(differences.begins.is_empty() && differences.falls_silent.is_empty());
        prop_assert!(differences.changes.is_empty());
    }
}
