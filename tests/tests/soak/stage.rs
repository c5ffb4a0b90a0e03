//! A desk on a real SQLite file that watches a large alliance inside the process.

use std::sync::Arc;
use std::time::Duration;

use captrack_contract::{Confidential, commands};
use captrack_desk::{Desk, DeskParts, EndpointsFile, LogEcho};
use captrack_domain::webhook_name::WebhookName;
use captrack_http::{HttpClient, Request};
use captrack_sim::{Control, RefreshTokens, Sim, SimOptions};
use captrack_testing::{TestClock, TestDesktop, TestSecrets, sim_answer, sim_redirect};
use tempfile::TempDir;

const PILOTS: usize = 600;
/// So many of them are signed in.
const POLLED: usize = 12;
/// So much time passes between two looks at what is due.
const STEP: Duration = Duration::from_secs(300);
/// What waits for Discord's limits only is sent within so long.
const SENDING: Duration = Duration::from_secs(120);
/// What is not sent within this has another reason to wait.
const SOON: Duration = Duration::from_secs(5);

pub struct Stage {
    pub world: Control,
    pub desk: Arc<Desk>,
    pub folder: TempDir,
    desktop: Arc<TestDesktop>,
}

impl Stage {
    /// The demo's alliance, but larger, with lists that are as old as EVE's own.
    pub async fn new() -> Self {
        let options = SimOptions {
            pilots: PILOTS,
            refresh_tokens: RefreshTokens::Same,
            list_cache_seconds: None,
            auth_read_seconds: Some(600),
            ..SimOptions::demo(7)
        };
        let sim = Arc::new(Sim::in_process(options.manual()));
        let (world, folder) = (sim.control(), tempfile::tempdir().unwrap());
        let (servers, time) = (sim.clone(), world.clone());
        let client = HttpClient::in_process(move |request| {
            let sim = servers.clone();
            async move { sim_answer(&sim, request).await }
        });
        let endpoints: EndpointsFile = toml::from_str(&sim.endpoints_toml()).unwrap();
        let desktop = Arc::<TestDesktop>::default();
        let wired = DeskParts {
            folder: folder.path().to_owned(),
            endpoints,
            secrets: Arc::<TestSecrets>::default(),
            clock: Arc::new(TestClock::following(move || time.now()).with_steady()),
            notifier: Some(desktop.clone()),
        };
        let desk = Arc::new(Desk::wire_over(wired, client).await.unwrap());
        desk.log(LogEcho::Silent);
        let stage = Self { world, desk, folder, desktop };
        for pilot in sim.demo_pilots().iter().step_by(PILOTS / POLLED) {
            stage.sign_in(&sim, pilot.pilot_id).await;
        }
        for (webhook, name) in [(WebhookName::Critical, "critical"), (WebhookName::Standard, "standard")] {
            let url = Confidential(stage.world.webhook_url(name).unwrap());
            stage.desk.ask(commands::SetWebhook { webhook, url }).await.unwrap();
        }
        let leader = sim.demo_pilots()[0].main_id;
        let token = Confidential(sim.auth().make_leader_token(leader).unwrap());
        stage.desk.ask(commands::ConnectAuth { address: sim.auth_url(), token }).await.unwrap();
        stage
    }

    /// As a person would: through the browser, the SSO's page and the callback.
    async fn sign_in(&self, sim: &Sim, pilot: i64) {
        self.world.auto_approve(pilot);
        let started = self.desk.ask(commands::BeginSignIn).await.unwrap();
        let page = Request::get(started.authorize_url.parse().unwrap());
        let back = sim_redirect(sim, page).await.unwrap();
        let page = reqwest::get(back).await.unwrap().text().await.unwrap();
        assert!(page.contains("Signed in"), "{page}");
        self.desk.ask(commands::FinishSignIn).await.unwrap();
    }

    /// So much time passes, with everything that the program's loops do in it.
    pub async fn live(&self, time: Duration) {
        let until = self.world.now() + time;
        while self.world.now() < until {
            self.world.advance(STEP);
            self.desk.monitor().run_cycle().await.unwrap();
            self.send().await;
        }
        self.world.forget_texts(self.world.now() - Duration::from_secs(86_400));
        self.desktop.raised.lock().clear();
    }

    async fn send(&self) {
        let monitor = self.desk.monitor();
        let until = self.world.now() + SENDING;
        while self.world.now() < until {
            let rest = monitor.deliver().drain(monitor.shared().now()).await.unwrap();
            if rest > SOON {
                return;
            }
            self.world.advance(rest);
        }
    }

    /// What is done once a day.
    pub async fn prune(&self) {
        self.desk.monitor().upkeep().prune().await.unwrap();
    }

    /// Only the servers go on.
    pub async fn end_program(self) -> Control {
        self.desk.monitor().shared().store().close().await;
        self.world
    }
}
