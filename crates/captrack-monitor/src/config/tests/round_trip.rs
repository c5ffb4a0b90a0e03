use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::GroupId;
use captrack_domain::policy::{
    ClassMode, ClassRule, LONGEST_GROUP_WAIT, LONGEST_LEFT_ALERTS, PlaceSet, Policy, Repeat, Scope, ScopeKind,
};
use captrack_domain::preferences::Preferences;
use captrack_domain::quiet::QuietHours;
use captrack_testing::cases;
use captrack_text::english;
use jiff::civil::Time;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::config::places::PlaceLevel;
use crate::config::watch::tests::samples;
use crate::config::{differences, read, to_toml};

fn mode() -> impl Strategy<Value = ClassMode> {
    prop_oneof![
        Just(ClassMode::Always),
        (1..=1000u32).prop_map(|n| ClassMode::Threshold { n }),
        Just(ClassMode::TrackOnly),
        Just(ClassMode::Ignore)
    ]
}

/// A name of 1 to 40 characters, of any kind.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-z -]{0,20}",
        vec(any::<char>().prop_filter("nothing that a terminal obeys", |c| !c.is_control()), 1..=40)
            .prop_map(|letters| letters.into_iter().collect())
    ]
    .prop_filter("a name is more than blanks", |name: &String| !name.trim().is_empty())
}

/// Every class with a rule; no group is in two of them.
fn classes() -> impl Strategy<Value = BTreeMap<HullClass, ClassRule>> {
    let groups = btree_set(1..9000i64, 0..30);
    let rules = vec((mode(), option::of(name()), 0..HullClass::ALL.len()), HullClass::ALL.len());
    (groups, rules).prop_map(|(groups, rules)| {
        let mut groups: Vec<GroupId> = groups.into_iter().map(GroupId).collect();
        let rule = |(mode, display_name, share): (ClassMode, Option<String>, usize)| {
            let groups = groups.split_off(groups.len().saturating_sub(share));
            ClassRule { mode, groups, display_name }
        };
        HullClass::ALL.into_iter().zip(rules.into_iter().map(rule)).collect()
    })
}

/// Known places, and now and then one that the embedded New Eden does not know.
fn places<P: PlaceLevel + std::fmt::Debug + 'static>(most: usize) -> impl Strategy<Value = BTreeSet<P>> {
    let known: Vec<P> = P::all().map(|(place, _)| place).collect();
    let newer = (P::IDS.end - 1000..P::IDS.end).prop_map(P::from_id);
    btree_set(prop_oneof![9 => select(known), 1 => newer], 0..most)
}

fn place_set() -> impl Strategy<Value = PlaceSet> {
    (places(6), places(6), places(40)).prop_map(|(regions, constellations, systems)| PlaceSet {
        regions,
        constellations,
        systems,
    })
}

fn scope_kind() -> impl Strategy<Value = ScopeKind> {
    select(vec![ScopeKind::Everywhere, ScopeKind::OnlyListed, ScopeKind::AllButListed])
}

fn policies() -> impl Strategy<Value = Policy> {
    let of_places = (scope_kind(), place_set(), btree_map(name(), place_set(), 0..4), any::<bool>());
    let of_time = (
        vec(300..=30 * 86_400u64, 0..=6),
        0..=LONGEST_GROUP_WAIT,
        option::of(300..u64::MAX),
        option::of(300..u64::MAX),
        0..=LONGEST_LEFT_ALERTS,
    );
    let rules = samples();
    let watch = subsequence(rules.clone(), 0..=rules.len());
    (classes(), of_places, of_time, watch).prop_map(|(classes, (kind, listed, places, never_known), times, watch)| {
        let sets = places.keys().step_by(2).cloned().collect();
        let PlaceSet { regions, constellations, systems } = listed;
        let (snooze_durations, group_wait_secs, critical, alerting, left_alerts_secs) = times;
        let mut policy = Policy {
            classes,
            scope: Scope { kind, regions, constellations, systems, sets },
            places,
            never_known_in_scope: never_known,
            snooze_durations,
            group_wait_secs,
            repeat: Repeat { critical, alerting },
            left_alerts_secs,
            watch,
        };
        if policy.validate().is_err() {
            // The one thing that is left to chance here: "only listed" with nothing listed.
            policy.scope.kind = ScopeKind::AllButListed;
        }
        policy
    })
}

fn time() -> impl Strategy<Value = Time> {
    let fine = prop_oneof![4 => Just((0, 0)), 1 => (0..60i8, prop_oneof![Just(0), 0..1_000_000_000i32])];
    (0..24i8, 0..60i8, fine).prop_map(|(hour, minute, (second, nano))| Time::constant(hour, minute, second, nano))
}

fn preferences() -> impl Strategy<Value = Preferences> {
    let quiet = (time(), time(), any::<bool>())
        .prop_filter("quiet hours have a length", |(from, to, _)| from != to)
        .prop_map(|(from, to, critical_breaks_through)| QuietHours { from, to, critical_breaks_through });
    let parts = subsequence(Level::ALL.to_vec(), 0..=5);
    (any::<[bool; 7]>(), option::of(quiet), 5..=u32::MAX, parts).prop_map(
        |(switches, quiet_hours, refresh_secs, open)| {
            let [
                notify_critical,
                notify_alerting,
                sound,
                remember_collapse,
                show_unclassified,
                show_informational,
                letter_keys,
            ] = switches;
            Preferences {
                notify_critical,
                notify_alerting,
                sound,
                quiet_hours,
                refresh_secs,
                open_parts: open.into_iter().collect(),
                remember_collapse,
                show_unclassified,
                show_informational,
                letter_keys,
                ..Preferences::default()
            }
        },
    )
}

proptest! {
    #![proptest_config(cases!(64, "config"))]

    #[test]
    fn what_is_exported_is_read_as_the_same(policy in policies(), preferences in preferences(), paused: bool) {
        let file = to_toml(&policy, &preferences, paused);
        let default = (&Policy::default(), &Preferences::default(), false);
        let read = read(&file, default).map_err(|wrong| TestCaseError::fail(format!("{}\n{file}", english(&wrong))))?;
        prop_assert_eq!(read, (policy, preferences, paused), "{}", file);
    }

    #[test]
    fn whatever_was_in_force_an_export_takes_its_place_but_for_further_sets_of_places(
        here in policies(),
        there in policies(),
        preferences in preferences(),
        others in preferences(),
    ) {
        let file = to_toml(&here, &preferences, true);
        let read = read(&file, (&there, &others, false));
        let (mut policy, found, paused) = read.map_err(|wrong| TestCaseError::fail(english(&wrong)))?;
        policy.places.retain(|name, _| here.places.contains_key(name));
        prop_assert_eq!(&policy, &here);
        prop_assert_eq!(&found, &preferences);
        prop_assert!(paused);
    }

    #[test]
    fn there_is_a_difference_exactly_where_something_differs(one in policies(), other in policies(), look in preferences()) {
        prop_assert!(differences((&one, &look, false), (&one, &look, false)).is_empty());
        if one != other {
            let changes = differences((&one, &look, false), (&other, &look, false));
            prop_assert!(!changes.is_empty());
            for change in changes {
                let [old, new] = [&change.old, &change.new].map(english);
                prop_assert!(old != new && !old.is_empty() && !new.is_empty());
            }
        }
    }
}

#[test]
fn an_empty_file_changes_nothing() {
    let policy = Policy { group_wait_secs: 7, ..Policy::default() };
    let preferences = Preferences { refresh_secs: 9, ..Preferences::default() };
    for file in
        ["", "\n# only a comment\n", "[classes]\n[scope]\n[places]\n[snooze]\n[repeat]\n[notifications]\n[window]\n"]
    {
        let read = read(file, (&policy, &preferences, true)).unwrap();
        assert_eq!(read, (policy.clone(), preferences.clone(), true));
    }
}
