//! How many lines of a parser its inputs reach: the workspace's own packages compiled with LLVM's counters, on the project's toolchain.
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{
    checkout::Checkout,
    process, rustc_wrapper,
    step::{self, Steps},
};

/// So much of its lines a parser's inputs must reach.
const ENOUGH: u32 = 80;

/// A parser, as the program that replays inputs names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub name: String,
    pub sources: Vec<String>,
}

/// The program that replays inputs, compiled with counters.
pub struct Replay<'a> {
    checkout: &'a Checkout,
    work: PathBuf,
    program: PathBuf,
    /// Where llvm-profdata and llvm-cov are; none: nothing can be counted.
    tools: Option<PathBuf>,
}

impl<'a> Replay<'a> {
    pub fn build(checkout: &'a Checkout, steps: &mut Steps) -> Result<Self> {
        let work = checkout.target.path.join("coverage");
        fs::create_dir_all(&work).context("the folder for what is counted cannot be made")?;
        steps.run("build the parsers, with counters", || {
            let mut cargo = checkout.cargo();
            // All packages, so that dependencies are those of the tests and not compiled anew.
            cargo.args(["build", "--workspace", "--example", "replay"]);
            rustc_wrapper::count_lines(&mut cargo, &work)?;
            process::must(&mut cargo, "the parsers do not compile; the compiler's own words are above")
        })?;
        let program =
            checkout.target.path.join("debug/examples").join(format!("replay{}", std::env::consts::EXE_SUFFIX));
        let tools = llvm_tools(steps)?;
        if tools.is_none() {
            step::note(
                "no line coverage: it needs llvm-tools (rustup component add llvm-tools), which rustup could not add",
            );
        }
        Ok(Self { checkout, work, program, tools })
    }

    /// All targets.
    pub fn targets(&self) -> Vec<Target> {
        targets(&process::printed(self.counting(&self.work.join("list.profraw")).env_remove("RUST_LOG")))
    }

    fn counting(&self, profile: &Path) -> Command {
        let mut program = Command::new(&self.program);
        program.env("LLVM_PROFILE_FILE", profile);
        program
    }

    /// Replays the inputs of these folders and prints how many lines of the target they reach; whether that is enough.
    pub fn print(&self, target: &Target, folders: &[PathBuf]) -> Result<bool> {
        let raw = self.work.join(format!("{}.profraw", target.name));
        let _ = fs::remove_file(&raw);
        let mut replay = self.counting(&raw);
        replay.arg(&target.name).args(folders);
        process::must(&mut replay, "an input breaks a promise; see above")?;
        let Some(tools) = &self.tools else { return Ok(true) };
        let files = self.counted(target, tools, &raw)?;
        for (file, (reached, lines)) in &files {
            let file = Path::new(file).strip_prefix(&self.checkout.root).unwrap_or(Path::new(file));
            eprintln!("  {}", line(&file.display().to_string(), *reached, *lines));
        }
        ensure!(files.len() == target.sources.len(), "a source of {} has no lines that were counted", target.name);
        let (reached, lines) = files.values().fold((0, 0), |(reached, lines), file| (reached + file.0, lines + file.1));
        println!("{}", line(&target.name, reached, lines));
        Ok(is_enough(reached, lines))
    }

    /// Of each source how many lines were reached, and how many there are.
    fn counted(&self, target: &Target, tools: &Path, raw: &Path) -> Result<BTreeMap<String, (u32, u32)>> {
        let data = raw.with_extension("profdata");
        let mut merge = Command::new(tools.join("llvm-profdata"));
        merge.args(["merge", "-sparse", "-o"]).arg(&data).arg(raw);
        process::must(&mut merge, "llvm-profdata cannot read what was counted")?;
        let mut export = Command::new(tools.join("llvm-cov"));
        let mut profile = OsString::from("-instr-profile=");
        profile.push(&data);
        export.args(["export", "-format=lcov", "-summary-only"]).arg(profile).arg(&self.program);
        export.args(target.sources.iter().map(|source| self.checkout.root.join(source)));
        Ok(counted(&process::printed(&mut export)))
    }
}

/// The targets that the program names.
fn targets(printed: &str) -> Vec<Target> {
    let words = printed.lines().map(|line| line.split_whitespace().map(str::to_owned));
    words.filter_map(|mut words| Some(Target { name: words.next()?, sources: words.collect() })).collect()
}

/// Where llvm-profdata and llvm-cov are, of the compiler's own version: no other can read what it counts.
fn llvm_tools(steps: &mut Steps) -> Result<Option<PathBuf>> {
    let sysroot = process::answer(Command::new("rustc").args(["--print", "sysroot"]));
    let sysroot = sysroot.context("rustc does not say where it lies; is it installed?")?;
    let tools = Path::new(&sysroot).join("lib/rustlib").join(host()?).join("bin");
    let are_there = || {
        let is_there = |tool: &str| tools.join(format!("{tool}{}", std::env::consts::EXE_SUFFIX)).is_file();
        is_there("llvm-cov") && is_there("llvm-profdata")
    };
    if !are_there() {
        let add = || Ok(process::succeeds(Command::new("rustup").args(["component", "add", "llvm-tools"])));
        steps.run("add llvm-tools to the Rust toolchain", add)?;
    }
    Ok(are_there().then_some(tools))
}

/// The compiler's own triple.
pub fn host() -> Result<String> {
    let version = process::answer(Command::new("rustc").arg("-vV")).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what it compiles for; is it installed?")
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
