//! A desk, a New Eden, a clock that the test turns, and a desktop that records what it is told.

use std::sync::Arc;
use std::time::Duration;

use captrack_contract::{
    Board, BoardAnswer, BoardQuery, BoardRequest, CardHead, CardKey, Confidential, DeskStatus, HullRow, HullView,
    MainView, PilotRef, RowRange, SettingsView, Snapshot, commands,
};
use captrack_desk::{Desk, DeskParts, EndpointsFile};
use captrack_domain::ids::PilotId;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_secrets::SessionSecrets;
use captrack_sim::{Control, Place, Placement, Sim, SimNewPilot, SimOptions};
use captrack_testing::eden::{AVATAR, DELVE};
use captrack_testing::{TestClock, TestDesktop};
use jiff::SignedDuration;
use tempfile::TempDir;

use crate::overseen::Overseen;

/// A text in English.
pub fn english(text: &Text) -> String {
    captrack_text::sentence(text, captrack_text::Language::English)
}

/// Everything a pipeline test needs.
pub struct Stage {
    pub sim: Sim,
    pub world: Control,
    pub folder: TempDir,
    pub secrets: Arc<SessionSecrets>,
    pub desktop: Arc<TestDesktop>,
    pub desk: Arc<Desk>,
    clock: Arc<TestClock>,
    _overseen: Overseen,
}

impl Stage {
    /// An empty New Eden, no kinder than the real one, and a desk nobody is signed in at.
    pub async fn new() -> Self {
        let sim = Sim::start(SimOptions::default().unkind().manual());
        let world = sim.control();
        let folder = tempfile::tempdir().unwrap();
        let secrets = Arc::new(SessionSecrets::new());
        let desktop = Arc::new(TestDesktop::default());
        let clock = sim_time(&sim);
        let desk = wire(&sim, &folder, &secrets, &desktop, &clock).await;
        let overseen = Overseen(world.clone());
        Self { sim, world, folder, secrets, desktop, desk, clock, _overseen: overseen }
    }

    /// Kara Volkov is signed in and in space with an Avatar, which is decided upon and not told yet.
    pub async fn with_a_titan_in_space() -> Self {
        let stage = Self::new().await;
        let kara = stage.pilot("Kara Volkov");
        stage.sign_in(kara).await;
        stage.relay().await;
        stage.after(1).await;
        stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
        stage.after(60).await;
        stage
    }

    /// The process dies and is started again: nothing is left but the folder and the secrets.
    pub async fn die_and_restart(&mut self) {
        self.desktop = Arc::default();
        self.desk = wire(&self.sim, &self.folder, &self.secrets, &self.desktop, &self.clock).await;
    }

    /// The computer's clock shows so many seconds more than New Eden's from now on.
    pub fn turn_clock(&self, seconds: i64) {
        self.clock.turn(SignedDuration::from_secs(seconds));
    }

    /// A pilot of the alliance, online.
    pub fn pilot(&self, name: &str) -> PilotId {
        PilotId(self.world.create_pilot(SimNewPilot::named(name).online()).unwrap())
    }

    /// Signs a pilot in as a person would: through the browser, the SSO's page and the callback.
    pub async fn sign_in(&self, pilot: PilotId) {
        self.world.auto_approve(pilot.0);
        let authorize_url = self.desk.ask(commands::BeginSignIn).await.unwrap().authorize_url;
        let page = reqwest::get(authorize_url).await.unwrap().text().await.unwrap();
        assert!(page.contains("Signed in"), "{page}");
        assert_eq!(self.desk.ask(commands::FinishSignIn).await.unwrap().pilot, pilot);
    }

    /// Gives the desk both of the sim's webhooks; the first one turns the relay on.
    pub async fn relay(&self) {
        for (webhook, name) in [(WebhookName::Critical, "critical"), (WebhookName::Standard, "standard")] {
            let url = Confidential(self.world.webhook_url(name).unwrap());
            self.desk.ask(commands::SetWebhook { webhook, url }).await.unwrap();
        }
    }

    /// Time passes, and what became due is polled.
    pub async fn after(&self, secs: u64) {
        self.world.advance(Duration::from_secs(secs));
        self.desk.monitor().run_cycle().await.unwrap();
    }

    /// Waits out the group waits and sends what may be sent.
    pub async fn send(&self) {
        for _ in 0..20 {
            self.world.advance(Duration::from_secs(3));
            self.desk.monitor().deliver().drain(self.world.now()).await.unwrap();
        }
    }

    pub async fn snapshot(&self) -> Snapshot {
        self.desk.ask(commands::Snapshot).await.unwrap()
    }

    pub async fn status(&self) -> DeskStatus {
        self.desk.ask(commands::Status).await.unwrap()
    }

    pub async fn settings(&self) -> SettingsView {
        self.desk.ask(commands::Settings).await.unwrap()
    }

    /// The board as the main window asks for it, over the same bytes.
    pub async fn board(&self, query: &BoardQuery) -> Board {
        let request = BoardRequest::Board { query: query.clone(), known: None };
        match self.ask(&request).await {
            BoardAnswer::Board(board) => *board,
            other => panic!("{other:?}"),
        }
    }

    /// All rows of a card.
    pub async fn rows(&self, query: &BoardQuery, card: CardKey) -> Vec<HullRow> {
        let cards = vec![RowRange { card, from: 0, to: u32::MAX }];
        match self.ask(&BoardRequest::Rows { query: query.clone(), cards }).await {
            BoardAnswer::Rows(mut cards) => cards.remove(0).rows,
            other => panic!("{other:?}"),
        }
    }

    async fn ask(&self, request: &BoardRequest) -> BoardAnswer {
        let bytes = captrack_contract::encode(&self.desk.board(request).await);
        captrack_contract::decode(&bytes).unwrap()
    }

    /// A main's card as the main window shows it.
    pub async fn head(&self, main: PilotId) -> Option<CardHead> {
        let board = self.board(&BoardQuery::default()).await;
        board.cards.into_iter().find(|card| card.key == CardKey::Main(main))
    }

    /// The card of a main.
    pub async fn card(&self, main: PilotId) -> Option<MainView> {
        self.snapshot().await.mains.into_iter().find(|card| card.main_id == main)
    }

    /// The only hull there is.
    pub async fn only_hull(&self) -> HullView {
        let mut hulls: Vec<HullView> = self.snapshot().await.mains.into_iter().flat_map(|main| main.hulls).collect();
        assert_eq!(hulls.len(), 1, "{hulls:?}");
        hulls.remove(0)
    }

    /// Snoozes a pilot.
    pub async fn snooze(&self, pilot: PilotId, secs: u64) {
        let length = captrack_contract::SnoozeLength::Seconds(secs);
        let command = commands::Snooze { pilots: vec![PilotRef::Id(pilot)], length, why: None };
        self.desk.ask(command).await.unwrap();
    }

    /// Everything Discord was told, as one text a message.
    pub fn told(&self) -> Vec<String> {
        self.world.messages().iter().map(|message| message.payload.to_string()).collect()
    }
}

/// The sim's clock on the desk's computer, which a test may turn.
fn sim_time(sim: &Sim) -> Arc<TestClock> {
    let world = sim.control();
    Arc::new(TestClock::following(move || world.now()).with_steady())
}

async fn wire(
    sim: &Sim,
    folder: &TempDir,
    secrets: &Arc<SessionSecrets>,
    desktop: &Arc<TestDesktop>,
    clock: &Arc<TestClock>,
) -> Arc<Desk> {
    let endpoints: EndpointsFile = toml::from_str(&sim.endpoints_toml()).unwrap();
    let wired = DeskParts {
        folder: folder.path().to_owned(),
        endpoints,
        secrets: secrets.clone(),
        clock: clock.clone(),
        notifier: Some(desktop.clone()),
    };
    Arc::new(Desk::wire(wired).await.unwrap())
}
