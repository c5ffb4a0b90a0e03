//! What differs between two policies, each difference as the user sees it: one a class, one for the list of places.

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::policy::Policy;

use crate::settings::policy_draft::classes::rule_of;

/// What the user sees as one setting of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// A class with its mode, name and groups.
    Class(HullClass),
    /// How the list of places is read, and what is on it.
    Scope,
    /// Ships whose location was never known.
    NeverKnown,
    /// A set of places.
    PlaceSet(String),
    /// The snooze durations.
    Durations,
    /// How long news is gathered.
    GroupWait,
    /// Pilots who have left AllianceAuth.
    LeftAlerts,
    /// The reminders of a level.
    Repeat(AlertLevel),
}

/// What differs.
pub fn differences(in_force: &Policy, draft: &Policy) -> Vec<Setting> {
    let differ = |setting: &Setting| match setting {
        Setting::Class(class) => rule_of(in_force, *class) != rule_of(draft, *class),
        Setting::Scope => in_force.scope != draft.scope,
        Setting::NeverKnown => in_force.never_known_in_scope != draft.never_known_in_scope,
        Setting::PlaceSet(name) => in_force.places.get(name) != draft.places.get(name),
        Setting::Durations => in_force.snooze_durations != draft.snooze_durations,
        Setting::GroupWait => in_force.group_wait_secs != draft.group_wait_secs,
        Setting::LeftAlerts => in_force.left_alerts_secs != draft.left_alerts_secs,
        Setting::Repeat(level) => in_force.repeat.of(*level) != draft.repeat.of(*level),
    };
    let sets: BTreeSet<&String> = in_force.places.keys().chain(draft.places.keys()).collect();
    let mut settings: Vec<Setting> = HullClass::ALL.into_iter().map(Setting::Class).collect();
    settings.extend([Setting::Scope, Setting::NeverKnown]);
    settings.extend(sets.into_iter().cloned().map(Setting::PlaceSet));
    settings.extend([
        Setting::Durations,
        Setting::GroupWait,
        Setting::LeftAlerts,
        Setting::Repeat(AlertLevel::Critical),
        Setting::Repeat(AlertLevel::Alerting),
    ]);
    settings.retain(differ);
    settings
}

/// How many settings differ.
pub fn changes(in_force: &Policy, draft: &Policy) -> usize {
    differences(in_force, draft).len()
}

/// A draft made of one policy, carried over to another that has come into force meanwhile: what was edited is as it was
/// edited, everything else as it is now.
pub fn carried_over(made_of: &Policy, draft: &Policy, in_force: &Policy) -> Policy {
    let mut policy = in_force.clone();
    for setting in differences(made_of, draft) {
        match setting {
            Setting::Class(class) => {
                policy.classes.insert(class, rule_of(draft, class));
            }
            Setting::Scope => policy.scope = draft.scope.clone(),
            Setting::NeverKnown => policy.never_known_in_scope = draft.never_known_in_scope,
            Setting::PlaceSet(name) => match draft.places.get(&name) {
                Some(set) => {
                    policy.places.insert(name, set.clone());
                }
                None => {
                    policy.places.remove(&name);
                }
            },
            Setting::Durations => policy.snooze_durations.clone_from(&draft.snooze_durations),
            Setting::GroupWait => policy.group_wait_secs = draft.group_wait_secs,
            Setting::LeftAlerts => policy.left_alerts_secs = draft.left_alerts_secs,
            Setting::Repeat(AlertLevel::Critical) => policy.repeat.critical = draft.repeat.critical,
            Setting::Repeat(AlertLevel::Alerting) => policy.repeat.alerting = draft.repeat.alerting,
        }
    }
    policy
}

#[cfg(test)]
mod tests {
    use captrack_contract::PlaceId;
    use captrack_domain::ids::{GroupId, RegionId};
    use captrack_domain::policy::{ClassMode, ScopeKind};

    use super::*;
    use crate::settings::policy_draft::{PolicyEdit, edited};

    fn after(policy: &Policy, edits: &[PolicyEdit]) -> Policy {
        edits.iter().fold(policy.clone(), |policy, edit| edited(&policy, edit, &Policy::default()))
    }

    const DELVE: PlaceId = PlaceId::Region(RegionId(10_000_060));

    #[test]
    fn every_setting_that_can_be_edited_counts_once() {
        let in_force = Policy::default();
        let edits: [(&[PolicyEdit], Setting); 10] = [
            (&[PolicyEdit::Mode(HullClass::Titan, ClassMode::Ignore)], Setting::Class(HullClass::Titan)),
            (
                &[
                    PolicyEdit::Mode(HullClass::Titan, ClassMode::Ignore),
                    PolicyEdit::DisplayName(HullClass::Titan, "Big".into()),
                ],
                Setting::Class(HullClass::Titan),
            ),
            (&[PolicyEdit::ScopeKind(ScopeKind::AllButListed), PolicyEdit::List(DELVE)], Setting::Scope),
            (&[PolicyEdit::NeverKnown(false)], Setting::NeverKnown),
            (&[PolicyEdit::NewSet("home".into())], Setting::PlaceSet("home".into())),
            (&[PolicyEdit::AddDuration(600), PolicyEdit::RemoveDuration(3600)], Setting::Durations),
            (&[PolicyEdit::GroupWait(60)], Setting::GroupWait),
            (&[PolicyEdit::LeftAlerts(0)], Setting::LeftAlerts),
            (&[PolicyEdit::Repeat(AlertLevel::Critical, Some(600))], Setting::Repeat(AlertLevel::Critical)),
            (&[PolicyEdit::Repeat(AlertLevel::Alerting, Some(600))], Setting::Repeat(AlertLevel::Alerting)),
        ];
        for (edits, setting) in edits {
            assert_eq!(differences(&in_force, &after(&in_force, edits)), [setting]);
        }
        assert_eq!(changes(&in_force, &in_force), 0);
    }

    #[test]
    fn a_group_that_moves_changes_both_classes() {
        let in_force = Policy::default();
        let draft = after(&in_force, &[PolicyEdit::AddGroup(HullClass::Dreadnought, GroupId(547))]);
        assert_eq!(changes(&in_force, &draft), 2);
        let back = after(&draft, &[PolicyEdit::AddGroup(HullClass::Carrier, GroupId(547))]);
        assert_eq!(changes(&in_force, &back), 0);
    }

    #[test]
    fn a_class_that_is_not_named_is_as_it_comes() {
        let mut forgotten = Policy::default();
        forgotten.classes.remove(&HullClass::Freighter);
        assert_eq!(changes(&Policy::default(), &forgotten), 0);
    }

    #[test]
    fn a_draft_takes_nothing_back_that_somebody_else_has_changed_meanwhile() {
        let made_of = after(&Policy::default(), &[PolicyEdit::NewSet("old".into())]);
        let draft = after(
            &made_of,
            &[
                PolicyEdit::Mode(HullClass::Titan, ClassMode::TrackOnly),
                PolicyEdit::DeleteSet("old".into()),
                PolicyEdit::NewSet("home".into()),
                PolicyEdit::Repeat(AlertLevel::Critical, Some(3600)),
            ],
        );
        let meanwhile = after(
            &made_of,
            &[
                PolicyEdit::Mode(HullClass::Carrier, ClassMode::Always),
                PolicyEdit::GroupWait(60),
                PolicyEdit::Repeat(AlertLevel::Alerting, Some(600)),
            ],
        );
        let carried = carried_over(&made_of, &draft, &meanwhile);
        assert_eq!(carried.mode(HullClass::Carrier), ClassMode::Always);
        assert_eq!(carried.group_wait_secs, 60);
        assert_eq!(carried.mode(HullClass::Titan), ClassMode::TrackOnly);
        assert_eq!((carried.repeat.critical, carried.repeat.alerting), (Some(3600), Some(600)));
        assert_eq!(carried.places.keys().collect::<Vec<_>>(), ["home"]);
        assert_eq!(changes(&meanwhile, &carried), 4);
    }

    #[test]
    fn a_draft_that_has_come_into_force_leaves_nothing_to_do() {
        let made_of = Policy::default();
        let draft = after(&made_of, &[PolicyEdit::GroupWait(60), PolicyEdit::List(DELVE)]);
        assert_eq!(carried_over(&made_of, &draft, &draft), draft);
    }
}
