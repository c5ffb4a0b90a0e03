//! Files and standard streams of commands.

use std::io::{BufRead, Read, Write};
use std::path::Path;

use crate::args::STANDARD;
use crate::error::DeskError;

/// More than any file that is taken in, in bytes: the mains of a whole alliance are a fifth of it.
const LONGEST_FILE: u64 = 10_000_000;

/// The text of a file, or of standard input for `-`.
pub(super) fn read(file: &Path) -> Result<String, DeskError> {
    if file.as_os_str() == STANDARD {
        return read_standard_input(LONGEST_FILE);
    }
    let wrong = |why: String| {
        DeskError::Other(format!("the file {} could not be read ({why}): check the name", file.display()))
    };
    let opened = std::fs::File::open(file).map_err(|error| wrong(error.to_string()))?;
    read_text(opened, LONGEST_FILE).map_err(|error| wrong(error.to_string()))
}

/// The text of standard input, up to so many bytes.
pub(super) fn read_standard_input(most: u64) -> Result<String, DeskError> {
    read_text(std::io::stdin(), most)
        .map_err(|error| DeskError::Other(format!("standard input could not be read ({error}): give the text there")))
}

/// One line of standard input, up to so many bytes.
pub(super) fn read_line(most: u64) -> Result<String, DeskError> {
    let mut line = String::new();
    let read = std::io::stdin().lock().take(most).read_line(&mut line);
    read.map_err(|error| DeskError::Other(format!("standard input could not be read ({error}): give the text there")))?;
    Ok(line)
}

fn read_text(from: impl Read, most: u64) -> std::io::Result<String> {
    let mut text = String::new();
    from.take(most + 1).read_to_string(&mut text)?;
    if text.len() as u64 > most {
        return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "it is too large"));
    }
    // Editors on Windows put a mark at the beginning that means nothing.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Writes a text to a file, or to standard output for `-`.
pub(super) fn write(file: &Path, text: &str) -> Result<(), DeskError> {
    if file.as_os_str() == STANDARD {
        return print(text);
    }
    std::fs::write(file, text).map_err(|error| {
        DeskError::Other(format!("the file {} could not be written ({error}): give another", file.display()))
    })
}

/// A text on standard output.
pub(super) fn print(text: &str) -> Result<(), DeskError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| DeskError::Other(format!("standard output could not be written ({error})")))
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
        assert!(read_text(&b"\xff\xfe"[..], 5).is_err(), "text is UTF-8");
    }

    #[test]
    fn a_file_that_is_not_there_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let told = read(&folder.path().join("policy.toml")).unwrap_err().to_string();
        assert!(told.contains("policy.toml"), "{told}");
        let told = write(&folder.path().join("none/policy.toml"), "").unwrap_err().to_string();
        assert!(told.contains("policy.toml"), "{told}");
    }
}
