//! Deleting everything that CapTrack keeps on this computer: what an uninstaller asks for, and whoever gives a computer away.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use captrack_domain::text;
use captrack_domain::text::Argument;
use captrack_domain::text::Text;
use captrack_ports::SecretError;
use captrack_secrets::Keyring;

use super::files::print_line;
use crate::args::{DeskOptions, SecretsChoice};
use crate::autostart::Autostart;
use crate::error::DeskError;
use crate::folder::{data_folder, earlier_profile, profile, web_folder};
use crate::ownership::Ownership;
use crate::said::said;

/// Says what would be deleted, or deletes it. A program that has the folder must be quit first.
pub(super) async fn delete_data(options: &DeskOptions, yes: bool) -> Result<(), DeskError> {
    let folder = data_folder(options)?;
    if !yes {
        print_line(&said(&text!("delete-folder", folder = folder.display().to_string())))?;
        print_line(&said(&secrets_text(&options.secrets)))?;
        print_line(&said(&text!("delete-autostart")))?;
        return print_line(&said(&text!("delete-nothing-yet")));
    }
    let ownership = match Ownership::take(&folder).await {
        Err(DeskError::Owned(_)) => {
            return Err(DeskError::Other(text!("delete-still-running")));
        }
        taken => taken?,
    };
    delete_secrets(&options.secrets, &folder).await?;
    let failed = |why: Text| DeskError::Other(text!("delete-incomplete", why = why));
    let by_system = |error: std::io::Error| failed(Text::said(error.to_string()));
    let autostart = Autostart::of(options, &folder).and_then(|autostart| autostart.set(false));
    autostart.map_err(|error| failed(error.text()))?;
    if options.data_dir.is_none() {
        delete_link_handler().map_err(by_system)?;
    }
    let web = web_folder(&folder);
    remove(&web).map_err(by_system)?;
    // Windows removes nothing that is open, and the lock is the last that is ours.
    drop(ownership);
    delete_own_files(&folder).map_err(by_system)?;
    // One that holds what is not ours stays.
    let _ = fs::remove_dir(&folder);
    if let (None, Some(above)) = (&options.data_dir, folder.parent()) {
        let _ = fs::remove_dir(above.join("cache"));
        remove_empty(above);
    }
    print_line(&said(&text!("data-deleted")))
}

fn secrets_text(choice: &SecretsChoice) -> Text {
    match choice {
        SecretsChoice::Keyring => text!("delete-keyring"),
        SecretsChoice::Session => text!("delete-no-secrets"),
        SecretsChoice::File(path) => text!("delete-secrets-file", file = path.display().to_string()),
    }
}

async fn delete_secrets(choice: &SecretsChoice, folder: &Path) -> Result<(), DeskError> {
    match choice {
        SecretsChoice::Session => Ok(()),
        SecretsChoice::File(path) => remove(path).map_err(|error| {
            DeskError::Other(text!("delete-secrets-file-left", error = Argument::Said(error.to_string())))
        }),
        SecretsChoice::Keyring => {
            let keyring = Keyring::open(&profile(folder)).after(earlier_profile(folder));
            match keyring.clear().await {
                // Where there is no keyring nothing of ours can be in it.
                Err(SecretError::NoKeyring) => Ok(()),
                cleared => Ok(cleared?),
            }
        }
    }
}

/// What this program writes into its folder. Whatever else somebody has put there is theirs.
fn is_own(name: &str) -> bool {
    name.starts_with("captrack.")
        || name.starts_with("captrack-schema-")
        || ["earlier-profile", "log", "web"].contains(&name)
}

fn delete_own_files(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(is_own) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a file, or a folder with all that is in it; no error where there is none.
fn remove(path: &Path) -> std::io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes the platform's folders for CapTrack alone that are empty now.
fn remove_empty(folder: &Path) {
    let mut folder = Some(folder);
    while let Some(empty) =
        folder.filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().contains("captrack")))
    {
        if fs::remove_dir(empty).is_err() {
            return;
        }
        folder = empty.parent();
    }
}

/// The entry by which a Linux desktop brings links to a program that no package has installed.
fn delete_link_handler() -> std::io::Result<()> {
    let folders = directories::BaseDirs::new();
    let handler: Option<PathBuf> =
        folders.map(|folders| folders.data_dir().join("applications/captrack-handler.desktop"));
    handler.filter(|_| cfg!(target_os = "linux")).map_or(Ok(()), |handler| remove(&handler))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_program_writes_is_its_own() {
        for own in ["captrack.db", "captrack.db-wal", "captrack.lock", "captrack-schema-5-2026-11-28.db", "log", "web"]
        {
            assert!(is_own(own), "{own}");
        }
        for foreign in ["notes.txt", "captracker", "secrets", "captrack"] {
            assert!(!is_own(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_folder_that_somebody_else_uses_too_keeps_what_is_theirs() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["captrack.db", "captrack.db-shm", "notes.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir_all(folder.path().join("log/old")).unwrap();
        delete_own_files(folder.path()).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["notes.txt"]);
    }
}
