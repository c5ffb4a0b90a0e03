//! WebKitGTK's own word that the process which draws a page has ended.

use tauri::{AppHandle, WebviewWindow};
use webkit2gtk::WebViewExt;

use super::loss::PageLoss;
use super::report::lost;

/// Hears it for as long as there is the window.
pub fn listen(app: &AppHandle, window: &WebviewWindow) {
    let (app, label) = (app.clone(), window.label().to_owned());
    let listening = window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |_, reason| {
            tracing::error!(window = label, ?reason, "the process that draws a window has ended");
            lost(&app, &label, PageLoss::PageProcess);
        });
    });
    if let Err(error) = listening {
        tracing::warn!(%error, "the end of a page would not be heard of");
    }
}

/// Ends it.
pub fn end(window: &WebviewWindow) -> tauri::Result<()> {
    window.with_webview(|webview| webview.inner().terminate_web_process())
}
