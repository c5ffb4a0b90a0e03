//! The inputs to begin with: `fuzz/corpus`, a folder a target.

use std::fs;
use std::path::PathBuf;

/// The folder of a target's inputs, in the checkout that the tests run in.
pub fn folder(target: &str) -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(own).join("../../fuzz/corpus").join(target)
}

/// Its inputs by their names, in order.
pub fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file of the folder").path()).collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, fs::read(path).expect("an input can be read"))
    };
    files.into_iter().map(read).collect()
}
