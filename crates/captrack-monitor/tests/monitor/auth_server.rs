//! An AllianceAuth that says what a test has put down, conditionally as the real one, and fails part by part.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use async_trait::async_trait;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::{AllianceId, CorporationId, GroupId, ItemId, PilotId, SystemId, TypeId};
use captrack_domain::place::Place;
use captrack_domain::roster::{Roster, RosterHull, RosterPilot};
use captrack_domain::text::Text;
use captrack_ports::{
    AcknowledgementDecision, AuthAccess, AuthAddress, AuthAttempt, AuthCoverage, AuthError, AuthServer, Clock,
    ConditionalAnswer, DecisionList, PublishOutcome, PublishedPolicy, ReadPeriods, RefreshAnswer, Revisions, Secret,
    ShareOutcome, SnoozeDecision, Whoami,
};
use captrack_testing::eden::{AVATAR, JITA};
use jiff::Timestamp;
use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::stage::{KARA, MIRA, Stage, at};
use crate::world::World;

/// Where it is.
pub fn address() -> AuthAddress {
    AuthAddress::parse("https://auth.example.com").unwrap()
}

/// What it says: each part with a number that is its ETag, which grows when it is put down anew.
pub struct Auth {
    world: Arc<World>,
    pub whoami: Mutex<Whoami>,
    /// By how much its next answers say that its clock is ahead, whatever it is.
    pub odd_clocks: Mutex<VecDeque<i64>>,
    pub roster: Mutex<(u32, Roster)>,
    pub snoozes: Mutex<(u32, Vec<SnoozeDecision>)>,
    pub acknowledgements: Mutex<(u32, Vec<AcknowledgementDecision>)>,
    pub policy: Mutex<PublishedPolicy>,
    /// Parts that fail, by the name of their question.
    pub fails: Mutex<BTreeMap<&'static str, AuthError>>,
    /// What was asked, with its ETag.
    pub asked: Mutex<Vec<(&'static str, Option<String>)>>,
    /// Rosters answer only when they are let.
    pub held: Mutex<Option<Arc<Semaphore>>>,
    /// How many rosters are being asked for, and the most that were at once.
    pub at_once: Mutex<(u32, u32)>,
    pub sent: Mutex<Vec<SnoozeDecision>>,
    pub sent_seen: Mutex<Vec<AcknowledgementDecision>>,
    /// Pilots of whom it takes no decision, nor any that comes together with one.
    pub refused: Mutex<BTreeSet<PilotId>>,
    pub revoked: Mutex<Vec<Secret>>,
    pub coverage: Mutex<(u32, AuthCoverage)>,
    /// It tells revisions and changes, as bridges do that are newer than 0.1.0.
    pub tells_changes: Mutex<bool>,
    /// The rosters that can be followed, by their number.
    pub followed: Mutex<BTreeMap<u32, Roster>>,
    /// An answer about changes is made, and lost on the way.
    pub loses: Mutex<bool>,
}

impl Auth {
    pub fn new(world: Arc<World>) -> Self {
        let whoami = Whoami {
            server: "Test Auth".to_owned(),
            bridge: "1.0.0".to_owned(),
            clock_ahead_secs: 0,
            main: MIRA,
            main_name: "Mira Solace".to_owned(),
            token_name: "desk".to_owned(),
            token_expires_at: at(86_400 * 100),
            may_read: true,
            may_snooze: true,
            may_publish: true,
            characters: 2,
            problems: Vec::new(),
            reads: ReadPeriods::default(),
            audit_url: None,
            revisions: None,
            fast_lane: None,
            may_refresh: false,
        };
        Self {
            world,
            whoami: Mutex::new(whoami),
            odd_clocks: Mutex::default(),
            roster: Mutex::default(),
            snoozes: Mutex::default(),
            acknowledgements: Mutex::default(),
            policy: Mutex::new(PublishedPolicy { revision: 0, policy: None, by: None }),
            fails: Mutex::default(),
            asked: Mutex::default(),
            held: Mutex::default(),
            at_once: Mutex::default(),
            sent: Mutex::default(),
            sent_seen: Mutex::default(),
            refused: Mutex::default(),
            revoked: Mutex::default(),
            coverage: Mutex::default(),
            tells_changes: Mutex::default(),
            followed: Mutex::default(),
            loses: Mutex::default(),
        }
    }

    /// Pilots with their mains, and their hulls.
    pub fn tells(&self, pilots: Vec<RosterPilot>, hulls: Vec<RosterHull>) {
        let mut roster = self.roster.lock();
        *roster = (roster.0 + 1, Roster { pilots, hulls, ..Roster::default() });
    }

    pub fn shares(&self, acknowledgements: Vec<AcknowledgementDecision>) {
        let mut known = self.acknowledgements.lock();
        *known = (known.0 + 1, acknowledgements);
    }

    pub fn publishes(&self, policy: Value) {
        let mut known = self.policy.lock();
        *known =
            PublishedPolicy { revision: known.revision + 1, policy: Some(policy), by: Some("Other Leader".to_owned()) };
    }

    pub fn fails(&self, what: &'static str, error: AuthError) {
        self.fails.lock().insert(what, error);
    }

    pub fn asked_for(&self, what: &str) -> usize {
        self.asked.lock().iter().filter(|(asked, _)| *asked == what).count()
    }

    fn ask(&self, what: &'static str, etag: Option<&str>) -> Result<(), AuthError> {
        self.asked.lock().push((what, etag.map(str::to_owned)));
        match self.fails.lock().get(what) {
            Some(error) => Err(error.clone()),
            None => Ok(()),
        }
    }
}

/// The answer, or "unchanged" to who has it.
fn conditional<T>(number: u32, value: T, etag: Option<&str>) -> ConditionalAnswer<T> {
    let own = format!("etag {number}");
    if etag == Some(own.as_str()) { ConditionalAnswer::Unchanged } else { ConditionalAnswer::New(value, Some(own)) }
}

#[async_trait]
impl AuthServer for Auth {
    fn begin(&self, _address: &AuthAddress, _computer: &str) -> Result<AuthAttempt, AuthError> {
        Err(AuthError::Setup { why: Text::said("Not here.") })
    }

    async fn finish(&self, _attempt: &AuthAttempt, _code: &Secret) -> Result<Secret, AuthError> {
        Err(AuthError::Setup { why: Text::said("Not here.") })
    }

    async fn whoami(&self, _access: &AuthAccess, _groups: &BTreeSet<GroupId>) -> Result<Whoami, AuthError> {
        self.ask("whoami", None)?;
        let mut whoami = self.whoami.lock().clone();
        if let Some(odd) = self.odd_clocks.lock().pop_front() {
            whoami.clock_ahead_secs = odd;
        }
        if *self.tells_changes.lock() {
            let revision = |number: u32| Some(format!("revision {number}"));
            whoami.revisions = Some(Revisions {
                roster: revision(self.roster.lock().0),
                coverage: None,
                snoozes: revision(self.snoozes.lock().0),
                acknowledgements: revision(self.acknowledgements.lock().0),
                policy: Some(self.policy.lock().revision.to_string()),
            });
        }
        Ok(whoami)
    }

    async fn roster_changes(
        &self,
        _access: &AuthAccess,
        _groups: &BTreeSet<GroupId>,
        cursor: Option<&str>,
    ) -> Result<(Roster, Option<String>), AuthError> {
        self.ask("changes", cursor)?;
        let (number, now) = self.roster.lock().clone();
        self.followed.lock().insert(number, now.clone());
        if std::mem::take(&mut *self.loses.lock()) {
            return Err(AuthError::Later { why: Text::said("The line broke."), after: None });
        }
        let before = cursor.and_then(|cursor| self.followed.lock().get(&cursor.parse().ok()?).cloned());
        Ok((before.map_or_else(|| now.clone(), |before| changes(&before, &now)), Some(number.to_string())))
    }

    async fn roster(
        &self,
        _access: &AuthAccess,
        _groups: &BTreeSet<GroupId>,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<Roster>, AuthError> {
        self.world.may_break("allianceauth");
        self.ask("capitals", etag)?;
        {
            let mut at_once = self.at_once.lock();
            at_once.0 += 1;
            at_once.1 = at_once.1.max(at_once.0);
        }
        let gate = self.held.lock().clone();
        if let Some(gate) = gate {
            gate.acquire().await.unwrap().forget();
        }
        self.at_once.lock().0 -= 1;
        let (number, roster) = self.roster.lock().clone();
        Ok(conditional(number, roster, etag))
    }

    async fn snoozes(
        &self,
        _access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<SnoozeDecision>>, AuthError> {
        self.ask("snoozes", etag)?;
        let (number, decisions) = self.snoozes.lock().clone();
        Ok(conditional(number, decisions.into(), etag))
    }

    async fn acknowledgements(
        &self,
        _access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<DecisionList<AcknowledgementDecision>>, AuthError> {
        self.ask("acknowledgements", etag)?;
        let (number, decisions) = self.acknowledgements.lock().clone();
        Ok(conditional(number, decisions.into(), etag))
    }

    async fn send_snoozes(
        &self,
        _access: &AuthAccess,
        decisions: &[SnoozeDecision],
    ) -> Result<Vec<ShareOutcome<SnoozeDecision>>, AuthError> {
        self.ask("send snoozes", None)?;
        if decisions.iter().any(|decision| self.refused.lock().contains(&decision.subject)) {
            return Err(AuthError::Request { why: Text::said("The request cannot be understood.") });
        }
        self.sent.lock().extend_from_slice(decisions);
        Ok(decisions.iter().cloned().map(ShareOutcome::Stored).collect())
    }

    async fn send_acknowledgements(
        &self,
        _access: &AuthAccess,
        decisions: &[AcknowledgementDecision],
    ) -> Result<Vec<ShareOutcome<AcknowledgementDecision>>, AuthError> {
        self.ask("send acknowledgements", None)?;
        self.sent_seen.lock().extend_from_slice(decisions);
        Ok(decisions.iter().cloned().map(ShareOutcome::Stored).collect())
    }

    async fn coverage(
        &self,
        _access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<AuthCoverage>, AuthError> {
        self.ask("coverage", etag)?;
        let (number, coverage) = self.coverage.lock().clone();
        Ok(conditional(number, coverage, etag))
    }

    async fn refresh(&self, _access: &AuthAccess, pilots: &[PilotId]) -> Result<RefreshAnswer, AuthError> {
        self.ask("refresh", None)?;
        let (refused, queued): (Vec<PilotId>, Vec<PilotId>) =
            pilots.iter().partition(|pilot| self.refused.lock().contains(pilot));
        Ok(RefreshAnswer {
            queued: queued.into_iter().map(|pilot| (pilot, 40)).collect(),
            refused: refused.into_iter().map(|pilot| (pilot, Text::said("It was read just now."))).collect(),
        })
    }

    async fn policy(
        &self,
        _access: &AuthAccess,
        etag: Option<&str>,
    ) -> Result<ConditionalAnswer<PublishedPolicy>, AuthError> {
        self.ask("policy", etag)?;
        let published = self.policy.lock().clone();
        Ok(conditional(u32::try_from(published.revision).unwrap(), published, etag))
    }

    async fn publish(
        &self,
        _access: &AuthAccess,
        policy: Option<&Value>,
        base_revision: u64,
    ) -> Result<PublishOutcome, AuthError> {
        self.ask("publish", None)?;
        let mut known = self.policy.lock();
        if known.revision != base_revision {
            return Ok(PublishOutcome::Overtaken(known.clone()));
        }
        *known = PublishedPolicy {
            revision: base_revision + 1,
            policy: policy.cloned(),
            by: Some(self.whoami.lock().main_name.clone()),
        };
        Ok(PublishOutcome::Done(known.clone()))
    }

    async fn revoke(&self, access: &AuthAccess) -> Result<(), AuthError> {
        self.ask("revoke", None)?;
        self.revoked.lock().push(access.token.clone());
        Ok(())
    }
}

/// Of whom anything has changed, with all of their hulls, and who is named no more.
fn changes(before: &Roster, now: &Roster) -> Roster {
    let of = |roster: &Roster, pilot: PilotId| -> Vec<RosterHull> {
        roster.hulls.iter().filter(|hull| hull.pilot == pilot).copied().collect()
    };
    let known: BTreeMap<PilotId, &RosterPilot> = before.pilots.iter().map(|pilot| (pilot.id, pilot)).collect();
    let is_other =
        |pilot: &&RosterPilot| known.get(&pilot.id) != Some(pilot) || of(before, pilot.id) != of(now, pilot.id);
    let pilots: Vec<RosterPilot> = now.pilots.iter().filter(is_other).cloned().collect();
    let hulls = pilots.iter().flat_map(|pilot| of(now, pilot.id)).collect();
    let named: BTreeSet<PilotId> = now.pilots.iter().map(|pilot| pilot.id).collect();
    let removed = known.keys().filter(|id| !named.contains(id)).copied().collect();
    Roster { pilots, hulls, removed: Some(removed), ..Roster::default() }
}

/// A desk, and the AllianceAuth beside it.
pub async fn beside() -> (Stage, Arc<Auth>) {
    let mut made = None;
    let stage = Stage::with_auth(|world| {
        let auth = Arc::new(Auth::new(world));
        made = Some(auth.clone());
        auth
    })
    .await;
    (stage, made.unwrap())
}

/// The same, connected.
pub async fn connected(pilots: Vec<RosterPilot>, hulls: Vec<RosterHull>) -> (Stage, Arc<Auth>) {
    let (stage, auth) = beside().await;
    auth.tells(pilots, hulls);
    stage.monitor.connect_auth(address(), Secret::new("ctb_first")).await.unwrap();
    (stage, auth)
}

/// A pilot under a main, whose ship, place and assets were read now.
pub fn member(world: &World, id: PilotId, name: &str, main: Option<PilotId>) -> RosterPilot {
    read_at(world.now(), id, name, main)
}

pub fn read_at(now: Timestamp, id: PilotId, name: &str, main: Option<PilotId>) -> RosterPilot {
    RosterPilot {
        id,
        name: name.to_owned(),
        corporation: CorporationId(98_000_001),
        alliance: Some(AllianceId(99_000_001)),
        main,
        owned: true,
        assets_at: Some(now),
        location_at: Some(now),
    }
}

/// A stored hull of a type.
pub fn stored(n: i64, pilot: PilotId, type_id: i64, system: SystemId, seen_at: Timestamp) -> RosterHull {
    RosterHull {
        key: HullKey::Item(ItemId(1_040_000_000_000 + n)),
        type_id: TypeId(type_id),
        pilot,
        packaged: None,
        flown: Some(false),
        seen_at: Some(seen_at),
        place: Place::space(system),
        place_at: Some(seen_at),
    }
}

/// In seconds.
pub const HOUR: i64 = 3600;

/// It asks to be asked later, and says why.
pub fn later(why: &str) -> AuthError {
    AuthError::Later { why: Text::said(why), after: None }
}

/// Kara's titan, as it was read last, at an AllianceAuth that she has left, or has not.
pub fn titan_of_one_who(owned: bool, read: i64) -> (Vec<RosterPilot>, Vec<RosterHull>) {
    let pilot = RosterPilot { owned, ..read_at(at(read), KARA, "Kara Volkov", None) };
    (vec![pilot], vec![stored(1, KARA, AVATAR.0, JITA, at(read))])
}
