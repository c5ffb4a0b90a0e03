//! Whatever is put and whatever follows it: what undoes it gives the state of before.

use captrack_domain::class::HullClass;
use captrack_domain::policy::ClassMode;
use captrack_domain::watch::{WatchRuleId, WatchSubject};
use captrack_testing::cases;
use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::test_state::{KARA, MIRA, at, key, watching};

const STRANGER: PilotId = PilotId(2_112_000_099);

fn someone() -> impl Strategy<Value = PilotId> {
    prop_oneof![Just(KARA), Just(MIRA), Just(STRANGER)]
}

prop_compose! {
    fn a_policy()(n in 1..9_u32, group_wait_secs in 1..99_u32) -> Policy {
        let mut policy = Policy::default();
        policy.classes.get_mut(&HullClass::Carrier).unwrap().mode = ClassMode::Threshold { n };
        policy.group_wait_secs = group_wait_secs;
        policy
    }
}

prop_compose! {
    fn a_snooze()(pilot in someone(), since in 0..99_i64, lasts in option::of(1..99_i64)) -> Snooze {
        Snooze { pilot, since: at(since), until: lasts.map(|lasts| at(since + lasts)), by: "Mira".into(), why: None }
    }
}

prop_compose! {
    fn an_acknowledgement()(main in someone(), seen in 0..99_i64, hull in 0..9_i64) -> Acknowledgement {
        Acknowledgement { main, at: at(seen), by: "Kara".into(), why: Some("moving".into()), hulls: [key(hull)].into() }
    }
}

/// Of a watch rule's alert.
fn seen_of_rule((rule, seen, count): (u64, i64, u32)) -> WatchAcknowledgement {
    let alert = WatchAlertId { rule: WatchRuleId(rule), subject: WatchSubject::Hull(key(1)) };
    WatchAcknowledgement { alert, at: at(seen), by: "Kara".into(), why: None, count }
}

prop_compose! {
    fn some_edits()(
        policy in option::of(a_policy()),
        sound in option::of(any::<bool>()),
        pause in option::of(option::of((0..99_i64, option::of(1..99_i64)))),
        looked_at in option::of(option::of(0..99_i64)),
        relay_on in option::of(any::<bool>()),
        post_resolved in option::of(any::<bool>()),
        mains in btree_map(someone(), option::of(someone()), 0..3),
        snoozes in btree_map(someone(), option::of(a_snooze()), 0..3),
        acknowledgements in btree_map(someone(), option::of(an_acknowledgement()), 0..3),
        watched in btree_map(0..3_u64, option::of((0..99_i64, 0..9_u32)), 0..3),
    ) -> StateEdits {
        StateEdits {
            policy,
            preferences: sound.map(|sound| Preferences { sound, ..Preferences::default() }),
            pause: pause.map(|pause| {
                PauseEdit(pause.map(|(since, lasts)| Pause { since: at(since), until: lasts.map(|lasts| at(since + lasts)) }))
            }),
            looked_at: looked_at.map(|looked_at| LookedAt(looked_at.map(at))),
            relay_on,
            relay_options: post_resolved.map(|post_resolved| RelayOptions { post_resolved, ..RelayOptions::default() }),
            mains,
            snoozes,
            acknowledgements,
            watch_acknowledgements: watched
                .into_iter()
                .map(|(rule, seen)| {
                    let made = seen.map(|(seen, count)| seen_of_rule((rule, seen, count)));
                    (seen_of_rule((rule, 0, 0)).alert, made)
                })
                .collect(),
        }
    }
}

/// All that edits can change.
fn seen(state: &State) -> String {
    let State { policy, preferences, pause, looked_at, relay, pilots, snoozes, acknowledgements, watch, .. } = state;
    let watched = &watch.acknowledged;
    format!(
        "{policy:?}{preferences:?}{pause:?}{looked_at:?}{relay:?}{pilots:?}{snoozes:?}{acknowledgements:?}{watched:?}"
    )
}

fn two_pilots() -> State {
    watching(&[(KARA, "Kara Volkov"), (MIRA, "Mira Solace")])
}

proptest! {
    #![proptest_config(cases!(256, "edits"))]

    #[test]
    fn an_edit_that_is_undone_leaves_the_state_of_before(earlier in some_edits(), edits in some_edits()) {
        let mut state = two_pilots();
        earlier.put(&mut state);
        let before = seen(&state);
        let undo = edits.clone().put(&mut state);
        let after = seen(&state);
        let redo = undo.put(&mut state);
        prop_assert_eq!(seen(&state), before);
        redo.put(&mut state);
        prop_assert_eq!(seen(&state), after, "what undoes the undoing is the edit");
    }

    #[test]
    fn two_edits_after_each_other_are_one_and_are_undone_as_one(first in some_edits(), second in some_edits()) {
        let (mut one_by_one, mut together) = (two_pilots(), two_pilots());
        let before = seen(&together);
        let undo_first = first.clone().put(&mut one_by_one);
        let undo_second = second.clone().put(&mut one_by_one);
        first.followed_by(second).put(&mut together);
        prop_assert_eq!(seen(&together), seen(&one_by_one));
        undo_second.followed_by(undo_first).put(&mut one_by_one);
        prop_assert_eq!(seen(&one_by_one), before);
    }

    #[test]
    fn what_a_copy_is_changed_to_does_not_reach_the_state_that_it_is_a_copy_of(edits in some_edits()) {
        let state = two_pilots();
        let before = seen(&state);
        let mut copy = state.clone();
        edits.put(&mut copy);
        prop_assert_eq!(seen(&state), before);
    }
}
