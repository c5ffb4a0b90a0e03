//! The monitor: one desk's state, its store and its ports.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use captrack_contract::{ProblemKind, Refusal, Rights};
use captrack_domain::alert::AlertState;
use captrack_domain::moment::earlier;
use captrack_domain::pilot::SignIn;
use captrack_domain::section::{SectionId, SectionKind, SectionStatus};
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{
    AcknowledgementDecision, AuthServer, Clock, Disk, HullTypes, Names, Notifier, Secrets, SnoozeDecision, Source,
    Telling, Webhook,
};
use captrack_store::{DecisionKind, DeliveryOutcome, Store, StoreError, settings};
use jiff::Timestamp;
use parking_lot::Mutex as SyncMutex;
use tokio::sync::{Mutex, MutexGuard, Notify, watch};

use crate::commit::Change;
use crate::edit::rights::rights;
use crate::judge::facts::judging::refresh;
use crate::notices::living::named;
use crate::shared::corrected_clock::CorrectedClock;
use crate::shared::refusal::store_refused;
use crate::state::time_order::bring_into_order;
use crate::state::tracked::Tracked;
use crate::state::{KnownName, KnownStructure, Section, State};
use crate::upkeep::history::KEEP_HISTORY;

/// How long a closed alert is remembered, so that it can be continued.
const REMEMBER_CLOSED: std::time::Duration = std::time::Duration::from_secs(3600);

/// So many deliveries are looked at for the last that succeeded.
const LAST_DELIVERIES: u32 = 200;

/// What the monitor is given.
pub struct Ports {
    /// Where readings come from.
    pub source: Arc<dyn Source>,
    /// Who knows names.
    pub names: Arc<dyn Names>,
    /// Who knows hull types that are newer than the embedded data.
    pub types: Arc<dyn HullTypes>,
    /// AllianceAuth; none where nobody speaks to one.
    pub auth: Option<Arc<dyn AuthServer>>,
    /// Discord.
    pub webhook: Arc<dyn Webhook>,
    /// The desktop's notifications; none without a desktop.
    pub notifier: Option<Arc<dyn Notifier>>,
    /// Where secrets are kept.
    pub secrets: Arc<dyn Secrets>,
    /// The time.
    pub clock: Arc<CorrectedClock>,
    /// How much room there is where the data lies.
    pub disk: Arc<dyn Disk>,
}

/// One desk's monitor. Cheap to share behind an `Arc`.
pub struct Monitor {
    pub(crate) store: Store,
    pub(crate) ports: Ports,
    pub(crate) state: Mutex<State>,
    /// What was polled and not yet taken in.
    pub(crate) in_flight: Mutex<crate::poll::in_flight::InFlight>,
    /// Woken when something is due earlier than it was.
    pub(crate) wake: Notify,
    /// Woken when the outbox may have something to send.
    pub(crate) outbox: Notify,
    pub(crate) revision: watch::Sender<u64>,
    /// The notifications that stand on the desktop, by main.
    pub(crate) shown: Mutex<crate::deliver::os::Shown>,
    /// Notices that waited for the end of quiet hours.
    pub(crate) held: SyncMutex<crate::deliver::os::Held>,
    /// The problems that the desktop has been told of, with their sentences.
    pub(crate) problems_told: Mutex<BTreeMap<ProblemKind, String>>,
    /// What does not work on the way to the outside.
    pub(crate) troubles: SyncMutex<crate::shared::health::Troubles>,
    /// When Discord may be asked again, and why it has to wait.
    pub(crate) relay_pause: SyncMutex<crate::deliver::discord::Pauses>,
    /// What Discord refused and is tried otherwise.
    pub(crate) suspects: SyncMutex<crate::deliver::discord::Suspects>,
    /// What this desk's user may do.
    pub(crate) rights: SyncMutex<Rights>,
    /// What crashed lately.
    pub(crate) faults: Arc<crate::shared::supervised::Faults>,
    /// A cycle ended in the middle.
    pub(crate) cut_off: std::sync::atomic::AtomicBool,
    /// When this program began to ask.
    pub(crate) started_at: Timestamp,
}

impl Monitor {
    /// Reads everything the store knows.
    pub async fn load(store: Store, ports: Ports) -> Result<Arc<Self>, StoreError> {
        let now = ports.clock.now();
        for note in store.recover(now).await? {
            tracing::warn!(note, "found and mended at the start");
        }
        let mut state = load_state(&store, now).await?;
        bring_into_order(&mut state, now);
        state.watching_since = Some(now);
        store.bring_into_order(now).await?;
        if let Some(seen) = state.last_answer() {
            ports.clock.trust(seen);
        }
        let monitor = Self::assemble(store, ports, state, now);
        let mut state = monitor.lock().await;
        monitor.commit(&mut state, Change::news()).await?;
        drop(state);
        Ok(monitor)
    }

    /// Reads everything the store knows, to show it: nothing is written or told.
    pub async fn look(store: Store, ports: Ports) -> Result<Arc<Self>, StoreError> {
        let now = ports.clock.now();
        let mut state = load_state(&store, now).await?;
        bring_into_order(&mut state, now);
        refresh(&mut state, now);
        Ok(Self::assemble(store, ports, state, now))
    }

    fn assemble(store: Store, ports: Ports, state: State, now: Timestamp) -> Arc<Self> {
        let rights = rights(&state.auth);
        let (revision, _) = watch::channel(state.revision);
        Arc::new(Self {
            store,
            ports,
            state: Mutex::new(state),
            in_flight: Mutex::default(),
            wake: Notify::new(),
            outbox: Notify::new(),
            revision,
            shown: Mutex::default(),
            held: SyncMutex::default(),
            problems_told: Mutex::default(),
            troubles: SyncMutex::default(),
            relay_pause: SyncMutex::default(),
            suspects: SyncMutex::default(),
            rights: SyncMutex::new(rights),
            faults: Arc::default(),
            cut_off: std::sync::atomic::AtomicBool::new(false),
            started_at: now,
        })
    }

    /// Whether history may be deleted: only when two answers have said what time it is.
    pub(crate) fn may_prune(&self) -> bool {
        self.ports.clock.is_confirmed()
    }

    /// Deletes what is older than it is kept: hull events, delivered notices, messages and the activity log for 90 days, closed alerts as long
    /// as they can be continued.
    pub(crate) async fn prune(&self) -> Result<(), StoreError> {
        let now = self.now();
        let kept_since = earlier(now, KEEP_HISTORY);
        let mut tx = self.store.begin().await?;
        let notices = tx.prune_outbox(kept_since).await?;
        let alerts = tx.prune_alerts(kept_since).await?;
        let activity = tx.prune_activity(kept_since).await?;
        let deliveries = tx.prune_deliveries(kept_since).await?;
        let messages = tx.prune_messages(kept_since).await?;
        tx.commit().await?;
        tracing::info!(notices, alerts, activity, deliveries, messages, "old history deleted");
        let mut state = self.lock().await;
        let forgettable = earlier(now, REMEMBER_CLOSED);
        state.alerts.retain(|_, alert| !matches!(alert.state, AlertState::Closed { at } if at < forgettable));
        state.departed.clear();
        drop(state);
        self.forget_floating().await?;
        self.forget_old_messages().await?;
        self.prune_looked_up().await?;
        self.keep_history().await
    }

    /// Messages that are closed are not looked at any more.
    async fn forget_old_messages(&self) -> Result<(), StoreError> {
        let mut state = self.lock().await;
        let mut alerts = BTreeSet::new();
        for webhook in WebhookName::ALL {
            for message in self.store.open_messages(webhook.name()).await? {
                let tellings = message.tellings::<Telling>().unwrap_or_default();
                alerts.extend(named(&tellings).map(|(alert, _)| alert));
            }
        }
        state.living.forget_all_but(&alerts);
        Ok(())
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// The revision, for whoever shows a window: changes are announced here.
    pub fn revisions(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }

    /// The state, with this computer's time zone as it is now: laptops travel.
    pub(crate) async fn lock(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().await;
        state.time_zone = Some(self.ports.clock.time_zone());
        self.note_time(&mut state);
        state
    }

    /// The state, ready for an edit: what has happened until now is judged as news first, so that an edit swallows none of it.
    pub(crate) async fn lock_for_edit(&self) -> Result<MutexGuard<'_, State>, Refusal> {
        let mut state = self.lock().await;
        self.commit(&mut state, Change::news()).await.map_err(|error| store_refused(&error))?;
        Ok(state)
    }

    /// The store, for what needs no judgement.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The secrets.
    pub fn secrets(&self) -> &Arc<dyn Secrets> {
        &self.ports.secrets
    }
}

/// A section that has never been asked.
pub(crate) fn new_section(kind: SectionKind, pilot: captrack_domain::ids::PilotId, now: Timestamp) -> Section {
    Section {
        status: SectionStatus::new(SectionId { kind, pilot }, now),
        reading: None,
        since: None,
        saved_at: None,
        not_before: None,
    }
}

async fn load_state(store: &Store, now: Timestamp) -> Result<State, StoreError> {
    let mut state = State::default();
    for mut pilot in store.pilots().await? {
        if let SignIn::Refused(refused) = &mut pilot.sign_in {
            refused.mend_times(now);
        }
        for kind in SectionKind::ALL {
            let section = new_section(kind, pilot.id, now);
            state.sections.insert(section.status.id, section);
        }
        state.pilots.insert(pilot.id, pilot);
    }
    for (status, reading) in store.sections().await? {
        let Some(section) = state.sections.get_mut(&status.id) else { continue };
        state.last_success = state.last_success.max(status.last_success);
        *section = Section { status, reading, since: None, saved_at: Some(now), not_before: None };
    }
    state.saved_hulls = store.hulls().await?.into_iter().map(|hull| (hull.key, hull)).collect();
    state.fleet.hulls = state.saved_hulls.clone();
    for name in store.names().await? {
        state.names.insert(name.id, KnownName { name: name.name, asked_at: name.fetched_at });
    }
    for structure in store.structures().await? {
        let known =
            KnownStructure { known: structure.known, asked_at: structure.fetched_at, denied_to: BTreeSet::new() };
        state.structures.insert(structure.id, known);
    }
    state.types = store.known_types().await?.into_iter().map(|known| (known.type_id, known)).collect();
    state.groups = store.known_groups().await?.into_iter().map(|known| (known.group, known)).collect();
    state.snoozes = store.snoozes().await?.into_iter().collect();
    state.acknowledgements = store.acknowledgements().await?.into_iter().collect();
    let alerts = store.alerts(earlier(now, REMEMBER_CLOSED)).await?;
    state.alerts = alerts.into_iter().map(|alert| (alert.id, alert)).collect();
    state.policy = store.setting(settings::POLICY).await?.unwrap_or_default();
    state.silent_sources = store.silent_sources().await?;
    state.tracked = Tracked::by(&state.policy, &state.groups);
    state.relay = store.setting(settings::RELAY).await?.unwrap_or_default();
    state.relay.mend(now);
    load_discord(store, &mut state).await?;
    load_auth(store, &mut state).await?;
    state.preferences = store.setting(settings::PREFERENCES).await?.unwrap_or_default();
    state.paused = store.setting(settings::PAUSED).await?.unwrap_or_default();
    // Grows over restarts too, without being written at every change.
    state.revision = u64::try_from(now.as_second()).unwrap_or_default();
    if state.preferences.remember_collapse {
        state.closed_cards = store.closed_cards().await?;
    }
    Ok(state)
}

/// The AllianceAuth that the desk is connected to, and what leaders decided.
async fn load_auth(store: &Store, state: &mut State) -> Result<(), StoreError> {
    state.auth.connection = store.setting(settings::ALLIANCE_AUTH).await?;
    let snoozes: Vec<(SnoozeDecision, bool)> = store.shared_decisions(DecisionKind::Snooze).await?;
    state.auth.snoozes = snoozes.into_iter().map(|known| (known.0.pilot, known)).collect();
    let seen: Vec<(AcknowledgementDecision, bool)> = store.shared_decisions(DecisionKind::Acknowledgement).await?;
    state.auth.acknowledgements = seen.into_iter().map(|known| (known.0.main, known)).collect();
    if let Some(connection) = &mut state.auth.connection {
        // The answers of before are not kept for comparison: the first round of a start is a whole one.
        connection.due_at = connection.connected_at;
    }
    Ok(())
}

/// What messages on Discord speak of, each to be looked at once, and when each webhook last took something.
async fn load_discord(store: &Store, state: &mut State) -> Result<(), StoreError> {
    for webhook in WebhookName::ALL {
        for message in store.open_messages(webhook.name()).await? {
            match message.tellings::<Telling>() {
                Ok(tellings) => state.living.speak_of(named(&tellings).map(|(alert, _)| alert)),
                Err(error) => tracing::error!(%error, "a message cannot be read"),
            }
        }
        let deliveries = store.deliveries(webhook.name(), LAST_DELIVERIES).await?;
        let last = deliveries.iter().find(|delivery| delivery.outcome == DeliveryOutcome::Delivered);
        if let (Some(last), Some(known)) = (last, state.relay.webhooks.get_mut(&webhook)) {
            known.last_delivery = known.last_delivery.max(Some(last.at));
        }
    }
    Ok(())
}
