//! What is being done, said in one line each, and how long it took.
use std::time::{Duration, Instant};

use anyhow::Result;

/// Says in one line what needed no doing, or is worth knowing.
pub fn note(what: &str) {
    eprintln!("· {what}");
}

/// The steps of one call, in order. Lines go to standard error: standard output is for results.
#[derive(Debug, Default)]
pub struct Steps {
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// Says `what` is being done, does it, and remembers how long it took.
    pub fn run<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("» {what}");
        let started = Instant::now();
        let result = work();
        self.done.push((what.to_owned(), started.elapsed()));
        result
    }

    /// One line a step: seconds, then what was done.
    pub fn timings(&self) -> String {
        let lines = self.done.iter().map(|(what, took)| format!("{:8.1} s  {what}", took.as_secs_f64()));
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_its_line_even_one_that_failed() {
        let mut steps = Steps::default();
        let fine: Result<i32> = steps.run("the page", || Ok(7));
        let broken: Result<i32> = steps.run("the program", || anyhow::bail!("no compiler"));
        assert_eq!(fine.ok(), Some(7));
        assert!(broken.is_err());
        let lines = steps.timings();
        let names: Vec<_> = lines.lines().filter_map(|line| line.split("s  ").nth(1)).collect();
        assert_eq!(names, ["the page", "the program"]);
    }
}
