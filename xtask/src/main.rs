//! The project's own commands: `cargo xtask run`, `test`, `lint`, `advisories`, `check-windows`, `build`, `page`, `package`, `bench`, `fuzz`, `chaos`,
//! `soak`, `screenshots`, `desktop`.
//!
//! Each one first sets up what is missing on this machine, says in a line what it does, and leaves alone what is
//! already there. This package is built before any of that, so it depends on nothing heavy.
mod app;
mod bench;
mod bridge;
mod chaos;
mod checkout;
mod command;
mod coverage;
mod desktop;
mod disk_space;
mod dist;
mod fuzz;
mod installed;
mod lint;
mod linux_packages;
mod package;
mod packages;
mod page;
mod process;
mod rust_target;
mod rustc_wrapper;
mod screenshots;
mod setup;
mod soak;
mod step;
mod target_dir;
mod test;
mod test_parts;
mod wasm_toolchain;
mod windows;

use std::{env, process::ExitCode};

use anyhow::Result;

use crate::{checkout::Checkout, command::Command, step::Steps};

/// Wrong usage, as in BSD's sysexits.
const EXIT_USAGE: u8 = 64;

fn main() -> ExitCode {
    if let Some(code) = rustc_wrapper::run_when_called_as_one() {
        return code;
    }
    let arguments: Vec<String> = env::args().skip(1).collect();
    let command = match command::parse(&arguments) {
        Ok(command) => command,
        Err(wrong) => {
            eprintln!("error: {wrong}\n\n{}", command::USAGE);
            return ExitCode::from(EXIT_USAGE);
        }
    };
    carry_out(command).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn carry_out(command: Command) -> Result<ExitCode> {
    if command == Command::Help {
        println!("{}", command::USAGE);
        return Ok(ExitCode::SUCCESS);
    }
    let checkout = Checkout::find()?;
    let mut steps = Steps::default();
    match command {
        Command::Help => {}
        Command::Run { profile, arguments } => {
            return app::run(&checkout, &mut steps, profile, &arguments);
        }
        Command::Build { profile } => {
            let program = app::prepare(&checkout, &mut steps, profile)?;
            println!("{}", program.display());
        }
        Command::Page { profile } => page::build(&checkout, &mut steps, profile)?,
        Command::Test { extent, arguments } => {
            return test::run(&checkout, &mut steps, extent, &arguments);
        }
        Command::Package { profile } => package::run(&checkout, &mut steps, profile)?,
        Command::Lint => lint::run(&checkout, &mut steps)?,
        Command::Advisories => lint::advisories(&checkout, &mut steps)?,
        Command::CheckWindows => windows::check(&checkout, &mut steps)?,
        Command::Bench { arguments } => return bench::run(&checkout, &mut steps, &arguments),
        Command::Fuzz { target, minutes } => return fuzz::run(&checkout, &mut steps, target.as_deref(), minutes),
        Command::Chaos { seed, faults } => return chaos::run(&checkout, &mut steps, seed, faults),
        Command::Soak { days } => return soak::run(&checkout, &mut steps, days),
        Command::Screenshots => return screenshots::run(&checkout, &mut steps),
        Command::Desktop { arguments } => {
            return desktop::run(&checkout, &mut steps, &arguments);
        }
    }
    Ok(ExitCode::SUCCESS)
}
