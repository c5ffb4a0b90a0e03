//! Starting and stopping.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::control::{AuthControl, Control, DemoPilot};
use crate::core::{Addresses, Core};
use crate::faults::Service;
use crate::http::{answer_in_process, serve};
use crate::options::DEFAULT_CLIENT_ID;
use crate::{SimClock, SimError, SimOptions};

/// Ports tried for the callback: below those that systems hand out by themselves.
const CALLBACK_PORTS: std::ops::Range<u16> = 21_000..29_000;

/// A running New Eden. It stops when it is dropped.
#[derive(Debug)]
pub struct Sim {
    core: Arc<Core>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// A running demo: [`SimOptions::demo`].
///
/// # Panics
/// As [`Sim::start`].
pub fn demo(seed: u64) -> Sim {
    Sim::start(SimOptions::demo(seed))
}

impl Sim {
    /// Starts a sim on a thread of its own, so that it may be started and dropped with or without an async runtime around.
    ///
    /// # Panics
    /// When no loopback port can be opened; [`Sim::try_start`] says so instead.
    pub fn start(options: SimOptions) -> Self {
        match Self::try_start(options) {
            Ok(sim) => sim,
            Err(error) => panic!("{error}"),
        }
    }

    /// Starts a sim, or says why it could not.
    pub fn try_start(options: SimOptions) -> Result<Self, SimError> {
        let services = [Service::Esi, Service::Sso, Service::Images, Service::Discord, Service::Auth];
        let mut listeners = Vec::new();
        for service in services {
            let listener = StdListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(SimError::Bind)?;
            listener.set_nonblocking(true).map_err(SimError::Bind)?;
            listeners.push((service, listener.local_addr().map_err(SimError::Bind)?, listener));
        }
        let url = |index: usize| format!("http://{}", listeners[index].1);
        let callback_port = options.callback_port.unwrap_or_else(free_callback_port);
        let addresses = Addresses {
            esi: url(0),
            sso: url(1),
            images: url(2),
            discord_host: listeners[3].1.to_string(),
            auth: url(4),
            callback_port,
        };
        let core = Arc::new(Core::new(options, addresses));
        // Made here and not on the thread, so that a failure is an error and not a silence.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(SimError::Thread)?;
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&core);
        let thread = std::thread::Builder::new()
            .name("captrack-sim".to_owned())
            .spawn(move || runtime.block_on(run(&served, listeners, stopped)))
            .map_err(SimError::Thread)?;
        tracing::info!(esi = core.addresses.esi, sso = core.addresses.sso, "the sim serves on loopback");
        Ok(Self { core, stop: Some(stop), thread: Some(thread) })
    }

    /// A sim without sockets and without a thread of its own: its servers answer what [`Sim::answer`] is given. Their addresses are https and
    /// lead nowhere. Its world does not move by itself.
    pub fn in_process(options: SimOptions) -> Self {
        let url = |name: &str| format!("https://{name}.sim.invalid");
        let addresses = Addresses {
            esi: url("esi"),
            sso: url("sso"),
            images: url("images"),
            discord_host: "discord.sim.invalid".to_owned(),
            auth: url("auth"),
            callback_port: options.callback_port.unwrap_or_else(free_callback_port),
        };
        Self { core: Arc::new(Core::new(options, addresses)), stop: None, thread: None }
    }

    /// What the server that the request's address names answers; `None` where the connection would have been reset, or where no such server
    /// is. Delays are measured by the clock of the runtime it is asked in.
    pub async fn answer(&self, request: Request<Vec<u8>>) -> Option<Response<Body>> {
        let Addresses { esi, sso, images, discord_host, auth, callback_port: _ } = &self.core.addresses;
        let servers = [
            (Service::Esi, esi),
            (Service::Sso, sso),
            (Service::Images, images),
            (Service::Discord, discord_host),
            (Service::Auth, auth),
        ];
        let asked = request.uri().authority()?.as_str();
        let (service, _) = servers.into_iter().find(|(_, address)| address.rsplit("://").next() == Some(asked))?;
        answer_in_process(&self.core, service, request).await
    }

    /// Base URL of ESI.
    pub fn esi_url(&self) -> String {
        self.core.addresses.esi.clone()
    }

    /// Base URL of the SSO.
    pub fn sso_url(&self) -> String {
        self.core.addresses.sso.clone()
    }

    /// Base URL of the image server.
    pub fn images_url(&self) -> String {
        self.core.addresses.images.clone()
    }

    /// `127.0.0.1:PORT` of Discord.
    pub fn discord_host(&self) -> String {
        self.core.addresses.discord_host.clone()
    }

    /// Address of the AllianceAuth.
    pub fn auth_url(&self) -> String {
        self.core.addresses.auth.clone()
    }

    /// The client id that the SSO knows.
    pub fn client_id(&self) -> String {
        self.core.options.client_ids.first().map_or(DEFAULT_CLIENT_ID, String::as_str).to_owned()
    }

    /// The port of the registered callback.
    pub fn callback_port(&self) -> u16 {
        self.core.addresses.callback_port
    }

    /// The endpoints file that makes the program use this sim.
    pub fn endpoints_toml(&self) -> String {
        let Addresses { esi, sso, images, discord_host, callback_port, auth: _ } = &self.core.addresses;
        let client_id = self.client_id();
        format!(
            "esi = \"{esi}\"\nsso = \"{sso}\"\nimages = \"{images}\"\ndiscord_hosts = [\"{discord_host}\"]\n\
             client_id = \"{client_id}\"\ncallback_port = {callback_port}\n"
        )
    }

    /// Base URL of the control interface over HTTP; every server of the sim has it below `/control/`.
    pub fn control_url(&self) -> String {
        format!("{}/control", self.core.addresses.esi)
    }

    /// All addresses as one JSON object, webhook URLs included: what the binary prints.
    pub fn describe(&self) -> serde_json::Value {
        let control = self.control();
        serde_json::json!({
            "esi": self.esi_url(),
            "sso": self.sso_url(),
            "images": self.images_url(),
            "discord_host": self.discord_host(),
            "auth": self.auth_url(),
            "control": self.control_url(),
            "client_id": self.client_id(),
            "callback_port": self.callback_port(),
            "webhooks": {
                "critical": control.webhook_url("critical").ok(),
                "standard": control.webhook_url("standard").ok(),
            },
            "endpoints_toml": self.endpoints_toml(),
        })
    }

    /// The handle that changes the world and looks at what was asked.
    pub fn control(&self) -> Control {
        Control::new(Arc::clone(&self.core))
    }

    /// The handle on AllianceAuth.
    pub fn auth(&self) -> AuthControl {
        self.control().auth()
    }

    /// Pilots of the alliance who own a capital, mains first: whom a demo desk signs in.
    pub fn demo_pilots(&self) -> Vec<DemoPilot> {
        self.control().demo_pilots()
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        // The receiver is gone only when the thread has ended already.
        let _ = self.stop.take().map(|stop| stop.send(()));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn run(core: &Arc<Core>, listeners: Vec<(Service, SocketAddr, StdListener)>, stopped: oneshot::Receiver<()>) {
    for (service, _, listener) in listeners {
        let core = Arc::clone(core);
        tokio::spawn(async move {
            let served = match TcpListener::from_std(listener) {
                Ok(listener) => serve(core, service, listener).await,
                Err(error) => Err(error),
            };
            if let Err(error) = served {
                tracing::error!(?service, %error, "the sim stopped serving");
            }
        });
    }
    if core.options.movement && core.options.clock == SimClock::Wall {
        let core = Arc::clone(core);
        tokio::spawn(async move {
            let mut every_second = tokio::time::interval(Duration::from_secs(1));
            loop {
                every_second.tick().await;
                let now = core.now();
                core.world.lock().tick(now);
            }
        });
    }
    // An error means that the handle is gone, which is a stop as well.
    let _ = stopped.await;
}

/// A port that is free on both loopback addresses now.
fn free_callback_port() -> u16 {
    let offset = rand::random_range(0..CALLBACK_PORTS.len());
    CALLBACK_PORTS
        .cycle()
        .skip(offset)
        .take(CALLBACK_PORTS.len())
        .find(|port| {
            // A machine without IPv6 refuses the second for another reason than that it is taken.
            StdListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()
                && StdListener::bind((Ipv6Addr::LOCALHOST, *port))
                    .map_or_else(|error| error.kind() != std::io::ErrorKind::AddrInUse, |_| true)
        })
        .unwrap_or(CALLBACK_PORTS.start)
}
