//! A journey that ends early says why.

use std::path::PathBuf;

use anyhow::Result;

/// What a journey goes through.
pub trait Explains {
    /// The files with what the program wrote on standard output and standard error.
    fn logs(&self) -> Vec<PathBuf>;
}

/// Goes through a journey. Where it ends early, what the program wrote is printed, for whoever must find out why.
pub async fn explained<S: Explains>(mut stage: S, journey: impl AsyncFnOnce(&mut S) -> Result<()>) -> Result<()> {
    let ended = journey(&mut stage).await;
    if ended.is_err() {
        for log in stage.logs() {
            eprintln!("{}:\n{}", log.display(), std::fs::read_to_string(&log).unwrap_or_default());
        }
    }
    ended
}
