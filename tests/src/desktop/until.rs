//! Waiting for what will happen, never for time to pass.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks, so that who is waited for gets to work.
const PAUSE: Duration = Duration::from_millis(40);

/// Looks until what is looked for is there. The error says what was waited for in vain, and what the last look came to.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<T>) -> Result<T> {
    until_in(PATIENCE, what, look).await
}

/// The same for what takes its own time.
pub async fn until_in<T>(patience: Duration, what: &str, mut look: impl AsyncFnMut() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    loop {
        let looked = tokio::time::timeout(patience, look()).await;
        match looked {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(missing)) if started.elapsed() > patience => {
                return Err(missing).with_context(|| format!("waited in vain until {what}"));
            }
            Ok(Err(_)) => tokio::time::sleep(PAUSE).await,
            Err(never) => return Err(never).with_context(|| format!("a look whether {what} did not end")),
        }
    }
}
