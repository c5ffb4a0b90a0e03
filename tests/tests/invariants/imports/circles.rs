//! Circles in a graph of imports: between files, and between folders that lie beside each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::graph::Graph;

/// What can reach each other over imports, and over which ones.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Circle {
    pub members: Vec<String>,
    /// The imports within it, `from -> to`.
    pub imports: Vec<String>,
}

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.members.is_empty() {
            return f.write_str("no circle");
        }
        write!(f, "{} in one circle: {}", self.members.len(), self.members.join(", "))?;
        self.imports.iter().try_for_each(|import| write!(f, "\n      {import}"))
    }
}

type Edges = BTreeMap<String, BTreeSet<String>>;

/// The largest circle of files.
pub fn largest_between_files(graph: &Graph) -> Circle {
    let circles = circles(&graph.imports).into_iter().map(|circle| told(circle, &graph.imports));
    circles.max_by_key(|circle| circle.members.len()).unwrap_or_default()
}

/// The largest circle of folders that lie in one folder. A circle over a file that lies beside them counts as well, without that file.
pub fn largest_between_folders(graph: &Graph) -> Circle {
    let folders = folders(graph);
    let parents: BTreeSet<&str> = folders.iter().map(|folder| parent(folder)).collect();
    let mut largest = Circle::default();
    for within in parents {
        let edges = between_units(graph, &folders, within);
        for circle in circles(&edges) {
            let mut circle = told(circle, &edges);
            circle.members.retain(|unit| unit.ends_with('/'));
            if circle.members.len() > 1 && circle.members.len() > largest.members.len() {
                largest = circle;
            }
        }
    }
    largest
}

/// Every folder that a file lies in, without the root; `a/b`.
fn folders(graph: &Graph) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in graph.imports.keys() {
        let mut folder = parent(file);
        while !folder.is_empty() {
            found.insert(folder.to_owned());
            folder = parent(folder);
        }
    }
    found
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The imports between what lies in a folder: folders (`a/`, with `a.rs` beside it) and single files.
fn between_units(graph: &Graph, folders: &BTreeSet<String>, within: &str) -> Edges {
    let mut edges = Edges::new();
    for (file, imported) in &graph.imports {
        let Some(from) = unit(file, folders, within) else { continue };
        let to = imported.iter().filter_map(|file| unit(file, folders, within)).filter(|to| *to != from);
        edges.entry(from.clone()).or_default().extend(to);
    }
    edges
}

/// What of a folder a file belongs to; none if it lies elsewhere.
fn unit(file: &str, folders: &BTreeSet<String>, within: &str) -> Option<String> {
    let inner = if within.is_empty() { file } else { file.strip_prefix(within)?.strip_prefix('/')? };
    let prefix = if within.is_empty() { String::new() } else { format!("{within}/") };
    let name = match inner.split_once('/') {
        Some((folder, _)) => return Some(format!("{prefix}{folder}/")),
        None => inner,
    };
    let folder = format!("{prefix}{}", name.strip_suffix(".rs").unwrap_or(name));
    Some(if folders.contains(&folder) { format!("{folder}/") } else { format!("{prefix}{name}") })
}

fn told(members: Vec<String>, edges: &Edges) -> Circle {
    let within = |from: &String| {
        let to = edges.get(from).into_iter().flatten().filter(|to| members.contains(to));
        to.map(|to| format!("{from} -> {to}")).collect::<Vec<_>>()
    };
    let imports = members.iter().flat_map(within).collect();
    Circle { members, imports }
}

/// Every set of two or more nodes that all reach each other.
fn circles(edges: &Edges) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = edges.keys().map(|from| (from, reached(from, edges))).collect();
    let mut done = BTreeSet::new();
    let mut found = Vec::new();
    for (from, reached) in &reach {
        if done.contains(from) {
            continue;
        }
        let back = |to: &&&String| reach.get(**to).is_some_and(|reached| reached.contains(from));
        let mut circle: Vec<String> = reached.iter().filter(back).map(|to| (*to).clone()).collect();
        circle.sort();
        done.extend(reached.iter().copied().filter(|to| circle.contains(to)));
        if circle.len() > 1 {
            found.push(circle);
        }
    }
    found
}

/// What a node reaches over one import or more.
fn reached<'e>(from: &String, edges: &'e Edges) -> BTreeSet<&'e String> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&String> = edges.get(from).into_iter().flatten().collect();
    while let Some(node) = next.pop() {
        if found.insert(node) {
            next.extend(edges.get(node).into_iter().flatten());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(imports: &[(&str, &[&str])]) -> Graph {
        let mut graph = Graph::default();
        for (from, to) in imports {
            graph.imports.entry((*from).to_owned()).or_default().extend(to.iter().map(|to| (*to).to_owned()));
            for to in *to {
                graph.imports.entry((*to).to_owned()).or_default();
            }
        }
        graph
    }

    #[test]
    fn the_largest_circle_of_files_is_found_with_its_imports() {
        let graph = graph(&[
            ("a.rs", &["b.rs"]),
            ("b.rs", &["a.rs"]),
            ("c.rs", &["d.rs", "a.rs"]),
            ("d.rs", &["e.rs"]),
            ("e.rs", &["c.rs"]),
        ]);
        let circle = largest_between_files(&graph);
        assert_eq!(circle.members, ["c.rs", "d.rs", "e.rs"]);
        assert_eq!(circle.imports, ["c.rs -> d.rs", "d.rs -> e.rs", "e.rs -> c.rs"]);
    }

    #[test]
    fn a_tree_has_no_circle() {
        let graph = graph(&[("lib.rs", &["a/mod.rs", "b.rs"]), ("a/mod.rs", &["b.rs"])]);
        assert_eq!(largest_between_files(&graph), Circle::default());
        assert_eq!(largest_between_folders(&graph), Circle::default());
    }

    #[test]
    fn folders_are_in_a_circle_though_none_of_their_files_is() {
        let graph = graph(&[("a/one.rs", &["b/one.rs"]), ("b/two.rs", &["a/two.rs"])]);
        assert_eq!(largest_between_files(&graph), Circle::default());
        assert_eq!(largest_between_folders(&graph).members, ["a/", "b/"]);
    }

    #[test]
    fn a_file_named_as_a_folder_belongs_to_it() {
        let graph = graph(&[("a.rs", &["b/one.rs"]), ("a/one.rs", &[]), ("b/one.rs", &["a/one.rs"])]);
        assert_eq!(largest_between_folders(&graph).members, ["a/", "b/"]);
    }

    #[test]
    fn a_circle_of_folders_may_lead_over_a_file_beside_them() {
        let graph = graph(&[("a/one.rs", &["x.rs"]), ("x.rs", &["b/one.rs"]), ("b/one.rs", &["a/two.rs"])]);
        assert_eq!(largest_between_folders(&graph).members, ["a/", "b/"]);
    }

    #[test]
    fn a_folder_and_a_file_beside_it_are_no_circle_of_folders() {
        let graph = graph(&[("a/one.rs", &["x.rs"]), ("x.rs", &["a/two.rs"])]);
        assert_eq!(largest_between_folders(&graph), Circle::default());
    }

    #[test]
    fn folders_inside_a_folder_are_looked_at_as_well() {
        let graph = graph(&[("a/b/one.rs", &["a/c/one.rs"]), ("a/c/two.rs", &["a/b/two.rs"])]);
        assert_eq!(largest_between_folders(&graph).members, ["a/b/", "a/c/"]);
    }
}
