//! A desk: everything wired up, and its life from opening to shutdown.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use captrack_allianceauth::Bridge;
use captrack_contract::{AuthOffer, BoardAnswer, BoardReply, BoardRequest, DeskStatus, SentBoard, SettingsSection};
use captrack_discord::DiscordWebhooks;
use captrack_domain::ids::PilotId;
use captrack_domain::text;
use captrack_esi::Esi;
use captrack_http::HttpClient;
use captrack_monitor::{CorrectedClock, HostStatus, Monitor, Ports, SupervisedPart, WindowTrouble, shorten_waits};
use captrack_ports::{AuthServer, Clock, Notifier, Secrets, WallClock};
use captrack_sim::Sim;
use captrack_store::Store;
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing_appender::non_blocking::WorkerGuard;

use crate::args::DeskOptions;
use crate::auth_sign_in::AuthSignIns;
use crate::autostart::{Autostart, AutostartError};
use crate::demo;
use crate::disk::FolderDisk;
use crate::endpoints_file::{EndpointsFile, OwnApplication};
use crate::error::DeskError;
use crate::folder::{close_to_others, data_folder, web_folder};
use crate::logging::{LogEcho, start_logging};
use crate::ownership::Ownership;
use crate::said::said;
use crate::secret_storage::secrets;
use crate::sign_in::SignIns;
use crate::socket;

/// The loops get this long to finish what they write.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a desk is made of, when it is not made from options: tests wire their own.
pub struct DeskParts {
    /// Where the database lies.
    pub folder: PathBuf,
    /// Which servers.
    pub endpoints: EndpointsFile,
    /// The secrets.
    pub secrets: Arc<dyn Secrets>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The desktop's notifications.
    pub notifier: Option<Arc<dyn Notifier>>,
}

/// What only has to live as long as the desk.
#[derive(Default)]
struct Kept {
    demo: Option<(Sim, tempfile::TempDir)>,
    ownership: Option<Ownership>,
    autostart: Option<Result<Autostart, AutostartError>>,
    log: Mutex<Option<WorkerGuard>>,
}

/// Shows the main window, or a section of the settings.
pub type OpenRequest = Box<dyn Fn(Option<SettingsSection>) + Send + Sync>;

/// One desk.
pub struct Desk {
    pub(crate) monitor: Arc<Monitor>,
    pub(crate) esi: Esi,
    pub(crate) sign_ins: SignIns,
    pub(crate) endpoints: EndpointsFile,
    pub(crate) folder: PathBuf,
    pub(crate) secrets_in: String,
    pub(crate) demo: bool,
    pub(crate) auth_sign_ins: AuthSignIns,
    pub(crate) auth_offer: Option<AuthOffer>,
    pub(crate) open_request: Mutex<Option<OpenRequest>>,
    sent_board: Mutex<SentBoard>,
    stop: watch::Sender<bool>,
    loops: Mutex<Vec<JoinHandle<()>>>,
    // Last: it is given back when everything above is gone.
    kept: Kept,
}

impl Desk {
    /// Takes the data folder and wires everything up. Nothing is polled before [`Desk::start`].
    pub async fn open(options: DeskOptions, notifier: Option<Arc<dyn Notifier>>) -> Result<Arc<Self>, DeskError> {
        if options.demo {
            return demo::open(options, notifier).await;
        }
        let folder = data_folder(&options)?;
        let ownership = Ownership::take(&folder).await?;
        let endpoints = match &options.endpoints {
            Some(path) => EndpointsFile::read(path)?,
            None => EndpointsFile::default(),
        };
        if let Some(times) = endpoints.hurry {
            shorten_waits(times);
        }
        let (secrets, secrets_in) = secrets(&options.secrets, &folder)?;
        let autostart = Autostart::of(&options, &folder);
        let wired = DeskParts { folder, endpoints, secrets, clock: Arc::new(WallClock), notifier };
        let mut desk = Self::wire(wired).await?;
        desk.secrets_in = secrets_in;
        desk.kept.ownership = Some(ownership);
        desk.kept.autostart = Some(autostart);
        Ok(Arc::new(desk))
    }

    /// Opens a desk that only shows what is known and takes nothing for itself. None: there is nothing yet, or an older version wrote it.
    pub(crate) async fn open_to_read(options: &DeskOptions) -> Result<Option<Arc<Self>>, DeskError> {
        let folder = data_folder(options)?;
        let Some(store) = Store::open_to_read(&folder).await? else { return Ok(None) };
        let endpoints =
            options.endpoints.as_deref().map_or_else(|| Ok(EndpointsFile::default()), EndpointsFile::read)?;
        let (secrets, secrets_in) = secrets(&options.secrets, &folder)?;
        let wired = DeskParts { folder, endpoints, secrets, clock: Arc::new(WallClock), notifier: None };
        let desk = Self::wire_on(store, wired, HttpClient::new()?, true).await?;
        Ok(Some(Arc::new(Self { secrets_in, ..desk })))
    }

    /// Wires a desk from its parts.
    pub async fn wire(wired: DeskParts) -> Result<Self, DeskError> {
        Self::wire_over(wired, HttpClient::new()?).await
    }

    /// The same with another way to its servers: one inside this process, for tests.
    pub async fn wire_over(wired: DeskParts, http: HttpClient) -> Result<Self, DeskError> {
        let store = Store::open(&wired.folder).await?;
        Self::wire_on(store, wired, http, false).await
    }

    async fn wire_on(store: Store, wired: DeskParts, http: HttpClient, only_reads: bool) -> Result<Self, DeskError> {
        let DeskParts { folder, endpoints, secrets, clock, notifier } = wired;
        // All go by the same time, and each server that says what time it is helps to put it right.
        let clock = Arc::new(CorrectedClock::new(clock));
        let own = OwnApplication::kept(&store).await?;
        // One way for all adapters: they share connections, proxy and certificates.
        let esi = Esi::open(&endpoints.endpoints(own)?, &http, secrets.clone(), clock.clone())?;
        let webhook = DiscordWebhooks::new(&http, secrets.clone(), endpoints.discord_hosts.clone(), clock.clone());
        let bridge: Arc<dyn AuthServer> = Arc::new(Bridge::open(&http, clock.clone()));
        let ports = Ports {
            source: esi.source.clone(),
            names: esi.names.clone(),
            types: esi.names.clone(),
            auth: Some(bridge.clone()),
            webhook: Arc::new(webhook),
            notifier,
            secrets,
            clock,
            disk: Arc::new(FolderDisk::of(folder.clone())),
        };
        let monitor = if only_reads { Monitor::look(store, ports).await? } else { Monitor::load(store, ports).await? };
        let (stop, _) = watch::channel(false);
        Ok(Self {
            sign_ins: SignIns::new(esi.sso.clone(), monitor.clone()),
            auth_sign_ins: AuthSignIns::new(bridge, monitor.clone(), &folder),
            auth_offer: None,
            monitor,
            esi,
            endpoints,
            folder,
            secrets_in: said(&text!("secrets-in-memory")),
            demo: false,
            open_request: Mutex::default(),
            sent_board: Mutex::default(),
            stop,
            loops: Mutex::default(),
            kept: Kept::default(),
        })
    }

    /// Turns a desk into the demo's, which brings its own New Eden.
    pub(crate) fn keep_alive(&mut self, sim: Sim, scratch: tempfile::TempDir) {
        self.demo = true;
        self.kept.demo = Some((sim, scratch));
    }

    /// Starts the log of this process in the data folder; it ends with the desk.
    pub fn log(&self, echo: LogEcho) {
        *self.kept.log.lock() = start_logging(&self.folder, echo);
        if let Some(waited) = self.kept.ownership.as_ref().and_then(|ownership| ownership.waited) {
            let seconds = waited.as_secs_f64();
            tracing::info!(seconds, "waited for another CapTrack command that was using the data folder");
        }
        if !self.demo {
            close_to_others(&self.folder);
        }
    }

    /// Polls, sends and listens on the local socket, until [`Desk::shutdown`].
    pub fn start(self: &Arc<Self>) {
        let mut loops = self.loops.lock();
        loops.push(tokio::spawn(self.monitor.clone().poll_until(self.stop.subscribe())));
        loops.push(tokio::spawn(self.monitor.clone().dispatch_until(self.stop.subscribe())));
        loops.push(tokio::spawn(self.monitor.clone().prune_until(self.stop.subscribe())));
        if !self.demo {
            let desk = self.clone();
            loops.push(tokio::spawn(async move {
                let serve = || socket::serve(desk.clone(), desk.stopped());
                desk.monitor.shared().supervise(SupervisedPart::LocalSocket, desk.stopped(), serve).await;
            }));
        }
    }

    /// Runs a loop of whoever shows this desk, until [`Desk::shutdown`]: it is looked after like the desk's own.
    pub fn look_after<F>(self: &Arc<Self>, what: SupervisedPart, mut begin: impl FnMut() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let desk = self.clone();
        let looked_after = tokio::spawn(async move {
            let until_stopped = || {
                let (work, mut stop) = (begin(), desk.stopped());
                async move {
                    tokio::select! {
                        () = work => {}
                        _ = stop.wait_for(|stop| *stop) => {}
                    }
                }
            };
            desk.monitor.shared().supervise(what, desk.stopped(), until_stopped).await;
        });
        self.loops.lock().push(looked_after);
    }

    /// Does something once for whoever shows this desk. Where it panics that is logged and said.
    pub async fn caught(&self, what: SupervisedPart, work: impl Future<Output = ()>) {
        // Nobody waits for more than its end.
        let _ = self.monitor.shared().caught(what, work).await;
    }

    /// Turns true when the desk ends.
    pub(crate) fn stopped(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// Stops polling and sending, after what is being written is written. The store is closed.
    pub async fn shutdown(&self) {
        self.stop.send_replace(true);
        let loops: Vec<_> = std::mem::take(&mut *self.loops.lock());
        for mut one in loops {
            if tokio::time::timeout(PATIENCE, &mut one).await.is_err() {
                tracing::warn!("a loop did not end in time; it is cut off");
                one.abort();
            }
        }
        self.monitor.shared().store().close().await;
    }

    /// The revisions of what windows show: changes are announced here.
    pub fn revisions(&self) -> watch::Receiver<u64> {
        self.monitor.shared().revisions()
    }

    /// What time it is, whatever this computer's clock shows.
    pub fn now(&self) -> Timestamp {
        self.monitor.shared().now()
    }

    /// How the windows are, as their shell sees them; none: as they should be.
    pub async fn note_windows(&self, trouble: Option<WindowTrouble>) {
        self.monitor.shared().note_windows(trouble).await;
    }

    /// How the desk is doing.
    pub async fn status(&self) -> Result<DeskStatus, DeskError> {
        Ok(self.monitor.views().status(&self.surroundings()).await)
    }

    /// What the main window shows.
    pub async fn board(&self, request: &BoardRequest) -> BoardReply {
        let answer = self.monitor.views().board(request, &self.surroundings()).await?;
        Ok(match (request, answer) {
            (BoardRequest::Board { query, known }, BoardAnswer::Board(board)) => {
                self.sent_board.lock().answer(query, *known, *board)
            }
            (_, answer) => answer,
        })
    }

    pub(crate) fn surroundings(&self) -> HostStatus {
        HostStatus {
            demo: self.demo,
            other_servers: if self.demo { None } else { self.endpoints.other_servers() },
            can_sign_in: self.esi.sso.client_id().is_some(),
            rights: self.rights(),
        }
    }

    /// The monitor, for tests that step it.
    pub const fn monitor(&self) -> &Arc<Monitor> {
        &self.monitor
    }

    /// The user dismissed a main's notification.
    pub async fn notification_dismissed(&self, main: PilotId) {
        self.monitor.deliver().notification_dismissed(main).await;
    }

    /// EVE's page for the sign-in that was begun.
    pub async fn sign_in_page(&self) -> Option<String> {
        self.sign_ins.page().await
    }

    /// AllianceAuth's own page about a main's account.
    pub async fn audit_page(&self, main: PilotId) -> Option<String> {
        self.monitor.views().audit_page(main).await
    }

    /// AllianceAuth's page for the sign-in that was begun.
    pub async fn auth_sign_in_page(&self) -> Option<String> {
        self.auth_sign_ins.page().await
    }

    /// What a window remembers of its place.
    pub async fn window_state(&self, label: &str) -> Option<String> {
        self.monitor.shared().store().window_state(label).await.ok().flatten()
    }

    /// Remembers it. A failure only costs the memory of a window's place, so it is logged.
    pub async fn keep_window_state(&self, label: &str, json: &str) {
        if let Err(error) = self.monitor.shared().store().put_window_state(label, json).await {
            tracing::warn!(%error, "a window's place was not remembered");
        }
    }

    /// What to do when another start of CapTrack asks this one to show itself, or what a link came to.
    pub fn on_open_request(&self, callback: OpenRequest) {
        *self.open_request.lock() = Some(callback);
    }

    /// How the desktop starts the program with these data; none in the demo, which leaves the desktop as it is.
    pub fn autostart(&self) -> Option<Result<&Autostart, &AutostartError>> {
        self.kept.autostart.as_ref().map(Result::as_ref)
    }

    /// Where the web view keeps its files: on this computer, wherever the data lies.
    pub fn web_folder(&self) -> PathBuf {
        web_folder(&self.folder)
    }

    /// Where the data lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::testing::{self, until};

    #[tokio::test]
    async fn a_loop_of_the_shell_that_panics_begins_again_and_is_said_and_ends_with_the_desk() {
        let (desk, _folder) = testing::desk().await;
        let (desk, begun) = (Arc::new(desk), Arc::new(AtomicUsize::new(0)));
        let counted = begun.clone();
        desk.look_after(SupervisedPart::Tray, move || {
            let nth = counted.fetch_add(1, Ordering::Relaxed);
            async move {
                assert!(nth > 0, "there is no icon");
                std::future::pending::<()>().await;
            }
        });
        until(async || begun.load(Ordering::Relaxed) == 2).await;
        desk.caught(SupervisedPart::Press, async { panic!("there is no button") }).await;
        let said = desk.status().await.unwrap().problems;
        let said: Vec<&str> = said.iter().map(|problem| problem.sentence.as_str()).collect();
        for subject in ["Updating the tray icon has crashed once", "A button of a notification has crashed once"] {
            assert!(said.iter().any(|sentence| sentence.starts_with(subject)), "{subject}: {said:?}");
        }
        desk.shutdown().await;
        let kept = Arc::downgrade(&desk);
        drop(desk);
        until(async || kept.upgrade().is_none()).await;
    }
}
