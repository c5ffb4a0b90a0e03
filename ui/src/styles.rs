//! What code and styles say of each other is true.

use std::fs;
use std::path::Path;

/// All files in a folder and below, with their names.
fn files(folder: &str) -> Vec<(String, String)> {
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
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all);
    all
}

fn code() -> Vec<(String, String)> {
    files("src").into_iter().filter(|(name, _)| name != "styles.rs").collect()
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
    let styles: String = files("css").into_iter().map(|(_, style)| style).collect();
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
    let styles: String = files("css").into_iter().map(|(_, style)| style).collect();
    for used in styles.split("var(--").skip(1) {
        let name = used.split([')', ',']).next().unwrap();
        assert!(styles.contains(&format!("--{name}:")), "--{name}");
    }
}
