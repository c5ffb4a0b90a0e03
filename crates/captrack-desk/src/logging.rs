//! The log: a file a day in the data folder, and standard error where somebody reads it. No secret is ever logged.

use std::path::Path;

use captrack_monitor::panic_words;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::private_folder::builder;

/// So many days of log are kept.
const DAYS: usize = 7;

/// Where the log goes besides its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogEcho {
    /// To standard error as well.
    Stderr,
    /// Nowhere: standard error is for the one sentence of a command.
    Silent,
}

/// Starts logging; keep the guard until the end, or the last lines are lost. `CAPTRACK_LOG` chooses what, such as `debug`.
pub(crate) fn start_logging(folder: &Path, echo: LogEcho) -> Option<WorkerGuard> {
    let filter = || EnvFilter::try_from_env("CAPTRACK_LOG").unwrap_or_else(|_| EnvFilter::new("warn,captrack=info"));
    let file = log_file(folder);
    let (file, guard) = file.map(tracing_appender::non_blocking).unzip();
    let file = file.map(|file| layer().with_ansi(false).with_writer(file));
    let stderr = (echo == LogEcho::Stderr).then(|| layer().with_ansi(false).with_writer(std::io::stderr));
    let started = tracing_subscriber::registry().with(filter()).with(file).with(stderr).try_init();
    // A second start in the same process (tests) keeps the first log.
    if started.is_err() {
        return None;
    }
    log_panics();
    guard
}

/// A panic is a line of the log, with its place: in a program without a console nobody sees it otherwise.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let words = panic_words(panic.payload());
        let thread = std::thread::current().name().unwrap_or_default().to_owned();
        tracing::error!(place, words, thread, "a panic inside CapTrack");
        // Its words as they are may hold a secret: only a developer sees them.
        if cfg!(debug_assertions) {
            before(panic);
        }
    }));
}

/// A file a day. A log that cannot be written is no reason not to watch.
fn log_file(folder: &Path) -> Option<RollingFileAppender> {
    let logs = folder.join("log");
    builder().recursive(true).create(&logs).ok()?;
    let builder = Builder::new().rotation(Rotation::DAILY).max_log_files(DAYS);
    builder.filename_prefix("captrack").filename_suffix("log").build(logs).ok()
}
