//! Texts that another computer has written, made fit to stand beside others: on one line, without anything invisible, not too long.

/// The longest name that is kept, in characters. EVE's own are far shorter; structures and sites may be called anything.
pub const LONGEST_NAME: usize = 200;

/// A name of a character, a corporation, a structure, a site.
pub fn name(text: &str) -> String {
    // Nearly every name is fine as it is, and there are thousands.
    let is_plain = text.len() <= LONGEST_NAME && text.bytes().all(|byte| (b'!'..=b'~').contains(&byte) || byte == b' ');
    if is_plain && text.trim().len() == text.len() && !text.contains("  ") {
        return text.to_owned();
    }
    excerpt(text, LONGEST_NAME)
}

/// The beginning of a text on one line, at most so many characters.
pub fn excerpt(text: &str, longest: usize) -> String {
    cut(&one_line(text), longest)
}

/// The text of a file: UTF-8, or UTF-16 with its mark at the beginning, as spreadsheets on Windows write it. The mark is left out. None: it
/// is no text.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (units, odd) = rest.as_chunks::<2>();
        let units: Vec<u16> = units.iter().copied().map(unit).collect();
        String::from_utf16(&units).ok().filter(|_| odd.is_empty())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().map(|text| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
    }
}

/// On one line, without control characters and marks of writing direction.
fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !turns(*letter))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character changes the direction of those that follow, or has no width: a name could hide or turn what stands beside it.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_text_in_either_of_two_encodings_or_none() {
        for bytes in [&b"Kara"[..], b"\xef\xbb\xbfKara", b"\xff\xfeK\0a\0r\0a\0", b"\xfe\xff\0K\0a\0r\0a"] {
            assert_eq!(decoded(bytes).as_deref(), Some("Kara"), "{bytes:?}");
        }
        for bytes in [&b"\xff"[..], b"\xff\xfeK", b"\xff\xfe\0\xd8"] {
            assert_eq!(decoded(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_name_stays_as_it_is() {
        for text in ["Mira Vex", "1DQ1-A - First Light", "Ämter & Würden", "字", "O'Neill"] {
            assert_eq!(name(text), text);
        }
    }

    #[test]
    fn what_is_invisible_goes_and_lines_become_one() {
        assert_eq!(name(" a\nb\u{7}\u{202E}c  d "), "a b c d");
        for spaced in [" Mira Vex", "Mira Vex ", "Mira  Vex"] {
            assert_eq!(name(spaced), "Mira Vex", "{spaced:?}");
        }
        assert_eq!(excerpt("One.\r\n\u{1b}[31mTwo.", 100), "One. [31mTwo.");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(name(&"x".repeat(500)).chars().count(), LONGEST_NAME);
        let long = excerpt(&"ü".repeat(500), 300);
        assert_eq!(long.chars().count(), 300);
        assert!(long.ends_with('…'));
    }
}
