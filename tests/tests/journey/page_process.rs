//! The processes that draw a program's windows.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::done;

/// Kills every process that draws a window of that program, and says which they were.
pub async fn kill_pages(program: u32) -> Result<Vec<u32>> {
    let pages = pages_of(program)?;
    ensure!(!pages.is_empty(), "nobody draws a window");
    let mut kill = Command::new("kill");
    kill.arg("-ABRT").args(pages.iter().map(u32::to_string));
    done(kill).await?;
    Ok(pages)
}

/// The processes below the program that draw its windows.
pub fn pages_of(program: u32) -> Result<Vec<u32>> {
    let running: Vec<Process> = fs::read_dir("/proc")?.filter_map(|entry| Process::of(&entry.ok()?.path())).collect();
    let is_below = |process: &Process| {
        let mut parent = process.parent;
        // A sandbox may stand between.
        for _ in 0..4 {
            if parent == program {
                return true;
            }
            let Some(next) = running.iter().find(|process| process.id == parent) else { return false };
            parent = next.parent;
        }
        false
    };
    Ok(running.iter().filter(|process| process.draws && is_below(process)).map(|process| process.id).collect())
}

/// So many pages have answered the program's heartbeat since it was started, by its log.
pub fn pages_that_answered(log: &Path) -> Result<usize> {
    Ok(fs::read_to_string(log).context("there is no log")?.matches("a page answers").count())
}

struct Process {
    id: u32,
    parent: u32,
    /// By its name it is `WebKit`'s process for a page.
    draws: bool,
}

impl Process {
    /// One that has gone meanwhile, or has ended, is none.
    fn of(folder: &Path) -> Option<Self> {
        let id = folder.file_name()?.to_str()?.parse().ok()?;
        let stat = fs::read_to_string(folder.join("stat")).ok()?;
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(") ")?;
        let mut fields = rest.split(' ');
        let state = fields.next()?;
        let parent = fields.next()?.parse().ok()?;
        (state != "Z").then_some(Self { id, parent, draws: name.starts_with("WebKitWebProces") })
    }
}
