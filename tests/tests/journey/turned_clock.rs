//! A clock of the computer that a journey turns while the program runs, for the program and the processes that draw its windows alone.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::done;

/// The clock.
pub struct TurnedClock {
    library: PathBuf,
    turned: PathBuf,
}

impl TurnedClock {
    /// One that is right at first. What turns it is compiled into that folder, by the compiler that Rust links with.
    pub async fn make(folder: &Path) -> Result<Self> {
        let (library, turned) = (folder.join("turned_clock.so"), folder.join("turned_clock"));
        fs::write(&turned, 0_i64.to_ne_bytes())?;
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/turned_clock.c");
        let mut compile = Command::new("cc");
        compile.args(["-shared", "-fPIC", "-O2", "-o"]).arg(&library).arg(source).arg("-ldl");
        done(compile).await?;
        Ok(Self { library, turned })
    }

    /// Makes a program go by it.
    pub fn put_on(&self, program: &mut Command) {
        program.env("LD_PRELOAD", &self.library).env("TURNED_CLOCK", &self.turned);
    }

    /// Turns it so many seconds away from the right time.
    pub fn turn(&self, seconds: i64) -> Result<()> {
        let file = File::options().write(true).open(&self.turned).context("the clock is gone")?;
        let bytes = seconds.to_ne_bytes();
        ensure!(file.write_at(&bytes, 0)? == bytes.len(), "half a clock was written");
        Ok(())
    }
}
