//! Whether a page's process has died: then a wait in its window says nothing of what the page would have shown.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use anyhow::{Error, Result, ensure};
use tokio::time::error::Elapsed;

use super::until::{is_hopeless, until_in};

/// The program's own words when it hears that the process which draws a window has ended.
const DIED: &str = "the process that draws a window has ended";
/// The program hears of a death a moment after the driver does.
const SOON: Duration = Duration::from_secs(5);

/// The process that drew a page has died: what was waited for in its window could not come.
#[derive(Debug, PartialEq, Eq)]
pub struct PageDied {
    /// What the program said of it, a line a death.
    pub said: Vec<String>,
}

impl fmt::Display for PageDied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the page's process has died: {}", self.said.join("; "))
    }
}

impl std::error::Error for PageDied {}

/// The deaths that a program has written down on its standard error.
fn deaths(log: &str) -> Option<PageDied> {
    let said: Vec<String> = log.lines().filter(|line| line.contains(DIED)).map(str::to_owned).collect();
    (!said.is_empty()).then_some(PageDied { said })
}

/// Says of a wait that came to nothing whether the page's process has died, or lives and does not show what was expected.
pub(super) async fn explained(error: Error, log: &Path) -> Error {
    let look = || std::fs::read_to_string(log).ok().and_then(|text| deaths(&text));
    if is_hopeless(&error) || error.downcast_ref::<Elapsed>().is_some() {
        // Whether it comes or not, the look below says what is known.
        let _: Result<()> = until_in(SOON, "the program hears of a death", async || {
            ensure!(look().is_some(), "it has heard of none");
            Ok(())
        })
        .await;
    }
    match look() {
        Some(died) => error.context(died),
        None => error.context("the page's process lives"),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    async fn explained_by(log: &str) -> Error {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("program.log");
        std::fs::write(&file, log).unwrap();
        explained(anyhow!("not yet"), &file).await
    }

    #[tokio::test]
    async fn a_death_is_told_from_an_expectation_that_failed() {
        let died =
            explained_by("INFO started\nERROR the process that draws a window has ended window=\"main\"\n").await;
        assert_eq!(died.downcast_ref::<PageDied>().unwrap().said.len(), 1);
        let lives = explained_by("INFO started\n").await;
        assert!(lives.downcast_ref::<PageDied>().is_none());
        assert_eq!(format!("{lives:#}"), "the page's process lives: not yet");
    }
}
