//! The encrypted file as a program uses it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use captrack_ports::{Secret, SecretError, Secrets};
use captrack_secrets::SecretsFile;

/// As a user reads it.
fn said(error: &SecretError) -> String {
    captrack_text::english(&error.text())
}

fn open(path: &Path) -> Result<SecretsFile, SecretError> {
    SecretsFile::open(path, Secret::new("correct horse"))
}

#[tokio::test]
async fn secrets_survive_closing_and_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets");
    let file = open(&path).unwrap();
    assert_eq!(file.get("refresh/1").await, Ok(None));
    file.put("refresh/1", &Secret::new("first")).await.unwrap();
    file.put("refresh/1", &Secret::new("second")).await.unwrap();
    file.put("webhook/critical", &Secret::new("https://discord.com/api/webhooks/1/hush")).await.unwrap();
    file.put("webhook/standard", &Secret::new("gone soon")).await.unwrap();
    file.delete("webhook/standard").await.unwrap();
    file.delete("webhook/standard").await.unwrap();
    drop(file);

    let file = open(&path).unwrap();
    assert_eq!(file.get("refresh/1").await, Ok(Some(Secret::new("second"))));
    assert_eq!(file.get("webhook/critical").await, Ok(Some(Secret::new("https://discord.com/api/webhooks/1/hush"))));
    assert_eq!(file.get("webhook/standard").await, Ok(None));
    let bytes = fs::read(&path).unwrap();
    for text in ["second", "discord", "hush", "refresh", "correct horse"] {
        assert!(!bytes.windows(text.len()).any(|part| part == text.as_bytes()), "{text} can be read");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the file");
}

#[test]
fn a_new_file_is_bound_to_its_passphrase_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets");
    open(&path).unwrap();
    let before = fs::read(&path).unwrap();
    let refused = SecretsFile::open(&path, Secret::new("wrong horse")).unwrap_err();
    assert_eq!(refused, SecretError::WrongPassphrase);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets");
    let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    let file = open(&path).unwrap();
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    file.put("refresh/1", &Secret::new("one")).await.unwrap();
    assert_eq!(mode(), 0o600);
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("secrets"), folder.path().join("link"));
    open(&path).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    open(&link).unwrap().put("refresh/1", &Secret::new("one")).await.unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(open(&path).unwrap().get("refresh/1").await, Ok(Some(Secret::new("one"))));
}

#[tokio::test]
async fn a_damaged_file_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets");
    open(&path).unwrap().put("refresh/1", &Secret::new("one")).await.unwrap();
    let whole = fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    for damaged in [&whole[..whole.len() - 1], &whole[..40], &[], &flipped] {
        fs::write(&path, damaged).unwrap();
        let text = said(&open(&path).unwrap_err());
        assert!(text.contains("is damaged: put back a copy"), "{text}");
        assert_eq!(fs::read(&path).unwrap(), damaged);
    }
    fs::write(&path, &whole).unwrap();
    assert_eq!(open(&path).unwrap().get("refresh/1").await, Ok(Some(Secret::new("one"))));
}

#[test]
fn another_programs_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    fs::write(&path, "remember the milk").unwrap();
    let text = said(&open(&path).unwrap_err());
    assert!(text.contains("notes.txt is not a secrets file of CapTrack"), "{text}");
    assert_eq!(fs::read(&path).unwrap(), b"remember the milk");
}

#[test]
fn a_folder_that_does_not_exist_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = said(&open(&folder.path().join("no-such-folder/secrets")).unwrap_err());
    assert!(text.starts_with("the folder of the secrets file") && text.contains("does not exist"), "{text}");
}

#[test]
fn a_folder_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = said(&open(folder.path()).unwrap_err());
    assert!(text.contains("cannot be read"), "{text}");
}

#[tokio::test]
async fn what_another_process_wrote_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets");
    let (one, other) = (open(&path).unwrap(), open(&path).unwrap());
    one.put("refresh/1", &Secret::new("one")).await.unwrap();
    assert_eq!(other.get("refresh/1").await, Ok(Some(Secret::new("one"))));
    other.put("refresh/2", &Secret::new("two")).await.unwrap();
    one.put("refresh/3", &Secret::new("three")).await.unwrap();
    for (name, secret) in [("refresh/1", "one"), ("refresh/2", "two"), ("refresh/3", "three")] {
        assert_eq!(other.get(name).await, Ok(Some(Secret::new(secret))));
    }
}

#[tokio::test]
async fn a_file_that_went_away_or_was_replaced_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets");
    let file = open(&path).unwrap();
    file.put("refresh/1", &Secret::new("one")).await.unwrap();

    fs::remove_file(&path).unwrap();
    let text = said(&file.put("refresh/2", &Secret::new("two")).await.unwrap_err());
    assert!(text.contains("is gone"), "{text}");
    assert!(!path.exists());

    SecretsFile::open(&path, Secret::new("another passphrase")).unwrap();
    let text = said(&file.put("refresh/2", &Secret::new("two")).await.unwrap_err());
    assert!(text.contains("was replaced by one with another passphrase: restart CapTrack"), "{text}");
    SecretsFile::open(&path, Secret::new("another passphrase")).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn puts_at_the_same_time_all_count() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets");
    let file = Arc::new(open(&path).unwrap());
    let puts: Vec<_> = (0..20)
        .map(|pilot| {
            let file = Arc::clone(&file);
            tokio::spawn(
                async move { file.put(&format!("refresh/{pilot}"), &Secret::new(format!("token {pilot}"))).await },
            )
        })
        .collect();
    for put in puts {
        put.await.unwrap().unwrap();
    }
    let again = open(&path).unwrap();
    for pilot in 0..20 {
        assert_eq!(again.get(&format!("refresh/{pilot}")).await, Ok(Some(Secret::new(format!("token {pilot}")))));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_write_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inner/secrets");
    fs::create_dir(folder.path().join("inner")).unwrap();
    let file = open(&path).unwrap();
    file.put("refresh/1", &Secret::new("one")).await.unwrap();
    // A folder of that name cannot be replaced by a file: it fails for root too.
    let aside = folder.path().join("aside");
    fs::rename(&path, &aside).unwrap();
    fs::create_dir(&path).unwrap();
    let text = said(&file.put("refresh/1", &Secret::new("two")).await.unwrap_err());
    assert!(text.starts_with("the secrets file"), "{text}");
    fs::remove_dir(&path).unwrap();
    fs::rename(&aside, &path).unwrap();
    assert_eq!(file.get("refresh/1").await, Ok(Some(Secret::new("one"))));
}

#[tokio::test]
async fn debug_names_the_path_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let file = open(&folder.path().join("secrets")).unwrap();
    file.put("webhook/critical", &Secret::new("hush-hush")).await.unwrap();
    let text = format!("{file:?}");
    assert!(text.starts_with("SecretsFile { path:") && !text.contains("hush") && !text.contains("webhook"), "{text}");
}
