//! Starting with the desktop, hidden in the tray.

use captrack_contract::{ErrorCode, Refusal, commands};
use captrack_desk::Desk;
use captrack_domain::preferences::Preferences;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_autostart::ManagerExt;

use crate::shell::Shell;
use crate::text::{args, say_with};

/// What the desktop starts it with.
const HIDDEN: &str = "--hidden";

/// Registers the program with the desktop.
pub fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_autostart::Builder::new().arg(HIDDEN).build()
}

/// Has the desktop start the program, or no longer. The demo leaves the desktop as it is.
pub async fn set(app: &AppHandle, wanted: bool) -> Result<(), Refusal> {
    let desk = app.state::<Shell>().desk()?;
    if is_demo(&desk).await {
        return Ok(());
    }
    let launch = app.autolaunch();
    let done = match launch.is_enabled() {
        Ok(enabled) if enabled == wanted => Ok(()),
        _ if wanted => launch.enable(),
        _ => launch.disable(),
    };
    done.map_err(|error| {
        let why = say_with("autostart-failed", &args!("why" => error.to_string()));
        Refusal::new(ErrorCode::Unavailable, why)
    })
}

/// Reads back what the desktop does: the user may have changed it in the desktop's own settings.
pub async fn read_back(app: &AppHandle) {
    let Ok(desk) = app.state::<Shell>().desk() else { return };
    if is_demo(&desk).await {
        return;
    }
    let Ok(enabled) = app.autolaunch().is_enabled() else { return };
    // Nobody has pressed anything: the settings show what was remembered, and the next start reads it again.
    if let Err(refusal) = remember(&desk, enabled).await {
        tracing::warn!(%refusal, "whether the desktop starts CapTrack was not remembered");
    }
}

async fn remember(desk: &Desk, autostart: bool) -> Result<(), Refusal> {
    let preferences = desk.ask(commands::Settings).await?.preferences;
    if preferences.autostart == autostart {
        return Ok(());
    }
    desk.ask(commands::SavePreferences { preferences: Preferences { autostart, ..preferences } }).await
}

async fn is_demo(desk: &Desk) -> bool {
    desk.status().await.is_ok_and(|status| status.demo)
}
