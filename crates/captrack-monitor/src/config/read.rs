//! Settings from a file.

use std::collections::BTreeSet;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::foreign_text::excerpt;
use captrack_domain::ids::GroupId;
use captrack_domain::policy::{ClassMode, ClassRule, PlaceSet, Policy, PolicyError, ScopeKind};
use captrack_domain::preferences::{Preferences, PreferencesError};
use captrack_domain::quiet::QuietHours;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use jiff::civil::Time;
use toml::de::DeTable;

use super::close::{closest, meant};
use super::table::{SettingError, TomlTable, TomlValue, place_of, shown};
use super::write::QUIET_HOURS;
use super::{CurrentSettings, places, watch};

/// The longest reason of the reader of TOML, in characters.
const LONGEST_WHY: usize = 300;

/// The settings that are in force once a file is imported: what it does not name stays as it is in `base`.
///
/// # Errors
/// A text about the first thing that is wrong, with its line. Whether the groups of ships are such can only be asked of EVE,
/// and is not looked at here.
pub fn read(toml: &str, base: CurrentSettings<'_>) -> Result<(Policy, Preferences, bool), Text> {
    read_file(toml, base).map_err(|wrong| wrong.sentence(toml))
}

fn read_file(
    toml: &str,
    (policy, preferences, paused): CurrentSettings<'_>,
) -> Result<(Policy, Preferences, bool), SettingError> {
    let file = DeTable::parse(toml).map_err(|error| {
        let what = text!("toml-not", why = Argument::Said(excerpt(error.message(), LONGEST_WHY)));
        error.span().map_or_else(|| SettingError::nowhere(what.clone()), |span| SettingError::at(&span, what.clone()))
    })?;
    let entries = file.get_ref();
    let (mut policy, mut preferences, mut paused) = (policy.clone(), preferences.clone(), paused);
    let table = TomlTable::root(entries);
    table.only(&[
        "monitoring",
        "group_wait",
        "left_alerts",
        "classes",
        "scope",
        "places",
        "snooze",
        "repeat",
        "notifications",
        "window",
        "watch",
    ])?;
    if let Some(value) = table.get("monitoring") {
        paused = !value.switch()?;
    }
    if let Some(value) = table.get("group_wait") {
        policy.group_wait_secs = short_duration(&value)?;
    }
    if let Some(value) = table.get("left_alerts") {
        policy.left_alerts_secs = short_duration(&value)?;
    }
    if let Some(value) = table.get("classes") {
        classes(&value.table(None)?, &mut policy)?;
    }
    if let Some(value) = table.get("places") {
        sets_of_places(&value.table(None)?, &mut policy)?;
    }
    if let Some(value) = table.get("scope") {
        scope(&value, &mut policy)?;
    }
    if let Some(value) = table.get("watch") {
        watch::read(&value, &mut policy)?;
    }
    if let Some(value) = table.get("snooze") {
        snooze(&value, &mut policy)?;
    }
    if let Some(value) = table.get("repeat") {
        repeat(&value, &mut policy)?;
    }
    if let Some(value) = table.get("notifications") {
        notifications(&value, &mut preferences)?;
    }
    if let Some(value) = table.get("window") {
        window(&value, &mut preferences)?;
    }
    policy.validate().map_err(|error| invalid(entries, &policy_setting(&error), error.text()))?;
    preferences.validate().map_err(|error| invalid(entries, preferences_setting(&error), error.text()))?;
    Ok((policy, preferences, paused))
}

/// What only the whole makes wrong, said where it stands in the file, if it stands there at all.
fn invalid(entries: &DeTable<'_>, setting: &[&str], what: Text) -> SettingError {
    match place_of(entries, setting) {
        Some(span) => SettingError::at(&span, what),
        None => SettingError::nowhere(what),
    }
}

/// Under which keys stands what is refused.
fn policy_setting(error: &PolicyError) -> Vec<&str> {
    match error {
        PolicyError::Threshold { class, .. }
        | PolicyError::DisplayName { class }
        | PolicyError::GroupInTwoClasses { second: class, .. } => vec!["classes", class.name()],
        PolicyError::EmptyScope => vec!["scope", "kind"],
        PolicyError::UnknownPlaceSet(_) => vec!["scope", "sets"],
        PolicyError::PlaceSetName(name) => vec!["places", name],
        PolicyError::GroupWait => vec!["group_wait"],
        PolicyError::LeftAlerts => vec!["left_alerts"],
        PolicyError::RepeatLength => vec!["repeat"],
        PolicyError::SnoozeLength | PolicyError::TooManySnoozes => vec!["snooze", "durations"],
        PolicyError::Watch(_) => vec!["watch"],
    }
}

const fn preferences_setting(error: &PreferencesError) -> &'static [&'static str] {
    match error {
        PreferencesError::Refresh(_) => &["window", "refresh"],
        PreferencesError::QuietHours => &["notifications", "quiet_hours"],
    }
}

fn short_duration(value: &TomlValue<'_>) -> Result<u32, SettingError> {
    u32::try_from(value.duration()?).map_err(|_| value.must(text!("toml-be-shorter")))
}

fn classes(table: &TomlTable<'_>, policy: &mut Policy) -> Result<(), SettingError> {
    for (span, name, value) in table.all() {
        let Some(class) = HullClass::from_name(name) else {
            let unknown = text!("toml-no-class", name = shown(name));
            return Err(SettingError::at(&span, meant(unknown, name, HullClass::ALL.map(HullClass::name))));
        };
        let mode = policy.mode(class);
        let rule =
            policy.classes.entry(class).or_insert_with(|| ClassRule { mode, groups: Vec::new(), display_name: None });
        class_rule(&value, rule)?;
    }
    Ok(())
}

/// The word of a mode, before its number is known.
#[derive(Clone, Copy, PartialEq)]
enum ModeWord {
    Always,
    Threshold,
    TrackOnly,
    Ignore,
}

fn class_rule(value: &TomlValue<'_>, rule: &mut ClassRule) -> Result<(), SettingError> {
    let table = value.table(Some(&["mode", "n", "groups", "name"]))?;
    rule.mode = class_mode(value, &table, rule.mode)?;
    if let Some(groups) = table.get("groups") {
        rule.groups = group_ids(&groups)?;
    }
    if let Some(name) = table.get("name") {
        rule.display_name = match name.text() {
            Some(text) => Some(text.to_owned()),
            None if name.is_off() => None,
            None => return Err(name.must(text!("toml-be-name"))),
        };
    }
    Ok(())
}

fn class_mode(class: &TomlValue<'_>, table: &TomlTable<'_>, before: ClassMode) -> Result<ClassMode, SettingError> {
    let word = match table.get("mode") {
        Some(mode) => mode.word(&[
            ("always", ModeWord::Always),
            ("threshold", ModeWord::Threshold),
            ("track_only", ModeWord::TrackOnly),
            ("ignore", ModeWord::Ignore),
        ])?,
        None => match before {
            ClassMode::Always => ModeWord::Always,
            ClassMode::Threshold { .. } => ModeWord::Threshold,
            ClassMode::TrackOnly => ModeWord::TrackOnly,
            ClassMode::Ignore => ModeWord::Ignore,
        },
    };
    let n = table.get("n");
    if let Some(n) = &n
        && word != ModeWord::Threshold
    {
        return Err(n.wrong(text!("toml-with-threshold-only", name = n.name())));
    }
    Ok(match word {
        ModeWord::Always => ClassMode::Always,
        ModeWord::TrackOnly => ClassMode::TrackOnly,
        ModeWord::Ignore => ClassMode::Ignore,
        ModeWord::Threshold => match (n, before) {
            (Some(n), _) => ClassMode::Threshold { n: threshold(&n)? },
            (None, ClassMode::Threshold { n }) => ClassMode::Threshold { n },
            (None, _) => return Err(class.wrong(text!("toml-threshold-needs-n", name = class.name()))),
        },
    })
}

fn threshold(n: &TomlValue<'_>) -> Result<u32, SettingError> {
    let number = n.number().and_then(|number| u32::try_from(number).ok()).filter(|number| (1..=1000).contains(number));
    number.ok_or_else(|| n.must(text!("toml-be-threshold")))
}

fn group_ids(value: &TomlValue<'_>) -> Result<Vec<GroupId>, SettingError> {
    let mut groups = Vec::new();
    for item in value.list(text!("toml-group-ids"))? {
        let id = item.number().filter(|id| *id > 0);
        let group = GroupId(id.ok_or_else(|| item.must(text!("toml-be-group-ids")))?);
        if groups.contains(&group) {
            return Err(item.wrong(text!("toml-group-twice", name = item.name(), group = group.0)));
        }
        groups.push(group);
    }
    Ok(groups)
}

fn scope(value: &TomlValue<'_>, policy: &mut Policy) -> Result<(), SettingError> {
    let keys = ["kind", "regions", "constellations", "systems", "sets", "never_known_in_scope"];
    let table = value.table(Some(&keys))?;
    if let Some(kind) = table.get("kind") {
        let kinds = [ScopeKind::Everywhere, ScopeKind::OnlyListed, ScopeKind::AllButListed];
        policy.scope.kind = kind.word(&kinds.map(|kind| (super::write::scope_kind(kind), kind)))?;
    }
    let listed = &mut policy.scope;
    read_places(&table, &mut listed.regions, &mut listed.constellations, &mut listed.systems)?;
    if let Some(sets) = table.get("sets") {
        policy.scope.sets = set_names(&sets, policy)?;
    }
    if let Some(value) = table.get("never_known_in_scope") {
        policy.never_known_in_scope = value.switch()?;
    }
    Ok(())
}

fn set_names(value: &TomlValue<'_>, policy: &Policy) -> Result<BTreeSet<String>, SettingError> {
    let mut names = BTreeSet::new();
    for item in value.list(text!("toml-names-of-sets"))? {
        let name = item.text().ok_or_else(|| item.must(text!("toml-be-names-of-sets")))?;
        if !policy.places.contains_key(name) {
            let close = closest(name, policy.places.keys().map(String::as_str));
            return Err(item.wrong(match close {
                Some(word) => {
                    text!("toml-meant", what = text!("toml-no-set", name = shown(name)), word = shown(word))
                }
                None => text!("toml-no-set-yet", name = shown(name)),
            }));
        }
        names.insert(name.to_owned());
    }
    Ok(names)
}

fn sets_of_places(table: &TomlTable<'_>, policy: &mut Policy) -> Result<(), SettingError> {
    for (_, name, value) in table.all() {
        if value.is_off() {
            policy.places.remove(name);
            continue;
        }
        let set_table = value.table(Some(&["regions", "constellations", "systems"]))?;
        let set: &mut PlaceSet = policy.places.entry(name.to_owned()).or_default();
        read_places(&set_table, &mut set.regions, &mut set.constellations, &mut set.systems)?;
    }
    Ok(())
}

fn read_places<R: places::PlaceLevel, C: places::PlaceLevel, S: places::PlaceLevel>(
    table: &TomlTable<'_>,
    regions: &mut BTreeSet<R>,
    constellations: &mut BTreeSet<C>,
    systems: &mut BTreeSet<S>,
) -> Result<(), SettingError> {
    if let Some(value) = table.get("regions") {
        *regions = places::read(&value)?;
    }
    if let Some(value) = table.get("constellations") {
        *constellations = places::read(&value)?;
    }
    if let Some(value) = table.get("systems") {
        *systems = places::read(&value)?;
    }
    Ok(())
}

fn snooze(value: &TomlValue<'_>, policy: &mut Policy) -> Result<(), SettingError> {
    let table = value.table(Some(&["durations"]))?;
    if let Some(durations) = table.get("durations") {
        let items = durations.list(text!("toml-durations"))?;
        policy.snooze_durations = items.iter().map(TomlValue::duration).collect::<Result<_, _>>()?;
    }
    Ok(())
}

fn repeat(value: &TomlValue<'_>, policy: &mut Policy) -> Result<(), SettingError> {
    let table = value.table(Some(&["critical", "alerting"]))?;
    let every = |value: TomlValue<'_>| match value.text() {
        Some("never") => Ok(None),
        text => {
            text.and_then(super::duration::read_duration).map(Some).ok_or_else(|| value.must(text!("toml-be-repeat")))
        }
    };
    if let Some(value) = table.get("critical") {
        policy.repeat.critical = every(value)?;
    }
    if let Some(value) = table.get("alerting") {
        policy.repeat.alerting = every(value)?;
    }
    Ok(())
}

fn notifications(value: &TomlValue<'_>, preferences: &mut Preferences) -> Result<(), SettingError> {
    let table = value.table(Some(&["critical", "alerting", "sound", "quiet_hours"]))?;
    if let Some(value) = table.get("critical") {
        preferences.notify_critical = value.switch()?;
    }
    if let Some(value) = table.get("alerting") {
        preferences.notify_alerting = value.switch()?;
    }
    if let Some(value) = table.get("sound") {
        preferences.sound = value.switch()?;
    }
    if let Some(value) = table.get("quiet_hours") {
        preferences.quiet_hours =
            if value.is_off() { None } else { Some(quiet_hours(&value, preferences.quiet_hours)?) };
    }
    Ok(())
}

fn quiet_hours(value: &TomlValue<'_>, before: Option<QuietHours>) -> Result<QuietHours, SettingError> {
    let wanted = || value.must(text!("toml-be-quiet-hours", form = QUIET_HOURS));
    let table = value.table(Some(&["from", "to", "critical_breaks_through"])).map_err(|wrong| {
        // A wrong key has its own sentence.
        if value.is_table() { wrong } else { wanted() }
    })?;
    let time = |key: &str, before: Option<Time>| match table.get(key) {
        Some(value) => time_of_day(&value),
        None => before.ok_or_else(|| value.wrong(text!("toml-needs-both", name = value.name()))),
    };
    Ok(QuietHours {
        from: time("from", before.map(|hours| hours.from))?,
        to: time("to", before.map(|hours| hours.to))?,
        critical_breaks_through: match table.get("critical_breaks_through") {
            Some(value) => value.switch()?,
            None => before.is_none_or(|hours| hours.critical_breaks_through),
        },
    })
}

fn time_of_day(value: &TomlValue<'_>) -> Result<Time, SettingError> {
    // Only what looks like a clock: the date library would also take "2200", and dates and zones, which it passes over.
    let is_clock = |text: &&str| {
        text.get(2..3) == Some(":") && text.chars().all(|letter| letter.is_ascii_digit() || ":.".contains(letter))
    };
    let text = value.text().filter(is_clock);
    text.and_then(|text| text.parse().ok()).ok_or_else(|| value.must(text!("toml-be-time")))
}

fn window(value: &TomlValue<'_>, preferences: &mut Preferences) -> Result<(), SettingError> {
    let keys = ["refresh", "open_parts", "remember_collapse", "show_unclassified", "show_informational", "letter_keys"];
    let table = value.table(Some(&keys))?;
    if let Some(value) = table.get("refresh") {
        preferences.refresh_secs = short_duration(&value)?;
    }
    if let Some(value) = table.get("open_parts") {
        let levels = Level::ALL.map(|level| (level.name(), level));
        let items = value.list(text!("toml-parts"))?;
        preferences.open_parts = items.iter().map(|item| item.word(&levels)).collect::<Result<_, _>>()?;
    }
    if let Some(value) = table.get("letter_keys") {
        preferences.letter_keys = value.switch()?;
    }
    if let Some(value) = table.get("remember_collapse") {
        preferences.remember_collapse = value.switch()?;
    }
    if let Some(value) = table.get("show_unclassified") {
        preferences.show_unclassified = value.switch()?;
    }
    if let Some(value) = table.get("show_informational") {
        preferences.show_informational = value.switch()?;
    }
    Ok(())
}
