//! A program that watches two pilots, and what can be done to it and to what is around it.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use captrack_sim::{Control, Fault, FaultEffect, Place, Placement, RefreshTokens, Service, SimOptions};
use captrack_testing::eden::{AVATAR, DELVE};
use serde_json::Value;

use super::disk::Disk;
use super::faketime;
use crate::program::{Ended, Program, until, until_within};

const FIRST: &str = "Kara Volkov";
const SECOND: &str = "Mira Solace";
/// Time-outs, and the longest wait after a failure.
const RECOVERS: Duration = Duration::from_secs(120);
/// What a notice says when something is over or elsewhere.
const UNTRUE: [&str; 4] = ["esolved", "oved", "no longer watched", "ut of date"];

/// An answer that says to come back.
pub fn unavailable() -> FaultEffect {
    FaultEffect::Answer { status: 503, body: None, headers: Vec::new() }
}

/// A web page in place of an answer, as what stands before a server sends it.
pub fn edge() -> FaultEffect {
    FaultEffect::web_page(200)
}

pub struct Watch {
    running: Option<Child>,
    disk: Option<Disk>,
    turns_clock: bool,
    second: i64,
    program: Program,
}

impl Watch {
    /// Two pilots are signed in, and the first one's titan has been told.
    pub fn new(needs_disk: bool, turns_clock: bool) -> Self {
        // What EVE mostly does: a token that was exchanged in an answer which a kill has lost could only be got by signing in again.
        let program = Program::with(SimOptions { refresh_tokens: RefreshTokens::Same, ..SimOptions::default() });
        let disk = needs_disk.then(|| Disk::mount(&program.data()).unwrap());
        let [first, second] = [FIRST, SECOND].map(|name| {
            let pilot = program.pilot(name);
            let login = program.login(pilot);
            assert_eq!((login.code, login.out.trim()), (0, name), "{login:?}");
            pilot
        });
        let webhook = program.world.webhook_url("critical").unwrap();
        let set = program.run_with_input(&["webhook", "critical", "--stdin"], &webhook);
        assert_eq!(set.code, 0, "{set:?}");
        let mut watch = Self { running: None, disk, turns_clock, second, program };
        watch.set_clock("+0");
        watch.start();
        until("every section answers", || watch.sees_all().then_some(()));
        watch.place(first);
        until("the first titan is told", || (watch.told(FIRST) > 0 && watch.waiting() == 0).then_some(()));
        watch
    }

    pub fn world(&self) -> &Control {
        &self.program.world
    }

    pub fn disk(&self) -> &Disk {
        self.disk.as_ref().unwrap()
    }

    fn at(&self, name: &str) -> PathBuf {
        self.program.folder.path().join(name)
    }

    pub fn start(&mut self) {
        let mut command = self.program.command(&["--headless"]);
        if self.turns_clock {
            faketime::turn(&mut command, &self.at("offset"));
        }
        let log = File::options().create(true).append(true).open(self.at("stderr")).unwrap();
        self.running = Some(command.stdout(Stdio::null()).stderr(log).spawn().unwrap());
    }

    pub fn signal(&self, signal: &str) {
        let pid = self.running.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }

    /// kill -9.
    pub fn kill(&mut self) {
        let mut running = self.running.take().unwrap();
        running.kill().unwrap();
        running.wait().unwrap();
    }

    pub fn terminate(&mut self) {
        self.signal("-TERM");
        assert_eq!(self.running.take().unwrap().wait().unwrap().code(), Some(0));
    }

    /// Stands still, as in a debugger or on a computer that swaps.
    pub fn stop(&self) {
        self.signal("-STOP");
        let stat = format!("/proc/{}/stat", self.running.as_ref().unwrap().id());
        until("it stands still", || {
            let stat = std::fs::read_to_string(&stat).unwrap();
            stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T')).then_some(())
        });
    }

    /// The second titan appears while nothing runs.
    pub fn without_program(&mut self, end: impl FnOnce(&mut Self)) {
        end(self);
        self.appear();
        self.start();
    }

    pub fn inject(&self, services: &[Service], effect: &FaultEffect) {
        for service in services {
            self.world().inject(Fault::new(*service, "*", effect.clone()));
        }
    }

    /// Waits until a request has come that meets the fault.
    pub fn until_met(&self, service: Service) {
        let met = || self.world().requests().iter().filter(|request| request.service == service).count();
        let before = met();
        until("the fault is met", || (met() > before).then_some(()));
    }

    fn place(&self, pilot: i64) {
        self.world().place(Placement::flown(pilot, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    }

    /// The second titan.
    pub fn appear(&self) {
        self.place(self.second);
    }

    /// Discord fails, and the second titan waits for it, which is said.
    pub fn discord_fails(&self, effect: &FaultEffect) {
        self.inject(&[Service::Discord], effect);
        self.appear();
        self.until_met(Service::Discord);
        until("it is said that something waits", || (self.waiting() > 0).then_some(()));
    }

    /// What these servers say is of no use, which is said, and the second titan appears meanwhile.
    pub fn sees_nothing(&self, services: &[Service], effect: &FaultEffect) {
        self.inject(services, effect);
        self.appear();
        self.says_what_it_does_not_see();
    }

    /// It says that a section does not answer, and why.
    pub fn says_what_it_does_not_see(&self) {
        until("it is said that nothing answers", || {
            let snapshot = self.json(&["snapshot", "--json"])?;
            sections(&snapshot).any(|section| section["last_error"].is_string()).then_some(())
        });
        assert_eq!(self.told(SECOND), 0);
    }

    /// Commands end, with a sentence, though nothing answers them.
    pub fn says_that_it_does_not_answer(&self) {
        let status = self.program.run(&["status"]);
        assert_eq!((status.code, status.out.as_str()), (1, ""), "{status:?}");
        assert!(status.err.starts_with("captrack: The running CapTrack does not answer"), "{status:?}");
    }

    /// A problem of this kind is among those that the status names, and the exit code says so.
    pub fn says(&self, kind: &str) {
        until(&format!("{kind} is said"), || {
            let status = self.program.run(&["status", "--json"]);
            (has_problem(&status, kind) && status.code == 30).then_some(())
        });
    }

    /// By a clock that is turned, which is said, and set right again.
    pub fn turns_clock(&self, by: &str) {
        self.set_clock(by);
        self.appear();
        let status = || self.program.run(&["status", "--json"]);
        until("the wrong clock is said", || has_problem(&status(), "clock_wrong").then_some(()));
        until("the second titan is told", || (self.told(SECOND) > 0).then_some(()));
        self.set_clock("+0");
        until("the clock is right", || (!has_problem(&status(), "clock_wrong")).then_some(()));
    }

    fn set_clock(&self, offset: &str) {
        // In one step: a file that is half written is no clock.
        std::fs::write(self.at("offset.new"), offset).unwrap();
        std::fs::rename(self.at("offset.new"), self.at("offset")).unwrap();
    }

    /// Says that it has no secrets, or ends with a sentence; then they are back, and somebody starts it.
    pub fn starts_without_secrets(&mut self) {
        self.kill();
        std::fs::rename(self.at("secrets"), self.at("elsewhere")).unwrap();
        self.appear();
        self.start();
        self.says_what_it_does_not_see();
        self.kill();
        // What it may have begun in their place is nobody's.
        let _ = std::fs::remove_file(self.at("secrets"));
        std::fs::rename(self.at("elsewhere"), self.at("secrets")).unwrap();
        self.start();
    }

    /// Ends with a sentence; then the disk can be written to again, and somebody starts it.
    pub fn starts_on_a_read_only_disk(&mut self) {
        self.kill();
        self.disk().remount("ro");
        self.appear();
        let ended = self.program.run(&["--headless"]);
        assert_ne!(ended.code, 0, "{ended:?}");
        let told = ended.err.lines().last().unwrap_or_default();
        assert!(told.contains("data folder") && told.contains("Read-only"), "{ended:?}");
        self.disk().remount("rw");
        self.start();
    }

    /// How many messages are about this pilot.
    fn told(&self, name: &str) -> usize {
        self.world().messages().iter().filter(|message| message.text().contains(name)).count()
    }

    pub fn told_of_second(&self) -> usize {
        self.told(SECOND)
    }

    /// How many messages wait for Discord, as the status says.
    fn waiting(&self) -> u64 {
        self.json(&["status", "--json"]).and_then(|status| status["relay_waiting"].as_u64()).unwrap_or(u64::MAX)
    }

    fn json(&self, words: &[&str]) -> Option<Value> {
        serde_json::from_str(&self.program.run(words).out).ok()
    }

    /// Every section has answered, lately and without an error.
    fn sees_all(&self) -> bool {
        let snapshot = self.json(&["snapshot", "--json"]).unwrap_or_default();
        let is_well = |section: &Value| section["last_success"].is_string() && section["last_error"].is_null();
        sections(&snapshot).count() >= 6 && sections(&snapshot).all(is_well)
    }

    /// The second titan is told, everything is seen and nothing waits.
    pub fn until_all_is_well(&self) {
        until_within(RECOVERS, "the second titan is told", || (self.told(SECOND) > 0).then_some(()));
        until_within(RECOVERS, "all is well", || (self.waiting() == 0 && self.sees_all()).then_some(()));
        let snapshot = self.json(&["snapshot", "--json"]).unwrap();
        assert_eq!(snapshot["counts"]["critical"], 2, "{snapshot}");
        let status = self.json(&["status", "--json"]).unwrap();
        let problems = status["problems"].as_array().unwrap();
        // There is never much room on a small disk.
        assert!(problems.iter().all(|problem| problem["kind"] == "disk_low" && self.disk.is_some()), "{status}");
    }

    /// What was told in the end, over the whole time.
    pub fn judge(&self, at_most: usize) {
        let messages = self.world().messages();
        let texts: Vec<String> =
            messages.iter().map(|message| format!("{} {:?}", message.payload, message.edits)).collect();
        assert_eq!(self.told(FIRST), 1, "{texts:#?}");
        assert!((1..=at_most).contains(&self.told(SECOND)), "{texts:#?}");
        let about_ships = texts.iter().filter(|text| text.contains(FIRST) || text.contains(SECOND));
        for text in about_ships {
            assert!(UNTRUE.iter().all(|word| !text.contains(word)), "{text}");
        }
        let log = std::fs::read_to_string(self.at("stderr")).unwrap();
        assert!(!log.contains("panicked"), "{log}");
        assert!(self.world().secrets().iter().all(|secret| !log.contains(secret)), "{log}");
    }
}

fn sections(snapshot: &Value) -> impl Iterator<Item = &Value> {
    snapshot["sections"].as_array().into_iter().flatten()
}

fn has_problem(status: &Ended, kind: &str) -> bool {
    let status: Value = serde_json::from_str(&status.out).unwrap_or_default();
    status["problems"].as_array().into_iter().flatten().any(|problem| problem["kind"] == kind)
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _ = running.kill();
            let _ = running.wait();
        }
    }
}
