//! Days of a large alliance in simulated time: what is kept, and what it takes.
use std::process::ExitCode;

use anyhow::Result;

use crate::{
    checkout::Checkout,
    process,
    setup::{self, Purpose},
    step::Steps,
};

/// Optimised: a month is many steps.
const TEST: [&str; 6] = ["test", "--profile", "campaign", "--workspace", "--test", "soak"];
const DAYS: &str = "CAPTRACK_SOAK_DAYS";

/// Lives through so many days and prints a line a day.
pub fn run(checkout: &Checkout, steps: &mut Steps, days: u64) -> Result<ExitCode> {
    setup::packages_for(Purpose::Build, steps)?;
    let done = steps.run(&format!("live through {days} days of a large alliance"), || {
        let mut cargo = checkout.cargo();
        cargo.args(TEST).args(["--", "--nocapture"]).env(DAYS, days.to_string());
        process::status(&mut cargo)
    })?;
    Ok(process::exit_code(done))
}
