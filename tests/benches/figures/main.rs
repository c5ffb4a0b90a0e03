//! The figures of `cargo xtask bench`: one line of JSON each on standard output, everything else on standard error.
//!
//! A word on the command line keeps those groups whose name contains it: `cargo xtask bench -- rules`. Some figures need a
//! process of their own; then this program starts itself again.
#![allow(clippy::unwrap_used)]

mod alliance;
mod commit;
mod cycle;
mod desk_process;
mod edit;
mod figure;
mod history;
#[cfg(target_os = "linux")]
mod paint;
mod process;
mod relay;
mod roster;
mod rules;
mod sim_time;
mod snapshot;
mod stored;
mod universe;
mod watch;
#[cfg(target_os = "linux")]
mod window;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some(universe::ROLE) => return universe::in_a_fresh_process(),
        Some(desk_process::ROLE) => return desk_process::run(),
        _ => {}
    }
    // Without it cargo only wants to know whether this is built, or lists what could be run.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    if cfg!(debug_assertions) {
        eprintln!("This is a debug build: its figures say nothing.");
    }
    let wanted: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let groups: [(&str, fn()); 12] = [
        ("rules", rules::run),
        ("movement", watch::run),
        ("universe", universe::run),
        ("snapshot", snapshot::run),
        ("cycle", cycle::run),
        ("events", history::run),
        ("commit", commit::run),
        ("edit", edit::run),
        ("relay", relay::run),
        ("allianceauth_roster", roster::run),
        #[cfg(target_os = "linux")]
        ("paint", paint::run),
        #[cfg(not(target_os = "linux"))]
        ("paint", || eprintln!("The first paint is only measured on Linux.")),
        #[cfg(target_os = "linux")]
        ("window", window::run),
        #[cfg(not(target_os = "linux"))]
        ("window", || eprintln!("The main window is only measured on Linux.")),
    ];
    for (name, run) in groups {
        if wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str())) {
            eprintln!("{name}…");
            run();
        }
    }
    if figure::is_missing() {
        eprintln!("Not every figure could be taken.");
        std::process::exit(1);
    }
}
