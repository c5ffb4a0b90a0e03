//! docs/interfaces.md says what the program does: its options, its exit codes, the fields of the snapshot, the keys of the endpoints file.

use std::collections::BTreeSet;
use std::ffi::OsString;

use captrack_contract::{AuthErrorCode, CheckVerdict, RelayTroubleCode, Snapshot};
use captrack_desk::{EndpointsFile, OwnApplication, parse_options};
use captrack_domain::activity::ActivityKind;
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::section::{ReadErrorCode, SectionKind};
use captrack_domain::why::ReasonCode;
use captrack_monitor::config;
use serde_json::Value;

use crate::checkout::{read, sources, texts};

fn page() -> String {
    read("docs/interfaces.md")
}

/// A chapter, up to the next.
fn chapter<'a>(page: &'a str, title: &str) -> &'a str {
    let found = page.split("\n## ").find(|chapter| chapter.lines().next() == Some(title));
    found.unwrap_or_else(|| panic!("there is no chapter {title}"))
}

/// What stands in the only block of this language.
fn block<'a>(text: &'a str, language: &str) -> &'a str {
    let blocks: Vec<&str> = text.split(&format!("```{language}\n")).skip(1).collect();
    assert_eq!(blocks.len(), 1, "one block of {language}");
    blocks[0].split("```").next().unwrap_or_default()
}

/// Whether a word is told of, as code.
fn is_told(page: &str, word: &str) -> bool {
    let begins = [format!("`{word}`"), format!("`{word} "), format!(" {word}`"), format!("`{word}, ")];
    begins.iter().any(|begin| page.contains(begin))
}

/// The field names of an object and of all objects in it.
fn fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                found.insert(name.clone());
                fields(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| fields(value, found)),
        _ => {}
    }
}

fn help(words: &[&str]) -> String {
    let words = ["captrack"].iter().chain(words).chain(&["--help"]).map(OsString::from);
    parse_options(words).unwrap_err().text
}

#[test]
fn the_example_is_a_snapshot_with_no_field_too_many_or_too_few() {
    let page = page();
    let example: Value = serde_json::from_str(block(&page, "json")).unwrap();
    let snapshot: Snapshot = serde_json::from_value(example.clone()).unwrap();
    assert_eq!(serde_json::to_value(snapshot).unwrap(), example);
}

#[test]
fn every_field_of_the_snapshot_is_told_of() {
    let page = page();
    let mut found = BTreeSet::new();
    fields(&serde_json::from_str(block(&page, "json")).unwrap(), &mut found);
    let untold: Vec<&String> = found.iter().filter(|field| !is_told(&page, field)).collect();
    assert!(found.len() > 30 && untold.is_empty(), "{untold:?}");
}

/// The word by which a code goes out.
fn word_of(code: impl serde::Serialize) -> String {
    serde_json::to_value(code).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn every_word_of_the_snapshot_is_told_of() {
    let page = page();
    let levels = Level::ALL.map(Level::name);
    let classes = HullClass::ALL.map(HullClass::name);
    let kinds = SectionKind::ALL.map(SectionKind::name);
    let words = levels.into_iter().chain(classes).chain(kinds).chain(["fresh", "stale", "never"]);
    let codes = [
        ReasonCode::ALL.map(word_of).to_vec(),
        ReadErrorCode::ALL.map(word_of).to_vec(),
        AuthErrorCode::ALL.map(word_of).to_vec(),
        RelayTroubleCode::ALL.map(word_of).to_vec(),
    ];
    let codes = codes.concat();
    let words = words.chain(codes.iter().map(String::as_str));
    let untold: Vec<&str> = words.filter(|word| !is_told(&page, word)).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn every_field_and_kind_of_a_trail_is_told_of() {
    let page = page();
    let page = chapter(&page, "`trail --json` and `--csv`");
    let wire = read("crates/captrack-contract/tests/wire/replies.jsonl");
    let line = wire.lines().find(|line| line.contains(r#"{"reply":"trail""#)).unwrap();
    let mut found = BTreeSet::new();
    fields(&serde_json::from_str::<Value>(line).unwrap()["value"], &mut found);
    let csv = captrack_monitor::trail_csv(&trail(line));
    found.extend(csv.lines().next().unwrap().split(',').map(str::to_owned));
    let kinds = ["appeared", "located", "undocked", "docked", "moved", "entered", "came_out", "changed_pilot"];
    let more =
        ["out_of_sight", "seen_again", "disputed", "gone", "boarded", "left", "logged_on", "logged_off", "no_data"];
    found.extend(kinds.iter().chain(&more).map(ToString::to_string));
    let untold: Vec<&String> = found.iter().filter(|field| !is_told(page, field)).collect();
    assert!(found.len() > 40 && untold.is_empty(), "{untold:?}");
}

fn trail(reply: &str) -> captrack_contract::Trail {
    serde_json::from_value(serde_json::from_str::<Value>(reply).unwrap()["value"].clone()).unwrap()
}

/// The commands that a help text lists.
fn commands(help_text: &str) -> Vec<String> {
    let listed = help_text.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let names = listed.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|command| *command != "help").map(str::to_owned).collect()
}

#[test]
fn every_option_and_command_is_told_of() {
    let page = page();
    let help_text = help(&[]);
    let options = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
        words.filter(|word| word.starts_with("--") && word.len() > 2).map(str::to_owned).collect()
    };
    let commands = commands(&help_text);
    assert!(commands.contains(&"snooze".to_owned()) && commands.len() > 6, "{commands:?}");
    let mut all = options(&help_text);
    for command in &commands {
        let help_text = help(&[command]);
        all.extend(options(&help_text));
        assert!(is_told(&page, command), "the command {command} is not told of");
        for second in self::commands(&help_text) {
            all.extend(options(&help(&[command, &second])));
            assert!(page.contains(&format!("| `{command} {second} ")), "{command} {second} is not told of");
        }
    }
    for option in all {
        let is_told = page.contains(&format!("{option} "))
            || page.contains(&format!("{option}`"))
            || page.contains(&format!("{option}]"));
        assert!(is_told, "the option {option} is not told of");
    }
}

#[test]
fn every_exit_code_is_told_of() {
    let page = page();
    for verdict in [CheckVerdict::Quiet, CheckVerdict::Alerting, CheckVerdict::Critical, CheckVerdict::Unknown] {
        assert!(page.contains(&format!("| {} | ", verdict.exit_code())), "{verdict:?}");
    }
    let wrong_usage = parse_options(["captrack", "--nonsense"].map(OsString::from)).unwrap_err().exit_code;
    assert!(page.contains(&format!("| {wrong_usage} | wrong usage |")));
}

#[test]
fn the_endpoints_file_is_shown_with_every_key_it_may_have() {
    let page = page();
    let file: EndpointsFile = toml::from_str(block(chapter(&page, "Endpoints file"), "toml")).unwrap();
    file.endpoints(OwnApplication::default()).unwrap();
    // Taken apart by name, so that a new key does not compile before it is shown.
    let EndpointsFile { esi, sso, images, discord_hosts, client_id, callback_port, hurry } = file;
    assert!([esi, sso, images, client_id].iter().all(Option::is_some));
    assert!(!discord_hosts.is_empty() && callback_port.is_some() && hurry.is_some());
}

#[test]
fn the_settings_file_is_shown_as_it_is_exported() {
    let page = page();
    let settings = chapter(&page, "Settings file");
    let example = block(settings, "toml");
    let (policy, preferences, paused) =
        config::read(example, (&Policy::default(), &Preferences::default(), false)).unwrap();
    assert_eq!(config::to_toml(&policy, &preferences, paused), example);
    let mut table = String::new();
    let (mut told, mut untold) = (0, Vec::new());
    for line in example.lines() {
        if let Some(name) = line.strip_prefix('[') {
            table = format!("{}.", name.trim_end_matches(']'));
        }
        let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else { continue };
        let name = format!("{table}{key}");
        let name = if table == "classes." { "classes.CLASS" } else { name.as_str() };
        told += 1;
        if !table.starts_with("places.") && !is_told(settings, name) {
            untold.push(name.to_owned());
        }
    }
    assert!(told > 30 && untold.is_empty(), "{untold:?}");
}

#[test]
fn the_tables_that_go_out_as_csv_are_shown_with_every_column_and_word() {
    let page = page();
    assert!(block(chapter(&page, "Mains file"), "csv").starts_with("pilot_id,main_id\n"));
    let activity = chapter(&page, "Activity file");
    let words =
        ActivityKind::ALL.map(ActivityKind::name).into_iter().chain(["at", "by", "kind", "subject", "old", "new"]);
    let untold: Vec<&str> = words.filter(|word| !is_told(activity, word)).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn every_variable_that_the_program_reads_is_told_of() {
    let page = page();
    let mut variables = BTreeSet::new();
    for folder in ["crates", "src-tauri"] {
        for source in sources(folder).iter().filter(|source| !source.path.contains("/tests/")) {
            for (at, _) in source.text.match_indices("\"CAPTRACK_") {
                variables.extend(source.text[at + 1..].split('"').next().map(str::to_owned));
            }
        }
    }
    let untold: Vec<&String> = variables.iter().filter(|variable| !is_told(&page, variable)).collect();
    assert!(variables.len() > 3 && untold.is_empty(), "{untold:?}");
}

#[test]
fn no_link_between_the_documents_is_dead() {
    let mut dead = Vec::new();
    for document in texts("").iter().filter(|text| crate::checkout::has_extension(&text.path, "md")) {
        let folder = crate::checkout::root().join(&document.path).parent().unwrap().to_owned();
        for target in document.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if !file.is_empty() && !target.contains("://") && !folder.join(file).exists() {
                dead.push(format!("{} links to {target}", document.path));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn a_word_is_told_of_only_as_code() {
    let page = "| `--hidden` | start |\n`login [--no-browser]`, `snapshot --json` and quiet";
    assert!(["--hidden", "login", "--json", "snapshot"].iter().all(|word| is_told(page, word)));
    assert!(!is_told(page, "quiet") && !is_told(page, "hidden"));
}
