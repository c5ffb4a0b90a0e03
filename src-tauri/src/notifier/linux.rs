//! Linux and the BSDs: the notification server on the session bus.
//!
//! `notify-rust` opens a connection for every notification and gives up its handle to listen on it, so that a notification
//! could be replaced or heard, not both. That cannot be mended beside it: dunst and others tell a press only to the
//! connection that sent the notification, and GNOME closes notifications whose connection has gone. So this program speaks
//! to the server itself, on one connection that stays.

use std::sync::{Arc, Weak};
use std::time::Duration;

use async_trait::async_trait;
use captrack_contract::EditId;
use captrack_ports::{Notifier, NotifierError, OsNotification};
use futures::StreamExt;
use tauri::AppHandle;
use tauri::async_runtime::JoinHandle;
use tokio::sync::Mutex;
use tokio::sync::mpsc::UnboundedSender;
use zbus::connection::Builder;
use zbus::fdo::DBusProxy;
use zbus::message::Type as MessageType;
use zbus::names::MemberName;
use zbus::{Connection, MatchRule, Message, MessageStream};

use crate::notifier::open_notifications::OpenNotifications;
use crate::notifier::wire::{Hints, ServerCapabilities, ServerProxy, actions, body, toast_actions};
use crate::notifier::{NotificationPress, Toast};
use crate::text::{args, say, say_with};

/// The server's name on the bus.
const SERVER: &str = "org.freedesktop.Notifications";
/// By the specification: stays until it is put away.
const NEVER_EXPIRES: i32 = 0;
/// What worked goes by itself; there is time to undo it.
const TOAST_MILLIS: i32 = 12_000;
/// A server that does not answer in this time is taken for absent.
const PATIENCE: Duration = Duration::from_secs(5);

/// The desktop's notifications.
pub struct DesktopNotifier {
    /// The address of the session; none: the user's own.
    bus: Option<String>,
    inner: Mutex<Inner>,
    presses: UnboundedSender<NotificationPress>,
    me: Weak<Self>,
}

#[derive(Default)]
struct Inner {
    server: Option<Server>,
    standing: OpenNotifications,
    ending: bool,
}

struct Server {
    proxy: ServerProxy<'static>,
    abilities: Option<ServerCapabilities>,
    listeners: [JoinHandle<()>; 2],
}

impl Drop for Server {
    fn drop(&mut self) {
        for listener in &self.listeners {
            listener.abort();
        }
    }
}

impl DesktopNotifier {
    /// Nothing is connected before the first notification; presses go out through the channel.
    pub fn new(presses: UnboundedSender<NotificationPress>) -> Arc<Self> {
        Self::on(None, presses)
    }

    fn on(bus: Option<String>, presses: UnboundedSender<NotificationPress>) -> Arc<Self> {
        Arc::new_cyclic(|me| Self { bus, inner: Mutex::default(), presses, me: me.clone() })
    }

    /// Nothing to attach here: the bus is all that is needed.
    #[allow(clippy::unused_self)] // Elsewhere notifications go through the application.
    pub const fn attach(&self, _app: &AppHandle) {}

    /// The program ends: takes all of them away, since their buttons would be dead, and shows none any more.
    pub async fn end(&self) {
        let mut inner = self.inner.lock().await;
        inner.ending = true;
        let numbers = inner.standing.withdraw_all();
        if let Some(server) = &inner.server {
            for number in numbers {
                close(&server.proxy, number).await;
            }
        }
    }

    /// Says what a press has come to. Where nothing can be shown it is only in the log.
    pub async fn say(&self, toast: Toast) {
        let mut inner = self.inner.lock().await;
        if inner.ending {
            return;
        }
        let said = match self.server(&mut inner).await {
            Ok((server, abilities)) => {
                let look = Look {
                    actions: toast_actions(&toast, abilities),
                    hints: Hints::of_toast(&toast),
                    lasts: if toast.failed { NEVER_EXPIRES } else { TOAST_MILLIS },
                };
                notify(&mut inner, &server, toast.notification(), toast.undo, abilities, look).await
            }
            Err(error) => Err(error),
        };
        if let Err(error) = said {
            tracing::warn!(%error, "what a press came to could not be shown");
        }
    }

    /// The server, connected to and listened to, and what it can do.
    async fn server(&self, inner: &mut Inner) -> Result<(ServerProxy<'static>, ServerCapabilities), NotifierError> {
        let server = match &mut inner.server {
            Some(server) => server,
            none => none.insert(self.connect().await.map_err(|error| unreachable(&error))?),
        };
        let abilities = if let Some(abilities) = server.abilities {
            abilities
        } else {
            let capabilities = in_time(server.proxy.get_capabilities()).await?;
            *server.abilities.insert(ServerCapabilities::of(&capabilities))
        };
        Ok((server.proxy.clone(), abilities))
    }

    /// A connection that listens before anything is shown on it.
    async fn connect(&self) -> zbus::Result<Server> {
        let connection = match &self.bus {
            Some(address) => Builder::address(address.as_str())?.build().await?,
            None => Connection::session().await?,
        };
        let heard = MessageStream::for_match_rule(signals_of_server()?, &connection, None).await?;
        let bus = DBusProxy::new(&connection).await?;
        let comings = bus.receive_name_owner_changed_with_args(&[(0, SERVER)]).await?;
        let listen = tauri::async_runtime::spawn(listen(self.me.clone(), heard));
        let watch = tauri::async_runtime::spawn(watch(self.me.clone(), comings));
        let proxy = ServerProxy::new(&connection).await?;
        Ok(Server { proxy, abilities: None, listeners: [listen, watch] })
    }

    async fn heard(&self, message: &Message) {
        let mut inner = self.inner.lock().await;
        let body = message.body();
        let press = match message.header().member().map(MemberName::as_str) {
            Some("ActionInvoked") => {
                body.deserialize::<(u32, String)>().ok().and_then(|(number, key)| inner.standing.pressed(number, &key))
            }
            Some("NotificationClosed") => {
                body.deserialize::<(u32, u32)>().ok().and_then(|(number, reason)| inner.standing.closed(number, reason))
            }
            _ => None,
        };
        if let Some(press) = press {
            // Only after the program's end does nobody listen.
            let _ = self.presses.send(press);
        }
    }
}

#[async_trait]
impl Notifier for DesktopNotifier {
    async fn show(&self, notification: OsNotification) -> Result<(), NotifierError> {
        // Held until the number is known: a press that is faster than the server's answer waits for it.
        let mut inner = self.inner.lock().await;
        if inner.ending {
            return Err(NotifierError(say("notifier-ending")));
        }
        let (server, abilities) = self.server(&mut inner).await?;
        let look = Look {
            actions: actions(&notification, abilities),
            hints: Hints::of(&notification, abilities),
            lasts: NEVER_EXPIRES,
        };
        notify(&mut inner, &server, notification, None, abilities, look).await
    }

    async fn close(&self, tag: &str) -> Result<(), NotifierError> {
        let mut inner = self.inner.lock().await;
        let number = inner.standing.withdraw(tag);
        if let (Some(number), Some(server)) = (number, &inner.server) {
            close(&server.proxy, number).await;
        }
        Ok(())
    }
}

/// How a notification looks and how long it stays.
struct Look {
    actions: Vec<String>,
    hints: Hints,
    lasts: i32,
}

/// Shows or replaces, and remembers under which number.
async fn notify(
    inner: &mut Inner,
    server: &ServerProxy<'static>,
    notification: OsNotification,
    undo: Option<EditId>,
    abilities: ServerCapabilities,
    look: Look,
) -> Result<(), NotifierError> {
    let replaces = inner.standing.number(&notification.tag).unwrap_or_default();
    let Look { actions, hints, lasts } = look;
    let body = body(&notification, abilities);
    let shown =
        server.notify("CapTrack", replaces, captrack_desk::APP_ID, &notification.title, &body, &actions, hints, lasts);
    let number = match in_time(shown).await {
        Ok(number) => number,
        Err(trouble) => {
            if trouble.connection_lost {
                // The next attempt connects anew; the server has closed what this connection showed, or will never hear of it.
                inner.server = None;
                inner.standing.forget();
            }
            return Err(trouble.into());
        }
    };
    inner.standing.shown(number, notification, undo);
    Ok(())
}

/// One that is gone already is refused by some servers, which is as good.
async fn close(proxy: &ServerProxy<'static>, number: u32) {
    if let Err(trouble) = in_time(proxy.close_notification(number)).await {
        tracing::debug!(why = trouble.sentence, "a notification was not closed");
    }
}

/// Presses and closings in the order in which the server tells them.
async fn listen(notifier: Weak<DesktopNotifier>, mut heard: MessageStream) {
    while let Some(message) = heard.next().await {
        let Some(notifier) = notifier.upgrade() else { return };
        if let Ok(message) = message {
            notifier.heard(&message).await;
        }
    }
}

/// The server was replaced or restarted. That one came where none was says nothing new: whatever stands was shown by it, and this may be
/// heard after that.
async fn watch(notifier: Weak<DesktopNotifier>, mut comings: zbus::fdo::NameOwnerChangedStream) {
    while let Some(change) = comings.next().await {
        if change.args().is_ok_and(|change| change.old_owner.is_none()) {
            continue;
        }
        let Some(notifier) = notifier.upgrade() else { return };
        let mut inner = notifier.inner.lock().await;
        inner.standing.forget();
        if let Some(server) = &mut inner.server {
            server.abilities = None;
        }
    }
}

fn signals_of_server() -> zbus::Result<MatchRule<'static>> {
    let rule = MatchRule::builder().msg_type(MessageType::Signal);
    Ok(rule.sender(SERVER)?.interface(SERVER)?.path("/org/freedesktop/Notifications")?.build())
}

/// Why the server did not do what it was asked for.
struct Trouble {
    sentence: String,
    connection_lost: bool,
}

impl From<Trouble> for NotifierError {
    fn from(trouble: Trouble) -> Self {
        Self(trouble.sentence)
    }
}

async fn in_time<T>(call: impl Future<Output = zbus::Result<T>>) -> Result<T, Trouble> {
    match tokio::time::timeout(PATIENCE, call).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(Trouble {
            sentence: unreachable(&error).0,
            connection_lost: matches!(error, zbus::Error::InputOutput(_)),
        }),
        Err(_) => Err(Trouble { sentence: say("notifier-silent"), connection_lost: false }),
    }
}

fn unreachable(error: &zbus::Error) -> NotifierError {
    NotifierError(say_with("notifier-unreachable", &args!("error" => error.to_string())))
}

#[cfg(test)]
#[path = "linux_tests.rs"]
mod tests;
