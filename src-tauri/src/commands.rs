//! The three commands that a page may call: two go to the desk, one to the shell.

use captrack_contract::{AnyCommand, BoardRequest, ErrorCode, Refusal, WindowCommand, WindowReply, encode};
use captrack_domain::preferences::Preferences;
use tauri::ipc::Response;
use tauri::{AppHandle, Manager, State, WebviewWindow};

use crate::shell::Shell;
use crate::text::say;
use crate::windows::WindowOpening;
use crate::{autostart, deep_link, demo_start, download, events, links, page_loss, theme, windows};

/// Asks the desk; the answer is JSON in bytes, which crosses without being read and written once more on the way.
#[tauri::command]
pub async fn execute(app: AppHandle, shell: State<'_, Shell>, command: AnyCommand) -> Result<Response, Refusal> {
    let preferences = match &command {
        AnyCommand::SavePreferences(save) => Some(save.preferences.clone()),
        _ => None,
    };
    let reply = shell.desk()?.answer_window(command).await?;
    if let Some(preferences) = preferences {
        preferences_changed(&app, &preferences).await?;
    }
    let json = serde_json::to_vec(&reply).map_err(|error| Refusal::new(ErrorCode::Internal, error.to_string()))?;
    Ok(Response::new(json))
}

/// Asks the desk for what the main window shows; the answer, a refusal included, is in the bytes.
#[tauri::command]
pub async fn board(shell: State<'_, Shell>, request: BoardRequest) -> Result<Response, Refusal> {
    let reply = match shell.desk() {
        Ok(desk) => desk.board(&request).await,
        Err(refusal) => Err(refusal),
    };
    Ok(Response::new(encode(&reply)))
}

/// Asks the shell.
#[tauri::command]
pub async fn window(
    app: AppHandle,
    asking: WebviewWindow,
    shell: State<'_, Shell>,
    command: WindowCommand,
) -> Result<WindowReply, Refusal> {
    let done = |()| WindowReply::Done;
    match command {
        WindowCommand::Open { page, section } => {
            let showing = section.map_or(WindowOpening::Anything, WindowOpening::Section);
            windows::open(&app, page, showing).await.map(done)
        }
        WindowCommand::OpenSignInPage => {
            let page = shell.desk()?.sign_in_page().await;
            let page = page.ok_or_else(|| Refusal::new(ErrorCode::Invalid, say("no-sign-in")))?;
            links::open_in_browser(page).await.map(done)
        }
        WindowCommand::OpenAuthPage => {
            let desk = shell.desk()?;
            let page = desk.auth_sign_in_page().await;
            let page = page.ok_or_else(|| Refusal::new(ErrorCode::Invalid, say("no-sign-in")))?;
            let demo = desk.status().await.is_ok_and(|status| status.demo);
            deep_link::bring_here(&app, demo).await;
            links::open_in_browser(page).await.map(done)
        }
        WindowCommand::OpenAuditPage { main } => {
            let page = shell.desk()?.audit_page(main).await;
            let page = page.ok_or_else(|| Refusal::new(ErrorCode::Invalid, say("no-audit-page")))?;
            links::open_in_browser(page).await.map(done)
        }
        WindowCommand::OpenWebPage { page } => {
            let page = links::web_page(&page).ok_or_else(|| Refusal::new(ErrorCode::Invalid, say("no-web-page")))?;
            links::open_in_browser(page).await.map(done)
        }
        WindowCommand::SaveFile { file } => {
            let folder = app.path().download_dir().or_else(|_| app.path().home_dir()).ok();
            let path = download::keep(folder, &file).await?;
            Ok(WindowReply::Saved { path: path.display().to_string() })
        }
        WindowCommand::Heartbeat => {
            if shell.pages.lock().answered(asking.label()) {
                tracing::info!(window = asking.label(), "a page answers");
            }
            page_loss::report(&app).await;
            Ok(WindowReply::Alive { now: shell.desk().ok().map(|desk| desk.now()) })
        }
        WindowCommand::OpenDemo => demo_start::start(&shell).map(done),
        WindowCommand::OpenHelp { topic } => {
            let page = links::help_page(&topic).ok_or_else(|| Refusal::new(ErrorCode::Invalid, say("unknown-help")))?;
            links::open_in_browser(page.to_owned()).await.map(done)
        }
    }
}

async fn preferences_changed(app: &AppHandle, preferences: &Preferences) -> Result<(), Refusal> {
    theme::put_on_all(app, preferences.theme);
    events::preferences_changed(app, preferences);
    autostart::set(app, preferences.autostart).await
}
