//! The two commands that a page may call: one goes to the desk, the other to the shell.

use captrack_contract::{Command, ErrorCode, OpenCard, Preferences, Refusal, Reply, WindowCommand};
use tauri::{AppHandle, Emitter, Manager, State, WebviewWindow};

use crate::shell::Shell;
use crate::text::say;
use crate::{autostart, links, theme, windows};

/// Asks the desk.
#[tauri::command]
pub async fn execute(shell: State<'_, Shell>, window: WebviewWindow, command: Command) -> Result<Reply, Refusal> {
    let asks_for_dashboard = command == Command::Dashboard;
    let preferences = match &command {
        Command::SavePreferences { preferences } => Some(preferences.clone()),
        _ => None,
    };
    let reply = shell.desk()?.execute(command).await?;
    if let Some(preferences) = preferences {
        preferences_changed(window.app_handle(), &preferences).await?;
    }
    if asks_for_dashboard && window.label() == windows::MAIN {
        show_called_card(&shell, &window);
    }
    Ok(reply)
}

/// Asks the shell.
#[tauri::command]
pub async fn window(app: AppHandle, shell: State<'_, Shell>, command: WindowCommand) -> Result<(), Refusal> {
    match command {
        WindowCommand::Open { page } => windows::open(&app, page, None).await,
        WindowCommand::OpenSignInPage => {
            let page = shell.desk()?.sign_in_page().await;
            let page = page.ok_or_else(|| Refusal::new(ErrorCode::Invalid, say("no-sign-in")))?;
            links::open_in_browser(page).await
        }
        WindowCommand::OpenHelp { topic } => {
            let page = links::help_page(&topic).ok_or_else(|| Refusal::new(ErrorCode::Invalid, say("unknown-help")))?;
            links::open_in_browser(page.to_owned()).await
        }
    }
}

async fn preferences_changed(app: &AppHandle, preferences: &Preferences) -> Result<(), Refusal> {
    theme::put_on_all(app, preferences.theme);
    autostart::set(app, preferences.autostart).await
}

/// A notification was clicked while there was no window: its page is told once it has asked for the dashboard. By then it
/// listens, or will before this is sent: it asks and begins to listen in the same breath.
fn show_called_card(shell: &Shell, window: &WebviewWindow) {
    let Some(main) = shell.called_card() else { return };
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
        if let Err(error) = window.emit_to(windows::MAIN, OpenCard::EVENT, OpenCard { main }) {
            tracing::warn!(%error, "a card was not shown");
        }
    });
}
