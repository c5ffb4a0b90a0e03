//! The part of Discord's markdown that messages use, read into pieces: nothing of it is ever taken for HTML. Pure.

use jiff::Timestamp;

/// How a piece looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SpanStyle {
    /// `**`.
    pub bold: bool,
    /// `__`.
    pub underlined: bool,
    /// `~~`.
    pub struck: bool,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpanKind {
    /// Letters, line breaks included.
    Text(String),
    /// A time that Discord shows as `3 minutes ago`.
    Ago(Timestamp),
    /// A time that Discord shows as such.
    At(Timestamp),
    /// A role that is pinged.
    Role(String),
    /// A user who is pinged.
    User(String),
}

/// A piece of a text with its look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSpan {
    /// How it looks.
    pub style: SpanStyle,
    /// What it is.
    pub piece: SpanKind,
}

const MARKS: [&str; 3] = ["**", "__", "~~"];

/// The pieces of a text. A mark that is never closed is shown as it stands, and so is every other sign.
pub fn read(text: &str) -> Vec<TextSpan> {
    let mut spans: Vec<TextSpan> = Vec::new();
    let mut style = SpanStyle::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(letter) = escaped(rest) {
            push(&mut spans, style, letter);
            rest = &rest[1 + letter.len_utf8()..];
        } else if let Some((mark, after)) =
            mark_of(rest).filter(|(mark, after)| is_on(style, mark) || closes(after, mark))
        {
            style = toggled(style, mark);
            rest = after;
        } else if let Some((piece, after)) = tagged(rest) {
            spans.push(TextSpan { style, piece });
            rest = after;
        } else {
            push(&mut spans, style, first);
            rest = &rest[first.len_utf8()..];
        }
    }
    spans
}

fn push(spans: &mut Vec<TextSpan>, style: SpanStyle, letter: char) {
    if let Some(TextSpan { style: before, piece: SpanKind::Text(text) }) = spans.last_mut()
        && *before == style
    {
        text.push(letter);
    } else {
        spans.push(TextSpan { style, piece: SpanKind::Text(letter.to_string()) });
    }
}

/// The sign that a backslash takes its meaning from.
fn escaped(text: &str) -> Option<char> {
    text.strip_prefix('\\')?.chars().next().filter(char::is_ascii_punctuation)
}

fn mark_of(text: &str) -> Option<(&'static str, &str)> {
    MARKS.into_iter().find_map(|mark| text.strip_prefix(mark).map(|after| (mark, after)))
}

const fn is_on(style: SpanStyle, mark: &str) -> bool {
    match mark.as_bytes() {
        b"**" => style.bold,
        b"__" => style.underlined,
        _ => style.struck,
    }
}

fn toggled(mut style: SpanStyle, mark: &str) -> SpanStyle {
    let which = match mark {
        "**" => &mut style.bold,
        "__" => &mut style.underlined,
        _ => &mut style.struck,
    };
    *which = !*which;
    style
}

/// The mark comes once more, with something before it.
fn closes(after: &str, mark: &str) -> bool {
    let mut rest = after;
    while let Some(first) = rest.chars().next() {
        if let Some(letter) = escaped(rest) {
            rest = &rest[1 + letter.len_utf8()..];
        } else if rest.starts_with(mark) {
            return rest.len() < after.len();
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    false
}

/// `<t:1763821327:R>`, `<@&17…>`, `<@17…>`.
fn tagged(text: &str) -> Option<(SpanKind, &str)> {
    let (inside, after) = text.strip_prefix('<')?.split_once('>')?;
    let is_id = |id: &str| !id.is_empty() && id.bytes().all(|digit| digit.is_ascii_digit());
    let piece = if let Some(time) = inside.strip_prefix("t:") {
        let (seconds, form) = time.split_once(':').unwrap_or((time, "f"));
        let at = Timestamp::from_second(seconds.parse().ok()?).ok()?;
        if form == "R" { SpanKind::Ago(at) } else { SpanKind::At(at) }
    } else if let Some(role) = inside.strip_prefix("@&").filter(|id| is_id(id)) {
        SpanKind::Role(role.to_owned())
    } else {
        SpanKind::User(inside.strip_prefix('@').filter(|id| is_id(id))?.to_owned())
    };
    Some((piece, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: SpanStyle = SpanStyle { bold: false, underlined: false, struck: false };

    fn text(style: SpanStyle, text: &str) -> TextSpan {
        TextSpan { style, piece: SpanKind::Text(text.into()) }
    }

    #[test]
    fn a_line_about_a_hull_is_read_as_discord_reads_it() {
        let at: Timestamp = "2026-11-22T15:42:07Z".parse().unwrap();
        let line = format!("**Avatar** (titan) · Mira Voss · seen <t:{}:R>", at.as_second());
        let bold = SpanStyle { bold: true, ..PLAIN };
        let spans = [
            text(bold, "Avatar"),
            text(PLAIN, " (titan) · Mira Voss · seen "),
            TextSpan { style: PLAIN, piece: SpanKind::Ago(at) },
        ];
        assert_eq!(read(&line), spans);
    }

    #[test]
    fn marks_stand_within_marks() {
        let struck = SpanStyle { struck: true, ..PLAIN };
        let both = SpanStyle { bold: true, ..struck };
        let under = SpanStyle { underlined: true, ..PLAIN };
        assert_eq!(
            read("__Resolved__\n~~**Nyx** · Kara~~ · over"),
            [
                text(under, "Resolved"),
                text(PLAIN, "\n"),
                text(both, "Nyx"),
                text(struck, " · Kara"),
                text(PLAIN, " · over")
            ]
        );
    }

    #[test]
    fn what_is_escaped_or_never_closed_shows_as_it_stands() {
        for (written, shown) in [
            (r"\*\*Kara\*\* \\ \_\_x\_\_", r"**Kara** \ __x__"),
            ("**Kara", "**Kara"),
            ("****", "****"),
            ("a ~~ b", "a ~~ b"),
            (r"a \z \", r"a \z \"),
            ("<b>Kara</b> <script>", "<b>Kara</b> <script>"),
            ("<t:soon:R> <@> <@&x>", "<t:soon:R> <@> <@&x>"),
            (r"**a\**", r"**a**"),
        ] {
            assert_eq!(read(written), [text(PLAIN, shown)], "{written}");
        }
        assert_eq!(read(""), []);
    }

    #[test]
    fn who_is_pinged_is_told_from_a_name_that_looks_like_it() {
        let pinged = |piece| TextSpan { style: PLAIN, piece };
        assert_eq!(
            read(r"<@&12> <@34> \<@34\> @everyone"),
            [
                pinged(SpanKind::Role("12".into())),
                text(PLAIN, " "),
                pinged(SpanKind::User("34".into())),
                text(PLAIN, " <@34> @everyone")
            ]
        );
    }
}
