//! A monitor in a data folder of its own, in the middle of a world that a test plays.

use std::sync::Arc;

use captrack_contract::{ActivityQuery, DeskStatus, HullView, SectionView, Snapshot};
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::ids::{ItemId, PilotId};
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::{OwnedHull, Reading};
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_monitor::{CorrectedClock, HostStatus, Monitor, Ports};
use captrack_ports::{AuthServer, Secret};
use captrack_store::Store;
use captrack_testing::eden::{AVATAR, JITA, JITA_STATION};
use jiff::{Timestamp, ToSpan};
use tempfile::TempDir;

use crate::world::World;

pub use captrack_testing::data::{carriers, titan};
pub use captrack_testing::eden::{KARA, MIRA};

/// Who does what the tests do.
pub const DESK: &str = "this desk";

/// A Sunday noon, and so many seconds later.
pub fn at(seconds: i64) -> Timestamp {
    "2026-11-22T12:00:00Z".parse::<Timestamp>().unwrap() + seconds.seconds()
}

/// A text in English.
pub fn said(text: &Text) -> String {
    captrack_text::sentence(text, captrack_text::Language::English)
}

/// So many stored titans.
pub fn owned_titans(from: i64, count: i64) -> Reading {
    let hull = |n| OwnedHull { item: ItemId(1_040_000_000_000 + n), type_id: AVATAR, place: docked(), packaged: None };
    Reading::Assets((from..from + count).map(hull).collect())
}

pub struct Stage {
    pub world: Arc<World>,
    pub monitor: Arc<Monitor>,
    auth: Option<Arc<dyn AuthServer>>,
    folder: TempDir,
}

impl Stage {
    pub async fn new() -> Self {
        Self::beside(|_| None).await
    }

    /// A desk that may connect to an AllianceAuth.
    pub async fn with_auth(server: impl FnOnce(Arc<World>) -> Arc<dyn AuthServer>) -> Self {
        Self::beside(|world| Some(server(world))).await
    }

    async fn beside(auth: impl FnOnce(Arc<World>) -> Option<Arc<dyn AuthServer>>) -> Self {
        let world = Arc::new(World::default());
        world.set_now(at(0));
        let folder = tempfile::tempdir().unwrap();
        let auth = auth(world.clone());
        let monitor = load(&world, &folder, auth.clone()).await;
        Self { world, monitor, auth, folder }
    }

    /// A desk that watches Kara, whose hulls are known and who has none; with a desktop and a webhook.
    pub async fn watching_kara() -> Self {
        let stage = Self::new().await;
        stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
        stage.cycle(0).await;
        let address = Secret::new("https://discord.com/api/webhooks/1/token");
        stage.monitor.edit().set_webhook(WebhookName::Standard, &address, DESK).await.unwrap();
        stage
    }

    /// The process ends and is started again.
    pub async fn restarted(self) -> Self {
        self.monitor.shared().store().close().await;
        let monitor = load(&self.world, &self.folder, self.auth.clone()).await;
        Self { monitor, ..self }
    }

    /// Everything that is due then is asked.
    pub async fn cycle(&self, second: i64) {
        self.world.set_now(at(second));
        self.monitor.run_cycle().await.unwrap();
    }

    /// What may be sent then is sent.
    pub async fn drain(&self, second: i64) {
        self.world.set_now(at(second));
        self.monitor.deliver().drain(at(second)).await.unwrap();
    }

    pub async fn hulls(&self) -> Vec<HullView> {
        self.snapshot().await.mains.into_iter().flat_map(|main| main.hulls).collect()
    }

    pub async fn snapshot(&self) -> Snapshot {
        self.monitor.views().snapshot().await
    }

    pub async fn section(&self, kind: SectionKind, pilot: PilotId) -> SectionView {
        let sections = self.snapshot().await.sections;
        sections.into_iter().find(|section| section.kind == kind && section.subject == pilot).unwrap()
    }

    pub async fn status(&self) -> DeskStatus {
        self.monitor.views().status(&HostStatus::default()).await
    }

    /// The activity log, newest first.
    pub async fn all_activity(&self) -> Vec<Activity> {
        let page = self.monitor.views().activity(ActivityQuery::default()).await.unwrap();
        page.lines.into_iter().map(|line| line.activity).collect()
    }

    /// Its lines of one kind.
    pub async fn activity(&self, kind: ActivityKind) -> Vec<Activity> {
        let query = ActivityQuery { kinds: vec![kind], ..ActivityQuery::default() };
        let page = self.monitor.views().activity(query).await.unwrap();
        page.lines.into_iter().map(|line| line.activity).collect()
    }

    pub fn posted(&self) -> usize {
        self.world.posted.lock().len()
    }

    pub fn raised(&self) -> Vec<String> {
        self.world.raised.lock().clone()
    }
}

async fn load(world: &Arc<World>, folder: &TempDir, auth: Option<Arc<dyn AuthServer>>) -> Arc<Monitor> {
    let ports = Ports {
        source: world.clone(),
        names: world.clone(),
        types: world.clone(),
        auth,
        webhook: world.clone(),
        notifier: Some(world.clone()),
        secrets: world.secrets.clone(),
        clock: Arc::new(CorrectedClock::new(world.clone())),
        disk: world.clone(),
    };
    Monitor::load(Store::open(folder.path()).await.unwrap(), ports).await.unwrap()
}

/// Waits for what other tasks do.
pub async fn until(what: &str, mut look: impl AsyncFnMut() -> bool) {
    let patient = async {
        while !look().await {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), patient).await.unwrap_or_else(|_| panic!("{what}"));
}

/// Jita IV - Moon 4.
pub fn docked() -> Place {
    Place { system: Some(JITA), site: Site::Station(JITA_STATION) }
}

/// Somewhere that everybody knows.
pub fn in_jita() -> Place {
    Place::space(JITA)
}
