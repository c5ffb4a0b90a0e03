//! Tells the main window that there is something new, where there is a main window.

use std::time::Duration;

use captrack_contract::DashboardChanged;
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::watch;

use crate::windows;

/// At most one event in this time; the last of several is always told.
const APART: Duration = Duration::from_secs(1);

/// Forwards new revisions until the desk is gone.
pub async fn forward(app: AppHandle, mut revisions: watch::Receiver<u64>) {
    while revisions.changed().await.is_ok() {
        let revision = *revisions.borrow_and_update();
        if app.get_webview_window(windows::MAIN).is_some()
            && let Err(error) = app.emit_to(windows::MAIN, DashboardChanged::EVENT, DashboardChanged { revision })
        {
            tracing::warn!(%error, "the window was not told of a change");
        }
        // What changes meanwhile is found changed afterwards.
        tokio::time::sleep(APART).await;
    }
}
