//! Settings as a file.

use std::fmt::Write;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::policy::{ClassMode, ClassRule, PlaceSet, Policy, ScopeKind};
use captrack_domain::preferences::Preferences;
use captrack_domain::quiet::QuietHours;
use jiff::civil::Time;

use super::duration::duration_text;
use super::places::{PlaceLevel, written};

/// Lists that make a line longer than this stand below one another.
const LINE: usize = 120;

/// All settings of a desk that can be shared, with a few words about each; no secret, and nothing of this computer's looks.
pub fn to_toml(policy: &Policy, preferences: &Preferences, paused: bool) -> String {
    let mut file = String::from(
        "# CapTrack Desktop: rules, notifications and window. It contains no secret.\n\
         # What is left out keeps its value when the file is imported. Durations: \"45s\", \"5m\", \"6h\", \"2d\".\n\n",
    );
    line(&mut file, "monitoring", &(!paused).to_string(), "false: nothing is polled");
    let wait = duration(u64::from(policy.group_wait_secs));
    line(&mut file, "group_wait", &wait, "how long news that is not critical is gathered into one message");
    let left = duration(u64::from(policy.left_alerts_secs));
    line(&mut file, "left_alerts", &left, "how long ships of pilots who have left AllianceAuth alert");
    classes(&mut file, policy);
    scope(&mut file, policy);
    for (name, set) in &policy.places {
        let _ = writeln!(file, "\n[places.{}]", key(name));
        places(&mut file, set);
    }
    if policy.places.is_empty() {
        file.push_str(
            "\n# Sets of places that the scope can list under a name:\n# [places.home]\n# regions = [\"Delve\"]\n",
        );
    }
    snoozes_and_repeats(&mut file, policy);
    of_this_desk(&mut file, preferences);
    file
}

fn classes(file: &mut String, policy: &Policy) {
    file.push_str(
        "\n# mode: \"always\" (every ship is critical), \"threshold\" (alerts when n of the class are under one main),\n\
         # \"track_only\" (shown, never alerts), \"ignore\" (not shown). groups: the ids of the groups of ships that make the class.\n\
         # name: what you call such ships; false: as New Eden does.\n[classes]\n",
    );
    for class in HullClass::ALL {
        let rule = policy.classes.get(&class).cloned().unwrap_or_else(|| ClassRule {
            mode: policy.mode(class),
            groups: Vec::new(),
            display_name: None,
        });
        let groups: Vec<String> = rule.groups.iter().map(ToString::to_string).collect();
        let name = rule.display_name.as_deref().map_or_else(|| "false".to_owned(), quoted);
        let mode = mode(rule.mode);
        let _ = writeln!(file, "{} = {{ {mode}, groups = [{}], name = {name} }}", class.name(), groups.join(", "));
    }
}

fn mode(mode: ClassMode) -> String {
    match mode {
        ClassMode::Always => "mode = \"always\"".to_owned(),
        ClassMode::Threshold { n } => format!("mode = \"threshold\", n = {n}"),
        ClassMode::TrackOnly => "mode = \"track_only\"".to_owned(),
        ClassMode::Ignore => "mode = \"ignore\"".to_owned(),
    }
}

fn scope(file: &mut String, policy: &Policy) {
    let scope = &policy.scope;
    file.push_str("\n# Where ships alert; places by name or id.\n[scope]\n");
    line(file, "kind", &quoted(scope_kind(scope.kind)), "\"everywhere\", \"only_listed\" or \"all_but_listed\"");
    let listed = PlaceSet {
        regions: scope.regions.clone(),
        constellations: scope.constellations.clone(),
        systems: scope.systems.clone(),
    };
    places(file, &listed);
    let sets: Vec<String> = scope.sets.iter().map(|name| quoted(name)).collect();
    list(file, "sets", &sets, "sets of places by name, as in [places.home]");
    let never_known = policy.never_known_in_scope.to_string();
    line(file, "never_known_in_scope", &never_known, "whether ships whose location was never known alert");
}

pub(super) const fn scope_kind(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Everywhere => "everywhere",
        ScopeKind::OnlyListed => "only_listed",
        ScopeKind::AllButListed => "all_but_listed",
    }
}

fn places(file: &mut String, set: &PlaceSet) {
    fn names<P: PlaceLevel>(places: impl IntoIterator<Item = P>) -> Vec<String> {
        let mut names: Vec<String> = places.into_iter().map(written).collect();
        names.sort();
        names
    }
    list(file, "regions", &names(set.regions.iter().copied()), "");
    list(file, "constellations", &names(set.constellations.iter().copied()), "");
    list(file, "systems", &names(set.systems.iter().copied()), "");
}

fn snoozes_and_repeats(file: &mut String, policy: &Policy) {
    file.push_str("\n[snooze]\n");
    let durations: Vec<String> = policy.snooze_durations.iter().map(|secs| duration(*secs)).collect();
    list(file, "durations", &durations, "six at most, \"5m\" to \"30d\"; \"until cleared\" is always offered too");
    file.push_str("\n# When open alerts are sent again: \"never\", or \"5m\" and more.\n[repeat]\n");
    let every = |secs: Option<u64>| secs.map_or_else(|| quoted("never"), duration);
    line(file, "critical", &every(policy.repeat.critical), "");
    line(file, "alerting", &every(policy.repeat.alerting), "");
}

fn of_this_desk(file: &mut String, preferences: &Preferences) {
    file.push_str("\n# What becomes a notification of the desktop.\n[notifications]\n");
    line(file, "critical", &preferences.notify_critical.to_string(), "");
    line(file, "alerting", &preferences.notify_alerting.to_string(), "");
    line(file, "sound", &preferences.sound.to_string(), "");
    let (quiet, form) = match preferences.quiet_hours {
        Some(hours) => (quiet_hours(hours), "by this computer's clock; false: none"),
        None => (
            "false".to_owned(),
            "or { from = \"22:00\", to = \"08:00\", critical_breaks_through = true }, by this computer's clock",
        ),
    };
    line(file, "quiet_hours", &quiet, form);
    file.push_str("\n[window]\n");
    line(file, "refresh", &duration(u64::from(preferences.refresh_secs)), "\"5s\" and more; changes are shown at once");
    let open: Vec<String> = preferences.open_parts.iter().map(|level| quoted(level.name())).collect();
    let levels = Level::ALL.map(Level::name).join(", ");
    list(file, "open_parts", &open, &format!("parts whose cards are open at first: {levels}"));
    line(
        file,
        "remember_collapse",
        &preferences.remember_collapse.to_string(),
        "cards stay open or closed over a restart",
    );
    line(
        file,
        "show_unclassified",
        &preferences.show_unclassified.to_string(),
        "a part for capital ships of unknown groups",
    );
    line(file, "show_informational", &preferences.show_informational.to_string(), "a part for what is merely tracked");
}

fn quiet_hours(hours: QuietHours) -> String {
    let QuietHours { from, to, critical_breaks_through } = hours;
    format!(
        "{{ from = \"{}\", to = \"{}\", critical_breaks_through = {critical_breaks_through} }}",
        clock(from),
        clock(to)
    )
}

/// `22:00`; seconds only where there are any.
pub(super) fn clock(time: Time) -> String {
    if time.second() == 0 && time.subsec_nanosecond() == 0 {
        format!("{:02}:{:02}", time.hour(), time.minute())
    } else {
        time.to_string()
    }
}

fn duration(secs: u64) -> String {
    quoted(&duration_text(secs))
}

/// `key = value`, with a comment unless that is empty.
fn line(file: &mut String, key: &str, value: &str, comment: &str) {
    let setting = format!("{key} = {value}");
    if comment.is_empty() {
        let _ = writeln!(file, "{setting}");
    } else {
        let _ = writeln!(file, "{setting:<32} # {comment}");
    }
}

/// `key = [a, b]`, below one another if the line became too long.
fn list(file: &mut String, key: &str, items: &[String], comment: &str) {
    let short = format!("[{}]", items.join(", "));
    if key.len() + short.chars().count() <= LINE {
        return line(file, key, &short, comment);
    }
    if !comment.is_empty() {
        let _ = writeln!(file, "# {comment}");
    }
    let _ = writeln!(file, "{key} = [");
    for item in items {
        let _ = writeln!(file, "    {item},");
    }
    file.push_str("]\n");
}

/// A key: bare where TOML allows it.
fn key(name: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A basic string.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
