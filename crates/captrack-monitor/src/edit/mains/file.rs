//! The CSV file of mains: `pilot_id,main_id`. Pure.

use std::collections::BTreeMap;

use captrack_domain::foreign_text::excerpt;
use captrack_domain::ids::PilotId;
use captrack_domain::text;
use captrack_domain::text::Text;

use crate::shared::csv;

/// So much of a line that cannot be read is repeated.
const SHOWN: usize = 60;

/// The first line.
pub const HEADER: [&str; 2] = ["pilot_id", "main_id"];

/// Under which main each pilot is to be; its own id: it is its own main.
pub type WantedMains = BTreeMap<PilotId, PilotId>;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// It is some other file.
    Header,
    /// Not two ids.
    Line {
        /// Counted from 1, the header included.
        line: usize,
        /// What stands there, shortened.
        text: String,
    },
    /// Both cannot be meant.
    Twice {
        /// The second line.
        line: usize,
        /// The first one.
        first: usize,
        /// Whom.
        pilot: PilotId,
    },
}

impl FileError {
    /// For a person: without a capital letter and a full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Header => text!("mains-file-header", header = HEADER.join(",")),
            Self::Line { line, text } => text!("mains-file-line", line = *line, text = text.as_str()),
            Self::Twice { line, first, pilot } => {
                text!("mains-file-twice", line = *line, first = *first, pilot = pilot.0)
            }
        }
    }
}

/// Reads a file. Empty lines are no lines; an empty main makes the pilot its own.
pub fn read(text: &str) -> Result<WantedMains, FileError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header = lines.next().map(|(_, line)| csv::fields(line)).unwrap_or_default();
    if header.len() != HEADER.len() || !header.iter().zip(HEADER).all(|(found, name)| found.eq_ignore_ascii_case(name))
    {
        return Err(FileError::Header);
    }
    let mut wishes: BTreeMap<PilotId, (PilotId, usize)> = BTreeMap::new();
    for (index, text) in lines {
        let line = index + 1;
        let (pilot, main) = ids(text).ok_or_else(|| FileError::Line { line, text: excerpt(text, SHOWN) })?;
        match wishes.insert(pilot, (main, line)) {
            Some((other, first)) if other != main => return Err(FileError::Twice { line, first, pilot }),
            _ => {}
        }
    }
    Ok(wishes.into_iter().map(|(pilot, (main, _))| (pilot, main)).collect())
}

fn ids(line: &str) -> Option<(PilotId, PilotId)> {
    let fields = csv::fields(line);
    let [pilot, main] = &fields[..] else { return None };
    let pilot = id(pilot)?;
    Some((pilot, if main.is_empty() { pilot } else { id(main)? }))
}

fn id(text: &str) -> Option<PilotId> {
    text.parse().ok().filter(|id| can_be_a_pilot(*id))
}

/// Whether a number can be a character's at all. Those of the first years begin at about 90 million, the newest fit 32 bits.
pub const fn can_be_a_pilot(id: PilotId) -> bool {
    id.0 > 0 && id.0 <= i32::MAX as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use captrack_text::english;

    fn wishes(text: &str) -> Vec<(i64, i64)> {
        read(text).unwrap().into_iter().map(|(pilot, main)| (pilot.0, main.0)).collect()
    }

    fn refused(text: &str) -> String {
        english(&read(text).unwrap_err().text())
    }

    #[test]
    fn lines_are_pilot_and_main() {
        assert_eq!(wishes("pilot_id,main_id\n2,1\n3,1\n"), [(2, 1), (3, 1)]);
        assert_eq!(wishes("pilot_id,main_id"), []);
    }

    #[test]
    fn what_spreadsheets_make_of_it_is_read_too() {
        assert_eq!(wishes("\u{feff}\"Pilot_ID\" , \"main_id\"\r\n\"2\",\"1\"\r\n\r\n 3 , 1 \r\n"), [(2, 1), (3, 1)]);
    }

    #[test]
    fn an_empty_main_or_the_pilot_itself_makes_it_its_own() {
        assert_eq!(wishes("pilot_id,main_id\n2,\n3,3\n"), [(2, 2), (3, 3)]);
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_repeated() {
        let sentence = refused("pilot_id,main_id\n\u{1b}[31m\u{202e}Kara\u{7},1\n");
        assert!(sentence.contains("[31mKara"), "{sentence}");
        assert!(!sentence.contains(char::is_control) && !sentence.contains('\u{202e}'), "{sentence:?}");
    }

    #[test]
    fn a_file_without_its_header_is_some_other_file() {
        for other in
            ["", "\n\n", "2,1\n", "main_id,pilot_id\n1,2\n", "pilot_id,main_id,name\n2,1,Kara\n", "pilot_id\n2\n"]
        {
            assert_eq!(read(other), Err(FileError::Header), "{other:?}");
        }
    }

    #[test]
    fn a_line_that_is_not_two_ids_is_named_by_its_number() {
        for bad in ["Kara,Torvald", "2", "2,1,0", "2;1", ",1", "-2,1", "0,1", "2,x", "2.0,1", "99999999999,1"] {
            let text = format!("pilot_id,main_id\n\n3,1\n{bad}\n");
            let expected = format!("line 4 is not two character ids with a comma between them: \"{bad}\"");
            assert_eq!(refused(&text), expected, "{bad:?}");
        }
    }

    #[test]
    fn a_pilot_with_two_mains_is_refused_and_one_named_twice_alike_is_not() {
        assert_eq!(
            refused("pilot_id,main_id\n2,1\n3,1\n2,3\n"),
            "line 4 puts pilot 2 under another main than line 2 does"
        );
        assert_eq!(wishes("pilot_id,main_id\n2,1\n2,1\n"), [(2, 1)]);
    }
}
