//! What holds for whatever comes out of any parser.

use std::time::Duration;

use captrack_domain::foreign_time::{EARLIEST, LATEST};
use captrack_domain::text::Text;
use captrack_text::english;
use jiff::Timestamp;

/// The longest sentence that a user is to read.
const LONGEST_SENTENCE: usize = 1200;
/// The longest name, in characters.
const LONGEST_NAME: usize = 200;
/// No wait is longer than a day, and a moment to be on the safe side.
const LONGEST_WAIT: Duration = Duration::from_secs(86_401);

/// A sentence for a user: neither endless nor with anything that a terminal would obey, and without a piece of a secret.
#[track_caller]
pub fn sentence(text: &str, secrets: &[&str]) {
    assert!(!text.is_empty(), "a sentence says something");
    let length = text.chars().count();
    assert!(length <= LONGEST_SENTENCE, "a sentence of {length} characters: {text:.300}");
    harmless(text);
    no_secret(text, secrets);
}

/// The same of a text that is not worded yet, in English and as a log has it.
#[track_caller]
pub fn text(text: &Text, secrets: &[&str]) {
    sentence(&english(text), secrets);
    sentence(&text.to_string(), secrets);
}

/// Nothing in a text that a terminal would obey.
#[track_caller]
pub fn harmless(text: &str) {
    let obeyed = text.chars().find(|letter| letter.is_control() && *letter != '\n');
    assert_eq!(obeyed, None, "a terminal would obey: {text:?}");
}

/// Neither a secret nor the beginning of one that was cut stands in a text.
#[track_caller]
pub fn no_secret(text: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(!text.contains(secret), "a secret, {secret}, in: {text}");
        let starts = (secret.len() / 2 + 1..secret.len()).filter_map(|end| secret.get(..end));
        for start in starts {
            let is_cut = text.match_indices('…').any(|(at, _)| text[..at].ends_with(start));
            assert!(!is_cut, "the beginning of a secret, {start}, in: {text}");
        }
    }
}

/// A name that can be shown beside others: on one line, of a bearable length, nothing in it turns or hides what stands beside it.
#[track_caller]
pub fn name(text: &str) {
    let length = text.chars().count();
    assert!(length <= LONGEST_NAME, "a name of {length} characters: {text:.300}");
    let turns = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    };
    assert_eq!(text.chars().find(|letter| turns(*letter)), None, "{text:?}");
}

/// A time that another computer has written.
#[track_caller]
pub fn time(at: Timestamp) {
    assert!((EARLIEST..=LATEST).contains(&at), "{at}");
}

/// A wait that somebody asked for.
#[track_caller]
pub fn wait(wait: Duration) {
    assert!(wait <= LONGEST_WAIT, "a wait of {wait:?}");
}

/// What was written and read is the same.
#[track_caller]
pub fn same<T: PartialEq + std::fmt::Debug>(one: &T, other: &T) {
    assert!(one == other, "not the same:\n{one:.2000?}\n{other:.2000?}");
}
