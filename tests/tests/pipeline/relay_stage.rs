//! A monitor with the real Discord client against a Discord on loopback, and a New Eden that says at once what a test puts down.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_discord::DiscordWebhooks;
use captrack_domain::ids::{CorporationId, GroupId, ItemId, LocationId, PilotId, SystemId, TypeId};
use captrack_domain::notice::Receiver;
use captrack_domain::place::{Place, Site};
use captrack_domain::reading::{ActiveShip, OwnedHull, Reading};
use captrack_domain::section::{SectionId, SectionKind};
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_http::HttpClient;
use captrack_monitor::{CorrectedClock, Monitor, NewPilot, Ports};
use captrack_ports::{
    Disk, HullTypeAnswer, HullTypes, NameAnswer, Names, NamesError, PollError, Secret, SectionAnswer, SectionContent,
    SectionRequest, ShipGroup, Source, StructureAnswer,
};
use captrack_sim::{Control, DiscordMessage, Fault, FaultEffect, Service, Sim, SimOptions};
use captrack_store::{Store, UndeliverableNotice};
use captrack_testing::eden::{ARCHON, AVATAR, JITA, RORQUAL};
use captrack_testing::{TestClock, TestDesktop, TestSecrets};
use jiff::SignedDuration;
use parking_lot::Mutex;
use tempfile::TempDir;

use crate::overseen::Overseen;

pub const DESK: &str = "this desk";

pub use captrack_testing::eden::KARA;

/// Discord answers within this, or has not.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whatever a test has put down; the others sit in nothing and own nothing.
#[derive(Default)]
pub struct Eden {
    says: Mutex<BTreeMap<SectionId, Reading>>,
    silent: Mutex<bool>,
}

#[async_trait]
impl Source for Eden {
    async fn poll(&self, ask: SectionRequest) -> Result<SectionAnswer, PollError> {
        if *self.silent.lock() {
            return Err(PollError::Later { why: Text::said("ESI does not answer."), after: None });
        }
        let reading = self.says.lock().get(&ask.section).cloned();
        let reading = reading.unwrap_or_else(|| match ask.section.kind {
            SectionKind::Online => Reading::Online(true),
            SectionKind::Location => Reading::Location(docked(JITA)),
            SectionKind::Ship => Reading::Ship(None),
            SectionKind::Assets => Reading::Assets(Vec::new()),
            SectionKind::Affiliation => Reading::Affiliation { corporation: CorporationId(98_000_001), alliance: None },
        });
        Ok(SectionAnswer { found: SectionContent::New(reading), age: Duration::ZERO, life: None, validators: None })
    }

    async fn forget(&self, _pilot: PilotId) -> Option<Text> {
        None
    }
}

#[async_trait]
impl Names for Eden {
    async fn names(&self, ids: &[i64]) -> Result<Vec<NameAnswer>, NamesError> {
        Ok(ids.iter().map(|id| NameAnswer { id: *id, name: Some("Null Logistics".to_owned()) }).collect())
    }

    async fn structure(&self, _pilot: PilotId, _id: LocationId) -> Result<StructureAnswer, NamesError> {
        Ok(StructureAnswer::Denied)
    }
}

#[async_trait]
impl HullTypes for Eden {
    async fn hull_type(&self, _id: TypeId) -> Result<HullTypeAnswer, NamesError> {
        Ok(HullTypeAnswer::NotACapital)
    }

    async fn group(&self, _id: GroupId) -> Result<Option<ShipGroup>, NamesError> {
        Ok(None)
    }
}

pub struct Relay {
    _sim: Sim,
    pub world: Control,
    pub eden: Arc<Eden>,
    pub desktop: Arc<TestDesktop>,
    pub monitor: Arc<Monitor>,
    secrets: Arc<TestSecrets>,
    folder: TempDir,
    clock: Arc<TestClock>,
    _overseen: Overseen,
}

impl Relay {
    /// A desk that watches nobody and relays nowhere.
    pub async fn new() -> Self {
        let sim = Sim::start(SimOptions::default().manual());
        let world = sim.control();
        let (eden, desktop, secrets) = (Arc::default(), Arc::default(), Arc::default());
        let time = world.clone();
        let clock = Arc::new(TestClock::following(move || time.now()));
        let folder = tempfile::tempdir().unwrap();
        let monitor = load(&world, &eden, &desktop, &secrets, &folder, &clock).await;
        let overseen = Overseen(world.clone());
        Self { _sim: sim, world, eden, desktop, monitor, secrets, folder, clock, _overseen: overseen }
    }

    /// A desk that watches Kara, of whom everything is known and who has nothing yet, and relays to both webhooks.
    pub async fn of_kara() -> Self {
        let relay = Self::new().await;
        relay.loses_everything(KARA);
        relay.watch(&[(KARA, "Kara Volkov")]).await;
        relay.set(WebhookName::Critical).await;
        relay.set(WebhookName::Standard).await;
        relay
    }

    /// A titan showed up under Kara; it is due to be posted.
    pub async fn with_a_titan() -> Self {
        let relay = Self::of_kara().await;
        relay.flies(KARA, 1, JITA);
        relay.look(5).await;
        relay.world.advance(Duration::from_secs(2));
        relay
    }

    /// Watches pilots whose hulls are known: from now on what shows up is news.
    pub async fn watch(&self, pilots: &[(PilotId, &str)]) {
        let new: Vec<NewPilot<'_>> = pilots.iter().map(|(id, name)| NewPilot { id: *id, name, main: None }).collect();
        self.monitor.edit().add_pilots(&new).await.unwrap();
        self.look(1).await;
    }

    /// The place of secrets no longer has the webhooks' addresses.
    pub fn loses_secrets(&self) {
        for webhook in WebhookName::ALL {
            self.secrets.lose(webhook.secret_name());
        }
    }

    /// It has them again.
    pub fn has_secrets(&self) {
        for webhook in WebhookName::ALL {
            self.secrets.overwrite(webhook.secret_name(), &self.world.webhook_url(webhook.name()).unwrap());
        }
    }

    pub async fn set(&self, webhook: WebhookName) {
        let url = self.world.webhook_url(webhook.name()).unwrap();
        self.monitor.edit().set_webhook(webhook, &Secret::new(url), DESK).await.unwrap();
    }

    pub fn says(&self, pilot: PilotId, reading: Reading) {
        let kind = match reading {
            Reading::Online(_) => SectionKind::Online,
            Reading::Location(_) => SectionKind::Location,
            Reading::Ship(_) => SectionKind::Ship,
            Reading::Assets(_) | Reading::SomeAssets(_) => SectionKind::Assets,
            Reading::Affiliation { .. } => SectionKind::Affiliation,
        };
        self.eden.says.lock().insert(SectionId { kind, pilot }, reading);
    }

    /// A pilot sits in a titan.
    pub fn flies(&self, pilot: PilotId, titan: i64, system: SystemId) {
        self.says(pilot, Reading::Ship(Some(ActiveShip { item: item(titan), type_id: AVATAR })));
        self.says(pilot, Reading::Location(docked(system)));
    }

    /// A pilot owns so many stored carriers.
    pub fn owns_carriers(&self, pilot: PilotId, from: i64, count: i64, system: SystemId) {
        let hull = |n| OwnedHull { item: item(n), type_id: ARCHON, place: docked(system), packaged: None };
        let carriers = (from..from + count).map(hull);
        self.says(pilot, Reading::Assets(carriers.chain(others(pilot)).collect()));
    }

    /// A pilot has nothing any more that alerts.
    pub fn loses_everything(&self, pilot: PilotId) {
        self.says(pilot, Reading::Ship(None));
        self.says(pilot, Reading::Assets(others(pilot).collect()));
    }

    /// Whether EVE answers.
    pub fn falls_silent(&self, silent: bool) {
        *self.eden.silent.lock() = silent;
    }

    /// Time passes, and everything is asked.
    pub async fn look(&self, seconds: u64) {
        self.world.advance(Duration::from_secs(seconds));
        self.monitor.poll().hurry_everything().await;
        self.monitor.run_cycle().await.unwrap();
    }

    /// Often enough for an end to be believed: the ship is left, and two lists of assets lack it.
    pub async fn look_again(&self) {
        for _ in 0..3 {
            self.look(10).await;
        }
    }

    /// What may be done on Discord now is done; gives for how long there is nothing to do.
    pub async fn drain(&self) -> Duration {
        self.monitor.deliver().drain(self.monitor.shared().now()).await.unwrap()
    }

    /// Sends and waits, as the program does, until nothing waits any more, for so many rounds at most. Gives how long it took.
    pub async fn settle(&self) -> Duration {
        let began = self.world.now();
        for _ in 0..5000 {
            let rest = self.drain().await;
            if self.waiting().await == 0 && !self.edits_wait().await {
                break;
            }
            self.world.advance(rest);
        }
        Duration::try_from(self.world.now().duration_since(began)).unwrap()
    }

    /// The same for a while, whatever waits.
    pub async fn go_on(&self, seconds: u64) {
        let end = self.world.now() + Duration::from_secs(seconds);
        while self.world.now() < end {
            let rest = self.drain().await;
            self.world.advance(rest.min(Duration::from_secs(5)));
        }
    }

    /// How many notices wait for Discord.
    pub async fn waiting(&self) -> u32 {
        let queues = self.monitor.shared().store().queue_lengths().await.unwrap();
        let of_discord = queues.iter().filter(|(receiver, _)| **receiver != Receiver::Os);
        of_discord.map(|(_, queue)| queue.pending).sum()
    }

    async fn edits_wait(&self) -> bool {
        let store = self.monitor.shared().store();
        for webhook in WebhookName::ALL {
            if store.next_edit_due(webhook.name()).await.unwrap().is_some() {
                return true;
            }
        }
        false
    }

    pub async fn undeliverable(&self) -> Vec<UndeliverableNotice> {
        self.monitor.shared().store().undeliverable(1000).await.unwrap()
    }

    /// The process is killed and started again: nothing is left but the folder and the secrets.
    pub async fn dies(&mut self) {
        self.desktop = Arc::default();
        self.monitor = load(&self.world, &self.eden, &self.desktop, &self.secrets, &self.folder, &self.clock).await;
    }

    /// This computer's clock is put forward or back.
    pub fn turn_clock(&self, seconds: i64) {
        self.clock.turn(self.clock.turned() + SignedDuration::from_secs(seconds));
    }

    /// Something goes wrong with the next so many posts.
    pub fn posts_meet(&self, effect: FaultEffect, times: u32) {
        self.world.inject(Fault::new(Service::Discord, "POST *", effect).times(times));
    }

    /// The same with edits.
    pub fn edits_meet(&self, effect: FaultEffect, times: u32) {
        self.world.inject(Fault::new(Service::Discord, "PATCH *", effect).times(times));
    }

    /// Discord refuses whatever contains this text.
    pub fn refuses(&self, text: &str) {
        let effect = FaultEffect::RefuseText { text: text.to_owned() };
        self.world.inject(Fault::new(Service::Discord, "*", effect));
    }

    /// The messages that stand, oldest first.
    pub fn messages(&self) -> Vec<DiscordMessage> {
        self.world.messages().into_iter().filter(|message| message.deleted_at.is_none()).collect()
    }

    pub fn texts(&self) -> Vec<String> {
        self.messages().iter().map(DiscordMessage::text).collect()
    }

    /// Somebody deletes a message on Discord.
    pub async fn delete(&self, message: &DiscordMessage) {
        let url = format!("{}/messages/{}", self.world.webhook_url(&message.webhook).unwrap(), message.id);
        let client = reqwest::Client::builder().user_agent("a person").build().unwrap();
        assert_eq!(client.delete(url).send().await.unwrap().status(), 204);
    }
}

/// Kara has so many capitals besides, which alert nobody, that a list without five or ten of hers is no doubtful one.
fn others(pilot: PilotId) -> impl Iterator<Item = OwnedHull> {
    let hull = |n: i64| OwnedHull { item: item(9_000_000 + n), type_id: RORQUAL, place: docked(JITA), packaged: None };
    (0_i64..60).filter(move |_| pilot == KARA).map(hull)
}

/// In a structure: what floats in space is in no list of assets, and not gone because it is not.
pub fn docked(system: SystemId) -> Place {
    Place { system: Some(system), site: Site::Structure(LocationId(1_035_000_000_000 + system.0)) }
}

pub fn item(n: i64) -> ItemId {
    ItemId(1_040_000_000_000 + n)
}

async fn load(
    world: &Control,
    eden: &Arc<Eden>,
    desktop: &Arc<TestDesktop>,
    secrets: &Arc<TestSecrets>,
    folder: &TempDir,
    clock: &Arc<TestClock>,
) -> Arc<Monitor> {
    let url = world.webhook_url("critical").unwrap();
    let host = url.split('/').nth(2).unwrap().to_owned();
    let webhook = DiscordWebhooks::new(&HttpClient::new().unwrap(), secrets.clone(), vec![host], clock.clone());
    let ports = Ports {
        source: eden.clone(),
        names: eden.clone(),
        types: eden.clone(),
        auth: None,
        webhook: Arc::new(webhook.with_timeout(PATIENCE)),
        notifier: Some(desktop.clone()),
        secrets: secrets.clone(),
        clock: Arc::new(CorrectedClock::new(clock.clone())),
        disk: Arc::new(Endless),
    };
    Monitor::load(Store::open(folder.path()).await.unwrap(), ports).await.unwrap()
}

/// A disk that nobody asks about.
struct Endless;

impl Disk for Endless {
    fn free_bytes(&self) -> Option<u64> {
        None
    }
}

/// Waits for what a task that runs beside the test does.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let patient = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), patient).await.unwrap_or_else(|_| panic!("{what} did not happen"));
}
