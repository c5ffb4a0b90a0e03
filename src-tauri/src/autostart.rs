//! Starting with the desktop, hidden in the tray: what the settings show of it, and what they change.

use std::sync::Arc;

use captrack_contract::{ErrorCode, Refusal, commands};
use captrack_desk::{AutostartError, Desk};
use captrack_domain::preferences::Preferences;
use captrack_text::{Language, sentence};
use tauri::{AppHandle, Manager};

use crate::shell::Shell;
use crate::text::{args, say_with};

/// Has the desktop start the program, or no longer. The demo leaves the desktop as it is.
pub async fn set(app: &AppHandle, wanted: bool) -> Result<(), Refusal> {
    let desk = app.state::<Shell>().desk()?;
    on_disk(desk, move |desk| match desk.autostart() {
        None => Ok(()),
        Some(Ok(autostart)) => autostart.set(wanted).map_err(|error| failed(&error)),
        // Off it is anyway.
        Some(Err(_)) if !wanted => Ok(()),
        Some(Err(error)) => Err(failed(error)),
    })
    .await?
}

/// Reads back what the desktop does: the user may have changed it in the desktop's own settings, and the program may have been moved.
pub async fn read_back(app: &AppHandle) {
    let Ok(desk) = app.state::<Shell>().desk() else { return };
    let looked = on_disk(desk.clone(), |desk| match desk.autostart()? {
        Ok(autostart) => Some(autostart.look().map_err(|error| error.to_string())),
        Err(error) => Some(Err(error.to_string())),
    });
    let on = match looked.await {
        Ok(None) | Err(_) => return,
        Ok(Some(Ok(on))) => on,
        Ok(Some(Err(error))) => {
            tracing::warn!(error, "whether the desktop starts CapTrack could not be read");
            return;
        }
    };
    // Nobody has pressed anything: the settings show what was remembered, and the next start reads it again.
    if let Err(refusal) = remember(&desk, on).await {
        tracing::warn!(%refusal, "whether the desktop starts CapTrack was not remembered");
    }
}

/// It reads and writes a file or the registry.
async fn on_disk<T: Send + 'static>(
    desk: Arc<Desk>,
    act: impl FnOnce(&Desk) -> T + Send + 'static,
) -> Result<T, Refusal> {
    let acted = tauri::async_runtime::spawn_blocking(move || act(&desk)).await;
    acted.map_err(|error| failed(&AutostartError::Io(std::io::Error::other(error))))
}

fn failed(error: &AutostartError) -> Refusal {
    let why = sentence(&error.text(), Language::spoken());
    let why = say_with("autostart-failed", &args!("why" => why));
    Refusal::new(ErrorCode::Unavailable, why)
}

async fn remember(desk: &Desk, autostart: bool) -> Result<(), Refusal> {
    let preferences = desk.ask(commands::Settings).await?.preferences;
    if preferences.autostart == autostart {
        return Ok(());
    }
    desk.ask(commands::SavePreferences { preferences: Preferences { autostart, ..preferences } }).await
}
