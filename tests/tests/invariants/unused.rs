//! What a manifest names is used: a dependency that nothing needs any more is still downloaded, built and answered for.

use std::collections::BTreeSet;

use crate::checkout::{Text, member_folders, members, sources, workspace};
use crate::manifest::Manifest;

/// Needed where sources do not show it: member, package, reason.
const NEVER_NAMED: [(&str, &str, &str); 1] = [(
    "captrack-tests",
    "jsonschema",
    "the pipeline compiles in, by its path, what captrack-discord holds messages against",
)];

/// The name by which sources speak of a package.
fn in_sources(package: &str) -> String {
    package.replace('-', "_")
}

/// Whether code names a crate; comments name anything.
fn names(text: &str, name: &str) -> bool {
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.match_indices(name).map(move |(at, _)| (line, at))).any(|(line, at)| {
        let after = &line[at + name.len()..];
        !line[..at].ends_with(is_word) && !after.starts_with(is_word)
    })
}

/// What a member's manifest names and its sources do not: what goes into the program in what goes there, the rest anywhere.
fn unused(member: &Manifest, sources: &[Text]) -> Vec<String> {
    let own = |source: &&Text, folders: &[&str]| {
        let within = source.path.strip_prefix(&member.folder).and_then(|path| path.strip_prefix('/'));
        within.is_some_and(|path| folders.iter().any(|folder| path.starts_with(folder)))
    };
    let is_named = |package: &str, folders: &[&str]| {
        let name = in_sources(package);
        sources.iter().filter(|source| own(source, folders)).any(|source| names(&source.text, &name))
    };
    let excused = |package: &str| NEVER_NAMED.iter().any(|(of, name, _)| *of == member.name && *name == package);
    let of_program = member.needs.iter().filter(|package| !is_named(package, &["src/", "build.rs"]));
    let of_tests = member.tests_need.iter().filter(|package| !is_named(package, &[""]));
    let found: BTreeSet<&String> = of_program.chain(of_tests).filter(|package| !excused(package)).collect();
    found.into_iter().map(|package| format!("{} does not use {package}", member.name)).collect()
}

/// The sources of a member, without those of members inside its folder.
fn sources_of(member: &Manifest) -> Vec<Text> {
    let inside: Vec<String> =
        member_folders().into_iter().filter(|folder| folder.starts_with(&format!("{}/", member.folder))).collect();
    let is_own = |source: &Text| !inside.iter().any(|folder| source.path.starts_with(&format!("{folder}/")));
    sources(&member.folder).into_iter().filter(is_own).collect()
}

#[test]
fn every_member_uses_what_its_manifest_names() {
    let wrong: Vec<String> = members().iter().flat_map(|member| unused(member, &sources_of(member))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn some_member_needs_what_the_workspace_names() {
    let members = members();
    let workspace = workspace();
    let named = workspace["workspace"]["dependencies"].as_table().unwrap();
    let is_own = |value: &toml::Value| value.get("path").is_some();
    let is_needed = |name: &str| members.iter().any(|member| member.all().any(|needed| needed == name));
    let wrong: Vec<_> = named.iter().filter(|(name, value)| !is_own(value) && !is_needed(name)).collect();
    assert!(wrong.is_empty(), "no member needs {wrong:#?}");
}

#[test]
fn a_dependency_that_nothing_uses_is_found() {
    let text = "[package]\nname = \"x\"\n[dependencies]\nin-use = \"1\"\nleft-over = \"1\"\nof-tests = \"1\"\n\
                [dev-dependencies]\nof-both = \"1\"\nof-none = \"1\"\n";
    let member = Manifest::parse("crates/x", text);
    let sources = [
        Text::new("crates/x/src/lib.rs", "use in_use::thing;\n// once left_over::thing\nfn not_left_over() {}\n"),
        Text::new("crates/x/tests/a.rs", "of_tests::thing(of_both::thing());\n"),
        Text::new("crates/other/src/lib.rs", "use of_none::thing;\n"),
    ];
    let found = ["x does not use left-over", "x does not use of-none", "x does not use of-tests"];
    assert_eq!(unused(&member, &sources), found);
}
