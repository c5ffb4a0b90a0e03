//! Waiting for what will happen, never for time to pass.

use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result};
use fantoccini::error::CmdError;

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks, so that who is waited for gets to work.
const PAUSE: Duration = Duration::from_millis(40);

/// One look takes no longer in a window that lives: one that has frozen fails, and is not waited for.
const ONE_LOOK: Duration = Duration::from_secs(20);

/// Looks until what is looked for is there. The error says what was waited for in vain, and what the last look came to.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<T>) -> Result<T> {
    until_in(PATIENCE, what, look).await
}

/// The same for what takes its own time.
pub async fn until_in<T>(patience: Duration, what: &str, look: impl AsyncFnMut() -> Result<T>) -> Result<T> {
    until_within(patience, patience.min(ONE_LOOK), what, look).await
}

async fn until_within<T>(
    patience: Duration,
    one_look: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        let looked = tokio::time::timeout(one_look, look()).await;
        match looked {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(missing)) if started.elapsed() > patience => {
                return Err(missing).with_context(|| format!("waited in vain until {what}"));
            }
            Ok(Err(broken)) if is_hopeless(&broken) => {
                return Err(broken).with_context(|| format!("it broke while it was waited until {what}"));
            }
            Ok(Err(_)) => tokio::time::sleep(PAUSE).await,
            Err(never) => return Err(never).with_context(|| format!("a look whether {what} did not end")),
        }
    }
}

/// Whether an error says that the window or its driver is gone or hangs, and not that something is not there yet.
pub(super) fn is_hopeless(error: &Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<CmdError>()).any(|error| {
        matches!(error, CmdError::Lost(_))
            || error.is_invalid_session_id()
            || error.is_script_timeout()
            || error.is_timeout()
    })
}

#[cfg(test)]
mod tests {
    use anyhow::{anyhow, bail, ensure};

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    #[tokio::test]
    async fn what_is_not_there_yet_is_looked_for_again() {
        let mut looks = 0;
        let found = until("it is there", async || {
            looks += 1;
            ensure!(looks >= 3, "not yet");
            Ok(looks)
        });
        assert_eq!(found.await.unwrap(), 3);
        let never: Result<()> = until_within(SHORT, SHORT, "it is there", async || bail!("not yet")).await;
        assert!(format!("{:#}", never.unwrap_err()).contains("in vain until it is there: not yet"));
    }

    #[tokio::test]
    async fn a_look_that_hangs_fails_long_before_the_patience_is_over() {
        let started = Instant::now();
        let frozen: Result<()> = until_within(PATIENCE, SHORT, "it is there", async || {
            std::future::pending::<()>().await;
            Ok(())
        })
        .await;
        assert!(frozen.unwrap_err().to_string().contains("did not end"));
        assert!(started.elapsed() < PATIENCE / 2);
    }

    #[tokio::test]
    async fn a_driver_that_is_gone_is_not_waited_for() {
        let mut looks = 0;
        let gone: Result<()> = until("it is there", async || {
            looks += 1;
            let lost = CmdError::Lost(std::io::ErrorKind::ConnectionReset.into());
            Err(anyhow!(lost).context("the page"))
        })
        .await;
        assert!(gone.is_err());
        assert_eq!(looks, 1);
    }
}
