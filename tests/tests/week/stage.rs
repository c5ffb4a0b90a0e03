//! A desk on a real SQLite file against a New Eden on loopback. What differs between versions of the program is here alone.

use std::sync::Arc;
use std::time::Duration;

use captrack_contract::{Confidential, DeskStatus, Monitoring, PilotRef, Snapshot, commands};
use captrack_desk::{Desk, EndpointsFile, Wired};
use captrack_domain::ids::{PilotId, RegionId};
use captrack_domain::policy::{Scope, ScopeKind};
use captrack_domain::webhook_name::WebhookName;
use captrack_sim::{Control, Sim, SimOptions};
use captrack_testing::{TestClock, TestDesktop, TestSecrets};
use jiff::SignedDuration;
use tempfile::TempDir;

pub struct Stage {
    sim: Sim,
    pub world: Control,
    folder: TempDir,
    pub keyring: Arc<TestSecrets>,
    pub desktop: Arc<TestDesktop>,
    desk: Arc<Desk>,
    clock: Arc<TestClock>,
}

impl Stage {
    /// An empty New Eden, no kinder than the real one, and a desk nobody is signed in at.
    pub async fn new(seed: u64) -> Self {
        let sim = Sim::start(SimOptions { seed, page_size: 12, ..SimOptions::default() }.unkind().manual());
        let world = sim.control();
        let folder = tempfile::tempdir().unwrap();
        let (keyring, desktop, time) = (Arc::default(), Arc::default(), world.clone());
        let clock = Arc::new(TestClock::following(move || time.now()).with_steady());
        let desk = wire(&sim, &folder, &keyring, &desktop, &clock).await;
        Self { sim, world, folder, keyring, desktop, desk, clock }
    }

    /// The process dies and is started again: nothing is left but the folder and the secrets.
    pub async fn die_and_restart(&mut self) {
        self.desktop.standing.lock().clear();
        self.desk = wire(&self.sim, &self.folder, &self.keyring, &self.desktop, &self.clock).await;
    }

    /// The computer's clock shows so many seconds more than New Eden's from now on.
    pub fn turn_clock(&self, seconds: i64) {
        self.clock.turn(SignedDuration::from_secs(seconds));
    }

    /// Signs a pilot in as a person would: through the browser, the SSO's page and the callback. False: it could not be done now.
    pub async fn sign_in(&self, pilot: i64) -> bool {
        self.world.auto_approve(pilot);
        let Ok(started) = self.desk.ask(commands::BeginSignIn).await else { return false };
        let Ok(page) = reqwest::get(started.authorize_url).await else { return false };
        let signed_in = page.text().await.is_ok_and(|page| page.contains("Signed in"));
        if !signed_in {
            let _ = self.desk.ask(commands::CancelSignIn).await;
            return false;
        }
        self.desk.ask(commands::FinishSignIn).await.is_ok()
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

    /// What is due is asked; what cannot be written is tried again at the next step.
    pub async fn cycle(&self) {
        let _ = self.desk.monitor().run_cycle().await;
    }

    /// Sends what may be sent now; whether more is due within seconds.
    pub async fn drain(&self) -> bool {
        let monitor = self.desk.monitor();
        monitor.deliver().drain(monitor.shared().now()).await.is_ok_and(|rest| rest <= GATHERED)
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
    pub words: Vec<String>,
}

impl Says {
    fn of(status: &DeskStatus) -> Self {
        let hides = status.problems.iter().any(|problem| problem.kind.hides_ships());
        let watches = matches!(status.monitoring, Monitoring::Watching | Monitoring::Starting);
        let other = status.problems.iter().any(|problem| !problem.kind.hides_ships());
        Self {
            not_seen: hides || status.trouble.is_some() || !watches,
            not_sent: other || status.relay_trouble.is_some(),
            words: status.problems.iter().map(|problem| problem.sentence.clone()).collect(),
        }
    }
}

async fn wire(
    sim: &Sim,
    folder: &TempDir,
    keyring: &Arc<TestSecrets>,
    desktop: &Arc<TestDesktop>,
    clock: &Arc<TestClock>,
) -> Arc<Desk> {
    let endpoints: EndpointsFile = toml::from_str(&sim.endpoints_toml()).unwrap();
    let wired = Wired {
        folder: folder.path().to_owned(),
        endpoints,
        secrets: keyring.clone(),
        clock: clock.clone(),
        notifier: Some(desktop.clone()),
    };
    Arc::new(Desk::wire(wired).await.unwrap())
}

/// What is critical is gathered for so long before it is sent, and a little.
pub const GATHERED: Duration = Duration::from_secs(3);

pub const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}
