//! A property that fails once is tried again ever after: its case is kept in a file of the crate.

use crate::checkout::{Text, member_folders, sources};

/// Properties whose failing cases would be forgotten.
fn forgetful(source: &Text) -> Option<String> {
    let begins = |line: &&str| line.trim() == "proptest! {";
    let lines: Vec<&str> = source.text.lines().collect();
    let properties = lines.iter().filter(|line| begins(line)).count();
    let kept = lines.iter().filter(|line| line.contains("proptest_config(cases!(")).count();
    let none = source.text.contains("failure_persistence: None");
    (none || kept < properties).then(|| source.path.clone())
}

#[test]
fn every_property_keeps_the_cases_that_failed() {
    let all = || member_folders().into_iter().flat_map(|folder| sources(&folder));
    let own = |source: &Text| source.path.starts_with("tests/tests/invariants/");
    let wrong: Vec<String> = all().filter(|source| !own(source)).filter_map(|source| forgetful(&source)).collect();
    assert!(wrong.is_empty(), "say cases!(NUMBER, NAME): {wrong:#?}");
    assert!(all().filter(|source| source.text.contains("proptest! {")).count() > 8);
}

#[test]
fn a_forgetful_property_is_found() {
    assert!(forgetful(&Text::new("x.rs", "proptest! {\n}")).is_some());
    assert!(forgetful(&Text::new("x.rs", "proptest! {\n    #![proptest_config(cases!(64, \"x\"))]\n}")).is_none());
}
