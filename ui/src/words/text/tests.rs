//! The texts are complete, all of them are used, and every one can be said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use captrack_text::{FluentArgs, is_readable, unmarked_texts};

use crate::words::text::{ENGLISH, TEXTS, say};

/// All texts in one.
fn english() -> String {
    ENGLISH.map(|(_, texts)| texts).join("\n")
}

/// Every parameter that any text has: a number where a text chooses by it, else a word.
fn all_parameters() -> FluentArgs<'static> {
    let english = english();
    let mut args = FluentArgs::new();
    for used in english.split("{ $").skip(1) {
        let name = used.split([' ', '}']).next().unwrap().to_owned();
        if english.contains(&format!("{{ ${name} ->")) {
            args.set(name, 3);
        } else {
            args.set(name, "word");
        }
    }
    args
}

/// The keys of a file, in its order.
fn keys_of(texts: &str) -> Vec<String> {
    assert!(is_readable(texts));
    let is_key = |word: &str| word.starts_with(|first: char| first.is_ascii_lowercase());
    texts
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .filter(|(word, _)| is_key(word))
        .map(|(key, _)| key.to_owned())
        .collect()
}

fn keys() -> BTreeSet<String> {
    keys_of(&english()).into_iter().collect()
}

/// Where the page's own files lie.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files in a folder and below.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// All code in a folder and below, tests left out.
fn code_in(folder: &Path) -> String {
    let is_code = |path: &&PathBuf| {
        path.extension().is_some_and(|ending| ending == "rs")
            && path.file_name().is_none_or(|name| name != "tests.rs" && name != "fixtures.rs" && name != "styles.rs")
    };
    let without_tests = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(&text).to_owned()
    };
    files(folder).iter().filter(is_code).map(without_tests).collect()
}

/// All code of the page.
fn sources() -> String {
    code_in(&root())
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
    assert!(missing.is_empty(), "not in any en.ftl: {missing:?}");
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
fn the_pseudo_language_marks_every_word_of_every_text() {
    assert_eq!(unmarked_texts(ENGLISH.map(|(_, texts)| texts)), Vec::<String>::new());
}

#[test]
fn a_text_that_does_not_exist_is_its_key_and_no_crash() {
    assert_eq!(say("no-such-text"), "no-such-text");
}

#[test]
fn every_file_of_texts_is_read() {
    let texts = files(&root()).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "ftl"));
    let there: BTreeSet<PathBuf> = texts.collect();
    let read = ENGLISH.iter().map(|(folder, _)| root().join(folder).join("en.ftl"));
    assert_eq!(there, read.collect());
}

#[test]
fn no_key_stands_twice() {
    let mut all: Vec<String> = ENGLISH.iter().flat_map(|(_, texts)| keys_of(texts)).collect();
    all.sort();
    let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn a_text_lies_in_the_folder_that_says_it() {
    for (folder, texts) in ENGLISH {
        // What several features say lies with the words of the field.
        if folder != "words" {
            let code = code_in(&root().join(folder));
            let literals = literals(&code);
            let elsewhere: Vec<_> = keys_of(texts).into_iter().filter(|key| !literals.contains(key.as_str())).collect();
            assert!(elsewhere.is_empty(), "{folder} does not say {elsewhere:?}");
        }
    }
}
