//! A page whose process ended, or that answers no more: it is loaded again where it was, a few times, and then said to be lost. The
//! monitor never notices.

mod heartbeat;
mod reloads;
#[cfg(target_os = "linux")]
mod webkit;
#[cfg(windows)]
mod webview2;

use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager, WebviewWindow, WindowEvent};

use crate::notifier::Toast;
use crate::shell::Shell;
use crate::text::say;
use crate::windows;
pub use heartbeat::beat;
pub use reloads::Pages;
use reloads::Remedy;

/// A window that is to be made again must be gone first; it is gone sooner than this.
const GOING: Duration = Duration::from_secs(5);

/// How a page was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The process that draws it has ended; its window can load it again.
    PageProcess,
    /// The process that all windows share has ended: the window has to be made again.
    #[cfg_attr(not(windows), allow(dead_code))] // WebKit has none that ends alone.
    BrowserProcess,
    /// It does not answer.
    Silent,
}

/// Hears of the end of a window's page, as long as there is the window.
pub fn listen(app: &AppHandle, window: &WebviewWindow) {
    app.state::<Shell>().pages.lock().begun(window.label());
    report_soon(app);
    let (closing, label) = (app.clone(), window.label().to_owned());
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            closing.state::<Shell>().pages.lock().gone(&label);
            report_soon(&closing);
        }
    });
    #[cfg(target_os = "linux")]
    webkit::listen(app, window);
    #[cfg(windows)]
    webview2::listen(app, window);
}

/// A page is lost: it comes back, at once or a little later, or it is said that it does not.
pub fn lost(app: &AppHandle, label: &str, loss: Loss) {
    let remedy = app.state::<Shell>().pages.lock().lost(label, Instant::now());
    tracing::error!(window = label, ?loss, ?remedy, "a window has lost its page");
    let (app, label) = (app.clone(), label.to_owned());
    tauri::async_runtime::spawn(async move {
        let loaded = match remedy {
            Remedy::Reload { after } => {
                tokio::time::sleep(after).await;
                load_again(&app, &label, loss).await
            }
            Remedy::GiveUp => give_up(&app, &label).await,
        };
        if let Err(error) = loaded {
            tracing::error!(%error, window = label, "a page was not loaded again");
            // Whoever looks for the window finds it said in the tray, by a notification and in the status.
            app.state::<Shell>().pages.lock().not_back(&label);
            report(&app).await;
        }
    });
}

async fn load_again(app: &AppHandle, label: &str, loss: Loss) -> Result<(), String> {
    // Whoever has closed the window meanwhile does not want it back.
    let Some(window) = app.get_webview_window(label) else { return Ok(()) };
    app.state::<Shell>().pages.lock().heard(label);
    if loss == Loss::PageProcess {
        return window.reload().map_err(|error| error.to_string());
    }
    // The page keeps in its address what it shows.
    let address = window.url().ok().and_then(|address| address.query().map(|query| format!("index.html?{query}")));
    close_for_good(app, &window).await?;
    windows::make_again(app, label, address).await.map_err(|refusal| refusal.sentence)
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
    let has_tray = shell.tray.lock().is_some();
    match app.get_webview_window(label) {
        Some(window) if has_tray => close_for_good(app, &window).await,
        Some(_) | None => Ok(()),
    }
}

/// Tells the desk how the windows are, for its list of what is not as it should be.
pub async fn report(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let trouble = shell.pages.lock().trouble();
    if let Ok(desk) = shell.desk() {
        desk.note_windows(trouble).await;
    }
}

fn report_soon(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move { report(&app).await });
}

/// This computer lacks what draws pages: that holds until a page answers.
pub async fn no_web_view(app: &AppHandle) {
    app.state::<Shell>().pages.lock().no_web_view();
    report(app).await;
}

/// A window whose page was lost too often is made again when it is wanted.
pub async fn clear_away(app: &AppHandle, window: &WebviewWindow) -> Result<(), String> {
    if app.state::<Shell>().pages.lock().is_lost(window.label()) {
        close_for_good(app, window).await?;
    }
    Ok(())
}

async fn close_for_good(app: &AppHandle, window: &WebviewWindow) -> Result<(), String> {
    window.destroy().map_err(|error| error.to_string())?;
    let gone = async {
        while app.get_webview_window(window.label()).is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(GOING, gone).await.map_err(|_| "its window does not go".to_owned())
}
