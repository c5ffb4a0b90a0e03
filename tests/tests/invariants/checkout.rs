//! The checkout: its members and the files that people write.

use std::fs;
use std::path::{Path, PathBuf};

use crate::manifest::Manifest;

/// Folders that tools fill.
const MADE_BY_TOOLS: [&str; 6] = ["target", ".git", "node_modules", "dist", "gen", "test-output"];

/// A text file and where it lies, seen from the checkout's root, with `/` between folders.
#[derive(Debug, Clone)]
pub struct Text {
    pub path: String,
    pub text: String,
}

impl Text {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

/// The root of the checkout: of the one the tests run in, which cargo names, not of the one they were built in.
pub fn root() -> PathBuf {
    let member = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&member).parent().unwrap().to_owned()
}

/// A file at the root.
pub fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The root's manifest.
pub fn workspace() -> toml::Table {
    read("Cargo.toml").parse().unwrap()
}

/// The folder of every member, in the order of the root's manifest.
pub fn member_folders() -> Vec<String> {
    let members = workspace()["workspace"]["members"].as_array().unwrap().clone();
    members.iter().map(|member| member.as_str().unwrap().to_owned()).collect()
}

/// Every member's manifest.
pub fn members() -> Vec<Manifest> {
    member_folders()
        .into_iter()
        .map(|folder| {
            let text = read(&format!("{folder}/Cargo.toml"));
            Manifest::parse(&folder, &text)
        })
        .collect()
}

/// Every text file below a folder of the checkout; `""` is all of it.
pub fn texts(folder: &str) -> Vec<Text> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "nothing is in {folder}");
    found
}

/// The Rust sources below a folder.
pub fn sources(folder: &str) -> Vec<Text> {
    texts(folder).into_iter().filter(|text| has_extension(&text.path, "rs")).collect()
}

/// Whether a path ends in this extension.
pub fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

fn collect(folder: &Path, found: &mut Vec<Text>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_symlink() || MADE_BY_TOOLS.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, found);
        } else if let Some(text) = readable(&path) {
            let from_root = path.strip_prefix(root()).unwrap();
            let parts: Vec<_> = from_root.iter().map(|part| part.to_string_lossy()).collect();
            found.push(Text { path: parts.join("/"), text });
        }
    }
}

/// A file's text; none for a picture or a font.
fn readable(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    if bytes.contains(&0) {
        return None;
    }
    String::from_utf8(bytes).ok()
}

#[test]
fn every_member_is_found_with_its_sources() {
    let members = members();
    assert!(members.iter().any(|member| member.name == "captrack-domain"));
    assert!(members.iter().any(|member| member.name == "captrack"), "the shell");
    for member in &members {
        assert!(!sources(&member.folder).is_empty(), "{}", member.folder);
    }
}

#[test]
fn a_comment_tells_what_every_member_is_for() {
    let manifest = read("Cargo.toml");
    for folder in member_folders() {
        let line = manifest.lines().find(|line| line.contains(&format!("\"{folder}\""))).unwrap();
        let comment = line.split_once('#').map_or("", |(_, comment)| comment.trim());
        assert!(comment.len() > 10, "{folder} has no comment in Cargo.toml");
    }
}

/// The rows of the code map, as far as they name folders: what stands in backquotes in their first column.
fn mapped(architecture: &str) -> Vec<String> {
    let map = architecture.split("## Code map").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
    let rows = map.lines().filter_map(|line| line.strip_prefix('|')).filter_map(|row| row.split('|').next());
    rows.flat_map(|first| first.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn architecture_names_every_member_and_no_folder_that_is_not_there() {
    let mapped = mapped(&read("ARCHITECTURE.md"));
    for folder in member_folders() {
        // A member inside another one's folder is told of there.
        let is_named = mapped.iter().any(|named| folder == *named || folder.starts_with(&format!("{named}/")));
        assert!(is_named, "{folder} is not in the code map of ARCHITECTURE.md");
    }
    for named in &mapped {
        assert!(root().join(named).is_dir(), "ARCHITECTURE.md maps {named}, which is not there");
    }
}

#[test]
fn the_code_map_is_read_row_by_row() {
    let map =
        "## Code map\n\n| where | what |\n|---|---|\n| `a/b` | `no` |\n| `c`, `d` | x |\n\n## Next\n| `e` | y |\n";
    assert_eq!(mapped(map), ["a/b", "c", "d"]);
}
