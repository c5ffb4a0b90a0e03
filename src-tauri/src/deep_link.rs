//! `captrack://` links: how AllianceAuth's page in the browser leads back.
//!
//! The desktop starts the program with the link as its only argument. Where a CapTrack runs already, that second process hands the link
//! over and ends, as the command line does; else it becomes the program. On macOS the running program is told.

use captrack_contract::{Confidential, Page, SettingsSection, commands};
use captrack_desk::{DeskOptions, is_owned};
use tauri::plugin::Plugin;
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_deep_link::DeepLinkExt;

use crate::shell::Shell;
use crate::windows::{self, WindowOpening};
use crate::{display, quick_actions};

/// As in `tauri.conf.json`, from which installers take it.
const SCHEME: &str = "captrack";

/// Where it can be had while the program runs.
pub fn plugin() -> impl Plugin<Wry> + use<> {
    tauri_plugin_deep_link::init()
}

/// Whether this process has to open the window that shows what a link comes to: nobody else would.
pub fn wants_a_window(options: &DeskOptions) -> bool {
    !tauri::async_runtime::block_on(is_owned(options)) && display::is_there()
}

/// Has the desktop bring links to this program. Done when a sign-in begins and not before: the desktop is the user's. Where it does not
/// work the user pastes the code, so it is only logged. The demo leaves the desktop as it is.
pub async fn bring_here(app: &AppHandle, demo: bool) {
    if demo || cfg!(target_os = "macos") {
        return;
    }
    let app = app.clone();
    // It writes a file or the registry, and waits for the desktop's own programs.
    let registered = tauri::async_runtime::spawn_blocking(move || app.deep_link().register(SCHEME)).await;
    match registered {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the desktop does not bring captrack:// links here"),
        Err(error) => tracing::warn!(%error, "the desktop does not bring captrack:// links here"),
    }
}

/// A link was brought to this process: the settings come to the front and show what it comes to.
pub async fn arrived(app: AppHandle, link: Confidential) {
    let section = WindowOpening::Section(SettingsSection::AllianceAuth);
    if let Err(refusal) = windows::open(&app, Page::Settings, section).await {
        quick_actions::not_opened(&app, refusal).await;
    }
    let shell = app.state::<Shell>();
    let Err(refusal) = shell.ask(commands::FinishAuthSignIn { answer: link }).await else { return };
    // Where the settings cannot be asked either, they show nothing.
    let view = shell.ask(commands::Settings).await.ok().and_then(|settings| settings.auth_sign_in);
    if view.is_some_and(|view| view.tells(&refusal)) {
        tracing::info!(%refusal, "a link did not connect the desk");
    } else {
        quick_actions::not_connected(&app, refusal).await;
    }
}
