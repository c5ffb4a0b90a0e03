//! What of a full test ran and how it ended, and what did not run: the closing lines say both, so that nothing passes by its absence.
use std::env;

use anyhow::{Result, bail};

use crate::step;

/// Whether this is a machine that tests for everybody: what is missing there is a failure.
pub fn on_ci() -> bool {
    env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// The parts of one call.
#[derive(Debug, Default)]
pub struct TestParts {
    on_ci: bool,
    ran: Vec<(String, bool)>,
    not_run: Vec<(String, String)>,
}

impl TestParts {
    /// None yet.
    pub fn new(on_ci: bool) -> Self {
        Self { on_ci, ..Self::default() }
    }

    /// A part ran.
    pub fn ran(&mut self, what: &str, passed: bool) {
        self.ran.push((what.to_owned(), passed));
    }

    /// A part is left out on purpose.
    pub fn left_out(&mut self, what: &str, why: &str) {
        self.not_run.push((what.to_owned(), why.to_owned()));
    }

    /// A part cannot run here, because something is missing. On CI that is a failure; by hand it is named now and at the end.
    pub fn missing(&mut self, what: &str, why: &str) -> Result<()> {
        if self.on_ci {
            bail!("{what} cannot run: {why}. On CI everything must be there");
        }
        step::note(&format!("{what} will not run: {why}"));
        self.left_out(what, why);
        Ok(())
    }

    /// Whether everything that ran has passed.
    pub fn all_passed(&self) -> bool {
        self.ran.iter().all(|(_, passed)| *passed)
    }

    /// The closing lines, one a part.
    pub fn lines(&self) -> String {
        let ran =
            self.ran.iter().map(|(what, passed)| format!("{}   {what}", if *passed { "passed" } else { "FAILED" }));
        let not_run = self.not_run.iter().map(|(what, why)| format!("not run  {what}: {why}"));
        ran.chain(not_run).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_name_what_ran_and_what_did_not() {
        let mut parts = TestParts::new(false);
        parts.ran("the workspace's tests", true);
        parts.left_out("the comparison", "only with --all");
        parts.missing("the bridge's own tests", "there is no Python").unwrap();
        assert!(parts.all_passed());
        parts.ran("the recordings", false);
        assert!(!parts.all_passed());
        let wanted = "passed   the workspace's tests\n\
                      FAILED   the recordings\n\
                      not run  the comparison: only with --all\n\
                      not run  the bridge's own tests: there is no Python";
        assert_eq!(parts.lines(), wanted);
    }

    #[test]
    fn on_ci_what_is_missing_is_a_failure() {
        let refused = TestParts::new(true).missing("the keyring's tests", "gnome-keyring-daemon is not installed");
        assert!(refused.unwrap_err().to_string().contains("gnome-keyring-daemon"));
    }
}
