//! What Discord takes in one message (documentation of 2026-08).
//!
//! Discord does not say what it counts as a character. This crate counts UTF-16 code units: there are never fewer of them than
//! code points, so a text within a limit here is within it either way.

/// Characters of a message's own text.
pub const CONTENT: usize = 2000;
/// Embeds in a message.
pub const EMBEDS: usize = 10;
/// Characters in all embeds of a message: titles, descriptions, fields, authors and footers.
pub const ALL_EMBEDS: usize = 6000;
/// Characters of an embed's title.
pub const TITLE: usize = 256;
/// Characters of an embed's description.
pub const DESCRIPTION: usize = 4096;
/// Fields of an embed.
pub const FIELDS: usize = 25;
/// Characters of a field's name.
pub const FIELD_NAME: usize = 256;
/// Characters of a field's value.
pub const FIELD_VALUE: usize = 1024;
/// Characters of an embed's author line.
pub const AUTHOR: usize = 256;
/// Characters of an embed's footer.
pub const FOOTER: usize = 2048;

/// How long a text is at most, however Discord counts.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_two_units_counts_twice() {
        assert_eq!(units("Ragnarök"), 8);
        assert_eq!(units("😀"), 2);
    }
}
