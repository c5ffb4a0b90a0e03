//! Whether anything shows tray icons here. Plain GNOME does not: a window that closed into nothing could not be had back.

/// Whether the desktop shows tray icons now.
#[cfg(target_os = "linux")]
pub async fn shows_tray_icons() -> bool {
    use std::time::Duration;
    let answered = tokio::time::timeout(Duration::from_secs(1), linux::shows_tray_icons()).await;
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

    pub async fn shows_tray_icons() -> zbus::Result<bool> {
        let connection = Connection::session().await?;
        let watched = DBusProxy::new(&connection).await?.name_has_owner(BusName::try_from(WATCHER)?).await?;
        if !watched {
            return Ok(false);
        }
        // A watcher that does not say is taken at its presence.
        Ok(WatcherProxy::new(&connection).await?.is_status_notifier_host_registered().await.unwrap_or(true))
    }
}
