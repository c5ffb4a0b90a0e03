//! The documentation has no example that would have to be run: `cargo xtask test` runs none.

use crate::checkout::{Text, member_folders, sources};

/// Where an example in the documentation begins that `cargo test --doc` would run.
fn examples(source: &Text) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in source.text.lines() {
        let line = line.trim_start();
        let Some(said) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else { continue };
        let Some(fence) = said.trim_start().strip_prefix("```") else { continue };
        let runs = !["text", "json", "toml", "sh", "ignore", "sql"].iter().any(|word| fence.starts_with(word));
        if !inside && runs {
            found.push(format!("{}: {line}", source.path));
        }
        inside = !inside;
    }
    found
}

#[test]
fn no_documentation_has_an_example_that_nobody_runs() {
    let wrong: Vec<String> =
        member_folders().iter().flat_map(|folder| sources(folder)).flat_map(|source| examples(&source)).collect();
    assert!(wrong.is_empty(), "write a test, or call it text: {wrong:#?}");
}

#[test]
fn an_example_is_found_and_a_piece_of_text_is_not() {
    assert_eq!(examples(&Text::new("x.rs", "/// Adds.\n/// ```\n/// assert!(true);\n/// ```\nfn f() {}")).len(), 1);
    assert_eq!(examples(&Text::new("x.rs", "//! ```text\n//! a -> b\n//! ```\n//! ```rust\n//! ```")).len(), 1);
    assert!(examples(&Text::new("x.rs", "// ```\nlet a = \"```\";")).is_empty());
}
