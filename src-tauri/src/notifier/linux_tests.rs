use std::collections::HashMap;

use parking_lot::Mutex as SyncMutex;
use tokio::sync::mpsc::unbounded_channel;
use zbus::zvariant::OwnedValue;

use super::*;
use crate::notifier::tests::about;
use crate::session_bus::SessionBus;

/// What a server was asked to show: what it was to replace, the first line, and the buttons.
type Log = Arc<SyncMutex<Vec<(u32, String, Vec<String>)>>>;

/// A notification server that counts from somewhere, and can do so much.
struct Served {
    first: u32,
    abilities: &'static [&'static str],
    log: Log,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
#[allow(clippy::unused_self)] // Methods on the bus are the object's.
impl Served {
    #[allow(clippy::too_many_arguments)] // The specification's own.
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
        drop((app_name, icon, body, hints, timeout_ms));
        let mut log = self.log.lock();
        log.push((replaces, title, actions));
        self.first + u32::try_from(log.len()).unwrap()
    }

    fn close_notification(&self, number: u32) {
        let _: u32 = number;
    }

    fn get_capabilities(&self) -> Vec<&'static str> {
        self.abilities.to_vec()
    }
}

async fn serve(bus: &SessionBus, first: u32, abilities: &'static [&'static str]) -> (Connection, Log) {
    let log = Log::default();
    let connection = bus.connect().await;
    let served = Served { first, abilities, log: log.clone() };
    connection.object_server().at("/org/freedesktop/Notifications", served).await.unwrap();
    connection.request_name(SERVER).await.unwrap();
    (connection, log)
}

fn notifier(bus: &SessionBus) -> Arc<DesktopNotifier> {
    let (presses, _) = unbounded_channel();
    DesktopNotifier::on(Some(bus.address().to_owned()), presses)
}

#[tokio::test]
async fn a_server_that_can_show_text_alone_gets_no_buttons() {
    let bus = SessionBus::start();
    let (_server, log) = serve(&bus, 0, &["body"]).await;
    notifier(&bus).show(about(7)).await.unwrap();
    assert_eq!(*log.lock(), [(0, about(7).title, Vec::new())]);
}

#[tokio::test]
async fn a_server_that_takes_anothers_place_is_shown_what_is_new_and_never_told_the_others_numbers() {
    let bus = SessionBus::start();
    let notifier = notifier(&bus);
    assert!(notifier.show(about(7)).await.is_err(), "nobody is there yet");
    let (server, log) = serve(&bus, 40, &["body", "actions"]).await;
    notifier.show(about(7)).await.unwrap();
    notifier.show(about(7)).await.unwrap();
    assert_eq!(log.lock().iter().map(|(replaces, ..)| *replaces).collect::<Vec<_>>(), [0, 41]);
    assert!(!log.lock()[0].2.is_empty());
    server.close().await.unwrap();
    while notifier.inner.lock().await.standing.number("main/7").is_some() {
        tokio::task::yield_now().await;
    }
    assert!(notifier.show(about(7)).await.is_err(), "it says so, so that it is shown later");
    let (_server, log) = serve(&bus, 500, &["body"]).await;
    // That it is there is heard after it is.
    while notifier.inner.lock().await.server.as_ref().is_some_and(|server| server.abilities.is_some()) {
        tokio::task::yield_now().await;
    }
    notifier.show(about(7)).await.unwrap();
    assert_eq!(*log.lock(), [(0, about(7).title, Vec::new())], "none of its own is replaced, and it has no buttons");
}
