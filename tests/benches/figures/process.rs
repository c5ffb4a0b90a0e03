//! This program, started again, and what the system counts of a process.

#[cfg(target_os = "linux")]
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};

/// This program in another role.
pub fn again(role: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg(role);
    command
}

/// What it prints in a role that needs nothing.
pub fn output_of(role: &str) -> String {
    let output = again(role).stdin(Stdio::null()).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{role}: {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// What the system has counted of this process so far. Linux tells it; elsewhere there are no such figures.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// Time on the processor, in milliseconds, to the nearest ten.
    pub cpu_ms: f64,
    /// Written to disk, in kilobytes.
    pub written_kb: f64,
}

impl Counted {
    pub fn now() -> Option<Self> {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        // The name in brackets may contain anything; times 14 and 15 are counted from the beginning, in hundredths of a second.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        let io = std::fs::read_to_string("/proc/self/io").ok()?;
        let written: u64 = io.lines().find_map(|line| line.strip_prefix("write_bytes: "))?.parse().ok()?;
        Some(Self { cpu_ms: ticks as f64 * 10.0, written_kb: written as f64 / 1024.0 })
    }

    /// What came on top since then.
    pub fn since(&self, earlier: &Self) -> Self {
        Self { cpu_ms: self.cpu_ms - earlier.cpu_ms, written_kb: self.written_kb - earlier.written_kb }
    }
}

/// Memory of this process that is in use, in megabytes.
pub fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kb: f64 =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().split(' ').next()?.parse().ok()?;
    Some(kb / 1024.0)
}

/// Time on the processor of everything that descends from a process, in milliseconds, to the nearest ten each. How busy the machine is
/// otherwise changes little about it.
#[cfg(target_os = "linux")]
pub fn cpu_ms_below(root: u32) -> Option<f64> {
    let mut parents: BTreeMap<u32, (u32, u64)> = BTreeMap::new();
    for entry in std::fs::read_dir("/proc").ok()?.filter_map(Result::ok) {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // One that has ended meanwhile counts no more.
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
        parents.insert(id, (u32::try_from(number(1)?).ok()?, number(11)? + number(12)?));
    }
    let mut below = BTreeSet::from([root]);
    loop {
        let more: Vec<u32> = parents
            .iter()
            .filter(|(id, (parent, _))| below.contains(parent) && !below.contains(id))
            .map(|(id, _)| *id)
            .collect();
        if more.is_empty() {
            break;
        }
        below.extend(more);
    }
    Some(below.iter().filter_map(|id| parents.get(id)).map(|(_, ticks)| *ticks as f64 * 10.0).sum())
}
