//! What runs came to, kept in a file: one line of JSON a run, with its seed and the commit.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::figures::Figures;
use crate::kind::Kind;

/// A run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunFigures {
    pub commit: String,
    pub seed: u64,
    /// Faults that were met, by kind.
    pub met: BTreeMap<String, u64>,
    pub begun: u64,
    pub due: u64,
    pub told: u64,
    pub lost: u64,
    pub false_gone: u64,
    pub false_moved: u64,
    pub false_alarms: u64,
    pub twice: u64,
    pub repeated: u64,
    pub may_repeat: u64,
    #[serde(default)]
    pub not_in_history: u64,
    pub blind_and_green: i64,
    pub steps: u64,
    pub hours: i64,
    pub seconds: u64,
    pub is_clean: bool,
}

impl RunFigures {
    pub fn of(figures: &Figures) -> Self {
        let mut met: BTreeMap<String, u64> = BTreeMap::new();
        for fault in figures.met.iter().filter(|fault| fault.times > 0) {
            *met.entry(format!("{:?}", Kind::of(fault.trouble))).or_default() += 1;
        }
        Self {
            commit: commit(),
            seed: figures.seed,
            met,
            begun: figures.met.len() as u64,
            due: figures.due,
            told: figures.told,
            lost: figures.missed,
            false_gone: figures.false_gone,
            false_moved: figures.false_moved,
            false_alarms: figures.false_alarms,
            twice: figures.twice,
            repeated: figures.repeated,
            may_repeat: figures.may_repeat,
            not_in_history: figures.not_in_history,
            blind_and_green: figures.blind_and_green,
            steps: figures.steps,
            hours: figures.hours,
            seconds: figures.took.as_secs(),
            is_clean: figures.is_clean(),
        }
    }
}

fn commit() -> String {
    std::env::var("CAPTRACK_CHAOS_COMMIT").unwrap_or_default()
}

/// The file, where one is named.
pub struct Record {
    path: Option<PathBuf>,
    runs: Vec<RunFigures>,
}

impl Record {
    /// Reads what is there. Of a line that was cut off nothing is known.
    pub fn open() -> Self {
        let path = std::env::var_os("CAPTRACK_CHAOS_RECORD").map(PathBuf::from);
        let text = path.as_ref().and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
        Self { path, runs: text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect() }
    }

    /// What this commit came to with a seed, if that was as it has to be.
    pub fn clean_run(&self, seed: u64) -> Option<RunFigures> {
        let commit = commit();
        self.runs.iter().find(|run| run.seed == seed && run.commit == commit && run.is_clean).cloned()
    }

    pub fn add(&mut self, run: RunFigures) -> RunFigures {
        if let Some(path) = &self.path {
            let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
            writeln!(file.unwrap(), "{}", serde_json::to_string(&run).unwrap()).unwrap();
            self.runs.push(run.clone());
        }
        run
    }

    /// What all runs of the file came to, commit by commit.
    pub fn print_all(&self) {
        let mut commits: BTreeMap<&str, Totals> = BTreeMap::new();
        for run in &self.runs {
            commits.entry(&run.commit).or_default().add(run);
        }
        for (commit, totals) in commits {
            println!("all runs of {commit}: {totals}");
        }
    }
}

/// Runs together.
#[derive(Debug, Default)]
pub struct Totals {
    runs: Vec<RunFigures>,
}

impl Totals {
    pub fn add(&mut self, run: &RunFigures) {
        self.runs.push(run.clone());
    }

    fn sum(&self, figure: impl Fn(&RunFigures) -> u64) -> u64 {
        self.runs.iter().map(figure).sum()
    }

    /// Faults that were met.
    pub fn faults(&self) -> u64 {
        self.sum(|run| run.met.values().sum())
    }

    fn of_kind(&self, kind: Kind) -> u64 {
        self.sum(|run| run.met.get(&format!("{kind:?}")).copied().unwrap_or_default())
    }

    /// Kinds with a smaller share of the faults than so many per cent, with how many there were.
    pub fn rare_kinds(&self, least: u64) -> Vec<(Kind, u64)> {
        let all = Kind::ALL.iter().map(|(kind, _)| (*kind, self.of_kind(*kind)));
        all.filter(|(_, faults)| faults * 100 < self.faults() * least).collect()
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seeds: Vec<u64> = self.runs.iter().map(|run| run.seed).collect();
        let (first, last) = (seeds.iter().min().unwrap_or(&0), seeds.iter().max().unwrap_or(&0));
        let faults = self.faults();
        let begun = self.sum(|run| run.begun);
        writeln!(f, "{faults} faults met (of {begun} begun) in {} runs, seeds {first} to {last}", self.runs.len())?;
        for (kind, _) in Kind::ALL {
            let met = self.of_kind(kind);
            writeln!(f, "  {:<16}{met:>6}  {:>2} %", format!("{kind:?}"), met * 100 / faults.max(1))?;
        }
        let hours: i64 = self.runs.iter().map(|run| run.hours).sum();
        let (steps, seconds) = (self.sum(|run| run.steps), self.sum(|run| run.seconds));
        writeln!(f, "  {hours} hours of the world, {steps} steps, in {seconds} s")?;
        writeln!(f, "  alerts due {}, told {}", self.sum(|run| run.due), self.sum(|run| run.told))?;
        writeln!(f, "  alerts lost {}", self.sum(|run| run.lost))?;
        writeln!(f, "  false gone {}", self.sum(|run| run.false_gone))?;
        writeln!(f, "  false moved {}", self.sum(|run| run.false_moved))?;
        writeln!(f, "  false alarms {}", self.sum(|run| run.false_alarms))?;
        let (repeated, may_repeat) = (self.sum(|run| run.repeated), self.sum(|run| run.may_repeat));
        writeln!(
            f,
            "  notices twice {}, and {repeated} after {may_repeat} kills and failed writes",
            self.sum(|run| run.twice)
        )?;
        let blind: i64 = self.runs.iter().map(|run| run.blind_and_green).sum();
        writeln!(f, "  blind-and-green seconds {blind}")
    }
}
