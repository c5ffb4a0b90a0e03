//! Acknowledgements on every walk: they keep quiet what was seen, and never anything else.

use std::collections::BTreeSet;

use captrack_domain::acknowledgement::AcknowledgementEnd;
use captrack_domain::alert::AlertState;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::notice::NoticeKind;
use captrack_testing::cases;
use proptest::prelude::*;

use crate::walk::{Taken, Walk, steps};

/// The hulls that stand under a main, as it was told.
fn standing_under(walk: &Walk, main: PilotId) -> BTreeSet<HullKey> {
    let theirs = walk.alerts.values().filter(|alert| alert.main == main && alert.state == AlertState::Open);
    theirs.flat_map(|alert| alert.hulls.iter().copied()).collect()
}

fn named(taken: &Taken, key: HullKey) -> bool {
    taken.decision.transitions.iter().any(|told| told.kind != NoticeKind::Resolved && told.hulls.contains(&key))
}

proptest! {
    #![proptest_config(cases!(300, "acknowledgements"))]

    #[test]
    fn an_acknowledgement_never_hides_a_further_hull(steps in steps()) {
        let mut walk = Walk::new();
        for step in &steps {
            let taken = walk.live(step);
            for one in walk.acknowledged.0.values() {
                let further: Vec<HullKey> =
                    standing_under(&walk, one.main).difference(&one.hulls).copied().collect();
                prop_assert!(further.is_empty(), "{:?}: {:?} under {} were not acknowledged", step, further, one.main);
            }
            for (id, standing) in &taken.evaluation.open_alerts {
                let main = walk.alerts[id].main;
                for key in standing.hulls.keys().filter(|key| !walk.was_told(&taken, *id, **key)) {
                    let seen = taken.acknowledged.of(main).is_some_and(|one| one.hulls.contains(key));
                    prop_assert!(seen || named(&taken, *key), "{:?}: {} of {} is hidden", step, key, id);
                }
            }
        }
    }

    #[test]
    fn nothing_that_was_acknowledged_is_told_but_its_end(steps in steps()) {
        let mut walk = Walk::new();
        for step in &steps {
            let taken = walk.live(step);
            for told in taken.decision.transitions.iter().filter(|told| told.kind != NoticeKind::Resolved) {
                if let Some(one) = taken.acknowledged.of(told.main) {
                    prop_assert!(told.hulls.iter().all(|key| !one.hulls.contains(key)), "{:?}: {:?}", step, told);
                    prop_assert!(walk.acknowledged.of(told.main).is_none(), "a further hull ends it");
                }
            }
        }
    }

    #[test]
    fn an_acknowledgement_only_ever_gets_smaller_and_ends_for_a_reason(steps in steps()) {
        let mut walk = Walk::new();
        for step in &steps {
            let taken = walk.live(step);
            for one in taken.acknowledged.0.values() {
                if let Some(after) = walk.acknowledged.of(one.main) {
                    prop_assert!(!after.hulls.is_empty() && after.hulls.is_subset(&one.hulls));
                    prop_assert_eq!((after.at, &after.by), (one.at, &one.by));
                    continue;
                }
                let ended = &taken.decision.acknowledgements_ended;
                let (_, end) = ended.iter().find(|(main, _)| *main == one.main).unwrap();
                let standing = standing_under(&walk, one.main);
                match end {
                    AcknowledgementEnd::Broken => prop_assert!(!standing.is_subset(&one.hulls)),
                    AcknowledgementEnd::Over => prop_assert!(standing.is_empty(), "{:?}: {:?}", step, standing),
                }
            }
        }
    }
}
