//! The benchmarks: one line of JSON a figure on standard output, everything else on standard error.
use std::process::ExitCode;

use anyhow::Result;

use crate::{
    app,
    checkout::Checkout,
    command::Profile,
    desktop, process,
    setup::{self, Purpose},
    step::Steps,
};

/// Runs them against a release build, on a desktop without a screen: one of them starts the program.
pub fn run(checkout: &Checkout, steps: &mut Steps, arguments: &[String]) -> Result<ExitCode> {
    setup::packages_for(Purpose::Desktop, steps)?;
    let program = app::prepare(checkout, steps, Profile::Release)?;
    let mut bench = checkout.cargo();
    bench.args(["bench", "--package", "captrack-tests", "--bench", "*", "--"]).args(arguments);
    bench.env(app::PATH_VARIABLE, program);
    Ok(process::exit_code(desktop::status_on_one(&mut bench)?))
}
