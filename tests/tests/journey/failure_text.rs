//! A journey that ends early says why.

use std::path::PathBuf;

use anyhow::Result;

/// What a journey goes through.
pub trait Explains {
    /// The files with what the program wrote on standard output and standard error.
    fn logs(&self) -> Vec<PathBuf>;
}

/// So many lines of a log are printed: what happened long before the end explains nothing.
const LAST: usize = 120;

/// Goes through a journey. Where it ends early, why is printed first, for whoever sees only the beginning of what a test prints, then
/// what the program wrote last.
pub async fn explained<S: Explains>(mut stage: S, journey: impl AsyncFnOnce(&mut S) -> Result<()>) -> Result<()> {
    let ended = journey(&mut stage).await;
    if let Err(error) = &ended {
        eprintln!("ended early: {error:#}");
        for log in stage.logs() {
            eprintln!("{}:\n{}", log.display(), end_of(&std::fs::read_to_string(&log).unwrap_or_default()));
        }
    }
    ended
}

fn end_of(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(LAST)..].join("\n")
}
