//! A policy while it is edited: what differs from the one in force, and how to change it. Pure.

use captrack_domain::class::HullClass;
use captrack_domain::policy::{Mode, Policy};

/// The threshold of a class that never had one.
const USUAL_THRESHOLD: u32 = 5;

/// What differs between two policies, each as the user sees it: one a class, one for the snooze durations.
pub fn changes(in_force: &Policy, draft: &Policy) -> usize {
    let classes = HullClass::ALL.into_iter().filter(|class| class_differs(in_force, draft, *class)).count();
    let durations = usize::from(in_force.snooze_durations != draft.snooze_durations);
    classes + durations
}

/// Whether the rule of a class differs.
pub fn class_differs(in_force: &Policy, draft: &Policy, class: HullClass) -> bool {
    in_force.mode(class) != draft.mode(class)
}

/// Sets what a class does.
pub fn set_mode(policy: &mut Policy, class: HullClass, mode: Mode) {
    let fallback = Policy::default();
    let rule = policy.classes.entry(class);
    if let Some(default) = fallback.classes.get(&class) {
        rule.or_insert_with(|| default.clone()).mode = mode;
    }
}

/// The threshold that a class gets when the user chooses that mode: the one in force, else the default one.
pub fn threshold_for(class: HullClass, in_force: &Policy, default: &Policy) -> u32 {
    [in_force, default]
        .into_iter()
        .find_map(|policy| match policy.mode(class) {
            Mode::Threshold { n } => Some(n),
            _ => None,
        })
        .unwrap_or(USUAL_THRESHOLD)
}

/// The policy with the default modes; groups, scope and all else stay.
pub fn with_default_modes(policy: &Policy, default: &Policy) -> Policy {
    let mut changed = policy.clone();
    for class in HullClass::ALL {
        set_mode(&mut changed, class, default.mode(class));
    }
    changed
}

/// Adds a snooze duration in its place; one that is there already stays as it is.
pub fn add_duration(policy: &mut Policy, seconds: u64) {
    if !policy.snooze_durations.contains(&seconds) {
        policy.snooze_durations.push(seconds);
        policy.snooze_durations.sort_unstable();
    }
}

/// Takes a snooze duration away.
pub fn remove_duration(policy: &mut Policy, seconds: u64) {
    policy.snooze_durations.retain(|length| *length != seconds);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted_as_the_user_sees_them() {
        let in_force = Policy::default();
        let mut draft = in_force.clone();
        assert_eq!(changes(&in_force, &draft), 0);
        set_mode(&mut draft, HullClass::Carrier, Mode::Threshold { n: 3 });
        set_mode(&mut draft, HullClass::Titan, Mode::TrackOnly);
        assert_eq!(changes(&in_force, &draft), 2);
        add_duration(&mut draft, 7200);
        remove_duration(&mut draft, 3600);
        assert_eq!(changes(&in_force, &draft), 3);
        set_mode(&mut draft, HullClass::Titan, Mode::Always);
        assert_eq!(changes(&in_force, &draft), 2);
    }

    #[test]
    fn a_class_that_the_policy_forgot_gets_its_groups_with_its_mode() {
        let mut policy = Policy::default();
        policy.classes.clear();
        set_mode(&mut policy, HullClass::Titan, Mode::Ignore);
        assert_eq!(policy.classes[&HullClass::Titan].groups, HullClass::Titan.default_groups());
        assert_eq!(policy.mode(HullClass::Titan), Mode::Ignore);
    }

    #[test]
    fn a_threshold_comes_back_as_it_was() {
        let default = Policy::default();
        let mut in_force = default.clone();
        set_mode(&mut in_force, HullClass::Carrier, Mode::Threshold { n: 9 });
        set_mode(&mut in_force, HullClass::Dreadnought, Mode::Always);
        assert_eq!(threshold_for(HullClass::Carrier, &in_force, &default), 9);
        assert_eq!(threshold_for(HullClass::Dreadnought, &in_force, &default), 5);
        assert_eq!(threshold_for(HullClass::Freighter, &in_force, &default), 5);
    }

    #[test]
    fn defaults_change_modes_and_nothing_else() {
        let default = Policy::default();
        let mut policy = default.clone();
        set_mode(&mut policy, HullClass::Titan, Mode::Ignore);
        policy.snooze_durations = vec![600];
        let back = with_default_modes(&policy, &default);
        assert_eq!(back.mode(HullClass::Titan), Mode::Always);
        assert_eq!(back.snooze_durations, [600]);
    }

    #[test]
    fn durations_stay_in_order_and_are_there_once() {
        let mut policy = Policy::default();
        add_duration(&mut policy, 7200);
        add_duration(&mut policy, 7200);
        assert_eq!(policy.snooze_durations, [3600, 7200, 21_600, 86_400]);
        remove_duration(&mut policy, 3600);
        assert_eq!(policy.snooze_durations, [7200, 21_600, 86_400]);
    }
}
