//! Settings as a file. Like all that is exported it is in English, whatever is spoken.

use std::fmt::Write;

use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::policy::{ClassMode, ClassRule, PlaceSet, Policy, ScopeKind};
use captrack_domain::preferences::Preferences;
use captrack_domain::quiet::QuietHours;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_text::english;
use jiff::civil::Time;

use super::duration::duration_text;
use super::places::{PlaceLevel, written};
use super::watch;

/// Lists that make a line longer than this stand below one another.
const LINE: usize = 120;

/// How quiet hours are written.
pub(super) const QUIET_HOURS: &str = "{ from = \"22:00\", to = \"08:00\", critical_breaks_through = true }";
/// How the word of each kind of scope is written.
const SCOPES: &str = "\"everywhere\", \"only_listed\" or \"all_but_listed\"";
/// A set of places, for who has none yet.
const EXAMPLE: &str = "# [places.home]\n# regions = [\"Delve\"]\n";

/// All settings of a desk that can be shared, with a few words about each; no secret, and nothing of this computer's looks.
pub fn to_toml(policy: &Policy, preferences: &Preferences, paused: bool) -> String {
    let mut file = String::new();
    comment(&mut file, &text!("file-title"));
    comment(&mut file, &text!("file-left-out"));
    file.push('\n');
    line(&mut file, "monitoring", &(!paused).to_string(), text!("file-monitoring"));
    let wait = duration(u64::from(policy.group_wait_secs));
    line(&mut file, "group_wait", &wait, text!("file-group-wait"));
    let left = duration(u64::from(policy.left_alerts_secs));
    line(&mut file, "left_alerts", &left, text!("file-left-alerts"));
    watch::none(&mut file, policy);
    classes(&mut file, policy);
    scope(&mut file, policy);
    for (name, set) in &policy.places {
        let _ = writeln!(file, "\n[places.{}]", key(name));
        places(&mut file, set);
    }
    if policy.places.is_empty() {
        file.push('\n');
        comment(&mut file, &text!("file-sets-of-places"));
        file.push_str(EXAMPLE);
    }
    snoozes_and_repeats(&mut file, policy);
    of_this_desk(&mut file, preferences);
    watch::write(&mut file, policy);
    file
}

fn classes(file: &mut String, policy: &Policy) {
    file.push('\n');
    comment(file, &text!("file-classes-mode"));
    comment(file, &text!("file-classes-groups"));
    comment(file, &text!("file-classes-name"));
    file.push_str("[classes]\n");
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
    file.push('\n');
    comment(file, &text!("file-scope"));
    file.push_str("[scope]\n");
    line(file, "kind", &quoted(scope_kind(scope.kind)), text!("file-one-of", words = SCOPES));
    let listed = PlaceSet {
        regions: scope.regions.clone(),
        constellations: scope.constellations.clone(),
        systems: scope.systems.clone(),
    };
    places(file, &listed);
    let sets: Vec<String> = scope.sets.iter().map(|name| quoted(name)).collect();
    list(file, "sets", &sets, text!("file-sets"));
    let never_known = policy.never_known_in_scope.to_string();
    line(file, "never_known_in_scope", &never_known, text!("file-never-known"));
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
    list(file, "regions", &names(set.regions.iter().copied()), None);
    list(file, "constellations", &names(set.constellations.iter().copied()), None);
    list(file, "systems", &names(set.systems.iter().copied()), None);
}

fn snoozes_and_repeats(file: &mut String, policy: &Policy) {
    file.push_str("\n[snooze]\n");
    let durations: Vec<String> = policy.snooze_durations.iter().map(|secs| duration(*secs)).collect();
    list(file, "durations", &durations, text!("file-durations"));
    file.push('\n');
    comment(file, &text!("file-repeat"));
    file.push_str("[repeat]\n");
    let every = |secs: Option<u64>| secs.map_or_else(|| quoted("never"), duration);
    line(file, "critical", &every(policy.repeat.critical), None);
    line(file, "alerting", &every(policy.repeat.alerting), None);
}

fn of_this_desk(file: &mut String, preferences: &Preferences) {
    file.push('\n');
    comment(file, &text!("file-notifications"));
    file.push_str("[notifications]\n");
    line(file, "critical", &preferences.notify_critical.to_string(), None);
    line(file, "alerting", &preferences.notify_alerting.to_string(), None);
    line(file, "sound", &preferences.sound.to_string(), None);
    let (quiet, form) = match preferences.quiet_hours {
        Some(hours) => (quiet_hours(hours), text!("file-quiet-hours")),
        None => ("false".to_owned(), text!("file-no-quiet-hours", form = QUIET_HOURS)),
    };
    line(file, "quiet_hours", &quiet, form);
    file.push_str("\n[window]\n");
    line(file, "refresh", &duration(u64::from(preferences.refresh_secs)), text!("file-refresh"));
    let open: Vec<String> = preferences.open_parts.iter().map(|level| quoted(level.name())).collect();
    let levels = Level::ALL.map(Level::name).join(", ");
    list(file, "open_parts", &open, text!("file-open-parts", levels = levels));
    line(file, "remember_collapse", &preferences.remember_collapse.to_string(), text!("file-remember-collapse"));
    line(file, "show_unclassified", &preferences.show_unclassified.to_string(), text!("file-show-unclassified"));
    line(file, "show_informational", &preferences.show_informational.to_string(), text!("file-show-informational"));
    line(file, "letter_keys", &preferences.letter_keys.to_string(), text!("file-letter-keys"));
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

/// A line about what follows.
pub(super) fn comment(file: &mut String, text: &Text) {
    let _ = writeln!(file, "# {}", english(text));
}

/// `key = value`, perhaps with a comment.
pub(super) fn line(file: &mut String, key: &str, value: &str, about: impl Into<Option<Text>>) {
    let setting = format!("{key} = {value}");
    let _ = match about.into() {
        Some(about) => writeln!(file, "{setting:<32} # {}", english(&about)),
        None => writeln!(file, "{setting}"),
    };
}

/// `key = [a, b]`, below one another if the line became too long.
pub(super) fn list(file: &mut String, key: &str, items: &[String], about: impl Into<Option<Text>>) {
    let short = format!("[{}]", items.join(", "));
    if key.len() + short.chars().count() <= LINE {
        return line(file, key, &short, about);
    }
    if let Some(about) = about.into() {
        comment(file, &about);
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
