//! What a run came to.

use std::collections::BTreeMap;
use std::fmt;

use crate::trouble::Trouble;

/// So many complaints are printed.
const PRINTED: usize = 60;

#[derive(Debug, Default)]
pub struct Figures {
    pub seed: u64,
    pub days: u64,
    pub cycles: u64,
    pub requests: u64,
    pub acts: usize,
    pub messages: u64,
    pub notifications: usize,
    pub met: BTreeMap<Trouble, u64>,
    /// Alerts that stood in truth; those that could be known and told; those that were told; those that were due and were not.
    pub alerts: u64,
    pub due: u64,
    pub told: u64,
    pub missed: u64,
    pub false_alarms: u64,
    pub false_gone: u64,
    pub twice: u64,
    pub blind_and_green: i64,
    pub blind_and_said: i64,
    pub took: std::time::Duration,
    complaints: Vec<String>,
}

impl Figures {
    pub fn complain(&mut self, at: i64, what: &str) {
        if self.complaints.len() < PRINTED {
            self.complaints.push(format!("{}: {what}", moment(at)));
        }
    }

    pub fn is_clean(&self) -> bool {
        self.missed + self.false_alarms + self.false_gone + self.twice == 0 && self.blind_and_green == 0
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
        let met: Vec<String> = self
            .met
            .iter()
            .filter(|(_, times)| **times > 0)
            .map(|(trouble, times)| format!("{trouble:?} {times}"))
            .collect();
        writeln!(f, "seed {}, {} days, {} s", self.seed, self.days, self.took.as_secs())?;
        writeln!(f, "  cycles {}, requests {}, things that happened {}", self.cycles, self.requests, self.acts)?;
        writeln!(f, "  troubles met, {} kinds: {}", met.len(), met.join(", "))?;
        writeln!(f, "  notifications {}, messages {}", self.notifications, self.messages)?;
        writeln!(f, "  alerts that stood {}, due {}, told {}", self.alerts, self.due, self.told)?;
        writeln!(f, "  alerts missed {}", self.missed)?;
        writeln!(f, "  false alarms {}", self.false_alarms)?;
        writeln!(f, "  falsely said to be over {}", self.false_gone)?;
        writeln!(f, "  told twice {}", self.twice)?;
        writeln!(f, "  blind-and-green seconds {} (blind and said {})", self.blind_and_green, self.blind_and_said)
    }
}
