//! Faults of the process and of the computer around it: killed, stopped, cut off, without its secrets, on a full disk, by a clock that is turned.
//!
//! Two pilots are watched. A titan of the first has been told before anything happens, and stays told once. A titan of the second appears
//! meanwhile, and is told: once, or a second time where nobody could know that Discord had taken it. What cannot be seen, sent or saved
//! meanwhile is said on the command line, and afterwards all is well again.

#![allow(clippy::enum_glob_use)]

mod disk;
mod faketime;
mod watch;

use captrack_sim::{FaultEffect, Service};
use watch::{Watch, edge, unavailable};

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Killed,
    KilledWhileDiscordFails,
    KilledBeforeDiscordsAnswerIsNoted,
    KilledFiveTimes,
    Terminated,
    Stopped,
    StoppedWhileDiscordFails,
    StoppedAndKilled,
    NetworkCut,
    NetworkSilent,
    EsiBehindAWebPage,
    SsoCutAtStart,
    DiscordCut,
    DiscordSilent,
    SecretsGoneAtStart,
    DiskFull,
    DiskFullAndKilled,
    DiskReadOnlyAtStart,
    ClockAhead,
    ClockBack,
}

use Fault::*;

/// Every server that is asked.
const ALL: [Service; 3] = [Service::Esi, Service::Sso, Service::Discord];

impl Fault {
    /// How often the second titan may be told.
    const fn at_most(self) -> usize {
        match self {
            // Killed after Discord took it and before that was noted: it cannot be asked what it has taken.
            KilledBeforeDiscordsAnswerIsNoted | KilledFiveTimes => 2,
            _ => 1,
        }
    }

    const fn needs_disk(self) -> bool {
        matches!(self, DiskFull | DiskFullAndKilled | DiskReadOnlyAtStart)
    }

    const fn turns_clock(self) -> bool {
        matches!(self, ClockAhead | ClockBack)
    }

    /// Lets it happen to a program that watches, with a titan that appears meanwhile, and takes it away again.
    fn happen(self, watch: &mut Watch) {
        match self {
            Killed => watch.without_program(Watch::kill),
            Terminated => watch.without_program(Watch::terminate),
            KilledWhileDiscordFails => {
                watch.discord_fails(&unavailable());
                watch.kill();
                watch.world().clear_faults();
                watch.start();
            }
            KilledBeforeDiscordsAnswerIsNoted => {
                watch.discord_fails(&FaultEffect::ResetAfterServing);
                watch.kill();
                watch.world().clear_faults();
                watch.start();
            }
            KilledFiveTimes => {
                watch.appear();
                for _ in 0..5 {
                    watch.until_met(Service::Esi);
                    watch.kill();
                    watch.start();
                }
            }
            Stopped => {
                watch.stop();
                watch.appear();
                watch.says_that_it_does_not_answer();
                watch.signal("-CONT");
            }
            StoppedWhileDiscordFails => {
                watch.discord_fails(&unavailable());
                watch.stop();
                watch.world().clear_faults();
                watch.signal("-CONT");
            }
            StoppedAndKilled => {
                watch.stop();
                watch.appear();
                watch.kill();
                watch.start();
            }
            NetworkCut => watch.sees_nothing(&ALL, &FaultEffect::Reset),
            NetworkSilent => watch.sees_nothing(&ALL, &FaultEffect::BlackHole),
            EsiBehindAWebPage => watch.sees_nothing(&ALL[..1], &edge()),
            SsoCutAtStart => {
                watch.kill();
                watch.appear();
                watch.inject(&[Service::Sso], &FaultEffect::Reset);
                watch.start();
                watch.says_what_it_does_not_see();
            }
            DiscordCut => watch.discord_fails(&FaultEffect::Reset),
            DiscordSilent => watch.discord_fails(&FaultEffect::BlackHole),
            SecretsGoneAtStart => watch.starts_without_secrets(),
            DiskFull | DiskFullAndKilled => {
                let filled = watch.disk().fill();
                watch.appear();
                watch.says("cannot_save");
                if self == DiskFullAndKilled {
                    watch.kill();
                }
                drop(filled);
                if self == DiskFullAndKilled {
                    watch.start();
                }
            }
            DiskReadOnlyAtStart => watch.starts_on_a_read_only_disk(),
            ClockAhead => watch.turns_clock("+86400"),
            ClockBack => watch.turns_clock("-3600"),
        }
        watch.world().clear_faults();
    }
}

/// Each with a program, a data folder and servers of its own, side by side: most of the time all of them wait.
fn live_through(faults: &[Fault]) {
    let can_be_had: Vec<Fault> = faults.iter().copied().filter(|fault| can_be_had(*fault)).collect();
    let failed: Vec<Fault> = std::thread::scope(|scope| {
        let living = can_be_had.iter().map(|fault| {
            let named = std::thread::Builder::new().name(format!("{fault:?}"));
            (*fault, named.spawn_scoped(scope, || live_through_one(*fault)).unwrap())
        });
        let living: Vec<_> = living.collect();
        living.into_iter().filter_map(|(fault, lived)| lived.join().is_err().then_some(fault)).collect()
    });
    assert!(failed.is_empty(), "{failed:?}: see above");
}

fn live_through_one(fault: Fault) {
    let mut watch = Watch::new(fault.needs_disk(), fault.turns_clock());
    let began = std::time::Instant::now();
    fault.happen(&mut watch);
    watch.until_all_is_well();
    println!("{fault:?}: told {} times, well after {:.0} s", watch.told_of_second(), began.elapsed().as_secs_f32());
    watch.judge(fault.at_most());
}

/// A small disk takes root, and the clock a library.
fn can_be_had(fault: Fault) -> bool {
    let lacks = match fault {
        fault if fault.needs_disk() && !disk::may_mount() => "only root can mount a disk",
        fault if fault.turns_clock() && faketime::library().is_none() => "the package faketime is not installed",
        _ => return true,
    };
    println!("left out, {lacks}: {fault:?}");
    false
}

#[test]
fn a_process_that_is_killed_or_stopped_loses_no_alert() {
    live_through(&[
        Killed,
        KilledWhileDiscordFails,
        KilledBeforeDiscordsAnswerIsNoted,
        KilledFiveTimes,
        Terminated,
        Stopped,
        StoppedWhileDiscordFails,
        StoppedAndKilled,
    ]);
}

#[test]
fn a_network_that_is_cut_or_silent_loses_no_alert_and_is_said() {
    live_through(&[NetworkCut, NetworkSilent, EsiBehindAWebPage, SsoCutAtStart, DiscordCut, DiscordSilent]);
}

#[test]
fn a_computer_without_room_secrets_or_the_right_time_loses_no_alert_and_is_said() {
    live_through(&[SecretsGoneAtStart, DiskFull, DiskFullAndKilled, DiskReadOnlyAtStart, ClockAhead, ClockBack]);
}
