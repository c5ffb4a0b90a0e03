//! The log: a file a day in the data folder, and standard error where somebody reads it. No secret is ever logged.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// So many days of log are kept.
const DAYS: usize = 7;

/// Starts logging; keep the guard until the end, or the last lines are lost. `CAPTRACK_LOG` chooses what, such as `debug`.
pub fn start_logging(folder: Option<&Path>, to_stderr: bool) -> Option<WorkerGuard> {
    let filter = || EnvFilter::try_from_env("CAPTRACK_LOG").unwrap_or_else(|_| EnvFilter::new("warn,captrack=info"));
    let file = folder.and_then(|folder| {
        let logs = folder.join("log");
        std::fs::create_dir_all(&logs).ok()?;
        let builder = Builder::new().rotation(Rotation::DAILY).max_log_files(DAYS);
        builder.filename_prefix("captrack").filename_suffix("log").build(logs).ok()
    });
    let (file, guard) = file.map(tracing_appender::non_blocking).unzip();
    let file = file.map(|file| layer().with_ansi(false).with_writer(file));
    let stderr = to_stderr.then(|| layer().with_ansi(false).with_writer(std::io::stderr));
    let started = tracing_subscriber::registry().with(filter()).with(file).with(stderr).try_init();
    // A second start in the same process (tests) keeps the first log.
    if started.is_err() { None } else { guard }
}
