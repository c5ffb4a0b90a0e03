//! Fuzzing with libFuzzer: builds `fuzz/`, gives each parser random bytes for a while, and prints how much of it they reached.
//!
//! The instrumentation is LLVM's own, so that the project's toolchain and a C++ compiler are all that it needs.
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    checkout::Checkout,
    coverage::{Replay, Target, host},
    process,
    step::Steps,
};

/// What libFuzzer is led by.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
const TARGET: &str = "CAPTRACK_FUZZ_TARGET";
/// Longer inputs find nothing that shorter ones do not.
const LONGEST: &str = "-max_len=65536";

/// Fuzzes one target or all of them, each for so many minutes; 0: only the inputs that are kept.
pub fn run(checkout: &Checkout, steps: &mut Steps, only: Option<&str>, minutes: u64) -> Result<ExitCode> {
    let replay = Replay::build(checkout, steps)?;
    let all = replay.targets();
    ensure!(!all.is_empty(), "the program that replays inputs names no targets");
    let wanted: Vec<&Target> = all.iter().filter(|target| only.is_none_or(|only| target.name == only)).collect();
    if wanted.is_empty() {
        let names: Vec<&str> = all.iter().map(|target| target.name.as_str()).collect();
        bail!("there is no target {}; there are {}", only.unwrap_or_default(), names.join(", "));
    }
    let fuzzer = if minutes > 0 { Some(Fuzzer::build(checkout, steps)?) } else { None };
    let work = work(checkout);
    let mut is_well = true;
    for target in wanted {
        let (kept, found) = (kept(checkout, target), work.join("found").join(&target.name));
        if let Some(fuzzer) = &fuzzer {
            is_well &=
                steps.run(&format!("fuzz {}", target.name), || fuzzer.run(target, &kept, &found, minutes * 60))?;
        }
        let folders: Vec<PathBuf> = [kept, found].into_iter().filter(|folder| folder.is_dir()).collect();
        is_well &= replay.print(target, &folders)?;
    }
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn work(checkout: &Checkout) -> PathBuf {
    checkout.target.path.join("fuzz")
}

/// Inputs that are kept in the repository. Those that reached something new lie on this machine alone.
fn kept(checkout: &Checkout, target: &Target) -> PathBuf {
    checkout.root.join("fuzz/corpus").join(&target.name)
}

/// The program that libFuzzer drives.
struct Fuzzer {
    work: PathBuf,
    program: PathBuf,
}

impl Fuzzer {
    fn build(checkout: &Checkout, steps: &mut Steps) -> Result<Self> {
        ensure!(
            cfg!(unix),
            "libFuzzer is built here on Linux and macOS alone; on Windows cargo xtask test replays its inputs"
        );
        ensure!(
            ["c++", "g++", "clang++"].into_iter().any(process::is_on_path),
            "libFuzzer is written in C++: install a compiler for it, for instance the package g++"
        );
        let (work, host) = (work(checkout), host()?);
        let program =
            steps.run("build the fuzzed parsers, with their instrumentation", || compile(checkout, &work, &host))?;
        Ok(Self { work, program })
    }

    /// Whether nothing was found for so many seconds. What breaks a promise is written down and named.
    fn run(&self, target: &Target, kept: &Path, found: &Path, seconds: u64) -> Result<bool> {
        fs::create_dir_all(found).context("the folder for inputs cannot be made")?;
        let mut program = Command::new(&self.program);
        program.current_dir(&self.work).env(TARGET, &target.name);
        program.args([LONGEST, "-timeout=25", "-rss_limit_mb=2048"]);
        let mut prefix = OsString::from("-artifact_prefix=");
        prefix.push(self.work.join(format!("{}-", target.name)));
        program.args([format!("-max_total_time={seconds}").as_str(), "-print_final_stats=1"]).arg(prefix);
        program.arg(found).arg(kept);
        Ok(process::status(&mut program)?.success())
    }
}

fn compile(checkout: &Checkout, work: &Path, host: &str) -> Result<PathBuf> {
    let folder = checkout.root.join("fuzz");
    // The same dependencies as the program's; what is missing is added, and nothing is kept of it.
    fs::copy(checkout.root.join("Cargo.lock"), folder.join("Cargo.lock")).context("Cargo.lock cannot be copied")?;
    let mut cargo = checkout.cargo();
    cargo.current_dir(&folder).args(["build", "--target", host]);
    // With a target named, build scripts and macros go without the flags.
    cargo.env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", work).env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::must(&mut cargo, "the fuzzed program does not compile; the compiler's own words are above")?;
    Ok(work.join(host).join("debug/fuzz"))
}
