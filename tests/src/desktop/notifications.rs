//! The desktop's notification server, which remembers everything it was asked to show.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::{Context, Result};
use parking_lot::Mutex;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;
use zbus::{Connection, fdo};

use super::Desktop;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// The reasons for which a notification closes, by the specification.
const DISMISSED: u32 = 2;
const ASKED_FOR: u32 = 3;

/// What a program asked to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Under which number it stands.
    pub number: u32,
    /// The number that it was to replace, or 0.
    pub replaces: u32,
    /// Who showed it.
    pub app_name: String,
    /// The name of its picture.
    pub icon: String,
    /// The first line.
    pub title: String,
    /// What else it says.
    pub body: String,
    /// Its buttons: key and label.
    pub actions: Vec<(String, String)>,
    /// 0, 1 or 2, which is critical.
    pub urgency: Option<u8>,
    /// How long it stays, in milliseconds; 0 until it is put away, -1 as the server sees fit.
    pub timeout_ms: i32,
}

/// The server.
#[derive(Debug)]
pub struct NotificationServer {
    connection: Connection,
    log: Arc<Mutex<Log>>,
}

#[derive(Debug, Default)]
struct Log {
    shown: Vec<Shown>,
    standing: BTreeSet<u32>,
}

impl NotificationServer {
    /// Starts it.
    pub async fn start(desktop: &Desktop) -> Result<Self> {
        let log = Arc::<Mutex<Log>>::default();
        let connection = desktop.connect().await?;
        connection.object_server().at(PATH, Served { log: log.clone() }).await?;
        connection.request_name(NAME).await.context("this desktop has a notification server already")?;
        Ok(Self { connection, log })
    }

    /// Everything that was to be shown, replacements too, in its order.
    pub fn shown(&self) -> Vec<Shown> {
        self.log.lock().shown.clone()
    }

    /// What stands on the desktop now.
    pub fn standing(&self) -> Vec<Shown> {
        let log = self.log.lock();
        let latest = |number: &u32| log.shown.iter().rev().find(|shown| shown.number == *number).cloned();
        log.standing.iter().filter_map(latest).collect()
    }

    /// Presses a button. The notification goes, as it does where it did not ask to stay.
    pub async fn press(&self, number: u32, key: &str) -> Result<()> {
        let emitter = SignalEmitter::new(&self.connection, PATH)?;
        Served::action_invoked(&emitter, number, key).await?;
        self.log.lock().standing.remove(&number);
        Served::notification_closed(&emitter, number, DISMISSED).await?;
        Ok(())
    }
}

struct Served {
    log: Arc<Mutex<Log>>,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
#[allow(clippy::unused_self)] // Methods on the bus are the object's.
impl Served {
    #[allow(clippy::too_many_arguments, clippy::needless_pass_by_value)] // The specification's own.
    fn notify(
        &self,
        app_name: String,
        replaces: u32,
        icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        timeout_ms: i32,
    ) -> u32 {
        let mut log = self.log.lock();
        let newest = log.shown.iter().map(|shown| shown.number).max().unwrap_or_default();
        let number = if replaces == 0 { newest + 1 } else { replaces };
        let urgency = hints.get("urgency").and_then(|urgency| u8::try_from(urgency).ok());
        let actions = actions.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        log.shown.push(Shown { number, replaces, app_name, icon, title, body, actions, urgency, timeout_ms });
        log.standing.insert(number);
        number
    }

    async fn close_notification(
        &self,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
        number: u32,
    ) -> fdo::Result<()> {
        let stood = self.log.lock().standing.remove(&number);
        if stood {
            Self::notification_closed(&emitter, number, ASKED_FOR).await?;
        }
        Ok(())
    }

    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["actions", "body", "persistence"]
    }

    fn get_server_information(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        ("captrack-tests", "CapTrack", "1", "1.2")
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, number: u32, key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(emitter: &SignalEmitter<'_>, number: u32, reason: u32) -> zbus::Result<()>;
}
