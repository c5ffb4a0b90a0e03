//! The end of the program: by the tray's menu, by the system's signal, or because there is no desk to go on with.

use std::time::Duration;

use tauri::{AppHandle, Manager};

use crate::shell::Shell;

/// The system waits about so long before it kills.
const PATIENCE: Duration = Duration::from_secs(19);

/// Ends the program: windows and notifications go at once, then the desk finishes writing.
pub fn end(app: &AppHandle, code: i32) {
    if !app.state::<Shell>().begin_to_end() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        for window in app.webview_windows().values() {
            // One that is gone already is as good.
            let _ = window.destroy();
        }
        let shell = app.state::<Shell>();
        if tokio::time::timeout(PATIENCE, finish(&shell)).await.is_err() {
            tracing::warn!("the desk did not finish in time");
        }
        shell.let_go_of_desk();
        app.exit(code);
    });
}

async fn finish(shell: &Shell) {
    shell.notifier.end().await;
    if let Ok(desk) = shell.desk() {
        desk.shutdown().await;
    }
}

/// Ends the program when the system or a terminal asks for it.
pub async fn end_when_asked(app: AppHandle) {
    asked().await;
    end(&app, 0);
}

#[cfg(unix)]
async fn asked() {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = signal(SignalKind::terminate()).and_then(|term| Ok((term, signal(SignalKind::hangup())?)));
    let Ok((mut term, mut hangup)) = signals else { return drop(tokio::signal::ctrl_c().await) };
    tokio::select! {
        _ = term.recv() => {}
        _ = hangup.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn asked() {
    drop(tokio::signal::ctrl_c().await);
}
