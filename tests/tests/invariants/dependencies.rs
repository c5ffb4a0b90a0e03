//! Dependencies point down, and a few crates of others belong in one place.

use crate::checkout::{members, workspace};
use crate::manifest::Manifest;

/// What each member may need of the others, tests apart. From the bottom up: a row names only members of rows above it.
const MAY_NEED: [(&str, &[&str]); 21] = [
    ("captrack-domain", &[]),
    ("captrack-universe", &["captrack-domain"]),
    ("captrack-ports", &["captrack-domain"]),
    ("captrack-text", &["captrack-domain"]),
    ("captrack-contract", &["captrack-domain", "captrack-text"]),
    ("captrack-store", &["captrack-domain"]),
    ("captrack-http", &["captrack-domain"]),
    ("captrack-sim", &["captrack-universe"]),
    (
        "captrack-monitor",
        &[
            "captrack-contract",
            "captrack-domain",
            "captrack-ports",
            "captrack-store",
            "captrack-text",
            "captrack-universe",
        ],
    ),
    ("captrack-secrets", &["captrack-domain", "captrack-ports"]),
    ("captrack-esi", &["captrack-domain", "captrack-http", "captrack-ports", "captrack-text", "captrack-universe"]),
    ("captrack-discord", &["captrack-domain", "captrack-http", "captrack-ports", "captrack-text"]),
    ("captrack-allianceauth", &["captrack-domain", "captrack-http", "captrack-ports"]),
    ("captrack-testing", &["captrack-domain", "captrack-http", "captrack-ports", "captrack-sim"]),
    (
        "captrack-desk",
        &[
            "captrack-allianceauth",
            "captrack-contract",
            "captrack-discord",
            "captrack-domain",
            "captrack-esi",
            "captrack-http",
            "captrack-monitor",
            "captrack-ports",
            "captrack-secrets",
            "captrack-sim",
            "captrack-store",
            "captrack-text",
        ],
    ),
    (
        "captrack-fuzzing",
        &[
            "captrack-allianceauth",
            "captrack-contract",
            "captrack-desk",
            "captrack-discord",
            "captrack-domain",
            "captrack-esi",
            "captrack-http",
            "captrack-monitor",
            "captrack-ports",
            "captrack-secrets",
            "captrack-testing",
            "captrack-text",
        ],
    ),
    (
        "captrack",
        &[
            "captrack-contract",
            "captrack-desk",
            "captrack-domain",
            "captrack-monitor",
            "captrack-ports",
            "captrack-text",
        ],
    ),
    ("captrack-ui", &["captrack-contract", "captrack-domain", "captrack-text"]),
    ("page-bindgen", &[]),
    ("xtask", &[]),
    ("captrack-tests", &["captrack-testing"]),
];

/// What one member needs of the others and may not.
fn upward(member: &Manifest, ours: &[String], may_need: &[(&str, &[&str])]) -> Vec<String> {
    let Some((_, allowed)) = may_need.iter().find(|(name, _)| *name == member.name) else {
        return vec![format!("{} has no row: say what it may need", member.name)];
    };
    let needs = member.needs.iter().filter(|name| ours.contains(name));
    needs
        .filter(|name| !allowed.contains(&name.as_str()))
        .map(|name| format!("{} may not need {name}", member.name))
        .collect()
}

#[test]
fn dependencies_point_down() {
    let members = members();
    let ours: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
    let wrong: Vec<String> = members.iter().flat_map(|member| upward(member, &ours, &MAY_NEED)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_itself_has_no_circle() {
    for (index, (name, needs)) in MAY_NEED.iter().enumerate() {
        for need in *needs {
            let below = MAY_NEED[..index].iter().any(|(lower, _)| lower == need);
            assert!(below, "{name} is listed above {need}, which it may need");
        }
    }
}

#[test]
fn a_dependency_that_points_up_is_found() {
    let text = "[package]\nname = \"captrack-domain\"\n[dependencies]\ncaptrack-store.workspace = true\njiff = \"1\"\n";
    let domain = Manifest::parse("crates/captrack-domain", text);
    let ours = ["captrack-domain", "captrack-store"].map(str::to_owned);
    assert_eq!(upward(&domain, &ours, &MAY_NEED), ["captrack-domain may not need captrack-store"]);
    let stranger = Manifest::parse("x", "[package]\nname = \"captrack-new\"\n");
    assert_eq!(upward(&stranger, &ours, &MAY_NEED).len(), 1);
}

/// Members that need one of these packages, and are not among those who may.
fn strangers<'a>(needs: impl Iterator<Item = (&'a str, &'a String)>, what: &[&str], may: &[&str]) -> Vec<String> {
    let is_meant = |package: &str| {
        what.iter().any(|what| match what.strip_suffix('*') {
            Some(prefix) => package.starts_with(prefix),
            None => package == *what,
        })
    };
    needs
        .filter(|(member, package)| is_meant(package) && !may.contains(member))
        .map(|(member, package)| format!("{member} needs {package}"))
        .collect()
}

/// What goes into the program.
fn needs(members: &[Manifest]) -> impl Iterator<Item = (&str, &String)> {
    members.iter().flat_map(|member| member.needs.iter().map(|package| (member.name.as_str(), package)))
}

/// The same, and what tests need.
fn all_needs(members: &[Manifest]) -> impl Iterator<Item = (&str, &String)> {
    members.iter().flat_map(|member| member.all().map(|package| (member.name.as_str(), package)))
}

#[test]
fn only_the_shell_depends_on_tauri() {
    let members = members();
    let found = strangers(all_needs(&members), &["tauri*", "wry", "tao", "webkit2gtk*", "webview2*"], &["captrack"]);
    assert!(found.is_empty(), "{found:#?}");
    assert!(needs(&members).any(|(member, package)| (member, package.as_str()) == ("captrack", "tauri")));
}

#[test]
fn only_the_store_depends_on_a_database() {
    let members = members();
    let found =
        strangers(all_needs(&members), &["sqlx*", "rusqlite", "libsqlite3-sys", "diesel*"], &["captrack-store"]);
    assert!(found.is_empty(), "{found:#?}");
    assert!(needs(&members).any(|(member, package)| (member, package.as_str()) == ("captrack-store", "sqlx")));
}

#[test]
fn only_one_crate_names_an_http_client_and_only_the_adapters_use_it() {
    let members = members();
    // The tests speak to the sim and to the web view's driver themselves.
    let may = ["captrack-http", "captrack-tests"];
    let clients = ["reqwest*", "ureq", "hyper", "hyper-util", "isahc", "curl", "awc", "gloo-net"];
    let found = strangers(needs(&members), &clients, &may);
    assert!(found.is_empty(), "{found:#?}");
    let may = [
        "captrack-esi",
        "captrack-discord",
        "captrack-allianceauth",
        "captrack-desk",
        "captrack-testing",
        "captrack-fuzzing",
    ];
    let found = strangers(needs(&members), &["captrack-http"], &may);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_proxies_of_windows_and_macos_count() {
    let manifest = workspace();
    let features = manifest["workspace"]["dependencies"]["reqwest"]["features"].as_array().unwrap();
    for needed in ["system-proxy", "http2", "gzip"] {
        assert!(features.iter().any(|feature| feature.as_str() == Some(needed)), "{needed}");
    }
}

#[test]
fn a_package_in_the_wrong_place_is_found() {
    let text =
        "[package]\nname = \"captrack-ui\"\n[dependencies]\ntauri-sys = \"1\"\n[dev-dependencies]\nsqlx = \"1\"\n";
    let members = [Manifest::parse("ui", text)];
    assert_eq!(strangers(all_needs(&members), &["tauri*"], &["captrack"]), ["captrack-ui needs tauri-sys"]);
    assert_eq!(strangers(all_needs(&members), &["sqlx*"], &["captrack-store"]), ["captrack-ui needs sqlx"]);
    assert!(strangers(needs(&members), &["sqlx*"], &["captrack-store"]).is_empty());
}
