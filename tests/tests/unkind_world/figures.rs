//! What a run came to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::trouble::Trouble;
use crate::troubles::Met;

/// So many complaints are printed.
const PRINTED: usize = 60;

#[derive(Debug, Default)]
pub struct Figures {
    pub seed: u64,
    pub hours: i64,
    pub cycles: u64,
    pub requests: u64,
    pub acts: usize,
    pub messages: u64,
    pub notifications: usize,
    /// Steps of the run, of which the program has taken part in `cycles`.
    pub steps: u64,
    pub met: Vec<Met>,
    /// The statements at which the database has failed.
    pub failed_at: BTreeSet<u32>,
    /// Alerts that stood in truth; those that could be known and told; those that were told; those that were due and were not.
    pub alerts: u64,
    pub due: u64,
    pub told: u64,
    pub missed: u64,
    pub false_alarms: u64,
    pub false_gone: u64,
    pub false_moved: u64,
    /// Ships that were told where their history has never had them.
    pub not_in_history: u64,
    /// Notices that came once more; those of them for which no kill and no failed write was the reason.
    pub repeated: u64,
    pub twice: u64,
    /// For so many notices a kill or a failed write is reason to come twice.
    pub may_repeat: u64,
    pub blind_and_green: i64,
    pub blind_and_said: i64,
    /// Seconds in which it was said that something is not seen, though all was, and nothing had been in the way for an hour.
    pub said_in_vain: i64,
    pub took: std::time::Duration,
    complaints: Vec<String>,
}

impl Figures {
    pub fn complain(&mut self, at: i64, what: &str) {
        if self.complaints.len() < PRINTED {
            let step = self.steps;
            self.complaints.push(format!("seed {}, step {step}, {}: {what}", self.seed, moment(at)));
        }
    }

    pub fn is_clean(&self) -> bool {
        self.missed + self.false_alarms + self.false_gone + self.false_moved + self.twice + self.not_in_history == 0
            && self.blind_and_green == 0
            && self.repeated - self.twice <= self.may_repeat
    }

    /// Troubles that were met, and how often.
    fn troubles(&self) -> BTreeMap<Trouble, u64> {
        let mut troubles = BTreeMap::new();
        for met in self.met.iter().filter(|met| met.times > 0) {
            *troubles.entry(met.trouble).or_default() += met.times;
        }
        troubles
    }
}

/// Day, hour and minute since the start, and the second that the story counts.
fn moment(at: i64) -> String {
    format!("day {} {:02}:{:02} ({at})", at / 86_400, at % 86_400 / 3600, at % 3600 / 60)
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for complaint in &self.complaints {
            writeln!(f, "  {complaint}")?;
        }
        let met: Vec<String> = self.troubles().iter().map(|(trouble, times)| format!("{trouble:?} {times}")).collect();
        writeln!(f, "seed {}, {} hours, {} s", self.seed, self.hours, self.took.as_secs())?;
        writeln!(f, "  cycles {}, requests {}, things that happened {}", self.cycles, self.requests, self.acts)?;
        writeln!(f, "  troubles met, {} kinds: {}", met.len(), met.join(", "))?;
        writeln!(f, "  notifications {}, messages {}", self.notifications, self.messages)?;
        writeln!(f, "  alerts that stood {}, due {}, told {}", self.alerts, self.due, self.told)?;
        writeln!(f, "  alerts missed {}", self.missed)?;
        writeln!(f, "  false alarms {}", self.false_alarms)?;
        writeln!(f, "  falsely said to be over {}", self.false_gone)?;
        writeln!(f, "  falsely said to have moved {}", self.false_moved)?;
        writeln!(f, "  told and not in the history {}", self.not_in_history)?;
        writeln!(
            f,
            "  told twice {} (and {} after {} kills and failed writes)",
            self.twice,
            self.repeated - self.twice,
            self.may_repeat
        )?;
        writeln!(
            f,
            "  blind-and-green seconds {} (blind and said {}, said in vain {})",
            self.blind_and_green, self.blind_and_said, self.said_in_vain
        )
    }
}
