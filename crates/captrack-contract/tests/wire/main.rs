//! The JSON that crosses to windows, over the local socket and into scripts. What stands in the files beside this one is what other
//! processes, of other versions too, say and understand: a line is added for something new and never changed.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Debug;

use captrack_contract::{AnyCommand, AnyReply, Refusal, commands, every_command};
use serde::Serialize;
use serde::de::DeserializeOwned;

const COMMANDS: &str = include_str!("commands.jsonl");
const REPLIES: &str = include_str!("replies.jsonl");
const PAIRS: &str = include_str!("pairs.txt");
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
    reads_and_writes::<AnyCommand>(COMMANDS);
    assert_eq!(
        AnyCommand::NAMES.iter().map(ToString::to_string).collect::<BTreeSet<_>>(),
        known::<AnyCommand>("command")
    );
    assert_eq!(names(COMMANDS, "command"), known::<AnyCommand>("command"), "a line for every command");
}

#[test]
fn every_reply_crosses_as_it_always_has() {
    reads_and_writes::<AnyReply>(REPLIES);
    assert_eq!(names(REPLIES, "reply"), known::<AnyReply>("reply"), "a line for every reply");
}

#[test]
fn every_refusal_crosses_as_it_always_has() {
    reads_and_writes::<Refusal>(REFUSALS);
}

#[test]
fn an_answer_is_a_reply_or_a_refusal_under_its_name() {
    for (lines, name) in [(REPLIES, "Ok"), (REFUSALS, "Err")] {
        let answers: Vec<String> = lines.lines().map(|line| format!("{{\"{name}\":{line}}}")).collect();
        reads_and_writes::<captrack_contract::CommandResult>(&answers.join("\n"));
    }
}

#[test]
fn fields_that_a_newer_version_adds_are_passed_over() {
    for line in COMMANDS.lines() {
        let longer = line.replacen('{', "{\"added\":{\"later\":[1]},", 1);
        let (longer, known): (AnyCommand, AnyCommand) =
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
        (r#"{"command":"undo"}"#, r#"{"command":"undo","edit":null}"#),
        (r#"{"command":"set_main","pilots":[]}"#, r#"{"command":"set_main","pilots":[],"main":null}"#),
    ] {
        let (short, whole): (AnyCommand, AnyCommand) =
            (serde_json::from_str(short).unwrap(), serde_json::from_str(whole).unwrap());
        assert_eq!(short, whole);
    }
}

#[test]
fn what_goes_in_and_never_comes_out_is_not_printed() {
    for line in COMMANDS.lines().filter(|line| line.contains("token") || line.contains("captrack://")) {
        let command: AnyCommand = serde_json::from_str(line).unwrap();
        let printed = format!("{command:?}");
        assert!(
            printed.contains("<redacted>") && !printed.contains("ctb_token") && !printed.contains("1/token"),
            "{printed}"
        );
        assert!(!printed.contains("captrack://"), "{printed}");
    }
}

/// Which reply each command names, by its name on the wire.
#[test]
fn every_command_names_its_own_reply() {
    let mut pairs = BTreeSet::new();
    // Not a reply of its own: another, with the change that its command made.
    let replies: Vec<&str> = REPLIES.lines().filter(|line| !line.contains(r#""reply":"edited""#)).collect();
    macro_rules! pair {
        ($($command:ident = $name:literal,)*) => {
            $(
                let is_read = |line: &&str| {
                    serde_json::from_str::<AnyReply>(line).unwrap().read::<commands::$command>().is_some()
                };
                let read = replies.iter().copied().filter(is_read).collect::<Vec<_>>().join("\n");
                pairs.extend(names(&read, "reply").into_iter().map(|reply| ($name, reply)));
            )*
        };
    }
    every_command!(pair);
    let named: BTreeSet<String> = pairs.iter().map(|(_, reply)| reply.clone()).collect();
    assert_eq!(named, names(&replies.join("\n"), "reply"), "no reply without a command");
    let told: Vec<String> = pairs.iter().map(|(command, reply)| format!("{command} -> {reply}")).collect();
    assert_eq!(told.join("\n"), PAIRS.trim_end(), "one reply each");
}
