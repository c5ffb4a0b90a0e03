//! The file of mains, as people have it: pilots and mains by id or by name, in columns that are known by their titles. Pure.

use captrack_domain::foreign_text::excerpt;
use captrack_domain::ids::PilotId;
use captrack_domain::text;
use captrack_domain::text::Text;

use crate::shared::csv;

/// So much of a line that cannot be read is repeated.
const SHOWN: usize = 60;

/// The first line of an export.
pub const HEADER: [&str; 2] = ["pilot_id", "main_id"];

/// What separates columns.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// What columns are called, without blanks and signs: ids of pilots, their names, ids of mains, their names.
const PILOT_IDS: &[&str] = &["pilotid", "characterid", "charid", "altid"];
const PILOT_NAMES: &[&str] = &["pilotname", "pilot", "charactername", "character", "char", "altname", "alt", "name"];
const MAIN_IDS: &[&str] = &["mainid", "maincharacterid", "mainpilotid", "maincharid"];
const MAIN_NAMES: &[&str] = &["mainname", "main", "maincharactername", "maincharacter", "mainpilot", "mainpilotname"];

/// Somebody in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilePilot {
    /// By a character id.
    Id(PilotId),
    /// By a name.
    Name(String),
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MainsLine {
    /// Counted from 1, the header included.
    pub line: usize,
    /// Who.
    pub pilot: FilePilot,
    /// Under whom; none: they are their own main.
    pub main: Option<FilePilot>,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MainsFile {
    /// The titles of the columns for pilots and mains; none: the file has no titles, and the first column is the pilots'.
    pub columns: Option<(String, String)>,
    /// Its lines that say something.
    pub lines: Vec<MainsLine>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// It is some other file.
    Header,
    /// It names no pilot, or what must be an id is none.
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
        /// The pilot's name.
        pilot: String,
    },
}

impl FileError {
    /// For a person: without a capital letter and a full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Header => text!("mains-file-header"),
            Self::Line { line, text } => text!("mains-file-line", line = *line, text = text.as_str()),
            Self::Twice { line, first, pilot } => {
                text!("mains-file-twice", line = *line, first = *first, pilot = pilot.as_str())
            }
        }
    }
}

/// Reads a file. Empty lines are no lines; an empty main makes the pilot its own.
pub fn read(text: &str) -> Result<MainsFile, FileError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
    let (_, first) = *lines.peek().ok_or(FileError::Header)?;
    let (separator, columns) = columns(first).ok_or(FileError::Header)?;
    if columns.titles.is_some() {
        lines.next();
    }
    let read = lines.map(|(index, text)| {
        let line = index + 1;
        columns
            .line(line, &csv::fields(text, separator))
            .ok_or_else(|| FileError::Line { line, text: excerpt(text, SHOWN) })
    });
    Ok(MainsFile { lines: read.collect::<Result<_, _>>()?, columns: columns.titles })
}

/// Where the parts of a line are.
#[derive(Debug, Default)]
struct Columns {
    titles: Option<(String, String)>,
    pilot_id: Option<usize>,
    pilot_name: Option<usize>,
    main_id: Option<usize>,
    main_name: Option<usize>,
}

impl Columns {
    /// Those of a file with titles; none: there is no column for pilots or none for mains.
    fn titled(fields: &[String]) -> Option<Self> {
        let plain: Vec<String> = fields.iter().map(|title| plain(title)).collect();
        // The names stand in the order in which they are preferred.
        let place = |names: &[&str]| names.iter().find_map(|name| plain.iter().position(|title| title == name));
        let (pilot_id, pilot_name) = (place(PILOT_IDS), place(PILOT_NAMES));
        let (main_id, main_name) = (place(MAIN_IDS), place(MAIN_NAMES));
        let title = |id: Option<usize>, name| id.or(name).and_then(|place| fields.get(place)).cloned();
        let titles = Some((title(pilot_id, pilot_name)?, title(main_id, main_name)?));
        Some(Self { titles, pilot_id, pilot_name, main_id, main_name })
    }

    /// Two columns without titles.
    fn untitled() -> Self {
        Self { pilot_name: Some(0), main_name: Some(1), ..Self::default() }
    }

    fn line(&self, line: usize, fields: &[String]) -> Option<MainsLine> {
        let pilot = part(fields, self.pilot_id, self.pilot_name).ok()??;
        let main = part(fields, self.main_id, self.main_name).ok()?;
        Some(MainsLine { line, pilot, main })
    }
}

/// The line has no such column, or what must be an id is none.
struct Unreadable;

/// Somebody in a line: by id, else by name; none: nobody.
fn part(fields: &[String], by_id: Option<usize>, by_name: Option<usize>) -> Result<Option<FilePilot>, Unreadable> {
    let at = |place: Option<usize>| place.and_then(|place| fields.get(place));
    at(by_id).or(at(by_name)).ok_or(Unreadable)?;
    if let Some(text) = at(by_id).filter(|text| !text.is_empty()) {
        return id(text).map(|id| Some(FilePilot::Id(id))).ok_or(Unreadable);
    }
    let name = at(by_name).filter(|text| !text.is_empty());
    Ok(name.map(|text| id(text).map_or_else(|| FilePilot::Name(text.clone()), FilePilot::Id)))
}

/// What separates the columns of a file that begins with that line, and where its parts are.
fn columns(first: &str) -> Option<(char, Columns)> {
    let titled = |separator| Some((separator, Columns::titled(&csv::fields(first, separator))?));
    let untitled = |separator| {
        let fields = csv::fields(first, separator);
        let is_pair = fields.len() == 2 && !fields[0].is_empty() && !fields.iter().any(|field| is_title(field));
        is_pair.then(|| (separator, Columns::untitled()))
    };
    SEPARATORS.into_iter().find_map(titled).or_else(|| SEPARATORS.into_iter().find_map(untitled))
}

/// A file that has one of the titles has titles: what lacks is the other column.
fn is_title(field: &str) -> bool {
    let field = plain(field);
    [PILOT_IDS, PILOT_NAMES, MAIN_IDS, MAIN_NAMES].iter().any(|names| names.contains(&field.as_str()))
}

fn plain(title: &str) -> String {
    title.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

    fn said(text: &str) -> Vec<(String, String)> {
        let who = |pilot: &FilePilot| match pilot {
            FilePilot::Id(id) => id.to_string(),
            FilePilot::Name(name) => name.clone(),
        };
        let read = read(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
        let lines = read.lines.iter();
        lines.map(|line| (who(&line.pilot), line.main.as_ref().map(who).unwrap_or_default())).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(pilot, main)| ((*pilot).to_owned(), (*main).to_owned())).collect()
    }

    fn refused(text: &str) -> String {
        english(&read(text).unwrap_err().text())
    }

    #[test]
    fn files_as_leaders_have_them_are_read() {
        let ids = pairs(&[("2", "1"), ("3", "1")]);
        let names = pairs(&[("Mira Solace", "Kara Volkov"), ("Sten Rask", "")]);
        for text in [
            "pilot_id,main_id\n2,1\n3,1\n",
            "\u{feff}\"Pilot_ID\" , \"main_id\"\r\n\"2\",\"1\"\r\n\r\n 3 , 1 \r\n",
            "main_id;pilot_id\n1;2\n1;3\n",
            "pilot_id\tmain_id\n2\t1\n3\t1\n",
            "CHARACTER ID,Corporation,Main Character ID\n2,\"Null, Inc.\",1\n3,Null,1\n",
            "2,1\n3,1\n",
            "character,main\n2,1\n3,1\n",
            "pilot_id,main_id,pilot_name,main_name\n2,1,Mira Solace,Kara Volkov\n3,1,Sten Rask,Kara Volkov\n",
        ] {
            assert_eq!(said(text), ids, "{text:?}");
        }
        for text in [
            "Character,Main Character\nMira Solace,Kara Volkov\nSten Rask,\n",
            "Main;Corporation;Ticker;Alt\nKara Volkov;Null Logistics;NULL;Mira Solace\n;Null Logistics;NULL;Sten Rask\n",
            "Pilot\tMain\r\n Mira Solace \t\"Kara Volkov\"\r\nSten Rask\t\r\n",
            "Mira Solace;Kara Volkov\nSten Rask;\n",
            "pilot_id,main_id,pilot_name,main_name\n,,Mira Solace,Kara Volkov\n,,Sten Rask,\n",
            "Name,Main Name,Notes\nMira Solace,Kara Volkov,said \"\"no\"\"\nSten Rask,,\n",
        ] {
            assert_eq!(said(text), names, "{text:?}");
        }
        assert_eq!(said("pilot_id,main_id"), []);
    }

    #[test]
    fn a_file_says_which_columns_were_taken() {
        let columns = |text| read(text).unwrap().columns;
        let taken = columns("Main;Ticker;Alt\nKara;NULL;Mira\n");
        assert_eq!(taken, Some(("Alt".to_owned(), "Main".to_owned())));
        assert_eq!(columns("2,1\n"), None);
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_repeated() {
        let sentence = refused("pilot_id,main_id\n\u{1b}[31m\u{202e}Kara\u{7},1\n");
        assert!(sentence.contains("[31mKara"), "{sentence}");
        assert!(!sentence.contains(char::is_control) && !sentence.contains('\u{202e}'), "{sentence:?}");
    }

    #[test]
    fn a_file_without_a_column_for_each_is_some_other_file() {
        for other in
            ["", "\n\n", "pilot_id\n2\n", "pilot_id,corporation\n2,Null\n", "a,b,c\n1,2,3\n", "main,amount\nKara,1\n"]
        {
            assert_eq!(read(other), Err(FileError::Header), "{other:?}");
        }
    }

    #[test]
    fn a_line_without_a_pilot_or_with_an_id_that_is_none_is_named_by_its_number() {
        for bad in ["Kara,Torvald", "2", "2;1", ",1", "-2,1", "0,1", "2,x", "2.0,1", "99999999999,1"] {
            let text = format!("pilot_id,main_id\n\n3,1\n{bad}\n");
            let expected = format!("line 4 does not have a pilot and a main: \"{bad}\"");
            assert_eq!(refused(&text), expected, "{bad:?}");
        }
    }
}
