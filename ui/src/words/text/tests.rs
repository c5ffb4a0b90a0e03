//! The texts are complete, all of them are used, and every one can be said.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use captrack_text::{FluentArgs, is_readable};

use crate::words::text::{ENGLISH, TEXTS, say};

/// Every parameter that any text has: a number where a text chooses by it, else a word.
fn all_parameters() -> FluentArgs<'static> {
    let mut args = FluentArgs::new();
    for used in ENGLISH.split("{ $").skip(1) {
        let name = used.split([' ', '}']).next().unwrap();
        if ENGLISH.contains(&format!("{{ ${name} ->")) {
            args.set(name, 3);
        } else {
            args.set(name, "word");
        }
    }
    args
}

fn keys() -> BTreeSet<String> {
    assert!(is_readable(ENGLISH));
    let is_key = |word: &str| word.starts_with(|first: char| first.is_ascii_lowercase());
    ENGLISH
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .filter(|(word, _)| is_key(word))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// All code of the page, tests and this file left out.
fn sources() -> String {
    fn collect(folder: &Path, all: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, all);
            } else if path.file_name().is_none_or(|name| name != "tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                all.push_str(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(&text));
            }
        }
    }
    let mut all = String::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// The quoted words in code.
fn literals(code: &str) -> BTreeSet<&str> {
    code.split('"').collect()
}

/// The literals in calls of `say` and `say_with`, those of both arms where the key is chosen in place.
fn said(code: &str) -> BTreeSet<&str> {
    ["say(", "say_with("]
        .into_iter()
        .flat_map(|call| code.split(call).skip(1))
        .flat_map(|rest| {
            let call = rest.split([',', ';']).next().unwrap_or(rest);
            let call = call.split(')').next().unwrap_or(call);
            call.split('"').skip(1).step_by(2).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_text_that_is_said_exists() {
    let code = sources();
    let keys = keys();
    let missing: Vec<_> = said(&code).into_iter().filter(|key| !keys.contains(*key)).collect();
    assert!(missing.is_empty(), "not in en.ftl: {missing:?}");
}

#[test]
fn every_text_that_exists_is_said_somewhere() {
    let code = sources();
    let literals = literals(&code);
    let unused: Vec<_> = keys().into_iter().filter(|key| !literals.contains(key.as_str())).collect();
    assert!(unused.is_empty(), "nobody says: {unused:?}");
}

#[test]
fn every_text_can_be_said_without_a_rest() {
    let args = all_parameters();
    for key in keys() {
        let (text, errors) = TEXTS.formatted(&key, Some(&args)).unwrap();
        assert!(errors.is_empty(), "{key}: {errors:?}");
        assert!(!text.trim().is_empty(), "{key} says nothing");
        assert!(!text.contains('{'), "{key}: {text}");
    }
}

#[test]
fn a_text_that_does_not_exist_is_its_key_and_no_crash() {
    assert_eq!(say("no-such-text"), "no-such-text");
}
