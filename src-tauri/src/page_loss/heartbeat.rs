//! Every window is told now and then that the program lives, and answers that its page does.

use std::time::Duration;

use captrack_contract::Heartbeat;
use tauri::{AppHandle, Emitter, Manager, WebviewWindow};
use tokio::time::MissedTickBehavior;

use super::loss::PageLoss;
use super::report::{lost, report};
use crate::shell::Shell;
use crate::windows;

const EVERY: Duration = Duration::from_secs(Heartbeat::EVERY_SECS as u64);

/// Tells the windows until the program ends. A desk that does not answer is no life: then nothing is told, and the pages say so.
pub async fn beat(app: AppHandle) {
    let mut beats = tokio::time::interval(EVERY);
    // A computer that slept asks once, not for every heartbeat that it has missed.
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beats.tick().await;
        let open: Vec<WebviewWindow> =
            [windows::MAIN, windows::SETTINGS].iter().filter_map(|label| app.get_webview_window(label)).collect();
        if !open.is_empty() && is_alive(&app).await {
            for window in &open {
                ask(&app, window);
            }
            report(&app).await;
        }
    }
}

/// The desk answers, or there is none and the page knows that.
async fn is_alive(app: &AppHandle) -> bool {
    let Ok(desk) = app.state::<Shell>().desk() else { return true };
    tokio::time::timeout(EVERY, desk.status()).await.is_ok()
}

fn ask(app: &AppHandle, window: &WebviewWindow) {
    let label = window.label();
    if let Err(error) = window.emit_to(label, Heartbeat::EVENT, Heartbeat {}) {
        tracing::debug!(%error, window = label, "a heartbeat was not sent");
    }
    let shell = app.state::<Shell>();
    // The page of a window that nobody sees may be put to sleep by the web view.
    let is_seen = window.is_visible().unwrap_or_default() && !window.is_minimized().unwrap_or_default();
    if !is_seen {
        shell.pages.lock().heard(label);
    } else if shell.pages.lock().asked(label) {
        silent(app, window);
    }
}

/// A process that hangs would not load anything: it is ended, and its end is heard of like any other.
#[cfg(target_os = "linux")]
fn silent(app: &AppHandle, window: &WebviewWindow) {
    tracing::error!(window = window.label(), "a page does not answer");
    if super::webkit::end(window).is_err() {
        lost(app, window.label(), PageLoss::Silent);
    }
}

#[cfg(not(target_os = "linux"))]
fn silent(app: &AppHandle, window: &WebviewWindow) {
    lost(app, window.label(), PageLoss::Silent);
}
