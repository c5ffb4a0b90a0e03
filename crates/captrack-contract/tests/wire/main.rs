//! The JSON that crosses to windows, over the local socket and into scripts. What stands in the files beside this one is what other
//! processes, of other versions too, say and understand: a line is added for something new and never changed.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Debug;

use captrack_contract::{Command, Refusal, Reply};
use serde::Serialize;
use serde::de::DeserializeOwned;

const COMMANDS: &str = include_str!("commands.jsonl");
const REPLIES: &str = include_str!("replies.jsonl");
const REFUSALS: &str = include_str!("refusals.jsonl");

/// Every line is understood, and written as it stands there.
fn reads_and_writes<T: DeserializeOwned + Serialize + PartialEq + Debug>(lines: &str) {
    for line in lines.lines() {
        let read: T = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(serde_json::to_string(&read).unwrap(), line);
        // The page's side of the window boundary has the order of fields that JavaScript gives it.
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::from_value::<T>(value).unwrap(), read, "{line}");
    }
}

/// What stands under a key of every line.
fn names(lines: &str, key: &str) -> BTreeSet<String> {
    let name = |line| serde_json::from_str::<serde_json::Value>(line).unwrap()[key].as_str().unwrap().to_owned();
    lines.lines().map(name).collect()
}

/// The names that serde knows in the place of one that it does not.
fn known<T: DeserializeOwned + Debug>(key: &str) -> BTreeSet<String> {
    let error = serde_json::from_value::<T>(serde_json::json!({ key: "?" })).unwrap_err().to_string();
    let (_, expected) = error.split_once("expected one of ").unwrap();
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_command_crosses_as_it_always_has() {
    reads_and_writes::<Command>(COMMANDS);
    assert_eq!(names(COMMANDS, "command"), known::<Command>("command"), "a line for every command");
}

#[test]
fn every_reply_crosses_as_it_always_has() {
    reads_and_writes::<Reply>(REPLIES);
    assert_eq!(names(REPLIES, "reply"), known::<Reply>("reply"), "a line for every reply");
}

#[test]
fn every_refusal_crosses_as_it_always_has() {
    reads_and_writes::<Refusal>(REFUSALS);
}

#[test]
fn an_answer_is_a_reply_or_a_refusal_under_its_name() {
    for (lines, name) in [(REPLIES, "Ok"), (REFUSALS, "Err")] {
        let answers: Vec<String> = lines.lines().map(|line| format!("{{\"{name}\":{line}}}")).collect();
        reads_and_writes::<captrack_contract::Answer>(&answers.join("\n"));
    }
}

#[test]
fn fields_that_a_newer_version_adds_are_passed_over() {
    for line in COMMANDS.lines() {
        let longer = line.replacen('{', "{\"added\":{\"later\":[1]},", 1);
        let (longer, known): (Command, Command) =
            (serde_json::from_str(&longer).unwrap(), serde_json::from_str(line).unwrap());
        assert_eq!(longer, known, "{line}");
    }
}

#[test]
fn fields_that_may_be_missing_are_the_ones_with_an_obvious_meaning() {
    for (short, whole) in [
        (
            r#"{"command":"snooze","pilots":[],"length":"until_cleared"}"#,
            r#"{"command":"snooze","pilots":[],"length":"until_cleared","why":null}"#,
        ),
        (r#"{"command":"snooze_reach","pilots":[]}"#, r#"{"command":"snooze_reach","pilots":[],"from":null}"#),
        (r#"{"command":"acknowledge","mains":[]}"#, r#"{"command":"acknowledge","mains":[],"why":null}"#),
        (r#"{"command":"set_main","pilots":[]}"#, r#"{"command":"set_main","pilots":[],"main":null}"#),
    ] {
        let (short, whole): (Command, Command) =
            (serde_json::from_str(short).unwrap(), serde_json::from_str(whole).unwrap());
        assert_eq!(short, whole);
    }
}

#[test]
fn what_goes_in_and_never_comes_out_is_not_printed() {
    for line in COMMANDS.lines().filter(|line| line.contains("token") || line.contains("captrack://")) {
        let command: Command = serde_json::from_str(line).unwrap();
        let printed = format!("{command:?}");
        assert!(
            printed.contains("<redacted>") && !printed.contains("ctb_token") && !printed.contains("1/token"),
            "{printed}"
        );
        assert!(!printed.contains("captrack://"), "{printed}");
    }
}
