//! What dependencies may be, as deny.toml has it: their licences, where they come from, and which are banned. cargo-deny checks the same
//! and more where it is installed; this needs nothing.

use std::process::Command;

use serde_json::Value;
use toml::Table;

use crate::checkout::{read, root};

/// What is built here: the program, and the page.
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"];

/// Whether a licence expression can be satisfied with what is allowed: an alternative is enough, of a conjunction all parts are needed.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    // Old manifests write an alternative with a slash.
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest, allowed) && rest.is_empty()
}

fn either(rest: &mut &[&str], allowed: &[&str]) -> bool {
    let mut holds = both(rest, allowed);
    while let Some((&"OR", after)) = rest.split_first() {
        *rest = after;
        holds |= both(rest, allowed);
    }
    holds
}

fn both(rest: &mut &[&str], allowed: &[&str]) -> bool {
    let mut holds = one(rest, allowed);
    while let Some((&"AND", after)) = rest.split_first() {
        *rest = after;
        holds &= one(rest, allowed);
    }
    holds
}

fn one(rest: &mut &[&str], allowed: &[&str]) -> bool {
    let Some((first, after)) = rest.split_first() else { return false };
    *rest = after;
    if *first == "(" {
        let holds = either(rest, allowed);
        let closed = rest.first() == Some(&")");
        *rest = rest.get(1..).unwrap_or_default();
        return holds && closed;
    }
    if let [with, exception, after @ ..] = *rest
        && *with == "WITH"
    {
        *rest = after;
        return allowed.contains(&format!("{first} WITH {exception}").as_str());
    }
    allowed.contains(first)
}

fn deny() -> Table {
    read("deny.toml").parse().unwrap()
}

fn strings<'a>(table: &'a Table, part: &str, key: &str) -> Vec<&'a str> {
    table[part][key].as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
}

/// Everything that is built for a platform, ours apart.
fn dependencies(platform: &str) -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", platform])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let metadata: Value = serde_json::from_slice(&asked.stdout).unwrap();
    let resolved: Vec<&str> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let theirs = packages.filter(|package| !package["source"].is_null());
    theirs.filter(|package| resolved.contains(&package["id"].as_str().unwrap())).cloned().collect()
}

#[test]
fn every_dependency_has_a_licence_that_deny_toml_allows() {
    let deny = deny();
    let allowed = strings(&deny, "licenses", "allow");
    let exceptions = deny["licenses"]["exceptions"].as_array().unwrap();
    for platform in PLATFORMS {
        let all = dependencies(platform);
        assert!(all.len() > 100, "only {} dependencies on {platform}", all.len());
        let wrong: Vec<String> = all
            .iter()
            .filter(|package| {
                let name = package["name"].as_str().unwrap();
                let own = exceptions.iter().filter(|exception| exception["crate"].as_str() == Some(name));
                let own =
                    own.flat_map(|exception| exception["allow"].as_array().unwrap()).filter_map(|word| word.as_str());
                let allowed: Vec<&str> = allowed.iter().copied().chain(own).collect();
                !package["license"].as_str().is_some_and(|licence| is_allowed(licence, &allowed))
            })
            .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
            .collect();
        assert!(wrong.is_empty(), "{platform}: {wrong:#?}");
    }
}

#[test]
fn every_dependency_comes_from_crates_io_and_none_is_banned() {
    let lock: Table = read("Cargo.lock").parse().unwrap();
    let deny = deny();
    let banned: Vec<&str> =
        deny["bans"]["deny"].as_array().unwrap().iter().filter_map(|entry| entry["crate"].as_str()).collect();
    assert!(banned.contains(&"openssl"));
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        assert!(!banned.contains(&name), "{name} is banned");
        if let Some(source) = package.get("source").and_then(toml::Value::as_str) {
            assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{name}");
        }
    }
}

/// An advisory that is passed over says why, and is about something that is here.
#[test]
fn every_advisory_that_is_passed_over_has_a_reason_and_its_crate_in_the_lock() {
    let (lock, deny) = (read("Cargo.lock"), deny());
    let passed_over = deny["advisories"]["ignore"].as_array().unwrap();
    assert!(!passed_over.is_empty());
    for advisory in passed_over {
        let (id, reason) = (advisory["id"].as_str().unwrap(), advisory["reason"].as_str().unwrap());
        let name = reason.split([' ', ':']).next().unwrap();
        assert!(id.starts_with("RUSTSEC-") && reason.len() > name.len() + 10, "{id}: {reason}");
        assert!(lock.contains(&format!("name = \"{name}\"\n")), "{id}: {name} is gone, so the exception can go");
    }
}

#[test]
fn licence_expressions_are_read_as_they_are_meant() {
    let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"];
    for right in [
        "MIT",
        "MIT OR GPL-3.0",
        "GPL-3.0/MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        "GPL-3.0 AND LGPL-3.0 OR MIT",
    ] {
        assert!(is_allowed(right, &allowed), "{right}");
    }
    for wrong in
        ["", "GPL-3.0", "MIT AND GPL-3.0", "MIT WITH LLVM-exception", "(MIT OR GPL-3.0) AND GPL-3.0", "(MIT", "MIT MIT"]
    {
        assert!(!is_allowed(wrong, &allowed), "{wrong}");
    }
}
