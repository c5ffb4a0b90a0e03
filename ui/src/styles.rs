//! What code and styles say of each other is true.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// All files of the page with that ending, with their names.
fn files(ending: &str) -> Vec<(String, String)> {
    fn collect(folder: &Path, all: &mut Vec<(String, String)>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                collect(&path, all);
            } else {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                all.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all.retain(|(name, _)| name.ends_with(ending));
    all
}

fn code() -> Vec<(String, String)> {
    files(".rs").into_iter().filter(|(name, _)| name != "styles.rs").collect()
}

#[test]
fn no_element_has_a_style_of_its_own_which_the_content_security_policy_would_refuse() {
    for (name, code) in code() {
        // `~style` sets the property, which the policy leaves alone.
        assert!(!code.replace("~style=", "").contains("style="), "{name}");
    }
}

#[test]
fn every_class_in_the_code_has_a_style() {
    let styles: String = files(".css").into_iter().map(|(_, style)| style).collect();
    for (name, code) in code() {
        for classes in code.split("class=\"").skip(1) {
            let classes = classes.split('"').next().unwrap();
            for class in classes.split_whitespace() {
                assert!(styles.contains(&format!(".{class}")), "{name}: {class}");
            }
        }
    }
}

#[test]
fn styles_use_no_variable_that_is_not_defined() {
    let styles: String = files(".css").into_iter().map(|(_, style)| style).collect();
    for used in styles.split("var(--").skip(1) {
        let name = used.split([')', ',']).next().unwrap();
        assert!(styles.contains(&format!("--{name}:")), "--{name}");
    }
}

/// The joined sheet has them in the order of their names: two of one name would have none.
#[test]
fn no_two_style_sheets_have_the_same_name() {
    let names: Vec<String> = files(".css").into_iter().map(|(name, _)| name).collect();
    assert!(names.len() > 30, "{names:?}");
    let different: BTreeSet<&String> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
}
