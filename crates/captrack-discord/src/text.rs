//! Names of strangers, made harmless: a pilot, a structure or a system may be called anything.

use crate::limits::units;

/// Stands where a name had to be cut. EVE's own names are far shorter than any limit used here.
const CUT: char = '…';

/// A name for a place where Discord reads markdown: it shows as it is written, mentions nobody and links nowhere.
///
/// At most `limit` UTF-16 units long, escapes included.
pub(crate) fn escaped(name: &str, limit: usize) -> String {
    written(name, limit, |letter| match letter {
        '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | ':' | '#' => Some('\\'),
        _ => None,
    })
}

/// A name for a place that Discord shows as it is (author, footer).
pub(crate) fn plain(name: &str, limit: usize) -> String {
    written(name, limit, |_| None)
}

fn written(name: &str, limit: usize, escape: impl Fn(char) -> Option<char>) -> String {
    let clean = cleaned(name);
    let mut letters = clean.chars().peekable();
    let mut text = String::with_capacity(clean.len() + 8);
    let mut left = limit;
    while let Some(letter) = letters.next() {
        let before = escape(letter);
        let needs = letter.len_utf16() + before.map_or(0, char::len_utf16);
        let kept_for_the_cut = usize::from(letters.peek().is_some());
        if needs + kept_for_the_cut > left {
            text.push(CUT);
            break;
        }
        text.extend(before);
        text.push(letter);
        left -= needs;
    }
    debug_assert!(units(&text) <= limit);
    text
}

/// Without anything invisible, on one line, and with an at sign that looks like one and mentions nobody: Discord reads mentions
/// before it reads escapes, so a backslash would not do.
fn cleaned(name: &str) -> String {
    let visible: String = name
        .chars()
        .filter(|letter| letter.is_whitespace() || !is_invisible(*letter))
        .map(|letter| if letter == '@' { '＠' } else { letter })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, marks of writing direction, joiners, fillers and tags: Unicode's categories Cc, Cf and private use, and the
/// letters that have no shape. The emoji selector U+FE0F stays, it only says "in colour".
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{0600}'..='\u{0605}' | '\u{06DD}' | '\u{070F}' | '\u{0890}'..='\u{0891}' | '\u{08E2}'
            | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1345F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_as_it_is_written() {
        assert_eq!(escaped("**Bold** _it_ `code` ||spoiler||", 200), r"\*\*Bold\*\* \_it\_ \`code\` \|\|spoiler\|\|");
        assert_eq!(escaped("1DQ1-A - Keepstar (old)", 200), "1DQ1-A - Keepstar (old)");
    }

    #[test]
    fn nobody_is_mentioned_and_nothing_is_linked() {
        assert_eq!(escaped("@everyone <@123> <#4>", 200), r"＠everyone \<＠123\> \<\#4\>");
        assert_eq!(plain("@here", 200), "＠here");
        assert_eq!(escaped("[x](https://evil.example) :skull:", 200), r"\[x\](https\://evil.example) \:skull\:");
    }

    #[test]
    fn nothing_invisible_is_left() {
        let name = "a\u{202E}b\u{200B}c\u{0007}d\u{FEFF}e\u{2066}f\nline\u{2028}two\u{E0041}";
        assert_eq!(escaped(name, 200), "abcdef line two");
        assert_eq!(plain("  \u{3164}\u{200D} ", 200), "");
    }

    #[test]
    fn a_cut_never_leaves_half_an_escape_or_half_an_emoji() {
        assert_eq!(escaped("ab**", 6), r"ab\*\*");
        assert_eq!(escaped("ab***", 6), r"ab\*…");
        assert_eq!(plain("😀😀", 4), "😀😀");
        assert_eq!(plain("😀😀😀", 5), "😀😀…");
        assert_eq!(plain("😀😀😀", 4), "😀…");
    }
}
