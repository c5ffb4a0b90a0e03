//! `WebView2`'s own word that a process of a page has failed. COM has no safe way to ask for it: this is the only unsafe code of the
//! program, and an invariant keeps it so.
#![allow(unsafe_code)]

use tauri::{AppHandle, WebviewWindow};
use webview2_com::Microsoft::Web::WebView2::Win32::{
    COREWEBVIEW2_PROCESS_FAILED_KIND, COREWEBVIEW2_PROCESS_FAILED_KIND_BROWSER_PROCESS_EXITED,
    COREWEBVIEW2_PROCESS_FAILED_KIND_RENDER_PROCESS_EXITED,
};
use webview2_com::ProcessFailedEventHandler;

use super::loss::PageLoss;
use super::report::lost;

/// Hears it for as long as there is the window.
pub fn listen(app: &AppHandle, window: &WebviewWindow) {
    let (app, label) = (app.clone(), window.label().to_owned());
    let listening = window.with_webview(move |webview| {
        let handler = ProcessFailedEventHandler::create(Box::new(move |_, failed| {
            let mut kind = COREWEBVIEW2_PROCESS_FAILED_KIND::default();
            if let Some(failed) = failed {
                // SAFETY: the event's own arguments, alive during this call, write into a value of their own type.
                unsafe { failed.ProcessFailedKind(&raw mut kind) }?;
            }
            if let Some(loss) = loss(kind) {
                lost(&app, &label, loss);
            }
            Ok(())
        }));
        let mut token = 0;
        // SAFETY: called on the thread of the web view, which keeps the handler for as long as it lives itself.
        let heard = unsafe {
            webview.controller().CoreWebView2().and_then(|view| view.add_ProcessFailed(&handler, &raw mut token))
        };
        if let Err(error) = heard {
            tracing::warn!(%error, "the end of a page would not be heard of");
        }
    });
    if let Err(error) = listening {
        tracing::warn!(%error, "the end of a page would not be heard of");
    }
}

/// What is lost with a process; none: `WebView2` starts it again by itself.
fn loss(kind: COREWEBVIEW2_PROCESS_FAILED_KIND) -> Option<PageLoss> {
    match kind {
        COREWEBVIEW2_PROCESS_FAILED_KIND_BROWSER_PROCESS_EXITED => Some(PageLoss::BrowserProcess),
        COREWEBVIEW2_PROCESS_FAILED_KIND_RENDER_PROCESS_EXITED => Some(PageLoss::PageProcess),
        // A page that does not respond is among them: the heartbeat decides when that was too long.
        _ => None,
    }
}
