//! What stands outside: a New Eden that says what a test has put down, a Discord and a desktop that do as they are told.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{CorporationId, GroupId, LocationId, PilotId, SystemId, TypeId};
use captrack_domain::notice::Notice;
use captrack_domain::place::Place;
use captrack_domain::reading::Reading;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{
    Clock, DeliveryVerdict, DigestContent, Disk, HullTypeAnswer, HullTypes, MessagePart, NameAnswer, Names, NamesError,
    Notifier, NotifierError, OsNotification, PollError, Post, Secret, SectionAnswer, SectionContent, SectionRequest,
    ShipGroup, Source, StructureAnswer, WebhookLimit, WebhookRequest, Webhooks, Wording,
};
use captrack_testing::TestSecrets;
use captrack_testing::eden::JITA;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use parking_lot::Mutex;
use tokio::sync::Semaphore;

/// What a section does when it is asked.
#[derive(Clone)]
pub enum Said {
    Reading(Reading),
    Fails(PollError),
    /// As a defect in a source would.
    Panics,
}

#[derive(Default)]
pub struct World {
    now: Mutex<Timestamp>,
    /// What sections say; the others tell of a pilot who sits in nothing and owns nothing.
    pub sections: Mutex<BTreeMap<SectionId, Said>>,
    /// What was asked, with its validators.
    pub asked: Mutex<Vec<(SectionId, Option<String>)>>,
    /// Sections that answer only when they are let.
    pub held: Mutex<BTreeMap<SectionId, Arc<Semaphore>>>,
    /// Names that are known; asking fails while there is an error.
    pub names: Mutex<BTreeMap<i64, String>>,
    pub names_fail: Mutex<bool>,
    pub names_asked: Mutex<Vec<Vec<i64>>>,
    /// Names answer only when they are let.
    pub names_held: Mutex<Option<Arc<Semaphore>>>,
    /// Who may dock where.
    pub structures: Mutex<BTreeMap<(PilotId, LocationId), (String, SystemId)>>,
    pub structures_asked: Mutex<Vec<(PilotId, LocationId)>>,
    /// Structures that the server cannot answer about.
    pub structures_fail: Mutex<BTreeSet<LocationId>>,
    /// Groups of types that exist; asking fails with the names.
    pub groups: Mutex<BTreeMap<GroupId, ShipGroup>>,
    pub groups_asked: Mutex<Vec<GroupId>>,
    /// What Discord says to the next messages; then it takes them.
    pub verdicts: Mutex<VecDeque<DeliveryVerdict>>,
    /// What Discord says when it is only looked whether a webhook is there; then that it is.
    pub looks: Mutex<VecDeque<DeliveryVerdict>>,
    /// How often that was looked.
    pub looked: Mutex<usize>,
    /// The texts of messages that no alert waited for.
    pub notes: Mutex<Vec<String>>,
    /// The hulls that each message named.
    pub posted: Mutex<Vec<Vec<HullKey>>>,
    /// Tags of notifications that the desktop refuses.
    pub refused: Mutex<Vec<String>>,
    /// What was shown and drew attention, by tag.
    pub raised: Mutex<Vec<String>>,
    /// Everything that was shown.
    pub shown: Mutex<Vec<OsNotification>>,
    /// What stands on the desktop, by tag.
    pub standing: Mutex<BTreeMap<String, OsNotification>>,
    /// Where it keeps secrets.
    pub secrets: Arc<TestSecrets>,
    /// Pilots whose tokens were given back.
    pub forgotten: Mutex<Vec<PilotId>>,
    /// How long answers of a kind are good: without one they do not say.
    pub expire_after: Mutex<BTreeMap<SectionKind, std::time::Duration>>,
    /// Bytes that are left on the disk; none: it does not say.
    pub disk_free: Mutex<Option<u64>>,
    /// How often a port still panics, as a defect in an adapter would.
    pub broken: Mutex<BTreeMap<&'static str, u32>>,
}

impl World {
    /// A port panics the next so many times.
    pub fn breaks(&self, port: &'static str, times: u32) {
        self.broken.lock().insert(port, times);
    }

    pub fn may_break(&self, port: &'static str) {
        let breaks = self.broken.lock().get_mut(port).is_some_and(|left| {
            let breaks = *left > 0;
            *left = left.saturating_sub(1);
            breaks
        });
        assert!(!breaks, "{port}: broken, as the test wants it");
    }

    pub fn set_now(&self, now: Timestamp) {
        *self.now.lock() = now;
    }

    pub fn says(&self, pilot: PilotId, reading: Reading) {
        let kind = match reading {
            Reading::Online(_) => SectionKind::Online,
            Reading::Location(_) => SectionKind::Location,
            Reading::Ship(_) => SectionKind::Ship,
            Reading::Assets(_) | Reading::SomeAssets(_) => SectionKind::Assets,
            Reading::Affiliation { .. } => SectionKind::Affiliation,
        };
        self.sections.lock().insert(SectionId { kind, pilot }, Said::Reading(reading));
    }

    pub fn fails(&self, kind: SectionKind, pilot: PilotId, error: PollError) {
        self.sections.lock().insert(SectionId { kind, pilot }, Said::Fails(error));
    }

    /// Holds a section's answers back; they come when permits are added.
    pub fn hold(&self, kind: SectionKind, pilot: PilotId) -> Arc<Semaphore> {
        let gate = Arc::new(Semaphore::new(0));
        self.held.lock().insert(SectionId { kind, pilot }, gate.clone());
        gate
    }

    /// The same for names.
    pub fn hold_names(&self) -> Arc<Semaphore> {
        let gate = Arc::new(Semaphore::new(0));
        *self.names_held.lock() = Some(gate.clone());
        gate
    }

    pub fn asked_of(&self, kind: SectionKind, pilot: PilotId) -> usize {
        self.asked.lock().iter().filter(|(id, _)| *id == SectionId { kind, pilot }).count()
    }
}

/// The validator of a reading: another for another one.
pub fn etag(kind: SectionKind, reading: &Reading) -> String {
    let mut hasher = DefaultHasher::new();
    format!("{reading:?}").hash(&mut hasher);
    format!("etag of {kind} {:x}", hasher.finish())
}

pub fn nothing_to_tell(kind: SectionKind) -> Reading {
    match kind {
        SectionKind::Online => Reading::Online(false),
        SectionKind::Location => Reading::Location(Place::space(JITA)),
        SectionKind::Ship => Reading::Ship(None),
        SectionKind::Assets => Reading::Assets(Vec::new()),
        SectionKind::Affiliation => Reading::Affiliation { corporation: CorporationId(98_000_001), alliance: None },
    }
}

#[async_trait]
impl Source for World {
    async fn poll(&self, ask: SectionRequest) -> Result<SectionAnswer, PollError> {
        self.asked.lock().push((ask.section, ask.validators.clone()));
        let gate = self.held.lock().get(&ask.section).cloned();
        if let Some(gate) = gate {
            gate.acquire().await.unwrap().forget();
        }
        let said = self.sections.lock().get(&ask.section).cloned();
        let reading = match said {
            None => nothing_to_tell(ask.section.kind),
            Some(Said::Reading(reading)) => reading,
            Some(Said::Fails(error)) => return Err(error),
            Some(Said::Panics) => panic!("the source is broken, as the test wants it"),
        };
        let validators = Some(etag(ask.section.kind, &reading));
        // As a real server does: what the asker has already is not said again.
        let found = if ask.validators == validators { SectionContent::Unchanged } else { SectionContent::New(reading) };
        let life = self.expire_after.lock().get(&ask.section.kind).copied();
        Ok(SectionAnswer { found, age: Duration::ZERO, life, validators })
    }

    fn shares_requests(&self, kind: SectionKind) -> bool {
        kind == SectionKind::Affiliation
    }

    async fn forget(&self, pilot: PilotId) -> Option<Text> {
        self.forgotten.lock().push(pilot);
        self.secrets.lose(&format!("refresh/{pilot}"));
        None
    }
}

#[async_trait]
impl Names for World {
    async fn names(&self, ids: &[i64]) -> Result<Vec<NameAnswer>, NamesError> {
        self.names_asked.lock().push(ids.to_vec());
        self.may_break("names");
        let gate = self.names_held.lock().clone();
        if let Some(gate) = gate {
            gate.acquire().await.unwrap().forget();
        }
        if *self.names_fail.lock() {
            return Err(NamesError(Text::said("ESI is busy.")));
        }
        let names = self.names.lock();
        Ok(ids.iter().map(|id| NameAnswer { id: *id, name: names.get(id).cloned() }).collect())
    }

    async fn structure(&self, pilot: PilotId, id: LocationId) -> Result<StructureAnswer, NamesError> {
        self.structures_asked.lock().push((pilot, id));
        if self.structures_fail.lock().contains(&id) {
            return Err(NamesError(Text::said("ESI has trouble.")));
        }
        let known = self.structures.lock().get(&(pilot, id)).cloned();
        Ok(known.map_or(StructureAnswer::Denied, |(name, system)| StructureAnswer::Known { name, system }))
    }
}

#[async_trait]
impl HullTypes for World {
    async fn hull_type(&self, _id: TypeId) -> Result<HullTypeAnswer, NamesError> {
        Ok(HullTypeAnswer::NotACapital)
    }

    async fn group(&self, id: GroupId) -> Result<Option<ShipGroup>, NamesError> {
        self.groups_asked.lock().push(id);
        if *self.names_fail.lock() {
            return Err(NamesError(Text::said("ESI is busy.")));
        }
        Ok(self.groups.lock().get(&id).cloned())
    }
}

#[async_trait]
impl Webhooks for World {
    fn compose(&self, waiting: &[(i64, Notice)], _wording: &Wording<'_>) -> Option<Post> {
        let keys = |notice: &Notice| notice.hulls.iter().map(|line| line.key).collect();
        let covers: Vec<_> = waiting.iter().map(|(row, notice)| (*row, keys(notice))).collect();
        let post = Post { body: serde_json::Value::Null, covers, message_parts: Vec::new(), pings: false };
        (!post.covers.is_empty()).then_some(post)
    }

    fn rewrite(&self, message_parts: &[MessagePart], _wording: &Wording<'_>) -> serde_json::Value {
        serde_json::to_value(message_parts).unwrap()
    }

    fn digest(&self, _summary: &DigestContent, _wording: &Wording<'_>) -> serde_json::Value {
        serde_json::Value::Null
    }

    fn note(&self, text: &str, _wording: &Wording<'_>) -> serde_json::Value {
        text.into()
    }

    fn wait(&self, _webhook: WebhookName, _asked: WebhookRequest) -> Option<std::time::Duration> {
        None
    }

    async fn post(&self, _webhook: WebhookName, post: &Post) -> DeliveryVerdict {
        self.may_break("webhook");
        self.notes.lock().extend(post.body.as_str().map(str::to_owned));
        self.posted.lock().push(post.covers.iter().flat_map(|(_, keys)| keys.clone()).collect());
        let taken = DeliveryVerdict::Delivered(captrack_ports::PostReceipt { message_id: "1".to_owned() });
        self.verdicts.lock().pop_front().unwrap_or(taken)
    }

    async fn edit(&self, _webhook: WebhookName, message_id: &str, _body: &serde_json::Value) -> DeliveryVerdict {
        DeliveryVerdict::Delivered(captrack_ports::PostReceipt { message_id: message_id.to_owned() })
    }

    async fn look(&self, _webhook: WebhookName) -> DeliveryVerdict {
        *self.looked.lock() += 1;
        let there = DeliveryVerdict::Delivered(captrack_ports::PostReceipt { message_id: String::new() });
        self.looks.lock().pop_front().unwrap_or(there)
    }

    fn limit(&self, _webhook: WebhookName) -> Option<WebhookLimit> {
        None
    }

    fn check_link(&self, _link: &str) -> Result<(), Text> {
        Ok(())
    }

    fn check_address(&self, _url: &Secret) -> Result<String, Text> {
        Ok("https://discord.com/api/webhooks/1/…".to_owned())
    }

    async fn test(&self, _webhook: WebhookName) -> Result<Text, Text> {
        Ok(Text::said("Discord took it."))
    }

    fn address_changed(&self, _webhook: WebhookName) {}
}

#[async_trait]
impl Notifier for World {
    async fn show(&self, notification: OsNotification) -> Result<(), NotifierError> {
        self.may_break("notifier");
        if self.refused.lock().contains(&notification.tag) {
            return Err(NotifierError("The desktop is busy.".to_owned()));
        }
        if notification.draws_attention {
            self.raised.lock().push(notification.tag.clone());
        }
        self.standing.lock().insert(notification.tag.clone(), notification.clone());
        self.shown.lock().push(notification);
        Ok(())
    }

    async fn close(&self, tag: &str) -> Result<(), NotifierError> {
        self.standing.lock().remove(tag);
        Ok(())
    }
}

impl Disk for World {
    fn free_bytes(&self) -> Option<u64> {
        *self.disk_free.lock()
    }
}

impl Clock for World {
    fn now(&self) -> Timestamp {
        self.may_break("clock");
        *self.now.lock()
    }

    fn time_zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}
