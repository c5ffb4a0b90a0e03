//! Looking for what must not be written down anywhere.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

/// None of `secrets` may stand in any file of a folder; returns how many files there are. What goes away meanwhile is none.
pub fn no_trace_in_folder(folder: &Path, secrets: &[String]) -> Result<usize> {
    let mut folders = vec![folder.to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in if_it_is_there(fs::read_dir(folder))?.into_iter().flatten() {
            let Some((kind, path)) = if_it_is_there(entry.and_then(|entry| Ok((entry.file_type()?, entry.path()))))?
            else {
                continue;
            };
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file()
                && let Some(bytes) = if_it_is_there(fs::read(&path))?
            {
                files += 1;
                no_trace_in(&path, &bytes, secrets)?;
            }
        }
    }
    Ok(files)
}

fn if_it_is_there<T>(read: std::io::Result<T>) -> Result<Option<T>> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// None of `secrets` may stand in what was read from there.
pub fn no_trace_in(place: &Path, bytes: &[u8], secrets: &[String]) -> Result<()> {
    for secret in secrets {
        ensure!(!secret.is_empty(), "an empty secret is found everywhere");
        let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        // The secret itself stays out of the test's words.
        ensure!(!found, "{} holds a secret of {} characters", place.display(), secret.len());
    }
    Ok(())
}

/// None of `secrets` may stand in a page.
pub fn no_trace_in_page(page: &str, source: &str, secrets: &[String]) -> Result<()> {
    no_trace_in(&PathBuf::from(format!("the page {page}")), source.as_bytes(), secrets)
}

#[test]
fn a_secret_is_found_wherever_it_was_written() -> Result<()> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("deep"))?;
    fs::write(folder.path().join("deep/log"), b"\0token=tell-nobody\n")?;
    fs::write(folder.path().join("harmless"), b"nothing")?;
    let secrets = |word: &str| [word.to_owned()];
    assert_eq!(no_trace_in_folder(folder.path(), &secrets("something else"))?, 2);
    let told = no_trace_in_folder(folder.path(), &secrets("tell-nobody")).unwrap_err().to_string();
    assert!(told.contains("deep/log") && !told.contains("tell-nobody"), "{told}");
    Ok(())
}
