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
    let registered = tauri::async_runtime::spawn_blocking(move || {
        #[cfg(target_os = "linux")]
        if installed::has_entry(&installed::data_folders(std::env::var_os("XDG_DATA_DIRS"))) {
            return installed::choose().map_err(|error| error.to_string());
        }
        app.deep_link().register(SCHEME).map_err(|error| error.to_string())
    })
    .await;
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

/// A package brings an entry of its own, which any data folder's program is reached by: a second one would outlive the package.
#[cfg(target_os = "linux")]
mod installed {
    use std::ffi::OsString;
    use std::io;
    use std::path::PathBuf;
    use std::process::Command;

    use captrack_desk::APP_ID;

    use super::SCHEME;

    /// Where packages put their files, as `$XDG_DATA_DIRS` has it.
    pub fn data_folders(named: Option<OsString>) -> Vec<PathBuf> {
        let named = named.filter(|named| !named.is_empty()).unwrap_or_else(|| "/usr/local/share:/usr/share".into());
        std::env::split_paths(&named).collect()
    }

    /// Whether a package has installed its entry there.
    pub fn has_entry(folders: &[PathBuf]) -> bool {
        folders.iter().any(|folder| folder.join(format!("applications/{APP_ID}.desktop")).is_file())
    }

    /// Makes the package's entry the one that links go to, where another is.
    pub fn choose() -> io::Result<()> {
        let (entry, kind) = (format!("{APP_ID}.desktop"), format!("x-scheme-handler/{SCHEME}"));
        let chosen = Command::new("xdg-mime").args(["query", "default", &kind]).output()?;
        if String::from_utf8_lossy(&chosen.stdout).trim() == entry {
            return Ok(());
        }
        let chosen = Command::new("xdg-mime").args(["default", &entry, &kind]).status()?;
        if chosen.success() { Ok(()) } else { Err(io::Error::other("xdg-mime failed")) }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn an_installed_entry_is_found_where_the_desktop_looks_for_it() {
            let share = tempfile::tempdir().unwrap();
            let named = Some(OsString::from(format!("/nowhere:{}", share.path().display())));
            let folders = data_folders(named);
            assert!(!has_entry(&folders));
            std::fs::create_dir(share.path().join("applications")).unwrap();
            std::fs::write(share.path().join(format!("applications/{APP_ID}.desktop")), "").unwrap();
            assert!(has_entry(&folders));
            assert_eq!(data_folders(None), data_folders(Some(OsString::new())));
        }
    }
}
