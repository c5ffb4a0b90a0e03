//! Headless: monitor and relay on a server, no display needed.

use std::process::ExitCode;

use crate::args::DeskOptions;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::logging::LogEcho;

/// Runs until SIGTERM, SIGINT or Ctrl+C, and ends cleanly.
pub fn run_headless(options: DeskOptions) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("captrack: the system gave no threads ({error}); try again.");
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(watch(options));
    runtime.shutdown_timeout(std::time::Duration::from_secs(3));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("captrack: {error}.");
            ExitCode::FAILURE
        }
    }
}

async fn watch(options: DeskOptions) -> Result<(), DeskError> {
    let desk = Desk::open(options, None).await?;
    desk.log(LogEcho::Stderr);
    desk.start();
    let pilots = desk.status().await?.pilots;
    eprintln!("CapTrack is watching {pilots} pilots without a window; stop it with Ctrl+C or SIGTERM.");
    ended().await;
    eprintln!("CapTrack is ending.");
    desk.shutdown().await;
    Ok(())
}

/// Waits for the system or the user to end the program.
#[cfg(unix)]
async fn ended() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut term) = signal(SignalKind::terminate()) else { return drop(tokio::signal::ctrl_c().await) };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn ended() {
    drop(tokio::signal::ctrl_c().await);
}
