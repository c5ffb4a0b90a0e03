//! The rules alone, without store or network.

use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::acknowledgement::Acknowledgements;
use captrack_domain::alert::{Alert, AlertId, DecideContext, decide};
use captrack_domain::evaluate::{HullFact, evaluate};
use captrack_domain::hull::HullKey;
use captrack_domain::notice::NoticeOccasion;
use captrack_domain::policy::{Policy, SystemLocation};
use captrack_domain::section::Freshness;
use captrack_domain::snooze::{Snooze, Snoozes};
use captrack_universe::universe;
use jiff::{Timestamp, ToSpan};

use crate::alliance::members;
use crate::figure::{median, ms, print};

pub fn run() {
    let now: Timestamp = "2026-11-22T15:00:00Z".parse().unwrap();
    let policy = Policy::default();
    for hulls in [3_000, 30_000] {
        let facts = facts(hulls, &policy);
        // One pilot in fifty is snoozed.
        let snoozes: Snoozes = facts.iter().step_by(50).map(|fact| snooze(fact, now)).collect();
        let evaluated = median(60, || evaluate(&facts, &policy, &snoozes, now));
        print(&format!("evaluate_{hulls}_hulls"), ms(evaluated), "ms");

        let evaluation = evaluate(&facts, &policy, &snoozes, now);
        let nobody = BTreeSet::new();
        let nothing = BTreeSet::new();
        let unseen = Acknowledgements::default();
        let context = DecideContext {
            now,
            occasion: NoticeOccasion::News,
            facts: &facts,
            introduced_now: &nobody,
            withdrawn: &nothing,
            acknowledged: &unseen,
            repeat: policy.repeat,
        };
        let first = decide(&BTreeMap::new(), &evaluation, &context);
        let before: BTreeMap<AlertId, Alert> = first.alerts.into_iter().map(|alert| (alert.id, alert)).collect();
        assert!(decide(&before, &evaluation, &context).transitions.is_empty(), "nothing is new");
        let decided = median(60, || decide(&before, &evaluation, &context));
        print(&format!("decide_nothing_new_{hulls}_hulls"), ms(decided), "ms");
    }
}

pub fn facts(hulls: usize, policy: &Policy) -> Vec<HullFact> {
    members(hulls)
        .into_iter()
        .map(|member| {
            let group = universe().hull_type(member.type_id).map(|hull_type| hull_type.group);
            let place = universe().system(member.system).unwrap();
            HullFact {
                key: HullKey::Item(member.item),
                class: policy.class_of(group),
                pilot: member.pilot,
                main: member.main,
                whereabouts: Some(SystemLocation {
                    system: member.system,
                    constellation: place.constellation,
                    region: place.region,
                }),
                freshness: Freshness::Fresh,
                introduced: true,
                packaged: None,
                left: false,
            }
        })
        .collect()
}

fn snooze(fact: &HullFact, now: Timestamp) -> Snooze {
    Snooze { pilot: fact.pilot, since: now, until: Some(now + 1.hour()), by: "this desk".to_owned(), why: None }
}
