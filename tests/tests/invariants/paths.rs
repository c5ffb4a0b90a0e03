//! Nothing in the checkout knows whose machine it was written on.

use crate::checkout::{Text, texts};

/// The invented user of tests and examples.
const NOBODY: &str = "kara";

/// Where people's home folders lie, put together so that this file does not name them.
fn homes() -> [String; 4] {
    [["/", "home/"].concat(), ["/", "Users/"].concat(), ["\\", "Users\\"].concat(), ["/", "root/"].concat()]
}

/// The home folders that a text names.
fn homes_in(text: &Text) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.text.lines() {
        for home in homes() {
            for (at, _) in line.match_indices(&home) {
                // A path that begins further left, such as a URL's, is nobody's home.
                let begins = at == 0 || !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '.');
                let who: String = line[at + home.len()..].chars().take_while(|c| c.is_alphanumeric()).collect();
                let of_root = home.contains("root");
                if begins && (of_root || (!who.is_empty() && who != NOBODY)) {
                    found.push(format!("{}: {}", text.path, line.trim()));
                }
            }
        }
    }
    found
}

#[test]
fn no_file_names_a_home_folder() {
    let found: Vec<String> = texts("").iter().flat_map(homes_in).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_home_folder_is_found_and_the_invented_one_is_not() {
    let found = |parts: &[&str]| !homes_in(&Text::new("x", &parts.concat())).is_empty();
    assert!(found(&["open(\"/", "home/somebody/data\")"]));
    assert!(found(&["see /", "root/.cache"]));
    assert!(found(&["C:\\", "Users\\Somebody"]));
    assert!(!found(&["/", "home/kara/checkout"]));
    assert!(!found(&["https://example.org/", "home/page"]));
    assert!(!found(&["$HOME/.cache"]));
}
