//! The passphrase of the secrets file, from a file that the environment names.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_ports::{Secret, SecretError};
use zeroize::Zeroizing;

/// The environment variable that names the file with the passphrase: a file, because an environment is visible to other programs.
pub const PASSPHRASE_VARIABLE: &str = "CAPTRACK_PASSPHRASE_FILE";

/// Reads the passphrase from the file that `CAPTRACK_PASSPHRASE_FILE` names; one newline at its end does not count.
///
/// # Errors
/// A sentence when the variable is not set, or when its file is missing, unreadable, empty or not text.
pub fn passphrase_from_env() -> Result<Secret, SecretError> {
    passphrase_from(std::env::var_os(PASSPHRASE_VARIABLE))
}

fn passphrase_from(variable: Option<OsString>) -> Result<Secret, SecretError> {
    let refused = |text: Text| Err(SecretError::Other(text));
    let Some(path) = variable.filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return refused(text!("passphrase-not-set", variable = PASSPHRASE_VARIABLE));
    };
    let file = path.display().to_string();
    let bytes = match fs::read(&path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return refused(text!("passphrase-missing", variable = PASSPHRASE_VARIABLE, file = file));
        }
        Err(error) => {
            return refused(text!(
                "passphrase-unread",
                variable = PASSPHRASE_VARIABLE,
                file = file,
                error = Argument::Said(error.to_string())
            ));
        }
    };
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return refused(text!("passphrase-not-text", variable = PASSPHRASE_VARIABLE, file = file));
    };
    let line = text.strip_suffix('\n').unwrap_or(text);
    let passphrase = line.strip_suffix('\r').unwrap_or(line);
    if passphrase.is_empty() {
        return refused(text!("passphrase-empty", variable = PASSPHRASE_VARIABLE, file = file));
    }
    Ok(Secret::new(passphrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(contents: &[u8]) -> Result<Secret, SecretError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("passphrase");
        fs::write(&path, contents).unwrap();
        passphrase_from(Some(path.into_os_string()))
    }

    fn sentence(outcome: Result<Secret, SecretError>) -> String {
        captrack_text::english(&outcome.unwrap_err().text())
    }

    #[test]
    fn one_newline_at_the_end_does_not_count() {
        for contents in ["correct horse", "correct horse\n", "correct horse\r\n"] {
            assert_eq!(read(contents.as_bytes()).unwrap(), Secret::new("correct horse"), "{contents:?}");
        }
    }

    #[test]
    fn everything_else_belongs_to_the_passphrase() {
        assert_eq!(read(b" two\nlines \n\n").unwrap(), Secret::new(" two\nlines \n"));
    }

    #[test]
    fn a_variable_that_is_not_set_says_what_to_do() {
        for unset in [None, Some(OsString::new())] {
            let text = sentence(passphrase_from(unset));
            assert!(
                text.starts_with("no passphrase for the secrets file") && text.ends_with("CAPTRACK_PASSPHRASE_FILE"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_missing_file_says_which() {
        let text = sentence(passphrase_from(Some("/no/such/file".into())));
        assert!(text.contains("/no/such/file, which does not exist"), "{text}");
    }

    #[test]
    fn a_folder_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let text = sentence(passphrase_from(Some(folder.path().into())));
        assert!(text.contains("which cannot be read"), "{text}");
    }

    #[test]
    fn an_empty_file_is_no_passphrase() {
        for contents in ["", "\n", "\r\n"] {
            let text = sentence(read(contents.as_bytes()));
            assert!(text.contains("which is empty"), "{text}");
        }
    }

    #[test]
    fn a_file_that_is_not_text_is_refused_and_not_quoted() {
        let text = sentence(read(b"hush\xff"));
        assert!(text.contains("not UTF-8") && !text.contains("hush"), "{text}");
    }
}
