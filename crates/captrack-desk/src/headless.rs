//! Headless: monitor and relay on a server, no display needed.

use std::process::ExitCode;

use captrack_domain::text;
use captrack_domain::text::Argument;

use crate::args::DeskOptions;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::logging::LogEcho;
use crate::said::said;

/// Runs until SIGTERM, SIGINT or Ctrl+C, and ends cleanly.
pub fn run_headless(options: DeskOptions) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let text = text!("no-threads", error = Argument::Said(error.to_string())).as_sentence();
            eprintln!("captrack: {}", said(&text));
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(watch(options));
    runtime.shutdown_timeout(std::time::Duration::from_secs(3));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("captrack: {}", said(&error.text().as_sentence()));
            ExitCode::FAILURE
        }
    }
}

async fn watch(options: DeskOptions) -> Result<(), DeskError> {
    // Whoever ends it while it starts ends it cleanly, too.
    let ending = ending();
    let desk = Desk::open(options, None).await?;
    desk.log(LogEcho::Stderr);
    desk.start();
    let pilots = desk.status().await?.pilots;
    eprintln!("{}", said(&text!("headless-watching", n = pilots)));
    ending.await;
    eprintln!("{}", said(&text!("headless-ending")));
    desk.shutdown().await;
    Ok(())
}

/// Listens from now on for the system or the user to end the program. Comes back when one has.
#[cfg(unix)]
fn ending() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (term, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async move {
        tokio::select! {
            () = came(term) => {}
            () = came(interrupt) => {}
        }
    }
}

/// Waits for a signal; without end where the system gives none.
#[cfg(unix)]
async fn came(signal: std::io::Result<tokio::signal::unix::Signal>) {
    match signal {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(windows)]
fn ending() -> impl Future<Output = ()> {
    let ended = tokio::signal::windows::ctrl_c();
    async move {
        match ended {
            Ok(mut ended) => drop(ended.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
}
