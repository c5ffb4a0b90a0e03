//! A policy while it is edited: how to change it, and what differs from the one in force. Pure.

mod classes;
mod differences;
mod places;

pub use classes::{class_of_group, class_refused, rule_of, threshold_for};
pub use differences::{Setting, carried_over, changes, differences};
pub use places::{NameRefused, listed, places_of, set_name};

use captrack_contract::PlaceId;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::GroupId;
use captrack_domain::policy::{ClassMode, Policy, ScopeKind};

/// A change of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyEdit {
    /// What a class does.
    Mode(HullClass, ClassMode),
    /// What the user calls its hulls; empty: as New Eden does.
    DisplayName(HullClass, String),
    /// A group becomes part of a class, whichever it was in before.
    AddGroup(HullClass, GroupId),
    /// A group is part of no class.
    RemoveGroup(GroupId),
    /// A class is as it comes, its groups included.
    DefaultClass(HullClass),
    /// All of them are.
    DefaultClasses,
    /// How the list of places is read.
    ScopeKind(ScopeKind),
    /// One more place on the list.
    List(PlaceId),
    /// One less.
    Unlist(PlaceId),
    /// One more set of places on the list.
    ListSet(String),
    /// One less; the set stays.
    UnlistSet(String),
    /// The listed places become a set of that name, which takes their place on the list.
    SaveListed(String),
    /// A set without any place.
    NewSet(String),
    /// A set is called otherwise, on the list as well.
    RenameSet(String, String),
    /// A set is gone, from the list as well.
    DeleteSet(String),
    /// One more place in a set.
    AddToSet(String, PlaceId),
    /// One less.
    RemoveFromSet(String, PlaceId),
    /// Whether hulls whose place was never known are in scope.
    NeverKnown(bool),
    /// One more snooze duration, in seconds.
    AddDuration(u64),
    /// One less.
    RemoveDuration(u64),
    /// How long what is not critical is gathered, in seconds.
    GroupWait(u32),
    /// For how long hulls of pilots who have left AllianceAuth alert, in seconds.
    LeftAlerts(u32),
    /// When what still stands on a level is told again, in seconds; none: never.
    Repeat(AlertLevel, Option<u64>),
}

/// The policy after an edit. `default` is the one that the program comes with.
pub fn edited(policy: &Policy, edit: &PolicyEdit, default: &Policy) -> Policy {
    let mut policy = policy.clone();
    match edit {
        PolicyEdit::Mode(class, mode) => classes::set_mode(&mut policy, *class, *mode),
        PolicyEdit::DisplayName(class, name) => classes::set_display_name(&mut policy, *class, name),
        PolicyEdit::AddGroup(class, group) => classes::add_group(&mut policy, *class, *group),
        PolicyEdit::RemoveGroup(group) => classes::remove_group(&mut policy, *group),
        PolicyEdit::DefaultClass(class) => classes::set_default(&mut policy, *class, default),
        PolicyEdit::DefaultClasses => policy.classes = default.classes.clone(),
        PolicyEdit::ScopeKind(kind) => policy.scope.kind = *kind,
        PolicyEdit::List(place) => places::list(&mut policy.scope, *place),
        PolicyEdit::Unlist(place) => places::unlist(&mut policy.scope, *place),
        PolicyEdit::ListSet(name) => places::list_set(&mut policy, name),
        PolicyEdit::UnlistSet(name) => {
            policy.scope.sets.remove(name);
        }
        PolicyEdit::SaveListed(name) => places::save_listed(&mut policy, name),
        PolicyEdit::NewSet(name) => {
            policy.places.entry(name.clone()).or_default();
        }
        PolicyEdit::RenameSet(from, to) => places::rename_set(&mut policy, from, to),
        PolicyEdit::DeleteSet(name) => places::delete_set(&mut policy, name),
        PolicyEdit::AddToSet(name, place) => places::add_to_set(&mut policy, name, *place),
        PolicyEdit::RemoveFromSet(name, place) => places::remove_from_set(&mut policy, name, *place),
        PolicyEdit::NeverKnown(in_scope) => policy.never_known_in_scope = *in_scope,
        PolicyEdit::AddDuration(seconds) => add_duration(&mut policy, *seconds),
        PolicyEdit::RemoveDuration(seconds) => policy.snooze_durations.retain(|length| length != seconds),
        PolicyEdit::GroupWait(seconds) => policy.group_wait_secs = *seconds,
        PolicyEdit::LeftAlerts(seconds) => policy.left_alerts_secs = *seconds,
        PolicyEdit::Repeat(AlertLevel::Critical, seconds) => policy.repeat.critical = *seconds,
        PolicyEdit::Repeat(AlertLevel::Alerting, seconds) => policy.repeat.alerting = *seconds,
    }
    policy
}

/// Adds a snooze duration in its place; one that is there already stays as it is.
fn add_duration(policy: &mut Policy, seconds: u64) {
    if !policy.snooze_durations.contains(&seconds) {
        policy.snooze_durations.push(seconds);
        policy.snooze_durations.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(policy: &Policy, edits: &[PolicyEdit]) -> Policy {
        edits.iter().fold(policy.clone(), |policy, edit| edited(&policy, edit, &Policy::default()))
    }

    #[test]
    fn durations_stay_in_order_and_are_there_once() {
        let policy = after(&Policy::default(), &[PolicyEdit::AddDuration(7200), PolicyEdit::AddDuration(7200)]);
        assert_eq!(policy.snooze_durations, [3600, 7200, 21_600, 86_400]);
        let policy = after(&policy, &[PolicyEdit::RemoveDuration(3600)]);
        assert_eq!(policy.snooze_durations, [7200, 21_600, 86_400]);
    }

    #[test]
    fn repeats_are_set_level_by_level() {
        let policy = after(
            &Policy::default(),
            &[PolicyEdit::Repeat(AlertLevel::Critical, Some(3600)), PolicyEdit::GroupWait(60)],
        );
        assert_eq!((policy.repeat.critical, policy.repeat.alerting), (Some(3600), None));
        assert_eq!(policy.group_wait_secs, 60);
        let policy = after(&policy, &[PolicyEdit::Repeat(AlertLevel::Critical, None)]);
        assert_eq!(policy.repeat.critical, None);
    }
}
