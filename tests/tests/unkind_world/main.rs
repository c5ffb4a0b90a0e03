//! A world that is not kind, on the tests' clock, with its servers inside the process: pilots log on, jump, dock, leave their ships; meanwhile
//! routes are switched off, sign-ins are refused, edges answer in place of servers, clocks are turned, disks fill up, parts of the program
//! crash, the program dies. A judge who knows the world's own history, and nothing of the program's rules, says afterwards what was missed,
//! what was wrong, and for how long nothing was said of what nobody saw.
//!
//! [`week`] lives through days of it, [`chaos`] through bursts of faults, as many as are wanted.
#![allow(clippy::enum_glob_use, clippy::unwrap_used, missing_docs)]

mod cast;
mod chaos;
mod figures;
mod judge;
mod kind;
mod readings;
mod run;
mod seen;
mod servers;
mod span;
mod stage;
mod story;
mod trouble;
mod troubles;
mod truth;
mod week;

fn numbers(variable: &str, otherwise: &str) -> Vec<u64> {
    let text = std::env::var(variable).unwrap_or_else(|_| otherwise.to_owned());
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}
