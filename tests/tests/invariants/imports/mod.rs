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

/// What no crate may go past in the end: so many files in one circle, and no folders.
const FILES_IN_THE_END: usize = 3;

/// How large the circles of a crate are today.
struct Allowance {
    /// The crate's folder.
    folder: &'static str,
    /// Files in its largest circle.
    files: usize,
    /// Folders beside each other in their largest circle.
    folders: usize,
}

/// Today's figures. They only ever shrink: whoever makes a circle smaller lowers its figure in the same change.
const ALLOWED: [Allowance; 5] = [
    Allowance { folder: "crates/captrack-contract", files: 2, folders: 0 },
    Allowance { folder: "crates/captrack-monitor", files: 2, folders: 0 },
    Allowance { folder: "crates/captrack-store", files: 3, folders: 0 },
    Allowance { folder: "src-tauri", files: 0, folders: 0 },
    Allowance { folder: "ui", files: 2, folders: 0 },
];

/// What is wrong with a figure; a figure above what is wanted in the end has to be today's, so that nothing grows into what shrank.
fn wrong(what: &str, found: &Circle, allowed: usize, in_the_end: usize) -> Option<String> {
    let size = found.members.len();
    if size > allowed.max(in_the_end) {
        return Some(format!("{what}: {allowed} allowed, now {size}: {found}"));
    }
    (allowed > in_the_end && size < allowed).then(|| format!("{what}: only {size} are left of {allowed}: lower it"))
}

fn graph_of(folder: &str) -> Graph {
    graph(&format!("{folder}/src"), &sources(&format!("{folder}/src")))
}

#[test]
fn the_circles_of_imports_only_shrink() {
    let mut all = Vec::new();
    for allowance in &ALLOWED {
        let graph = graph_of(allowance.folder);
        let files = largest_between_files(&graph);
        let folders = largest_between_folders(&graph);
        println!("{}\n  files: {files}\n  folders: {folders}", allowance.folder);
        let of = allowance.folder;
        all.extend(wrong(&format!("files of {of}"), &files, allowance.files, FILES_IN_THE_END));
        all.extend(wrong(&format!("folders of {of}"), &folders, allowance.folders, 0));
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
    for allowance in &ALLOWED {
        let graph = graph_of(allowance.folder);
        let edges: usize = graph.imports.values().map(std::collections::BTreeSet::len).sum();
        assert!(edges >= graph.imports.len() / 2, "{}: only {edges} imports", allowance.folder);
        for imported in graph.imports.values().flatten() {
            let path = format!("{}/src/{imported}", allowance.folder);
            assert!(root().join(&path).is_file(), "{path} is imported and is not there");
        }
    }
}

#[test]
fn a_figure_may_neither_grow_nor_lag_behind() {
    let circle = |size: usize| Circle { members: vec![String::from("a.rs"); size], imports: Vec::new() };
    assert_eq!(wrong("files", &circle(5), 5, 3), None);
    assert!(wrong("files", &circle(6), 5, 3).is_some(), "it has grown");
    assert!(wrong("files", &circle(4), 5, 3).is_some(), "it has shrunk, and the figure is to follow");
    assert_eq!(wrong("files", &circle(2), 0, 3), None, "what is wanted in the end may stand");
    assert!(wrong("folders", &circle(2), 0, 0).is_some());
    assert!(wrong("folders", &circle(0), 2, 0).is_some());
}
