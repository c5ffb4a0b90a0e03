//! What the monitor holds in memory: the same as the store, ready to be judged.

pub mod auth;
pub mod copy_on_write;
pub mod edits;
pub mod eve_silence;
pub mod judgement_expiry;
pub mod live_messages;
pub mod look_ups;
pub mod put_back;
pub mod relay;
pub mod short_waits;
pub mod stored_pause;
pub mod time_jump;
pub mod time_order;
pub mod tracked_types;
pub mod unsaved_changes;
pub mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::acknowledgement::Acknowledgements;
use captrack_domain::alert::{Alert, AlertId};
use captrack_domain::evaluate::{Evaluation, HullFact};
use captrack_domain::fleet::{Fleet, TimedValue};
use captrack_domain::hull::{Hull, HullKey};
use captrack_domain::ids::{GroupId, LocationId, PilotId, SystemId, TypeId};
use captrack_domain::pause::Pause;
use captrack_domain::pilot::Pilot;
use captrack_domain::place::Place;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::reading::{ActiveShip, DatedReading, Reading};
use captrack_domain::section::{ReadErrorCode, SectionId, SectionKind, SectionStatus, cadence};
use captrack_domain::snooze::{Snooze, Snoozes};
use captrack_domain::text::Text;
use captrack_store::{KnownGroup, KnownType};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::state::auth::AuthState;
use crate::state::copy_on_write::CopyOnWrite;
use crate::state::eve_silence::EveSilence;
use crate::state::judgement_expiry::JudgedUntil;
use crate::state::live_messages::LiveMessages;
use crate::state::look_ups::LookUps;
use crate::state::put_back::PutBack;
use crate::state::relay::Relay;
use crate::state::short_waits::shortened;
use crate::state::time_jump::TimeJump;
use crate::state::tracked_types::TrackedTypes;
use crate::state::unsaved_changes::AbsorbedChanges;
use crate::state::watch::WatchState;

/// How long a closed alert is remembered, so that it can be continued.
pub const REMEMBER_CLOSED: Duration = Duration::from_secs(3600);

/// A section with its last reading.
#[derive(Debug, Clone)]
pub struct KnownSection {
    /// Its status row.
    pub status: SectionStatus,
    /// What it said last.
    pub reading: Option<DatedReading>,
    /// When it first said so; none: before this program was started.
    pub since: Option<Timestamp>,
    /// When it last said something else; none: it never did, as far as this program has seen.
    pub before: Option<Timestamp>,
    /// When the row was last written to the store; unchanged answers are not written every five seconds.
    pub saved_at: Option<Timestamp>,
    /// Not to be asked before this, by the server's own wish; not kept over a restart.
    pub not_before: Option<Timestamp>,
}

/// What is known of a structure, and when that was asked.
#[derive(Debug, Clone)]
pub struct KnownStructure {
    /// Name and system; `None`: denied.
    pub known: Option<(String, SystemId)>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Who was denied since the program started, so that another pilot may still try.
    pub denied_to: BTreeSet<PilotId>,
}

/// What is known of an id's name, and when that was asked.
#[derive(Debug, Clone)]
pub struct KnownName {
    /// `None`: there is no such thing.
    pub name: Option<String>,
    /// When it was asked.
    pub asked_at: Timestamp,
}

/// Whether a section is read with the pilot's own access.
pub const fn needs_sign_in(kind: SectionKind) -> bool {
    match kind {
        SectionKind::Online | SectionKind::Location | SectionKind::Ship | SectionKind::Assets => true,
        SectionKind::Affiliation => false,
    }
}

/// A section that has never been asked.
pub(crate) fn new_section(kind: SectionKind, pilot: PilotId, now: Timestamp) -> KnownSection {
    KnownSection {
        status: SectionStatus::new(SectionId { kind, pilot }, now),
        reading: None,
        since: None,
        before: None,
        saved_at: None,
        not_before: None,
    }
}

/// Everything the monitor knows. A copy is cheap: it shares what is large until that is changed.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Watched pilots.
    pub pilots: CopyOnWrite<BTreeMap<PilotId, Pilot>>,
    /// What is polled.
    pub sections: CopyOnWrite<BTreeMap<SectionId, KnownSection>>,
    /// Sections being asked right now.
    pub in_flight: BTreeSet<SectionId>,
    /// Known hulls.
    pub fleet: CopyOnWrite<Fleet>,
    /// Hulls that are gone, as they were last known, so that their end can be told.
    pub departed: CopyOnWrite<BTreeMap<HullKey, Hull>>,
    /// The hulls as they are in the store.
    pub saved_hulls: CopyOnWrite<BTreeMap<HullKey, Hull>>,
    /// Names of corporations, alliances, and mains that are not watched.
    pub names: CopyOnWrite<BTreeMap<i64, KnownName>>,
    /// Structures.
    pub structures: CopyOnWrite<BTreeMap<LocationId, KnownStructure>>,
    /// Types that the embedded data do not know.
    pub types: CopyOnWrite<BTreeMap<TypeId, KnownType>>,
    /// Groups that the embedded data do not know and somebody asked about.
    pub groups: CopyOnWrite<BTreeMap<GroupId, KnownGroup>>,
    /// Types that are hulls besides the capitals, because the policy tracks their groups.
    pub tracked: TrackedTypes,
    /// What is being looked up.
    pub look_ups: LookUps,
    /// Who is silenced.
    pub snoozes: CopyOnWrite<Snoozes>,
    /// Which mains somebody has seen.
    pub acknowledgements: CopyOnWrite<Acknowledgements>,
    /// What stands, and what closed lately.
    pub alerts: CopyOnWrite<BTreeMap<AlertId, Alert>>,
    /// What watch rules alert about.
    pub watch: CopyOnWrite<WatchState>,
    /// The rules in force.
    pub policy: Policy,
    /// AllianceAuth.
    pub auth: AuthState,
    /// Discord.
    pub relay: Relay,
    /// What messages on Discord speak of.
    pub live_messages: CopyOnWrite<LiveMessages>,
    /// Look and behaviour.
    pub preferences: Preferences,
    /// The user paused polling.
    pub pause: Option<Pause>,
    /// When the user last left the main window, or marked everything as seen: what alerts only since then is new. None: never yet.
    pub looked_at: Option<Timestamp>,
    /// Cards whose chevron the user turned, by key: whether each is closed.
    pub closed_cards: CopyOnWrite<BTreeMap<String, bool>>,
    /// Where this computer stands; none: UTC.
    pub time_zone: Option<TimeZone>,
    /// Until when quiet hours hold, as windows were last told.
    pub quiet_told: Option<Timestamp>,
    /// What was read and is not written yet.
    pub unsaved: AbsorbedChanges,
    /// The facts last judged.
    pub facts: CopyOnWrite<Vec<HullFact>>,
    /// The judgement.
    pub evaluation: CopyOnWrite<Evaluation>,
    /// For how long it holds.
    pub judged: JudgedUntil,
    /// Grows with every change.
    pub revision: u64,
    /// When windows were last told to pull.
    pub announced_at: Option<Timestamp>,
    /// The newest success of any section.
    pub last_success: Option<Timestamp>,
    /// The latest failure of any section.
    pub last_failure: Option<(Timestamp, Text)>,
    /// The same for programs.
    pub last_failure_code: Option<ReadErrorCode>,
    /// When something was first heard of the hulls of pilots who are not introduced.
    pub first_answers: CopyOnWrite<BTreeMap<PilotId, Timestamp>>,
    /// Sources that history has as silent, each since when.
    pub silent_sources: BTreeMap<captrack_domain::watch_event::SourceName, Timestamp>,
    /// That EVE answers nothing, while it does not.
    pub silence: Option<EveSilence>,
    /// Since when this program watches: its start, the end of a pause.
    pub watching_since: Option<Timestamp>,
    /// Ships with an open alert of which no source tells any more, as the activity log says already.
    pub out_of_sight: BTreeSet<HullKey>,
    /// The jumps of *now* since then, the oldest first.
    pub time_jumps: Vec<TimeJump>,
    /// For how long the computer had slept when the time was last looked at; none: that cannot be told here.
    pub asleep: Option<Duration>,
    /// What *now* was last, to notice that it went back.
    pub latest_now: Option<Timestamp>,
    /// The latest time that is certain to have come; none: *now* is.
    pub certain_now: Option<Timestamp>,
    /// How often the clock had jumped when it was last looked at.
    pub jumps: u64,
    /// By how much in all answers had put the clock forward when the state was last looked at.
    pub put_forward: SignedDuration,
    /// Since when time goes on as it does now: its start, or when the clock was last put right.
    pub time_began: Option<Timestamp>,
    /// Hulls that were put to this time because they lay ahead of it.
    pub put_back: PutBack,
    /// *Now* went back: what waits in the store has yet to be brought into order.
    pub store_disordered: bool,
    /// Snoozes that were brought into order and have yet to be written.
    pub reordered_snoozes: Vec<Snooze>,
}

impl State {
    /// The reading of a section with its times, if it has answered.
    fn sighted<T>(
        &self,
        pilot: PilotId,
        kind: SectionKind,
        pick: impl Fn(&Reading) -> Option<T>,
    ) -> Option<TimedValue<T>> {
        let section = self.sections.get(&SectionId { kind, pilot })?;
        let dated = section.reading.as_ref()?;
        Some(TimedValue {
            as_of: dated.as_of,
            since: section.since,
            before: section.before,
            value: pick(&dated.reading)?,
        })
    }

    /// The pilot's ship as last read.
    pub fn ship(&self, pilot: PilotId) -> Option<TimedValue<Option<ActiveShip>>> {
        self.sighted(pilot, SectionKind::Ship, |reading| match reading {
            Reading::Ship(ship) => Some(*ship),
            _ => None,
        })
    }

    /// The pilot's location as last read.
    pub fn location(&self, pilot: PilotId) -> Option<TimedValue<Place>> {
        self.sighted(pilot, SectionKind::Location, |reading| match reading {
            Reading::Location(place) => Some(*place),
            _ => None,
        })
    }

    /// When any source last answered.
    pub fn last_answer(&self) -> Option<Timestamp> {
        let auth = self.auth.connection.as_ref().and_then(|connection| connection.last_success);
        self.last_success.max(auth)
    }

    /// Nothing is polled.
    pub const fn is_paused(&self) -> bool {
        self.pause.is_some()
    }

    /// The latest time that is certain to have come: by this one snoozes end.
    pub fn certain(&self, now: Timestamp) -> Timestamp {
        self.certain_now.map_or(now, |certain| certain.min(now))
    }

    /// Whether the pilot is logged on, as last read.
    pub fn online(&self, pilot: PilotId) -> Option<bool> {
        self.online_since(pilot).map(|sighted| sighted.value)
    }

    /// The same with its times.
    pub fn online_since(&self, pilot: PilotId) -> Option<TimedValue<bool>> {
        self.sighted(pilot, SectionKind::Online, |reading| match reading {
            Reading::Online(online) => Some(*online),
            _ => None,
        })
    }

    /// Whether the ship the pilot flies is a known hull.
    pub fn flies_a_capital(&self, pilot: PilotId) -> bool {
        self.ship(pilot)
            .and_then(|ship| ship.value)
            .is_some_and(|ship| self.fleet.hulls.contains_key(&HullKey::Item(ship.item)))
    }

    /// How often a section is asked.
    pub fn cadence(&self, id: SectionId) -> std::time::Duration {
        shortened(cadence(id.kind, self.online(id.pilot), self.flies_a_capital(id.pilot)))
    }

    /// Sections to be asked now, the longest overdue first.
    pub fn due(&self, now: Timestamp) -> Vec<SectionId> {
        let mut due: Vec<(Timestamp, SectionId)> = self
            .sections
            .values()
            .map(|section| (self.due_at(section), section.status.id))
            .filter(|(due_at, id)| *due_at <= now && self.is_polled(*id))
            .collect();
        due.sort_unstable();
        // A refused sign-in is tried with one question.
        let mut tried = BTreeSet::new();
        due.retain(|(_, id)| !self.is_refused(*id) || tried.insert(id.pilot));
        due.into_iter().map(|(_, id)| id).collect()
    }

    /// For how long a section has been due.
    pub fn overdue(&self, id: SectionId, now: Timestamp) -> std::time::Duration {
        let due_at = self.sections.get(&id).map_or(now, |section| self.due_at(section));
        std::time::Duration::try_from(now.duration_since(due_at)).unwrap_or_default()
    }

    /// When the next section is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        let mut next: Option<Timestamp> = self.auth.next_due();
        for section in self.sections.values() {
            let due_at = self.due_at(section);
            // With tens of thousands of sections it is dearer to tell whether one is polled than whether it would be the next.
            if next.is_none_or(|next| due_at < next) && self.is_polled(section.status.id) {
                next = Some(due_at);
            }
        }
        next
    }

    fn is_polled(&self, id: SectionId) -> bool {
        if self.in_flight.contains(&id) || !self.pilots.get(&id.pilot).is_some_and(Pilot::is_signed_in) {
            return false;
        }
        !self.is_refused(id)
            || SectionKind::ALL.iter().all(|kind| !self.in_flight.contains(&SectionId { kind: *kind, ..id }))
    }

    /// Whether a section waits for a sign-in that EVE refuses.
    fn is_refused(&self, id: SectionId) -> bool {
        needs_sign_in(id.kind) && self.pilots.get(&id.pilot).is_some_and(|pilot| pilot.refused().is_some())
    }

    /// When a section is due: with a refused sign-in not before that is tried again.
    fn due_at(&self, section: &KnownSection) -> Timestamp {
        let SectionStatus { id, due_at, .. } = section.status;
        let refused = self.pilots.get(&id.pilot).and_then(Pilot::refused).filter(|_| needs_sign_in(id.kind));
        refused.map_or(due_at, |refused| refused.next_try.max(due_at))
    }

    /// The name of a pilot or a main, watched or not; its id in words until it is known.
    pub fn pilot_name(&self, id: PilotId) -> String {
        if let Some(pilot) = self.pilots.get(&id) {
            return pilot.name.clone();
        }
        self.name(id.0).map_or_else(|| format!("Pilot {id}"), str::to_owned)
    }

    /// A cached name.
    pub fn name(&self, id: i64) -> Option<&str> {
        self.names.get(&id).and_then(|known| known.name.as_deref())
    }
}
