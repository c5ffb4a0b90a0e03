//! What a day has come to.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter, Result};
use std::path::Path;

use captrack_domain::webhook_name::WebhookName;

use crate::HEAP;
use crate::stage::Stage;

/// What grows with time, as long as it is kept: 90 days.
pub const HISTORY: [&str; 13] = [
    "activity",
    "alerts",
    "checkpoints",
    "deliveries",
    "event_holders",
    "event_hulls",
    "event_pilots",
    "event_places",
    "events",
    "hulls",
    "message_hulls",
    "messages",
    "outbox",
];

/// What there is at the end of a day, since the beginning.
#[derive(Debug, Clone)]
pub struct Day {
    pub day: usize,
    pub rows: BTreeMap<String, i64>,
    /// Of the process, servers included; 0: the system does not say.
    pub memory: u64,
    /// Of it what is allocated, SQLite's own aside.
    pub heap: usize,
    pub handles: usize,
    pub database: u64,
    pub log: u64,
    pub posts: u64,
    /// Messages that still follow what they name.
    pub open: usize,
    pub edits: u64,
    pub requests: u64,
}

impl Day {
    pub async fn of(stage: &Stage, day: usize) -> Self {
        let monitor = stage.desk.monitor();
        let folder = stage.folder.path();
        let stats = stage.world.stats();
        let mut open = 0;
        for webhook in WebhookName::ALL {
            open += monitor.shared().store().open_messages(webhook.name()).await.unwrap().len();
        }
        Self {
            day,
            rows: monitor.shared().store().rows_by_table().await.unwrap(),
            memory: memory(),
            heap: HEAP.current_usage(),
            handles: std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count),
            database: size(folder, "captrack.db"),
            log: size(&folder.join("log"), ""),
            posts: stats.discord.posts,
            open,
            edits: stats.discord.edits,
            requests: stats.esi.total() + stats.auth.requests.values().sum::<u64>(),
        }
    }

    /// Rows of what is kept for its time.
    pub fn history(&self) -> i64 {
        self.rows.iter().filter(|(table, _)| HISTORY.contains(&table.as_str())).map(|(_, rows)| rows).sum()
    }

    /// Rows of what is so now.
    pub fn present(&self) -> i64 {
        self.rows.values().sum::<i64>() - self.history()
    }

    pub fn of_table(&self, table: &str) -> i64 {
        self.rows.get(table).copied().unwrap_or_default()
    }
}

impl Display for Day {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        write!(
            to,
            "day {:3}: {:8} events, {:6} notices, {:6} lines of activity, {:8} other rows; {:4} MB memory ({:5.1} allocated), {:6.1} MB database, \
             {:7.1} KB log, {} handles; {} messages of which {} are open, {} edits, {} requests",
            self.day,
            self.of_table("events"),
            self.of_table("outbox"),
            self.of_table("activity"),
            self.rows.values().sum::<i64>()
                - self.of_table("events")
                - self.of_table("outbox")
                - self.of_table("activity"),
            self.memory / 1_000_000,
            self.heap as f64 / 1e6,
            self.database as f64 / 1e6,
            self.log as f64 / 1e3,
            self.handles,
            self.posts,
            self.open,
            self.edits,
            self.requests,
        )
    }
}

/// All days so far; each is printed as it comes.
#[derive(Debug, Default)]
pub struct Table(Vec<Day>);

impl Table {
    pub fn add(&mut self, day: Day) {
        println!("{day}");
        if self.0.len() % 10 == 9 || self.0.is_empty() {
            println!("    {:?}", day.rows);
        }
        self.0.push(day);
    }

    pub fn days(&self) -> &[Day] {
        &self.0
    }
}

/// Resident bytes of this process.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() * 1024
}

/// Bytes of all files of a folder whose names begin so.
fn size(folder: &Path, begins: &str) -> u64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = files.filter(|file| file.file_name().to_string_lossy().starts_with(begins));
    files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
}
