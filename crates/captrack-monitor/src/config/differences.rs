//! What differs between settings, in words: for imports, the activity log and whoever asks before saving.

use std::collections::BTreeSet;

use captrack_contract::SettingChange;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::ids::GroupId;
use captrack_domain::policy::{ClassMode, PlaceSet, Policy, ScopeKind};
use captrack_domain::preferences::{Preferences, Theme};
use captrack_domain::quiet::QuietHours;
use captrack_domain::words::capitalised;
use captrack_universe::universe;

use super::CurrentSettings;
use super::duration::duration_phrase;
use super::places::{PlaceLevel, called};
use super::write::clock;

/// A list of names that is longer than this is told by what comes and goes.
const NAMES: usize = 12;

/// What differs, one line a setting, in the order of the settings window.
pub fn differences(before: CurrentSettings<'_>, after: CurrentSettings<'_>) -> Vec<SettingChange> {
    let mut changes = SettingChanges::default();
    changes.compare("Monitoring", on(!before.2), on(!after.2));
    changes.0.extend(policy_differences(before.0, after.0));
    changes.0.extend(preference_differences(before.1, after.1));
    changes.0
}

/// What differs between two policies.
pub fn policy_differences(before: &Policy, after: &Policy) -> Vec<SettingChange> {
    let mut changes = SettingChanges::default();
    for class in HullClass::ALL {
        let name = capitalised(class.plural());
        changes.compare(&name, mode(before.mode(class)), mode(after.mode(class)));
        changes.compare(&format!("Groups of {}", class.plural()), groups(before, class), groups(after, class));
        let (old, new) = (called_by_user(before, class), called_by_user(after, class));
        changes.compare(&format!("Display name of {}", class.plural()), old, new);
    }
    changes.compare("Scope", scope_kind(before.scope.kind), scope_kind(after.scope.kind));
    let (old, new) = (names_of(&before.scope.regions), names_of(&after.scope.regions));
    changes.compare_names("Listed regions", &old, &new);
    let (old, new) = (names_of(&before.scope.constellations), names_of(&after.scope.constellations));
    changes.compare_names("Listed constellations", &old, &new);
    let (old, new) = (names_of(&before.scope.systems), names_of(&after.scope.systems));
    changes.compare_names("Listed systems", &old, &new);
    let (old, new) = (in_quotes(&before.scope.sets), in_quotes(&after.scope.sets));
    changes.compare_names("Listed sets of places", &old, &new);
    changes.compare(
        "Ships whose location was never known",
        never_known(before.never_known_in_scope),
        never_known(after.never_known_in_scope),
    );
    for name in before.places.keys().chain(after.places.keys()).collect::<BTreeSet<_>>() {
        let setting = format!("Set of places \"{name}\"");
        match (before.places.get(name), after.places.get(name)) {
            (Some(old), Some(new)) => changes.compare_names(&setting, &names_in(old), &names_in(new)),
            (old, new) => changes.compare(&setting, whole_set(old), whole_set(new)),
        }
    }
    changes.compare("Snooze durations", snoozes(before), snoozes(after));
    let wait = |policy: &Policy| duration_phrase(u64::from(policy.group_wait_secs));
    changes.compare("Group wait", wait(before), wait(after));
    let left = |policy: &Policy| match policy.left_alerts_secs {
        0 => "not at all".to_owned(),
        secs => format!("for {}", duration_phrase(u64::from(secs))),
    };
    changes.compare("Pilots who have left AllianceAuth alert", left(before), left(after));
    changes.compare("Reminders of what is critical", every(before.repeat.critical), every(after.repeat.critical));
    changes.compare("Reminders of what is alerting", every(before.repeat.alerting), every(after.repeat.alerting));
    changes.0
}

/// What differs in look and behaviour.
pub fn preference_differences(before: &Preferences, after: &Preferences) -> Vec<SettingChange> {
    let mut changes = SettingChanges::default();
    changes.compare("Notifications of what is critical", on(before.notify_critical), on(after.notify_critical));
    changes.compare("Notifications of what is alerting", on(before.notify_alerting), on(after.notify_alerting));
    changes.compare("Sound of notifications", on(before.sound), on(after.sound));
    changes.compare("Quiet hours", quiet(before.quiet_hours), quiet(after.quiet_hours));
    let refresh = |preferences: &Preferences| format!("every {}", duration_phrase(u64::from(preferences.refresh_secs)));
    changes.compare("Refresh of the window", refresh(before), refresh(after));
    changes.compare("Parts that are open", parts(&before.open_parts), parts(&after.open_parts));
    changes.compare("Remember open and closed cards", on(before.remember_collapse), on(after.remember_collapse));
    changes.compare("Show unclassified ships", on(before.show_unclassified), on(after.show_unclassified));
    changes.compare("Show what is merely tracked", on(before.show_informational), on(after.show_informational));
    changes.compare("Theme", theme(before.theme), theme(after.theme));
    changes.compare("Start with the desktop", on(before.autostart), on(after.autostart));
    changes.0
}

#[derive(Default)]
pub(super) struct SettingChanges(pub(super) Vec<SettingChange>);

impl SettingChanges {
    pub(super) fn compare(&mut self, setting: &str, old: impl Into<String>, new: impl Into<String>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.0.push(SettingChange { setting: setting.to_owned(), old, new });
        }
    }

    /// Lists of names: all of them while they are few, else how many and what comes and goes.
    fn compare_names(&mut self, setting: &str, old: &BTreeSet<String>, new: &BTreeSet<String>) {
        if old == new {
            return;
        }
        if old.len().max(new.len()) <= NAMES {
            let (old, new) = (all_names(old), all_names(new));
            return self.0.push(SettingChange { setting: setting.to_owned(), old, new });
        }
        let come: BTreeSet<String> = new.difference(old).cloned().collect();
        let gone: BTreeSet<String> = old.difference(new).cloned().collect();
        let parts = [("with", come), ("without", gone)];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(word, names)| format!("{word} {}", first_names(&names)))
            .collect();
        let new = format!("{}: {}", new.len(), parts.join(", "));
        self.0.push(SettingChange { setting: setting.to_owned(), old: old.len().to_string(), new });
    }
}

fn all_names(names: &BTreeSet<String>) -> String {
    if names.is_empty() { "none".to_owned() } else { names.iter().cloned().collect::<Vec<_>>().join(", ") }
}

fn first_names(names: &BTreeSet<String>) -> String {
    let first: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    match names.len() - first.len() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

fn names_of<P: PlaceLevel>(places: &BTreeSet<P>) -> BTreeSet<String> {
    places.iter().map(|place| called(*place)).collect()
}

fn in_quotes(names: &BTreeSet<String>) -> BTreeSet<String> {
    names.iter().map(|name| format!("\"{name}\"")).collect()
}

fn names_in(set: &PlaceSet) -> BTreeSet<String> {
    let mut names = names_of(&set.regions);
    // A constellation may be called like its region.
    names.extend(names_of(&set.constellations).into_iter().map(|name| format!("{name} (constellation)")));
    names.extend(names_of(&set.systems));
    names
}

fn whole_set(set: Option<&PlaceSet>) -> String {
    set.map_or_else(
        || "not there".to_owned(),
        |set| if set.is_empty() { "empty".to_owned() } else { first_names(&names_in(set)) },
    )
}

pub(super) const fn on(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

fn mode(mode: ClassMode) -> String {
    match mode {
        ClassMode::Always => "always alert".to_owned(),
        ClassMode::Threshold { n } => format!("alert from {n} under one main"),
        ClassMode::TrackOnly => "tracked, never alert".to_owned(),
        ClassMode::Ignore => "not shown".to_owned(),
    }
}

fn groups(policy: &Policy, class: HullClass) -> String {
    let groups = policy.classes.get(&class).map(|rule| rule.groups.as_slice()).unwrap_or_default();
    let names: Vec<String> = groups.iter().copied().map(group).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn group(group: GroupId) -> String {
    universe().group(group).map_or_else(|| format!("group {group}"), |known| format!("{} ({group})", known.name))
}

fn called_by_user(policy: &Policy, class: HullClass) -> String {
    policy.display_name(class).map_or_else(|| "none".to_owned(), |name| format!("\"{name}\""))
}

const fn scope_kind(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Everywhere => "everywhere",
        ScopeKind::OnlyListed => "only in the listed places",
        ScopeKind::AllButListed => "everywhere but in the listed places",
    }
}

const fn never_known(in_scope: bool) -> &'static str {
    if in_scope { "in scope" } else { "out of scope" }
}

fn snoozes(policy: &Policy) -> String {
    let durations: Vec<String> = policy.snooze_durations.iter().map(|secs| duration_phrase(*secs)).collect();
    if durations.is_empty() { "until cleared only".to_owned() } else { durations.join(", ") }
}

fn every(secs: Option<u64>) -> String {
    secs.map_or_else(|| "never".to_owned(), |secs| format!("every {}", duration_phrase(secs)))
}

fn quiet(hours: Option<QuietHours>) -> String {
    let Some(QuietHours { from, to, critical_breaks_through }) = hours else { return "none".to_owned() };
    let critical = if critical_breaks_through { "critical breaks through" } else { "critical too" };
    format!("{} to {}, {critical}", clock(from), clock(to))
}

fn parts(levels: &BTreeSet<Level>) -> String {
    let names: Vec<&str> = levels.iter().map(|level| level.name()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

const fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "as the system",
        Theme::Dark => "dark",
        Theme::Light => "light",
    }
}
