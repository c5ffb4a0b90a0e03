//! Names that want to be more than names.

use proptest::prelude::*;

const NASTY: [&str; 24] = [
    "@everyone",
    "@here",
    "<@123456789>",
    "<@&987654321>",
    "<#55>",
    "</ban:1>",
    "<:evil:1>",
    "<t:0:R>",
    "**",
    "__",
    "~~",
    "||",
    "`",
    "```",
    "[click](https://evil.example)",
    "https://evil.example/x",
    "\\",
    "\u{202E}",
    "\u{200B}",
    "\u{2066}",
    "# ",
    "> ",
    "\n- ",
    "👩‍👩‍👧",
];

/// A name of up to 37 characters that tries everything.
pub fn name() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(NASTY.as_slice()).prop_map(str::to_owned);
    let part =
        prop_oneof![3 => nasty, 2 => "[A-Za-z' -]{1,12}", 1 => "\\PC{1,6}", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat().chars().take(37).collect())
}

/// Panics when a text, as Discord reads it, is more than text.
pub fn assert_harmless(text: &str) {
    assert!(!text.contains('@'), "{text:?}");
    let text = without_our_strokes(&without_our_times(text)).replace(r"\\", "");
    for escaped in ['<', '>', '[', ']', ':', '#', '`', '~', '|'] {
        let bare = text.replace(&format!("\\{escaped}"), "");
        assert!(!bare.contains(escaped), "{escaped} in {text:?}");
    }
    for letter in text.chars() {
        let shown = letter == '\n' || !letter.is_control();
        let marks = ['\u{200B}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{202E}', '\u{2066}', '\u{FEFF}'];
        assert!(shown && !marks.contains(&letter), "{letter:?} in {text:?}");
    }
}

/// `<t:1795359600:R>` is ours; the same out of a name has been escaped and stays.
fn without_our_times(text: &str) -> String {
    let mut rest = text.to_owned();
    for (before, after) in [("seen <t:", ":R>"), ("until <t:", ":f>")] {
        while let Some(from) = rest.find(before) {
            let to = rest[from..].find(after).unwrap() + from + after.len();
            rest.replace_range(from..to, "");
        }
    }
    rest
}

/// `~~Avatar · Mira Voss~~ · resolved after 2 h` is struck through by us from its beginning to its last pair of tildes.
fn without_our_strokes(text: &str) -> String {
    let line = |line: &str| {
        let Some(struck) = line.strip_prefix("~~") else { return line.to_owned() };
        let end = struck.rfind("~~").unwrap();
        format!("{}{}", &struck[..end], &struck[end + 2..])
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
