//! `captrack-sim`: serves a small New Eden until SIGTERM or Ctrl-C. Its addresses go to standard output as one line of JSON.

use captrack_sim::{Sim, SimClock, SimOptions};
use clap::Parser;

/// A small New Eden on loopback: EVE SSO, ESI, pictures, Discord webhooks and an AllianceAuth.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// The same seed makes the same world.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many pilots live in it at the start.
    #[arg(long, default_value_t = 260)]
    pilots: usize,
    /// The world stands still until it is told otherwise.
    #[arg(long)]
    still: bool,
    /// The clock stands still until it is advanced.
    #[arg(long)]
    manual_clock: bool,
    /// The port of the registered callback; a free one when absent.
    #[arg(long)]
    callback_port: Option<u16>,
    /// Seconds that asset and member lists are frozen; 3600 as in ESI when absent.
    #[arg(long)]
    list_cache_seconds: Option<i64>,
}

fn main() -> std::process::ExitCode {
    let options = Options::parse();
    let sim = Sim::try_start(SimOptions {
        seed: options.seed,
        pilots: options.pilots,
        movement: !options.still,
        clock: if options.manual_clock { SimClock::Manual } else { SimClock::Wall },
        callback_port: options.callback_port,
        list_cache_seconds: options.list_cache_seconds,
        ..SimOptions::default()
    });
    let served = sim.map_err(|error| error.to_string()).and_then(|sim| {
        println!("{}", sim.describe());
        wait_for_the_end().map_err(|error| format!("signals cannot be waited for: {error}."))
    });
    match served {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// Returns at SIGTERM or Ctrl-C.
fn wait_for_the_end() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        #[cfg(unix)]
        {
            let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
            tokio::select! {
                _ = terminated.recv() => Ok(()),
                interrupted = tokio::signal::ctrl_c() => interrupted,
            }
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await
    })
}
