//! Files and standard streams of commands.

use std::io::{BufRead, Read, Write};
use std::path::Path;

use crate::args::STANDARD;
use crate::error::DeskError;
use crate::said::said;
use captrack_domain::foreign_text::decoded;
use captrack_domain::text;
use captrack_domain::text::Argument;

/// More than any file that is taken in, in bytes: the mains of a whole alliance are a fifth of it.
const LONGEST_FILE: u64 = 10_000_000;

/// The text of a file, or of standard input for `-`.
pub(super) fn read(file: &Path) -> Result<String, DeskError> {
    if file.as_os_str() == STANDARD {
        return read_standard_input(LONGEST_FILE);
    }
    let wrong = |error: std::io::Error| {
        let name = file.display().to_string();
        DeskError::Other(text!("file-unread", file = name, error = Argument::Said(error.to_string())))
    };
    read_text(std::fs::File::open(file).map_err(wrong)?, LONGEST_FILE).map_err(wrong)
}

/// The text of standard input, up to so many bytes.
pub(super) fn read_standard_input(most: u64) -> Result<String, DeskError> {
    read_text(std::io::stdin(), most).map_err(standard_input_unread)
}

/// One line of standard input, up to so many bytes.
pub(super) fn read_line(most: u64) -> Result<String, DeskError> {
    let mut line = String::new();
    let read = std::io::stdin().lock().take(most).read_line(&mut line);
    read.map_err(standard_input_unread)?;
    Ok(line)
}

// By value, so that it stands in `map_err` as it is.
#[allow(clippy::needless_pass_by_value)]
fn standard_input_unread(error: std::io::Error) -> DeskError {
    DeskError::Other(text!("standard-input-unread", error = Argument::Said(error.to_string())))
}

fn read_text(from: impl Read, most: u64) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, said(&text!("file-too-large"))));
    }
    decoded(&bytes).ok_or_else(|| std::io::Error::new(std::io::ErrorKind::InvalidData, said(&text!("file-no-text"))))
}

/// Writes a text to a file, or to standard output for `-`.
pub(super) fn write(file: &Path, text: &str) -> Result<(), DeskError> {
    if file.as_os_str() == STANDARD {
        return print(text);
    }
    std::fs::write(file, text).map_err(|error| {
        let name = file.display().to_string();
        DeskError::Other(text!("file-unwritten", file = name, error = Argument::Said(error.to_string())))
    })
}

/// A text on standard output.
pub(super) fn print(text: &str) -> Result<(), DeskError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| {
        DeskError::Other(text!("standard-output-unwritten", error = Argument::Said(error.to_string())))
    })
}

/// A line on standard output.
pub(super) fn print_line(line: &str) -> Result<(), DeskError> {
    print(&format!("{line}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_without_its_mark_and_only_up_to_a_size() {
        assert_eq!(read_text("\u{feff}monitoring = true".as_bytes(), 100).unwrap(), "monitoring = true");
        assert_eq!(read_text("12345".as_bytes(), 5).unwrap(), "12345");
        assert!(read_text("123456".as_bytes(), 5).is_err());
        assert_eq!(read_text(&b"\xff\xfeK\0"[..], 5).unwrap(), "K", "as spreadsheets on Windows write it");
        assert!(read_text(&b"\xff\xff"[..], 5).is_err(), "that is no text");
    }

    #[test]
    fn a_file_that_is_not_there_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let told = read(&folder.path().join("policy.toml")).unwrap_err().said();
        assert!(told.contains("policy.toml"), "{told}");
        let told = write(&folder.path().join("none/policy.toml"), "").unwrap_err().said();
        assert!(told.contains("policy.toml"), "{told}");
    }
}
