//! What a member's manifest says.

use std::collections::BTreeSet;

use toml::Table;

/// A member's manifest, as far as the invariants ask.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The folder it lies in.
    pub folder: String,
    /// The package.
    pub name: String,
    /// What goes into the program, or into building it: on any platform, with any feature.
    pub needs: BTreeSet<String>,
    /// What only its tests need.
    pub tests_need: BTreeSet<String>,
    /// It takes the workspace's lints.
    pub has_lints: bool,
    /// It is never published by accident.
    pub inherits: bool,
}

impl Manifest {
    pub fn parse(folder: &str, text: &str) -> Self {
        let table: Table = text.parse().unwrap_or_else(|error| panic!("{folder}/Cargo.toml: {error}"));
        let package = table["package"].as_table().unwrap();
        let mut needs = names(&table, "dependencies");
        needs.extend(names(&table, "build-dependencies"));
        let mut tests_need = names(&table, "dev-dependencies");
        for (_, platform) in table.get("target").and_then(toml::Value::as_table).into_iter().flatten() {
            let Some(platform) = platform.as_table() else { continue };
            needs.extend(names(platform, "dependencies"));
            needs.extend(names(platform, "build-dependencies"));
            tests_need.extend(names(platform, "dev-dependencies"));
        }
        let inherited = |key: &str| package.get(key).and_then(|value| value.get("workspace")).is_some();
        Self {
            folder: folder.to_owned(),
            name: package["name"].as_str().unwrap().to_owned(),
            needs,
            tests_need,
            has_lints: table.get("lints").and_then(|lints| lints.get("workspace")).is_some(),
            inherits: ["version", "edition", "rust-version", "license", "publish"].into_iter().all(inherited),
        }
    }

    /// All that it needs, tests included.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.needs.iter().chain(&self.tests_need)
    }
}

/// The packages of one table, by their own names also where they are renamed.
fn names(table: &Table, kind: &str) -> BTreeSet<String> {
    let entries = table.get(kind).and_then(toml::Value::as_table).into_iter().flatten();
    entries.map(|(name, value)| value.get("package").and_then(toml::Value::as_str).unwrap_or(name).to_owned()).collect()
}

#[test]
fn dependencies_are_found_wherever_they_stand() {
    let manifest = Manifest::parse(
        "x",
        "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\nrenamed = { package = \"b\", version = \"1\" }\n\
         [build-dependencies]\nc = \"1\"\n[target.'cfg(unix)'.dependencies]\nd = \"1\"\n[dependencies.e]\nversion = \"1\"\n\
         [target.'cfg(unix)'.dev-dependencies]\nf = \"1\"\n[dev-dependencies]\ng = \"1\"\n",
    );
    assert_eq!(manifest.needs, ["a", "b", "c", "d", "e"].map(str::to_owned).into());
    assert_eq!(manifest.tests_need, ["f", "g"].map(str::to_owned).into());
    assert!(!manifest.has_lints && !manifest.inherits);
}

#[test]
fn every_member_takes_the_workspaces_lints_version_and_licence() {
    for member in crate::checkout::members() {
        assert!(member.has_lints, "{} does not take the workspace's lints", member.folder);
        assert!(member.inherits, "{} does not inherit version, edition, licence or publish", member.folder);
    }
}
