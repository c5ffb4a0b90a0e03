//! Texts use the words of `docs/glossary.md`: those that it replaced do not come back.

use crate::checkout::{Text, has_extension, texts};

/// Words of the code, and of earlier versions, which nobody has to know who reads a screen.
const REPLACED: &[(&str, &str)] = &[
    ("hull", "ship"),
    ("desk", "this computer, another CapTrack"),
    ("stands", "is open"),
    ("standing", "open"),
    ("told", "sent"),
    ("tells", "sends, shows, reports"),
    ("anew", "again"),
    ("put away", "Dismiss"),
    ("take back", "Undo"),
    ("taken back", "undone"),
    ("by itself", "automatically"),
    ("had better", "should"),
    ("whoever", "name them"),
    ("hears", "receives"),
    ("goes away", "is deleted"),
    ("how it was", "before"),
];

/// What a text says in its own words: without comments, keys, and what stands in braces.
fn words_of(line: &str) -> String {
    if line.starts_with('#') {
        return String::new();
    }
    let value = match line.split_once(" = ") {
        Some((key, value)) if !key.contains(' ') => value,
        _ => line,
    };
    let mut depth = 0_u32;
    let outside = value.chars().filter(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    let spaced: String = outside.map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    format!(" {} ", spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What a file says in a word that was replaced.
fn replaced_words(file: &Text) -> Vec<String> {
    let of_line = |(number, line): (usize, &str)| {
        let words = words_of(line);
        let is_there = |word: &str| words.contains(&format!(" {word} ")) || words.contains(&format!(" {word}s "));
        let found = REPLACED.iter().filter(|(word, _)| is_there(word));
        found.map(|(word, better)| format!("{}:{}: “{word}”, say {better}", file.path, number + 1)).collect::<Vec<_>>()
    };
    file.text.lines().enumerate().flat_map(of_line).collect()
}

#[test]
fn no_text_on_screen_uses_a_word_that_was_replaced() {
    let files: Vec<Text> = ["ui/src", "src-tauri/locales"]
        .into_iter()
        .flat_map(texts)
        .filter(|file| has_extension(&file.path, "ftl"))
        .collect();
    assert!(files.len() > 5, "{} files of texts", files.len());
    let wrong: Vec<String> = files.iter().flat_map(replaced_words).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_replaced_word_is_found_and_its_place_named() {
    let found = |text: &str| replaced_words(&Text::new("en.ftl", text));
    assert_eq!(
        found("a = Hulls of this desk"),
        ["en.ftl:1: “hull”, say ship", "en.ftl:1: “desk”, say this computer, another CapTrack"]
    );
    assert_eq!(found("a = { $n ->\n    [one] One hull\n}"), ["en.ftl:2: “hull”, say ship"]);
    assert!(found("# hulls\nhulls-of = Ships of { $hulls }\na = Desktop settings").is_empty());
}
