//! Rows of comma-separated values, as spreadsheets read them.

/// One row with its line break. Text that a spreadsheet would take for a formula is given an apostrophe.
pub fn row<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut row = fields.into_iter().map(field).collect::<Vec<_>>().join(",");
    row.push('\n');
    row
}

fn field(text: &str) -> String {
    let harmless =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if harmless.contains([',', '"', '\n', '\r']) { format!("\"{}\"", harmless.replace('"', "\"\"")) } else { harmless }
}

/// The fields of a line without quoted commas, each without blanks and quotes around it.
pub fn plain_fields(line: &str) -> Vec<&str> {
    line.split(',').map(|field| field.trim().trim_matches('"').trim()).collect()
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
        assert_eq!(plain_fields(" 1 , \"2\" ,"), ["1", "2", ""]);
    }
}
