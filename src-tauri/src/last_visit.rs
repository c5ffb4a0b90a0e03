//! When the user leaves the main window: what alerts from then on is new to them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use captrack_contract::commands;
use tauri::{AppHandle, Manager};

use crate::shell::Shell;

/// Who looks elsewhere for a moment has not left.
const LEFT_AFTER: Duration = Duration::from_secs(60);

/// Whether the user looks at the main window.
pub struct Leaving {
    app: AppHandle,
    /// Grows whenever the focus comes or goes.
    turns: Arc<AtomicU64>,
}

impl Leaving {
    pub fn of(app: AppHandle) -> Self {
        Self { app, turns: Arc::default() }
    }

    /// The window has got the focus, or has lost it.
    pub fn focus(&self, has_it: bool) {
        let turn = self.turns.fetch_add(1, Ordering::SeqCst) + 1;
        if has_it {
            return;
        }
        let (app, turns) = (self.app.clone(), self.turns.clone());
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(LEFT_AFTER).await;
            if turns.load(Ordering::SeqCst) == turn {
                mark_seen(&app, LEFT_AFTER).await;
            }
        });
    }

    /// The window is closed.
    pub fn close(&self) {
        self.turns.fetch_add(1, Ordering::SeqCst);
        let app = self.app.clone();
        tauri::async_runtime::spawn(async move { mark_seen(&app, Duration::ZERO).await });
    }
}

/// Nothing that alerted so long ago is new any more.
async fn mark_seen(app: &AppHandle, ago: Duration) {
    let Ok(desk) = app.state::<Shell>().desk() else { return };
    let ago = u32::try_from(ago.as_secs()).unwrap_or(u32::MAX);
    if let Err(refusal) = desk.ask(commands::MarkSeen { ago }).await {
        tracing::warn!(%refusal, "that the window was left is not noted: what is new stays so");
    }
}
