//! Tells the windows that there is something new, where there are windows.

use std::time::{Duration, Instant};

use captrack_contract::{DashboardChanged, Heartbeat, PreferencesChanged};
use captrack_desk::SteadyTime;
use captrack_domain::preferences::Preferences;
use parking_lot::Mutex;
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::watch;

use crate::shell::Shell;
use crate::windows;

/// At most one event in this time; the last of several is always told.
const APART: Duration = Duration::from_secs(1);

/// Forwards new revisions until the desk is gone. Where the program's time was put right the pages ask for it first: what they then show as
/// hours old by the wrong one is seconds old.
pub async fn forward(app: AppHandle, revisions: watch::Receiver<u64>) {
    let time = Mutex::new(SteadyTime::default());
    now_and_then(revisions, |revision| {
        if let Ok(desk) = app.state::<Shell>().desk()
            && time.lock().was_corrected(desk.now(), Instant::now())
        {
            tell_windows(&app, Heartbeat::EVENT, Heartbeat {});
        }
        tell_windows(&app, DashboardChanged::EVENT, DashboardChanged { revision });
    })
    .await;
}

/// Tells every window how the program is to look and behave now.
pub fn preferences_changed(app: &AppHandle, preferences: &Preferences) {
    tell_windows(app, PreferencesChanged::EVENT, PreferencesChanged { preferences: preferences.clone() });
}

fn tell_windows(app: &AppHandle, event: &str, said: impl Serialize + Clone) {
    for label in [windows::MAIN, windows::SETTINGS] {
        if app.get_webview_window(label).is_some()
            && let Err(error) = app.emit_to(label, event, said.clone())
        {
            tracing::warn!(%error, label, event, "a window was not told");
        }
    }
}

async fn now_and_then(mut revisions: watch::Receiver<u64>, tell: impl Fn(u64)) {
    while revisions.changed().await.is_ok() {
        let revision = *revisions.borrow_and_update();
        tell(revision);
        // What changes meanwhile is found changed afterwards.
        tokio::time::sleep(APART).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn of_many_changes_in_a_second_the_first_and_the_last_are_told() {
        let (changes, revisions) = watch::channel(1);
        let told = Arc::new(Mutex::new(Vec::new()));
        let telling = tokio::spawn({
            let told = told.clone();
            now_and_then(revisions, move |revision| told.lock().push(revision))
        });
        for revision in 2..=9 {
            changes.send_replace(revision);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        tokio::time::sleep(APART).await;
        drop(changes);
        telling.await.unwrap();
        assert_eq!(*told.lock(), [2, 9]);
    }
}
