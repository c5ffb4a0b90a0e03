//! Whether anything shows tray icons here. Plain GNOME does not: a window that closed into nothing could not be had back.

/// Whether the desktop shows tray icons now.
#[cfg(target_os = "linux")]
pub async fn shows_tray_icons() -> bool {
    use std::time::Duration;
    let asked = async { linux::shows_tray_icons(&zbus::Connection::session().await?).await };
    let answered = tokio::time::timeout(Duration::from_secs(1), asked).await;
    answered.is_ok_and(|shows| shows.unwrap_or(false))
}

/// Windows and macOS always do.
#[cfg(not(target_os = "linux"))]
#[allow(clippy::unused_async)] // Linux has to ask.
pub async fn shows_tray_icons() -> bool {
    true
}

#[cfg(target_os = "linux")]
mod linux {
    use zbus::Connection;
    use zbus::fdo::DBusProxy;
    use zbus::names::BusName;

    const WATCHER: &str = "org.kde.StatusNotifierWatcher";

    #[zbus::proxy(
        interface = "org.kde.StatusNotifierWatcher",
        default_service = "org.kde.StatusNotifierWatcher",
        default_path = "/StatusNotifierWatcher"
    )]
    trait Watcher {
        /// Whether somebody draws what is registered.
        #[zbus(property)]
        fn is_status_notifier_host_registered(&self) -> zbus::Result<bool>;
    }

    pub async fn shows_tray_icons(connection: &Connection) -> zbus::Result<bool> {
        let watched = DBusProxy::new(connection).await?.name_has_owner(BusName::try_from(WATCHER)?).await?;
        if !watched {
            return Ok(false);
        }
        // A watcher that does not say is taken at its presence.
        Ok(WatcherProxy::new(connection).await?.is_status_notifier_host_registered().await.unwrap_or(true))
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::session_bus::SessionBus;

        struct Watching {
            drawn: bool,
        }

        #[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
        impl Watching {
            #[zbus(property)]
            fn is_status_notifier_host_registered(&self) -> bool {
                self.drawn
            }
        }

        async fn shows(drawn: Option<bool>) -> bool {
            let bus = SessionBus::start();
            let watcher = bus.connect().await;
            if let Some(drawn) = drawn {
                watcher.object_server().at("/StatusNotifierWatcher", Watching { drawn }).await.unwrap();
                watcher.request_name(WATCHER).await.unwrap();
            }
            shows_tray_icons(&bus.connect().await).await.unwrap()
        }

        #[tokio::test]
        async fn icons_are_shown_where_somebody_draws_them_and_not_where_they_are_only_watched_or_nobody_is_there() {
            assert!(!shows(None).await, "plain GNOME");
            assert!(!shows(Some(false)).await);
            assert!(shows(Some(true)).await);
        }
    }
}
