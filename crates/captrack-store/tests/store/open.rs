use std::fs;
use std::path::Path;

use captrack_store::{FILE, Store, StoreError};
use captrack_text::english;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use crate::test_data::{Desk, hull, item, pilot};

/// Every file of a folder that has content, with it.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        // The index of the log is rebuilt from it by whoever comes first.
        .filter(|entry| !entry.file_name().to_string_lossy().ends_with("-shm"))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    files.retain(|(_, content)| !content.is_empty());
    files.sort();
    files
}

/// Opening fails, with every file as it was. Gives the error and its sentence with the path taken out.
async fn refused(folder: &Path) -> (StoreError, String) {
    let before = contents(folder);
    let error = Store::open(folder).await.unwrap_err();
    assert!(contents(folder) == before, "a file was changed");
    let path = folder.join(FILE).display().to_string();
    let sentence = english(&error.text());
    assert!(sentence.contains(&path), "{sentence}");
    (error, sentence.replace(&path, "DB"))
}

/// A folder with a database in it that was closed cleanly.
async fn filled() -> TempDir {
    let desk = Desk::watching(&[pilot(1, "One")]).await;
    let mut tx = desk.store.begin().await.unwrap();
    let hulls: Vec<_> = (0..2000).map(|id| hull(item(id), 1)).collect();
    tx.put_hulls(&hulls).await.unwrap();
    tx.commit().await.unwrap();
    desk.store.close().await;
    desk.folder
}

async fn tamper(folder: &Path, statements: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join(FILE)).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(statements).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

const DAMAGED: &str = "DB is damaged; it was left as it is. Move it away to start with a new one.";
const FOREIGN: &str =
    "DB is not a database of this CapTrack; it was left as it is. Move it away to start with a new one.";

#[tokio::test]
async fn a_new_folder_is_made_and_its_database_is_for_its_owner_only() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("deep/er");
    let store = Store::open(&folder).await.unwrap();
    assert!(store.pilots().await.unwrap().is_empty());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        for file in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", file.display());
        }
        store.close().await;
        fs::set_permissions(folder.join(FILE), fs::Permissions::from_mode(0o644)).unwrap();
        Store::open(&folder).await.unwrap();
        assert_eq!(fs::metadata(folder.join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_closed_database_is_one_file() {
    let folder = filled().await;
    assert_eq!(contents(folder.path()).len(), 1);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), b"These are my notes. ".repeat(300)).unwrap();
    let (error, sentence) = refused(folder.path()).await;
    assert!(matches!(error, StoreError::Damaged { .. }));
    assert_eq!(sentence, DAMAGED);
}

#[tokio::test]
async fn a_database_damaged_in_the_middle_is_left_alone() {
    let folder = filled().await;
    let path = folder.path().join(FILE);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    assert_eq!(refused(folder.path()).await.1, DAMAGED);
}

#[tokio::test]
async fn a_database_that_was_cut_off_is_left_alone() {
    let folder = filled().await;
    let path = folder.path().join(FILE);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 3]).unwrap();
    assert_eq!(refused(folder.path()).await.1, DAMAGED);
}

#[tokio::test]
async fn a_damaged_database_keeps_its_log() {
    let folder = filled().await;
    let store = Store::open(folder.path()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.put_pilot(&pilot(2, "Two")).await.unwrap();
    tx.commit().await.unwrap();
    // As if it had been killed here: database and log are copied as they stand.
    let copy = tempfile::tempdir().unwrap();
    for name in [FILE.to_owned(), format!("{FILE}-wal")] {
        fs::copy(folder.path().join(&name), copy.path().join(&name)).unwrap();
    }
    let path = copy.path().join(FILE);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    assert_eq!(contents(copy.path()).len(), 2);
    assert_eq!(refused(copy.path()).await.1, DAMAGED);
}

#[tokio::test]
async fn an_emptied_database_does_not_cost_its_log() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), b"").unwrap();
    fs::write(folder.path().join(format!("{FILE}-wal")), b"what is left").unwrap();
    assert_eq!(refused(folder.path()).await.1, DAMAGED);
}

#[tokio::test]
async fn a_newer_database_asks_for_an_update() {
    let folder = filled().await;
    tamper(
        folder.path(),
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (4711, 'from the future', TRUE, x'00', 0);
         ALTER TABLE hulls ADD COLUMN cargo TEXT",
    )
    .await;
    let (error, sentence) = refused(folder.path()).await;
    assert!(matches!(error, StoreError::Newer { schema: 4711, .. }));
    assert_eq!(sentence, "DB was written by a newer CapTrack (schema 4711); update CapTrack.");
}

#[tokio::test]
async fn another_programs_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    tamper(folder.path(), "CREATE TABLE bookmarks (url TEXT)").await;
    let (error, sentence) = refused(folder.path()).await;
    assert!(matches!(error, StoreError::Foreign { .. }));
    assert_eq!(sentence, FOREIGN);
}

#[tokio::test]
async fn a_development_builds_schema_is_not_taken_for_ours() {
    let folder = filled().await;
    tamper(folder.path(), "UPDATE _sqlx_migrations SET checksum = x'00'").await;
    assert_eq!(refused(folder.path()).await.1, FOREIGN);
}

#[tokio::test]
async fn a_folder_in_the_place_of_the_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(FILE)).unwrap();
    let sentence = english(&Store::open(folder.path()).await.unwrap_err().text());
    assert_eq!(sentence.replace(&folder.path().join(FILE).display().to_string(), "DB"), DAMAGED);
    assert!(folder.path().join(FILE).is_dir());
}

#[tokio::test]
async fn a_log_without_its_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join(format!("{FILE}-wal"));
    fs::write(&log, b"moved away without me").unwrap();
    let sentence = english(&Store::open(folder.path()).await.unwrap_err().text());
    assert_eq!(sentence.replace(&log.display().to_string(), "DB"), DAMAGED);
    assert_eq!(fs::read(&log).unwrap(), b"moved away without me");
    assert!(!folder.path().join(FILE).exists());
    fs::remove_file(&log).unwrap();
    Store::open(folder.path()).await.unwrap();
}

#[tokio::test]
async fn a_file_in_the_place_of_the_folder_is_a_sentence() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("data");
    fs::write(&file, b"").unwrap();
    let sentence = english(&Store::open(&file.join("captrack")).await.unwrap_err().text());
    assert!(sentence.starts_with(&format!("The folder {}", file.display())), "{sentence}");
    assert!(sentence.ends_with("; choose another folder."), "{sentence}");
}

#[cfg(unix)]
mod without_rights {
    use std::env;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::Command;

    use captrack_store::{FILE, Store};

    use captrack_text::english;

    use super::filled;

    const FOLDER: &str = "CAPTRACK_TEST_FOLDER";
    const SENTENCE: &str = "DB cannot be written; make the file and its folder writable, or choose another folder.";

    /// The child of the tests below; does nothing when it is run by itself.
    #[tokio::test]
    async fn opens_a_folder_for_somebody_without_rights() {
        let Some(folder) = env::var_os(FOLDER) else { return };
        let folder = Path::new(&folder);
        let sentence = match Store::open(folder).await {
            Ok(_) => String::from("opened"),
            Err(error) => english(&error.text()),
        };
        println!("<{}>", sentence.replace(&folder.join(FILE).display().to_string(), "DB"));
    }

    /// What somebody without special rights is told. Root may write anywhere, so for root a child becomes nobody.
    fn told(folder: &Path) -> String {
        let here = tempfile::tempdir().unwrap();
        let probe = here.path().join("probe");
        fs::write(&probe, b"").unwrap();
        fs::set_permissions(&probe, fs::Permissions::from_mode(0o444)).unwrap();
        let is_root = fs::OpenOptions::new().write(true).open(&probe).is_ok();

        let mut test = env::current_exe().unwrap();
        if is_root {
            let copy = here.path().join("test");
            fs::copy(&test, &copy).unwrap();
            fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
            fs::set_permissions(here.path(), fs::Permissions::from_mode(0o755)).unwrap();
            test = copy;
        }
        let mut child = Command::new(test);
        child
            .args(["--exact", "open::without_rights::opens_a_folder_for_somebody_without_rights", "--nocapture"])
            .env(FOLDER, folder)
            .current_dir("/");
        if is_root {
            child.uid(65_534).gid(65_534);
        }
        let output = String::from_utf8(child.output().unwrap().stdout).unwrap();
        let (_, rest) = output.split_once('<').unwrap_or_else(|| panic!("no answer: {output}"));
        rest.split_once('>').unwrap().0.to_owned()
    }

    fn allow(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[tokio::test]
    async fn a_read_only_folder_is_a_sentence() {
        let folder = filled().await;
        allow(&folder.path().join(FILE), 0o444);
        allow(folder.path(), 0o555);
        let sentence = told(folder.path());
        allow(folder.path(), 0o755);
        assert_eq!(sentence, SENTENCE);
        assert_eq!(super::contents(folder.path()).len(), 1);
    }

    #[tokio::test]
    async fn a_read_only_file_in_a_writable_folder_is_a_sentence() {
        let folder = filled().await;
        allow(&folder.path().join(FILE), 0o444);
        allow(folder.path(), 0o777);
        assert_eq!(told(folder.path()), SENTENCE);
    }

    #[tokio::test]
    async fn a_file_of_somebody_else_is_a_sentence() {
        let folder = filled().await;
        allow(&folder.path().join(FILE), 0o000);
        allow(folder.path(), 0o777);
        assert_eq!(told(folder.path()), SENTENCE);
    }

    #[tokio::test]
    async fn an_empty_read_only_folder_is_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        allow(folder.path(), 0o555);
        let sentence = told(folder.path());
        allow(folder.path(), 0o755);
        assert_eq!(sentence, SENTENCE);
    }
}
