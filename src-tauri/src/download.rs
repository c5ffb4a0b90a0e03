//! Files that the user exports: kept in the download folder, never over another file.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use captrack_contract::{ErrorCode, Refusal, TextFile};

use crate::text::{args, say, say_with};

/// So many names are tried before the folder is taken for broken.
const NAMES: u32 = 1000;

/// Keeps a file in that folder, with a number in its name where the name is taken. Gives its path.
pub async fn keep(folder: Option<PathBuf>, file: &TextFile) -> Result<PathBuf, Refusal> {
    let folder = folder.ok_or_else(|| Refusal::new(ErrorCode::Unavailable, say("no-downloads")))?;
    let file = file.clone();
    let there = folder.clone();
    let written = tauri::async_runtime::spawn_blocking(move || write_new(&there, &file)).await;
    let written = written.unwrap_or_else(|error| Err(std::io::Error::other(error)));
    written.map_err(|error| {
        let args = args!("folder" => folder.display().to_string(), "why" => error.to_string());
        Refusal::new(ErrorCode::Unavailable, say_with(unsaved(error.kind()), &args))
    })
}

/// The text of why a file was not kept. Windows' protection of folders refuses with "denied", or as if the folder was not there.
const fn unsaved(why: ErrorKind) -> &'static str {
    match why {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "not-saved-full",
        ErrorKind::PermissionDenied | ErrorKind::NotFound | ErrorKind::ReadOnlyFilesystem => "not-saved-denied",
        _ => "not-saved",
    }
}

fn write_new(folder: &Path, file: &TextFile) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    // A page says what a file is called; it never says where it goes.
    let name = Path::new(&file.name).file_name().map(PathBuf::from).ok_or(ErrorKind::InvalidFilename)?;
    for number in 1..=NAMES {
        let path = folder.join(numbered(&name, number));
        match std::fs::File::create_new(&path) {
            Ok(mut created) => {
                created.write_all(file.text.as_bytes())?;
                created.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// `policy.toml`, `policy-2.toml`, `policy-3.toml`.
fn numbered(name: &Path, number: u32) -> PathBuf {
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    match (number, name.extension()) {
        (1, _) => name.to_owned(),
        (_, Some(extension)) => PathBuf::from(format!("{stem}-{number}.{}", extension.to_string_lossy())),
        (_, None) => PathBuf::from(format!("{stem}-{number}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> TextFile {
        TextFile { name: name.to_owned(), text: text.to_owned() }
    }

    #[tokio::test]
    async fn a_second_file_of_a_name_stands_beside_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let downloads = Some(folder.path().join("Downloads"));
        let first = keep(downloads.clone(), &file("policy.toml", "one")).await.unwrap();
        let second = keep(downloads, &file("policy.toml", "two")).await.unwrap();
        assert_eq!(second.file_name().unwrap(), "policy-2.toml");
        assert_eq!(std::fs::read_to_string(first).unwrap(), "one");
        assert_eq!(std::fs::read_to_string(second).unwrap(), "two");
    }

    #[tokio::test]
    async fn a_name_never_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("Downloads");
        let kept = keep(Some(inside.clone()), &file("../../policy.toml", "text")).await.unwrap();
        assert_eq!(kept, inside.join("policy.toml"));
        assert!(keep(Some(inside), &file("..", "text")).await.is_err());
    }

    #[tokio::test]
    async fn a_folder_that_refuses_is_named_with_the_reason_and_another_way() {
        let folder = tempfile::tempdir().unwrap();
        let file_in_the_way = folder.path().join("Downloads");
        std::fs::write(&file_in_the_way, "").unwrap();
        let refusal = keep(Some(file_in_the_way.clone()), &file("policy.toml", "text")).await.unwrap_err();
        assert!(refusal.said().contains(&file_in_the_way.display().to_string()), "{refusal}");
        assert!(refusal.said().contains("command line") && !refusal.said().contains("space"), "{refusal}");
        assert_eq!(unsaved(ErrorKind::PermissionDenied), "not-saved-denied");
        assert_eq!(unsaved(ErrorKind::NotFound), "not-saved-denied");
        assert_eq!(unsaved(ErrorKind::StorageFull), "not-saved-full");
    }

    #[tokio::test]
    async fn without_a_folder_it_says_what_to_do() {
        let refusal = keep(None, &file("policy.toml", "text")).await.unwrap_err();
        assert!(refusal.said().contains("command line"), "{refusal}");
    }
}
