//! Gives a target inputs out of files, without libFuzzer: `replay TARGET FOLDER…`. Without arguments: the targets with their sources, a line each.
//! `cargo xtask fuzz` builds it with counters, and prints how many lines of each parser the inputs reach.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use captrack_fuzzing::{TARGETS, Target, target};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((name, folders)) = arguments.split_first() else {
        for target in TARGETS {
            println!("{} {}", target.name, target.sources.join(" "));
        }
        return ExitCode::SUCCESS;
    };
    let Some(target) = target(name) else {
        eprintln!("there is no target {name}");
        return ExitCode::FAILURE;
    };
    for folder in folders {
        if let Err(error) = replay(target, Path::new(folder)) {
            eprintln!("{folder}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn replay(target: &Target, folder: &Path) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        target.run(&fs::read(file?.path())?);
    }
    Ok(())
}
