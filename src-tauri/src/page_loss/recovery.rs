//! Bringing lost pages back.

use tauri::{AppHandle, Manager};
use tokio::sync::mpsc::UnboundedReceiver;

use super::loss::{LostPage, PageLoss};
use super::reloads::PageRemedy;
use super::report::report;
use super::window_close::close_for_good;
use crate::notifier::Toast;
use crate::shell::Shell;
use crate::text::say;
use crate::windows;

/// Brings back every page that is lost, or says that it does not come back, until the program ends. None waits for another.
pub async fn bring_back(app: AppHandle, mut lost: UnboundedReceiver<LostPage>) {
    while let Some(page) = lost.recv().await {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            if let Err(error) = remedy(&app, &page).await {
                tracing::error!(%error, window = page.window, "a page was not loaded again");
                // Whoever looks for the window finds it said in the tray, by a notification and in the status.
                app.state::<Shell>().pages.lock().not_back(&page.window);
                report(&app).await;
            }
        });
    }
}

async fn remedy(app: &AppHandle, page: &LostPage) -> Result<(), String> {
    match page.remedy {
        PageRemedy::Reload { after } => {
            tokio::time::sleep(after).await;
            load_again(app, &page.window, page.loss).await
        }
        PageRemedy::GiveUp => give_up(app, &page.window).await,
    }
}

async fn load_again(app: &AppHandle, label: &str, loss: PageLoss) -> Result<(), String> {
    // Whoever has closed the window meanwhile does not want it back.
    let Some(window) = app.get_webview_window(label) else { return Ok(()) };
    app.state::<Shell>().pages.lock().loaded_again(label);
    if loss == PageLoss::PageProcess {
        return window.reload().map_err(|error| error.to_string());
    }
    // The page keeps in its address what it shows.
    let address = window.url().ok().and_then(|address| address.query().map(|query| format!("index.html?{query}")));
    close_for_good(app, &window).await?;
    windows::make_again(app, label, address).await.map_err(|refusal| refusal.said())
}

/// The page was lost too often: the window goes, and what goes on is said. Where there is no tray to open it from the window stays, and
/// is made again when it is wanted.
async fn give_up(app: &AppHandle, label: &str) -> Result<(), String> {
    let shell = app.state::<Shell>();
    report(app).await;
    if shell.desk().is_err() {
        // Nobody else is left to say it.
        shell.notifier.say(Toast::failed(say("page-lost-title"), say("page-lost"))).await;
    }
    match app.get_webview_window(label) {
        Some(window) if shell.has_tray() => close_for_good(app, &window).await,
        Some(_) | None => Ok(()),
    }
}
