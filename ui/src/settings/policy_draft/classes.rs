//! Classes while they are edited: modes, names and groups.

use captrack_domain::class::HullClass;
use captrack_domain::ids::GroupId;
use captrack_domain::policy::{ClassMode, ClassRule, Policy, PolicyError};

/// The threshold of a class that never had one.
const USUAL_THRESHOLD: u32 = 5;

/// The rule of a class; one that the policy does not name is as it comes.
pub fn rule_of(policy: &Policy, class: HullClass) -> ClassRule {
    policy.classes.get(&class).cloned().unwrap_or_else(|| ClassRule::default_of(class))
}

/// The class that lists a group.
pub fn class_of_group(policy: &Policy, group: GroupId) -> Option<HullClass> {
    HullClass::ALL.into_iter().find(|class| rule_of(policy, *class).groups.contains(&group))
}

/// Why the rule of a class cannot be used, whatever the other rules are.
pub fn class_refused(policy: &Policy, class: HullClass) -> Option<PolicyError> {
    let alone = Policy { classes: [(class, rule_of(policy, class))].into(), ..Policy::default() };
    alone.validate().err()
}

/// The threshold that a class gets when the user chooses that mode: the one in force, else the default one.
pub fn threshold_for(class: HullClass, in_force: &Policy, default: &Policy) -> u32 {
    [in_force, default]
        .into_iter()
        .find_map(|policy| match policy.mode(class) {
            ClassMode::Threshold { n } => Some(n),
            _ => None,
        })
        .unwrap_or(USUAL_THRESHOLD)
}

fn rule(policy: &mut Policy, class: HullClass) -> &mut ClassRule {
    policy.classes.entry(class).or_insert_with(|| ClassRule::default_of(class))
}

pub(super) fn set_mode(policy: &mut Policy, class: HullClass, mode: ClassMode) {
    rule(policy, class).mode = mode;
}

/// What is only blanks is kept as it is typed, so that the policy can say what is wrong with it.
pub(super) fn set_display_name(policy: &mut Policy, class: HullClass, name: &str) {
    rule(policy, class).display_name = (!name.is_empty()).then(|| name.to_owned());
}

pub(super) fn add_group(policy: &mut Policy, class: HullClass, group: GroupId) {
    remove_group(policy, group);
    rule(policy, class).groups.push(group);
}

pub(super) fn remove_group(policy: &mut Policy, group: GroupId) {
    // A class that the policy does not name has groups all the same: it must be named to lose one.
    if let Some(class) = class_of_group(policy, group) {
        rule(policy, class).groups.retain(|one| *one != group);
    }
}

/// Takes back the groups that a class comes with from whichever class has them.
pub(super) fn set_default(policy: &mut Policy, class: HullClass, default: &Policy) {
    let as_it_comes = rule_of(default, class);
    for group in &as_it_comes.groups {
        remove_group(policy, *group);
    }
    policy.classes.insert(class, as_it_comes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_that_the_policy_forgot_gets_its_groups_with_its_mode() {
        let mut policy = Policy::default();
        policy.classes.clear();
        set_mode(&mut policy, HullClass::Titan, ClassMode::Ignore);
        assert_eq!(policy.classes[&HullClass::Titan].groups, HullClass::Titan.default_groups());
        assert_eq!(policy.mode(HullClass::Titan), ClassMode::Ignore);
    }

    #[test]
    fn a_threshold_comes_back_as_it_was() {
        let default = Policy::default();
        let mut in_force = default.clone();
        set_mode(&mut in_force, HullClass::Carrier, ClassMode::Threshold { n: 9 });
        set_mode(&mut in_force, HullClass::Dreadnought, ClassMode::Always);
        assert_eq!(threshold_for(HullClass::Carrier, &in_force, &default), 9);
        assert_eq!(threshold_for(HullClass::Dreadnought, &in_force, &default), 5);
        assert_eq!(threshold_for(HullClass::Freighter, &in_force, &default), 5);
    }

    #[test]
    fn a_group_is_in_one_class_only_wherever_it_is_put() {
        let mut policy = Policy::default();
        add_group(&mut policy, HullClass::Dreadnought, GroupId(547));
        assert_eq!(class_of_group(&policy, GroupId(547)), Some(HullClass::Dreadnought));
        assert!(rule_of(&policy, HullClass::Carrier).groups.is_empty());
        add_group(&mut policy, HullClass::Dreadnought, GroupId(547));
        assert_eq!(rule_of(&policy, HullClass::Dreadnought).groups, [GroupId(485), GroupId(547)]);
        policy.validate().unwrap();
    }

    #[test]
    fn a_group_can_leave_a_class_that_the_policy_does_not_name() {
        let mut policy = Policy::default();
        policy.classes.clear();
        remove_group(&mut policy, GroupId(30));
        assert_eq!(class_of_group(&policy, GroupId(30)), None);
    }

    #[test]
    fn a_class_that_is_reset_takes_its_groups_back_and_keeps_none_of_the_others() {
        let default = Policy::default();
        let mut policy = default.clone();
        add_group(&mut policy, HullClass::Dreadnought, GroupId(547));
        set_display_name(&mut policy, HullClass::Carrier, "Chickens");
        set_default(&mut policy, HullClass::Carrier, &default);
        assert_eq!(policy, default);
    }

    #[test]
    fn what_is_wrong_with_a_class_is_told_where_it_stands() {
        let mut policy = Policy::default();
        set_mode(&mut policy, HullClass::Carrier, ClassMode::Threshold { n: 1001 });
        set_display_name(&mut policy, HullClass::Titan, &"x".repeat(41));
        assert_eq!(
            class_refused(&policy, HullClass::Carrier),
            Some(PolicyError::Threshold { class: HullClass::Carrier, n: 1001 })
        );
        assert_eq!(
            class_refused(&policy, HullClass::Titan),
            Some(PolicyError::DisplayName { class: HullClass::Titan })
        );
        assert_eq!(class_refused(&policy, HullClass::Dreadnought), None);
    }

    #[test]
    fn a_name_that_is_taken_away_is_new_edens_and_one_of_blanks_is_refused() {
        let mut policy = Policy::default();
        set_display_name(&mut policy, HullClass::Titan, "Big ones");
        assert_eq!(policy.display_name(HullClass::Titan), Some("Big ones"));
        set_display_name(&mut policy, HullClass::Titan, "  ");
        assert!(policy.validate().is_err());
        set_display_name(&mut policy, HullClass::Titan, "");
        assert_eq!(policy, Policy::default());
    }
}
