//! The monitor: one desk's state, its store and its ports.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use captrack_domain::moment::earlier;
use captrack_domain::pilot::SignInState;
use captrack_domain::section::SectionKind;
use captrack_domain::text;
use captrack_domain::watch::WatchIndex;
use captrack_domain::webhook_name::WebhookName;
use captrack_ports::{AcknowledgementDecision, Clock, MessagePart, SnoozeDecision};
use captrack_store::{DecisionKind, DeliveryOutcome, Store, StoreError, settings};
use jiff::Timestamp;

use crate::commit::{PendingChange, commit};
use crate::deliver::{DeliveryMemory, Dispatcher};
use crate::edit::Editor;
use crate::edit::rights::rights;
use crate::judge::facts::refresh::refresh;
use crate::notices::live_messages::named;
use crate::poll::Poller;
use crate::poll::requests::Requests;
use crate::shared::{MonitorCore, Ports};
use crate::state::stored_pause::StoredPause;
use crate::state::time_order::bring_into_order;
use crate::state::tracked_types::TrackedTypes;
use crate::state::{KnownName, KnownSection, KnownStructure, REMEMBER_CLOSED, State, new_section};
use crate::upkeep::Upkeep;
use crate::views::Views;

/// So many deliveries are looked at for the last that succeeded.
const LAST_DELIVERIES: u32 = 200;

/// One desk's monitor. Cheap to share behind an `Arc`.
pub struct Monitor {
    pub(crate) shared: MonitorCore,
    pub(crate) requests: Requests,
    delivery: DeliveryMemory,
}

impl Monitor {
    /// Reads everything the store knows.
    pub async fn load(store: Store, ports: Ports) -> Result<Arc<Self>, StoreError> {
        let now = ports.clock.now();
        for note in store.recover(now, &text!("notice-unreadable")).await? {
            tracing::warn!(%note, "found and mended at the start");
        }
        let mut state = load_state(&store, now).await?;
        bring_into_order(&mut state, now);
        state.watching_since = Some(now);
        state.time_began = Some(now);
        store.bring_into_order(now).await?;
        if let Some(seen) = state.last_answer() {
            ports.clock.trust(seen);
        }
        let monitor = Self::assemble(store, ports, state, now);
        let mut state = monitor.shared.lock().await;
        commit(&monitor.shared, &mut state, PendingChange::news()).await?;
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
        let shared = MonitorCore::new(store, ports, state, rights, now);
        Arc::new(Self { shared, requests: Requests::default(), delivery: DeliveryMemory::default() })
    }

    /// The time, the store, supervision: what every part works with.
    pub const fn shared(&self) -> &MonitorCore {
        &self.shared
    }

    /// Asks, and takes in what comes back.
    pub const fn poll(&self) -> Poller<'_> {
        Poller { shared: &self.shared, requests: &self.requests }
    }

    /// Changes what people change.
    pub const fn edit(&self) -> Editor<'_> {
        Editor { shared: &self.shared, poll: self.poll(), deliver: self.deliver() }
    }

    /// Sends what waits.
    pub const fn deliver(&self) -> Dispatcher<'_> {
        Dispatcher { shared: &self.shared, memory: &self.delivery }
    }

    /// Shows what is so.
    pub const fn views(&self) -> Views<'_> {
        Views { shared: &self.shared, deliver: self.deliver() }
    }

    /// Deletes what is old, and writes the fleet of the day down.
    pub const fn upkeep(&self) -> Upkeep<'_> {
        Upkeep { shared: &self.shared }
    }
}

async fn load_state(store: &Store, now: Timestamp) -> Result<State, StoreError> {
    let mut state = State::default();
    for mut pilot in store.pilots().await? {
        if let SignInState::Refused(refused) = &mut pilot.sign_in {
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
        *section = KnownSection { status, reading, since: None, before: None, saved_at: Some(now), not_before: None };
    }
    state.fleet.hulls = store.hulls().await?.into_iter().map(|hull| (hull.key, hull)).collect();
    state.saved_hulls = state.fleet.hulls.clone().into();
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
    load_watch(store, &mut state, now).await?;
    state.policy = store.setting(settings::POLICY).await?.unwrap_or_default();
    state.silent_sources = store.silent_sources().await?;
    // What holds already was shown when its rule was saved.
    state.watch.index = WatchIndex::new(&state.policy.watch, &state.policy.places);
    state.tracked = TrackedTypes::by(&state.policy, &state.groups);
    state.relay = store.setting(settings::RELAY).await?.unwrap_or_default();
    state.relay.mend(now);
    load_discord(store, &mut state).await?;
    load_auth(store, &mut state).await?;
    state.preferences = store.setting(settings::PREFERENCES).await?.unwrap_or_default();
    let pause: Option<StoredPause> = store.setting(settings::PAUSED).await?;
    state.pause = pause.and_then(|pause| pause.at(now));
    state.looked_at = store.setting(settings::LOOKED_AT).await?;
    // Grows over restarts too, without being written at every change.
    state.revision = u64::try_from(now.as_second()).unwrap_or_default();
    if state.preferences.remember_collapse {
        state.closed_cards = store.closed_cards().await?.into();
    }
    Ok(state)
}

/// What watch rules alert about.
async fn load_watch(store: &Store, state: &mut State, now: Timestamp) -> Result<(), StoreError> {
    let alerts = store.watch_alerts(earlier(now, REMEMBER_CLOSED)).await?;
    let acknowledged = store.watch_acknowledgements().await?;
    let episodes: BTreeMap<_, _> = store.watch_episodes().await?.into_iter().collect();
    if alerts.is_empty() && acknowledged.is_empty() && episodes.is_empty() {
        return Ok(());
    }
    let watch = &mut *state.watch;
    watch.alerts = alerts.into_iter().map(|alert| (alert.id, alert)).collect();
    watch.acknowledged = acknowledged.into_iter().map(|seen| (seen.alert, seen)).collect();
    (watch.episodes, watch.saved_episodes) = (episodes.clone(), episodes);
    Ok(())
}

/// The AllianceAuth that the desk is connected to, and what leaders decided.
async fn load_auth(store: &Store, state: &mut State) -> Result<(), StoreError> {
    state.auth.connection = store.setting(settings::ALLIANCE_AUTH).await?;
    let snoozes: Vec<(SnoozeDecision, bool)> = store.shared_decisions(DecisionKind::Snooze).await?;
    state.auth.snoozes = snoozes.into_iter().map(|known| (known.0.subject, known)).collect();
    let seen: Vec<(AcknowledgementDecision, bool)> = store.shared_decisions(DecisionKind::Acknowledgement).await?;
    state.auth.acknowledgements = seen.into_iter().map(|known| (known.0.subject, known)).collect();
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
            match message.message_parts::<MessagePart>() {
                Ok(message_parts) => state.live_messages.speak_of(named(&message_parts).map(|(alert, _)| alert)),
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
