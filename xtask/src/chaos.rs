//! A campaign of faults: the tests' bursts of faults with other seeds and as many as are wanted. What they came to is added up in a file,
//! from which the next call goes on.
use std::{
    fs,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};

use crate::{
    checkout::Checkout,
    process,
    setup::{self, Purpose},
    step::Steps,
};

/// The test and what it is told by.
const TEST: [&str; 6] = ["test", "--profile", "campaign", "--workspace", "--test", "unkind_world"];
const NAME: &str = "chaos::faults_lose_no_alert_and_tell_nothing_that_is_not_so";
const SEED: &str = "CAPTRACK_CHAOS_SEED";
const FAULTS: &str = "CAPTRACK_CHAOS_FAULTS";
const COMMIT: &str = "CAPTRACK_CHAOS_COMMIT";
const RECORD: &str = "CAPTRACK_CHAOS_RECORD";

/// Lives through bursts of faults until so many were met, from this seed on.
pub fn run(checkout: &Checkout, steps: &mut Steps, seed: u64, faults: u64) -> Result<ExitCode> {
    setup::packages_for(Purpose::Build, steps)?;
    let folder = checkout.target.path.join("chaos");
    fs::create_dir_all(&folder).context("the folder for the figures cannot be made")?;
    let record = folder.join("runs.jsonl");
    let done = steps.run(&format!("meet {faults} faults, from seed {seed} on"), || {
        let mut cargo = checkout.cargo();
        cargo.args(TEST).args(["--", "--exact", NAME, "--nocapture"]);
        cargo.env(SEED, seed.to_string()).env(FAULTS, faults.to_string());
        cargo.env(COMMIT, commit(checkout)).env(RECORD, &record);
        process::status(&mut cargo)
    })?;
    println!("every run: {}", record.display());
    Ok(process::exit_code(done))
}

/// The commit that is tested, with a plus where files differ from it.
fn commit(checkout: &Checkout) -> String {
    let git = |words: &[&str]| process::answer(Command::new("git").current_dir(&checkout.root).args(words));
    let commit = git(&["rev-parse", "--short", "HEAD"]).unwrap_or_default();
    let is_changed = git(&["status", "--porcelain"]).is_some_and(|changes| !changes.is_empty());
    if is_changed { format!("{commit}+") } else { commit }
}
