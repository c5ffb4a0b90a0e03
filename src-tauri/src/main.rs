//! CapTrack Desktop: the shell with windows, tray and notifications around a desk.
//!
//! `captrack` opens the window, `--hidden` only the tray; `--headless` and the commands need no screen and touch nothing of
//! the window system. The only crate that names Tauri. Environment: `CAPTRACK_BROWSER` (see `links.rs`), `CAPTRACK_LANGUAGE`,
//! `CAPTRACK_LOG` and `CAPTRACK_PASSPHRASE_FILE` (see captrack-desk).
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod app;
mod autostart;
mod commands;
mod deep_link;
mod demo_start;
mod display;
mod download;
mod events;
#[cfg(test)]
mod fixtures;
mod hidden_start;
mod last_visit;
mod links;
mod notification_presses;
mod notifier;
#[cfg(target_os = "linux")]
mod nvidia;
mod page_loss;
mod quick_actions;
mod scratch;
#[cfg(all(test, target_os = "linux"))]
mod session_bus;
mod shell;
mod shutdown;
mod text;
mod theme;
mod tray;
mod tray_host;
mod window_place;
mod windows;

use std::process::ExitCode;

use captrack_contract::Confidential;
use captrack_desk::{CommandLine, RunMode, Usage, main_options, run_command, run_headless, speak};

use app::FirstView;

fn main() -> ExitCode {
    speak();
    let options = match main_options() {
        Ok(options) => options,
        Err(usage) => return told(&usage),
    };
    match options.mode {
        RunMode::Headless => run_headless(options.desk),
        RunMode::Command(CommandLine::Link { link }) if deep_link::wants_a_window(&options.desk) => {
            app::run(&options.desk, FirstView::Link(Confidential(link)))
        }
        RunMode::Command(command) => run_command(command, options.desk),
        RunMode::Window { hidden: true } => app::run(&options.desk, FirstView::Hidden),
        RunMode::Window { hidden: false } => app::run(&options.desk, FirstView::Window),
    }
}

/// Help goes to standard output, complaints to standard error.
fn told(usage: &Usage) -> ExitCode {
    if usage.exit_code == 0 {
        print!("{}", usage.text);
    } else {
        eprint!("{}", usage.text);
    }
    ExitCode::from(usage.exit_code)
}
