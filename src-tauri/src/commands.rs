//! The two commands that a page may call: one goes to the desk, the other to the shell.

use captrack_contract::{Command, ErrorCode, Preferences, Refusal, Reply, WindowCommand};
use tauri::{AppHandle, State};

use crate::shell::Shell;
use crate::text::say;
use crate::{autostart, links, theme, windows};

/// Asks the desk.
#[tauri::command]
pub async fn execute(app: AppHandle, shell: State<'_, Shell>, command: Command) -> Result<Reply, Refusal> {
    let preferences = match &command {
        Command::SavePreferences { preferences } => Some(preferences.clone()),
        _ => None,
    };
    let reply = shell.desk()?.execute(command).await?;
    if let Some(preferences) = preferences {
        preferences_changed(&app, &preferences).await?;
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
