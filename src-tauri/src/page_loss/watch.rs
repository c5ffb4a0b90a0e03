//! Hears of the end of a window's page.

use tauri::{AppHandle, Manager, WebviewWindow, WindowEvent};

use super::report::report_soon;
use crate::shell::Shell;

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
    super::webkit::listen(app, window);
    #[cfg(windows)]
    super::webview2::listen(app, window);
}
