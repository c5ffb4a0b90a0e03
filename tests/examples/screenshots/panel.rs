//! Xfce's panel and notification server, which draw the tray, its menu and the notifications.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::{Area, Desktop, Running, done, until, until_in, windows_of};
use zbus::fdo::DBusProxy;

const PANEL: &str = "xfce4-panel";
/// The panel and the processes in which it runs its plugins.
const PANEL_CLASSES: &str = "(xfce4-panel|wrapper-2.0|Wrapper-2.0)";
const NOTIFICATIONS: &str = "xfce4-notifyd";
/// Where the bus looks up which program serves notifications; the folder that it is in differs between systems.
const NOTIFICATION_SERVICE: &str = "/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service";
/// So much is shown around what a picture is about.
const MARGIN: i32 = 16;
/// Where the only icon of the tray is, from the right end of the bar.
const FROM_RIGHT: i32 = 24;
/// In the demo a titan changes hands every two or three minutes.
const UNTIL_SOMETHING_HAPPENS: Duration = Duration::from_secs(420);

/// A clock on the left, the tray on the right.
const PANEL_SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="30"/>
      <property name="icon-size" type="uint" value="20"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
    <property name="plugin-3" type="string" value="separator">
      <property name="style" type="uint" value="0"/>
    </property>
  </property>
</channel>
"#;

/// Notifications stand below, where the tray's menu does not reach.
const NOTIFICATION_SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-notifyd" version="1.0">
  <property name="notify-location" type="uint" value="3"/>
</channel>
"#;

const LOOK: &str = "[Settings]\ngtk-theme-name=Adwaita\ngtk-application-prefer-dark-theme=1\ngtk-font-name=Inter 10\n";

/// The panel and the notification server.
pub struct Panel<'a> {
    desktop: &'a Desktop,
    _running: [Running; 2],
}

impl<'a> Panel<'a> {
    /// Starts both and waits until they serve.
    pub async fn start(desktop: &'a Desktop) -> Result<Self> {
        let folder = desktop.folder().join("XDG_CONFIG_HOME");
        let settings = folder.join("xfce4/xfconf/xfce-perchannel-xml");
        fs::create_dir_all(&settings)?;
        fs::write(settings.join("xfce4-panel.xml"), PANEL_SETTINGS)?;
        fs::write(settings.join("xfce4-notifyd.xml"), NOTIFICATION_SETTINGS)?;
        fs::create_dir_all(folder.join("gtk-3.0"))?;
        fs::write(folder.join("gtk-3.0/settings.ini"), LOOK)?;
        let running = [desktop.run(notification_server()?, &[])?, desktop.run(PANEL, &[])?];
        let bus = DBusProxy::new(&desktop.connect().await?).await?;
        for name in ["org.freedesktop.Notifications", "org.kde.StatusNotifierWatcher"] {
            until(&format!("{name} is served"), async || {
                ensure!(bus.name_has_owner(name.try_into()?).await?, "nobody serves it");
                Ok(())
            })
            .await?;
        }
        Ok(Self { desktop, _running: running })
    }

    /// The tray's menu with what opens beside the first main that alerts.
    pub async fn take_menu(&self, file: &Path) -> Result<()> {
        let bar = self.windows().await?.into_iter().max_by_key(|area| area.width).context("the panel shows nothing")?;
        let (x, y) = (bar.x + bar.width - FROM_RIGHT, bar.y + bar.height / 2);
        self.press(&["mousemove", &x.to_string(), &y.to_string(), "click", "1"]).await?;
        let bare = self.until_there_is_more_than(bar, 0).await?;
        // Past opening, checking and pausing; lines that cannot be chosen are passed over.
        self.press(&["key", "Down", "Down", "Down", "Down", "Right"]).await?;
        let menus = self.until_there_is_more_than(bar, bare.len()).await?;
        let area = menus.into_iter().fold(Area { x, y: bar.y, width: FROM_RIGHT, height: bar.height }, Area::with);
        self.desktop.picture(Area { y: bar.y, ..area.widened(MARGIN) }, file).await?;
        self.press(&["key", "Escape", "Escape"]).await
    }

    /// The notification about one main that comes next.
    pub async fn take_notification(&self, file: &Path) -> Result<()> {
        let shown = until("notifications are found", || windows_of(self.desktop, NOTIFICATIONS)).await?;
        let shown: HashSet<String> = shown.into_iter().map(|(window, _)| window).collect();
        let area = until_in(UNTIL_SOMETHING_HAPPENS, "the demo raises an alarm", async || {
            let windows = windows_of(self.desktop, NOTIFICATIONS).await?;
            let new = windows.into_iter().find(|(window, _)| !shown.contains(window));
            Ok(new.context("nothing new is shown")?.1)
        })
        .await?;
        self.desktop.picture(area.widened(MARGIN), file).await
    }

    /// The panel's windows besides the bar itself, once there are more than so many.
    async fn until_there_is_more_than(&self, bar: Area, menus: usize) -> Result<Vec<Area>> {
        until("the tray's menu opens", async || {
            let mut windows = self.windows().await?;
            windows.retain(|area| *area != bar && area.width > MARGIN);
            ensure!(windows.len() > menus, "there are {windows:?}");
            Ok(windows)
        })
        .await
    }

    async fn windows(&self) -> Result<Vec<Area>> {
        // Where a window goes while it is looked for, the look breaks off.
        let windows = until("the panel's windows are found", || windows_of(self.desktop, PANEL_CLASSES)).await?;
        Ok(windows.into_iter().map(|(_, area)| area).collect())
    }

    async fn press(&self, what: &[&str]) -> Result<()> {
        let mut pressed = self.desktop.command("xdotool");
        pressed.args(what);
        done(pressed).await
    }
}

fn notification_server() -> Result<PathBuf> {
    let service = fs::read_to_string(NOTIFICATION_SERVICE)
        .context("xfce4-notifyd is not here; install the package xfce4-notifyd")?;
    let program = service.lines().find_map(|line| line.strip_prefix("Exec="));
    Ok(program.context("xfce4-notifyd's service names no program")?.trim().into())
}
