//! What commands print for people, in the pseudo-language: a word that stands outside of its marks is a name, or English that no file of texts has.

use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};
use captrack_text::unmarked_words;

use crate::program::{Ended, Program};

/// Names of the world, of servers and of formats, codes of the activity log and keys of a file of settings.
const NAMES: [&str; 18] = [
    "Kara",
    "Volkov",
    "Mira",
    "Solace",
    "Avatar",
    "Delve",
    "EVE",
    "CapTrack",
    "captrack",
    "snoozed",
    "monitoring",
    "policy",
    "Nobody",
    "nowhere",
    "toml",
    "classes",
    "carrier",
    "https",
];
/// Codes of the activity log, and what the system says of a file that is not there.
const CODES: [&str; 3] = ["signed_in", "alert_new", "No such file or directory (os error 2)"];

/// A command, what stands on its standard input, and how it ends.
type Step<'a> = (&'a [&'a str], &'a str, i32);

fn english_in(ended: &Ended, path: &str) -> Vec<String> {
    let own = ["/data", "/secrets"].map(|name| format!("{path}{name}"));
    let no_words = own.iter().map(String::as_str).chain(CODES);
    let printed = no_words.fold(format!("{}{}", ended.out, ended.err), |rest, words| rest.replace(words, ""));
    let lines = printed.lines().map(|line| line.strip_prefix("captrack: ").unwrap_or(line));
    let is_english = |line: &&str| {
        unmarked_words(line).iter().any(|word| {
            let is_with_number = word.starts_with(|first: char| first.is_ascii_digit());
            word.chars().count() > 1 && !is_with_number && !NAMES.contains(&word.as_str())
        })
    };
    lines.filter(is_english).map(str::to_owned).collect()
}

#[test]
fn in_the_pseudo_language_no_command_prints_a_word_without_marks_but_names() {
    let program = Program::new();
    let (kara, mira) = (program.pilot("Kara Volkov"), program.pilot("Mira Solace"));
    program.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    program.login(kara);
    program.login(mira);
    let steps: &[Step<'_>] = &[
        (&["check"], "", 20),
        (&["status"], "", 0),
        (&["relay", "status"], "", 0),
        (&["why", "Kara Volkov"], "", 0),
        (&["why", "Mira Solace"], "", 0),
        (&["why", "Nobody"], "", 1),
        (&["snooze", "Mira Solace", "6h"], "", 0),
        (&["snooze", "Nobody", "6h"], "", 1),
        (&["acknowledge", "Mira Solace"], "", 1),
        (&["config", "import", "-"], "[classes]\ncarrier = { n = 4 }\n", 0),
        (&["config", "import", "-"], "[classes]\ncarrier = { n = 0 }\n", 1),
        (&["config", "import", "-", "--dry-run"], "[classes]\ncarrier = { n = 4 }\n", 0),
        (&["config", "import", "nowhere.toml"], "", 1),
        (&["mains", "import", "-"], "pilot_id,main_id\n1,x\n", 1),
        (&["main", "Nobody", "Kara Volkov"], "", 1),
        (&["webhook", "critical", "--stdin"], "https://nowhere/x", 1),
        (&["webhook", "critical", "--test"], "", 1),
        (&["relay", "on"], "", 1),
        (&["connect", "https://127.0.0.1:1", "--stdin"], "cb_x", 1),
        (&["disconnect"], "", 1),
        (&["publish"], "", 1),
        (&["pause", "1h"], "", 0),
        (&["resume"], "", 0),
        (&["undo"], "", 1),
        (&["undo", "--list"], "", 0),
        (&["activity"], "", 0),
        (&["trail", "Kara Volkov"], "", 0),
        (&["logout", "Nobody"], "", 1),
        (&["logout", "Mira Solace"], "", 0),
        (&["delete-data"], "", 0),
    ];
    let path = program.folder.path().display().to_string();
    let mut found = Vec::new();
    for (words, input, code) in steps {
        let ended = program.run_in("pseudo", words, input);
        let english = english_in(&ended, &path);
        if ended.code != *code || !english.is_empty() {
            found.push(format!("{words:?} ended with {}, not {code}: {english:#?}\n{ended:?}", ended.code));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
