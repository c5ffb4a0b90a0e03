//! Closing a window whose page is lost.

use std::time::Duration;

use tauri::{AppHandle, Manager, WebviewWindow};

use crate::shell::Shell;

/// A window that is to be made again must be gone first; it is gone sooner than this.
const GOING: Duration = Duration::from_secs(5);

/// A window whose page was lost too often is made again when it is wanted.
pub async fn clear_away(app: &AppHandle, window: &WebviewWindow) -> Result<(), String> {
    if app.state::<Shell>().pages.lock().is_lost(window.label()) {
        close_for_good(app, window).await?;
    }
    Ok(())
}

/// Closes a window, and waits until it is gone.
pub async fn close_for_good(app: &AppHandle, window: &WebviewWindow) -> Result<(), String> {
    window.destroy().map_err(|error| error.to_string())?;
    let gone = async {
        while app.get_webview_window(window.label()).is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(GOING, gone).await.map_err(|_| "its window does not go".to_owned())
}
