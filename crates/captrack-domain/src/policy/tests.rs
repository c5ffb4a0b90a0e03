use super::*;
use crate::text::in_english;

fn edited(edit: impl FnOnce(&mut Policy)) -> Policy {
    let mut policy = Policy::default();
    edit(&mut policy);
    policy
}

fn rule(policy: &mut Policy, class: HullClass) -> &mut ClassRule {
    policy.classes.get_mut(&class).unwrap()
}

fn threshold(n: u32) -> Policy {
    edited(|policy| rule(policy, HullClass::Carrier).mode = ClassMode::Threshold { n })
}

fn called(name: &str) -> Policy {
    edited(|policy| rule(policy, HullClass::Carrier).display_name = Some(name.into()))
}

fn with_groups(class: HullClass, groups: &[i64]) -> Policy {
    edited(|policy| rule(policy, class).groups.extend(groups.iter().copied().map(GroupId)))
}

fn only_listed(sets: &[&str], places: &[(&str, PlaceSet)]) -> Policy {
    edited(|policy| {
        policy.scope.kind = ScopeKind::OnlyListed;
        policy.scope.sets = sets.iter().map(|name| (*name).to_owned()).collect();
        policy.places = places.iter().map(|(name, set)| ((*name).to_owned(), set.clone())).collect();
    })
}

fn only_in(list: impl FnOnce(&mut Scope)) -> Policy {
    edited(|policy| {
        policy.scope.kind = ScopeKind::OnlyListed;
        list(&mut policy.scope);
    })
}

fn delve() -> PlaceSet {
    PlaceSet { regions: [crate::ids::RegionId(10_000_060)].into(), ..PlaceSet::default() }
}

fn set_called(name: &str) -> Policy {
    edited(|policy| drop(policy.places.insert(name.into(), delve())))
}

fn snoozes(seconds: &[u64]) -> Policy {
    Policy { snooze_durations: seconds.to_vec(), ..Policy::default() }
}

fn repeats(critical: Option<u64>, alerting: Option<u64>) -> Policy {
    Policy { repeat: Repeat { critical, alerting }, ..Policy::default() }
}

fn gathered(group_wait_secs: u32) -> Policy {
    Policy { group_wait_secs, ..Policy::default() }
}

const DAY: u64 = 86_400;

#[test]
fn the_default_policy_is_valid_and_is_what_the_documentation_says() {
    let policy = Policy::default();
    policy.validate().unwrap();
    assert_eq!(policy.class_of(Some(GroupId(4594))), HullClass::LancerDreadnought);
    assert_eq!(policy.class_of(Some(GroupId(1972))), HullClass::Unclassified);
    assert_eq!(policy.tracked_groups().count(), 10);
    assert_eq!(policy.classes[&HullClass::CapitalIndustrial].groups, [GroupId(883)]);
    assert_eq!(policy.scope, Scope::default());
    assert_eq!(policy.scope.kind, ScopeKind::Everywhere);
    assert!(policy.never_known_in_scope);
    assert_eq!(policy.snooze_durations, [3600, 6 * 3600, 24 * 3600]);
    assert_eq!((policy.repeat.critical, policy.repeat.alerting, policy.group_wait_secs), (None, None, 30));
}

#[test]
fn the_default_mode_of_every_class_is_that_of_the_rules() {
    let modes: Vec<String> = HullClass::ALL
        .into_iter()
        .map(|class| format!("{}: {:?}", class.plural(), Policy::default().mode(class)))
        .collect();
    insta::assert_snapshot!(modes.join("\n"), @r"
    titans: Always
    supercarriers: Always
    dreadnoughts: Threshold { n: 5 }
    lancer dreadnoughts: Threshold { n: 5 }
    carriers: Threshold { n: 5 }
    command carriers: Threshold { n: 5 }
    force auxiliaries: Threshold { n: 5 }
    capital industrials: TrackOnly
    jump freighters: Ignore
    freighters: Ignore
    unclassified capitals: TrackOnly
    ");
}

#[test]
fn each_bad_value_is_refused_with_its_sentence() {
    let forty_one = "x".repeat(41);
    let table = [
        ("a threshold of 0", threshold(0)),
        ("a threshold of 1001", threshold(1001)),
        ("a group in two classes", with_groups(HullClass::Carrier, &[30])),
        ("no display name", called("")),
        ("a display name of spaces", called("  ")),
        ("a display name of 41 characters", called(&forty_one)),
        ("only listed, with an empty list", only_listed(&[], &[])),
        ("only listed, with an empty set", only_listed(&["home"], &[("home", PlaceSet::default())])),
        ("only listed, with a set that is not listed", only_listed(&[], &[("home", delve())])),
        ("a set that is not there", only_listed(&["home", "nowhere"], &[("home", delve())])),
        ("a set without a name", set_called(" ")),
        ("a set with a name of 41 characters", set_called(&forty_one)),
        ("a snooze under 5 minutes", snoozes(&[3600, 299])),
        ("a snooze over 30 days", snoozes(&[30 * DAY + 1])),
        ("seven snoozes", snoozes(&[600; 7])),
        ("a repeat of critical under 5 minutes", repeats(Some(299), None)),
        ("a repeat of alerting under 5 minutes", repeats(None, Some(0))),
        ("a group wait of more than an hour", gathered(3601)),
        (
            "ships of who left for more than a year",
            Policy { left_alerts_secs: LONGEST_LEFT_ALERTS + 1, ..Policy::default() },
        ),
    ];
    let refused: Vec<String> = table
        .into_iter()
        .map(|(what, policy)| format!("{what}: {}", in_english(&policy.validate().unwrap_err().text())))
        .collect();
    insta::assert_snapshot!(refused.join("\n"), @r#"
    a threshold of 0: the threshold of carriers must be between 1 and 1000, not 0
    a threshold of 1001: the threshold of carriers must be between 1 and 1000, not 1001
    a group in two classes: group 30 is in two classes, titans and carriers: leave it in one
    no display name: the display name of carriers must have 1 to 40 visible characters
    a display name of spaces: the display name of carriers must have 1 to 40 visible characters
    a display name of 41 characters: the display name of carriers must have 1 to 40 visible characters
    only listed, with an empty list: "only in the listed places" needs at least one region, constellation or system: add one, or alert everywhere
    only listed, with an empty set: "only in the listed places" needs at least one region, constellation or system: add one, or alert everywhere
    only listed, with a set that is not listed: "only in the listed places" needs at least one region, constellation or system: add one, or alert everywhere
    a set that is not there: there is no set of places called "nowhere": save it first or take it out of the list
    a set without a name: a set of places needs a name of 1 to 40 visible characters, not ""
    a set with a name of 41 characters: a set of places needs a name of 1 to 40 visible characters, not "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"
    a snooze under 5 minutes: a snooze must last between 5 minutes and 30 days: choose another length
    a snooze over 30 days: a snooze must last between 5 minutes and 30 days: choose another length
    seven snoozes: at most six snooze durations can be offered: remove one first
    a repeat of critical under 5 minutes: reminders can be sent every 5 minutes at most: choose a longer interval
    a repeat of alerting under 5 minutes: reminders can be sent every 5 minutes at most: choose a longer interval
    a group wait of more than an hour: what is not critical can be gathered for an hour at most: choose a shorter time
    ships of who left for more than a year: ships of pilots who have left AllianceAuth can alert for a year at most: choose a shorter time
    "#);
}

#[test]
fn each_value_at_the_edge_of_what_can_be_meant_is_accepted() {
    let forty = "ä".repeat(40);
    let table = [
        ("a threshold of 1", threshold(1)),
        ("a threshold of 1000", threshold(1000)),
        ("a group that no class had", with_groups(HullClass::CapitalIndustrial, &[941])),
        ("a group twice in one class", with_groups(HullClass::Carrier, &[547])),
        ("a display name of 1 character", called("C")),
        ("a display name of 40 characters", called(&forty)),
        ("only listed, with a set", only_listed(&["home"], &[("home", delve())])),
        ("only listed, with a region", only_in(|scope| scope.regions.extend([crate::ids::RegionId(10_000_060)]))),
        (
            "only listed, with a constellation",
            only_in(|scope| scope.constellations.extend([crate::ids::ConstellationId(20_000_700)])),
        ),
        ("only listed, with a system", only_in(|scope| scope.systems.extend([crate::ids::SystemId(30_004_759)]))),
        ("a set that the scope does not list", set_called("home")),
        ("a snooze of 5 minutes", snoozes(&[300])),
        ("a snooze of 30 days", snoozes(&[30 * DAY])),
        ("six snoozes", snoozes(&[600; 6])),
        ("no snoozes but until cleared", snoozes(&[])),
        ("a repeat of 5 minutes", repeats(Some(300), Some(300))),
        ("a repeat of a year", repeats(Some(365 * DAY), None)),
        ("no group wait", gathered(0)),
        ("a group wait of an hour", gathered(3600)),
        ("ships of who left for a year", Policy { left_alerts_secs: LONGEST_LEFT_ALERTS, ..Policy::default() }),
    ];
    for (what, policy) in table {
        assert_eq!(policy.validate(), Ok(()), "{what}");
    }
    let mut all_but_nothing = Policy::default();
    all_but_nothing.scope.kind = ScopeKind::AllButListed;
    assert_eq!(all_but_nothing.validate(), Ok(()));
}

#[test]
fn a_display_name_serves_for_one_and_for_several() {
    let policy = called("Flat tops");
    assert_eq!(policy.counted(HullClass::Carrier, 1), "1 Flat tops");
    assert_eq!(policy.counted(HullClass::Carrier, 6), "6 Flat tops");
    assert_eq!(policy.counted(HullClass::Titan, 1), "1 titan");
    assert_eq!(policy.counted(HullClass::ForceAuxiliary, 2), "2 force auxiliaries");
    assert_eq!(
        (policy.plural(HullClass::Carrier), policy.plural(HullClass::Titan)),
        ("Flat tops".into(), "titans".into())
    );
}

#[test]
fn a_group_can_be_given_to_another_class() {
    let mut policy = Policy::default();
    rule(&mut policy, HullClass::CapitalIndustrial).groups.clear();
    rule(&mut policy, HullClass::Freighter).groups.push(GroupId(883));
    policy.validate().unwrap();
    assert_eq!(policy.class_of(Some(GroupId(883))), HullClass::Freighter);
    assert_eq!(policy.class_of(None), HullClass::Unclassified);
}

#[test]
fn policies_survive_json_and_unknown_fields() {
    let mut policy = only_listed(&["home"], &[("home", delve()), ("hostile staging", delve())]);
    policy.repeat.critical = Some(3600);
    policy.left_alerts_secs = 86_400;
    rule(&mut policy, HullClass::Titan).display_name = Some("Big ones".into());
    let mut json = serde_json::to_value(&policy).unwrap();
    json["something_new"] = 1.into();
    assert_eq!(serde_json::from_value::<Policy>(json).unwrap(), policy);
}

#[test]
fn a_policy_that_was_kept_before_sets_and_repeats_existed_is_read() {
    let mut json = serde_json::to_value(Policy::default()).unwrap();
    for field in ["places", "repeat"] {
        assert!(json.as_object_mut().unwrap().remove(field).is_some());
    }
    json["scope"].as_object_mut().unwrap().remove("sets");
    for class in json["classes"].as_object_mut().unwrap().values_mut() {
        class.as_object_mut().unwrap().remove("display_name");
    }
    assert_eq!(serde_json::from_value::<Policy>(json).unwrap(), Policy::default());
}

#[test]
fn a_policy_that_says_nothing_new_of_who_has_left_crosses_as_it_always_has() {
    let json = serde_json::to_value(Policy::default()).unwrap();
    assert_eq!(json.get("left_alerts_secs"), None);
}
