//! Faults of the process and of the computer around it: killed, stopped, cut off, without its secrets, on a full disk, by a clock that is turned.
//! Whatever happens, a titan that appears meanwhile is told on Discord: once, or a second time where the program died after it was sent.
//!
//! An ordinary run has a few of them; `CAPTRACK_PROCESS_FAULTS=all`, as in `cargo xtask test --all`, all twenty.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use captrack_sim::{Effect, Fault as Answer, Place, Placement, Service};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::program::{Program, until, until_within};

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    Killed,
    KilledWhileDiscordFails,
    KilledTwice,
    KilledWithoutItsSecrets,
    Terminated,
    Stopped,
    StoppedWhileDiscordFails,
    StoppedAndKilled,
    NetworkCut,
    NetworkSilent,
    EsiCut,
    DiscordCut,
    SecretsGone,
    DiskFull,
    DiskFullAndKilled,
    ClockAhead(&'static str),
    ClockBack(&'static str),
}

use Fault::*;

/// Those that are cheap.
const USUAL: [Fault; 3] = [KilledWhileDiscordFails, Stopped, NetworkCut];
const ALL: [Fault; 20] = [
    Killed,
    KilledWhileDiscordFails,
    KilledTwice,
    KilledWithoutItsSecrets,
    Terminated,
    Stopped,
    StoppedWhileDiscordFails,
    StoppedAndKilled,
    NetworkCut,
    NetworkSilent,
    EsiCut,
    DiscordCut,
    SecretsGone,
    DiskFull,
    DiskFullAndKilled,
    ClockAhead("+90"),
    ClockAhead("+1d"),
    ClockAhead("+365d"),
    ClockBack("-1h"),
    ClockBack("-30d"),
];
/// A data folder and what is written while a titan is told need less.
const DISK: &str = "size=16m";

/// Time-outs and the longest wait after a failure.
const RECOVERS: Duration = Duration::from_secs(240);

/// A program that watches some pilots, with what can go wrong around it.
struct Watch {
    program: Program,
    pilots: Vec<(i64, String)>,
    running: Option<Child>,
    disk: Option<Disk>,
    /// The library that turns the clock of a process; none: it is not installed.
    faketime: Option<PathBuf>,
}

impl Watch {
    fn new(pilots: usize, needs_disk: bool) -> Self {
        let program = Program::new();
        let disk = if needs_disk { Disk::mount(&program.data()) } else { None };
        let names: Vec<String> = (0..pilots).map(|number| format!("Pilot {}", NAMES[number])).collect();
        let ids: Vec<(i64, String)> = names.into_iter().map(|name| (program.pilot(&name), name)).collect();
        for (pilot, name) in &ids {
            let login = program.login(*pilot);
            assert_eq!((login.code, login.out.trim()), (0, name.as_str()), "{login:?}");
        }
        let set = program
            .run_with_input(&["webhook", "critical", "--stdin"], &program.world.webhook_url("critical").unwrap());
        assert_eq!(set.code, 0, "{set:?}");
        let mut watch = Self { program, pilots: ids, running: None, disk, faketime: faketime() };
        std::fs::write(watch.offset(), "+0").unwrap();
        watch.start();
        until("every pilot is seen", || {
            let snapshot = watch.program.snapshot();
            let sections = snapshot["sections"].as_array().unwrap();
            sections.iter().all(|section| !section["last_success"].is_null()).then_some(())
        });
        watch
    }

    /// The file that says by how much the clock of the process is turned.
    fn offset(&self) -> PathBuf {
        self.program.folder.path().join("offset")
    }

    /// Whether a fault can be had here: a small disk takes root.
    fn can_have(&self, fault: Fault) -> bool {
        let can = self.disk.is_some() || !matches!(fault, DiskFull | DiskFullAndKilled);
        if !can {
            println!("left out, only root can mount a small disk: {fault:?}");
        }
        can
    }

    fn start(&mut self) {
        let mut command = self.program.command(&["--headless"]);
        if let Some(library) = &self.faketime {
            command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", self.offset());
            // Whoever measures how long something takes measures that.
            command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        self.running = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    }

    fn signal(&self, signal: &str) {
        let pid = self.running.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }

    fn kill(&mut self) {
        let mut running = self.running.take().unwrap();
        running.kill().unwrap();
        running.wait().unwrap();
    }

    fn stop(&self) {
        self.signal("-STOP");
        let stat = format!("/proc/{}/stat", self.running.as_ref().unwrap().id());
        until("it stands still", || {
            std::fs::read_to_string(&stat)
                .unwrap()
                .rsplit(") ")
                .next()
                .is_some_and(|rest| rest.starts_with('T'))
                .then_some(())
        });
    }

    fn inject(&self, services: &[Service], effect: &Effect) {
        for service in services {
            self.program.world.inject(Answer::new(*service, "*", effect.clone()));
        }
    }

    /// Waits until a request of a server has come that meets the fault.
    fn until_met(&self, service: Service) {
        self.program.world.reset_stats();
        until("the fault is met", || {
            self.program.world.requests().iter().any(|record| record.service == service).then_some(())
        });
    }

    fn appear(&self, pilot: i64) {
        self.program.world.place(Placement::flown(pilot, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    }

    /// Whether what is running says of a pilot that there is something critical.
    fn until_decided(&self, name: &str) {
        until("it is decided", || {
            let ended = self.program.run(&["snapshot", "--json"]);
            (ended.out.contains(name) && ended.out.contains("\"critical\"")).then_some(())
        });
    }

    fn told(&self, name: &str) -> usize {
        let messages = self.program.world.messages();
        messages.iter().filter(|message| message.text().contains(name)).count()
    }

    /// One fault, and a titan of this pilot's that appears meanwhile.
    fn live_through(&mut self, fault: Fault, pilot: i64, name: &str) {
        let all = [Service::Esi, Service::Sso, Service::Discord];
        let unavailable = Effect::Answer { status: 503, body: None, headers: Vec::new() };
        let world = self.program.world.clone();
        match fault {
            Killed => {
                self.kill();
                self.appear(pilot);
                self.start();
            }
            KilledWhileDiscordFails | KilledTwice => {
                self.inject(&[Service::Discord], &unavailable);
                self.appear(pilot);
                self.until_met(Service::Discord);
                self.kill();
                self.start();
                if fault == KilledTwice {
                    self.until_met(Service::Discord);
                    self.kill();
                    self.start();
                }
            }
            KilledWithoutItsSecrets => {
                self.kill();
                let (secrets, elsewhere) = self.hide_secrets();
                self.appear(pilot);
                self.start();
                // It says that there are none, and ends or waits: then they are back, and somebody starts it.
                self.kill();
                std::fs::rename(elsewhere, secrets).unwrap();
                self.start();
            }
            Terminated => {
                self.signal("-TERM");
                self.running.take().unwrap().wait().unwrap();
                self.appear(pilot);
                self.start();
            }
            Stopped => {
                self.stop();
                self.appear(pilot);
                self.signal("-CONT");
            }
            StoppedWhileDiscordFails => {
                self.inject(&[Service::Discord], &unavailable);
                self.appear(pilot);
                self.until_met(Service::Discord);
                self.stop();
                world.clear_faults();
                self.signal("-CONT");
            }
            StoppedAndKilled => {
                self.stop();
                self.appear(pilot);
                self.kill();
                self.start();
            }
            NetworkCut | NetworkSilent | EsiCut => {
                let effect = if fault == NetworkSilent { Effect::BlackHole } else { Effect::Reset };
                self.inject(if fault == EsiCut { &all[..1] } else { &all }, &effect);
                self.appear(pilot);
                self.until_met(Service::Esi);
            }
            DiscordCut => {
                self.inject(&[Service::Discord], &Effect::Reset);
                self.appear(pilot);
                self.until_met(Service::Discord);
            }
            SecretsGone => {
                let (secrets, elsewhere) = self.hide_secrets();
                self.appear(pilot);
                self.until_met(Service::Esi);
                std::fs::rename(elsewhere, secrets).unwrap();
            }
            DiskFull | DiskFullAndKilled => {
                let filler = self.disk.as_ref().unwrap().fill();
                self.appear(pilot);
                self.until_met(Service::Esi);
                if fault == DiskFullAndKilled {
                    self.kill();
                }
                std::fs::remove_file(filler).unwrap();
                if fault == DiskFullAndKilled {
                    self.start();
                }
            }
            ClockAhead(offset) | ClockBack(offset) => {
                std::fs::write(self.offset(), offset).unwrap();
                self.appear(pilot);
                self.until_met(Service::Esi);
            }
        }
        world.clear_faults();
        until_within(RECOVERS, &format!("{name} is told after {fault:?}"), || (self.told(name) > 0).then_some(()));
        std::fs::write(self.offset(), "+0").unwrap();
        self.until_decided(name);
    }

    fn hide_secrets(&self) -> (PathBuf, PathBuf) {
        let at = |name: &str| self.program.folder.path().join(name);
        std::fs::rename(at("secrets"), at("elsewhere")).unwrap();
        (at("secrets"), at("elsewhere"))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _ = running.kill();
            let _ = running.wait();
        }
    }
}

const NAMES: [&str; 20] = [
    "Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima",
    "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango",
];

/// A small disk of its own, which takes root.
struct Disk(PathBuf);

impl Disk {
    /// None: the user may not.
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", DISK, "tmpfs"]).arg(at).status();
        mounted.is_ok_and(|status| status.success()).then(|| Self(at.to_owned()))
    }

    /// Takes what room there is.
    fn fill(&self) -> PathBuf {
        let filler = self.0.join("filler");
        let mut file = std::fs::File::create(&filler).unwrap();
        while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
        filler
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["--lazy"]).arg(&self.0).status();
    }
}

/// Debian's and Ubuntu's library.
fn faketime() -> Option<PathBuf> {
    let architecture = format!("/usr/lib/{}-linux-gnu/faketime", std::env::consts::ARCH);
    let library = Path::new(&architecture).join("libfaketimeMT.so.1");
    library.exists().then_some(library)
}

#[test]
fn a_titan_is_told_whatever_happens_to_the_process_and_the_computer() {
    let is_all = std::env::var("CAPTRACK_PROCESS_FAULTS").is_ok_and(|which| which == "all");
    let faults: &[Fault] = if is_all { &ALL } else { &USUAL };
    let mut watch = Watch::new(faults.len(), is_all);
    assert!(!is_all || watch.faketime.is_some(), "the package faketime is not installed");
    let faults: Vec<Fault> = faults.iter().copied().filter(|fault| watch.can_have(*fault)).collect();
    for (fault, (pilot, name)) in faults.iter().zip(watch.pilots.clone()) {
        watch.live_through(*fault, pilot, &name);
        println!("{fault:?}: told {} times", watch.told(&name));
    }
    for (fault, (_, name)) in faults.iter().zip(&watch.pilots) {
        let at_most = if matches!(fault, Stopped | NetworkCut | EsiCut | Terminated) { 1 } else { 2 };
        let told = watch.told(name);
        assert!((1..=at_most).contains(&told), "{name} was told {told} times after {fault:?}");
    }
}
