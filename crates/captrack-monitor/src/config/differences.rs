//! What differs between settings, in words: for imports, the activity log and whoever asks before saving.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::SettingChange;
use captrack_domain::class::HullClass;
use captrack_domain::class_text::classes;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::GroupId;
use captrack_domain::policy::{ClassMode, PlaceSet, Policy, ScopeKind};
use captrack_domain::preferences::{Preferences, Theme};
use captrack_domain::quiet::QuietHours;
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};
use captrack_universe::universe;

use super::CurrentSettings;
use super::duration::exact_length;
use super::places::{PlaceLevel, called};
use super::watch::watch_differences;
use super::write::clock;

/// A list of names that is longer than this is told by what comes and goes.
const NAMES: usize = 12;

/// Names by what they are sorted by.
type Names = BTreeMap<String, Argument>;

/// What differs, one line a setting, in the order of the settings window.
pub fn differences(before: CurrentSettings<'_>, after: CurrentSettings<'_>) -> Vec<SettingChange> {
    let mut changes = SettingChanges::default();
    changes.compare(text!("setting-monitoring"), on(!before.2), on(!after.2));
    changes.0.extend(policy_differences(before.0, after.0));
    changes.0.extend(preference_differences(before.1, after.1));
    changes.0
}

/// What differs between two policies.
pub fn policy_differences(before: &Policy, after: &Policy) -> Vec<SettingChange> {
    let mut changes = SettingChanges::default();
    for class in HullClass::ALL {
        let of = || classes(class, &());
        changes.compare(text!("setting-class", classes = of()), mode(before.mode(class)), mode(after.mode(class)));
        changes.compare(text!("setting-groups", classes = of()), groups(before, class), groups(after, class));
        let (old, new) = (called_by_user(before, class), called_by_user(after, class));
        changes.compare(text!("setting-display-name", classes = of()), old, new);
    }
    changes.compare(text!("setting-scope"), scope_kind(before.scope.kind), scope_kind(after.scope.kind));
    let (old, new) = (names_of(&before.scope.regions), names_of(&after.scope.regions));
    changes.compare_names(text!("setting-regions"), &old, &new);
    let (old, new) = (names_of(&before.scope.constellations), names_of(&after.scope.constellations));
    changes.compare_names(text!("setting-constellations"), &old, &new);
    let (old, new) = (names_of(&before.scope.systems), names_of(&after.scope.systems));
    changes.compare_names(text!("setting-systems"), &old, &new);
    let (old, new) = (in_quotes(&before.scope.sets), in_quotes(&after.scope.sets));
    changes.compare_names(text!("setting-sets"), &old, &new);
    let (old, new) = (never_known(before.never_known_in_scope), never_known(after.never_known_in_scope));
    changes.compare(text!("setting-never-known"), old, new);
    for name in before.places.keys().chain(after.places.keys()).collect::<BTreeSet<_>>() {
        let setting = text!("setting-set-of-places", name = name.as_str());
        match (before.places.get(name), after.places.get(name)) {
            (Some(old), Some(new)) => changes.compare_names(setting, &names_in(old), &names_in(new)),
            (old, new) => changes.compare(setting, whole_set(old), whole_set(new)),
        }
    }
    watch_differences(&mut changes, before, after);
    changes.compare(text!("setting-snoozes"), snoozes(before), snoozes(after));
    let wait = |policy: &Policy| exact_length(u64::from(policy.group_wait_secs));
    changes.compare(text!("setting-group-wait"), wait(before), wait(after));
    let left = |policy: &Policy| match policy.left_alerts_secs {
        0 => text!("value-not-at-all"),
        secs => text!("value-for", length = exact_length(u64::from(secs))),
    };
    changes.compare(text!("setting-left-alerts"), left(before), left(after));
    let (old, new) = (every(before.repeat.critical), every(after.repeat.critical));
    changes.compare(text!("setting-repeat-critical"), old, new);
    let (old, new) = (every(before.repeat.alerting), every(after.repeat.alerting));
    changes.compare(text!("setting-repeat-alerting"), old, new);
    changes.0
}

/// What differs in look and behaviour.
pub fn preference_differences(before: &Preferences, after: &Preferences) -> Vec<SettingChange> {
    let mut changes = SettingChanges::default();
    changes.compare(text!("setting-notify-critical"), on(before.notify_critical), on(after.notify_critical));
    changes.compare(text!("setting-notify-alerting"), on(before.notify_alerting), on(after.notify_alerting));
    changes.compare(text!("setting-sound"), on(before.sound), on(after.sound));
    changes.compare(text!("setting-quiet-hours"), quiet(before.quiet_hours), quiet(after.quiet_hours));
    let refresh = |preferences: &Preferences| every(Some(u64::from(preferences.refresh_secs)));
    changes.compare(text!("setting-refresh"), refresh(before), refresh(after));
    changes.compare(text!("setting-open-parts"), parts(&before.open_parts), parts(&after.open_parts));
    let (old, new) = (on(before.remember_collapse), on(after.remember_collapse));
    changes.compare(text!("setting-remember-collapse"), old, new);
    let (old, new) = (on(before.show_unclassified), on(after.show_unclassified));
    changes.compare(text!("setting-show-unclassified"), old, new);
    let (old, new) = (on(before.show_informational), on(after.show_informational));
    changes.compare(text!("setting-show-informational"), old, new);
    changes.compare(text!("setting-letter-keys"), on(before.letter_keys), on(after.letter_keys));
    changes.compare(text!("setting-theme"), theme(before.theme), theme(after.theme));
    changes.compare(text!("setting-autostart"), on(before.autostart), on(after.autostart));
    changes.0
}

#[derive(Default)]
pub(super) struct SettingChanges(pub(super) Vec<SettingChange>);

impl SettingChanges {
    pub(super) fn compare(&mut self, setting: Text, old: Text, new: Text) {
        if old != new {
            self.0.push(SettingChange { setting, old, new });
        }
    }

    /// Lists of names: all of them while they are few, else how many and what comes and goes.
    fn compare_names(&mut self, setting: Text, old: &Names, new: &Names) {
        if old.keys().eq(new.keys()) {
            return;
        }
        if old.len().max(new.len()) <= NAMES {
            return self.0.push(SettingChange { setting, old: names_text(old), new: names_text(new) });
        }
        let other_than = |these: &Names, those: &Names| -> Names {
            let names = these.iter().filter(|(name, _)| !those.contains_key(*name));
            names.map(|(name, argument)| (name.clone(), argument.clone())).collect()
        };
        let (come, gone) = (other_than(new, old), other_than(old, new));
        let come = (!come.is_empty()).then(|| text!("value-with", names = names_text(&come)));
        let gone = (!gone.is_empty()).then(|| text!("value-without", names = names_text(&gone)));
        let changes = Argument::list(Joined::Comma, come.into_iter().chain(gone));
        let new = text!("value-number-and-changes", n = new.len(), changes = changes);
        self.0.push(SettingChange { setting, old: text!("value-number", n = old.len()), new });
    }
}

/// The first of them, and how many more there are.
fn names_text(names: &Names) -> Text {
    let first = Argument::list(Joined::Comma, names.values().take(NAMES).cloned());
    match (names.len(), names.len().saturating_sub(NAMES)) {
        (0, _) => none(),
        (_, 0) => text!("value-names", names = first),
        (_, more) => text!("value-names-and-more", names = first, n = more),
    }
}

fn names_of<P: PlaceLevel>(places: &BTreeSet<P>) -> Names {
    let sorted_by = |place: P| place.name().map_or_else(|| place.id().to_string(), str::to_owned);
    places.iter().map(|place| (sorted_by(*place), called(*place))).collect()
}

fn in_quotes(names: &BTreeSet<String>) -> Names {
    names.iter().map(|name| (name.clone(), quoted(name).into())).collect()
}

fn names_in(set: &PlaceSet) -> Names {
    let mut names = names_of(&set.regions);
    // A constellation may be called like its region.
    let constellations = names_of(&set.constellations).into_iter();
    let apart = |(name, called)| (format!("{name} ()"), text!("place-constellation-named", name = called).into());
    names.extend(constellations.map(apart));
    names.extend(names_of(&set.systems));
    names
}

fn whole_set(set: Option<&PlaceSet>) -> Text {
    set.map_or_else(
        || text!("value-not-there"),
        |set| if set.is_empty() { text!("value-empty") } else { names_text(&names_in(set)) },
    )
}

pub(super) fn none() -> Text {
    text!("value-none")
}

pub(super) fn quoted(name: &str) -> Text {
    text!("value-in-quotes", name = name)
}

pub(super) fn on(on: bool) -> Text {
    if on { text!("value-on") } else { text!("value-off") }
}

fn mode(mode: ClassMode) -> Text {
    match mode {
        ClassMode::Always => text!("value-always"),
        ClassMode::Threshold { n } => text!("value-threshold", n = n),
        ClassMode::TrackOnly => text!("value-track-only"),
        ClassMode::Ignore => text!("value-ignore"),
    }
}

fn groups(policy: &Policy, class: HullClass) -> Text {
    let groups = policy.classes.get(&class).map(|rule| rule.groups.as_slice()).unwrap_or_default();
    if groups.is_empty() {
        return none();
    }
    text!("value-names", names = Argument::list(Joined::Comma, groups.iter().copied().map(group)))
}

fn group(group: GroupId) -> Text {
    match universe().group(group) {
        Some(known) => text!("value-group", name = known.name, id = group.0),
        None => text!("value-group-id", id = group.0),
    }
}

fn called_by_user(policy: &Policy, class: HullClass) -> Text {
    policy.display_name(class).map_or_else(none, quoted)
}

fn scope_kind(kind: ScopeKind) -> Text {
    match kind {
        ScopeKind::Everywhere => text!("value-everywhere"),
        ScopeKind::OnlyListed => text!("value-only-listed"),
        ScopeKind::AllButListed => text!("value-all-but-listed"),
    }
}

fn never_known(in_scope: bool) -> Text {
    if in_scope { text!("value-in-scope") } else { text!("value-out-of-scope") }
}

fn snoozes(policy: &Policy) -> Text {
    if policy.snooze_durations.is_empty() {
        return text!("value-until-cleared-only");
    }
    let durations = policy.snooze_durations.iter().map(|secs| exact_length(*secs));
    text!("value-names", names = Argument::list(Joined::Comma, durations))
}

fn every(secs: Option<u64>) -> Text {
    secs.map_or_else(|| text!("value-never"), |secs| text!("value-every", length = exact_length(secs)))
}

fn quiet(hours: Option<QuietHours>) -> Text {
    let Some(QuietHours { from, to, critical_breaks_through }) = hours else { return none() };
    let (from, to) = (clock(from), clock(to));
    if critical_breaks_through {
        text!("value-quiet-but-critical", from = from, to = to)
    } else {
        text!("value-quiet-critical-too", from = from, to = to)
    }
}

fn parts(levels: &BTreeSet<Level>) -> Text {
    if levels.is_empty() {
        return none();
    }
    text!("value-names", names = Argument::list(Joined::Comma, levels.iter().copied().map(Level::text)))
}

fn theme(theme: Theme) -> Text {
    match theme {
        Theme::System => text!("value-as-the-system"),
        Theme::Dark => text!("value-dark"),
        Theme::Light => text!("value-light"),
    }
}
