//! Rows of comma-separated values, as spreadsheets read them.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord, Terminator, Writer};

/// One row with its line break. Text that a spreadsheet would take for a formula is given an apostrophe.
#[expect(clippy::missing_panics_doc, reason = "memory takes every row, and texts make a text")]
pub fn row<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(fields.into_iter().map(|text| harmless(text).into_owned())).expect("memory takes every row");
    let bytes = writer.into_inner().unwrap_or_else(|error| panic!("memory takes every row: {error}"));
    String::from_utf8(bytes).expect("texts make a text")
}

fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

/// The fields of one line, each without blanks and quotes around it.
pub fn fields(line: &str, separator: char) -> Vec<String> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .delimiter(u8::try_from(separator).expect("separators are ASCII"))
        .flexible(true)
        .terminator(Terminator::Any(b'\n'))
        .from_reader(line.as_bytes());
    let mut record = StringRecord::new();
    // A text is valid UTF-8 and cannot fail to be read: a line that holds nothing has no fields.
    if !reader.read_record(&mut record).unwrap_or(false) {
        return Vec::new();
    }
    // Some spreadsheets put a blank before a quote, which then is a part of the field.
    record.iter().map(|field| meant(field.trim().trim_matches('"').trim()).to_owned()).collect()
}

/// Without the apostrophe that [`row`] puts before what a spreadsheet would take for a formula.
fn meant(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_would_break_its_row_is_quoted() {
        assert_eq!(
            row(["a", "1 titan, 2 carriers", "said \"no\"", "two\nlines"]),
            "a,\"1 titan, 2 carriers\",\"said \"\"no\"\"\",\"two\nlines\"\n"
        );
    }

    #[test]
    fn nothing_is_a_formula() {
        assert_eq!(row(["=1+1", "+1", "-1", "@sum", "1-1"]), "'=1+1,'+1,'-1,'@sum,1-1\n");
    }

    #[test]
    fn ids_are_read_with_and_without_quotes() {
        assert_eq!(fields(" 1 , \"2\" ,", ','), ["1", "2", ""]);
        assert_eq!(fields("", ','), Vec::<String>::new());
        assert_eq!(fields("\"1,2\",3", ','), ["1,2", "3"]);
        assert_eq!(fields("1,2;\"3;4\"", ';'), ["1,2", "3;4"]);
        assert_eq!(fields("'=1,'1", ','), ["=1", "'1"]);
        assert_eq!(fields("1,2\r3,4", ','), ["1", "2\r3", "4"], "nothing of a line is left out");
    }
}
