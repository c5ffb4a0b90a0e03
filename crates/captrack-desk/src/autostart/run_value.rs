//! A value of Windows' Run key: a command line, by the rules by which programs take theirs apart.

use super::command::StartCommand;
use super::error::AutostartError;

/// Windows reads no longer ones.
const LONGEST: usize = 260;

/// The command line. The program is always quoted: Windows would else try each part of it that ends before a space.
pub(super) fn command_line(command: &StartCommand) -> Result<String, AutostartError> {
    let text = |word: &std::ffi::OsStr| {
        word.to_str().map(str::to_owned).ok_or_else(|| AutostartError::NotText(std::path::Path::new(word).to_owned()))
    };
    let mut line = format!("\"{}\"", plain(&text(command.program.as_os_str())?));
    for argument in &command.arguments {
        line.push(' ');
        line.push_str(&quoted(plain(&text(argument)?)));
    }
    if line.encode_utf16().count() > LONGEST {
        return Err(AutostartError::TooLong);
    }
    Ok(line)
}

/// A path without the prefix of a canonical one, where it needs none: other programs do not know that.
fn plain(word: &str) -> &str {
    let rest = word.strip_prefix(r"\\?\").filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
    rest.unwrap_or(word)
}

/// A word of a command line: quoted where it has spaces or is empty. Backslashes count only before a quote, which paths cannot hold.
fn quoted(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '"']) {
        return word.to_owned();
    }
    let mut quoted = String::from('"');
    let mut backslashes = 0;
    for letter in word.chars() {
        match letter {
            '\\' => backslashes += 1,
            '"' => {
                quoted.extend(std::iter::repeat_n('\\', backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        quoted.push(letter);
    }
    quoted.extend(std::iter::repeat_n('\\', backslashes));
    quoted.push('"');
    quoted
}

/// Whether Windows starts it: the Task Manager notes what it has switched off by the lowest bit of the first byte.
pub(super) fn is_approved(approval: Option<&[u8]>) -> bool {
    approval.and_then(|bytes| bytes.first()).is_none_or(|first| first & 1 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(program: &str, arguments: &[&str]) -> String {
        let arguments = arguments.iter().map(Into::into).collect();
        command_line(&StartCommand { program: program.into(), arguments, variable: None }).unwrap()
    }

    #[test]
    fn the_program_is_quoted_and_words_with_spaces_are() {
        let program = "C:\\Users\\J\u{f6}rg M\\CapTrack Desktop\\captrack.exe";
        assert_eq!(line(program, &["--hidden"]), format!("\"{program}\" --hidden"));
        assert_eq!(
            line(r"\\?\C:\captrack.exe", &["--hidden", "--data-dir", r"\\?\D:\my data"]),
            r#""C:\captrack.exe" --hidden --data-dir "D:\my data""#
        );
        assert_eq!(line("x", &["", r"a b\", "c\"d"]), r#""x" "" "a b\\" "c\"d""#);
        assert_eq!(line("x", &[r"\\?\UNC\server\share"]), r#""x" \\?\UNC\server\share"#);
    }

    #[test]
    fn a_line_that_windows_would_not_read_is_refused() {
        let command = StartCommand { program: "x".repeat(300).into(), arguments: Vec::new(), variable: None };
        assert!(matches!(command_line(&command), Err(AutostartError::TooLong)));
    }

    #[test]
    fn what_the_task_manager_has_switched_off_is_off() {
        assert!(is_approved(None) && is_approved(Some(&[])));
        assert!(is_approved(Some(&[2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])));
        assert!(is_approved(Some(&[6, 0, 0, 0])));
        assert!(!is_approved(Some(&[3, 0, 0, 0, 96, 17, 58, 230, 15, 40, 215, 1])));
    }
}
