//! Times from outside are bounded where they are parsed: a wait that is added to one near the end of a timestamp's range panics.

use crate::checkout::{Text, read, sources};

/// Who reads what other computers write.
const ADAPTERS: [&str; 3] = ["crates/captrack-esi", "crates/captrack-allianceauth", "crates/captrack-discord"];

/// Ways to a timestamp that nobody has bounded.
const UNBOUNDED: [&str; 6] = [
    "Timestamp::from_",
    "Timestamp::new(",
    "Timestamp::strptime",
    "Timestamp::try_from",
    "parse::<Timestamp>",
    ".parse_timestamp(",
];

/// What bounds one on the same line.
const BOUNDS: [&str; 2] = ["clamped", "sensible"];

/// Whose code runs for months beside what others say: no length is added to a timestamp with an operator, which panics. (The sim and the
/// page live by their own clocks.)
const RUNS_ON: [&str; 11] = [
    "crates/captrack-allianceauth/src/lib.rs",
    "crates/captrack-contract/src/lib.rs",
    "crates/captrack-desk/src/lib.rs",
    "crates/captrack-discord/src/lib.rs",
    "crates/captrack-domain/src/lib.rs",
    "crates/captrack-esi/src/lib.rs",
    "crates/captrack-monitor/src/lib.rs",
    "crates/captrack-ports/src/lib.rs",
    "crates/captrack-secrets/src/lib.rs",
    "crates/captrack-store/src/lib.rs",
    "src-tauri/src/main.rs",
];

/// What makes clippy look for them, by type; tests may add as they like.
const LOOKED_FOR: &str = "#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]";

/// Read from the program's own store alone.
const OWN: [&str; 1] = ["struct Validators {"];

/// The source without what only its tests need.
fn code(source: &Text) -> &str {
    if source.path.ends_with("tests.rs") || source.path.ends_with("testing.rs") {
        return "";
    }
    source.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// Where a time from outside comes in unbounded.
fn unbounded(source: &Text) -> Vec<String> {
    let lines = code(source).lines().filter(|line| !line.trim_start().starts_with("//"));
    let parsed = lines
        .filter(|line| {
            UNBOUNDED.iter().any(|way| line.contains(way)) && !BOUNDS.iter().any(|bound| line.contains(bound))
        })
        .map(|line| format!("{}: {}", source.path, line.trim()));
    parsed.chain(read_as_they_are(source)).collect()
}

/// Types that are read from a body and hold a bare timestamp.
fn read_as_they_are(source: &Text) -> impl Iterator<Item = String> {
    let derives = code(source).split("#[derive(").skip(1).filter(|item| {
        let (derived, rest) = item.split_once(")]").unwrap_or_default();
        let declared = rest.lines().find(|line| line.contains("struct ") || line.contains("enum "));
        let end = if declared.is_some_and(|line| line.ends_with(';')) { ";\n" } else { "\n}" };
        let body = rest.split(end).next().unwrap_or_default();
        let is_own = OWN.iter().any(|own| body.contains(own));
        let names = body.lines().filter(|line| !line.trim_start().starts_with("//"));
        let holds_one =
            names.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())).any(|word| word == "Timestamp");
        derived.contains("Deserialize") && holds_one && !is_own
    });
    derives.map(|item| {
        let name = item.lines().find(|line| line.contains("struct ") || line.contains("enum ")).unwrap_or_default();
        format!("{}: {} holds a Timestamp: make it a ForeignTime", source.path, name.trim())
    })
}

#[test]
fn times_from_outside_are_bounded_where_they_are_parsed() {
    let wrong: Vec<String> = ADAPTERS
        .iter()
        .flat_map(|folder| sources(&format!("{folder}/src")))
        .flat_map(|source| unbounded(&source))
        .collect();
    assert!(wrong.is_empty(), "use captrack_domain::foreign_time: {wrong:#?}");
}

#[test]
fn unbounded_times_are_found_and_bounded_ones_are_not() {
    for wrong in [
        "    let at = Timestamp::from_second(seconds).ok()?;",
        "    let at = text.parse::<Timestamp>()?;",
        "    DateTimeParser::new().parse_timestamp(text).ok()",
        "#[derive(Debug, Deserialize)]\nstruct Body {\n    at: Vec<Option<Timestamp>>,\n}",
    ] {
        assert_eq!(unbounded(&Text::new("x.rs", wrong)).len(), 1, "{wrong}");
    }
    for right in [
        "    DateTimeParser::new().parse_timestamp(text).ok().map(clamped)",
        "#[derive(Debug, Deserialize)]\nstruct Body {\n    at: Vec<Option<ForeignTime>>,\n}",
        "#[derive(Debug)]\nstruct Answer {\n    at: Timestamp,\n}\n#[derive(Deserialize)]\nstruct Body {\n    n: i64,\n}",
        "fn f() {}\n#[cfg(test)]\nmod tests {\n    let at = Timestamp::from_second(7);\n}",
    ] {
        assert_eq!(unbounded(&Text::new("x.rs", right)), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn the_adapters_are_recognised_by_their_bounded_times() {
    let uses = |folder: &str| {
        let named = sources(&format!("{folder}/src")).into_iter().filter(|source| source.text.contains("foreign_time"));
        named.count()
    };
    assert!(uses("crates/captrack-esi") >= 2 && uses("crates/captrack-allianceauth") >= 4);
}

#[test]
fn clippy_looks_for_lengths_that_are_added_to_a_timestamp_with_an_operator() {
    let blind: Vec<&str> = RUNS_ON.into_iter().filter(|path| !read(path).contains(LOOKED_FOR)).collect();
    assert!(blind.is_empty(), "use captrack_domain::moment, and say {LOOKED_FOR} in {blind:#?}");
    let allowed = read("clippy.toml");
    let allowed = allowed.lines().find(|line| line.starts_with("arithmetic-side-effects-allowed")).unwrap();
    for seen in ["Timestamp", "Zoned", "DateTime", "Span"] {
        assert!(!allowed.contains(seen), "{seen} is not looked for: {allowed}");
    }
}
