//! Times, lengths and lists; and that the files are whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use captrack_domain::words;

use super::*;
use crate::texts::{is_readable, unmarked_texts};

fn said(argument: impl Into<Argument>) -> String {
    worded(&argument.into(), Language::English)
}

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

#[test]
fn times_and_lengths_are_said_as_the_domain_says_them() {
    let now = at("2026-11-28T14:00:00Z");
    for time in [
        "2026-11-28T13:20:59Z",
        "2026-11-28T00:00:00Z",
        "2026-11-27T23:59:00Z",
        "2026-11-29T00:05:00Z",
        "2025-11-08T13:20:00Z",
    ] {
        let time = at(time);
        assert_eq!(said(Argument::TimeAt { time, now }), words::eve_time(time, now));
        assert_eq!(said(time), words::eve_date_time(time));
    }
    for seconds in [0, 59, 60, 3599, 3600, 7200, 7800, 86_399, 86_400, 90_000, 86_400 * 3 + 3600 * 4 + 59] {
        let length = std::time::Duration::from_secs(seconds);
        assert_eq!(said(length), words::length(length));
    }
}

#[test]
fn a_length_that_was_chosen_is_said_as_the_domain_says_it() {
    for seconds in [61, 300, 3600, 5400, 6 * 3600, 24 * 3600, 36 * 3600, 2 * 86_400, 30 * 86_400] {
        assert_eq!(said(chosen_length(seconds)), words::chosen_length(seconds));
    }
}

#[test]
fn a_list_has_its_word_before_the_last_thing() {
    let list = |joined, n: usize| said(Argument::list(joined, ["one", "two", "three"].into_iter().take(n)));
    assert_eq!(
        [0, 1, 2, 3].map(|n| list(Joined::And, n)),
        ["", "one", "one and two", "one, two and three"].map(str::to_owned)
    );
    assert_eq!(list(Joined::Or, 3), "one or two or three");
    assert_eq!(list(Joined::CommaOr, 3), "one, two or three");
    assert_eq!(list(Joined::Comma, 3), "one, two, three");
    assert_eq!(list(Joined::Semicolon, 2), "one; two");
    assert_eq!(list(Joined::Sentences, 2), "one two");
}

#[test]
fn a_text_of_a_newer_version_is_its_code_and_no_crash() {
    assert_eq!(sentence(&Text::new("of-a-newer-version"), Language::English), "of-a-newer-version");
}

#[test]
fn every_file_of_texts_is_read_and_makes_sense() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let there: BTreeSet<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, CORE.iter().map(|(name, _)| format!("{name}.ftl")).collect());
    for (name, texts) in CORE {
        assert!(is_readable(texts), "{name}");
    }
}

#[test]
fn the_pseudo_language_marks_every_word_of_every_text() {
    assert_eq!(unmarked_texts(CORE.map(|(_, texts)| texts)), Vec::<String>::new());
}
