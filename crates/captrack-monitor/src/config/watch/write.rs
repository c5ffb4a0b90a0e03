//! Watch rules as a file.

use std::fmt::Write;

use captrack_domain::class::HullClass;
use captrack_domain::policy::Policy;
use captrack_domain::text;
use captrack_domain::watch::{LightYears, MassingArea, Stage, WatchKind, WatchPlace, WatchPlaces, WatchRule};

use super::{COUNTS, LEVELS, RECEIVERS, TRIGGERS, word_of};
use crate::config::places::written;
use crate::config::write::{comment, line, list, quoted, scope_kind};

/// A rule, for who has none yet.
const EXAMPLE: &str = "\
# [[watch]]
# name = \"Titans that undock\"
# level = \"critical\"
# classes = [\"titan\"]
# kind = \"moves\"
# when = [\"undocks\"]
";

/// That there are no rules: without it those of whoever reads the file would stay. Tables follow, so it stands before them.
pub fn none(file: &mut String, policy: &Policy) {
    if policy.watch.is_empty() {
        line(file, "watch", "[]", text!("file-no-watch-rules"));
    }
}

/// All rules, in their order.
pub fn write(file: &mut String, policy: &Policy) {
    file.push('\n');
    comment(file, &text!("file-watch-rules"));
    if policy.watch.is_empty() {
        file.push_str(EXAMPLE);
    }
    for (at, rule) in policy.watch.iter().enumerate() {
        if at > 0 {
            file.push('\n');
        }
        one(file, rule);
    }
}

fn one(file: &mut String, rule: &WatchRule) {
    let _ = writeln!(file, "[[watch]]\nname = {}\nid = \"{}\"\non = {}", quoted(&rule.name), rule.id, rule.enabled);
    let _ = writeln!(file, "level = \"{}\"", word_of(&LEVELS, rule.level));
    let classes: Vec<String> = rule.classes.iter().copied().map(HullClass::name).map(quoted).collect();
    list(file, "classes", &classes, None);
    places(file, &rule.places);
    match &rule.kind {
        WatchKind::Moves { on } => {
            file.push_str("kind = \"moves\"\n");
            let when: Vec<String> = on.iter().map(|trigger| quoted(word_of(&TRIGGERS, *trigger))).collect();
            list(file, "when", &when, None);
        }
        WatchKind::InSpace { stages, repeat } => {
            file.push_str("kind = \"in_space\"\n");
            list(file, "stages", &stages.iter().map(stage).collect::<Vec<_>>(), None);
            let _ = writeln!(file, "repeat = {repeat}");
        }
        WatchKind::Massing { n, count, area, minutes } => {
            let within = match area {
                MassingArea::System => quoted("system"),
                MassingArea::Constellation => quoted("constellation"),
                MassingArea::Region => quoted("region"),
                MassingArea::LightYears(distance) => format!("{{ light_years = {} }}", decimal(*distance)),
            };
            let count = word_of(&COUNTS, *count);
            let _ = writeln!(
                file,
                "kind = \"massing\"\nn = {n}\ncount = \"{count}\"\nwithin = {within}\nminutes = {minutes}"
            );
        }
    }
}

fn places(file: &mut String, places: &WatchPlaces) {
    let place = |place: &WatchPlace| match place {
        WatchPlace::Region(region) => format!("{{ region = {} }}", written(*region)),
        WatchPlace::Constellation(constellation) => format!("{{ constellation = {} }}", written(*constellation)),
        WatchPlace::System(system) => format!("{{ system = {} }}", written(*system)),
        WatchPlace::Set(name) => format!("{{ set = {} }}", quoted(name)),
        WatchPlace::Around { system, light_years } => {
            format!("{{ system = {}, light_years = {} }}", written(*system), decimal(*light_years))
        }
    };
    let listed: Vec<String> = places.listed.iter().map(place).collect();
    let kind = scope_kind(places.kind);
    let _ = writeln!(file, "places = {{ kind = \"{kind}\", listed = [{}] }}", listed.join(", "));
}

fn stage(stage: &Stage) -> String {
    let receivers: Vec<String> =
        stage.receivers.iter().map(|receiver| quoted(word_of(&RECEIVERS, *receiver))).collect();
    format!("{{ minutes = {}, receivers = [{}] }}", stage.minutes, receivers.join(", "))
}

/// Always with a point: a whole number of TOML is another type.
fn decimal(LightYears(light_years): LightYears) -> String {
    format!("{light_years:?}")
}
