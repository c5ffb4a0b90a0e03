//! The clock of one process, turned by Debian's and Ubuntu's libfaketime.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The library, where it is installed.
pub fn library() -> Option<PathBuf> {
    let folder = format!("/usr/lib/{}-linux-gnu/faketime", std::env::consts::ARCH);
    let library = Path::new(&folder).join("libfaketimeMT.so.1");
    library.exists().then_some(library)
}

/// Lets a program go by the clock whose offset a file tells: `+0`, `-3600`. Only what says the time of day is turned, not what measures how
/// long something takes.
pub fn turn(command: &mut Command, offset: &Path) {
    command.env("LD_PRELOAD", library().unwrap()).env("FAKETIME_TIMESTAMP_FILE", offset);
    command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1").env("NO_FAKE_STAT", "1");
}
