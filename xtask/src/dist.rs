//! A folder that holds exactly the files it should, written only where they differ.
//!
//! The program embeds the page and is rebuilt when a file of it is newer: files that are the same keep their times.
use std::{collections::BTreeMap, fs, io, path::Path};

use anyhow::{Context, Result};

/// Contents by path, parts of which are separated by `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// These come first when styles are joined, in whatever folders they lie: the others build on them.
const FIRST_STYLES: [&str; 2] = ["tokens.css", "base.css"];

/// All files below `folder`; none when there is no such folder.
pub fn files_in(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    collect(folder, "", &mut files).with_context(|| format!("{} could not be read", folder.display()))?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// The style sheets of `files` as one: tokens, base, then by their own names. Which folder a sheet lies in changes nothing in how the page
/// looks; no two have the same name.
pub fn joined_styles(files: Files) -> Vec<u8> {
    let rank = |path: &str| {
        let name = own_name(path);
        let first = FIRST_STYLES.iter().position(|first| *first == name).unwrap_or(FIRST_STYLES.len());
        (first, name.to_owned())
    };
    let mut sheets: Vec<_> = files.into_iter().filter(|(path, _)| is_style(path)).collect();
    sheets.sort_by_key(|(path, _)| rank(path));
    let mut joined = Vec::new();
    for (name, sheet) in sheets {
        joined.extend_from_slice(format!("/* {name} */\n").as_bytes());
        joined.extend_from_slice(&sheet);
        joined.push(b'\n');
    }
    joined
}

/// A file's name without its folders.
fn own_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_style(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "css")
}

/// Makes `folder` hold `files` and nothing else; returns how many had to be written.
pub fn write(folder: &Path, files: &Files) -> Result<usize> {
    let present = files_in(folder)?;
    for name in present.keys().filter(|name| !files.contains_key(*name)) {
        let file = folder.join(name);
        fs::remove_file(&file).with_context(|| format!("{} could not be removed", file.display()))?;
    }
    let mut written = 0;
    for (name, contents) in files.iter().filter(|(name, contents)| present.get(*name) != Some(contents)) {
        let file = folder.join(name);
        file.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&file, contents))
            .with_context(|| format!("{} could not be written", file.display()))?;
        written += 1;
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use std::{env, path::PathBuf, process};

    use super::*;

    /// A folder of a test's own, gone when the test ends.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            Self(env::temp_dir().join(format!("captrack-xtask-{name}-{}", process::id())))
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| ((*name).into(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_folder_ends_up_with_exactly_the_files_it_should_have() {
        let folder = Scratch::new("exactly");
        let first = files(&[("index.html", "a"), ("old.js", "b"), ("fonts/inter.woff2", "c")]);
        assert_eq!(write(&folder.0, &first).unwrap(), 3);
        let second = files(&[("index.html", "a2"), ("fonts/inter.woff2", "c")]);
        assert_eq!(write(&folder.0, &second).unwrap(), 1);
        assert_eq!(files_in(&folder.0).unwrap(), second);
    }

    #[test]
    fn a_file_that_is_the_same_is_not_written_again() {
        let folder = Scratch::new("same");
        let page = files(&[("index.html", "a")]);
        write(&folder.0, &page).unwrap();
        assert_eq!(write(&folder.0, &page).unwrap(), 0);
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_files() {
        assert!(files_in(Path::new("no/such/folder")).unwrap().is_empty());
    }

    #[test]
    fn tokens_and_base_come_before_the_other_styles_and_folders_change_no_order() {
        let sheets = files(&[
            ("dashboard/badge.css", ".badge{}"),
            ("kit/base.css", "body{}"),
            ("dashboard/card/card.css", ".card{}"),
            ("dashboard/card/mod.rs", "no style"),
            ("kit/tokens.css", ":root{}"),
            ("kit/button.css", ".button{}"),
        ]);
        let joined = String::from_utf8(joined_styles(sheets)).unwrap();
        let order: Vec<_> = joined.lines().filter(|line| line.starts_with("/*")).collect();
        let names =
            ["kit/tokens.css", "kit/base.css", "dashboard/badge.css", "kit/button.css", "dashboard/card/card.css"];
        assert_eq!(order, names.map(|name| format!("/* {name} */")));
        assert!(!joined.contains("no style"));
    }
}
