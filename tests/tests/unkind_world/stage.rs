//! A desk on a real SQLite file against a New Eden inside the process. What differs between versions of the program is here alone.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use captrack_contract::{
    Confidential, DeskStatus, MonitoringState, PilotRef, ProblemKind, Snapshot, TrailSubject, commands,
};
use captrack_desk::{Desk, DeskParts, EndpointsFile};
use captrack_domain::ids::{PilotId, RegionId};
use captrack_domain::policy::{Scope, ScopeKind};
use captrack_domain::webhook_name::WebhookName;
use captrack_monitor::SupervisedPart;
use captrack_sim::{Control, SimOptions};
use captrack_testing::{TestClock, TestDesktop, TestSecrets};
use jiff::SignedDuration;
use tempfile::TempDir;

use crate::judge::is_told;
use crate::servers::Servers;

pub struct Stage {
    pub servers: Arc<Servers>,
    pub world: Control,
    folder: TempDir,
    pub keyring: Arc<TestSecrets>,
    pub desktop: Arc<TestDesktop>,
    desk: Arc<Desk>,
    clock: Arc<TestClock>,
    /// Whoever asks the clock crashes, after so many in a step who do not.
    pub clock_crashes: Option<u64>,
}

/// What came of a step of the program.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stepped {
    /// More may be sent within seconds.
    pub more: bool,
    /// The database did not take what was to be written.
    pub not_written: bool,
}

impl Stage {
    /// An empty New Eden, no kinder than the real one, and a desk nobody is signed in at.
    pub async fn new(seed: u64) -> Self {
        let servers = Servers::new(SimOptions { seed, page_size: 12, ..SimOptions::default() }.unkind().manual());
        let world = servers.sim.control();
        let folder = tempfile::tempdir().unwrap();
        let (keyring, desktop, time) = (Arc::default(), Arc::default(), world.clone());
        let clock = Arc::new(TestClock::following(move || time.now()).with_sleep());
        let desk = wire(&servers, &folder, &keyring, &desktop, &clock).await;
        Self { servers, world, folder, keyring, desktop, desk, clock, clock_crashes: None }
    }

    /// The process dies and is started again: nothing is left but the folder and the secrets.
    pub async fn die_and_restart(&mut self) {
        self.desktop.standing.lock().clear();
        self.desk = wire(&self.servers, &self.folder, &self.keyring, &self.desktop, &self.clock).await;
    }

    /// Seconds since the world began.
    pub fn seconds(&self) -> i64 {
        self.world.now().duration_since(SimOptions::default().start).as_secs()
    }

    /// The computer's clock shows so many seconds more than New Eden's from now on.
    pub fn turn_clock(&self, seconds: i64) {
        self.clock.turn(SignedDuration::from_secs(seconds));
    }

    /// The computer falls asleep, or wakes up.
    pub fn set_asleep(&self, asleep: bool) {
        if asleep { self.clock.fall_asleep() } else { self.clock.wake_up() }
    }

    /// How often the clock has made somebody crash since this was asked last.
    pub fn clock_crashed(&self) -> u64 {
        self.clock.panics.take_met()
    }

    /// Signs a pilot in as a person would: through the browser, the SSO's page and the callback. False: it could not be done now.
    pub async fn sign_in(&self, pilot: i64) -> bool {
        self.world.auto_approve(pilot);
        let signing_in = async {
            let started = self.desk.ask(commands::BeginSignIn).await.ok()?;
            let back = self.servers.redirect(&started.authorize_url).await?;
            let page = reqwest::get(back).await.ok()?.text().await.ok()?;
            page.contains("Signed in").then_some(())?;
            self.desk.ask(commands::FinishSignIn).await.ok()
        };
        let signed_in = self.servers.without_waits(Box::pin(signing_in)).await.is_some();
        if !signed_in {
            // There may be none.
            let _ = self.desk.ask(commands::CancelSignIn).await;
        }
        signed_in
    }

    /// Everything but the home region alerts; alts have mains; both webhooks of the relay.
    pub async fn settle(&self, home: RegionId, alts: &[(i64, i64)]) {
        let settings = self.desk.ask(commands::Settings).await.unwrap();
        let mut policy = settings.policy;
        policy.scope = Scope { kind: ScopeKind::AllButListed, regions: [home].into(), ..Scope::default() };
        self.desk.ask(commands::SavePolicy { policy }).await.unwrap();
        for (alt, main) in alts {
            let main = Some(PilotRef::Id(PilotId(*main)));
            self.desk.ask(commands::SetMain { pilots: vec![PilotRef::Id(PilotId(*alt))], main }).await.unwrap();
        }
        for (webhook, name) in [(WebhookName::Critical, "critical"), (WebhookName::Standard, "standard")] {
            let url = Confidential(self.world.webhook_url(name).unwrap());
            self.desk.ask(commands::SetWebhook { webhook, url }).await.unwrap();
        }
    }

    /// Connects AllianceAuth with a token of a leader.
    pub async fn connect(&self, leader: i64) {
        let auth = self.world.auth();
        let token = Confidential(auth.make_leader_token(leader).unwrap());
        self.desk.ask(commands::ConnectAuth { address: auth.url(), token }).await.unwrap();
    }

    /// What is due is asked; what cannot be written is tried again at the next step. As in the loops of the program a crash ends this one.
    pub async fn cycle(&self) -> Stepped {
        let mut stepped = Stepped::default();
        let cycle = async {
            let done = self.desk.monitor().run_cycle().await;
            if let Some(error) = done.as_ref().err().filter(|_| is_told()) {
                println!("a cycle: {error}");
            }
            stepped.not_written = done.is_err();
        };
        self.supervised(SupervisedPart::Polling, Box::pin(cycle)).await;
        stepped
    }

    /// Sends what may be sent now.
    pub async fn drain(&self) -> Stepped {
        let mut stepped = Stepped::default();
        let drain = async {
            let monitor = self.desk.monitor();
            let rest = monitor.deliver().drain(monitor.shared().now()).await;
            let more = rest.as_ref().is_ok_and(|rest| *rest <= GATHERED);
            stepped = Stepped { more, not_written: rest.is_err() };
        };
        self.supervised(SupervisedPart::Sending, Box::pin(drain)).await;
        stepped
    }

    async fn supervised(&self, what: SupervisedPart, work: impl Future<Output = ()>) {
        match self.clock_crashes {
            Some(others) => self.clock.panics.refuse_after(others),
            None => self.clock.panics.set(false),
        }
        self.servers.without_waits(self.desk.caught(what, work)).await;
        self.clock.panics.set(false);
    }

    /// The database may not be written, or may be again.
    pub async fn set_read_only(&self, read_only: bool) {
        self.desk.monitor().shared().store().set_read_only(read_only).await.unwrap();
    }

    /// There is no room for more of the database, or there is again.
    pub async fn set_full(&self, full: bool) {
        self.desk.monitor().shared().store().set_full(full).await.unwrap();
    }

    /// The database fails at this statement of its next transactions, once; 0 is never.
    pub async fn store_fails_at(&self, statement: u32) {
        self.desk.monitor().shared().store().fail_at(statement).await.unwrap();
    }

    pub fn store_has_failed(&self) -> bool {
        self.desk.monitor().shared().store().has_failed()
    }

    pub async fn snapshot(&self) -> Snapshot {
        self.desk.ask(commands::Snapshot).await.unwrap()
    }

    /// The systems to which a ship came, as its history has them; none: nothing is known of the ship.
    pub async fn systems_in_history(&self, ship: i64) -> Option<BTreeSet<i64>> {
        let trail = self.desk.ask(commands::Trail { of: ship.to_string(), since: None }).await.ok()?;
        let places = trail.entries.into_iter().filter(|entry| entry.about == TrailSubject::Hull);
        Some(places.filter_map(|entry| Some(entry.to?.system_id?.0)).collect())
    }

    /// What `status` says.
    pub async fn says(&self) -> Says {
        Says::of(&self.desk.ask(commands::Status).await.unwrap())
    }
}

/// What the program says of itself.
#[derive(Debug, Clone)]
pub struct Says {
    /// It says that ships are not seen.
    pub not_seen: bool,
    /// It says that something cannot be sent or shown.
    pub not_sent: bool,
    /// It says that it cannot save: what it sees is shown, and nothing is decided about it.
    pub not_saved: bool,
    /// It says that Discord itself refuses what is sent.
    pub discord_refuses: bool,
    /// It says that a part of it has crashed.
    pub crashed: bool,
    pub words: Vec<String>,
}

impl Says {
    fn of(status: &DeskStatus) -> Self {
        let says = |is_said: fn(ProblemKind) -> bool| status.problems.iter().any(|problem| is_said(problem.kind));
        let watches = matches!(status.monitoring, MonitoringState::Watching | MonitoringState::Starting);
        let not_sent = says(|kind| {
            matches!(
                kind,
                ProblemKind::WebhookRefused
                    | ProblemKind::DiscordUnreachable
                    | ProblemKind::CannotNotify
                    | ProblemKind::CannotSave
            )
        });
        Self {
            not_seen: says(ProblemKind::hides_ships) || status.trouble.is_some() || !watches,
            not_sent: not_sent || status.relay_trouble.is_some(),
            not_saved: says(|kind| kind == ProblemKind::CannotSave),
            discord_refuses: says(|kind| kind == ProblemKind::WebhookRefused),
            crashed: says(|kind| kind == ProblemKind::Crashed),
            words: status.problems.iter().map(|problem| problem.sentence.clone()).collect(),
        }
    }
}

async fn wire(
    servers: &Arc<Servers>,
    folder: &TempDir,
    keyring: &Arc<TestSecrets>,
    desktop: &Arc<TestDesktop>,
    clock: &Arc<TestClock>,
) -> Arc<Desk> {
    let endpoints: EndpointsFile = toml::from_str(&servers.sim.endpoints_toml()).unwrap();
    let wired = DeskParts {
        folder: folder.path().to_owned(),
        endpoints,
        secrets: keyring.clone(),
        clock: clock.clone(),
        notifier: Some(desktop.clone()),
    };
    Arc::new(Desk::wire_over(wired, servers.client()).await.unwrap())
}

/// What is critical is gathered for so long before it is sent, and a little.
pub const GATHERED: Duration = Duration::from_secs(3);

pub const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}
