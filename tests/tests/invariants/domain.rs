//! captrack-domain is pure: the same rules run in the monitor, in tests and in the page.

use crate::checkout::{Text, members, sources};

const DOMAIN: &str = "crates/captrack-domain";

/// All that it may need: none of it opens a file or a connection, and jiff's clock is ruled out below.
const MAY_NEED: [&str; 3] = ["jiff", "serde", "thiserror"];

/// What reaches outside: the system, threads, and every clock.
const OUTSIDE: [&str; 15] = [
    "std::{",
    "std::fs",
    "std::net",
    "std::io",
    "std::env",
    "std::process",
    "std::thread",
    "std::os",
    "Timestamp::now",
    "Zoned::now",
    "SystemTime",
    "Instant",
    "println!",
    "tokio",
    "dbg!",
];

/// Where a source reaches outside.
fn reaches_out(source: &Text) -> Vec<String> {
    let code = source.text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| OUTSIDE.iter().filter(move |what| line.contains(**what)).map(move |what| (line, what)))
        .map(|(line, what)| format!("{}: {what} in: {}", source.path, line.trim()))
        .collect()
}

#[test]
fn the_domain_needs_nothing_that_does_io() {
    let members = members();
    let domain = members.iter().find(|member| member.folder == DOMAIN).unwrap();
    let wrong: Vec<&String> = domain.needs.iter().filter(|package| !MAY_NEED.contains(&package.as_str())).collect();
    assert!(wrong.is_empty(), "{wrong:?}: add it to the list only if it is pure and builds for wasm");
}

#[test]
fn the_domain_names_no_clock_and_nothing_of_the_system() {
    let wrong: Vec<String> = sources(&format!("{DOMAIN}/src")).iter().flat_map(reaches_out).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_clock_is_found_and_a_comment_about_one_is_not() {
    assert_eq!(reaches_out(&Text::new("x.rs", "    let now = Timestamp::now();")).len(), 1);
    assert_eq!(reaches_out(&Text::new("x.rs", "use std::{fs, io};\nuse std::io::Read;")).len(), 2);
    assert!(reaches_out(&Text::new("x.rs", "/// Never asks SystemTime.")).is_empty());
}
