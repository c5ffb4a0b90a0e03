//! Fuzzing with libFuzzer: builds `fuzz/`, gives each parser random bytes for a while, and prints how much of it they reached.
//!
//! The instrumentation is LLVM's own, so that the project's toolchain and a C++ compiler are all that it needs.
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    checkout::Checkout,
    process,
    step::{self, Steps},
};

/// What libFuzzer is led by, and what the coverage is counted by.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cinstrument-coverage";
/// Makes the program print its targets with their sources, one a line.
const LIST: &str = "CAPTRACK_FUZZ_LIST";
const TARGET: &str = "CAPTRACK_FUZZ_TARGET";
/// So much of its lines a parser's inputs must reach.
const ENOUGH: u32 = 80;
/// Longer inputs find nothing that shorter ones do not.
const LONGEST: &str = "-max_len=65536";

/// A parser, as the program names it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    name: String,
    sources: Vec<String>,
}

/// Fuzzes one target or all of them, each for so many minutes; 0: only the inputs that are kept.
pub fn run(checkout: &Checkout, steps: &mut Steps, only: Option<&str>, minutes: u64) -> Result<ExitCode> {
    ensure!(
        cfg!(unix),
        "libFuzzer is built here on Linux and macOS alone; on Windows cargo xtask test replays its inputs"
    );
    ensure!(
        ["c++", "g++", "clang++"].into_iter().any(process::is_on_path),
        "libFuzzer is written in C++: install a compiler for it, for instance the package g++"
    );
    let work = checkout.target.path.join("fuzz");
    let host = host()?;
    let program =
        steps.run("build the fuzzed parsers, with their instrumentation", || build(checkout, &work, &host))?;
    let all = targets(&process::printed(Command::new(&program).env(LIST, "1")));
    ensure!(!all.is_empty(), "the fuzzed program names no targets");
    let wanted: Vec<&Target> = all.iter().filter(|target| only.is_none_or(|only| target.name == only)).collect();
    if wanted.is_empty() {
        let names: Vec<&str> = all.iter().map(|target| target.name.as_str()).collect();
        bail!("there is no target {}; there are {}", only.unwrap_or_default(), names.join(", "));
    }
    let tools = llvm_tools(steps, &host);
    if tools.is_none() {
        step::note(
            "no line coverage: it needs llvm-tools (rustup component add llvm-tools), which rustup could not add",
        );
    }
    let mut is_well = true;
    for target in wanted {
        let fuzzed = Fuzzed { checkout, work: &work, program: &program, target };
        is_well &= steps.run(&format!("fuzz {}", target.name), || fuzzed.run(minutes * 60))?;
        if let Some(tools) = &tools {
            let (reached, lines) = fuzzed.coverage(tools)?;
            println!("{}", line(&target.name, reached, lines));
            is_well &= is_enough(reached, lines);
        }
    }
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The compiler's own triple.
fn host() -> Result<String> {
    let version = process::answer(Command::new("rustc").arg("-vV")).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what it compiles for; is it installed?")
}

fn build(checkout: &Checkout, work: &Path, host: &str) -> Result<PathBuf> {
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

/// The targets that the program names.
fn targets(printed: &str) -> Vec<Target> {
    let words = printed.lines().map(|line| line.split_whitespace().map(str::to_owned));
    words.filter_map(|mut words| Some(Target { name: words.next()?, sources: words.collect() })).collect()
}

/// Where llvm-profdata and llvm-cov are, of the compiler's own version: no other can read what it counts.
fn llvm_tools(steps: &mut Steps, host: &str) -> Option<PathBuf> {
    let sysroot = process::answer(Command::new("rustc").args(["--print", "sysroot"]))?;
    let tools = Path::new(&sysroot).join("lib/rustlib").join(host).join("bin");
    let are_there = || tools.join("llvm-cov").is_file() && tools.join("llvm-profdata").is_file();
    if !are_there() {
        let add = || Ok(process::succeeds(Command::new("rustup").args(["component", "add", "llvm-tools"])));
        steps.run("add llvm-tools to the Rust toolchain", add).ok()?;
    }
    are_there().then_some(tools)
}

/// One target at work.
struct Fuzzed<'a> {
    checkout: &'a Checkout,
    work: &'a Path,
    program: &'a Path,
    target: &'a Target,
}

impl Fuzzed<'_> {
    /// Inputs that reached something new, on this machine.
    fn found(&self) -> PathBuf {
        self.work.join("found").join(&self.target.name)
    }

    /// Inputs that are kept in the repository.
    fn kept(&self) -> PathBuf {
        self.checkout.root.join("fuzz/corpus").join(&self.target.name)
    }

    fn program(&self, profile: &Path) -> Command {
        let mut program = Command::new(self.program);
        program.current_dir(self.work).env(TARGET, &self.target.name).env("LLVM_PROFILE_FILE", profile);
        program.args([LONGEST, "-timeout=25", "-rss_limit_mb=2048"]);
        program
    }

    /// Whether nothing was found for so many seconds. What breaks a promise is written down and named.
    fn run(&self, seconds: u64) -> Result<bool> {
        if seconds == 0 {
            return Ok(true);
        }
        fs::create_dir_all(self.found()).context("the folder for inputs cannot be made")?;
        let mut program = self.program(&self.work.join("fuzzing.profraw"));
        let mut prefix = OsString::from("-artifact_prefix=");
        prefix.push(self.work.join(format!("{}-", self.target.name)));
        program.args([format!("-max_total_time={seconds}").as_str(), "-print_final_stats=1"]).arg(prefix);
        program.arg(self.found()).arg(self.kept());
        Ok(process::status(&mut program)?.success())
    }

    /// Lines that its inputs reach, and all lines of its sources.
    fn coverage(&self, tools: &Path) -> Result<(u32, u32)> {
        let (raw, data) = (self.work.join("coverage.profraw"), self.work.join("coverage.profdata"));
        let mut replay = self.program(&raw);
        replay.args(["-runs=0", "-verbosity=0"]).arg(self.kept());
        if self.found().is_dir() {
            replay.arg(self.found());
        }
        process::must(&mut replay, "an input that is kept breaks a promise; see above")?;
        let mut merge = Command::new(tools.join("llvm-profdata"));
        merge.args(["merge", "-sparse", "-o"]).arg(&data).arg(&raw);
        process::must(&mut merge, "llvm-profdata cannot read what was counted")?;
        let mut export = Command::new(tools.join("llvm-cov"));
        let mut profile = OsString::from("-instr-profile=");
        profile.push(&data);
        export.args(["export", "-format=lcov", "-summary-only"]).arg(profile).arg(self.program);
        export.args(self.target.sources.iter().map(|source| self.checkout.root.join(source)));
        let all = counted(&process::printed(&mut export));
        for (file, (reached, lines)) in &all {
            let file = Path::new(file).strip_prefix(&self.checkout.root).unwrap_or(Path::new(file));
            eprintln!("  {}", line(&file.display().to_string(), *reached, *lines));
        }
        ensure!(
            all.len() == self.target.sources.len(),
            "a source of {} has no lines that were counted",
            self.target.name
        );
        Ok(all.values().fold((0, 0), |(reached, lines), file| (reached + file.0, lines + file.1)))
    }
}

/// Of each file how many lines were reached, and how many there are: lcov's `SF`, `LH` and `LF`.
fn counted(lcov: &str) -> BTreeMap<String, (u32, u32)> {
    let mut files: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut file = String::new();
    for line in lcov.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        match (key, value.parse().unwrap_or_default()) {
            ("SF", _) => value.clone_into(&mut file),
            ("LH", count) => files.entry(file.clone()).or_default().0 = count,
            ("LF", count) => files.entry(file.clone()).or_default().1 = count,
            _ => {}
        }
    }
    files
}

fn is_enough(reached: u32, lines: u32) -> bool {
    u64::from(reached) * 100 >= u64::from(lines) * u64::from(ENOUGH)
}

fn line(name: &str, reached: u32, lines: u32) -> String {
    let share = f64::from(reached) * 100.0 / f64::from(lines.max(1));
    let verdict = if is_enough(reached, lines) { "" } else { "  too few" };
    format!("{name}: {reached} of {lines} lines, {share:.1} %{verdict}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_with_their_sources() {
        let all = targets("jwt crates/a/src/jwt.rs\nargv x.rs y.rs\n\n");
        let names: Vec<_> = all.iter().map(|target| (target.name.as_str(), target.sources.len())).collect();
        assert_eq!(names, [("jwt", 1), ("argv", 2)]);
    }

    #[test]
    fn lines_are_counted_file_by_file() {
        let all = counted("SF:/a.rs\nLF:10\nLH:8\nend_of_record\nSF:/b.rs\nDA:1,0\nLH:0\nLF:4\nend_of_record\n");
        assert_eq!(all.into_values().collect::<Vec<_>>(), [(8, 10), (0, 4)]);
    }

    #[test]
    fn under_four_fifths_is_too_few() {
        assert_eq!(line("jwt", 8, 10), "jwt: 8 of 10 lines, 80.0 %");
        assert_eq!(line("jwt", 79, 100), "jwt: 79 of 100 lines, 79.0 %  too few");
        assert!(is_enough(0, 0));
    }
}
