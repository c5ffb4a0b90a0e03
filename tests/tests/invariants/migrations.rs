//! Migrations go forward, one number after the other.

use std::fs;

use crate::checkout::root;

/// What is wrong with the names of migrations, in any order: `0001_what_it_does.sql`, without gaps.
fn misnumbered(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    let is_named_well = |name: &str, number: usize| {
        let what = name.strip_prefix(&format!("{number:04}_")).and_then(|rest| rest.strip_suffix(".sql"));
        what.is_some_and(|what| {
            !what.is_empty() && what.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
        })
    };
    names
        .iter()
        .zip(1..)
        .filter(|(name, number)| !is_named_well(name, *number))
        .map(|(name, number)| format!("{name} stands where number {number} is expected"))
        .collect()
}

#[test]
fn migrations_are_numbered_without_gaps() {
    let entries = fs::read_dir(root().join("migrations")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.filter(|name| crate::checkout::has_extension(name, "sql")).collect();
    assert!(!names.is_empty());
    let wrong = misnumbered(names);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn gaps_doubles_and_other_names_are_found() {
    let wrong = |names: &[&str]| !misnumbered(names.iter().map(|name| (*name).to_owned()).collect()).is_empty();
    assert!(!wrong(&["0002_b.sql", "0001_a.sql"]));
    assert!(wrong(&["0001_a.sql", "0003_b.sql"]));
    assert!(wrong(&["0001_a.sql", "0001_b.sql"]));
    assert!(wrong(&["0002_a.sql"]));
    assert!(wrong(&["1_a.sql"]));
    assert!(wrong(&["0001_.sql"]));
}
