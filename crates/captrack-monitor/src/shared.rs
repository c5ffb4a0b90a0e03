//! What every part of the application works with: the store, the ports, the state behind its lock, the time, and supervision.

pub mod corrected_clock;
pub mod csv;
pub mod faults;
pub mod health;
pub mod refusal;
pub mod supervision;
pub mod time;
pub mod troubles;
pub mod undo_list;

use std::sync::Arc;

use captrack_contract::Rights;
use captrack_ports::{AuthServer, Clock, Disk, HullTypes, Names, Notifier, Secrets, Source, Webhooks};
use captrack_store::Store;
use jiff::Timestamp;
use parking_lot::Mutex as SyncMutex;
use tokio::sync::{Mutex, MutexGuard, Notify, watch};

use crate::state::State;
use corrected_clock::CorrectedClock;
use faults::Crashes;
use troubles::Troubles;
use undo_list::UndoList;

/// Who acts when no token says who the user is: the user of this computer.
pub(crate) const THIS_DESK: &str = "this desk";

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
    pub webhook: Arc<dyn Webhooks>,
    /// The desktop's notifications; none without a desktop.
    pub notifier: Option<Arc<dyn Notifier>>,
    /// Where secrets are kept.
    pub secrets: Arc<dyn Secrets>,
    /// The time.
    pub clock: Arc<CorrectedClock>,
    /// How much room there is where the data lies.
    pub disk: Arc<dyn Disk>,
}

/// The store, the ports, and the state behind its lock.
pub struct MonitorCore {
    pub(crate) store: Store,
    pub(crate) ports: Ports,
    state: Mutex<State>,
    /// Woken when something is due earlier than it was.
    pub(crate) wake: Notify,
    /// Woken when the outbox may have something to send.
    pub(crate) outbox: Notify,
    pub(crate) revision: watch::Sender<u64>,
    /// What does not work on the way to the outside.
    troubles: SyncMutex<Troubles>,
    /// What this desk's user may do.
    rights: SyncMutex<Rights>,
    /// What people changed lately and can undo.
    pub(crate) undo_list: SyncMutex<UndoList>,
    /// What crashed lately.
    pub(crate) faults: Arc<Crashes>,
    /// When this program began to ask.
    pub(crate) started_at: Timestamp,
}

impl MonitorCore {
    /// Of a program that begins now, with what its store knows.
    pub(crate) fn new(store: Store, ports: Ports, state: State, rights: Rights, now: Timestamp) -> Self {
        let (revision, _) = watch::channel(state.revision);
        Self {
            store,
            ports,
            state: Mutex::new(state),
            wake: Notify::new(),
            outbox: Notify::new(),
            revision,
            troubles: SyncMutex::default(),
            rights: SyncMutex::new(rights),
            undo_list: SyncMutex::default(),
            faults: Arc::default(),
            started_at: now,
        }
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

    /// Something that windows show has changed.
    pub async fn announce(&self) {
        let mut state = self.lock().await;
        state.revision += 1;
        self.revision.send_replace(state.revision);
    }

    /// The store, for what needs no judgement.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The secrets.
    pub fn secrets(&self) -> &Arc<dyn Secrets> {
        &self.ports.secrets
    }

    /// What this desk's user may do.
    pub fn rights(&self) -> Rights {
        self.rights.lock().clone()
    }

    /// Whoever knows this desk's user says what that user may do; windows are told.
    pub async fn set_rights(&self, rights: Rights) {
        *self.rights.lock() = rights;
        self.announce().await;
    }

    /// Who acts here: the token's owner, else the user of this computer.
    pub async fn user(&self) -> String {
        let state = self.lock().await;
        state
            .auth
            .connection
            .as_ref()
            .map_or_else(|| THIS_DESK.to_owned(), |connection| connection.whoami.main_name.clone())
    }
}
