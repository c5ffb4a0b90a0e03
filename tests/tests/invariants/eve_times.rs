//! Every time of day that people read says that it is EVE time: one place words it for the core, one for the page.

use crate::checkout::{Text, sources};

/// Who words a time of day, or reads and writes one as machines do.
const MAY: [&str; 7] = [
    "crates/captrack-domain/src/words.rs",
    // Its Fluent texts say it.
    "crates/captrack-text/src/sentence.rs",
    "crates/captrack-store/",
    "crates/captrack-sim/",
    // Their Fluent texts say it; a field of a time of day says it beside itself.
    "ui/src/words/time.rs",
    "crates/captrack-domain/src/time_of_day.rs",
    "tests/",
];

/// Where a time of day is worded elsewhere without saying whose.
fn unsaid(source: &Text) -> Vec<String> {
    if MAY.iter().any(|path| source.path.starts_with(path)) {
        return Vec::new();
    }
    let words = |line: &&str| line.contains("%H:%M") && !line.contains(" EVE\"");
    source.text.lines().filter(words).map(|line| format!("{}: {}", source.path, line.trim())).collect()
}

#[test]
fn every_time_of_day_says_that_it_is_eve_time() {
    let wrong: Vec<String> = sources("").iter().flat_map(unsaid).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_time_that_does_not_say_so_is_found() {
    let found = |text: &str| unsaid(&Text { path: "crates/a/src/b.rs".into(), text: text.into() }).len();
    assert_eq!(found(r#"let next = at.strftime("%H:%M").to_string();"#), 1);
    assert_eq!(found(r#"let since = at.strftime("%Y-%m-%d %H:%M:%S EVE").to_string();"#), 0);
}
