//! The page by feature: what of it may import what.

use std::collections::BTreeSet;

use super::graph::Graph;

/// The features: whole parts of the page, none of which knows another. What two of them need lies below them.
pub const FEATURES: [&str; 5] = ["activity", "dashboard", "pilots", "relay", "settings"];
/// What lies below the features, from the bottom up: each imports only what stands before it. Above them is `app` alone.
const BELOW: [&str; 6] = ["platform", "words", "desk", "kit", "window", "actions"];
const APP: &str = "app";

/// Where in the house a folder stands; none: nowhere.
fn storey(folder: &str) -> Option<usize> {
    if FEATURES.contains(&folder) {
        return Some(BELOW.len());
    }
    if folder == APP {
        return Some(BELOW.len() + 1);
    }
    BELOW.iter().position(|below| *below == folder)
}

/// The folder at the root that a file lies in; none of a file at the root itself.
fn folder(file: &str) -> Option<&str> {
    file.split_once('/').map(|(folder, _)| folder)
}

/// Every import that leads upward or from one feature into another, and every folder that stands nowhere.
pub fn wrong(graph: &Graph) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    for (from, imported) in &graph.imports {
        // The root names what there is.
        let Some(of) = folder(from) else { continue };
        let Some(place) = storey(of) else {
            wrong.insert(format!("{of} stands nowhere in the house"));
            continue;
        };
        for to in imported {
            let into = folder(to);
            let is_below = into.and_then(storey).is_some_and(|below| below < place);
            if into != Some(of) && !is_below {
                wrong.insert(format!("{from} imports {to}"));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong_of(imports: &[(&str, &str)]) -> Vec<String> {
        let mut graph = Graph::default();
        for (from, to) in imports {
            graph.imports.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        wrong(&graph).into_iter().collect()
    }

    #[test]
    fn what_stands_below_may_be_imported_and_what_lies_in_the_same_folder() {
        let fine = [
            ("main.rs", "app/start.rs"),
            ("app/start.rs", "settings/page.rs"),
            ("settings/page.rs", "kit/list/drag.rs"),
            ("settings/page.rs", "settings/rules/groups.rs"),
            ("kit/icon.rs", "words/text.rs"),
        ];
        assert_eq!(wrong_of(&fine), Vec::<String>::new());
    }

    #[test]
    fn no_feature_knows_another_and_nothing_below_knows_any() {
        for import in [
            ("pilots/page.rs", "settings/page.rs"),
            ("kit/list/drag.rs", "dashboard/menu.rs"),
            ("window/rail.rs", "app/main_window.rs"),
            ("words/time.rs", "fixtures.rs"),
        ] {
            assert_eq!(wrong_of(&[import]), [format!("{} imports {}", import.0, import.1)]);
        }
        assert_eq!(wrong_of(&[("components/a.rs", "kit/icon.rs")]), ["components stands nowhere in the house"]);
    }
}
