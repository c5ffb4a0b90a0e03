//! Which file of a crate imports which, and the circles in that: a file in a circle cannot be read, tested or moved without the others.
//!
//! Code for tests does not count. A re-export counts for whoever imports through it, as an import of the file that defines the item.

mod circles;
mod graph;
mod layers;
mod module;
mod resolve;

use crate::checkout::{root, sources};
use circles::{Circle, largest_between_files, largest_between_folders};
use graph::{Graph, graph};

/// So many files may be in one circle, and no folders.
const MOST_FILES: usize = 3;

/// The crates that are large enough to tie themselves in knots.
const CRATES: [&str; 5] =
    ["crates/captrack-contract", "crates/captrack-monitor", "crates/captrack-store", "src-tauri", "ui"];

/// What is wrong with a circle.
fn wrong(what: &str, found: &Circle, most: usize) -> Option<String> {
    let size = found.members.len();
    (size > most).then(|| format!("{what}: at most {most}, now {size}: {found}"))
}

fn graph_of(folder: &str) -> Graph {
    graph(&format!("{folder}/src"), &sources(&format!("{folder}/src")))
}

#[test]
fn no_circle_of_imports_has_more_than_three_files_or_leads_over_two_folders() {
    let mut all = Vec::new();
    for of in CRATES {
        let graph = graph_of(of);
        let files = largest_between_files(&graph);
        let folders = largest_between_folders(&graph);
        println!("{of}\n  files: {files}\n  folders: {folders}");
        all.extend(wrong(&format!("files of {of}"), &files, MOST_FILES));
        all.extend(wrong(&format!("folders of {of}"), &folders, 0));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn kit_imports_no_feature_and_features_import_none_of_each_other() {
    let graph = graph_of("ui");
    for feature in layers::FEATURES {
        let page = format!("{feature}/page.rs");
        assert!(graph.imports.contains_key(&page), "{page} is not there");
    }
    let wrong = layers::wrong(&graph);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A resolver that finds nothing would find no circle either.
#[test]
fn what_is_imported_is_found_in_every_crate() {
    for of in CRATES {
        let graph = graph_of(of);
        let edges: usize = graph.imports.values().map(std::collections::BTreeSet::len).sum();
        assert!(edges >= graph.imports.len() / 2, "{of}: only {edges} imports");
        for imported in graph.imports.values().flatten() {
            let path = format!("{of}/src/{imported}");
            assert!(root().join(&path).is_file(), "{path} is imported and is not there");
        }
    }
}

#[test]
fn a_circle_of_four_files_or_of_two_folders_is_too_large() {
    let circle = |size: usize| Circle { members: vec![String::from("a.rs"); size], imports: Vec::new() };
    assert_eq!(wrong("files", &circle(3), MOST_FILES), None);
    assert!(wrong("files", &circle(4), MOST_FILES).is_some());
    assert_eq!(wrong("folders", &circle(0), 0), None);
    assert!(wrong("folders", &circle(2), 0).is_some());
}
